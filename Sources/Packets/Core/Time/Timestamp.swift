/// A moment since 1970-01-01T00:00:00Z, to the nanosecond: what a capture file says of a packet.
public struct Timestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Whole seconds since the epoch; negative before it.
    public var seconds: Int64
    /// Nanoseconds after `seconds`, 0 to 999,999,999.
    public var nanoseconds: UInt32

    @inlinable public init(seconds: Int64, nanoseconds: UInt32 = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    @inlinable public static func < (a: Timestamp, b: Timestamp) -> Bool {
        a.seconds != b.seconds ? a.seconds < b.seconds : a.nanoseconds < b.nanoseconds
    }

    /// The time from `earlier` to this moment, in nanoseconds; saturates at the ends of `Int64` (292 years).
    @inlinable public func nanoseconds(since earlier: Timestamp) -> Int64 {
        let (difference, overflowed) = seconds.subtractingReportingOverflow(earlier.seconds)
        let (scaled, tooLarge) = difference.multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflowed, !tooLarge else { return seconds < earlier.seconds ? .min : .max }
        let (sum, over) = scaled.addingReportingOverflow(Int64(nanoseconds) &- Int64(earlier.nanoseconds))
        return over ? (scaled < 0 ? .min : .max) : sum
    }
}
