/// How a packet's line begins: tshark's `-t`.
public enum TimeStyle: String, Sendable, CaseIterable {
    /// The time of day on local clocks: `12:34:56.789012`.
    case absolute = "a"
    /// The date before it: `2024-02-29 12:34:56.789012`.
    case absoluteWithDate = "ad"
    /// The year and its day before it: `2024/060 12:34:56.789012`.
    case absoluteWithDayOfYear = "adoy"
    /// Seconds since the packet before: `0.000123`.
    case delta = "d"
    /// Seconds since the packet that was shown before.
    case deltaDisplayed = "dd"
    /// Seconds since the first packet.
    case relative = "r"
    /// Seconds since 1970-01-01T00:00:00Z.
    case epoch = "e"
    /// The time of day in UTC.
    case utc = "u"
    /// Date and time of day in UTC.
    case utcWithDate = "ud"
    /// Year, day of the year and time of day in UTC.
    case utcWithDayOfYear = "udoy"

    /// Whether it is read off a clock, and not a span of seconds.
    package var isClock: Bool {
        switch self {
        case .absolute, .absoluteWithDate, .absoluteWithDayOfYear, .utc, .utcWithDate, .utcWithDayOfYear: true
        case .delta, .deltaDisplayed, .relative, .epoch: false
        }
    }

    /// Whether it is in UTC, wherever the reader is.
    package var isUTC: Bool { self == .utc || self == .utcWithDate || self == .utcWithDayOfYear }
}
