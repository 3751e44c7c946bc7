/// Why bytes are no time zone file, or a text no time zone rule.
///
/// Equality looks at the code alone.
public struct TimeZoneError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What kind of fault it is. More may come; compare with the static members.
    public struct Code: Hashable, Sendable {
        private enum Kind { case notTZif, truncated, inconsistent, rule }
        private var kind: Kind

        /// The bytes do not begin as a TZif file does.
        public static let notTZif = Code(kind: .notTZif)
        /// The file is shorter than its counts say.
        public static let truncated = Code(kind: .truncated)
        /// A number in it points to what is not there, or times do not ascend.
        public static let inconsistent = Code(kind: .inconsistent)
        /// A rule such as `CET-1CEST,M3.5.0,M10.5.0/3` that cannot be read.
        public static let rule = Code(kind: .rule)
    }

    /// The kind of fault.
    public let code: Code
    /// Where, in bytes from the start of the file or the text.
    public let offset: Int
    /// What was wrong and what was expected.
    public let message: String

    init(_ code: Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }

    public var description: String { "time zone: at offset \(offset), \(message)" }

    public static func == (a: TimeZoneError, b: TimeZoneError) -> Bool { a.code == b.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
