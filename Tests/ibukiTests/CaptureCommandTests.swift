#if os(Linux)
    import Captures
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite(
        "Capture", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil, "\(CaptureCommand.refusal ?? "")"))
    struct CaptureCommandTests {
        @Test("Ctrl-C, SIGTERM and SIGHUP finish the file and tell the counts", arguments: [SIGINT, SIGTERM, SIGHUP])
        func signals(signal: Int32) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(network, "-i", "b0", "-w", folder.file("a.pcapng"))
                let frames = (0..<50).map { tcpFrame($0) }
                try PacketSocketLink("a0", options: .sending).send(frames)
                // What the kernel still has when the signal comes is captured too.
                #expect(try CaptureCommand.stop(capture, signal: signal) == [50, 50, 0])
                #expect(try FileFrame.all(folder.file("a.pcapng")).map(\.octets) == frames)
            }
        }

        @Test("SIGUSR1 tells the counts and the capture goes on")
        func report() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let capture = try CaptureCommand.start(network, "-i", "b0", "--count")
                let sender = try PacketSocketLink("a0", options: .sending)
                try sender.send([tcpFrame(1)])
                usleep(100_000)
                capture.signal(SIGUSR1)
                try capture.waitFor("ibuki: 1 packet captured, 1 received by filter, 0 dropped by kernel")
                try sender.send([tcpFrame(2)])
                usleep(100_000)
                #expect(try CaptureCommand.stop(capture) == [2, 2, 0])
                #expect(capture.printed == "2\n")
            }
        }

        @Test("kill -9 leaves a file that reads up to the last flush, a second before")
        func killed() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(network, "-i", "b0", "-w", folder.file("a.pcapng"))
                let sender = try PacketSocketLink("a0", options: .sending)
                try sender.send((0..<500).map { tcpFrame($0) })
                usleep(1_300_000)
                try sender.send((500..<600).map { tcpFrame($0) })
                capture.signal(SIGKILL)
                #expect(capture.wait() == 128 + SIGKILL)
                #expect(try FileFrame.all(folder.file("a.pcapng")).count >= 500)
            }
        }

        @Test("what a slow reader loses is counted")
        func slowReader() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(network, "-i", "b0", "-B", "512", "-w", folder.file("a.pcapng"))
                capture.signal(SIGSTOP)
                usleep(50_000)
                let sender = try PacketSocketLink("a0", options: .sending)
                for _ in 0..<200 { try sender.send((0..<100).map { tcpFrame($0) }) }
                capture.signal(SIGCONT)
                usleep(200_000)
                let counts = try CaptureCommand.stop(capture)
                try #require(counts.count == 3)
                #expect(counts[1] == 20000 && counts[2] > 10000 && counts[0] + counts[2] == 20000)
                #expect(try FileFrame.all(folder.file("a.pcapng")).count == counts[0])
            }
        }

        @Test("several interfaces go into one file, in the order of their times")
        func severalInterfaces() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                try network.addPair("c0", "d0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-i", "d0", "-w", folder.file("a.pcapng"), "tcp")
                let senders = [
                    try PacketSocketLink("a0", options: .sending), try PacketSocketLink("c0", options: .sending),
                ]
                for number in 0..<100 {
                    try senders[number % 2].send([tcpFrame(UInt16(number))])
                    usleep(2000)
                }
                usleep(200_000)
                #expect(try CaptureCommand.stop(capture) == [100, 100, 0])
                var reader = try CaptureReader(path: folder.file("a.pcapng"))
                var number = 0
                while let frame = try reader.next() {
                    #expect(frame.bytes.octet(19) == UInt8(number))
                    #expect(frame.interface == number % 2)
                    #expect(frame.interfaceDescription.name == (number % 2 == 0 ? "b0" : "d0"))
                    #expect(frame.interfaceDescription.filter == "tcp" && frame.flags?.direction == .inbound)
                    number += 1
                }
                #expect(number == 100)
            }
        }

        @Test("-C and -W write the oldest file anew, and --after-rotation gets each that is finished")
        func rotationBySize() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-w", folder.file("a"), "-C", "0.01", "-W", "3", "-U", "--after-rotation",
                    "echo >>\(folder.file("log"))")
                let sender = try PacketSocketLink("a0", options: .sending)
                for number in 0..<5 {
                    try sender.send((0..<10).map { tcpFrame(UInt16(number * 10 + $0), payload: 1000) })
                }
                usleep(200_000)
                #expect(try CaptureCommand.stop(capture) == [50, 50, 0])
                #expect(folder.names == ["a0", "a1", "a2", "log"])
                let numbers = try ["a0", "a1", "a2"].map { name in
                    try FileFrame.all(folder.file(name)).map { Int($0.octets[19]) }
                }
                // A file is full after nine frames of 1,098 octets with their blocks; the fourth is the first one anew.
                #expect(numbers == [Array(27..<36), Array(36..<45), Array(45..<50)])
                // The commands run at the same time.
                let log = try String(contentsOfFile: folder.file("log"), encoding: .utf8)
                #expect(
                    log.split(separator: "\n").map(String.init).sorted()
                        == ["a0", "a0", "a1", "a1", "a2", "a2"].map { folder.file($0) })
            }
        }

        @Test("-G begins a file for each time slice, and -W ends the capture after as many")
        func rotationByTime() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-w", folder.file("a-%s"), "-G", "1", "-W", "2")
                let sender = try PacketSocketLink("a0", options: .sending)
                let end = Date(timeIntervalSinceNow: 10)
                while capture.isRunning, Date() < end {
                    try sender.send([tcpFrame(1)])
                    usleep(20_000)
                }
                #expect(capture.wait() == 0 && folder.names.count == 2)
                for name in folder.names { #expect(try !FileFrame.all(folder.file(name)).isEmpty) }
            }
        }

        @Test("-w - gives a pipe each packet as soon as there is a pause")
        func pipe() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let pipeline = try network.start(
                    "/bin/sh",
                    [
                        "-c",
                        "\(CaptureCommand.path) capture -i b0 -c 2 -w - | \(CaptureCommand.path) read - >\(folder.file("out"))",
                    ])
                try pipeline.waitFor("listening on")
                try PacketSocketLink("a0", options: .sending).send([tcpFrame(1), tcpFrame(2)])
                _ = try pipeline.finish()
                let printed = try String(contentsOfFile: folder.file("out"), encoding: .utf8)
                #expect(printed.split(separator: "\n").count == 2)
            }
        }

        @Test("--print shows what is written, -Y chooses both, -c and --duration end it")
        func printing() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(
                    network, "-i", "b0", "-w", folder.file("a.pcapng"), "--print", "-Y", "tcp.dstport == 81", "-c", "3")
                let frames = (0..<20).map { tcpFrame($0, port: 80 + $0 % 2) }
                try PacketSocketLink("a0", options: .sending).send(frames)
                let printed = try capture.finish()
                #expect(printed.split(separator: "\n").count == 3 && printed.contains("10.0.0.2.81"))
                #expect(try FileFrame.all(folder.file("a.pcapng")).map(\.octets) == [frames[1], frames[3], frames[5]])
                let brief = try CaptureCommand.start(network, "-i", "b0", "--duration", "0.2")
                #expect(try brief.finish().isEmpty)
            }
        }

        @Test("a checksum that the card has yet to fill in is not called wrong")
        func pendingChecksum() throws {
            try PrivateNetwork.run { network in
                let capture = try CaptureCommand.start(
                    network, "-i", "lo", "-c", "1", "--checksums", "-T", "fields", "-e", "udp.checksum.status",
                    "udp port 9")
                try network.shell(
                    "printf x >/tmp/ibuki-datagram; bash -c 'cat /tmp/ibuki-datagram >/dev/udp/127.0.0.1/9'")
                // 2: unverified.
                #expect(try capture.finish() == "2\n")
            }
        }

        @Test("once everything is open the process is the user behind sudo, without capabilities, and so is its file")
        func privileges() throws {
            try PrivateNetwork.run { network in
                let folder = try Folder()
                try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
                let capture = try network.start(
                    "/usr/bin/env",
                    [
                        "SUDO_UID=65534", "SUDO_GID=65534", CaptureCommand.path, "capture", "-i", "lo", "-C", "1", "-w",
                        folder.file("a.pcapng"),
                    ])
                try capture.waitFor("listening on")
                let status = try String(contentsOfFile: "/proc/\(capture.processIdentifier)/status", encoding: .utf8)
                let lines = status.split(separator: "\n").map(String.init)
                #expect(lines.contains("Uid:\t65534\t65534\t65534\t65534"))
                #expect(lines.contains("CapPrm:\t0000000000000000") && lines.contains("CapEff:\t0000000000000000"))
                #expect(lines.contains("NoNewPrivs:\t1"))
                _ = try CaptureCommand.stop(capture)
                let owner = try FileManager.default.attributesOfItem(atPath: folder.file("a.pcapng"))[.ownerAccountID]
                #expect(owner as? Int == 65534)
            }
        }

        @Test(
            "the file stays whole when the interface vanishes, and the status says so",
            arguments: ["ip link del a0", "ip link set b0 down; sleep 0.2; ip link del a0"])
        func vanishes(how: String) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                let capture = try CaptureCommand.start(network, "-i", "b0", "-w", folder.file("a.pcapng"))
                try PacketSocketLink("a0", options: .sending).send((0..<10).map { tcpFrame($0) })
                usleep(100_000)
                try network.shell(how)
                #expect(capture.wait() == 5)
                #expect(capture.complaints.contains("10 packets captured") && capture.complaints.contains("gone"))
                #expect(try FileFrame.all(folder.file("a.pcapng")).count == 10)
            }
        }

        @Test("read takes a capture filter as well, and tells where a wrong one is wrong")
        func readFilter() throws {
            try PrivateNetwork.run { network in
                let folder = try Folder()
                let capture = try CaptureCommand.start(network, "-i", "lo", "-w", folder.file("a.pcapng"))
                try PacketSocketLink("lo", options: .sending).send((0..<9).map { tcpFrame($0, port: 80 + $0 % 3) })
                usleep(100_000)
                #expect(try CaptureCommand.stop(capture) == [9, 9, 0])
                let file = folder.file("a.pcapng")
                let read = try network.start(CaptureCommand.path, ["read", "--count", "-f", "tcp port 81", file])
                #expect(try read.finish() == "3\n")
                let wrong = try network.start(CaptureCommand.path, ["read", "-f", "tcp prot 81", file])
                #expect(wrong.wait() == 2 && wrong.complaints.contains("  tcp prot 81\n      ^^^^"))
            }
        }

        @Test("a full disk ends the capture, and the file reads to its end")
        func fullDisk() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let folder = try Folder()
                // The small file system is seen by this one shell and what it starts.
                let script = """
                    mount -t tmpfs -o size=256k none \(folder.path)
                    \(CaptureCommand.path) capture -i b0 -w \(folder.file("a.pcapng")) || echo status $?
                    \(CaptureCommand.path) read --count \(folder.file("a.pcapng"))
                    """
                let shell = try network.start("/usr/bin/unshare", ["-m", "/bin/sh", "-c", script])
                try shell.waitFor("listening on")
                let sender = try PacketSocketLink("a0", options: .sending)
                for _ in 0..<60 { try sender.send((0..<100).map { tcpFrame($0, payload: 46) }) }
                #expect(shell.wait() == 0, "\(shell.complaints)")
                let lines = shell.printed.split(separator: "\n")
                #expect(lines.first == "status 5" && lines.count == 2)
                // Each packet takes 144 bytes.
                #expect(lines.last.flatMap { Int($0) }.map { (1700...1820).contains($0) } == true, "\(shell.printed)")
                #expect(shell.complaints.contains("No space left"))
            }
        }

        @Test("-D lists the network interfaces, and -i takes the numbers of its lines")
        func list() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let list = try network.start(CaptureCommand.path, ["capture", "-D"]).finish()
                let names = list.split(separator: "\n").compactMap { line in
                    line.split(separator: ".", maxSplits: 1).last?.split(separator: " ").first
                }
                #expect(Set(names) == ["a0", "b0", "any", "lo"] && names.count == 4, "\(list)")
                let number = (names.firstIndex(of: "lo") ?? 0) + 1
                let capture = try network.start(
                    CaptureCommand.path, ["capture", "-i", "\(number)", "--duration", "0.1"])
                try capture.waitFor("listening on lo")
            }
        }

        @Test("--list-time-stamp-types lists who can say when packets cross, for interfaces that are down as well")
        func timestampTypes() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                try network.shell("ip link set b0 down")
                let list = try network.start(
                    CaptureCommand.path, ["capture", "-i", "b0", "-i", "any", "--list-time-stamp-types"])
                let expected = ["b0", "any"].map {
                    "Time stamp types for \($0) (--time-stamp-type chooses):\n  host (Host)\n"
                }
                #expect(try list.finish() == expected.joined())
                let capture = try CaptureCommand.start(
                    network, "-i", "lo", "--time-stamp-type", "host", "-c", "1")
                try PacketSocketLink("lo", options: .sending).send([tcpFrame(1)])
                #expect(try capture.finish().contains("10.0.0.2"))
            }
        }

        @Test("mistakes are told with their statuses")
        func mistakes() throws {
            try PrivateNetwork.run { network in
                let mistakes: [(status: Int32, words: String, arguments: [String])] = [
                    (5, "did you mean lo", ["-i", "lp"]),
                    (2, "  tcp prot 80\n      ^^^^", ["-i", "lo", "tcp", "prot", "80"]),
                    (2, "tcp.prot", ["-i", "lo", "-Y", "tcp.prot == 80"]),
                    (2, "add -w", ["-i", "lo", "-C", "1"]),
                    (5, "/nowhere/", ["-i", "lo", "-w", "/nowhere/a.pcapng"]),
                    (2, "no file", ["-i", "lo", "-w", "-", "--after-rotation", "gzip"]),
                    (2, "host, adapter, adapter_unsynced", ["-i", "lo", "--time-stamp-type", "sun"]),
                    (5, "it has: host", ["-i", "lo", "--time-stamp-type", "adapter"]),
                ]
                for mistake in mistakes {
                    let program = try network.start(CaptureCommand.path, ["capture"] + mistake.arguments)
                    let status = program.wait()
                    #expect(
                        status == mistake.status && program.complaints.contains(mistake.words), "\(program.complaints)")
                }
                let unprivileged = try network.start(
                    "/usr/bin/setpriv",
                    ["--reuid=65534", "--regid=65534", "--clear-groups", CaptureCommand.path, "capture", "-i", "lo"])
                #expect(unprivileged.wait() == 3, "\(unprivileged.complaints)")
                #expect(unprivileged.complaints.contains("CAP_NET_RAW"))
            }
        }
    }
#endif
