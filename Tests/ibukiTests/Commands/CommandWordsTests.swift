#if os(Linux)
    import Foundation
    import PrivateNetwork
    import Testing

    @testable import ibuki

    /// What people type who know other tools.
    @Suite("Words of a command line")
    struct CommandWordsTests {
        private static func understood(_ words: String) throws -> String {
            try CommandWords.understood(words.split(separator: " ").map(String.init)).joined(separator: " ")
        }

        @Test("tcpdump's -e, which takes nothing, is --link; tshark's takes a field")
        func linkHeaders() throws {
            for (typed, meant) in [
                ("capture -i lo -e", "capture -i lo --link"), ("capture -e -i lo", "capture --link -i lo"),
                ("capture -i lo -e tcp port 80", "capture -i lo --link tcp port 80"),
                ("capture -nne -i lo", "capture -nn --link -i lo"), ("read -en x.pcap", "read -n --link x.pcap"),
                ("read -e x.pcap", "read --link x.pcap"), ("x.pcap -e", "read x.pcap --link"),
                ("read -T fields -e ip.src x.pcap", "read -T fields -e ip.src x.pcap"),
                ("read -e ip.src -T fields x.pcap", "read -e ip.src -T fields x.pcap"),
                ("read -e ip.src x.pcap", "read -e ip.src x.pcap"),
                ("read -T fields -e tcp x", "read -T fields -e tcp x"),
                ("capture -ilo -ve", "capture -ilo -ve"), ("sockets -e", "sockets -e"),
                ("capture -i lo -- -e", "capture -i lo -- -e"),
            ] {
                #expect(try Self.understood(typed) == meant)
            }
        }

        @Test("a file in the place of a command is read; a command goes before a file of its name")
        func files() throws {
            let folder = try Folder()
            try Data().write(to: URL(filePath: folder.file("plain")))
            #expect(try Self.understood(folder.file("plain")) == "read " + folder.file("plain"))
            #expect(try Self.understood("web.pcapng -c 1") == "read web.pcapng -c 1")
            #expect(try Self.understood("-") == "read -")
            #expect(try Self.understood("read") == "read")
            #expect(try Self.understood("--version") == "--version")
        }

        @Test("a command that does not exist is told with those that may be meant")
        func unknown() {
            for (typed, message) in [
                ("captrue -i lo", "ibuki has no command 'captrue'; did you mean 'ibuki capture'?"),
                ("sniff", "ibuki has no command 'sniff'; did you mean 'ibuki capture'?"),
                ("help sniff", "ibuki has no command 'sniff'; did you mean 'ibuki capture'?"),
                ("help qqqqqqq", "ibuki has no command 'qqqqqqq'; 'ibuki --help' lists them"),
                ("serve htpt", "ibuki serve has no command 'htpt'; did you mean 'ibuki serve http'?"),
                ("help serve htpt", "ibuki serve has no command 'htpt'; did you mean 'ibuki serve http'?"),
            ] {
                do {
                    Issue.record("\(try Self.understood(typed))")
                } catch {
                    #expect((error as? CommandFailure)?.message == message)
                    #expect((error as? CommandFailure)?.status == .usage)
                }
            }
        }
    }

    /// The same with the program.
    @Suite(
        "Words of a command line: the program", .blocking,
        .enabled(if: BuiltProgram.isPossible, "\(BuiltProgram.reason)"))
    struct CommandWordsProgramTests {
        private static let program = BuiltProgram.path ?? ""

        @Test("help for a command that does not exist is a usage error, and for one that does is its help")
        func help() throws {
            #expect(try BuiltProgram.outcome("\(Self.program) help sniff").status == 2)
            let read = try BuiltProgram.outcome("\(Self.program) help read")
            #expect(read.status == 0 && read.output.contains("USAGE: ibuki read"))
        }

        @Test(
            "help that cannot be written is one message and status 5",
            arguments: ["--help", "read --help", "--version"])
        func full(arguments: String) throws {
            let (output, status) = try BuiltProgram.outcome("\(Self.program) \(arguments) >/dev/full")
            #expect(status == 5)
            #expect(output == "ibuki: standard output: No space left on device\n")
        }

        @Test("what a terminal would act on in a file's name is made visible in every message")
        func controls() throws {
            for arguments in [
                "read", "read --follow", "read -w", "capture -i lo -w", "craft tcp -w", "replay -i lo", "send -i lo -r",
                "craft file:", "", "sniff", "explain", "fields", "routes", "interfaces", "sockets", "read -Y",
                "capture --user", "read -T", "read --",
            ] {
                let name = "no\u{1b}[31m/such\nfile\u{7f}"
                let argument = arguments.hasSuffix(":") ? arguments + name : arguments + " \"$NAME\""
                let (output, _) = try BuiltProgram.outcome(
                    "NAME=\"$(printf 'no\\033[31m/such\\nfile\\177')\"; unshare -rn \(Self.program) "
                        + argument.replacingOccurrences(of: name, with: "\"$NAME\""))
                #expect(!output.contains("\u{1b}") && !output.contains("\u{7f}"), "\(arguments): \(output)")
            }
        }

        @Test("without -i a capture says which interface it takes, and why")
        func chosen() throws {
            let (output, status) = try BuiltProgram.inWorld("capture --duration 0.2")
            #expect(status == 0)
            #expect(
                output.contains(
                    "ibuki: without -i it is v0: the first of 2 that are up; 'ibuki capture -D' lists all\n")
                    || output.contains("ibuki: without -i it is v1: the first of 2 that are up"), "\(output)")
        }

        @Test("lines of any begin with their interface's name; ask takes -c; interfaces takes -a")
        func names() throws {
            let (lines, _) = try BuiltProgram.inWorld(
                "capture -i any -c 2 icmp & sleep 1; \(Self.program) ask -c 1 \"ip(dst=127.0.0.1)/icmp\" -i lo; wait")
            #expect(lines.contains(" lo    IP 127.0.0.1 > 127.0.0.1: ICMP echo request"), "\(lines)")
            #expect(try BuiltProgram.inWorld("interfaces -a --brief").output.split(separator: "\n").count == 4)
        }

        @Test("send -r takes a display filter")
        func filteredSending() throws {
            let (output, status) = try BuiltProgram.inWorld(
                "--version >/dev/null; \(Self.program) "
                    + "craft \"eth/ip(dst=10.9.0.9)/udp(dstport=1..9)\" -w - | \(Self.program) send -r - -i v0 "
                    + "-Y \"udp.dstport > 6\"")
            #expect(status == 0 && output.contains("3 packets"), "\(output)")
            #expect(try BuiltProgram.outcome("\(Self.program) send ip/udp -Y udp").status == 2)
        }

        @Test("fields takes a beginning of names")
        func prefixes() throws {
            func names(_ word: String) throws -> [Substring] {
                try BuiltProgram.run("\(Self.program) fields \(word)").split(separator: "\n").map {
                    $0.prefix { $0 != " " }
                }
            }
            #expect(try names("dns.qry").contains("dns.qry.name"))
            #expect(try names("dns.qry").allSatisfy { $0.hasPrefix("dns.qry.") })
            #expect(try names("dns.q").contains("dns.qry.name"))
            #expect(try names("dns").count > names("dns.qry").count)
            #expect(try names("sock.tcp").contains("sock.tcp.rtt"))
            let wrong = try BuiltProgram.outcome("\(Self.program) fields dns.qyr.name")
            #expect(wrong.status == 2 && wrong.output.contains("did you mean dns.qry.name"))
        }
    }
#endif
