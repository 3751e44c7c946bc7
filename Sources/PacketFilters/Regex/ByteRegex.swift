/// A regular expression over octets, matched in time linear in the input whatever the pattern.
///
/// The syntax is Perl's as PCRE2 reads it, for octets and without Unicode: literals, `.`, classes (`[a-z]`, `[^…]`,
/// `[[:alpha:]]`, `\d \w \s \h \v` and their negations), `\xHH`, `\0`, `\Q…\E`, anchors (`^ $ \A \Z \z \b \B`), groups
/// (capturing ones do not capture), `|`, `* + ? {n,m}` also lazy, and the options `i s m x`. Letters match either case
/// unless `(?-i)`. What would take more than linear time (back references, look-around, recursion) is refused.
///
/// A pattern is an immutable value; matching goes through a `Matcher`, which keeps the automaton's states between
/// inputs.
public struct ByteRegex: Sendable {
    /// The most instructions that a pattern may need once its counted repetitions are written out.
    public static let maximumProgram = 10_000
    /// How deep groups may nest.
    public static let maximumDepth = 100

    let program: RegexProgram

    /// - Parameter pattern: the pattern's octets.
    /// - Throws: `ByteRegexError` with the place in the pattern.
    public init(_ pattern: [UInt8]) throws(ByteRegexError) {
        program = try RegexProgram(RegexParser.parse(pattern))
    }

    /// - Parameter pattern: the pattern; characters outside ASCII stand for their octets in UTF-8.
    /// - Throws: `ByteRegexError` with the place in the pattern.
    public init(_ pattern: String) throws(ByteRegexError) {
        try self.init(Array(pattern.utf8))
    }

    /// A matcher with empty memory. One for each thread; it is best kept for many inputs.
    public func makeMatcher() -> Matcher { Matcher(program) }
}
