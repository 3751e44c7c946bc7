/// Dates of packets as machine output shows them, in one time zone. Most packets have their predecessor's date, so that
/// the last one is kept.
struct PacketClock: Sendable {
    private var zone: TimeZoneTable
    private var day = Int64.min
    private var date = TextBuffer(capacity: 16)

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
        var seconds = nanoseconds / 1_000_000_000
        var fraction = nanoseconds % 1_000_000_000
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        let offset = zone.offset(at: seconds)
        let time = CivilTime(secondsSinceEpoch: seconds, offset: offset.seconds)
        text.append(time.monthAbbreviation)
        text.append(time.day < 10 ? "  " : " ")
        text.append(decimal: time.day)
        text.append(", ")
        text.append(decimal: time.year)
        text.append(byte: 0x20)
        text.append(clock: time)
        text.append(fraction: UInt32(fraction), digits: 9)
        text.append(byte: 0x20)
        text.append(offset.abbreviation)
    }

    /// `2026-11-21T05:00:53.210853000Z`, always UTC.
    static func write(utc nanoseconds: Int64, into text: inout TextBuffer) {
        var seconds = nanoseconds / 1_000_000_000
        var fraction = nanoseconds % 1_000_000_000
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        let time = CivilTime(secondsSinceEpoch: seconds)
        text.append(date: time)
        text.append(byte: 0x54)
        text.append(clock: time)
        text.append(fraction: UInt32(fraction), digits: 9)
        text.append(byte: 0x5a)
    }
}
