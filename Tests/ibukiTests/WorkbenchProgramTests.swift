#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    @Suite(
        "The workbench in a terminal", .blocking, .serialized,
        .enabled(
            if: BuiltProgram.path != nil && PrivateNetwork.has("tmux", "bash"), "needs the built program, tmux and bash"
        ))
    struct WorkbenchProgramTests {
        private static let sample = FileManager.default.currentDirectoryPath + "/Examples/captures/tour.pcapng"

        private func open(_ arguments: String, rows: Int = 24, columns: Int = 80) throws -> Tmux {
            let terminal = try Tmux(rows: rows, columns: columns)
            try terminal.start("\(BuiltProgram.path ?? "") \(arguments)")
            return terminal
        }

        @Test("Alone it opens on the lab, whose packets come", arguments: [(12, 40), (24, 80), (60, 200)])
        func lab(rows: Int, columns: Int) throws {
            let terminal = try open("", rows: rows, columns: columns)
            let shown = try terminal.wait { $0.contains("▶    4") && $0.contains("? all keys") }
            #expect(shown.contains("lab ●"))
            try terminal.type("q")
            try terminal.wait { $0.contains("looked") && $0.contains("ended 0") }
        }

        @Test("A capture is filtered and saved as one that can be read again")
        func saves() throws {
            let folder = try Folder()
            let terminal = try open("-r \(Self.sample)")
            try terminal.wait { $0.contains("141 packets") }
            try terminal.type("/", "dhcp", "Enter")
            try terminal.wait { $0.contains("✓ 4 of 141") }
            try terminal.type("w", folder.file("dhcp.pcapng"), "Enter")
            try terminal.wait { $0.contains("4 packets written") }
            try terminal.type("q")
            try terminal.wait { $0.contains("looked") }
            let lines = try BuiltProgram.run("\(BuiltProgram.path ?? "") read -nn \(folder.file("dhcp.pcapng"))")
            #expect(lines.split(separator: "\n").count == 4 && lines.contains("DHCP Offer 192.0.2.107"))
        }

        enum End: String, CaseIterable, Sendable { case key, controlC, terminate, hangUp, quit }

        @Test("However it ends, in a pop-up too, the terminal is as it was", arguments: End.allCases, [false, true])
        func restores(end: End, inPopup: Bool) throws {
            let terminal = try open("-r \(Self.sample)")
            try terminal.wait { $0.contains("141 packets") }
            #expect(try terminal.flags.hasPrefix("1 1 "))
            if inPopup {
                try terminal.type("?")
                try terminal.wait { $0.contains("next packet") }
            }
            switch end {
            case .key:
                if inPopup {
                    try terminal.type("Escape")
                    try terminal.wait { !$0.contains("next packet") }
                }
                try terminal.type("q")
            case .controlC:
                if inPopup { try terminal.type("C-c") }
                try terminal.type("C-c")
            case .terminate: kill(try terminal.process, SIGTERM)
            case .hangUp: kill(try terminal.process, SIGHUP)
            case .quit: kill(try terminal.process, SIGQUIT)
            }
            try terminal.wait { $0.contains("looked") }
            #expect(try terminal.flags == "0 0 1 1")
            #expect(try terminal.isLineAsBefore)
        }

        @Test("What is copied is in tmux's buffer")
        func copies() throws {
            let terminal = try open("-r \(Self.sample)")
            try terminal.wait { $0.contains("141 packets") }
            try terminal.type("Tab", "j", "l", "j", "y", "v")
            try terminal.wait { $0.contains("copied: 33:33:00:00:00:16") }
            let end = Date(timeIntervalSinceNow: 60)
            while try terminal.run("list-buffers").isEmpty, Date() < end { usleep(20_000) }
            #expect(try terminal.run("show-buffer") == "33:33:00:00:00:16")
        }

        @Test("A pipe is read while keys come from the terminal, and nothing is left behind")
        func pipe() throws {
            let folder = try Folder()
            let terminal = try Tmux()
            try terminal.enter(
                "(cat \(Self.sample); sleep 60) | XDG_CACHE_HOME=\(folder.path) \(BuiltProgram.path ?? "") -r -; echo look''ed"
            )
            try terminal.wait { $0.contains("141 packets") }
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "ibuki").count == 1)
            try terminal.type("G")
            try terminal.wait { $0.contains("▶  141") }
            try terminal.type("q")
            try terminal.wait { _ in try FileManager.default.contentsOfDirectory(atPath: folder.path + "ibuki").isEmpty
            }
        }

        @Test("What is no capture is said on the line, and where there is no terminal that is said")
        func refusals() throws {
            let path = BuiltProgram.path ?? ""
            let (wrong, status) = try BuiltProgram.outcome("\(path) -r /etc/passwd </dev/null")
            #expect(status == 4 && wrong.contains("not a capture"))
            let (missing, missingStatus) = try BuiltProgram.outcome("\(path) -r /nonexistent </dev/null")
            #expect(missingStatus == 5 && missing.contains("/nonexistent"))
            let (none, noStatus) = try BuiltProgram.outcome("setsid -w \(path) -r \(Self.sample) </dev/null")
            #expect(noStatus == 5 && none.contains("there is no terminal"))
        }
    }
#endif
