import CLinux
import Captures
import Glibc
import Packets

/// The few calls to the system that commands need themselves.
enum System {
    static func exit(_ status: ExitStatus) -> Never { Glibc.exit(status.rawValue) }

    static func environment(_ name: String) -> String? {
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }

    static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

    /// A file's octets. read(2)
    static func contents(of path: String) throws(CommandFailure) -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure(path) }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while true {
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(path) }
            if count == 0 { return octets }
            octets += buffer[..<count]
        }
    }

    private static func failure(_ path: String) -> CommandFailure {
        let reason = unsafe String(cString: strerror(errno))
        return CommandFailure(errno == EACCES ? .notPermitted : .failed, "\(path.withVisibleControls): \(reason)")
    }

    /// The local time zone, as TZ and /etc/localtime say; UTC where neither can be read. tzset(3)
    static func localTimeZone() -> TimeZoneTable {
        switch TimeZoneSource(environment: environment("TZ")) {
        case .utc: .utc
        case .rule(let rule): TimeZoneTable(rule: rule)
        case .file(let path):
            (try? contents(of: path)).flatMap { try? TimeZoneTable(tzif: $0) } ?? .utc
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
    static func wallClock() -> Timestamp {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(seconds: Int64(time.tv_sec), nanoseconds: UInt32(time.tv_nsec))
    }

    /// Where the running program's file is. proc_pid_exe(5)
    static func programPath() -> String? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = unsafe buffer.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return 0 }
            return unsafe readlink("/proc/self/exe", start.assumingMemoryBound(to: CChar.self), buffer.count)
        }
        return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
    }

    /// The moment, in nanoseconds of a clock that only goes forward. clock_gettime(2)
    static func nanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

enum Signals {
    /// A write into a closed pipe is to be an error that can be answered, not the end of the process. signal(7)
    static func ignoreBrokenPipe() { _ = signal(SIGPIPE, SIG_IGN) }
}

enum StandardError {
    /// Writes lines. What a terminal would act on in them is made visible: file names, arguments and octets of packets may
    /// hold anything.
    static func print(_ text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        write(lines.map { String($0).withVisibleControls }.joined(separator: "\n") + "\n")
    }

    static func write(_ text: String) {
        var octets = Array(text.utf8)[...]
        while !octets.isEmpty {
            let count = unsafe octets.withUnsafeBytes { unsafe Glibc.write(2, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
    /// Writes a text as it is.
            octets = octets.dropFirst(count)
        }
    }
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
        var done = 0
        while done < octets.count {
            var length = octets.count - done
            if let patience {
                guard patience.wait(for: 1) else {
                    throw CommandFailure(
                        .failed, "standard output: the reader took nothing more; what it had not taken is lost")
                }
                length = min(length, OutputPatience.piece)
            }
            let count = unsafe octets.withUnsafeBytes { unsafe Glibc.write(1, $0.baseAddress! + done, length) }
            if count >= 0 {
                done += count
            } else if errno == EPIPE {
                throw CommandFailure(.done, "")
            } else if errno != EINTR {
                throw CommandFailure(.failed, "standard output: \(unsafe String(cString: strerror(errno)))")
            }
        }
    }
}

extension [UInt8] {
    /// Lends the octets as a span.
    func lend<R, E: Error>(_ body: (RawSpan) throws(E) -> R) throws(E) -> R { unsafe try body(span.bytes) }
}
