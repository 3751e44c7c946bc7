/// Which protocols a registry has, and what they are registered under.
struct Registrations: Sendable {
    /// Indexed by `ProtocolID`.
    private(set) var protocols: [any PacketProtocol.Type] = []
    private var numbers: [ObjectIdentifier: ProtocolID] = [:]
    /// All dispatch tables one behind the other, 65,536 numbers each: for every 256 of them, on which page they are.
    /// Most ports are nobody's and share the first page, which stays in the nearest cache as all these few octets do.
    private var pages: [UInt16] = []
    /// The protocols' numbers, 256 a page.
    private var entries: [UInt16] = []
    private var sparse: [DispatchKey: UInt16] = [:]
    private(set) var heuristics: [[ProtocolID]] = []
    /// A bit for each table that has heuristics.
    private(set) var heuristicTables: UInt16 = 0
    /// Under which keys a protocol was registered, the first first: what the forge writes into the layer below.
    private(set) var keys: [ProtocolID: [DispatchKey]] = [:]

    /// Nothing, not even plain data.
    init() {}

    /// What every registry has.
    static var basic: Registrations {
        var registrations = Registrations()
        let total = (Int(DispatchTable.named.map(\.table.rawValue).max() ?? 0) + 1) << 16
        registrations.pages = Array(repeating: 0, count: total / pageSize)
        registrations.entries = Array(repeating: 0, count: pageSize)
        registrations.heuristics = Array(repeating: [], count: 16)
        // In the order of their `ProtocolID`s.
        let types: [any PacketProtocol.Type] = [OpaqueData.self, Frame.self, Malformed.self, Short.self]
        for type in types { _ = registrations.add(type) }
        return registrations
    }

    private static var pageSize: Int { 256 }

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
        let index = key.index
        if !key.isSparse, index / Self.pageSize < pages.count {
            if pages[index / Self.pageSize] == 0 {
                pages[index / Self.pageSize] = UInt16(entries.count / Self.pageSize)
                entries += Array(repeating: 0, count: Self.pageSize)
            }
            entries[Int(pages[index / Self.pageSize]) * Self.pageSize + index % Self.pageSize] = id.rawValue
        } else {
            sparse[key] = id.rawValue
        }
        if id != .data { keys[id, default: []].append(key) }
    }

    /// The protocol under a key; data when there is none.
    @inline(__always)
    func lookup(_ key: DispatchKey) -> UInt16 {
        let index = key.index
        guard !key.isSparse, index &>> 8 < pages.count else { return sparse(key) }
        return entries[Int(pages[index &>> 8]) &<< 8 | index & 255]
    }

    @inline(never)
    private func sparse(_ key: DispatchKey) -> UInt16 { sparse[key] ?? 0 }

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
