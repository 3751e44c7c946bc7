/// A length of time as people write it: `10ms`, `1.5s`, `2m`; seconds without a unit.
enum LengthOfTime {
    private static let units: [(name: String, seconds: Double)] = [
        ("ns", 1e-9), ("us", 1e-6), ("µs", 1e-6), ("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600),
    ]

    /// The seconds that a text stands for; `nil` when it is none, or not more than nothing.
    static func seconds(_ text: String) -> Double? {
        let number = text.prefix { "0123456789.".contains($0) }
        guard let value = Double(number), value > 0, value.isFinite else { return nil }
        let unit = text.dropFirst(number.count)
        guard let found = units.first(where: { $0.name == (unit.isEmpty ? "s" : unit) }) else { return nil }
        return value * found.seconds
    }
}
