import Packets

/// Which neighbor a connection sends to: of no use when the slot has another.
struct NeighborReference: BitwiseCopyable {
    var slot: Int32 = -1
    var generation: UInt32 = 0
}

/// A station on a link, and what is known of it. RFC 826, RFC 4861; the states are those of RFC 4861 section 7.3.2, which Linux has for
/// both families.
struct Neighbor: BitwiseCopyable {
    enum State: UInt8, BitwiseCopyable {
        case unused
        /// It is asked for.
        case incomplete
        /// It has answered not long ago.
        case reachable
        /// Its address is known, and nobody knows whether it is still there.
        case stale
        /// It was sent to when it was stale, and gets a moment's time.
        case delay
        /// It is asked by itself whether it is still there, and used meanwhile.
        case probe
    }

    /// How long it is believed to be there, in nanoseconds.
    static var reachableTime: UInt64 { 30_000_000_000 }
    /// How long one that is used waits before it is asked: DELAY_FIRST_PROBE_TIME.
    static var delayTime: UInt64 { 5_000_000_000 }
    /// No more than one question a second for one address. RFC 1122 section 2.3.2.1.
    static var questionInterval: UInt64 { 1_000_000_000 }
    static var questionLimit: UInt8 { 3 }
    /// Of several answers that follow each other so fast the first counts: of two hosts with one address the nearer one, and of one
    /// whose answer was damaged on its second way, the whole one. Linux's `locktime`.
    static var lockTime: UInt64 { 1_000_000_000 }

    var state = State.unused
    var generation: UInt32 = 0
    /// An IPv4 address is mapped.
    var address = IPv6Address.unspecified
    var interface = InterfaceID(rawValue: 0)
    var hardware = MACAddress(rawValue: 0)
    /// When its address was told last.
    var heardAt: UInt64 = 0
    /// Until when it is believed to be there.
    var reachableUntil: UInt64 = 0
    /// Whether it has said that it is a router.
    var isRouter = false
    var questions: UInt8 = 0
    /// Packets that wait, the oldest first. RFC 1122 section 2.3.2.2 wants room for one at least.
    var waiting = InlineArray<3, StoredPacket?>(repeating: nil)
    /// The first connection that waits.
    var firstConnection: Int32 = -1

    /// Whether an answer with another address comes too soon after the one that stands.
    func isLocked(_ hardware: MACAddress, now: UInt64) -> Bool {
        isKnown && self.hardware != hardware && now &- heardAt < Self.lockTime
    }

    /// Whether packets can be sent to it.
    var isKnown: Bool { state.rawValue >= State.reachable.rawValue }

    /// Adds a packet, in place of the oldest when there is no room: that one is given back.
    mutating func wait(_ packet: StoredPacket) -> StoredPacket? {
        for index in waiting.indices where waiting[index] == nil {
            waiting[index] = packet
            return nil
        }
        let oldest = waiting[0]
        for index in 1..<waiting.count { waiting[index - 1] = waiting[index] }
        waiting[waiting.count - 1] = packet
        return oldest
    }

    /// Takes out the packets that wait, one after the other.
    mutating func nextWaiting() -> StoredPacket? {
        for index in waiting.indices {
            guard let packet = waiting[index] else { continue }
            waiting[index] = nil
            return packet
        }
        return nil
    }
}

/// The neighbors of a stack, by interface and address, as many as were allowed at the beginning.
struct NeighborTable: ~Copyable {
    private var slots: [Neighbor] = []
    private var table: SlotTable
    private let limit: Int
    private let secrets: StackSecrets

    init(limit: Int, secrets: StackSecrets) {
        self.limit = limit
        self.secrets = secrets
        table = SlotTable(capacity: limit)
    }

    subscript(slot: Int) -> Neighbor {
        get { slots[slot] }
        set { slots[slot] = newValue }
    }

    /// The slot of an address on an interface.
    func find(_ address: IPv6Address, on interface: InterfaceID) -> Int? {
        table.find(hash(address, interface)) {
            slots[$0].address == address && slots[$0].interface == interface
        }
    }

    /// The slot that a reference means, as long as it has that neighbor.
    @inline(__always)
    func slot(_ reference: NeighborReference) -> Int? {
        let slot = Int(reference.slot)
        guard slot >= 0, slot < slots.count, slots[slot].generation == reference.generation else { return nil }
        return slot
    }

    func reference(_ slot: Int) -> NeighborReference {
        NeighborReference(slot: Int32(truncatingIfNeeded: slot), generation: slots[slot].generation)
    }

    /// Makes all references of no use, so that connections look for their way again.
    mutating func forgetReferences() {
        for slot in slots.indices { slots[slot].generation &+= 1 }
    }

    /// A slot for a new neighbor. When there is none, the one goes that was heard of longest ago, of those for whom nothing
    /// waits; `nil` when there is none of these either.
    mutating func insert(_ address: IPv6Address, on interface: InterfaceID) -> Int? {
        let slot: Int
        if let free = slots.firstIndex(where: { $0.state == .unused }) {
            slot = free
        } else if slots.count < limit {
            slots.append(Neighbor())
            slot = slots.count - 1
        } else {
            let old = slots.indices.filter { slots[$0].isKnown }.min {
                slots[$0].reachableUntil < slots[$1].reachableUntil
            }
            guard let old else { return nil }
            remove(old)
            slot = old
        }
        slots[slot].address = address
        slots[slot].interface = interface
        slots[slot].state = .incomplete
        table.insert(hash(address, interface), slot: slot)
        return slot
    }

    mutating func remove(_ slot: Int) {
        table.remove(hash(slots[slot].address, slots[slot].interface), slot: slot)
        let generation = slots[slot].generation &+ 1
        slots[slot] = Neighbor()
        slots[slot].generation = generation
    }

    /// Keyed, so that nobody can choose addresses that meet in one place.
    private func hash(_ address: IPv6Address, _ interface: InterfaceID) -> UInt32 {
        FlowEnds(
            local: address, localPort: 0, remote: .unspecified,
            remotePort: UInt16(truncatingIfNeeded: interface.rawValue)
        )
        .hash(secrets)
    }
}
