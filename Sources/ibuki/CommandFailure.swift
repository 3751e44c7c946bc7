import Captures
import Capturing
import HostNetwork
import Links
import PacketPresenters
import PacketProtocols
import Packets
import Sending
import SystemCalls

/// How the program ends. The same for every command.
enum ExitStatus: Int32 {
    /// Done; also when a filter matched nothing.
    case done = 0
    /// A question got no answer.
    case noAnswer = 1
    /// The command line is wrong.
    case usage = 2
    /// What was asked for needs a permission that the process does not have.
    case notPermitted = 3
    /// The input is not what it should be.
    case badData = 4
    /// The system failed us: no such file, a full disk.
    case failed = 5
}

/// Why a command could not do all that it was asked: one line, and a status.
struct CommandFailure: Error {
    let status: ExitStatus
    /// Empty when there is nothing to say: a closed pipe ends the program silently.
    let message: String

    init(_ status: ExitStatus, _ message: String) {
        self.status = status
        self.message = message
    }

    /// The errors of the modules, translated; `nil` for those of the argument parser.
    init?(_ error: any Error) {
        switch error {
        case let failure as CommandFailure: self = failure
        case let error as CaptureError: self.init(error)
        case let error as HostNetworkError: self.init(error)
        case let error as LinkError: self.init(error)
        case let error as SendingError: self.init(error)
        case let error as CapturingError: self.init(error)
        case let error as ErrorNumber: self.init(.failed, "\(error)")
        case let error as UnknownField: self.init(.usage, error.explanation)
        default: return nil
        }
    }

    /// The system's error about a file.
    init(_ error: ErrorNumber, _ path: String) {
        self.init(error.isPermission ? .notPermitted : .failed, "\(path): \(error)")
    }

    init(_ error: CaptureError) {
        switch error.code {
        case .closedPipe: self.init(.done, "")
        case .notPermitted: self.init(.notPermitted, error.description)
        case let code: self.init(code.isBadData ? .badData : .failed, error.description)
        }
    }

    init(_ error: HostNetworkError) {
        let status: ExitStatus =
            switch error.code {
            case .notPermitted: .notPermitted
            case .notFound, .unreachable: .noAnswer
            default: .failed
            }
        self.init(status, error.description)
    }

    init(_ error: CapturingError) {
        let status: ExitStatus =
            switch error.code {
            case .wrongRequest: .usage
            case .notPermitted: .notPermitted
            case .failed: .failed
            }
        self.init(status, error.message)
    }

    init(_ error: SendingError) {
        switch error.code {
        case .noInterface: self.init(.usage, "\(error) with -i")
        case .ownAddress: self.init(.usage, "\(error) with -i lo")
        case .wrongEdit: self.init(.usage, "--set: \(error)")
        case .wrongCapture: self.init(.badData, error.description)
        case .silentNeighbor, .noFile: self.init(.failed, error.description)
        case .notPermitted: self.init(.notPermitted, error.description)
        default: self.init(.usage, error.description)
        }
    }

    init(_ error: LinkError) {
        switch error.code {
        case .notPermitted:
            let program = System.programPath() ?? "ibuki"
            self.init(
                .notPermitted, "\(error); run it with sudo, or 'sudo setcap cap_net_raw,cap_net_admin+ep \(program)'")
        case .badFilter: self.init(.usage, error.description)
        default: self.init(.failed, error.description)
        }
    }

    /// An error in a text that the user gave, with the place marked under it.
    init(_ error: ForgeError, in text: String) {
        self.init(.usage, Self.mark(error.range, in: text, under: error.message))
    }

    /// The same for a capture filter.
    init(_ error: LinkError, in expression: String) {
        self.init(error)
        guard error.code == .badFilter else { return }
        let message = Self.mark(error.range, in: expression, under: error.message)
        self.init(.usage, message + TypedFilter.displayHint(expression))
    }

    /// The message, the text and a mark below its place.
    private static func mark(_ range: Range<Int>?, in text: String, under message: String) -> String {
        guard let range else { return message }
        let before = String(decoding: Array(text.utf8)[..<min(range.lowerBound, text.utf8.count)], as: UTF8.self)
        return "\(message)\n  \(text)\n  \(String(repeating: " ", count: before.count))"
            + String(repeating: "^", count: max(1, range.count))
    }
}

extension UnknownField {
    fileprivate var explanation: String {
        let near = Spelling.suggestions(for: name, among: Registry.standard.fields.map { $0.name })
        let hint = near.isEmpty ? "'ibuki fields' lists them" : "did you mean \(near.joined(separator: ", "))?"
        return "no field is called '\(name)'; \(hint)"
    }
}
