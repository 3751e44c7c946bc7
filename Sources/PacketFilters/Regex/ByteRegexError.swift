/// Why a regular expression is refused, and where.
public struct ByteRegexError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of mistake it is. Compare errors by it; messages may be worded better later.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private let name: String

        private init(_ name: String) { self.name = name }

        /// The code's name, as it is spelt in Swift.
        public var description: String { name }

        /// A group, class or escape that is not closed, or closed and never opened.
        public static let unbalanced = Code("unbalanced")
        /// An escape sequence that does not exist or whose value is no octet.
        public static let invalidEscape = Code("invalidEscape")
        /// A class with a range that runs backwards or an unknown name.
        public static let invalidClass = Code("invalidClass")
        /// A quantifier with nothing before it, or with bounds that are too large or in the wrong order.
        public static let invalidQuantifier = Code("invalidQuantifier")
        /// A group with an unknown kind or option.
        public static let invalidGroup = Code("invalidGroup")
        /// Something that no matcher can do in time linear in the input: back references, look-around, recursion.
        public static let notLinear = Code("notLinear")
        /// Something that Perl has and this engine leaves out.
        public static let unsupported = Code("unsupported")
        /// More than `ByteRegex.maximumProgram` instructions, or deeper nesting than `ByteRegex.maximumDepth`.
        public static let tooLarge = Code("tooLarge")
    }

    /// What kind of mistake it is.
    public let code: Code
    /// Where it is: octets of the pattern.
    public let range: Range<Int>
    /// What is wrong, in one phrase without a full stop.
    public let message: String

    init(_ code: Code, at range: Range<Int>, _ message: String) {
        self.code = code
        self.range = range
        self.message = message
    }

    /// The message and the place.
    public var description: String { "\(message) (at octet \(range.lowerBound) of the pattern)" }
}
