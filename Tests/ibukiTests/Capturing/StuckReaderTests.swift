#if os(Linux)
    import Foundation
    import Links
    import PrivateNetwork
    import Testing

    /// Captures whose output is read late, or not at all.
    @Suite(
        "Capture: slow readers", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil, "\(CaptureCommand.refusal ?? "")"))
    struct StuckReaderTests {
        /// Starts a capture into a pipe whose reader only begins after `seconds`, and fills the pipe.
        private static func start(
            _ network: borrowing PrivateNetwork, _ folder: Folder, _ options: String, seconds: Double,
            frames: Int = 2000
        ) throws -> (capture: RunningProgram, reader: RunningProgram) {
            try network.shell("mkfifo \(folder.file("pipe"))")
            let reader = try network.start(
                "/bin/sh",
                ["-c", "exec 3<\(folder.file("pipe")); sleep \(seconds); exec cat <&3 >\(folder.file("read"))"])
            let capture = try network.start(
                "/bin/sh", ["-c", "exec \(CaptureCommand.path) capture -i b0 \(options) >\(folder.file("pipe"))"])
            try capture.waitFor("listening on")
            let sender = try PacketSocketLink("a0", options: .sending)
            for _ in 0..<frames / 100 { try sender.send((0..<100).map { tcpFrame($0, payload: 200) }) }
            usleep(300_000)
            return (capture, reader)
        }

        @Test(
            "a reader that reads nothing does not keep two signals from ending the capture, and the counts are told",
            arguments: ["-l", "-w -", "-V"], [SIGINT, SIGTERM])
        func stuck(options: String, signal: Int32) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let (capture, reader) = try Self.start(network, folder, options, seconds: 60)
                capture.signal(signal)
                usleep(300_000)
                #expect(capture.isRunning, "it waits for the reader: \(capture.complaints)")
                let before = ContinuousClock.now
                capture.signal(signal)
                #expect(capture.wait() == 5)
                #expect(ContinuousClock.now - before < .seconds(3))
                #expect(capture.complaints.contains("the reader took nothing more"))
                #expect(capture.complaints.contains("2000 packets received by filter"))
                reader.signal(SIGKILL)
            }
        }

        @Test("one signal waits some seconds for a reader, and no longer")
        func patience() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let (capture, reader) = try Self.start(network, folder, "-l", seconds: 60)
                let before = ContinuousClock.now
                capture.signal(SIGTERM)
                try capture.waitFor("another signal ends it")
                #expect(capture.wait() == 5)
                #expect((4..<9).contains((ContinuousClock.now - before) / .seconds(1)))
                reader.signal(SIGKILL)
            }
        }

        @Test("what a slow reader reads after the signal is whole", arguments: ["-w -", "-l"])
        func slow(options: String) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let (capture, reader) = try Self.start(network, folder, options, seconds: 2)
                #expect(try CaptureCommand.stop(capture) == [2000, 2000, 0])
                _ = try reader.finish()
                if options == "-l" {
                    let text = try String(contentsOfFile: folder.file("read"), encoding: .utf8)
                    #expect(text.split(separator: "\n").count == 2000)
                } else {
                    #expect(try FileFrame.all(folder.file("read")).count == 2000)
                }
            }
        }

        @Test(
            "a named pipe that nobody opens does not keep a signal from ending the capture",
            arguments: [SIGINT, SIGTERM])
        func unopened(signal: Int32) throws {
            try PrivateNetwork.run { network in
                let folder = try Folder()
                try network.shell("mkfifo \(folder.file("pipe"))")
                let capture = try network.start(
                    CaptureCommand.path, ["capture", "-i", "lo", "-w", folder.file("pipe")])
                usleep(1_500_000)
                #expect(capture.isRunning && capture.complaints.isEmpty)
                capture.signal(signal)
                #expect(capture.wait() == 128 + signal)
                #expect(folder.names == ["pipe"])
            }
        }

        @Test("SIGUSR1 is answered while the reader reads nothing", arguments: ["-l", "-w -"])
        func report(options: String) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let (capture, reader) = try Self.start(network, folder, options, seconds: 60)
                capture.signal(SIGUSR1)
                try capture.waitFor(
                    "ibuki: waiting for the reader of the output; 2000 received by filter, 0 dropped by kernel")
                capture.signal(SIGKILL)
                reader.signal(SIGKILL)
            }
        }

        @Test("what is lost while the reader of lines does not read is counted, and told on SIGUSR1")
        func counted() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let (capture, reader) = try Self.start(network, folder, "-l -B 512", seconds: 2, frames: 20_000)
                capture.signal(SIGUSR1)
                try capture.waitFor("20000 received by filter")
                let counts = try CaptureCommand.stop(capture)
                #expect(counts.count >= 3 && counts[counts.count - 3] + counts[counts.count - 1] == 20_000)
                #expect(counts[counts.count - 1] > 5000)
                _ = try reader.finish()
                let text = try String(contentsOfFile: folder.file("read"), encoding: .utf8)
                #expect(text.split(separator: "\n").count == counts[counts.count - 3])
            }
        }
    }
#endif
