#if os(Linux)
    import Captures
    import Foundation
    import PacketProtocols
    import Packets
    import PrivateNetwork
    import Testing

    @testable import ibuki

    @Suite(
        "ibuki replay", .blocking, .serialized,
        .enabled(if: Tcpdump.refusal == nil, "\(Tcpdump.refusal ?? "")"))
    struct ReplayProgramTests {
        /// When the packets of the file were captured, in milliseconds.
        private static let moments = [0, 50, 60, 61, 200]

        /// Writes a capture of small UDP packets.
        private static func capture(linkType: LinkType = .ethernet) throws -> String {
            let path = NSTemporaryDirectory() + "ibuki-replay-\(UUID().uuidString).pcapng"
            var writer = PcapngWriter(try FileSink(path: path))
            _ = try writer.addInterface(CaptureInterface(linkType: linkType, snapLength: 262_144, name: nil))
            for (index, moment) in moments.enumerated() {
                let text = "ip(src=192.0.2.1,dst=192.0.2.2,ttl=9)/udp(srcport=1,dstport=\(index))/'hello'"
                var random = SplitMix64(seed: 1)
                let octets = try ForgeSequence(ForgeExpression(text)).packet(at: 0, random: &random).octets()
                let time = Timestamp(seconds: 1_700_000_000, nanoseconds: UInt32(moment) * 1_000_000)
                try octets.lend { (span) throws(CaptureError) in try writer.write(span, timestamp: time) }
            }
            try writer.close()
            return path
        }

        /// Replays and gives what the far end saw.
        private static func replay(
            _ arguments: [String], count: Int, linkType: LinkType = .ethernet
        ) throws -> (packets: [(time: Timestamp, octets: [UInt8])], complaints: String, status: Int32) {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let path = try capture(linkType: linkType)
                defer { try? FileManager.default.removeItem(atPath: path) }
                let tcpdump = try Tcpdump(at: far, "udp", count: count)
                let program = try SendingProgram.start(["replay", path, "-i", "a0"] + arguments)
                let status = program.wait()
                return (try tcpdump.finish(seconds: count == 0 ? 0.2 : 20), program.complaints, status)
            }
        }

        private static func gaps(_ packets: [(time: Timestamp, octets: [UInt8])]) -> [Double] {
            packets.map { Double($0.time.nanoseconds(since: packets[0].time)) / 1e6 }
        }

        /// Tries some times: whoever else uses the processor may take it away for longer than is allowed.
        private static func sometimes(_ isRight: () throws -> Bool) rethrows -> Bool {
            for _ in 1...5 where try isRight() { return true }
            return false
        }

        @Test("packets leave as they were captured, at the times between them", arguments: [1.0, 2])
        func timing(speed: Double) throws {
            let isRight = try Self.sometimes {
                let (packets, complaints, status) = try Self.replay(["--speed", "\(speed)x"], count: 5)
                #expect(status == 0 && complaints.contains("5 packets, 235 octets sent by a0"))
                #expect(complaints.contains("timing error: mean "))
                #expect(packets.map { $0.octets[37] } == [0, 1, 2, 3, 4])
                return zip(Self.gaps(packets), Self.moments).allSatisfy { abs($0 - Double($1) / speed) < 8 }
            }
            #expect(isRight)
        }

        @Test(
            "at another rate, several times over",
            arguments: [["--pps", "500"], ["--mbps", "0.188"], ["--topspeed"], ["--topspeed", "--xdp"]])
        func rates(_ arguments: [String]) throws {
            let isRight = try Self.sometimes {
                let (packets, _, status) = try Self.replay(arguments + ["--loop", "3"], count: 15)
                #expect(status == 0)
                #expect(packets.map { $0.octets[37] } == [0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4])
                let last = Self.gaps(packets).last ?? -1
                // 14 gaps of 2 ms: 47 octets at 188 kbit/s take as long.
                return arguments.contains("--topspeed") ? last < 12 : abs(last - 28) < 8
            }
            #expect(isRight)
        }

        @Test("fields are set and the checksums over them mended")
        func edits() throws {
            let (packets, _, status) = try Self.replay(
                ["--topspeed", "--set", "ip.dst=10.9.0.2", "--set", "ip.ttl=77", "--set", "eth.dst=02:00:00:00:00:0b"],
                count: 5)
            #expect(status == 0 && packets.count == 5)
            for (index, packet) in packets.enumerated() {
                var random = SplitMix64(seed: 1)
                let wanted = try ForgeSequence(
                    ForgeExpression(
                        "eth(dst=02:00:00:00:00:0b)/ip(src=192.0.2.1,dst=10.9.0.2,ttl=77)"
                            + "/udp(srcport=1,dstport=\(index))/'hello'")
                ).packet(at: 0, random: &random).octets()
                #expect(packet.octets == wanted)
            }
        }

        @Test("a filter and a count choose what is sent")
        func choice() throws {
            let (packets, _, status) = try Self.replay(
                ["--topspeed", "-Y", "udp.dstport >= 2", "-c", "2"], count: 2)
            #expect(status == 0 && packets.map { $0.octets[37] } == [2, 3])
        }

        /// A pcap file of frames of these lengths, the first two octets of each its number.
        private static func capture(lengths: [Int], withoutLast missing: Int = 0) throws -> String {
            func number(_ value: Int) -> [UInt8] { (0..<4).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }
            var octets = number(0xa1b2_c3d4) + [2, 0, 4, 0] + number(0) + number(0) + number(262_144) + number(1)
            for (index, length) in lengths.enumerated() {
                octets += number(1_700_000_000) + number(index) + number(length) + number(length)
                octets += ([2, UInt8(index)] + [UInt8](repeating: 0, count: 12)).prefix(length)
                octets += [UInt8](repeating: 0, count: max(0, length - 14))
            }
            let path = NSTemporaryDirectory() + "ibuki-replay-\(UUID().uuidString).pcap"
            try Data(octets.dropLast(missing)).write(to: URL(fileURLWithPath: path))
            return path
        }

        private static let ways = [
            ["replay", "--topspeed"], ["replay", "--speed", "2x"], ["send", "--rate", "1kpps"],
        ]

        /// Sends a file in one of the ways; the numbers of the frames that the far end saw.
        private static func numbers(
            of path: String, _ way: [String], count: Int
        ) throws -> (numbers: [UInt8], complaints: String, status: Int32) {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let tcpdump = try Tcpdump(at: far, "ether[0] == 2 and ether[2:4] == 0", count: count)
                let file = way[0] == "send" ? ["-r", path] : [path]
                let program = try SendingProgram.start([way[0]] + file + ["-i", "a0"] + way.dropFirst())
                let status = program.wait()
                return (
                    try tcpdump.finish(seconds: count == 0 ? 0.2 : 20).map { $0.octets[1] }, program.complaints, status
                )
            }
        }

        @Test("frames that the interface cannot carry are passed over and counted", arguments: ways)
        func unfitFrames(_ way: [String]) throws {
            let path = try Self.capture(lengths: [60, 3, 1514, 1515, 60, 9000, 0, 60])
            defer { try? FileManager.default.removeItem(atPath: path) }
            let (numbers, complaints, status) = try Self.numbers(of: path, way, count: 4)
            #expect(numbers == [0, 2, 4, 7] && status == 0)
            #expect(complaints.contains("4 packets, 1694 octets sent"))
            #expect(complaints.contains("4 packets were not sent; of the first: a0: a frame of 3 bytes is shorter"))
            #expect(!complaints.contains("was not reached"))
        }

        @Test("where none can be carried, that is the failure, also without an end", arguments: ways)
        func onlyUnfitFrames(_ way: [String]) throws {
            let path = try Self.capture(lengths: [3, 9000, 0])
            defer { try? FileManager.default.removeItem(atPath: path) }
            let (numbers, complaints, status) = try Self.numbers(of: path, way + ["--loop", "0"], count: 0)
            #expect(numbers.isEmpty && status == 5)
            #expect(complaints == "ibuki: a0: a frame of 3 bytes is shorter than the link's header, 14\n")
        }

        @Test("of a file that ends within a packet all before it are sent", arguments: ways)
        func cutFile(_ way: [String]) throws {
            let path = try Self.capture(lengths: [Int](repeating: 60, count: 100), withoutLast: 5)
            defer { try? FileManager.default.removeItem(atPath: path) }
            let (numbers, complaints, status) = try Self.numbers(of: path, way, count: 99)
            #expect(numbers == Array(0..<99) && status == 4)
            #expect(complaints.contains("99 packets") && complaints.contains("the file ends within a packet"))
        }

        @Test(
            "what comes by a pipe leaves at once, and Ctrl-C ends the wait for more",
            arguments: [[], ["--set", "eth.src=02:00:00:00:00:0c"]])
        func pipe(_ edit: [String]) throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let path = try Self.capture(lengths: [60, 60])
                defer { try? FileManager.default.removeItem(atPath: path) }
                let tcpdump = try Tcpdump(at: far, "ether[0] == 2 and ether[2:4] == 0", count: 2)
                let pipe = path + ".pipe"
                try network.shell("mkfifo \(pipe)")
                defer { try? FileManager.default.removeItem(atPath: pipe) }
                // Open for both, so that neither end waits for the other.
                let descriptor = unsafe open(pipe, O_RDWR | O_CLOEXEC)
                let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
                try writer.write(contentsOf: Data(contentsOf: URL(fileURLWithPath: path)))
                let program = try SendingProgram.start(["replay", pipe, "-i", "a0", "--topspeed"] + edit)
                #expect(try tcpdump.finish(seconds: 10).count == 2)
                program.signal(SIGINT)
                #expect(program.wait() == 0 && program.complaints.contains("2 packets, 120 octets"))
            }
        }

        @Test("nothing is sent when a field is not found, does not fit, or the link type is another")
        func refusals() throws {
            for (arguments, linkType, status, words) in [
                (["--set", "dns.id=1"], LinkType.ethernet, 2, "has the field 'dns.id'"),
                (["--set", "ip.ttl=256"], .ethernet, 2, "ip.ttl"), (["--set", "ip.tll=1"], .ethernet, 2, "ip.ttl"),
                (["--set", "ip.addr=10.0.0.1"], .ethernet, 2, "stands for other fields"),
                ([], .linuxSLL, 4, "packet 1 has link type"), (["--speed", "0x"], .ethernet, 2, "--speed"),
                (["--pps", "1", "--topspeed"], .ethernet, 2, "exclude"),
            ] as [([String], LinkType, Int32, String)] {
                let (packets, complaints, ended) = try Self.replay(arguments, count: 0, linkType: linkType)
                #expect(packets.isEmpty && ended == status && complaints.contains(words), "\(arguments): \(complaints)")
            }
        }
    }
#endif
