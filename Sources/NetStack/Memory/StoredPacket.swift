/// A packet that waits in a piece of the pool's memory: to leave, for a neighbor's address, or to be read.
@safe struct StoredPacket: BitwiseCopyable {
    /// Room for the link's header, which is written when the neighbor is known.
    static var linkRoom: Int { 14 }

    private var piece: UnsafeMutableRawPointer
    private let size: Int32
    /// What of the piece the packet is.
    var start: Int32
    private let end: Int32
    var interface: InterfaceID
    /// What the link is still to do to it; the place of the checksum counts from IP's header.
    var offload = OutgoingOffload()

    /// Room for a packet of `count` octets behind a link's header.
    init(count: Int, on interface: InterfaceID, _ pool: inout RingPool) {
        let size = RingPool.size(for: count + Self.linkRoom)
        unsafe piece = pool.take(size: size)
        self.size = Int32(size)
        start = Int32(Self.linkRoom)
        end = Int32(Self.linkRoom + count)
        self.interface = interface
    }

    /// The octets of the packet.
    var count: Int { Int(end &- start) }

    /// Where it lies, from the link's header on if there is one.
    var place: RawPlace { unsafe RawPlace(start: UnsafeRawPointer(piece) + Int(start), count: count) }

    /// Its octets, for as long as the caller says.
    @unsafe @_lifetime(immortal)
    func span() -> RawSpan { unsafe place.span() }

    /// Where the piece begins: with the room for the link's header.
    @unsafe var base: UnsafeRawPointer { unsafe UnsafeRawPointer(piece) }

    /// Lends all of the piece that the packet takes, the link's room too.
    @inline(__always)
    func write(_ body: (inout MutableRawSpan) -> Void) {
        var span = unsafe MutableRawSpan(_unsafeStart: piece, byteCount: Int(end))
        body(&span)
    }

    /// Gives the memory back: the packet must not be looked at any more.
    func release(_ pool: inout RingPool) { unsafe pool.give(piece, size: Int(size)) }
}

/// Packets in their order, as many as were allowed at the beginning.
struct PacketQueue: ~Copyable {
    private var packets: [StoredPacket] = []
    private var head = 0
    private(set) var count = 0
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Adds a packet; `false` when there is no room.
    mutating func append(_ packet: StoredPacket) -> Bool {
        guard count < limit else { return false }
        if count == packets.count {
            // Grown by what is there, so that it is in one piece from its start on.
            packets = Array(packets[head...] + packets[..<head]) + [packet]
            head = 0
        } else {
            packets[(head + count) % packets.count] = packet
        }
        count += 1
        return true
    }

    /// Takes out the first one.
    mutating func popFirst() -> StoredPacket? {
        guard count > 0 else { return nil }
        let first = packets[head]
        head = (head + 1) % packets.count
        count -= 1
        return first
    }
}
