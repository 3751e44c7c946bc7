import Foundation

/// A terminal that a test drives: a shell in a tmux of its own. tmux(1)
public final class Tmux {
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    private let folder: String
    private var socket: String { folder + "/socket" }
    public init(rows: Int = 24, columns: Int = 80) throws {
        folder = NSTemporaryDirectory() + "ibuki-tmux-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let settings =
            "set -g default-terminal screen-256color\nset -g remain-on-exit on\nset -s set-clipboard on\nset -s escape-time 0\n"
        try settings.write(toFile: folder + "/settings", atomically: true, encoding: .utf8)
        try run(
            "-f", folder + "/settings", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)",
            "env LC_ALL=C.UTF-8 SWIFT_BACKTRACE=enable=no PS1='ready> ' bash --norc --noprofile -i")
        try wait { $0.contains("ready>") }
    }

    deinit {
        _ = try? run("kill-server")
        try? FileManager.default.removeItem(atPath: folder)
    }

    @discardableResult
    public func run(_ arguments: String...) throws -> String {
        let program = try RunningProgram("tmux", ["-u", "-S", socket] + arguments)
        let status = program.wait()
        guard status == 0 else { throw Failure(description: "tmux \(arguments): \(program.complaints)") }
        return program.printed
    }

    public func type(_ keys: String...) throws {
        for key in keys { try run("send-keys", key) }
    }

    /// Has the shell do something.
    public func enter(_ line: String) throws {
        try run("send-keys", "-l", line)
        try run("send-keys", "Enter")
    }

    public var text: String { get throws { try run("capture-pane", "-p") } }

    /// What is switched on in the terminal: another screen, the mouse, the cursor, going on at a line's end.
    public var flags: String {
        get throws {
            try run("display-message", "-p", "#{alternate_on} #{mouse_any_flag} #{cursor_flag} #{wrap_flag}")
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// Waits until the screen is so; however slow the machine is.
    @discardableResult
    public func wait(until isSo: (String) throws -> Bool) throws -> String {
        let end = Date(timeIntervalSinceNow: 60)
        while true {
            let shown = try text
            if try isSo(shown) { return shown }
            guard Date() < end else { throw Failure(description: "the screen stayed as it is: \(shown)") }
            usleep(20_000)
        }
    }

    /// Starts a program, between two looks at how the line is set; then the shell writes `ended`, its status and `looked`.
    public func start(_ command: String) throws {
        try enter(
            "clear; stty -a >\(folder)/before; \(command) & echo $! >\(folder)/number; fg >/dev/null; "
                + "echo \"ended $?\"; stty -a >\(folder)/after; echo look''ed")
    }

    /// The number of the program's process.
    public var process: Int32 {
        get throws {
            let text = try String(contentsOfFile: folder + "/number", encoding: .utf8)
            return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
        }
    }

    /// Whether the line is set as before the program.
    public var isLineAsBefore: Bool {
        get throws {
            let (before, after) = (
                try String(contentsOfFile: folder + "/before", encoding: .utf8),
                try String(contentsOfFile: folder + "/after", encoding: .utf8)
            )
            return !before.isEmpty && before == after
        }
    }
}
