#if os(Linux)
    import Captures
    import Foundation
    import Links
    import PrivateNetwork
    import Testing

    /// The same traffic, captured by tcpdump and by ibuki at the same time: the same frames.
    @Suite(
        "Capture: as tcpdump", .blocking, .serialized,
        .enabled(if: CaptureCommand.refusal == nil && CaptureCommand.tcpdump != nil, "no namespaces, or no tcpdump"))
    struct CaptureAgainstTcpdumpTests {
        struct Case: CustomTestStringConvertible, Sendable {
            var interface = "b0"
            var mtu = 1500
            var frames: [[UInt8]]
            var arguments: [String] = []
            var filter: [String] = []
            var expected: Int?
            var testDescription: String { "\(interface), MTU \(mtu), \((arguments + filter).joined(separator: " "))" }
        }

        static let small = (0..<100).map { tcpFrame(UInt16($0), payload: $0) }
        static let tagged = (0..<100).map { tcpFrame(UInt16($0), payload: $0, tag: UInt16(9 + $0 % 3)) }
        static let ports = (0..<100).map { tcpFrame(UInt16($0), port: UInt16(79 + $0 % 3)) }

        static let cases = [
            Case(frames: small, expected: 100), Case(frames: tagged, expected: 100),
            Case(mtu: 9000, frames: (0..<50).map { tcpFrame(UInt16($0), payload: 8000 + $0) }, expected: 50),
            Case(frames: tagged, filter: ["vlan", "10"], expected: 33),
            Case(frames: tagged + ports, filter: ["vlan", "10", "and", "tcp", "port", "80"], expected: 33),
            Case(frames: ports, filter: ["tcp", "port", "80"], expected: 33),
            Case(frames: small, arguments: ["-s", "128"], expected: 100),
            Case(interface: "a0", frames: small, filter: ["inbound"], expected: 0),
            Case(interface: "a0", frames: small, arguments: ["-Q", "in"], expected: 0),
            Case(interface: "any", frames: ports, expected: 200),
            Case(interface: "any", frames: ports, filter: ["tcp", "port", "80"], expected: 66),
            Case(interface: "any", frames: ports, arguments: ["-Q", "in"], expected: 100),
            Case(interface: "lo", frames: small, expected: 100),
        ]

        /// With its usual buffer, which has room for eight packets in this mode, tcpdump itself loses most.
        static func tcpdump(_ interface: String, _ folder: Folder) -> [String] {
            [
                "-Z", "root", "-U", "--immediate-mode", "-B", "32768", "-s", "16384", "-i", interface, "-w",
                folder.file("theirs.pcap"),
            ]
        }

        @Test("the frames of tcpdump -w, packet for packet", arguments: cases)
        func sameFrames(_ example: Case) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0", mtu: example.mtu)
                let folder = try Folder()
                let sender = try PacketSocketLink(example.interface == "lo" ? "lo" : "a0", options: .sending)
                let ours = try network.start(
                    CaptureCommand.path,
                    ["capture", "-i", example.interface, "-w", folder.file("ours.pcapng")] + example.arguments
                        + example.filter)
                let theirs = try network.start(
                    CaptureCommand.tcpdump!,
                    Self.tcpdump(example.interface, folder)
                        + example.arguments + example.filter)
                try ours.waitFor("listening on")
                try theirs.waitFor("listening on")
                try sender.send(example.frames)
                usleep(200_000)
                let counts = try CaptureCommand.stop(ours)
                theirs.signal(SIGINT)
                _ = try theirs.finish()
                let difference = try FileFrame.difference(folder.file("ours.pcapng"), folder.file("theirs.pcap"))
                #expect(difference == nil)
                let count = try FileFrame.all(folder.file("ours.pcapng")).count
                if let expected = example.expected { #expect(count == expected) }
                #expect(counts == [count, count, 0])
            }
        }

        @Test("traffic of real peers: ping and a TCP connection over IPv4 and IPv6")
        func realPeers() throws {
            try PrivateNetwork.run { network in
                let folder = try Folder()
                let ours = try CaptureCommand.start(network, "-i", "lo", "-w", folder.file("ours.pcapng"))
                let theirs = try network.start(
                    CaptureCommand.tcpdump!,
                    Self.tcpdump("lo", folder))
                try theirs.waitFor("listening on")
                try network.shell("ping -c 3 -i 0.01 -q 127.0.0.1; ping -6 -c 3 -i 0.01 -s 3000 -q ::1")
                usleep(200_000)
                _ = try CaptureCommand.stop(ours)
                theirs.signal(SIGINT)
                _ = try theirs.finish()
                #expect(try FileFrame.all(folder.file("ours.pcapng")).count >= 12)
                let difference = try FileFrame.difference(folder.file("ours.pcapng"), folder.file("theirs.pcap"))
                #expect(difference == nil)
            }
        }
    }
#endif
