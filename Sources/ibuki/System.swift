import Captures
import Capturing
import Links
import Packets
import SystemCalls

/// What commands alone ask of the system.
extension System {
    static func exit(_ status: ExitStatus) -> Never { exit(status: status.rawValue) }

    /// Whether there is something that is no directory. stat(2)
    static func isFile(_ path: String) -> Bool {
        guard let kind = try? kind(of: path) else { return false }
        return kind != .directory
    }

    /// The local time zone, as TZ and /etc/localtime say; UTC where neither can be read. tzset(3)
    static func localTimeZone() -> TimeZoneTable {
        switch TimeZoneSource(environment: environment("TZ")) {
        case .utc: .utc
        case .rule(let rule): TimeZoneTable(rule: rule)
        case .file(let path):
            (try? octets(of: path, upTo: 1 << 20))?.flatMap { try? TimeZoneTable(tzif: $0) } ?? .utc
        }
    }

    /// How many colours the terminal behind a descriptor has; none in a pipe, or where `NO_COLOR` is set.
    static func colorDepth(of descriptor: Int32) -> ColorDepth {
        guard isTerminal(descriptor), (environment("NO_COLOR") ?? "").isEmpty else { return .none }
        let terminal = environment("TERM") ?? ""
        if terminal == "dumb" || terminal.isEmpty { return .none }
        let color = environment("COLORTERM") ?? ""
        if color == "truecolor" || color == "24bit" { return .trueColor }
        return terminal.contains("256color") ? .palette : .sixteen
    }

    /// The time of day. clock_gettime(2)
    static func wallClock() -> Timestamp { .now }
}

enum StandardError {
    /// Writes lines. What a terminal would act on in them is made visible: file names, arguments and octets of packets may
    /// hold anything.
    static func print(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        write(lines.map { String($0).withVisibleControls }.joined(separator: "\n") + "\n")
    }

    /// Writes a text as it is. Where nobody takes it there is nobody to tell.
    static func write(_ text: String) { try? System.write(2, all: Array(text.utf8)) }
}

/// Standard output, written in big pieces.
struct StandardOutput: ~Copyable {
    /// How long its reader is waited for; as long as it takes when `nil`.
    var patience: OutputPatience?
    /// How many octets gather before they are written.
    static let threshold = 1 << 16

    /// Writes the text and drops it from the buffer, if there is enough of it.
    func drain(_ text: borrowing TextBuffer, always: Bool = false) throws(CommandFailure) -> Bool {
        guard always || text.count >= Self.threshold else { return false }
        try write(text.bytes)
        return true
    }

    func write(_ octets: [UInt8]) throws(CommandFailure) {
        guard !Interruption.hasGivenUp else { throw Self.stuckReader }
        var done = 0
        // When the reader was seen to take nothing.
        var stuck: UInt64?
        while done < octets.count {
            var length = octets.count - done
            if let patience {
                guard patience.wait(for: 1) else { throw Self.stuckReader }
                length = min(length, OutputPatience.piece)
            }
            let count = unsafe octets.withUnsafeBytes { unsafe SystemCalls.write(1, $0.baseAddress! + done, length) }
            if count >= 0 {
                done += count
                stuck = nil
            } else if errno == EPIPE {
                throw CommandFailure(.done, "")
            } else if errno != EINTR {
                throw CommandFailure(.failed, "standard output: \(ErrorNumber.last)")
            } else if !Interruption.allowsWait(since: &stuck) {
                throw Self.stuckReader
            }
        }
    }

    private static var stuckReader: CommandFailure {
        CommandFailure(.failed, "standard output: the reader took nothing more; what it had not taken is lost")
    }
}
