#if os(Linux)
    import Foundation
    import Glibc
    import PrivateNetwork
    import Testing

    /// `ibuki read` of what others are still writing, and what signals leave of it.
    @Suite(
        "Reading what is still written", .blocking, .enabled(if: BuiltProgram.path != nil, "needs the built program"))
    struct LiveReadTests {
        static let program = BuiltProgram.path ?? ""

        /// The forms that packets are shown in, and what is there once for each packet.
        static let forms = [
            ("", "UDP, length 5"), ("-V", "User Datagram Protocol"), ("-T json", "\"udp.srcport\""),
            ("-T ek", "\"index\""), ("-T pdml", "<packet>"), ("-T fields -e ip.dst", "10.0.0.1"),
        ]

        /// The octets of a capture of so many packets.
        static func capture(_ count: Int, in folder: borrowing Folder) throws -> [UInt8] {
            let path = folder.file("made.pcapng")
            _ = try BuiltProgram.run(
                "\(program) craft \"eth/ip(dst=10.0.0.1)/udp(srcport=9,dstport=20000..\(19999 + count))/'hello'\" -w \(path)"
            )
            return Array(try Data(contentsOf: URL(filePath: path)))
        }

        /// Starts the program with what is written to the descriptor that is given as standard input.
        static func start(_ arguments: String, in folder: borrowing Folder) throws -> (RunningProgram, Int32) {
            let pipe = folder.file("pipe")
            _ = unsafe mkfifo(pipe, 0o600)
            let reading = try RunningProgram("/bin/sh", ["-c", "exec \(program) read \(arguments) <\(pipe)"])
            let descriptor = unsafe open(pipe, O_WRONLY)
            return (reading, descriptor)
        }

        static func send(_ octets: some Sequence<UInt8>, to descriptor: Int32) {
            let octets = Array(octets)
            let count = unsafe write(descriptor, octets, octets.count)
            #expect(count == octets.count)
        }

        static func count(_ word: String, in text: String) -> Int { text.components(separatedBy: word).count - 1 }

        /// Waits until something holds.
        static func wait(_ what: String, _ isTrue: () -> Bool) throws {
            let end = ContinuousClock.now + .seconds(60)
            while !isTrue() {
                try #require(ContinuousClock.now < end, "\(what)")
                usleep(5000)
            }
        }

        /// Waits until a program has begun to hear signals and waits for something: proc_pid_status(5)
        static func waitUntilAsleep(_ program: RunningProgram) throws {
            var seen = 0
            try wait("the program sleeps") {
                let path = "/proc/\(program.processIdentifier)/status"
                let lines = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").split(separator: "\n")
                let caught = lines.first { $0.hasPrefix("SigCgt:") }.flatMap { UInt64($0.suffix(16), radix: 16) } ?? 0
                let isAsleep = lines.contains { $0.hasPrefix("State:") && $0.contains("S") }
                seen = caught >> UInt64(SIGALRM - 1) & 1 == 1 && isAsleep ? seen + 1 : 0
                return seen >= 20
            }
        }

        @Test(
            "what a pipe has brought is shown while nothing more comes, in every form", arguments: forms,
            [SIGINT, SIGTERM])
        func idle(form: (arguments: String, sign: String), signal: Int32) throws {
            let folder = try Folder()
            let octets = try Self.capture(7, in: folder)
            let (reading, pipe) = try Self.start("- \(form.arguments)", in: folder)
            // The last packet is not there yet as a whole.
            Self.send(octets.dropLast(10), to: pipe)
            try Self.wait("six packets") { Self.count(form.sign, in: reading.printed) == 6 }
            Self.send(octets.suffix(10), to: pipe)
            try Self.wait("seven packets") { Self.count(form.sign, in: reading.printed) == 7 }
            reading.signal(signal)
            let text = try reading.finish()
            if form.arguments == "-T json" {
                #expect((try JSONSerialization.jsonObject(with: Data(text.utf8))) is [Any])
            }
            if form.arguments == "-T pdml" { #expect(text.hasSuffix("</pdml>\n")) }
            #expect(reading.complaints.isEmpty)
            close(pipe)
        }

        @Test(
            "what a pipe has brought is in the file while nothing more comes",
            arguments: ["-F pcapng", "-F pcap", "-U"])
        func idleFile(arguments: String) throws {
            let folder = try Folder()
            let octets = try Self.capture(7, in: folder)
            let copy = folder.file("copy")
            let (reading, pipe) = try Self.start("- -w \(copy) \(arguments)", in: folder)
            Self.send(octets.dropLast(10), to: pipe)
            try Self.wait("six packets") {
                (try? BuiltProgram.run("\(Self.program) read --count \(copy)")) == "6\n"
            }
            reading.signal(SIGTERM)
            _ = try reading.finish()
            #expect(try BuiltProgram.run("\(Self.program) read --count \(copy)") == "6\n")
            close(pipe)
        }

        @Test("a file that is followed is shown as it grows, and a signal ends that with status 0", arguments: forms)
        func follow(form: (arguments: String, sign: String)) throws {
            let folder = try Folder()
            let octets = try Self.capture(7, in: folder)
            let path = folder.file("growing.pcapng")
            let descriptor = unsafe open(path, O_WRONLY | O_CREAT, 0o600)
            Self.send(octets.dropLast(50), to: descriptor)
            let reading = try RunningProgram(
                Self.program, ["read", "--follow", path] + form.arguments.split(separator: " ").map(String.init))
            try Self.wait("six packets") { Self.count(form.sign, in: reading.printed) == 6 }
            Self.send(octets.suffix(50), to: descriptor)
            try Self.wait("seven packets") { Self.count(form.sign, in: reading.printed) == 7 }
            reading.signal(SIGINT)
            _ = try reading.finish()
            close(descriptor)
        }

        @Test("a signal before there is a packet, or anything, ends quietly", arguments: [0, 10, 30])
        func nothing(count: Int) throws {
            let folder = try Folder()
            let octets = try Self.capture(1, in: folder)
            let (reading, pipe) = try Self.start("-", in: folder)
            Self.send(octets.prefix(count), to: pipe)
            try Self.waitUntilAsleep(reading)
            reading.signal(SIGTERM)
            #expect(try reading.finish().isEmpty && reading.complaints.isEmpty)
            close(pipe)
        }

        @Test("a pipe and a file are merged, and what is in order is shown before the pipe goes on")
        func merged() throws {
            let folder = try Folder()
            let octets = try Self.capture(3, in: folder)
            let (reading, pipe) = try Self.start("- \(folder.file("made.pcapng")) -t e", in: folder)
            Self.send(octets.dropLast(10), to: pipe)
            // All are of one time, so that the pipe's come first: the file's wait for its third.
            try Self.wait("lines") { Self.count("UDP", in: reading.printed) == 2 }
            Self.send(octets.suffix(10), to: pipe)
            close(pipe)
            #expect(Self.count("UDP", in: try reading.finish()) == 6)
        }

        /// Starts reading a capture whose lines fill the pipe that they go to, with a reader of it that waits.
        private static func startStuck(
            _ folder: borrowing Folder
        ) throws -> (
            RunningProgram, RunningProgram
        ) {
            _ = try capture(20_000, in: folder)
            let pipe = folder.file("pipe")
            _ = unsafe mkfifo(pipe, 0o600)
            let reader = try RunningProgram(
                "/bin/sh",
                ["-c", "exec 3<\(pipe); until [ -e \(folder.file("go")) ]; do sleep 0.1; done; exec cat <&3"])
            let program = try RunningProgram(
                "/bin/sh", ["-c", "exec \(program) read \(folder.file("made.pcapng")) >\(pipe)"])
            try waitUntilAsleep(program)
            return (program, reader)
        }

        @Test(
            "a signal while a file is read lets what was read be shown, and ends the program as signals do (signal(7))")
        func interrupted() throws {
            let folder = try Folder()
            let (program, reader) = try Self.startStuck(folder)
            program.signal(SIGINT)
            try Data().write(to: URL(filePath: folder.file("go")))
            #expect(program.wait() == 128 + SIGINT)
            let lines = try reader.finish().split(separator: "\n")
            #expect(lines.count > 500 && lines.count < 20_000)
            #expect(lines.allSatisfy { $0.hasSuffix("UDP, length 5") })
        }

        @Test("a reader of the output that takes nothing is waited for some seconds after a signal, or until the next")
        func stuck() throws {
            let folder = try Folder()
            let (program, reader) = try Self.startStuck(folder)
            program.signal(SIGTERM)
            try program.waitFor("another signal ends it")
            #expect(program.wait() == 5)
            #expect(program.complaints.contains("the reader took nothing more"))
            let again = try RunningProgram(
                "/bin/sh", ["-c", "exec \(Self.program) read \(folder.file("made.pcapng")) >\(folder.file("pipe"))"])
            try Self.waitUntilAsleep(again)
            again.signal(SIGTERM)
            usleep(200_000)
            #expect(again.isRunning)
            again.signal(SIGTERM)
            #expect(again.wait() == 128 + SIGTERM)
            reader.signal(SIGKILL)
        }
    }
#endif
