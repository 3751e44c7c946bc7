import PacketPresenters
import PacketProtocols
import Packets
import Testing

@testable import Captures

@Suite("A capture's packets")
struct PacketReaderTests {
    private static func segment(_ sequence: UInt32, synchronizes: Bool = false) -> [UInt8] {
        let packet = Packet {
            Ethernet.with { $0.destination = "02:00:00:00:00:02" }
            IPv4.with {
                $0.source = "10.0.0.1"
                $0.destination = "10.0.0.2"
            }
            TCP.with {
                $0.sourcePort = 40000
                $0.destinationPort = 80
                $0.sequenceNumber = sequence
                $0.synchronize = synchronizes
                $0.acknowledgment = !synchronizes
            }
            "x"
        }
        return (try? packet.octets()) ?? []
    }

    /// Three segments of a connection, half a second apart.
    private static func capture(named interface: String?) throws -> [UInt8] {
        let sink = MemorySink()
        var writer = PcapngWriter(sink)
        try writer.addInterface(CaptureInterface(linkType: .ethernet, name: interface))
        for (index, octets) in [segment(1000, synchronizes: true), segment(1001), segment(1002)].enumerated() {
            let time = Timestamp(
                seconds: 1_800_000_000 + Int64(index / 2), nanoseconds: UInt32(index % 2) * 500_000_000)
            try octets.lend { (bytes) throws(CaptureError) in
                try writer.write(bytes, timestamp: time, comments: index == 1 ? ["here"] : [])
            }
        }
        try writer.close()
        return sink.bytes
    }

    @Test("have their number, their times, their flow's relative numbers, their interface and comments")
    func packets() throws {
        var packets = PacketReader(try CaptureReader(MemorySource(Self.capture(named: "eth0"))))
        var lines: [String] = []
        while let packet = try packets.next() {
            let frame = packet.frame
            #expect(frame.number == lines.count + 1)
            #expect(frame.notes?.interfaceName == "eth0")
            #expect(frame.notes?.comments == (frame.number == 2 ? ["here"] : []))
            #expect(frame.timestamp.nanoseconds(since: frame.firstTimestamp) == Int64(lines.count) * 500_000_000)
            #expect(frame.timestamp.nanoseconds(since: frame.previousTimestamp) == (lines.isEmpty ? 0 : 500_000_000))
            lines.append(packet.description)
        }
        #expect(packets.dissector.frameCount == 3)
        #expect(lines.map { String($0.prefix(15)) } == ["08:00:00.000000", "08:00:00.500000", "08:00:01.000000"])
        #expect(lines[0].contains("Flags [S], seq 0:1"))
        #expect(lines[1].contains("Flags [.], seq 1:2") && lines[2].contains("Flags [.], seq 2:3"), "\(lines)")
    }

    @Test("a frame that is passed over counts, and what is not followed has no flow")
    func skipping() throws {
        var frames = try CaptureReader(MemorySource(Self.capture(named: nil)))
        var dissector = PacketDissector()
        dissector.followsFlows = false
        guard try frames.next() != nil else { throw CancellationError() }
        dissector.skip()
        guard let frame = try frames.next() else { throw CancellationError() }
        let packet = dissector.packet(frame)
        #expect(packet.frame.number == 2 && packet.frame.notes?.interfaceName == "unknown")
        #expect(packet.description.contains("seq 1001:1002"))
    }

    @Test("say of the interface what merged captures say, and nothing where the file is pcap")
    func interfaces() throws {
        let sink = MemorySink()
        var writer = PcapWriter(sink, linkType: .ethernet)
        try Self.segment(1).lend { (bytes) throws(CaptureError) in
            try writer.write(bytes, timestamp: Timestamp(seconds: 1))
        }
        try writer.close()
        var plain = PacketReader(try CaptureReader(MemorySource(sink.bytes)))
        guard let packet = try plain.next() else { throw CancellationError() }
        #expect(packet.frame.notes == nil)

        var merged = try MergedCaptures([MemorySource(sink.bytes), MemorySource(Self.capture(named: "eth1"))])
        var dissector = PacketDissector()
        var names: [String?] = []
        while let frame = try merged.next() {
            let packet = dissector.packet(frame)
            names.append(packet.frame.notes?.interfaceName)
        }
        #expect(names == ["unknown", "eth1", "eth1", "eth1"])
    }
}
