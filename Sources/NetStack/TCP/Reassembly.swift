/// What came out of order: ranges of sequence numbers whose octets stand in the receive ring already, in their places.
///
/// Apart from the rest of a connection, for most segments never look at it. Of more ranges than there is room for the newest
/// is not taken, and comes again.
struct Reassembly: BitwiseCopyable {
    static var limit: Int { 8 }
    private var ranges = InlineArray<8, (first: UInt32, end: UInt32)>(repeating: (0, 0))
    private(set) var count = 0

    /// Adds a range and joins it with those that it touches; `false` when there is no room.
    mutating func insert(_ first: UInt32, _ end: UInt32) -> Bool {
        var joined = (first: first, end: end)
        var kept = 0
        for index in 0..<count {
            let range = ranges[index]
            if precedes(joined.end, range.first) || precedes(range.end, joined.first) {
                ranges[kept] = range
                kept += 1
            } else {
                if precedes(range.first, joined.first) { joined.first = range.first }
                if precedes(joined.end, range.end) { joined.end = range.end }
            }
        }
        count = kept
        guard count < Self.limit else { return false }
        ranges[count] = joined
        count += 1
        return true
    }

    /// Takes out a range that begins at or before `next`, and gives its end if that is further on, else `next`.
    mutating func take(_ next: UInt32) -> UInt32? {
        for index in 0..<count where !precedes(next, ranges[index].first) {
            let end = ranges[index].end
            count -= 1
            ranges[index] = ranges[count]
            return precedes(next, end) ? end : next
        }
        return nil
    }
}
