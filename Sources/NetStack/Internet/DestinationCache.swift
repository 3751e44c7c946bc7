import Packets

/// What was learnt of single destinations: RFC 4861 section 5.1 for both families, with the path's MTU (RFC 8201 section 5.2).
/// Bounded: of more than there is room for the one goes that was entered first.
struct DestinationCache: ~Copyable {
    struct Entry: BitwiseCopyable {
        var address: IPv6Address
        /// The longest packet that reaches it, in octets, and until when that is believed.
        var mtu: Int?
        var mtuUntil: UInt64 = 0
        /// Who is a better first hop than the route says, and on which interface.
        var gateway: IPv6Address?
        var interface = InterfaceID(rawValue: 0)
    }

    private var entries: [Entry] = []
    private var table: SlotTable
    private var oldest = 0
    private let limit: Int
    private let secrets: StackSecrets
    var count: Int { entries.count }

    init(limit: Int, secrets: StackSecrets) {
        self.limit = max(1, limit)
        self.secrets = secrets
        table = SlotTable(capacity: self.limit)
    }

    subscript(address: IPv6Address) -> Entry? {
        entries.isEmpty ? nil : slot(address).map { entries[$0] }
    }

    /// Changes what is known of a destination.
    mutating func change(_ address: IPv6Address, _ body: (inout Entry) -> Void) {
        if let slot = slot(address) { return body(&entries[slot]) }
        var entry = Entry(address: address)
        body(&entry)
        let slot: Int
        if entries.count < limit {
            slot = entries.count
            entries.append(entry)
        } else {
            slot = oldest
            oldest = (oldest + 1) % limit
            table.remove(hash(entries[slot].address), slot: slot)
            entries[slot] = entry
        }
        table.insert(hash(address), slot: slot)
    }

    /// When the next MTU is not to be believed any more.
    var deadline: UInt64 { entries.lazy.map { $0.mtu == nil ? Deadlines.never : $0.mtuUntil }.min() ?? Deadlines.never }

    /// Forgets the MTUs that are too old.
    mutating func expire(_ now: UInt64) {
        for slot in entries.indices where entries[slot].mtuUntil <= now { entries[slot].mtu = nil }
    }

    /// Forgets a better first hop that is none any more.
    mutating func forget(gateway: IPv6Address) {
        for slot in entries.indices where entries[slot].gateway == gateway { entries[slot].gateway = nil }
    }

    private func slot(_ address: IPv6Address) -> Int? { table.find(hash(address)) { entries[$0].address == address } }

    private func hash(_ address: IPv6Address) -> UInt32 {
        FlowEnds(local: .unspecified, localPort: 0, remote: address, remotePort: 0).hash(secrets)
    }
}
