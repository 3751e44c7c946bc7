/// Why a packet could not be built or changed.
public struct ForgeError: Error, Hashable, Sendable, CustomStringConvertible {
    public struct Code: Hashable, Sendable {
        enum Kind { case syntax, protocolName, fieldName, value, size }
        let kind: Kind
        /// The expression is not well formed.
        public static let syntax = Code(kind: .syntax)
        /// No protocol has this name.
        public static let protocolName = Code(kind: .protocolName)
        /// The protocol has no field of this name.
        public static let fieldName = Code(kind: .fieldName)
        /// The value does not fit the field.
        public static let value = Code(kind: .value)
        /// The packet would be too large.
        public static let size = Code(kind: .size)
    }

    public let code: Code
    public let message: String
    /// Where in the expression, in octets of UTF-8; `nil` when the error has no place there.
    public var range: Range<Int>?

    public init(_ code: Code, _ message: String, at range: Range<Int>? = nil) {
        self.code = code
        self.message = message
        self.range = range
    }

    /// Which of a packet's pieces it is about, where it is about one.
    var piece: Int?

    public static func == (a: ForgeError, b: ForgeError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
    public var description: String { message }
}

extension ForgeError {
    /// The same error about a packet's piece.
    func about(_ piece: Int) -> ForgeError {
        var error = self
        error.piece = error.piece ?? piece
        return error
    }
}
