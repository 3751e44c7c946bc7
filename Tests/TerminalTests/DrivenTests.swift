import Foundation
import PrivateNetwork
import Testing

/// The program with every widget, beside the tests.
private let exercise: String? = {
    let folder = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let path = folder.appending(path: "TerminalExercise").path
    return FileManager.default.isExecutableFile(atPath: path) ? path : nil
}()

@Suite(
    "Terminal: a program in tmux", .blocking, .serialized,
    .enabled(
        if: PrivateNetwork.has("tmux", "bash") && exercise != nil,
        "tmux, bash or TerminalExercise is not there"))
struct DrivenTests {
    private static func started(_ terminal: Tmux) throws {
        try terminal.start(exercise ?? "")
        try terminal.wait { $0.contains("quit") && $0.contains("row 0") }
    }

    enum End: String, CaseIterable, Sendable { case key, controlC, terminate, hangUp, quit, trap }

    @Test("however it ends, in a pop-up too, the terminal is as it was", arguments: End.allCases, [false, true])
    func restores(end: End, inPopup: Bool) throws {
        let terminal = try Tmux()
        try Self.started(terminal)
        #expect(try terminal.flags.hasPrefix("1 1 "))
        if inPopup {
            try terminal.type("m")
            try terminal.wait { $0.contains("other") }
        }
        switch end {
        case .key: try terminal.type("Q")
        case .controlC:
            if inPopup { try terminal.type("C-c") }
            try terminal.type("C-c")
        case .terminate: kill(try terminal.process, SIGTERM)
        case .hangUp: kill(try terminal.process, SIGHUP)
        case .quit: kill(try terminal.process, SIGQUIT)
        case .trap: try terminal.type("!")
        }
        let shown = try terminal.wait { $0.contains("looked") }
        #expect(shown.contains(end == .trap ? "ended 13" : "ended 0"))
        #expect(try terminal.flags == "0 0 1 1")
        #expect(try terminal.isLineAsBefore)
    }

    @Test("an error that is thrown gives the terminal back too")
    func throwing() throws {
        let terminal = try Tmux()
        try terminal.start("\(exercise ?? "") --throw")
        let shown = try terminal.wait { $0.contains("looked") }
        #expect(shown.contains("Thrown()") && shown.contains("ended 1"))
        #expect(try terminal.flags == "0 0 1 1")
        #expect(try terminal.isLineAsBefore)
    }

    @Test("suspended it gives the terminal back, and continued in another size it draws in that")
    func suspends() throws {
        let terminal = try Tmux()
        try Self.started(terminal)
        try terminal.wait { $0.contains("80x24") }
        try terminal.type("C-z")
        try terminal.wait { $0.contains("looked") }
        #expect(try terminal.flags == "0 0 1 1")
        #expect(try terminal.isLineAsBefore)
        try terminal.run("resize-window", "-x", "60", "-y", "20")
        try terminal.enter("fg")
        try terminal.wait { $0.contains("60x20") && $0.contains("row 0") }
        #expect(try terminal.flags.hasPrefix("1 1 "))
        try terminal.run("resize-window", "-x", "100", "-y", "30")
        try terminal.wait { $0.contains("100x30") }
        try terminal.type("Q")
        try terminal.wait { $0.contains("ready>") }
        #expect(try terminal.flags == "0 0 1 1")
    }

    @Test("an escape and what follows it a little later are one key; alone it is the key")
    func escapes() throws {
        let terminal = try Tmux()
        try Self.started(terminal)
        try terminal.type("m", "Escape")
        try terminal.wait { $0.contains("key Esc") && !$0.contains("other") }
        try terminal.run("send-keys", "-H", "1b", ";", "send-keys", "-l", "[A")
        try terminal.wait { $0.contains("key Up") }
    }

    @Test("hostile text in every widget does not act on the terminal")
    func hostile() throws {
        let terminal = try Tmux()
        try Self.started(terminal)
        let title = try terminal.run("display-message", "-p", "#{pane_title}")
        for key in ["Tab", "Enter", "m", "C-c", "2", "Down", "Enter", "C-c", "3", "m", "C-c", "1"] {
            try terminal.type(key)
            try terminal.wait { $0.contains("quit") && $0.contains("80x24") }
        }
        try terminal.wait { $0.contains("key 1") && $0.contains("␛]52;c;aG9zdGlsZQ==␇␛]0;hostile␇␛[2J�2J�␉") }
        #expect(try terminal.run("display-message", "-p", "#{pane_title}") == title)
        #expect(try terminal.run("list-buffers") == "")
    }

    @Test("what a drag selects is copied by one key, without borders, and the mouse can be given back (OSC 52)")
    func copies() throws {
        let terminal = try Tmux()
        try Self.started(terminal)
        // A press on the first of the octets and a drag past their left border, a row below. (xterm, "SGR (1006)")
        try terminal.run("send-keys", "-l", "\u{1b}[<0;41;13M\u{1b}[<32;30;14M\u{1b}[<0;30;14m")
        try terminal.type("y")
        let end = Date(timeIntervalSinceNow: 60)
        while try terminal.run("list-buffers").isEmpty, Date() < end { usleep(20_000) }
        #expect(try terminal.run("show-buffer") == "0000  00 01 02 03 04 05 06 07  ........\n0")
        try terminal.type("C-o")
        try terminal.wait { _ in try terminal.flags.hasPrefix("1 0 ") }
        try terminal.type("C-o")
        try terminal.wait { _ in try terminal.flags.hasPrefix("1 1 ") }
    }

    @Test(
        "a terminal that answers nothing gets its first frame",
        .enabled(if: PrivateNetwork.has("script"), "script is not there"))
    func silent() throws {
        let program = try RunningProgram(
            "script",
            ["-qfc", "stty rows 24 cols 80; TERM=xterm LC_ALL=C.UTF-8 exec \(exercise ?? "")", "/dev/null"])
        try program.waitFor("row 0", seconds: 60)
    }
}
