import ArgumentParser

/// The whole numbers that an option takes.
protocol NumberBounds {
    static var range: ClosedRange<Int> { get }
}

/// A whole number within bounds.
struct WholeNumber<Bounds: NumberBounds>: OptionValue, ExpressibleByIntegerLiteral {
    let value: Int

    init?(argument: String) {
        guard let value = Int(argument), Bounds.range.contains(value) else { return nil }
        self.value = value
    }

    /// A default, which the program itself gives.
    init(integerLiteral value: Int) { self.value = value }

    static var taken: String {
        let range = Bounds.range
        return range.upperBound == .max
            ? "a number of \(range.lowerBound) or more" : "a number from \(range.lowerBound) to \(range.upperBound)"
    }
    var defaultValueDescription: String { "\(value)" }
}

/// How many of something, where none makes no sense.
typealias Count = WholeNumber<OneOrMore>
enum OneOrMore: NumberBounds { static var range: ClosedRange<Int> { 1 ... .max } }

/// How many of something, or none.
typealias CountOrNone = WholeNumber<NoneOrMore>
enum NoneOrMore: NumberBounds { static var range: ClosedRange<Int> { 0 ... .max } }

/// A number above nothing, with decimals where need be.
struct PositiveNumber: OptionValue {
    let value: Double

    init?(argument: String) {
        guard let value = Double(argument), value > 0, value.isFinite else { return nil }
        self.value = value
    }

    static var taken: String { "a number above 0" }
}
