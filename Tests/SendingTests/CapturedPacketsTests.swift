#if os(Linux)
    import Captures
    import Foundation
    import HostNetwork
    import Links
    import PacketFilters
    import PacketProtocols
    import Packets
    import Testing

    @testable import Sending

    @Suite("What a capture's packets become before they are sent again")
    struct CapturedPacketsTests {
        /// The frames that leave, of a capture of such packets.
        private static func sent(
            _ expressions: [String], followedBy checkSequence: [UInt8] = [], filter: String? = nil, edits: [String] = []
        ) throws -> [[UInt8]] {
            let path = NSTemporaryDirectory() + "ibuki-captured-\(UUID().uuidString).pcap"
            defer { try? FileManager.default.removeItem(atPath: path) }
            var writer = PcapWriter(
                try FileSink(path: path), linkType: .ethernet,
                frameCheckSequenceLength: checkSequence.isEmpty ? nil : UInt8(checkSequence.count))
            for expression in expressions {
                try (frame(expression) + checkSequence).lend { (span) throws(CaptureError) in
                    try writer.write(span, timestamp: Timestamp(seconds: 1_700_000_000))
                }
            }
            try writer.close()
            var tables = try NetworkTables()
            let outlet = try Outlet("lo", isRehearsal: true, .sending, &tables)
            var packets = try CapturedPackets(
                path, by: outlet, edits: edits, filter: filter.map { try DisplayFilter($0, in: .standard) })
            var batch = FrameBatch()
            while try packets.take(into: &batch) != nil {}
            return (0..<batch.count).map { batch[$0].octets(0, batch[$0].byteCount) }
        }

        private static func frame(_ expression: String) throws -> [UInt8] {
            var random = SplitMix64(seed: 1)
            return try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets()
        }

        /// Two connections, of which each begins with a number of its own.
        private static let connections = [(1, 5_000), (2, 70_000)].flatMap { port, number in
            [
                "eth/ip(src=192.0.2.1,dst=192.0.2.2)/tcp(srcport=\(port),dstport=80,seq_raw=\(number),flags=SYN)",
                "eth/ip(src=192.0.2.1,dst=192.0.2.2)/tcp(srcport=\(port),dstport=80,seq_raw=\(number + 1),flags=ACK)/'x'",
            ]
        }

        @Test(
            "a filter knows the flows, as one that reads does",
            arguments: [("tcp.stream == 1", [2, 3]), ("tcp.seq == 1", [1, 3]), ("frame.number == 3", [2])])
        func followsFlows(_ filter: String, _ chosen: [Int]) throws {
            #expect(
                try Self.sent(Self.connections, filter: filter) == chosen.map { try Self.frame(Self.connections[$0]) })
        }

        @Test("a filter finds what the last of several fragments completes, and just that frame is sent")
        func putsTogether() throws {
            let packet = "eth/ip(src=192.0.2.1,dst=192.0.2.2,id=7,proto=17"
            let first = "\(packet),flags.mf=1)/hex:00350035001000000102030405060708"
            let ends = [first, "\(packet),frag_offset=2)/hex:0102030405060708"]
            #expect(try Self.sent(ends, filter: "ip.fragment.count == 2") == [try Self.frame(ends[1])])
            let edited = try Self.sent(ends, filter: "ip.fragment.count == 2", edits: ["ip.ttl=9"])
            #expect(edited.map(\.count) == [try Self.frame(ends[1]).count] && edited.first?[22] == 9)
        }

        @Test(
            "a check sequence that the file says there is stays behind: the card adds one",
            arguments: [(nil, []), ("ip", []), (nil, ["ip.ttl=9"])] as [(String?, [String])])
        func leavesCheckSequence(_ filter: String?, _ edits: [String]) throws {
            let text = "eth/ip(src=192.0.2.1,dst=192.0.2.2)/udp(dstport=9)/'hello'"
            let plain = try Self.frame(edits.isEmpty ? text : text.replacing("192.0.2.2", with: "192.0.2.2,ttl=9"))
            #expect(
                try Self.sent([text], followedBy: [1, 2, 3, 4], filter: filter, edits: edits) == [plain])
        }
    }
#endif
