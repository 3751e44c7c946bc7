public import Packets

/// Puts the octets of one direction of a TCP stream in order. RFC 9293 section 3.4.
///
/// What came first stays: octets that come again are passed over, and where they are others than before they are counted as a
/// conflict, for that is how monitors are evaded. What came too early waits for what is before it, until the other side
/// acknowledges it: then what is missing will not come, and a gap stands in its place. Sequence numbers go round at 2^32.
///
/// Bounded: of what waits no more is kept than `waitingLimit` octets and `segmentLimit` segments; beyond, the first hole is
/// given up as if it were acknowledged. Of what was delivered the last `historyLimit` octets are kept, to be compared.
public struct StreamReassembler: Sendable {
    /// What comes out, in the stream's order.
    public struct Piece: Sendable, Equatable {
        /// What it is.
        public enum Content: Sendable, Equatable {
            case octets([UInt8])
            /// So many octets are not in the capture.
            case gap(Int)
        }
        public var content: Content
        /// The frame that brought it, or told of the gap.
        public var frame: Int
        public var time: Timestamp
    }

    private struct Segment: Sendable {
        var sequence: UInt32
        /// How many octets it had on the wire; those that were captured may be fewer.
        var length: UInt32
        var octets: [UInt8]
        var frame: Int
        var time: Timestamp
        /// Of two that fit the one that came first is taken.
        var arrival: UInt64
    }

    public let waitingLimit: Int
    public let segmentLimit: Int
    /// Where retransmissions are compared with what was delivered, at most.
    public static var historyLimit: Int { 1 << 16 }

    /// RCV.NXT: the number of the octet that comes next; `nil` before the first segment.
    public private(set) var next: UInt32?
    /// Segments whose octets were not those that came before at the same place.
    public private(set) var conflicts = 0
    /// Octets that came again.
    public private(set) var repeated = 0
    /// Octets that are missing.
    public private(set) var missing = 0
    /// Octets that wait for others before them.
    public private(set) var waitingOctets = 0
    /// Sorted by their distance from `next`, and of equal ones by arrival.
    private var waiting: [Segment] = []
    private var arrivals: UInt64 = 0
    /// What was delivered last, up to `next`.
    private var history: [UInt8] = []

    public init(waitingLimit: Int = 1 << 22, segmentLimit: Int = 4096) {
        self.waitingLimit = waitingLimit
        self.segmentLimit = segmentLimit
    }

    /// Whether something waits for octets before it.
    public var isWaiting: Bool { !waiting.isEmpty }

    /// Takes in a segment, and hands out what is in order by it.
    /// - Parameters:
    ///   - sequence: the number of its first octet; behind a SYN that is the SYN's and one.
    ///   - payload: what was captured of its octets.
    ///   - wireLength: how many it had.
    public mutating func add(
        sequence: UInt32, payload: RawSpan, wireLength: Int, frame: Int, at time: Timestamp, into pieces: inout [Piece]
    ) {
        let expected = next ?? sequence
        next = expected
        let length = UInt32(truncatingIfNeeded: max(wireLength, payload.byteCount))
        guard length > 0 else { return }
        arrivals &+= 1
        let ahead = Int32(bitPattern: sequence &- expected)
        if ahead <= 0 {
            deliver(
                Segment(
                    sequence: sequence, length: length, octets: payload.array, frame: frame, time: time,
                    arrival: arrivals), into: &pieces)
            deliverWaiting(into: &pieces)
        } else if payload.byteCount > 0 {
            wait(
                Segment(
                    sequence: sequence, length: length, octets: payload.array, frame: frame, time: time,
                    arrival: arrivals))
            while waitingOctets > waitingLimit || waiting.count > segmentLimit {
                giveUp(frame: frame, at: time, into: &pieces)
                deliverWaiting(into: &pieces)
            }
        }
    }

    /// Takes in what the other side acknowledges: the number of the octet that it expects next.
    public mutating func acknowledge(_ number: UInt32, frame: Int, at time: Timestamp, into pieces: inout [Piece]) {
        guard !waiting.isEmpty else { return }
        deliverWaiting(into: &pieces)
        while let first = waiting.first, Int32(bitPattern: number &- first.sequence) > 0 {
            giveUp(frame: frame, at: time, into: &pieces)
            deliverWaiting(into: &pieces)
        }
    }

