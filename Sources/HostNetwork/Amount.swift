/// Numbers as people read them.
package enum Amount {
    /// Octets in powers of 1000: `12.3 MB`.
    package static func octets(_ count: UInt64) -> String { scaled(count, ["B", "kB", "MB", "GB", "TB", "PB", "EB"]) }

    /// Bits a second: `1.25 Gbit/s`.
    package static func bitRate(_ count: UInt64) -> String {
        scaled(count, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s", "Pbit/s", "Ebit/s"])
    }

    private static func scaled(_ count: UInt64, _ units: [String]) -> String {
        var unit = 0
        var divisor: UInt64 = 1
        while unit < units.count - 1, count / divisor >= 1000 {
            unit += 1
            divisor *= 1000
        }
        guard unit > 0 else { return "\(count) \(units[0])" }
        let tenths = count / (divisor / 10)
        return "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }

    /// A span of time: `12.3 ms`, `1.5 s`, `5 min`.
    package static func duration(_ duration: Duration) -> String {
        if duration == .zero { return "0 s" }
        let (seconds, attoseconds) = duration.components
        if seconds >= 172_800 { return "\(seconds / 86400) d" }
        if seconds >= 7200 { return "\(seconds / 3600) h" }
        if seconds >= 120 { return "\(seconds / 60) min" }
        if seconds >= 10 { return "\(seconds) s" }
        if seconds >= 1 { return "\(seconds).\(attoseconds / 100_000_000_000_000_000) s" }
        let microseconds = attoseconds / 1_000_000_000_000
        if microseconds >= 1000 { return "\(microseconds / 1000).\(microseconds % 1000 / 100) ms" }
        return "\(microseconds) us"
    }

    /// The same of nanoseconds.
    package static func nanoseconds(_ count: UInt64) -> String { duration(.nanoseconds(Int64(clamping: count))) }
}
