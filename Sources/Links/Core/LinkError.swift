/// Why a link could not be opened or used: what, on which link, and what to do.
///
/// Two errors are equal when their codes are: the words are for people.
public struct LinkError: Error, Sendable {
    /// What went wrong.
    public let code: Code
    /// The link: `eth0`.
    public let linkName: String
    /// What was found, what was expected, and what can be done about it.
    public let message: String
    /// With `badFilter`: where in the expression the fault is, in octets of UTF-8.
    public let range: Range<Int>?

    /// Makes an error; see the properties.
    public init(_ code: Code, linkName: String, message: String, range: Range<Int>? = nil) {
        self.code = code
        self.linkName = linkName
        self.message = message
        self.range = range
    }
}

extension LinkError {
    /// The kind of a `LinkError`. New kinds may be added, so a `switch` over them needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case notPermitted, noSuchInterface, interfaceDown, interfaceGone
            case badFilter, frameTooLong, frameTooShort, noRoom, noMemory, unsupported, systemFailed
        }
        private let kind: Kind
        /// The kind's name, for logs and tests.
        public var description: String { kind.rawValue }

        /// The process lacks a capability; the message names it.
        public static let notPermitted = Code(kind: .notPermitted)
        /// No interface has this name.
        public static let noSuchInterface = Code(kind: .noSuchInterface)
        /// The interface is down.
        public static let interfaceDown = Code(kind: .interfaceDown)
        /// The interface was removed while it was used.
        public static let interfaceGone = Code(kind: .interfaceGone)
        /// The filter expression is wrong, or means nothing on this link.
        public static let badFilter = Code(kind: .badFilter)
        /// The frame is longer than the link's MTU allows.
        public static let frameTooLong = Code(kind: .frameTooLong)
        /// The frame is shorter than the link's own header.
        public static let frameTooShort = Code(kind: .frameTooShort)
        /// There was no room for a frame for as long as it may wait.
        public static let noRoom = Code(kind: .noRoom)
        /// There is no memory for the ring.
        public static let noMemory = Code(kind: .noMemory)
        /// The link or the system does not know how to do this.
        public static let unsupported = Code(kind: .unsupported)
        /// Anything else that the system refused.
        public static let systemFailed = Code(kind: .systemFailed)
    }
}

extension LinkError: Hashable {
    public static func == (a: LinkError, b: LinkError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension LinkError: CustomStringConvertible {
    /// One line: the link and the message.
    public var description: String { "\(linkName): \(message)" }
}
