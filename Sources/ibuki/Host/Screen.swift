import Packets
import SystemCalls

/// What a command shows again and again with `--watch`: on a terminal each time in the place of the last, else below it.
struct Screen: ~Copyable {
    /// How many lines were written last.
    private var lines = 0
    private let isTerminal = System.isTerminal(1)
    let style = TextStyle(System.colorDepth(of: 1))

    /// How wide a line may be; without bound where there is no terminal.
    var width: Int { isTerminal ? Self.size()?.width ?? .max : .max }
    /// How many lines fit on the terminal, one left for the cursor.
    var height: Int { isTerminal ? Self.size().map { max(2, $0.height - 1) } ?? .max : .max }

    /// Shows a text in the place of the last.
    mutating func show(_ text: borrowing TextBuffer) throws(CommandFailure) {
        var output = TextBuffer(capacity: text.count + 16)
        if isTerminal, lines > 0 { output.append("\u{1b}[\(lines)A\u{1b}[J") }
        output.append(contentsOf: text)
        lines = text.bytes.count { $0 == 0x0a }
        try StandardOutput().write(output.bytes)
    }

    /// The terminal's size in characters. `TIOCGWINSZ` of ioctl_tty(2)
    static func size() -> (width: Int, height: Int)? {
        var size = winsize()
        guard unsafe ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
        return (Int(size.ws_col), Int(size.ws_row))
    }

    /// Waits. nanosleep(2)
    static func wait(seconds: Double) {
        var wanted = timespec()
        wanted.tv_sec = Int(seconds)
        wanted.tv_nsec = Int((seconds - Double(Int(seconds))) * 1e9)
        var left = timespec()
        while unsafe nanosleep(&wanted, &left) != 0, errno == EINTR { wanted = left }
    }
}
