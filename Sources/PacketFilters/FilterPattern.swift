/// The right side of `matches`: a regular expression that compiled.
public struct FilterPattern: Sendable, CustomStringConvertible {
    /// The pattern's octets, the string's escapes resolved.
    public let source: [UInt8]
    /// The pattern, ready to match.
    public let regex: ByteRegex
    /// Where the string stands: octets of the filter's UTF-8.
    public let range: Range<Int>

    /// The pattern as a quoted string.
    public var description: String { FilterOperand.quoted(source) }
}
