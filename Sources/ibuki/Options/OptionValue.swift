import ArgumentParser

/// A value of an option that says what the option takes where it is given something else: a wrong one is answered with the
/// option's name, what was given and what is taken.
protocol OptionValue: ExpressibleByArgument {
    /// What is taken, as it stands behind "takes": `a number of 1 or more`.
    static var taken: String { get }
}

extension OptionValue where Self: CaseIterable, Self: RawRepresentable, RawValue == String {
    static var taken: String { "one of \(allCases.map(\.rawValue).joined(separator: ", "))" }
}

/// Why a text is no value of an option. ArgumentParser puts the option and the text before it.
private struct WrongOptionValue: Error, CustomStringConvertible {
    var taken: String
    var description: String { "it takes \(taken)" }
}

extension OptionValue {
    /// What the text behind an option stands for.
    fileprivate static func parsed(_ text: String) throws -> Self {
        guard let value = Self(argument: text) else { throw WrongOptionValue(taken: taken) }
        return value
    }
}

// Chosen before those of ArgumentParser, whose answer to a wrong value names what is taken of enumerations alone.
extension Option where Value: OptionValue {
    init(
        wrappedValue: Value, name: NameSpecification = .long, parsing: SingleValueParsingStrategy = .next,
        help: ArgumentHelp? = nil, completion: CompletionKind? = nil
    ) {
        var help = help
        help?.abstract += " (default: \(wrappedValue.defaultValueDescription))"
        self.init(
            wrappedValue: wrappedValue, name: name, parsing: parsing, help: help, completion: completion,
            transform: Value.parsed)
    }
}

extension Option {
    init<Wrapped: OptionValue>(
        name: NameSpecification = .long, parsing: SingleValueParsingStrategy = .next, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) where Value == Wrapped? {
        self.init(name: name, parsing: parsing, help: help, completion: completion, transform: Wrapped.parsed)
    }

    /// An option that may be given several times.
    init<Element: OptionValue>(
        wrappedValue: [Element] = [], name: NameSpecification = .long, help: ArgumentHelp? = nil,
        completion: CompletionKind? = nil
    ) where Value == [Element] {
        self.init(
            wrappedValue: wrappedValue, name: name, parsing: .singleValue, help: help, completion: completion,
            transform: Element.parsed)
    }
}

// And so for what stands without an option's name.
extension Argument where Value: OptionValue {
    init(help: ArgumentHelp? = nil, completion: CompletionKind? = nil) {
        self.init(help: help, completion: completion, transform: Value.parsed)
    }
}
