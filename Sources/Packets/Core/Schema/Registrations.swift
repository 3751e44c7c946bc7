/// Which protocols a registry has, and what they are registered under.
struct Registrations: Sendable {
    /// Indexed by `ProtocolID`.
    private(set) var protocols: [any PacketProtocol.Type] = []
    private var numbers: [ObjectIdentifier: ProtocolID] = [:]
    private(set) var tables = DispatchTables()
    /// Indexed by the tables' numbers, as far as one has any.
    private(set) var heuristics: [[ProtocolID]] = []
    /// The tables, with the names that "decode as" knows them by.
    private(set) var tableNames: [(table: DispatchTable, name: String)] = DispatchTable.named
    /// The tables in which streams name what they carry.
    private var streamTables: [DispatchTable] = []
    /// Under which keys a protocol was registered, the first first: what the forge writes into the layer below.
    private(set) var keys: [ProtocolID: [DispatchKey]] = [:]

    /// What every registry has.
    init() {
        // In the order of their `ProtocolID`s.
        let types: [any PacketProtocol.Type] = [
            OpaqueData.self, FrameProtocol.self, MalformedMark.self, ShortMark.self,
        ]
        for type in types { _ = add(type) }
    }

    mutating func add(_ type: any PacketProtocol.Type) -> ProtocolID {
        if let id = numbers[ObjectIdentifier(type)] { return id }
        precondition(protocols.count < Int(UInt16.max), "more than 65,534 protocols")
        let id = ProtocolID(rawValue: UInt16(protocols.count))
        protocols.append(type)
        numbers[ObjectIdentifier(type)] = id
        if type.role.contains(.stream) { streamTables.append(type.payloadTable) }
        return id
    }

    mutating func add(heuristic id: ProtocolID, under table: DispatchTable) {
        let table = Int(table.rawValue)
        if heuristics.count <= table {
            heuristics += Array(repeating: [], count: table + 1 - heuristics.count)
        }
        if !heuristics[table].contains(id) { heuristics[table].append(id) }
    }

    mutating func name(_ table: DispatchTable, _ name: String) {
        tableNames.removeAll { $0.table == table }
        tableNames.append((table, name))
    }

    mutating func bind(_ key: DispatchKey, to id: ProtocolID) {
        tables.bind(key, to: id)
        if id != .data { keys[id, default: []].append(key) }
    }

    /// Under which keys a protocol, or whatever has its schema, is registered.
    func keys(of schema: any Schema.Type) -> [DispatchKey] {
        numbers[ObjectIdentifier(schema)].flatMap { keys[$0] } ?? []
    }

    /// Whether a protocol may be found above a stream.
    func isCarriedByStream(_ id: ProtocolID) -> Bool {
        id == .data
            || streamTables.contains { table in
                Int(table.rawValue) < heuristics.count && heuristics[Int(table.rawValue)].contains(id)
                    || keys[id]?.contains { $0.table == table } ?? false
            }
    }
}
