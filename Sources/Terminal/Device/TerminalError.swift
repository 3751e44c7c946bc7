/// Why a terminal cannot be used.
public struct TerminalError: Error, Equatable, CustomStringConvertible {
    public struct Code: Hashable, Sendable {
        private enum Kind { case noTerminal, failed }
        private let kind: Kind
        /// The process has none.
        public static let noTerminal = Code(kind: .noTerminal)
        /// The system refused something.
        public static let failed = Code(kind: .failed)
    }

    public let code: Code
    private let reason: String

    static func noTerminal(_ reason: String) -> TerminalError { TerminalError(code: .noTerminal, reason: reason) }
    static func failed(_ reason: String) -> TerminalError { TerminalError(code: .failed, reason: reason) }

    public var description: String { reason }
    public static func == (a: TerminalError, b: TerminalError) -> Bool { a.code == b.code }
}
