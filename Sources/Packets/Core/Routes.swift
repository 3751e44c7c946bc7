/// Where every number leads: all that dissection asks of a registry.
///
/// Made anew when a protocol is registered, and never changed. A class, so that one pointer is kept in a register and the
/// rest is read where it is needed: as part of the registry, which is a value, it was copied to the stack for each packet.
/// Of constants, so that no read asks for exclusive access (40 ns a packet).
final class Routes: Sendable {
    /// Indexed by `ProtocolID`.
    let protocols: [any PacketProtocol.Type]
    /// All dispatch tables one behind the other, 65,536 numbers each: for every 256 of them, on which page they are.
    /// Most ports are nobody's and share the first page, which stays in the nearest cache as all these few octets do.
    let pages: [UInt16]
    /// The protocols' numbers, 256 a page.
    let entries: [UInt16]
    let sparse: [DispatchKey: UInt16]
    let heuristics: [[ProtocolID]]
    /// A bit for each table that has heuristics.
    let heuristicTables: UInt16
    /// What most packets begin with, one a `Spine.Kind`; empty while that is not what is registered.
    let spines: [Spine]

    /// With the templates that these tables give.
    convenience init(_ registrations: borrowing Registrations) {
        self.init(registrations, spines: Spine.all(Routes(registrations, spines: [])))
    }

    init(_ registrations: borrowing Registrations, spines: [Spine]) {
        protocols = registrations.protocols
        pages = registrations.pages
        entries = registrations.entries
        sparse = registrations.sparse
        heuristics = registrations.heuristics
        heuristicTables = registrations.heuristics.indices.reduce(0) { bits, table in
            registrations.heuristics[table].isEmpty ? bits : bits | 1 << UInt16(table)
        }
        self.spines = spines
    }

    /// What a registry has while it changes: so that its tables are nobody else's, and are not copied for each change.
    init() {
        protocols = []
        pages = []
        entries = []
        sparse = [:]
        heuristics = []
        heuristicTables = 0
        spines = []
    }

    static let none = Routes()

    /// Layer by layer by the tables, from `first..<last` on, which the protocol `number` takes as layer number `depth`.
    @inline(never)
    func walk(
        _ bytes: RawSpan, from first: Int, to last: Int, as number: UInt16, at depth: Int,
        into dissection: inout Dissection, findingBodies: Bool
    ) {
        var id = number
        var from = first
        var to = last
        var flags: UInt16 = 0
        var count = depth
        while true {
            let type = protocols[Int(id)]
            // `from <= to <= byteCount` holds throughout: both are brought inside below.
            let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
            var next = type.next(message)
            if findingBodies, next.has(Next.postponed) { next = type.body(message) }
            if next.has(Next.last) {
                if next.has(Next.declined), id != 0 {
                    id = 0
                    continue
                }
                if next.has(Next.broken) { flags |= LayerSpan.broken }
                dissection.spans[count] = LayerSpan(
                    type: type, id: ProtocolID(rawValue: id), flags: flags, start: from, payload: to, end: to)
                count &+= 1
                break
            }
            let payload = min(from &+ next.from, to)
            let end = max(payload, min(from &+ next.to, to))
            dissection.spans[count] = LayerSpan(
                type: type, id: ProtocolID(rawValue: id), flags: flags, start: from, payload: payload,
                end: next.has(Next.trailer) ? to : end)
            count &+= 1
            from = payload
            to = end
            guard from < to, count < Dissection.maximumDepth else { break }
            if next.has(Next.quoted) { flags |= LayerSpan.quoted }
            // The deepest layer that is kept is data, whatever it is.
            id = count < Dissection.maximumDepth &- 1 ? find(next.key, next.otherKey, bytes, from, to) : 0
        }
        dissection.count = count
    }

    /// The protocol that takes what is left: by its first number, by its second, by its looks.
    @inline(__always)
    private func find(_ key: DispatchKey, _ other: DispatchKey, _ bytes: RawSpan, _ from: Int, _ to: Int) -> UInt16 {
        let id = lookup(key)
        return id != 0 ? id : find(other, bytes, from, to)
    }

    /// The protocol that takes what is left: by a number, or by its looks.
    @inline(never)
    func find(_ key: DispatchKey, _ bytes: RawSpan, _ from: Int, _ to: Int) -> UInt16 {
        let id = lookup(key)
        if id != 0 { return id }
        let table = key.table.rawValue & 15
        guard heuristicTables &>> UInt16(table) & 1 != 0 else { return 0 }
        let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
        for id in heuristics[Int(table)] where protocols[Int(id.rawValue)].recognizes(message) {
            return id.rawValue
        }
        return 0
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
}
