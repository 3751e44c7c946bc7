/// What a field is for, in a sentence or two for someone who learns, and where it is written.
///
/// Static text: it lies in the program's constants and is looked at when somebody asks. Code that reads a field keeps no
/// trace of it, for declarations are computed and the optimiser drops what is not used: six fields read across modules
/// compile to the same instructions with their meanings and without.
public struct Meaning: Sendable {
    public let words: StaticString
    public let source: StaticString

    /// - Parameters:
    ///   - words: the sentences; the ends of lines count as spaces.
    ///   - source: the RFC and its section, as a person cites it: `RFC 9293 section 3.1`.
    @_transparent
    public init(_ words: StaticString, in source: StaticString) {
        self.words = words
        self.source = source
    }

    /// Nothing was said.
    public static var none: Meaning { .init("", in: "") }

    /// The sentences, on one line; `nil` where nothing was said.
    package var text: String? {
        guard words.utf8CodeUnitCount > 0 else { return nil }
        return words.description.split(separator: "\n").joined(separator: " ")
    }

    /// `nil` where nothing was said.
    package var section: String? { source.utf8CodeUnitCount > 0 ? source.description : nil }
}
