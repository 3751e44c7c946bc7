import Packets

/// Moments of packets as machine output shows them, in one time zone. Most packets have their predecessor's date, and many
/// its second: what was written last is kept.
struct PacketClock: Sendable {
    private var zone: TimeZoneTable
    private var day = Int64.min
    private var date = TextBuffer(capacity: 16)
    private var local = KeptSecond()
    private var universal = KeptSecond()

    /// The text of a second, up to its fraction and behind it.
    private struct KeptSecond: Sendable {
        var second: Int64?
        var start = TextBuffer(capacity: 32)
        var end = TextBuffer(capacity: 8)

        /// Whether this is another second than the last; then its text is to be written.
        mutating func begins(_ second: Int64) -> Bool {
            guard second != self.second else { return false }
            self.second = second
            start.removeAll()
            end.removeAll()
            return true
        }

        func write(_ fraction: Int64, into text: inout TextBuffer) {
            text.append(contentsOf: start)
            text.append(fraction: UInt32(fraction), digits: 9)
            text.append(contentsOf: end)
        }
    }

    init(_ zone: TimeZoneTable) { self.zone = zone }

    /// `2026-11-21`.
    mutating func write(dateOf moment: Timestamp, into text: inout TextBuffer) {
        let (local, overflowed) = moment.seconds.addingReportingOverflow(Int64(zone.seconds(at: moment.seconds)))
        let today = overflowed ? 0 : (local >= 0 ? local : local - 86399) / 86400
        if today != day {
            day = today
            date.removeAll()
            date.append(date: zone.civilTime(at: moment.seconds))
        }
        text.append(contentsOf: date)
    }

    /// What clocks show at a moment.
    mutating func civilTime(_ moment: Timestamp) -> CivilTime { zone.civilTime(at: moment.seconds) }

    /// `Nov 21, 2026 05:00:53.210853000 UTC`.
    mutating func write(moment nanoseconds: Int64, into text: inout TextBuffer) {
        let (seconds, fraction) = Self.split(nanoseconds)
        if local.begins(seconds) {
            let offset = zone.offset(at: seconds)
            let time = CivilTime(secondsSinceEpoch: seconds, offset: offset.seconds)
            local.start.append(time.monthAbbreviation)
            local.start.append(time.day < 10 ? "  " : " ")
            local.start.append(decimal: time.day)
            local.start.append(", ")
            local.start.append(decimal: time.year)
            local.start.append(character: " ")
            local.start.append(clock: time)
            local.end.append(character: " ")
            local.end.append(offset.abbreviation)
        }
        local.write(fraction, into: &text)
    }

    /// `2026-11-21T05:00:53.210853000Z`, always UTC.
    mutating func write(utc nanoseconds: Int64, into text: inout TextBuffer) {
        let (seconds, fraction) = Self.split(nanoseconds)
        if universal.begins(seconds) {
            let time = CivilTime(secondsSinceEpoch: seconds)
            universal.start.append(date: time)
            universal.start.append(character: "T")
            universal.start.append(clock: time)
            universal.end.append(character: "Z")
        }
        universal.write(fraction, into: &text)
    }

    /// Seconds, rounded down, and the nanoseconds that are left.
    private static func split(_ nanoseconds: Int64) -> (seconds: Int64, fraction: Int64) {
        let (seconds, rest) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        return rest < 0 ? (seconds - 1, rest + 1_000_000_000) : (seconds, rest)
    }
}
