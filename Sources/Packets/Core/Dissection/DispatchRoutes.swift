/// Where every number leads: all that dissection asks of a registry.
///
/// Made anew when a protocol is registered, and never changed. A class, so that a registry is one pointer, which stays in a
/// register: as a value of 160 octets it was copied to the stack twice a packet. Of constants, so that no read asks for
/// exclusive access (40 ns a packet).
final class DispatchRoutes: Sendable {
    let registrations: Registrations
    /// What is read of them for each packet; as members of theirs they would be copied all together.
    private let protocols: [(type: any PacketProtocol.Type, flags: UInt16)]
    private let tables: DispatchTables
    /// What most packets begin with, one a `Spine.Kind`; empty while that is not what is registered.
    let spines: [Spine]
    /// What the registered protocols declare, once somebody asks.
    let declarations: LazyDeclarations

    /// - Parameters:
    ///   - spines: those that the registrations give, unless a test has others.
    ///   - declarations: of the same protocols, where they are known.
    init(_ registrations: Registrations, spines: [Spine]? = nil, _ declarations: LazyDeclarations? = nil) {
        self.registrations = registrations
        protocols = registrations.protocols.map { ($0, LayerSpan.flags(of: $0.role)) }
        tables = registrations.tables
        self.spines = spines ?? Spine.all(registrations)
        self.declarations = declarations ?? LazyDeclarations(registrations.protocols)
    }

    /// Without any protocol but plain data.
    static let basic = DispatchRoutes(Registrations(), spines: [])

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
            let (type, role) = protocols[Int(id)]
            // `from <= to <= byteCount` holds throughout: both are brought inside below.
            let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
            var next = type.next(message)
            if findingBodies, next.has(NextLayer.postponed) { next = type.body(message) }
            if next.has(NextLayer.last) {
                if next.has(NextLayer.declined), id != 0 {
                    id = 0
                    continue
                }
                if next.has(NextLayer.broken) { flags |= LayerSpan.broken }
                dissection.spans[count] = LayerSpan(
                    type: type, id: ProtocolID(rawValue: id), flags: flags | role, start: from, payload: to, end: to)
                count &+= 1
                break
            }
            let payload = min(from &+ next.from, to)
            let end = max(payload, min(from &+ next.to, to))
            let isPiece = next.has(NextLayer.piece)
            if isPiece { dissection.hasPiece = true }
            dissection.spans[count] = LayerSpan(
                type: type, id: ProtocolID(rawValue: id), flags: flags | role | (isPiece ? LayerSpan.piece : 0),
                start: from, payload: payload, end: next.has(NextLayer.trailer) ? to : end)
            count &+= 1
            from = payload
            to = end
            guard from < to, count < Dissection.maximumDepth else { break }
            if next.has(NextLayer.quoted) { flags |= LayerSpan.quoted }
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
        let table = Int(key.table.rawValue)
        guard table < registrations.heuristics.count else { return 0 }
        let message = unsafe bytes.extracting(unchecked: Range(uncheckedBounds: (from, to)))
        for id in registrations.heuristics[table] where type(id.rawValue).recognizes(message) { return id.rawValue }
        return 0
    }

    /// The protocol under a key; data when there is none.
    @inline(__always)
    func lookup(_ key: DispatchKey) -> UInt16 { tables.lookup(key) }

    @inline(__always)
    func type(_ id: UInt16) -> any PacketProtocol.Type { protocols[Int(id)].type }

    /// The flags of all layers of a protocol.
    @inline(__always)
    func flags(_ id: UInt16) -> UInt16 { protocols[Int(id)].flags }
}
