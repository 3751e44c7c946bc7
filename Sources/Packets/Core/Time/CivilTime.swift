/// A date and a time of day in the proleptic Gregorian calendar, without a zone.
public struct CivilTime: Hashable, Sendable, BitwiseCopyable {
    /// The astronomical year: 0 is 1 BC.
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
    /// 0 to 59; POSIX time has no leap seconds.
    public var second: Int

    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// What clocks show at a moment. Sums past the ends of `Int64` stay at its ends.
    /// - Parameters:
    ///   - seconds: since 1970-01-01T00:00:00Z.
    ///   - offset: of the place, in seconds east of UTC.
    public init(secondsSinceEpoch seconds: Int64, offset: Int = 0) {
        let (sum, overflowed) = seconds.addingReportingOverflow(Int64(offset))
        let local = overflowed ? (seconds < 0 ? Int64.min : .max) : sum
        let days = Int(local >= 0 ? local / 86400 : (local + 1) / 86400 - 1)
        let rest = Int(local &- Int64(days) &* 86400)
        (year, month, day) = Self.date(ofDay: days)
        let minutes = UInt32(truncatingIfNeeded: rest) / 60
        hour = Int(minutes / 60)
        minute = Int(minutes % 60)
        second = rest &- Int(minutes) &* 60
    }

    /// Days since 1970-01-01; the fields may be any within ±2^40 years, the month 1 to 12.
    public var daysSinceEpoch: Int { Self.days(year: year, month: month, day: day) }

    /// Seconds since 1970-01-01T00:00:00 on the same clock.
    public var secondsSinceEpoch: Int64 { Int64(daysSinceEpoch &* 86400 &+ hour &* 3600 &+ minute &* 60 &+ second) }

    /// 0 Sunday to 6 Saturday.
    public var weekday: Int { Self.weekday(ofDay: daysSinceEpoch) }

    /// 1 to 366.
    public var dayOfYear: Int { daysSinceEpoch - Self.days(year: year, month: 1, day: 1) + 1 }

    /// `Jan` to `Dec`; `???` for a month that is none.
    public var monthAbbreviation: StaticString {
        switch month {
        case 1: "Jan"
        case 2: "Feb"
        case 3: "Mar"
        case 4: "Apr"
        case 5: "May"
        case 6: "Jun"
        case 7: "Jul"
        case 8: "Aug"
        case 9: "Sep"
        case 10: "Oct"
        case 11: "Nov"
        case 12: "Dec"
        default: "???"
        }
    }
}

extension CivilTime {
    // A year of 365.2425 days repeats after 400 years, an era of 146,097 days. Years are counted from March, so that the
    // leap day is the last of its year and the lengths of months follow (153 m + 2) / 5.

    /// The date of a day, counted from 1970-01-01.
    static func date(ofDay days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468  // from 0000-03-01
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The day of a date, counted from 1970-01-01.
    static func days(year: Int, month: Int, day: Int) -> Int {
        let year = month <= 2 ? year &- 1 : year
        let era = (year >= 0 ? year : year &- 399) / 400
        let yearOfEra = year &- era &* 400
        let shiftedMonth = month > 2 ? month &- 3 : month &+ 9
        let dayOfYear = (153 &* shiftedMonth &+ 2) / 5 &+ day &- 1
        let dayOfEra = yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear
        return era &* 146_097 &+ dayOfEra &- 719_468
    }

    static func weekday(ofDay days: Int) -> Int {
        let remainder = (days % 7 + 4) % 7
        return remainder < 0 ? remainder + 7 : remainder
    }

    static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
}

extension TextBuffer {
    /// Appends `2024-02-29`; a year of other than four digits as it is.
    public mutating func append(date time: CivilTime, separator: UInt8 = UInt8(ascii: "-")) {
        if time.year < 0 { append(byte: UInt8(ascii: "-")) }
        append(decimal: time.year.magnitude, width: 4)
        append(byte: separator)
        append(twoDigits: time.month)
        append(byte: separator)
        append(twoDigits: time.day)
    }

    /// Appends `23:59:59`.
    public mutating func append(clock time: CivilTime) {
        unsafe write(upTo: 8) { target in
            // Six digits in a register, then apart.
            let number = UInt64(truncatingIfNeeded: time.hour &* 10000 &+ time.minute &* 100 &+ time.second)
            let digits = Decimal.eightDigits(number % 1_000_000)
            let pairs = UInt64(littleEndian: digits) >> 16
            let spread = pairs & 0xFFFF | (pairs & 0xFFFF_0000) << 8 | (pairs & 0xFFFF_0000_0000) << 16
            unsafe target.storeBytes(of: (spread | 0x3A00_003A_0000).littleEndian, as: UInt64.self)
            return 8
        }
    }

    private mutating func append(twoDigits value: Int) { append(decimal: value.magnitude, width: 2) }
}
