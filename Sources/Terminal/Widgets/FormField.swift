/// A field of a form: its label, what is in it, and what is said of that.
public struct FormField: Equatable, Sendable {
    public struct Check: Equatable, Sendable {
        public let title: String
        public var isOn: Bool

        public init(_ title: String, _ isOn: Bool = false) {
            self.title = title
            self.isOn = isOn
        }
    }

    public enum Value: Equatable, Sendable {
        case text(TextField)
        /// A number of any base, as it was typed: up and down make it more and less.
        case number(TextField)
        /// Boxes of which any may be checked.
        case checks([Check])
        /// One of some.
        case choice([String], Int)

        public static func text(_ text: String) -> Value { .text(TextField(text)) }
        public static func number(_ text: String) -> Value { .number(TextField(text)) }
    }

    public let label: String
    /// One cell at the left: where the value comes from, or what is wrong.
    public var mark: String
    public var value: Value
    /// Said of the value, behind it.
    public var note: String
    /// Whether the note says what is wrong.
    public var isWrong: Bool

    public init(_ label: String, _ value: Value, mark: String = "", note: String = "", isWrong: Bool = false) {
        self.label = label
        self.mark = mark
        self.value = value
        self.note = note
        self.isWrong = isWrong
    }

    /// What is in it, as text: of boxes those that are checked.
    public var text: String {
        switch value {
        case .text(let field), .number(let field): field.text
        case .checks(let checks): checks.filter(\.isOn).map(\.title).joined(separator: " ")
        case .choice(let choices, let place): choices.indices.contains(place) ? choices[place] : ""
        }
    }
}

extension TextField {
    /// Makes the number that stands there more or less by one, in the base that it is written in; `false` where it is none.
    mutating func step(by step: Int) -> Bool {
        let isHexadecimal = text.hasPrefix("0x") || text.hasPrefix("0X")
        let digits = isHexadecimal ? String(text.dropFirst(2)) : text
        guard let number = UInt64(digits, radix: isHexadecimal ? 16 : 10) else { return false }
        let next = step < 0 ? number - min(number, 1) : number == .max ? number : number + 1
        let shown = String(next, radix: isHexadecimal ? 16 : 10)
        // As many digits as before.
        let zeros = isHexadecimal ? String(repeating: "0", count: max(0, digits.count - shown.count)) : ""
        text = (isHexadecimal ? "0x" : "") + zeros + shown
        return true
    }
}