    /// Hands out what still waits, with the gaps before it: nothing more will come.
    public mutating func finish(into pieces: inout [Piece]) {
        while let first = waiting.first {
            giveUp(frame: first.frame, at: first.time, into: &pieces)
            deliverWaiting(into: &pieces)
        }
    }

    /// Marks what is missing before the first that waits.
    private mutating func giveUp(frame: Int, at time: Timestamp, into pieces: inout [Piece]) {
        guard let first = waiting.first, let expected = next else { return }
        let count = Int(first.sequence &- expected)
        missing += count
        pieces.append(Piece(content: .gap(count), frame: frame, time: time))
        next = first.sequence
        history.removeAll(keepingCapacity: true)
    }

    /// Puts a segment among those that wait, unless the same octets wait already.
    private mutating func wait(_ segment: Segment) {
        guard let expected = next else { return }
        let distance = segment.sequence &- expected
        var low = 0, high = waiting.count
        while low < high {
            let middle = (low + high) / 2
            if waiting[middle].sequence &- expected <= distance { low = middle + 1 } else { high = middle }
        }
        var before = low - 1
        while before >= 0, waiting[before].sequence == segment.sequence {
            if waiting[before].octets.count >= segment.octets.count {
                repeated += segment.octets.count
                if !waiting[before].octets.starts(with: segment.octets) { conflicts += 1 }
                return
            }
            before -= 1
        }
        waitingOctets += segment.octets.count
        waiting.insert(segment, at: low)
    }

    /// Hands out what waited and fits now, in the order in which it came.
    private mutating func deliverWaiting(into pieces: inout [Piece]) {
        while let expected = next {
            var chosen = -1
            var index = 0
            while index < waiting.count, Int32(bitPattern: waiting[index].sequence &- expected) <= 0 {
                if chosen < 0 || waiting[index].arrival < waiting[chosen].arrival { chosen = index }
                index += 1
            }
            guard chosen >= 0 else { return }
            let segment = waiting.remove(at: chosen)
            waitingOctets -= segment.octets.count
            deliver(segment, into: &pieces)
        }
    }

    /// Hands out what is new of a segment that begins at `next` or before it.
    private mutating func deliver(_ segment: Segment, into pieces: inout [Piece]) {
        guard let expected = next else { return }
        let known = expected &- segment.sequence
        let old = Int(min(known, segment.length))
        if old > 0 { compare(segment, until: old) }
        guard known < segment.length else { return }
        next = segment.sequence &+ segment.length
        let new = segment.octets.count > old ? Array(segment.octets[old...]) : []
        if !new.isEmpty {
            remember(new)
            pieces.append(Piece(content: .octets(new), frame: segment.frame, time: segment.time))
        }
        // What was not captured of it: nothing before it can be compared any more.
        if segment.octets.count < Int(segment.length) {
            missing += Int(segment.length) - max(segment.octets.count, old)
            history.removeAll(keepingCapacity: true)
        }
    }

    private mutating func remember(_ octets: [UInt8]) {
        history += octets
        // Seldom, so that what is kept is not moved for every segment.
        if history.count > 2 * Self.historyLimit { history.removeFirst(history.count - Self.historyLimit) }
    }

    /// Whether the octets of a segment that were there before are the same as then, as far as those are remembered.
    private mutating func compare(_ segment: Segment, until old: Int) {
        let count = min(old, segment.octets.count)
        repeated += count
        guard let expected = next else { return }
        let behind = Int(expected &- segment.sequence)
        // The place in the history of the segment's first octet; below zero where that is forgotten.
        let start = history.count - behind
        var index = max(0, -start)
        while index < count {
            if history[start + index] != segment.octets[index] {
                conflicts += 1
                return
            }
            index += 1
        }
    }
}

extension RawSpan {
    /// A copy of the octets.
    var array: [UInt8] {
        unsafe withUnsafeBytes { unsafe Array($0) }
    }
}
