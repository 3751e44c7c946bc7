/// Why a display filter is refused: what is wrong, where, what was expected there, and names that were perhaps meant.
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is. Compare errors by it; messages may be worded better later.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let name: String

        private init(_ name: String) { self.name = name }

        /// The code's name, as it is spelt in Swift.
        public var description: String { name }

        /// An octet that starts no word or operator, such as `;` or one outside ASCII.
        public static let unexpectedCharacter = Code("unexpectedCharacter")
        /// A word or operator where the grammar has no place for it.
        public static let unexpectedToken = Code("unexpectedToken")
        /// The filter ends where something must follow.
        public static let unexpectedEnd = Code("unexpectedEnd")
        /// A quote or a bracket without its end.
        public static let unterminated = Code("unterminated")
        /// An escape sequence that strings do not have, or whose value is too large.
        public static let invalidEscape = Code("invalidEscape")
        /// A character constant that is empty or holds more than one character.
        public static let invalidCharacter = Code("invalidCharacter")
        /// A slice or a layer range that is malformed, empty or overflows.
        public static let invalidRange = Code("invalidRange")
        /// A pattern after `matches` that is no regular expression or cannot be matched in linear time.
        public static let invalidPattern = Code("invalidPattern")
        /// Deeper nesting than `FilterParser.maximumDepth`.
        public static let tooDeep = Code("tooDeep")
        /// A function that does not exist.
        public static let unknownFunction = Code("unknownFunction")
        /// A function with too few or too many arguments.
        public static let wrongArgumentCount = Code("wrongArgumentCount")
        /// A value where a test is needed: a literal or a function that stands alone.
        public static let notATest = Code("notATest")
        /// A test where a value is needed.
        public static let notAValue = Code("notAValue")
        /// A field or protocol that does not exist.
        public static let unknownField = Code("unknownField")
        /// A literal that the field's type cannot hold.
        public static let invalidValue = Code("invalidValue")
        /// Operands whose types cannot be compared or combined.
        public static let incompatibleTypes = Code("incompatibleTypes")
        /// Something that Wireshark has and this filter language leaves out.
        public static let unsupported = Code("unsupported")
        /// Something that is taken but perhaps not as it was meant; never thrown, see `DisplayFilter.remarks`.
        public static let doubtful = Code("doubtful")
    }

    /// What kind of mistake it is.
    public let code: Code
    /// Where it is: octets of the filter's UTF-8. Empty, at the end, when something is missing there.
    public let range: Range<Int>
    /// What is wrong, in one phrase without a full stop.
    public let message: String
    /// What could have stood there, as a phrase; `nil` when there is nothing to add to the message.
    public let expected: String?
    /// Names that were perhaps meant, the likeliest first.
    public let suggestions: [String]

    public init(
        _ code: Code, at range: Range<Int>, _ message: String, expected: String? = nil, suggestions: [String] = []
    ) {
        self.code = code
        self.range = range
        self.message = message
        self.expected = expected
        self.suggestions = suggestions
    }

    /// The message in one line, with what was expected and what was perhaps meant.
    public var description: String {
        var text = message
        if let expected { text += "; expected \(expected)" }
        if let last = suggestions.last {
            let quoted = suggestions.dropLast().map(Self.quoted).joined(separator: ", ")
            text += "; did you mean \(quoted.isEmpty ? "" : quoted + " or ")\(Self.quoted(last))?"
        }
        return text
    }

    /// A name in quotes, unless it is a text that has its own.
    private static func quoted(_ name: String) -> String { name.hasPrefix("\"") ? name : "'\(name)'" }
}
