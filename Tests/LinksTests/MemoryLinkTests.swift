import Captures
import Links
import Packets
import Testing

/// A clock that tests turn by hand.
final class HandClock {
    var now = Timestamp(seconds: 1000)

    func advance(milliseconds: Int) {
        let total = Int(now.nanoseconds) + milliseconds * 1_000_000
        now = Timestamp(seconds: now.seconds + Int64(total / 1_000_000_000), nanoseconds: UInt32(total % 1_000_000_000))
    }
}

extension Link {
    /// The frames that are there.
    func drain() throws -> [KeptFrame] {
        var kept: [KeptFrame] = []
        while let frame = try receive() { kept.append(KeptFrame(octets: frame.bytes.copied(), details: frame.details)) }
        return kept
    }
}

@Suite("Links in memory")
struct MemoryLinkTests {
    private func frame(to: UInt8, from: UInt8, _ payload: UInt8 = 0) -> [UInt8] {
        [2, 0, 0, 0, 0, to, 2, 0, 0, 0, 0, from, 8, 0, payload]
    }

    @Test("what one end of a cable sends, the other receives with the sender's time, and both count it")
    func pair() throws {
        let clock = HandClock()
        let (a, b) = MemoryLink.pair("a", "b") { clock.now }
        for number in 0..<3 {
            try a.send(udpFrame(UInt8(number)))
            clock.advance(milliseconds: 10)
        }
        #expect(b.nextTimestamp == Timestamp(seconds: 1000))
        let received = try b.drain()
        #expect(received.map(\.octets) == (0..<3).map { udpFrame($0) })
        #expect(received.map(\.details.timestamp.nanoseconds) == [0, 10_000_000, 20_000_000])
        #expect(try a.statistics().sent == 3 && b.statistics().received == 3 && a.drain().isEmpty)
    }

    @Test("a frame without room is dropped and counted, and a frame that is held keeps its octets")
    func overflow() throws {
        let (a, b) = MemoryLink.pair("a", "b", capacity: 4)
        for number in 0..<6 { try a.send(udpFrame(UInt8(number))) }
        guard let first = try b.receive(), let second = try b.receive() else { throw NoFrame() }
        // Both places are still taken.
        for number in 6..<9 { try a.send(udpFrame(UInt8(number))) }
        #expect(first.bytes.copied() == udpFrame(0) && second.bytes.copied() == udpFrame(1))
        #expect(try b.statistics() == LinkStatistics(received: 9, dropped: 5))
        #expect(try b.drain().map { $0.octets[19] } == [2, 3])
    }

    struct NoFrame: Error {}

    @Test("a place is used anew when the frame's life has ended, for ever")
    func reuse() throws {
        let (a, b) = MemoryLink.pair("a", "b", capacity: 2)
        for number in 0..<1000 {
            try a.send(udpFrame(UInt8(number % 256)))
            #expect(try b.drain().map { $0.octets[19] } == [UInt8(number % 256)])
        }
        #expect(try b.statistics().dropped == 0)
    }

    @Test("a frame longer than the MTU is refused")
    func tooLong() throws {
        let (a, _) = MemoryLink.pair("a", "b", mtu: 100)
        #expect(throws: LinkError(.frameTooLong, linkName: "a", message: "")) {
            try a.send([UInt8](repeating: 0, count: 123))
        }
        try a.send([UInt8](repeating: 0, count: 122))
    }

    @Test("a switch floods what it does not know, and learns where a station is")
    func learning() throws {
        let bridge = MemorySwitch()
        let hosts = (1...3).map { bridge.makePort("h\($0)", hardwareAddress: MACAddress(2, 0, 0, 0, 0, UInt8($0))) }
        func counts() throws -> [Int] { try hosts.map { try $0.drain().count } }
        try hosts[0].send(frame(to: 2, from: 1))
        #expect(try counts() == [0, 1, 1])
        try hosts[1].send(frame(to: 1, from: 2))
        #expect(try counts() == [1, 0, 0])
        try hosts[0].send(frame(to: 2, from: 1))
        #expect(try counts() == [0, 1, 0])
        try hosts[2].send([0xff, 0xff, 0xff, 0xff, 0xff, 0xff] + frame(to: 0, from: 3)[6...])
        #expect(try counts() == [1, 1, 0])
        // A station that moves is found at its new place.
        try hosts[2].send(frame(to: 2, from: 1))
        #expect(try counts() == [0, 1, 0])
        try hosts[1].send(frame(to: 1, from: 2))
        #expect(try counts() == [0, 0, 1])
        #expect(bridge.stationCount == 3)
    }

    @Test("invented addresses cost no memory")
    func flood() throws {
        let bridge = MemorySwitch()
        let link = bridge.makePort("a", hardwareAddress: MACAddress(2, 0, 0, 0, 0, 1))
        var octets = frame(to: 9, from: 1)
        for number in 0..<20000 {
            octets[10] = UInt8(number & 255)
            octets[9] = UInt8(number >> 8)
            try link.send(octets)
        }
        #expect(bridge.stationCount <= MemorySwitch.stationLimit)
    }

    @Test("a recorder sees what comes in and what goes out, in their order, and writes a capture")
    func recording() throws {
        final class Recorder: FrameRecorder {
            let sink = MemorySink()
            var writer: PcapngWriter
            init() throws {
                writer = PcapngWriter(sink)
                try writer.addInterface(CaptureInterface(linkType: .ethernet, name: "a"))
            }
            func record(_ frame: RawSpan, _ details: FrameDetails) throws(LinkError) {
                do {
                    try writer.write(
                        frame, timestamp: details.timestamp, originalLength: details.originalLength,
                        flags: PacketFlags(direction: details.direction == .outbound ? .outbound : .inbound))
                } catch {
                    throw LinkError(.systemFailed, linkName: "a", message: error.description)
                }
            }
        }
        let clock = HandClock()
        let (a, b) = MemoryLink.pair("a", "b") { clock.now }
        let recorder = try Recorder()
        let link = RecordingLink(a, recorder: recorder) { clock.now }
        try link.send(udpFrame(1))
        try b.send(udpFrame(2))
        #expect(try link.drain().map { $0.octets[19] } == [2])
        var batch = FrameBatch()
        for number in 3..<5 as Range<UInt8> { batch.append(udpFrame(number).rawBytes) }
        try link.send(batch)
        try recorder.writer.close()
        var reader = try CaptureReader(MemorySource(recorder.sink.bytes))
        var seen: [UInt8] = []
        var directions: [PacketFlags.Direction] = []
        while let frame = try reader.next() {
            seen.append(frame.bytes.octet(19))
            directions.append(frame.flags?.direction ?? .unknown)
        }
        #expect(seen == [1, 2, 3, 4] && directions == [.outbound, .inbound, .outbound, .outbound])
    }
}
