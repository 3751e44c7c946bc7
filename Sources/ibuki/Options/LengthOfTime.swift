import ArgumentParser

/// A length of time as people write it: `10ms`, `1.5s`, `2m`; seconds without a unit.
struct LengthOfTime: OptionValue {
    let seconds: Double

    init(seconds: Double) { self.seconds = seconds }

    private static let units: [(name: String, seconds: Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]

    /// `nil` where the text is no length of time, is not more than nothing, or is longer than anyone waits: 30 years.
    init?(argument text: String) {
        let number = text.prefix { "0123456789.".contains($0) }
        guard let value = Double(number), value > 0 else { return nil }
        let unit = text.dropFirst(number.count)
        guard let found = Self.units.first(where: { $0.name == (unit.isEmpty ? "s" : unit) }) else { return nil }
        seconds = value * found.seconds
        guard seconds > 0, seconds <= 1e9 else { return nil }
    }

    static var taken: String { "a time such as 10ms, 1.5s or 2m; seconds without a unit" }
    var defaultValueDescription: String { "\(Decimal.text(seconds, digits: 0))s" }

    var duration: Duration { .seconds(seconds) }
}
