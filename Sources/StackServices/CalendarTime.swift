internal import SystemCalls

/// A time of day in UTC, as HTTP writes it.
package struct CalendarTime: Sendable {
    /// Since 1970, without leap seconds.
    private let seconds: Int64

    /// - Parameter seconds: since 1970, in UTC.
    package init(seconds: Int64) { self.seconds = seconds }

    package static var now: CalendarTime { CalendarTime(seconds: System.timeOfDay().seconds) }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`: RFC 9110 section 5.6.7.
    package var text: String {
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = Self.date(days)
        let clock = [rest / 3600, rest / 60 % 60, rest % 60].map(Self.padded).joined(separator: ":")
        // The first of January 1970 was a Thursday.
        let day = Self.days[Int((days % 7 + 7) % 7)]
        return "\(day), \(Self.padded(date.day)) \(Self.months[Int(date.month) - 1]) \(date.year) \(clock) GMT"
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// The date so many days after the first of January 1970: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms",
    /// `civil_from_days`. Years are counted from March, so that the leap day is the last.
    private static func date(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let calendarMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0), calendarMonth, day)
    }
}
