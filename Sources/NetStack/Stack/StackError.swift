/// Why a stack did not do what it was asked.
public struct StackError: Error, Sendable, Equatable {
    public enum Code: Sendable {
        /// No interface leads there.
        case noRoute
        /// The connections, sockets or packets that there may be are all there.
        case noRoom
        /// The datagram is longer than any packet.
        case tooLong
        case portInUse
        /// The handle's connection or socket is gone.
        case gone
        /// Who was sent to says that nobody there takes it.
        case refused
        /// A router says that it leads nowhere, or that it took too long.
        case unreachable
        /// The connection cannot send: it is not yet open, or was finished.
        case notOpen
        /// What was to be sent is no packet.
        case malformed
    }

    public let code: Code
    public let message: String

    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension StackError: CustomStringConvertible {
    public var description: String { message }
}
