public import NetStack

/// Why a socket did not do what it was asked.
///
/// Two errors are equal when their codes are: the words are for people.
public struct SocketError: Error, Sendable {
    /// The kind of a `SocketError`. New kinds may be added, so a `switch` over them needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case refused, reset, timedOut, unreachable, cancelled, closed, busy, stopped, notPossible
        }
        private let kind: Kind
        /// The kind's name, for logs and tests.
        public var description: String { kind.rawValue }

        /// The peer answered the SYN with a RST.
        public static let refused = Code(kind: .refused)
        /// A RST ended the connection: the peer's, or one that this side was told to send (`Misbehavior`).
        public static let reset = Code(kind: .reset)
        /// It took longer than was allowed: by the caller, or by TCP.
        public static let timedOut = Code(kind: .timedOut)
        /// Nobody on the link has the next hop's address.
        public static let unreachable = Code(kind: .unreachable)
        /// The task was cancelled.
        public static let cancelled = Code(kind: .cancelled)
        /// The socket was closed on this side.
        public static let closed = Code(kind: .closed)
        /// Another task waits for the same already.
        public static let busy = Code(kind: .busy)
        /// The driver was shut down.
        public static let stopped = Code(kind: .stopped)
        /// The stack refused: see `reason`.
        public static let notPossible = Code(kind: .notPossible)
    }

    /// What went wrong.
    public let code: Code
    /// What the stack said, with `notPossible`.
    public let reason: StackError?
    /// What was found, and what can be done about it.
    public let message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
        reason = nil
    }

    init(_ error: StackError) {
        code = error.code == .gone ? .closed : .notPossible
        message = error.message
        reason = error
    }

    /// Why a connection ended that nobody closed.
    init(_ failure: ConnectionFailure) {
        switch failure {
        case .refused: self.init(.refused, "connection refused: nobody listens on that port")
        case .reset: self.init(.reset, "the peer reset the connection")
        case .timedOut: self.init(.timedOut, "the peer does not answer any more")
        case .unreachable: self.init(.unreachable, "no neighbor answers for the address")
        case .aborted: self.init(.reset, "this side reset the connection, as it was told to")
        }
    }

    static var cancelled: SocketError { SocketError(.cancelled, "the task was cancelled") }
    static var closed: SocketError { SocketError(.closed, "the socket was closed") }
    static var stopped: SocketError { SocketError(.stopped, "the driver was shut down") }
    static var timedOut: SocketError { SocketError(.timedOut, "it took longer than it may") }
}

extension SocketError: Hashable {
    public static func == (a: SocketError, b: SocketError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension SocketError: CustomStringConvertible {
    public var description: String { message }
}
