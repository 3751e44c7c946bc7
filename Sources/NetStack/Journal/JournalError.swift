/// Why a journal cannot be lived again, or what was not as it had been.
///
/// Two errors are equal when their codes are: the words are for people.
public struct JournalError: Error, Sendable {
    public enum Code: Sendable {
        /// It is no journal: no pcapng file, or one without a stack's calls.
        case notJournal
        /// A block holds what no stack writes.
        case malformed
        /// The stack did something else this time.
        case differs
    }

    public let code: Code
    /// Where the block begins, in octets from the start.
    public let offset: Int
    /// What was found and what was expected.
    public let message: String

    init(_ code: Code, at offset: Int, _ message: String) {
        self.code = code
        self.offset = offset
        self.message = message
    }
}

extension JournalError: Equatable {
    public static func == (a: JournalError, b: JournalError) -> Bool { a.code == b.code }
}

extension JournalError: CustomStringConvertible {
    public var description: String { "at octet \(offset): \(message)" }
}
