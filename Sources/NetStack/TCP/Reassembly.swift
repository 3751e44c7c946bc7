/// What came out of order: ranges of sequence numbers whose octets stand in the receive ring already, in their places. The one
/// that grew last stands last, for of that the peer should hear first (RFC 2018 section 4).
///
/// Apart from the rest of a connection, for most segments never look at it; its memory is the pool's and comes with the first
/// range. Of more ranges than there may be the newest is not taken, and comes again.
@safe struct Reassembly: ~Copyable {
    typealias Range = (first: UInt32, end: UInt32)

    static var limit: Int { 256 }

    private var memory: UnsafeMutablePointer<Range>? = nil
    private var capacity: UInt32 = 0
    private var stored: UInt32 = 0

    init() {}

    var count: Int { Int(stored) }

    /// The ranges, the one that grew last first.
    subscript(index: Int) -> Range { range(count - 1 - index) }

    private func range(_ index: Int) -> Range {
        precondition(UInt(bitPattern: index) < UInt(stored), "there is no such range")
        return unsafe memory.unsafelyUnwrapped[index]
    }

    private mutating func set(_ index: Int, _ range: Range) {
        precondition(UInt(bitPattern: index) < UInt(capacity), "there is room for the range")
        unsafe memory.unsafelyUnwrapped[index] = range
    }

    /// Whether one of the ranges holds all of another.
    func covers(_ first: UInt32, _ end: UInt32) -> Bool {
        (0..<count).contains { !precedes(first, range($0).first) && !precedes(range($0).end, end) }
    }

    /// Adds a range and joins it with those that it touches; `false` when there is no room.
    mutating func insert(_ first: UInt32, _ end: UInt32, _ pool: inout RingPool) -> Bool {
        var joined = (first: first, end: end)
        var kept = 0
        for index in 0..<count {
            let range = range(index)
            if precedes(joined.end, range.first) || precedes(range.end, joined.first) {
                if kept < index { set(kept, range) }
                kept += 1
            } else {
                if precedes(range.first, joined.first) { joined.first = range.first }
                if precedes(joined.end, range.end) { joined.end = range.end }
            }
        }
        stored = UInt32(kept)
        guard kept < Self.limit else { return false }
        if stored == capacity { grow(&pool) }
        stored += 1
        set(kept, joined)
        return true
    }

    /// Takes out a range that begins at or before `next`, and gives its end if that is further on, else `next`.
    mutating func take(_ next: UInt32) -> UInt32? {
        for index in 0..<count where !precedes(next, range(index).first) {
            let end = range(index).end
            for later in index + 1..<count { set(later - 1, range(later)) }
            stored -= 1
            return precedes(next, end) ? end : next
        }
        return nil
    }

    /// Gives the memory back when there are no ranges.
    mutating func rest(_ pool: inout RingPool) { if stored == 0 { removeAll(&pool) } }

    /// Forgets all, and gives the memory back.
    mutating func removeAll(_ pool: inout RingPool) {
        if let memory = unsafe memory {
            unsafe pool.give(UnsafeMutableRawPointer(memory), size: Int(capacity) &* MemoryLayout<Range>.stride)
        }
        self = Reassembly()
    }

    private mutating func grow(_ pool: inout RingPool) {
        let stride = MemoryLayout<Range>.stride
        let size = max(RingPool.smallest, RingPool.size(for: Int(capacity) &* 2 &* stride))
        let target = unsafe pool.take(size: size).bindMemory(to: Range.self, capacity: size / stride)
        if let old = unsafe memory {
            unsafe target.update(from: old, count: count)
            unsafe pool.give(UnsafeMutableRawPointer(old), size: Int(capacity) &* stride)
        }
        unsafe memory = target
        capacity = UInt32(size / stride)
    }
}
