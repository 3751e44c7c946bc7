/// A rule for all years: the text of the TZ variable (POSIX.1-2017 8.3) and of a TZif file's footer (RFC 8536 3.3).
public struct TimeZoneRule: Hashable, Sendable {
    /// A day of the year and a time on it when clocks are turned.
    struct Change: Hashable, Sendable {
        enum Day: Hashable, Sendable {
            /// `Mm.w.d`: weekday d (0 Sunday) of week w (1 to 5, 5 the last) of month m.
            case weekday(month: Int, week: Int, weekday: Int)
            /// `Jn`: 1 to 365, 29 February never counted.
            case withoutLeapDay(Int)
            /// `n`: 0 to 365, 29 February counted.
            case ordinal(Int)
        }
        var day: Day
        /// Seconds after midnight on the clock before the change; within a week to either side (RFC 8536 3.3.1).
        var time = 7200

        /// The moment in a year on the clock before the change, in seconds since the epoch.
        func moment(in year: Int) -> Int {
            let first = CivilTime.days(year: year, month: 1, day: 1)
            let days: Int
            switch day {
            case .withoutLeapDay(let number): days = first + number - (CivilTime.isLeap(year) && number > 59 ? 0 : 1)
            case .ordinal(let number): days = first + number
            case .weekday(let month, let week, let weekday):
                let start = CivilTime.days(year: year, month: month, day: 1)
                let next =
                    month == 12
                    ? CivilTime.days(year: year + 1, month: 1, day: 1)
                    : CivilTime.days(year: year, month: month + 1, day: 1)
                var found = start + (weekday - CivilTime.weekday(ofDay: start) + 7) % 7 + (week - 1) * 7
                if found >= next { found -= 7 }
                days = found
            }
            return days * 86400 + time
        }
    }

    let standard: TimeZoneOffset
    let daylight: TimeZoneOffset?
    let start: Change
    let end: Change

    /// The offset at a moment and the moments between which it holds.
    func offset(at seconds: Int64) -> (offset: TimeZoneOffset, from: Int64, until: Int64) {
        guard let daylight else { return (standard, .min, .max) }
        // Years past ±10^10 would overflow; nobody's clock is turned there.
        guard seconds.magnitude < 1 << 58 else { return (standard, seconds, seconds) }
        let year = CivilTime(secondsSinceEpoch: seconds, offset: standard.seconds).year
        // The last change before the moment and the first after it lie in these years.
        var last = (at: Int.min, daylight: false)
        var next = Int.max
        let now = Int(seconds)
        for year in year - 2...year + 2 {
            // An end that falls together with the next year's start leaves daylight saving on all year (RFC 8536 3.3.1).
            for (at, isDaylight) in [
                (end.moment(in: year) - daylight.seconds, false), (start.moment(in: year) - standard.seconds, true),
            ] {
                if at <= now, at > last.at || at == last.at && isDaylight { last = (at, isDaylight) }
                if at > now { next = Swift.min(next, at) }
            }
        }
        return (last.daylight ? daylight : standard, Int64(last.at), Int64(next))
    }
}
