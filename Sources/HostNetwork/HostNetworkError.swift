/// Why the kernel could not be asked about the host's network, or did not answer: what was asked, and what to do.
///
/// Two errors are equal when their codes are: the place and the words are for people.
public struct HostNetworkError: Error, Sendable {
    /// What went wrong.
    public let code: Code
    /// What was asked for: `interfaces`, `route to 10.0.0.1`.
    public let subject: String
    /// Octets from the start of the kernel's message to what could not be understood; `nil` when the fault has no place.
    public let offset: Int?
    /// The number that the system gave, `errno(3)`; 0 when the fault is not the system's.
    public let errorNumber: Int32
    /// What happened, and what can be done about it.
    public let message: String

    /// Makes an error; see the properties.
    public init(_ code: Code, subject: String, offset: Int? = nil, errorNumber: Int32 = 0, message: String) {
        self.code = code
        self.subject = subject
        self.offset = offset
        self.errorNumber = errorNumber
        self.message = message
    }
}

extension HostNetworkError {
    /// The kind of a `HostNetworkError`. New kinds may be added, so a `switch` over them needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case notPermitted, notSupported, notFound, unreachable, malformed, interrupted, failed
        }
        private let kind: Kind
        /// The kind's name, for logs and tests.
        public var description: String { kind.rawValue }

        /// The system does not permit it.
        public static let notPermitted = Code(kind: .notPermitted)
        /// This kernel cannot answer the question: a module is missing, or it is too old.
        public static let notSupported = Code(kind: .notSupported)
        /// There is no such interface, route or neighbor.
        public static let notFound = Code(kind: .notFound)
        /// No route leads to the destination, or one forbids it.
        public static let unreachable = Code(kind: .unreachable)
        /// The kernel's answer is not what its protocol promises.
        public static let malformed = Code(kind: .malformed)
        /// The tables changed during every attempt to read them.
        public static let interrupted = Code(kind: .interrupted)
        /// The system failed in some other way.
        public static let failed = Code(kind: .failed)
    }
}

extension HostNetworkError: Hashable {
    public static func == (a: HostNetworkError, b: HostNetworkError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension HostNetworkError: CustomStringConvertible {
    /// One line: what was asked, and the message.
    public var description: String {
        let place = offset.map { ": at byte \($0) of the kernel's answer" } ?? ""
        return "\(subject)\(place): \(message)"
    }
}
