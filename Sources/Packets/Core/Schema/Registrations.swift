/// Which protocols a registry has, and what they are registered under.
struct Registrations: Sendable {
    /// Indexed by `ProtocolID`.
    private(set) var protocols: [any PacketProtocol.Type] = []
    private var numbers: [ObjectIdentifier: ProtocolID] = [:]
    private(set) var tables = DispatchTables()
    private(set) var heuristics: [[ProtocolID]] = Array(repeating: [], count: 16)
    /// A bit for each table that has heuristics.
    private(set) var heuristicTables: UInt16 = 0
    /// Under which keys a protocol was registered, the first first: what the forge writes into the layer below.
    private(set) var keys: [ProtocolID: [DispatchKey]] = [:]

    /// What every registry has.
    init() {
        // In the order of their `ProtocolID`s.
        let types: [any PacketProtocol.Type] = [OpaqueData.self, Frame.self, Malformed.self, Short.self]
        for type in types { _ = add(type) }
    }

    mutating func add(_ type: any PacketProtocol.Type) -> ProtocolID {
        if let id = numbers[ObjectIdentifier(type)] { return id }
        precondition(protocols.count < Int(UInt16.max), "more than 65,534 protocols")
        let id = ProtocolID(rawValue: UInt16(protocols.count))
        protocols.append(type)
        numbers[ObjectIdentifier(type)] = id
        return id
    }

    mutating func add(heuristic id: ProtocolID, under table: DispatchTable) {
        let table = Int(table.rawValue & 15)
        if !heuristics[table].contains(id) { heuristics[table].append(id) }
        heuristicTables |= 1 << UInt16(table)
    }

    mutating func bind(_ key: DispatchKey, to id: ProtocolID) {
        tables.bind(key, to: id)
        if id != .data { keys[id, default: []].append(key) }
    }

    /// Under which keys a protocol, or whatever has its schema, is registered.
    func keys(of schema: any Schema.Type) -> [DispatchKey] {
        numbers[ObjectIdentifier(schema)].flatMap { keys[$0] } ?? []
    }

    /// Whether a protocol may be found above TCP.
    func isCarriedByTCP(_ id: ProtocolID) -> Bool {
        id == .data || heuristics[Int(DispatchTable.tcpPort.rawValue)].contains(id)
            || keys[id]?.contains { $0.table == .tcpPort } ?? false
    }
}
