import Packets

/// Times in filters, in nanoseconds.
enum FilterTime {
    /// Seconds with up to nine decimals: `1.5`, `-0.000001`.
    static func seconds(_ text: String) -> Int128? {
        var digits = Substring(text)
        let isNegative = digits.first == "-"
        if isNegative { digits.removeFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.count < 2 || !(whole.isEmpty && parts[1].isEmpty) else { return nil }
        guard let seconds = whole.isEmpty ? 0 : decimal(whole), parts.count < 2 || !parts[1].isEmpty else { return nil }
        guard let nanoseconds = parts.count < 2 ? 0 : fraction(parts[1]), seconds <= 1 << 40 else { return nil }
        let value = Int128(seconds) * 1_000_000_000 + Int128(nanoseconds)
        return isNegative ? -value : value
    }

    private static func decimal(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
        return Int64(text)
    }

    /// The nanoseconds of the digits after a point; what is finer is dropped.
    private static func fraction(_ digits: Substring) -> Int64? {
        guard decimal(digits.prefix(18)) != nil, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
            return nil
        }
        let padded = digits.prefix(9) + String(repeating: "0", count: max(0, 9 - digits.utf8.count))
        return Int64(padded)
    }

    /// A date with or without a time of day, `2026-01-31 12:00:00.5`, `Jan 31, 2026 12:00`, with `T` between and a
    /// zone (`Z`, `UTC`, `+02:00`) behind if need be; or seconds since the epoch.
    /// - Parameter timeZone: where a date without a zone is meant.
    static func moment(_ text: String, in timeZone: inout TimeZoneTable) -> Int128? {
        if let seconds = seconds(text), text.utf8.count != 4 { return seconds }
        var scanner = Scanner(text)
        guard let (year, month, day) = scanner.date() else { return nil }
        var clock = (hour: 0, minute: 0, second: 0, nanoseconds: Int64(0))
        if !scanner.isAtEnd {
            guard scanner.skipSeparator(), let found = scanner.clock() else { return nil }
            clock = found
        }
        let zone = scanner.zone()
        guard scanner.isAtEnd, (1...12).contains(month), (1...31).contains(day) else { return nil }
        let civil = CivilTime(
            year: year, month: month, day: day, hour: clock.hour, minute: clock.minute, second: clock.second)
        guard CivilTime(secondsSinceEpoch: civil.secondsSinceEpoch).day == day || clock.second == 60 else { return nil }
        var seconds = civil.secondsSinceEpoch
        if let zone {
            seconds -= Int64(zone)
        } else {
            // Twice, since the offset is asked for by the moment that is sought.
            let first = seconds - Int64(timeZone.seconds(at: seconds))
            seconds -= Int64(timeZone.seconds(at: first))
        }
        return Int128(seconds) * 1_000_000_000 + Int128(clock.nanoseconds)
    }

    private struct Scanner {
        private var rest: Substring

        init(_ text: String) { rest = Substring(text) }

        var isAtEnd: Bool { rest.isEmpty }

        private mutating func take(_ text: String) -> Bool {
            guard rest.hasPrefix(text) else { return false }
            rest.removeFirst(text.count)
            return true
        }

        private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
            let found = rest.prefix { $0.isASCII && $0.isNumber }
            guard digits.contains(found.count) else { return nil }
            rest.removeFirst(found.count)
            return Int(found)
        }

        mutating func skipSeparator() -> Bool {
            if take("T") { return true }
            let before = rest.count
            while take(" ") {}
            return rest.count < before
        }

        mutating func date() -> (year: Int, month: Int, day: Int)? {
            let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
            if let month = months.firstIndex(of: rest.prefix(3).lowercased()) {
                rest.removeFirst(3)
                guard skipSeparator(), let day = number(1...2), take(","), skipSeparator(), let year = number(4...4)
                else { return nil }
                return (year, month + 1, day)
            }
            guard let year = number(4...4), take("-"), let month = number(1...2), take("-"), let day = number(1...2)
            else { return nil }
            return (year, month, day)
        }

        mutating func clock() -> (hour: Int, minute: Int, second: Int, nanoseconds: Int64)? {
            guard let hour = number(1...2), hour < 24, take(":"), let minute = number(2...2), minute < 60 else {
                return nil
            }
            var second = 0
            var nanoseconds: Int64 = 0
            if take(":") {
                guard let found = number(2...2), found <= 60 else { return nil }
                second = found
                if take(".") {
                    let digits = rest.prefix { $0.isASCII && $0.isNumber }
                    rest.removeFirst(digits.count)
                    guard let found = FilterTime.fraction(digits) else { return nil }
                    nanoseconds = found
                }
            }
            return (hour, minute, second, nanoseconds)
        }

        /// The zone's offset in seconds; `nil` when none is given.
        mutating func zone() -> Int? {
            while take(" ") {}
            if take("UTC") || take("GMT") || take("Z") { return 0 }
            let sign = rest.hasPrefix("-") ? -1 : 1
            guard take("+") || take("-"), let hour = number(2...2) else { return nil }
            _ = take(":")
            guard let minute = number(2...2) else { return nil }
            return sign * (hour * 3600 + minute * 60)
        }
    }
}
