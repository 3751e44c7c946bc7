internal import SystemCalls

/// Why a capture could not begin, or not go on: what was wrong and what to do.
///
/// Two errors are equal when their codes are: the words are for people.
package struct CapturingError: Error, Sendable {
    /// What went wrong.
    package let code: Code
    /// What was found, what was expected, and what can be done about it.
    package let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The system's error about a file.
    init(_ error: ErrorNumber, _ path: String) {
        self.init(error.isPermission ? .notPermitted : .failed, "\(path): \(error)")
    }

    /// The kind of a `CapturingError`.
    package enum Code: Sendable {
        /// What was asked for cannot be.
        case wrongRequest
        /// The process may not.
        case notPermitted
        /// The system refused.
        case failed
    }
}

extension CapturingError: Hashable, CustomStringConvertible {
    package static func == (a: CapturingError, b: CapturingError) -> Bool { a.code == b.code }
    package func hash(into hasher: inout Hasher) { hasher.combine(code) }
    /// The message.
    package var description: String { message }
}
