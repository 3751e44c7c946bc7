/// Why packets could not be made ready or sent: what was wrong and what to do.
///
/// Two errors are equal when their codes are: the words are for people.
public struct SendingError: Error, Sendable {
    /// What went wrong.
    public let code: Code
    /// What was found, what was expected, and what can be done about it.
    public let message: String

    /// Makes an error; see the properties.
    public init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }
}

extension SendingError {
    /// The kind of a `SendingError`. New kinds may be added, so a `switch` over them needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case noDestination, noInterface, ownAddress, wrongKind, wrongEdit, wrongCapture, silentNeighbor, noFile
            case wrongFile, notPermitted
        }
        private let kind: Kind
        /// The kind's name, for logs and tests.
        public var description: String { kind.rawValue }

        /// A packet does not say where its frame goes.
        public static let noDestination = Code(kind: .noDestination)
        /// No interface to send by was named, and none follows from the packet.
        public static let noInterface = Code(kind: .noInterface)
        /// The interface does not lead to the host's own addresses.
        public static let ownAddress = Code(kind: .ownAddress)
        /// The interface carries frames of another kind.
        public static let wrongKind = Code(kind: .wrongKind)
        /// An edit is none, or names a field or value that cannot be.
        public static let wrongEdit = Code(kind: .wrongEdit)
        /// A capture's packets are none that the interface carries.
        public static let wrongCapture = Code(kind: .wrongCapture)
        /// A neighbor was asked for its address and did not answer.
        public static let silentNeighbor = Code(kind: .silentNeighbor)
        /// A file that the expression takes octets from cannot be read.
        public static let noFile = Code(kind: .noFile)
        /// What the expression takes octets from is no file, or too large.
        public static let wrongFile = Code(kind: .wrongFile)
        /// Such a file cannot be read because the process may not.
        public static let notPermitted = Code(kind: .notPermitted)
    }
}

extension SendingError: Hashable {
    public static func == (a: SendingError, b: SendingError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension SendingError: CustomStringConvertible {
    /// The message.
    public var description: String { message }
}
