extension TimeZoneRule {
    /// Reads `CET-1CEST,M3.5.0,M10.5.0/3`, `<+0530>-5:30` and the like. Without dates the rule of the USA since 2007 holds.
    /// - Throws: ``TimeZoneError`` with the code `.rule`.
    public init(parsing text: some StringProtocol) throws(TimeZoneError) {
        var scanner = Scanner(text: Array(text.utf8))
        let name = try scanner.name()
        // POSIX counts westwards.
        standard = TimeZoneOffset(seconds: -(try scanner.time(hours: 24)), abbreviation: name)
        var start = Change(day: .weekday(month: 3, week: 2, weekday: 0))
        var end = Change(day: .weekday(month: 11, week: 1, weekday: 0))
        if scanner.isAtEnd {
            daylight = nil
        } else {
            let name = try scanner.name()
            var seconds = standard.seconds + 3600
            if let next = scanner.peek(), next != UInt8(ascii: ",") { seconds = -(try scanner.time(hours: 24)) }
            daylight = TimeZoneOffset(seconds: seconds, abbreviation: name, isDaylightSaving: true)
            if !scanner.isAtEnd {
                start = try scanner.change()
                end = try scanner.change()
            }
        }
        self.start = start
        self.end = end
        guard scanner.isAtEnd else { throw scanner.error("there is more; expected the end") }
    }

    private struct Scanner {
        let text: [UInt8]
        var position = 0

        var isAtEnd: Bool { position == text.count }
        func peek() -> UInt8? { position < text.count ? text[position] : nil }

        func error(_ message: String) -> TimeZoneError { TimeZoneError(.rule, at: position, message) }

        mutating func take(_ byte: UInt8) -> Bool {
            guard peek() == byte else { return false }
            position += 1
            return true
        }

        /// Three letters or more, or `<+03>`.
        mutating func name() throws(TimeZoneError) -> String {
            let quoted = take(UInt8(ascii: "<"))
            let start = position
            while let byte = peek() {
                let isLetter = (byte | 0x20) &- 0x61 < 26
                let isOther = byte &- 0x30 < 10 || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                guard isLetter || quoted && isOther else { break }
                position += 1
            }
            let name = text[start..<position]
            guard name.count >= 3, name.count <= 32 else { throw error("expected a name of three letters or more") }
            if quoted, !take(UInt8(ascii: ">")) { throw error("expected '>' after the name") }
            return String(decoding: name, as: UTF8.self)
        }

        mutating func number(upTo limit: Int) throws(TimeZoneError) -> Int {
            let start = position
            var value = 0
            while let byte = peek(), byte &- 0x30 < 10 {
                value = value * 10 + Int(byte &- 0x30)
                guard value <= limit else { throw error("the number is too large; expected 0 to \(limit)") }
                position += 1
            }
            guard position > start else { throw error("expected a number from 0 to \(limit)") }
            return value
        }

        /// `[+-]hh[:mm[:ss]]` in seconds.
        mutating func time(hours: Int) throws(TimeZoneError) -> Int {
            let isNegative = take(UInt8(ascii: "-"))
            if !isNegative { _ = take(UInt8(ascii: "+")) }
            var seconds = try number(upTo: hours) * 3600
            if take(UInt8(ascii: ":")) {
                seconds += try number(upTo: 59) * 60
                if take(UInt8(ascii: ":")) { seconds += try number(upTo: 59) }
            }
            return isNegative ? -seconds : seconds
        }

        /// `,date[/time]`.
        mutating func change() throws(TimeZoneError) -> Change {
            guard take(UInt8(ascii: ",")) else { throw error("expected ',' and the day of a change") }
            var change: Change
            if take(UInt8(ascii: "M")) {
                let month = try number(upTo: 12)
                guard month > 0, take(UInt8(ascii: ".")) else { throw error("expected a month, 1 to 12, and '.'") }
                let week = try number(upTo: 5)
                guard week > 0, take(UInt8(ascii: ".")) else { throw error("expected a week, 1 to 5, and '.'") }
                change = Change(day: .weekday(month: month, week: week, weekday: try number(upTo: 6)))
            } else if take(UInt8(ascii: "J")) {
                let number = try number(upTo: 365)
                guard number > 0 else { throw error("expected a day, 1 to 365") }
                change = Change(day: .withoutLeapDay(number))
            } else {
                change = Change(day: .ordinal(try number(upTo: 365)))
            }
            if take(UInt8(ascii: "/")) { change.time = try time(hours: 167) }
            return change
        }
    }
}
