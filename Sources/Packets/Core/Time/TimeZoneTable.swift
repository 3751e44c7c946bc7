/// How far the clocks of a place are from UTC.
public struct TimeZoneOffset: Hashable, Sendable {
    /// Seconds east of UTC.
    public let seconds: Int
    /// `CET`, `CEST`, `+0530`.
    public let abbreviation: String
    /// Whether it is daylight saving time.
    public let isDaylightSaving: Bool

    public init(seconds: Int, abbreviation: String, isDaylightSaving: Bool = false) {
        self.seconds = seconds
        self.abbreviation = abbreviation
        self.isDaylightSaving = isDaylightSaving
    }
}

/// The offsets of a time zone over all time: from the bytes of a TZif file (RFC 8536) or from a rule.
///
/// It keeps the interval that the last question fell into, so that a run of packets asks two comparisons each.
public struct TimeZoneTable: Sendable {
    /// When clocks were turned, ascending, in seconds since the epoch.
    let transitions: [Int64]
    /// The offset from each transition on.
    let indices: [UInt8]
    let offsets: [TimeZoneOffset]
    /// What holds after the last transition.
    let rule: TimeZoneRule?

    private var current: TimeZoneOffset { didSet { currentSeconds = current.seconds } }
    @usableFromInline var currentSeconds = 0
    @usableFromInline var from: Int64 = 0
    /// The first moment past the interval; with `from` at the same moment the interval is empty.
    @usableFromInline var until: Int64 = 0

    init(transitions: [Int64], indices: [UInt8], offsets: [TimeZoneOffset], rule: TimeZoneRule?) {
        self.transitions = transitions
        self.indices = indices
        self.offsets = offsets
        self.rule = rule
        current = offsets.first ?? TimeZoneOffset(seconds: 0, abbreviation: "UTC")
    }

    /// Coordinated Universal Time.
    public static var utc: TimeZoneTable { TimeZoneTable(fixed: TimeZoneOffset(seconds: 0, abbreviation: "UTC")) }

    /// The same offset at all times.
    public init(fixed offset: TimeZoneOffset) {
        self.init(transitions: [], indices: [], offsets: [offset], rule: nil)
    }

    /// The same rule in all years.
    public init(rule: TimeZoneRule) {
        self.init(transitions: [], indices: [], offsets: [rule.standard], rule: rule)
    }

    /// The offset at a moment, in seconds since the epoch.
    public mutating func offset(at seconds: Int64) -> TimeZoneOffset {
        if seconds < from || seconds >= until { find(seconds) }
        return current
    }

    /// The offset at a moment in seconds east of UTC, without the name: the way that costs nothing.
    @inlinable public mutating func seconds(at seconds: Int64) -> Int {
        if seconds < from || seconds >= until { find(seconds) }
        return currentSeconds
    }

    /// What clocks show at a moment, in seconds since the epoch.
    public mutating func civilTime(at seconds: Int64) -> CivilTime {
        CivilTime(secondsSinceEpoch: seconds, offset: self.seconds(at: seconds))
    }

    @usableFromInline mutating func find(_ seconds: Int64) {
        // The number of transitions that are not after the moment.
        var low = 0
        var high = transitions.count
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle] <= seconds { low = middle + 1 } else { high = middle }
        }
        if low == transitions.count, let rule {
            let found = rule.offset(at: seconds)
            current = found.offset
            from = Swift.max(found.from, transitions.last ?? .min)
            until = found.until
            return
        }
        // Before the first transition the first offset holds (RFC 8536 3.2).
        from = low == 0 ? .min : transitions[low - 1]
        until = low < transitions.count ? transitions[low] : .max
        current = offsets[low == 0 ? 0 : Int(indices[low - 1])]
    }
}
