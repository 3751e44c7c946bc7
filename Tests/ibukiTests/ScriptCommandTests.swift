#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    /// The built program, which needs no device and no privilege for scripts.
    @Suite("ibuki stack --script: the program", .blocking, .enabled(if: BuiltProgram.path != nil, "no built program"))
    struct ScriptCommandTests {
        private static let listen = """
            0  socket(..., SOCK_STREAM, IPPROTO_TCP) = 3
            +0 bind(3, ..., ...) = 0
            +0 listen(3, 1) = 0
            +0 < S 0:0(0) win 32792 <mss 1000>
            +0 > S. 0:0(0) ack 1 <mss 1460>

            """

        private func outcome(
            _ arguments: String, _ scripts: [String: String]
        ) throws -> (lines: [String], status: Int32) {
            let folder = try Folder()
            for (name, text) in scripts {
                try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
            }
            let (output, status) = try BuiltProgram.outcome(
                "cd '\(folder.file("."))' && '\(BuiltProgram.path ?? "")' \(arguments)")
            return (output.split(separator: "\n").map(String.init), status)
        }

        @Test("a line a file, the steps when they are wanted, and the packets in a file")
        func right() throws {
            let (lines, status) = try outcome(
                "stack --script a.pkt b.pkt --verbose --pcapng out.pcapng ; "
                    + "'\(BuiltProgram.path ?? "")' read -nn out.pcapng | wc -l",
                ["a.pkt": Self.listen, "b.pkt": Self.listen])
            #expect(status == 0)
            #expect(lines.filter { $0.hasSuffix(": OK") } == ["a.pkt: OK", "b.pkt: OK"], "\(lines)")
            #expect(lines.contains("0.000000 > S. 0:0(0) ack 1 win 65535 <mss 1460>"))
            #expect(lines.last == "4", "\(lines)")
        }

        @Test("what is not so is said, the others run all the same, and the status is 4")
        func wrong() throws {
            let (lines, status) = try outcome(
                "stack --script a.pkt b.pkt c.pkt",
                ["a.pkt": Self.listen + "+0 > . 1:1(0) ack 1\n", "b.pkt": Self.listen, "c.pkt": "nonsense"])
            #expect(status == 4)
            #expect(lines.contains("b.pkt: OK"))
            #expect(lines.contains { $0.hasPrefix("a.pkt:6: error handling packet: timing error") }, "\(lines)")
            #expect(lines.contains { $0.hasPrefix("c.pkt:1:1: expected a time") }, "\(lines)")
        }

        @Test("as objects; a file that is not there, and what does not go together")
        func others() throws {
            let (lines, status) = try outcome(
                "stack --script a.pkt --json", ["a.pkt": Self.listen + "+0 close(9) = 0\n"])
            #expect(status == 4)
            #expect(lines.first?.hasPrefix(#"{"file":"a.pkt","ok":false,"line":6"#) == true, "\(lines)")
            #expect(try outcome("stack --script none.pkt", [:]).status == 5)
            #expect(try outcome("stack --script a.pkt --tap tap0", [:]).status == 2)
            #expect(try outcome("stack", [:]).status == 2)
        }
    }
#endif
