/// Pieces of something, as they came, and which of its octets they bring.
///
/// Where pieces overlap, the octets of the one with the lower place stay, of two at the same place those that came first, and
/// the pieces are marked, as tshark does.
struct PieceList: Sendable {
    private struct Piece {
        var frame: Int
        var range: Range<Int>
        /// Where its octets lie among those that were kept.
        var start: Int
        var isSecondTail: Bool
    }

    private var octets: [UInt8] = []
    private var pieces: [Piece] = []
    /// Whether each began where the one before it ended.
    private var isInOrder = true
    /// What is there, in order; none touches the next.
    private var covered: [Range<Int>] = []

    /// What a piece takes besides its octets.
    private static let pieceCost = 64

    var count: Int { pieces.count }
    /// How many octets are there from the start on, without a gap.
    var front: Int { covered.first.map { $0.lowerBound == 0 ? $0.upperBound : 0 } ?? 0 }
    /// Where the last of the octets ends that are there.
    var end: Int { covered.last?.upperBound ?? 0 }
    /// What it takes of memory.
    var cost: Int { pieces.count * Self.pieceCost + octets.count }

    mutating func add(_ piece: RawSpan, at range: Range<Int>, frame: Int, isSecondTail: Bool = false) {
        if range.lowerBound != octets.count { isInOrder = false }
        pieces.append(.init(frame: frame, range: range, start: octets.count, isSecondTail: isSecondTail))
        unsafe piece.withUnsafeBytes { unsafe octets.append(contentsOf: $0) }
        cover(range)
    }

    /// Whether all of these octets are there already, and are the same.
    func holds(_ piece: RawSpan, at range: Range<Int>) -> Bool {
        guard covered.contains(where: { $0.lowerBound <= range.lowerBound && range.upperBound <= $0.upperBound }) else {
            return false
        }
        return pieces.allSatisfy { known in
            known.range.clamped(to: range).allSatisfy { offset in
                octets[known.start + offset - known.range.lowerBound] == piece.octet(offset - range.lowerBound)
            }
        }
    }

    /// Lends the octets that are there from the start on: without a copy, where they came in order.
    func lendFront<R>(_ body: (RawSpan) -> R) -> R {
        isInOrder ? octets.lend(body) : join(front).octets.lend(body)
    }

    /// Forgets the first `count` octets; the others count from there.
    mutating func removeFirst(_ count: Int) {
        let old = self
        self = PieceList()
        old.octets.lend { octets in
            for piece in old.pieces where piece.range.upperBound > count {
                let skipped = max(0, count - piece.range.lowerBound)
                add(
                    octets.clamped(piece.start + skipped, piece.start + piece.range.count),
                    at: piece.range.lowerBound + skipped - count..<piece.range.upperBound - count, frame: piece.frame)
            }
        }
    }

    /// Notes that the octets in `range` are there.
    private mutating func cover(_ range: Range<Int>) {
        var low = 0
        var high = covered.count
        while low < high {
            let middle = (low + high) / 2
            if covered[middle].upperBound < range.lowerBound { low = middle + 1 } else { high = middle }
        }
        var merged = range
        var end = low
        while end < covered.count, covered[end].lowerBound <= range.upperBound {
            merged = min(merged.lowerBound, covered[end].lowerBound)..<max(merged.upperBound, covered[end].upperBound)
            end += 1
        }
        covered.replaceSubrange(low..<end, with: CollectionOfOne(merged))
    }

    /// Puts the first `total` octets together, all of which are there, and marks what is wrong with their pieces.
    /// - Parameter isStream: whether what lies behind them belongs to something else, and not to a piece that is too long.
    func join(_ total: Int, isStream: Bool = false) -> (octets: [UInt8], pieces: [ReassembledPacket.Piece]) {
        var whole: [UInt8] = []
        whole.reserveCapacity(total)
        var marked: [ReassembledPacket.Piece] = []
        marked.reserveCapacity(pieces.count)
        // Those at the same place stay as they came.
        let order = pieces.indices.sorted {
            (pieces[$0].range.lowerBound, $0) < (pieces[$1].range.lowerBound, $1)
        }
        for index in order {
            var piece = pieces[index]
            if isStream {
                guard piece.range.lowerBound < total else { break }
                piece.range = piece.range.clamped(to: 0..<total)
            }
            var faults: PieceFaults = piece.isSecondTail ? .secondTail : []
            let end = min(piece.range.upperBound, total)
            if piece.range.upperBound > total { faults.insert(.tooLong) }
            let known = min(whole.count, piece.range.upperBound)
            if piece.range.lowerBound < known {
                faults.insert(.overlap)
                for offset in piece.range.lowerBound..<known
                where whole[offset] != octets[piece.start + offset - piece.range.lowerBound] {
                    faults.insert(.conflict)
                    break
                }
            }
            if end > whole.count {
                let start = piece.start - piece.range.lowerBound
                whole.append(contentsOf: octets[start + whole.count..<start + end])
            }
            marked.append(.init(frame: piece.frame, octets: piece.range, faults: faults))
        }
        return (whole, marked)
    }
}
