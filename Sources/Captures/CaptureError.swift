internal import Packets

/// Why a capture file could not be read or written: what, in which file, at which byte, and what to do.
///
/// Two errors are equal when their codes are: the place and the words are for people.
public struct CaptureError: Error, Sendable {
    /// What went wrong.
    public let code: Code
    /// The file, or what stands for it (`standard input`).
    public let fileName: String
    /// Octets from the start of the file (of the decompressed data, when the file is compressed) to the record that
    /// is at fault; `nil` when the fault has no place in the file.
    public let offset: UInt64?
    /// What was found, what was expected, and what can be done about it.
    public let message: String

    /// Makes an error; see the properties.
    public init(_ code: Code, fileName: String, offset: UInt64? = nil, message: String) {
        self.code = code
        self.fileName = fileName
        self.offset = offset
        self.message = message
    }
}

extension CaptureError {
    /// The kind of a `CaptureError`. New kinds may be added, so a `switch` over them needs a default.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String, Sendable {
            case notACapture, truncated, corrupt, unsupported, limitExceeded
            case noSuchFile, notPermitted, readFailed, fileChanged
            case writeFailed, noSpace, closedPipe, notRepresentable
        }
        private let kind: Kind
        /// The kind's name, for logs and tests.
        public var description: String { kind.rawValue }

        /// The file is empty, or starts like no capture file.
        public static let notACapture = Code(kind: .notACapture)
        /// The file ends within a record or block, or a compressed file ends within its data.
        public static let truncated = Code(kind: .truncated)
        /// A length, number or checksum in the file cannot be right.
        public static let corrupt = Code(kind: .corrupt)
        /// A version or variant of the format that is known but not read.
        public static let unsupported = Code(kind: .unsupported)
        /// The file asks for more memory than a capture file may.
        public static let limitExceeded = Code(kind: .limitExceeded)
        /// The file, or a directory on the way to it, does not exist.
        public static let noSuchFile = Code(kind: .noSuchFile)
        /// The system does not permit it.
        public static let notPermitted = Code(kind: .notPermitted)
        /// The system could not read.
        public static let readFailed = Code(kind: .readFailed)
        /// The file became shorter while it was followed.
        public static let fileChanged = Code(kind: .fileChanged)
        /// The system could not write.
        public static let writeFailed = Code(kind: .writeFailed)
        /// The disk or the quota is full.
        public static let noSpace = Code(kind: .noSpace)
        /// The reader at the other end of a pipe or socket is gone.
        public static let closedPipe = Code(kind: .closedPipe)
        /// The format that is written cannot hold this: a second link type in a pcap file, a time before 1970.
        public static let notRepresentable = Code(kind: .notRepresentable)

        /// Whether the fault lies in the file's content, and not with the system or with what was asked.
        public var isBadData: Bool {
            switch kind {
            case .notACapture, .truncated, .corrupt, .unsupported, .limitExceeded: true
            default: false
            }
        }
    }
}

extension CaptureError: Hashable {
    public static func == (a: CaptureError, b: CaptureError) -> Bool { a.code == b.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension CaptureError: CustomStringConvertible {
    /// One line: the file, the place, the message. What a terminal would act on in the file's name is made visible.
    public var description: String {
        let place = offset.map { ": at byte \($0)" } ?? ""
        return "\(fileName.withVisibleControls)\(place): \(message)"
    }
}
