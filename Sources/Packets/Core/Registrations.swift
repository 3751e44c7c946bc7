/// Which protocols a registry has, and what they are registered under.
struct Registrations: Sendable {
    /// Indexed by `ProtocolID`.
    private(set) var protocols: [any PacketProtocol.Type] = []
    private var numbers: [ObjectIdentifier: ProtocolID] = [:]
    /// What `Routes` says of them.
    private(set) var pages: [UInt16]
    private(set) var entries: [UInt16]
    private(set) var sparse: [DispatchKey: UInt16] = [:]
    private(set) var heuristics: [[ProtocolID]] = Array(repeating: [], count: 16)
    /// Under which keys a protocol was registered, the first first: what the forge writes into the layer below.
    private(set) var keys: [ProtocolID: [DispatchKey]] = [:]
    /// The tables above, as dissection asks them.
    var routes = Routes.none
    /// What the protocols declare, once somebody asks.
    private(set) var declarations = LazyDeclarations([])

    init() {
        let total = (Int(DispatchTable.named.map(\.table.rawValue).max() ?? 0) + 1) << 16
        pages = Array(repeating: 0, count: total / Self.pageSize)
        entries = Array(repeating: 0, count: Self.pageSize)
        change { registrations in
            _ = registrations.add(OpaqueData.self)
            _ = registrations.add(Frame.self)
            _ = registrations.add(Malformed.self)
            _ = registrations.add(Short.self)
        }
    }

    private static var pageSize: Int { 256 }

    /// Every change to what is registered.
    mutating func change(_ body: (inout Self) -> Void) {
        routes = .none
        let count = protocols.count
        body(&self)
        routes = Routes(self)
        if protocols.count > count { declarations = LazyDeclarations(protocols) }
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
