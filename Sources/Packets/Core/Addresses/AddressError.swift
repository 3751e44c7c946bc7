/// Why a text is no address, prefix or port.
///
/// Equality looks at the code alone, so that a caller can ask `error == .tooManyGroups` whatever the place.
public struct AddressError: Error, Hashable, Sendable {
    /// What kind of fault it is. More may come; compare with the static members.
    public struct Code: Hashable, Sendable {
        private enum Kind: String { case empty, unexpected, outOfRange, leadingZero, count, compression, zone }
        private var kind: Kind

        /// Nothing was written where an address was expected.
        public static let empty = Code(kind: .empty)
        /// A character that cannot stand there, or text after the end.
        public static let unexpectedCharacter = Code(kind: .unexpected)
        /// A number that is too large for its place, or a group with too many digits.
        public static let outOfRange = Code(kind: .outOfRange)
        /// `010`: read as octal by some programs and as decimal by others.
        public static let leadingZero = Code(kind: .leadingZero)
        /// Too few or too many groups.
        public static let groupCount = Code(kind: .count)
        /// `::` twice, or standing for no group at all (RFC 4291 2.2).
        public static let compression = Code(kind: .compression)
        /// A zone such as `%eth0` (RFC 4007): it belongs to an interface of a host and is never on the wire.
        public static let zone = Code(kind: .zone)
    }

    /// The kind of fault.
    public let code: Code
    /// Where in the text, in UTF-8 bytes from its start.
    public let offset: Int
    /// What was wrong and what was expected, without the text itself.
    public let message: String
    /// What was to be read, `IPv6 address`, for instance.
    public let subject: String
    /// The text that was given, cut at 64 characters.
    public let text: String

    init(_ code: Code, at offset: Int, of subject: String, in text: String, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
        self.subject = subject
        self.text = text
    }

    public static func == (a: AddressError, b: AddressError) -> Bool { a.code == b.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension AddressError: CustomStringConvertible {
    /// The whole sentence: `'10.0.0.256' is no IPv4 address: at offset 7, 256 is too large; expected 0 to 255`.
    public var description: String { "'\(text)' is no \(subject): at offset \(offset), \(message)" }
}
