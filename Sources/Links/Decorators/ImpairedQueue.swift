internal import Packets

/// Frames on their way through a bad network: they go in with the time, and come out when theirs has come.
struct ImpairedQueue {
    let impairment: Impairment
    private(set) var counts = ImpairmentCounts()
    private var random: SplitMix64
    /// A binary heap, the frame that is due first at its top.
    private var heap: [Entry] = []
    private var sequence: UInt64 = 0
    /// When the last octet of the frames before has passed, with a rate.
    private var lineIsFree = Timestamp(seconds: 0)

    struct Entry {
        var due: Timestamp
        var sequence: UInt64
        var octets: [UInt8]
        var details: FrameDetails

        /// Whether it comes out before another: by time, and in their order when the times are the same.
        func isBefore(_ other: Entry) -> Bool {
            due != other.due ? due < other.due : sequence < other.sequence
        }
    }

    init(_ impairment: Impairment, seed: UInt64) {
        self.impairment = impairment
        random = SplitMix64(seed: seed)
    }

    /// When the next frame comes out; `nil` when none is on its way.
    var nextDue: Timestamp? { heap.first?.due }

    /// A frame goes in.
    mutating func insert(_ frame: RawSpan, _ details: FrameDetails, at now: Timestamp) {
        if happens(impairment.loss) {
            counts.lost += 1
            return
        }
        let isTwice = happens(impairment.duplication)
        if isTwice { counts.duplicated += 1 }
        for _ in 0..<(isTwice ? 2 : 1) {
            guard heap.count < impairment.limit, hasRoom(frame.byteCount, at: now) else {
                counts.overflowed += 1
                continue
            }
            var octets = unsafe frame.withUnsafeBytes { unsafe Array($0) }
            if happens(impairment.corruption), !octets.isEmpty {
                let bit = Int.random(in: 0..<octets.count * 8, using: &random)
                octets[bit / 8] ^= 1 << (bit % 8)
                counts.corrupted += 1
            }
            var details = details
            details.timestamp = due(octets.count, at: now)
            push(Entry(due: details.timestamp, sequence: sequence, octets: octets, details: details))
            sequence &+= 1
        }
    }

    /// The next frame whose time has come.
    mutating func pop(at now: Timestamp) -> Entry? {
        guard let first = heap.first, first.due <= now else { return nil }
        let last = heap.removeLast()
        if !heap.isEmpty {
            heap[0] = last
            siftDown()
        }
        return first
    }

    /// Whether a frame of `length` octets may wait with those that the rate has not let pass yet.
    private func hasRoom(_ length: Int, at now: Timestamp) -> Bool {
        guard let queue = impairment.queue, let rate = impairment.rate, lineIsFree > now else { return true }
        let waiting = lineIsFree.nanoseconds(since: now) / 8 * Int64(rate) / 1_000_000_000
        return Int(waiting) + length <= queue
    }

    /// When a frame of `length` octets comes out.
    private mutating func due(_ length: Int, at now: Timestamp) -> Timestamp {
        var start = now
        if let rate = impairment.rate, rate > 0 {
            start = max(now, lineIsFree).advanced(by: .nanoseconds(Int64(length) * 8_000_000_000 / Int64(rate)))
            lineIsFree = start
        }
        if happens(impairment.reordering) {
            counts.reordered += 1
            return start
        }
        var wait = impairment.delay
        if impairment.jitter > .zero {
            let jitter = impairment.jitter.wholeNanoseconds
            wait += .nanoseconds(Int64.random(in: -jitter...jitter, using: &random))
        }
        return start.advanced(by: max(.zero, wait))
    }

    private mutating func happens(_ share: Double) -> Bool {
        // Without the effect no number is drawn, so that others do not depend on it.
        share > 0 && Double.random(in: 0..<1, using: &random) < share
    }

    private mutating func push(_ entry: Entry) {
        heap.append(entry)
        var index = heap.count - 1
        while index > 0, heap[index].isBefore(heap[(index - 1) / 2]) {
            heap.swapAt(index, (index - 1) / 2)
            index = (index - 1) / 2
        }
    }

    private mutating func siftDown() {
        var index = 0
        while true {
            var least = index
            for child in [2 * index + 1, 2 * index + 2] where child < heap.count && heap[child].isBefore(heap[least]) {
                least = child
            }
            if least == index { return }
            heap.swapAt(index, least)
            index = least
        }
    }
}

extension Duration {
    /// In nanoseconds, cut to what 62 bits hold (146 years).
    var wholeNanoseconds: Int64 {
        let limit: Int64 = 1 << 62
        let (whole, fraction) = components
        guard abs(whole) < limit / 1_000_000_000 else { return whole < 0 ? -limit : limit }
        return whole * 1_000_000_000 + fraction / 1_000_000_000
    }
}

extension Timestamp {
    /// The moment so much later.
    func advanced(by duration: Duration) -> Timestamp {
        let (whole, rest) = (Int64(nanoseconds) + duration.wholeNanoseconds).quotientAndRemainder(
            dividingBy: 1_000_000_000)
        let carry: Int64 = rest < 0 ? 1 : 0
        return Timestamp(seconds: seconds &+ whole - carry, nanoseconds: UInt32(rest + carry * 1_000_000_000))
    }
}
