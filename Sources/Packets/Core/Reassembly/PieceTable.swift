/// Puts packets together from their pieces.
///
/// Bounded: what waits for further pieces takes at most `limit` octets, whatever is sent; then the packets that wait longest
/// are forgotten first. Where pieces overlap, the octets of the one with the lower place stay, of two at the same place those
/// that came first, and the pieces are marked, as tshark does.
struct PieceTable: Sendable {
    /// What all pieces of one packet have in common.
    struct Key: Hashable, Sendable {
        var source: UInt128
        var destination: UInt128
        var identification: UInt64
        /// The protocol that was cut, and how deep it lies: what a tunnel carries is apart from what it is carried by.
        var layer: UInt32
    }

    /// A packet of which all pieces are there.
    struct Whole {
        var octets: [UInt8]
        var pieces: [ReassembledPacket.Piece]
        var key: DispatchKey
    }

    /// A packet some of whose pieces are there.
    private struct Partial {
        var number: UInt64
        var first: Timestamp
        var pieces = PieceList()
        /// How many octets there are, once the last piece said so.
        var total: Int?
        var key = DispatchKey.none

        init(_ number: UInt64, at time: Timestamp) {
            self.number = number
            first = time
        }

        var cost: Int { PieceTable.packetCost + pieces.cost }
    }

    /// How many octets may wait.
    let limit: Int
    private var partials: [Key: Partial] = [:]
    /// In the order in which they began; those that ended are still among them.
    private var queue: [(key: Key, number: UInt64)] = []
    private var queueStart = 0
    private var begun: UInt64 = 0
    private(set) var waitingOctets = 0

    /// What a packet takes besides its pieces.
    private static let packetCost = 256
    /// More pieces than a packet of the largest size can have; those of which more come are no packet.
    private static let pieceLimit = 8192
    /// RFC 1122 section 3.3.2: no receiver waits for more than two minutes, and after that the number may be another packet's.
    private static let longestWait: Int64 = 120_000_000_000

    init(limit: Int = 32 << 20) { self.limit = limit }

    var waitingCount: Int { partials.count }
    /// How many entries the queue takes, those that ended too.
    var queueCount: Int { queue.count }

    /// Takes a piece.
    /// - Returns: the packet, when this was the last piece that it lacked.
    mutating func add(_ piece: PacketPiece, _ octets: RawSpan, of key: Key, frame: Int, at time: Timestamp) -> Whole? {
        let range = piece.offset..<piece.offset + octets.byteCount
        var partial = take(key, at: time)
        partial.pieces.add(
            octets, at: range, frame: frame,
            isSecondTail: piece.isLast && partial.total.map { $0 != range.upperBound } ?? false)
        if piece.isLast, partial.total == nil { partial.total = range.upperBound }
        if piece.offset == 0, partial.key == .none { partial.key = piece.key }
        if let total = partial.total, partial.pieces.front >= total {
            let joined = partial.pieces.join(total)
            return Whole(octets: joined.octets, pieces: joined.pieces, key: partial.key)
        }
        guard partial.pieces.count < Self.pieceLimit else { return nil }
        waitingOctets += partial.cost
        partials[key] = partial
        while waitingOctets > limit, forgetOldest() {}
        return nil
    }

    /// Takes out what waits under a key, so that it is changed where it lies, or begins a packet.
    private mutating func take(_ key: Key, at time: Timestamp) -> Partial {
        if let partial = partials.removeValue(forKey: key) {
            waitingOctets -= partial.cost
            if (-Self.longestWait...Self.longestWait).contains(time.nanoseconds(since: partial.first)) {
                return partial
            }
        }
        begun += 1
        // Most packets are complete soon, and nothing else takes them from the queue.
        if queue.count >= 64 + 2 * partials.count + queueStart {
            queue = queue[queueStart...].filter { partials[$0.key]?.number == $0.number }
            queueStart = 0
        }
        queue.append((key, begun))
        return Partial(begun, at: time)
    }

    /// - Returns: whether there was one.
    private mutating func forgetOldest() -> Bool {
        while queueStart < queue.count {
            let (key, number) = queue[queueStart]
            queueStart += 1
            guard let partial = partials[key], partial.number == number else { continue }
            partials[key] = nil
            waitingOctets -= partial.cost
            return true
        }
        return false
    }
}
