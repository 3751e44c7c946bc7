import SystemCalls

/// The terminal of the process: what is switched on in it is switched off again on every way out.
///
/// It never waits for the terminal: a frame that is not taken at once is finished before the next is begun.
public final class TerminalDevice {
    private let descriptor: Descriptor
    private let modes: termios
    private var isEntered = false
    private var frame: [UInt8] = []
    private var written = 0
    /// Whether the mouse speaks to the program, or is the terminal's own for selecting text.
    public private(set) var hasMouse = true

    /// What is switched on, and how it is switched off. (xterm's control sequences, "DECSET"; kitty's keyboard protocol)
    private static let modes: [(on: String, off: String)] = [
        // Another screen, whose cursor is kept; no going on at a line's end.
        ("\u{1b}[?1049h", "\u{1b}[?1049l"), ("\u{1b}[?7l", "\u{1b}[?7h"), ("\u{1b}[?25l", "\u{1b}[?25h"),
        // Pastes and the window's focus are told.
        ("\u{1b}[?2004h", "\u{1b}[?2004l"), ("\u{1b}[?1004h", "\u{1b}[?1004l"),
        // Keys that share a code are told apart, by xterm's way and kitty's.
        ("\u{1b}[>4;1m", "\u{1b}[>4;0m"), ("\u{1b}[>1u", "\u{1b}[<u"),
    ]
    private static let mouse = (on: "\u{1b}[?1002h\u{1b}[?1006h", off: "\u{1b}[?1006l\u{1b}[?1002l")
    /// What it is asked; what every terminal answers is asked last.
    private static let questions = "\u{1b}[?2026$p\u{1b}]11;?\u{1b}\\\u{1b}[?u\u{1b}[c"

    /// Opens it; nothing is switched on yet.
    public init() throws(TerminalError) {
        do throws(ErrorNumber) {
            descriptor = try System.openTerminal()
            modes = try System.terminalModes(descriptor.number)
        } catch {
            throw .noTerminal("there is no terminal: \(error)")
        }
    }

    deinit { leave() }

    /// What poll(2) calls readable when a key was pressed.
    var number: Int32 { descriptor.number }

    /// How large its window is; 24 rows of 80 where it does not say.
    public var size: Size {
        System.terminalSize(number).map { Size(rows: $0.rows, columns: $0.columns) } ?? Size(rows: 24, columns: 80)
    }

    /// Takes the terminal: its other screen, its keys, its mouse.
    public func enter() throws(TerminalError) {
        guard !isEntered else { return }
        do throws(ErrorNumber) {
            try System.makeRaw(number, from: modes)
        } catch {
            throw .failed("the terminal's line cannot be set: \(error)")
        }
        isEntered = true
        let off = "\u{1b}[?2026l\u{1b}[0m" + Self.mouse.off + Self.modes.reversed().map(\.off).joined()
        TerminalRestoration.arm(number, modes: modes, octets: Array(off.utf8))
        // Whatever of a frame was not taken is not of this.
        frame = Array((Self.modes.map(\.on).joined() + (hasMouse ? Self.mouse.on : "") + Self.questions).utf8)
        written = 0
        flush()
    }

    /// Gives it back as it was.
    public func leave() {
        guard isEntered else { return }
        isEntered = false
        (frame, written) = ([], 0)
        TerminalRestoration.restore()
    }

    /// Lets the mouse speak to the program, or gives it to the terminal.
    public func setMouse(_ isOurs: Bool) {
        hasMouse = isOurs
        append(isOurs ? Self.mouse.on : Self.mouse.off)
    }

    /// How many octets of text a clipboard is given: more in one sequence xterm and tmux do not take.
    public static let mostCopied = 74_994

    /// Puts text on the clipboard of whoever sits before the terminal, as much as it is given. (xterm's OSC 52)
    public func copy(_ text: String) { append(Self.copying(text)) }

    /// What makes a terminal take text to its clipboard; a text that is too long ends with a whole scalar.
    static func copying(_ text: String) -> String {
        var octets = text.utf8.prefix(mostCopied)
        while octets.endIndex < text.utf8.endIndex, text.utf8[octets.endIndex] & 0xc0 == 0x80 { octets.removeLast() }
        return "\u{1b}]52;c;\(base64(octets))\u{1b}\\"
    }

    /// Whether it has still to take some of the last frame.
    public var isBusy: Bool { written < frame.count }

    /// Sends a frame, of which it takes at once what it takes.
    func send(_ octets: [UInt8]) {
        frame = octets
        written = 0
        flush()
    }

    private func append(_ text: String) {
        guard isEntered else { return }
        frame += text.utf8
        flush()
    }

    /// Goes on with what it has not taken.
    func flush() {
        while written < frame.count {
            guard let count = try? System.writeNow(number, frame[written...]) else {
                // The terminal is gone, which its signal or the next read says.
                written = frame.count
                return
            }
            if count == 0 { return }
            written += count
        }
        (frame, written) = ([], 0)
    }

    /// What has come from it; `nil` when it is gone.
    func read() -> [UInt8]? { (try? System.readNow(number, most: 1 << 16)) ?? nil }
}

/// RFC 4648 4.
private func base64(_ octets: some Collection<UInt8>) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    var text: [UInt8] = []
    text.reserveCapacity((octets.count + 2) / 3 * 4)
    var rest = octets[...]
    while !rest.isEmpty {
        let group = Array(rest.prefix(3))
        rest = rest.dropFirst(3)
        let bits = (0..<3).reduce(0) { $0 << 8 | ($1 < group.count ? Int(group[$1]) : 0) }
        for place in 0..<4 {
            text.append(place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
        }
    }
    return String(decoding: text, as: UTF8.self)
}
