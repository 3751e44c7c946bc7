import Packets

/// A piece of a packet that was cut, as it lies in a frame.
struct FragmentPiece: BitwiseCopyable {
    /// What all pieces of a packet have in common. RFC 791 section 3.2, RFC 8200 section 4.5.
    struct Key: BitwiseCopyable, Equatable {
        var source: IPv6Address
        var destination: IPv6Address
        var identification: UInt32
        /// Of IPv4 alone: numbers are counted by protocol.
        var protocolNumber: UInt8
        var interface: InterfaceID
    }

    var key: Key
    /// Where its octets belong in what was cut.
    var offset: Int
    var isLast: Bool
    /// Where its octets begin and end in the frame.
    var start: Int
    var end: Int
    /// Where IP's header begins, and where what stands before each piece ends: IPv4's header, or IPv6's with the extension
    /// headers before the fragment header.
    var network: Int
    var headerEnd: Int
    /// Of IPv6, what was cut begins with; and where the octet stands that names it, counted from IP's header.
    var nextHeader: UInt8
    var namedAt: Int

    var count: Int { end &- start }
}

/// A packet some of whose pieces are there.
struct PartialPacket {
    var key: FragmentPiece.Key
    var deadline: UInt64
    /// The octets of the pieces in their places; `nil` before the first one, and when all were thrown away.
    var octets: StoredPacket?
    /// As much of the first piece as an error quotes, from IP's header on.
    var first: StoredPacket?
    var headerLength = 0
    var nextHeader: UInt8 = 0
    var namedAt = 0
    /// Which octets are there, a range a piece.
    var pieces: [(first: Int, end: Int)] = []
    var count = 0
    /// How many octets there are, once the last piece said so.
    var total: Int?
    /// Whether pieces of it overlapped, so that those that come are thrown away too (RFC 5722 section 4).
    var isSpoiled = false

    /// More pieces than a packet of the largest size has that was cut for any link of today.
    static var pieceLimit: Int { 128 }

    var isWhole: Bool { first != nil && total == count }
}

/// Packets that are put together from pieces. Bounded: of more than there is room for the one goes that waits longest; each
/// takes 128 KB at most.
struct FragmentTable {
    private(set) var partials: [PartialPacket] = []
    private let limit: Int

    enum Outcome {
        case waiting
        /// The packet that was lacking this piece: whoever takes it releases its memory.
        case whole(PartialPacket)
        /// The piece does not fit the others.
        case spoiled
    }

    init(limit: Int) { self.limit = max(1, limit) }

    /// When the next packet is given up.
    var deadline: UInt64 { partials.lazy.map(\.deadline).min() ?? Deadlines.never }

    /// Takes a piece.
    /// - Parameters:
    ///   - wait: how long the packet waits for the rest, from its first piece on.
    ///   - quoteLimit: how much of the first piece is kept for an error.
    mutating func add(
        _ piece: FragmentPiece, _ frame: RawSpan, _ pool: inout RingPool, wait: UInt64, quoteLimit: Int, now: UInt64
    ) -> Outcome {
        let index = place(of: piece.key, &pool, deadline: now &+ wait)
        guard !partials[index].isSpoiled else { return .spoiled }
        let range = (first: piece.offset, end: piece.offset + piece.count)
        // The same piece once more is no other one (RFC 8200 section 4.5).
        if partials[index].pieces.contains(where: { $0 == range }) { return .waiting }
        guard fits(range, isLast: piece.isLast, in: partials[index]) else {
            release(&partials[index], &pool)
            partials[index].isSpoiled = true
            return .spoiled
        }
        partials[index].pieces.append(range)
        partials[index].count += piece.count
        if piece.isLast { partials[index].total = range.end }
        write(frame.clamped(piece.start, piece.end), at: piece.offset, to: &partials[index], &pool)
        if piece.offset == 0 {
            let quoted = frame.clamped(piece.network, min(piece.end, piece.network + quoteLimit))
            let first = StoredPacket(count: quoted.byteCount, on: piece.key.interface, &pool)
            first.write { $0.copy(quoted, to: StoredPacket.linkRoom) }
            partials[index].first = first
            partials[index].headerLength = piece.headerEnd - piece.network
            partials[index].nextHeader = piece.nextHeader
            partials[index].namedAt = piece.namedAt
        }
        guard partials[index].isWhole else { return .waiting }
        return .whole(partials.remove(at: index))
    }

    /// Takes out a packet that has waited long enough.
    mutating func takeExpired(_ now: UInt64) -> PartialPacket? {
        partials.firstIndex { $0.deadline <= now }.map { partials.remove(at: $0) }
    }

    func release(_ partial: inout PartialPacket, _ pool: inout RingPool) {
        partial.octets?.release(&pool)
        partial.first?.release(&pool)
        partial.octets = nil
        partial.first = nil
        partial.pieces = []
    }

    private mutating func place(of key: FragmentPiece.Key, _ pool: inout RingPool, deadline: UInt64) -> Int {
        if let index = partials.firstIndex(where: { $0.key == key }) { return index }
        if partials.count == limit {
            // They stand in the order in which they began.
            var oldest = partials.removeFirst()
            release(&oldest, &pool)
        }
        partials.append(PartialPacket(key: key, deadline: deadline))
        return partials.count - 1
    }

    private func fits(_ range: (first: Int, end: Int), isLast: Bool, in partial: PartialPacket) -> Bool {
        guard partial.pieces.count < PartialPacket.pieceLimit else { return false }
        if let total = partial.total, isLast || range.end > total { return false }
        return !partial.pieces.contains { piece in
            range.first < piece.end && piece.first < range.end || isLast && piece.end > range.end
        }
    }

    private func write(_ octets: RawSpan, at offset: Int, to partial: inout PartialPacket, _ pool: inout RingPool) {
        let end = offset + octets.byteCount
        if partial.octets.map({ $0.count < end }) ?? true {
            // Twice as much each time, so that a packet is moved a few times only.
            let size = RingPool.size(for: max(4096, end + StoredPacket.linkRoom)) - StoredPacket.linkRoom
            let larger = StoredPacket(count: size, on: partial.key.interface, &pool)
            if let old = partial.octets {
                larger.write { target in unsafe target.copy(old.span(), to: StoredPacket.linkRoom) }
                old.release(&pool)
            }
            partial.octets = larger
        }
        partial.octets?.write { $0.copy(octets, to: StoredPacket.linkRoom + offset) }
    }
}
