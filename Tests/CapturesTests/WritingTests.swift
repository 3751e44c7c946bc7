import Packets
import Testing

@testable import Captures

@Suite("Writing captures")
struct WritingTests {
    /// A sink that takes at most a few octets at a time, and fails when it is told to.
    final class ReluctantSink: ByteSink {
        let name = "reluctant"
        var bytes: [UInt8] = []
        var portion = 3
        var room = Int.max

        func write(_ bytes: RawSpan) throws(CaptureError) -> Int {
            guard room > 0 else { throw CaptureError(.noSpace, fileName: name, message: "full") }
            let count = min(portion, bytes.byteCount, room)
            self.bytes += bytes.extracting(0..<count).octets
            room -= count
            return count
        }
    }

    @Test("after a full disk the file is whole up to where the writer says", arguments: 0..<200)
    func wholeByteCount(room: Int) throws {
        let packet: [UInt8] = [1, 2, 3, 4, 5]
        let (first, second) = (ReluctantSink(), ReluctantSink())
        (first.room, second.room) = (room, room)
        var pcapng = PcapngWriter(first)
        var pcap = PcapWriter(second, linkType: .ethernet)
        #expect(throws: CaptureError.self) {
            try pcapng.addInterface(CaptureInterface(linkType: .ethernet))
            for _ in 0..<20 {
                try pcapng.write(
                    packet.rawSpan, timestamp: Timestamp(seconds: 1), flags: PacketFlags(direction: .inbound))
            }
            try pcapng.flush()
        }
        #expect(throws: CaptureError.self) {
            for _ in 0..<20 { try pcap.write(packet.rawSpan, timestamp: Timestamp(seconds: 1)) }
            try pcap.flush()
        }
        for (sink, count) in [(first, pcapng.wholeByteCount), (second, pcap.wholeByteCount)] {
            #expect(count <= room && Int(count) + 60 > room)
            // Cut there, it reads to its end; a file without its header is none at all.
            if count > 0 { #expect(read(Array(sink.bytes.prefix(Int(count)))).error == nil) }
        }
    }

    @Test(
        "what is written as pcap is read back",
        arguments: [CaptureFormat.TimestampPrecision.microseconds, .nanoseconds])
    func pcap(precision: CaptureFormat.TimestampPrecision) throws {
        let sink = MemorySink()
        var writer = PcapWriter(sink, linkType: .raw, snapLength: 96, precision: precision)
        let packets: [[UInt8]] = [[1, 2, 3], [], [UInt8](repeating: 7, count: 600_000)]
        for packet in packets.prefix(2) {
            try writer.write(
                packet.rawSpan, timestamp: Timestamp(seconds: 5, nanoseconds: 123_456_789), originalLength: 9)
        }
        try writer.close()
        #expect(writer.byteCount == UInt64(sink.bytes.count))
        let nanoseconds: UInt32 = precision == .nanoseconds ? 123_456_789 : 123_456_000
        #expect(
            read(sink.bytes).frames
                == packets.prefix(2).map { Seen(5, nanoseconds, $0, originalLength: 9, linkType: 101) })
        #expect(sink.bytes.count == 24 + 16 + 3 + 16)
    }

    @Test("pcap refuses a second link type and times that it cannot hold, and the file stays whole")
    func pcapLimits() throws {
        let packet: [UInt8] = [1]
        var source = FileBuilder(.littleEndian)
        source.section()
        source.interface()
        source.interface(101)
        source.enhancedPacket(0, units: 1_000_000, packet)
        source.enhancedPacket(1, units: 2_000_000, packet)
        source.enhancedPacket(0, units: 3_000_000 << 32, packet)
        source.enhancedPacket(0, units: 3_000_000, packet)
        let sink = MemorySink()
        var writer = PcapWriter(sink, linkType: .ethernet)
        var reader = try CaptureReader(MemorySource(source.bytes))
        var refused = 0
        while let frame = try reader.next() {
            do throws(CaptureError) {
                try writer.write(frame)
            } catch {
                #expect(error.code == .notRepresentable)
                refused += 1
            }
        }
        do throws(CaptureError) {
            try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: -1))
        } catch {
            #expect(error.code == .notRepresentable)
            refused += 1
        }
        try writer.close()
        #expect(refused == 3)
        #expect(read(sink.bytes).frames == [Seen(1, 0, packet), Seen(3, 0, packet)])
    }

    @Test("what a capture says of its frames' check sequences is kept by both formats, 0 too", arguments: [0, 2, 4])
    func frameCheckSequence(length: UInt8) throws {
        var pcap = FileBuilder(.littleEndian)
        pcap.pcapHeader(network: 0x0400_0001 | UInt32(length / 2) << 28)
        pcap.pcapPacket(0, 0, [1, 2, 3, 4, 5])
        var pcapng = FileBuilder(.bigEndian)
        pcapng.section()
        pcapng.interface { $0.option(13, [length]) }
        pcapng.enhancedPacket(0, units: 0, [1, 2, 3, 4, 5])
        for bytes in [pcap.bytes, pcapng.bytes] {
            let (asPcap, asPcapng) = (MemorySink(), MemorySink())
            var reader = try CaptureReader(MemorySource(bytes))
            var first = PcapWriter(asPcap, linkType: .ethernet, frameCheckSequenceLength: length)
            var second = PcapngWriter(asPcapng)
            while let frame = try reader.next() {
                let read = frame.frameCheckSequenceLength
                #expect(read == length)
                try first.write(frame)
                try second.write(frame)
            }
            try first.close()
            try second.close()
            for copy in [asPcap.bytes, asPcapng.bytes] {
                var reader = try CaptureReader(MemorySource(copy))
                let (kept, linkType) = (try reader.next()?.frameCheckSequenceLength, reader.interfaces[0].linkType)
                #expect(kept == length && linkType == .ethernet)
            }
        }
    }

    @Test(
        "a frame's flags rule over its interface's check sequence, which the draft counts in bits (pcapng 4.2, 4.3.1)")
    func frameCheckSequenceOfOne() throws {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface { $0.option(13, [32]) }
        file.enhancedPacket(0, units: 0, [1])
        file.enhancedPacket(0, units: 0, [1]) { $0.option(2, [0x40, 0, 0, 0]) }
        file.enhancedPacket(0, units: 0, [1]) { $0.option(2, [1, 0, 0, 0]) }
        var reader = try CaptureReader(MemorySource(file.bytes))
        var lengths: [UInt8?] = []
        while let frame = try reader.next() { lengths.append(frame.frameCheckSequenceLength) }
        #expect(lengths == [4, 2, 4])
    }

    @Test("a pcap file does not take frames of which it would say a wrong length of check sequence")
    func otherFrameCheckSequence() throws {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface { $0.option(13, [4]) }
        file.interface()
        file.enhancedPacket(0, units: 0, [1])
        file.enhancedPacket(1, units: 0, [1])
        var reader = try CaptureReader(MemorySource(file.bytes))
        var writer = PcapWriter(MemorySink(), linkType: .ethernet, frameCheckSequenceLength: 4)
        do throws(CaptureError) {
            while let frame = try reader.next() { try writer.write(frame) }
            Issue.record("the second frame was written")
        } catch {
            let count = reader.frameCount
            #expect(error.code == .notRepresentable && count == 2)
        }
    }

    @Test(
        "what is written as pcapng is read back: sections, interfaces, packets, names, secrets, statistics",
        arguments: [ByteOrder.littleEndian, .bigEndian])
    func pcapng(order: ByteOrder) throws {
        let sink = MemorySink()
        var writer = PcapngWriter(sink)
        try writer.beginSection(
            CaptureSection(
                hardware: "h", operatingSystem: "o", application: "a", comments: ["c", "d"], byteOrder: order))
        var described = CaptureInterface(linkType: .ethernet, snapLength: 77, name: "eth0")
        described.interfaceDescription = "uplink"
        described.filter = "tcp"
        described.comments = ["x"]
        described.operatingSystem = "Linux"
        described.hardware = "card"
        described.speed = 1_000_000_000
        described.timestampOffset = -100
        described.frameCheckSequenceLength = 4
        try writer.addInterface(described)
        let second = try writer.addInterface(CaptureInterface(linkType: .raw, timestampResolution: .microseconds))
        let records = [NameResolutionRecord(address: [10, 0, 0, 1], names: ["ten", "zehn"])]
        let secrets = DecryptionSecrets(type: DecryptionSecrets.tlsKeyLog, data: [1, 2, 3, 4, 5])
        try writer.write(records)
        try writer.write(secrets)
        for count in 0..<5 {
            let packet = [UInt8](repeating: 9, count: count)
            try writer.write(
                packet.rawSpan, timestamp: Timestamp(seconds: 3, nanoseconds: 5), originalLength: 60,
                interface: count % 2, comments: count == 4 ? ["say", "it"] : [],
                flags: count == 3 ? PacketFlags(rawValue: 1) : nil)
        }
        var statistics = InterfaceStatistics(timestamp: Timestamp(seconds: 9, nanoseconds: 8000))
        statistics.startTime = Timestamp(seconds: 1)
        statistics.endTime = Timestamp(seconds: 2)
        statistics.received = 5
        statistics.dropped = 6
        statistics.acceptedByFilter = 7
        statistics.droppedByOperatingSystem = 8
        statistics.delivered = 9
        try writer.write(statistics, interface: second)
        try writer.close()
        #expect(writer.byteCount == UInt64(sink.bytes.count))

        let result = read(sink.bytes)
        #expect(result.error == nil)
        #expect(
            result.frames
                == (0..<5).map {
                    Seen(
                        3, $0 % 2 == 0 ? 5 : 0, [UInt8](repeating: 9, count: $0), originalLength: 60, interface: $0 % 2,
                        linkType: $0 % 2 == 0 ? 1 : 101, comments: $0 == 4 ? ["say", "it"] : [])
                })
        var reader = try CaptureReader(MemorySource(sink.bytes))
        #expect(reader.sections[0].byteOrder == order)
        #expect(reader.sections[0].comments == ["c", "d"])
        #expect(reader.sections[0].application == "a")
        var flags: [PacketFlags?] = []
        while let item = try reader.nextItem() {
            switch item {
            case .frame(let frame): flags.append(frame.flags)
            case .block(let block):
                let (names, secret) = (block.nameResolutionRecords, block.decryptionSecrets)
                if block.type == .nameResolution { #expect(names == records) }
                if block.type == .decryptionSecrets { #expect(secret == secrets) }
                let counts = block.statistics
                if block.type == .interfaceStatistics { #expect(counts == statistics) }
            }
        }
        #expect(flags == [nil, nil, nil, PacketFlags(rawValue: 1), nil])
        var readBack = reader.interfaces[0]
        readBack.rawOptions = []
        described.rawOptionsByteOrder = order
        #expect(readBack == described)
    }

    @Test(
        "a file copied item by item is the same file, of either byte order, unknown blocks and options included",
        arguments: [ByteOrder.littleEndian, .bigEndian])
    func copy(order: ByteOrder) throws {
        var file = FileBuilder(order)
        for _ in 0..<2 {
            file.section { $0.option(0x7777, [1, 2, 3]) }
            file.block(0x0BAD) { $0.put([1, 2, 3, 4, 5, 6, 7, 8]) }
            file.interface {
                $0.option(9, [12])
                $0.option(0x7777, [1])
            }
            file.interface(113) { $0.option(9, [0x80 | 40]) }
            file.block(0x4321) { $0.put([1, 2, 3, 4]) }
            file.enhancedPacket(1, units: 0x0123_4567_89AB_CDEF, [1, 2, 3]) {
                $0.option(0x7777, [9])
                $0.put(0 as UInt32)
            }
            file.enhancedPacket(0, units: 1_999_999_999_999, [])
            file.block(5) {
                $0.put(1 as UInt32)
                $0.put(7 as UInt64)
                $0.option(0x7777, [9])
            }
        }
        let sink = MemorySink()
        var writer = PcapngWriter(sink)
        var reader = try CaptureReader(MemorySource(file.bytes))
        while let item = try reader.nextItem() {
            switch item {
            case .frame(let frame): try writer.write(frame)
            case .block(let block):
                let isWritten = try writer.write(block)
                #expect(isWritten)
            }
        }
        try writer.close()
        #expect(sink.bytes == file.bytes)
    }

    @Test(
        "packets alone are copied with their interfaces, described when they are first used, and options in the other byte order"
    )
    func copyPackets() throws {
        var file = FileBuilder(.bigEndian)
        file.section()
        file.interface { $0.option(2, Array("unused".utf8)) }
        file.interface(101) { $0.option(2, Array("used".utf8)) }
        file.enhancedPacket(1, units: 5_000_001, [1, 2, 3]) {
            $0.option(1, Array("seen".utf8))
            $0.option(2, [0, 0, 0, 2])
            $0.option(4, [0, 0, 0, 0, 0, 0, 0, 7])
            $0.option(0x7777, [1, 2, 3, 4])
        }
        file.block(2) {
            $0.put(1 as UInt16)
            $0.put(4 as UInt16)
            $0.put(6_000_000 as UInt64)
            $0.put(0 as UInt32)
            $0.put(1 as UInt32)
        }
        let sink = MemorySink()
        var writer = PcapngWriter(sink)
        try writer.beginSection(CaptureSection(byteOrder: .littleEndian))
        var reader = try CaptureReader(MemorySource(file.bytes))
        while let frame = try reader.next() {
            try writer.write(frame, comments: frame.capturedLength > 0 ? ["added"] : [])
        }
        try writer.close()
        var copy = try CaptureReader(MemorySource(sink.bytes))
        var frames: [Seen] = []
        var drops: [UInt64?] = []
        var flags: [UInt32?] = []
        while let frame = try copy.next() {
            frames.append(Seen(frame))
            drops.append(frame.dropCount)
            flags.append(frame.flags?.rawValue)
        }
        #expect(
            frames == [
                Seen(5, 1000, [1, 2, 3], linkType: 101, comments: ["added", "seen"]),
                Seen(6, 0, [], originalLength: 1, linkType: 101),
            ])
        #expect(drops == [7, 4])
        #expect(flags == [2, nil])
        #expect(copy.interfaces.map(\.name) == ["used"])
    }

    @Test(
        "a sink that takes little at a time gets everything; one that is full keeps what it took, and gets the rest later"
    )
    func reluctantSink() throws {
        let sink = ReluctantSink()
        sink.portion = 1000
        sink.room = 100_000
        var writer = PcapngWriter(sink)
        let interface = try writer.addInterface(CaptureInterface(linkType: .ethernet))
        let packet = [UInt8](repeating: 3, count: 1000)
        var failures = 0
        for second in 0..<1000 as Range<Int64> {
            while true {
                do throws(CaptureError) {
                    try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: second), interface: interface)
                    break
                } catch {
                    #expect(error.code == .noSpace)
                    failures += 1
                    sink.room = failures < 5 ? 7 : .max
                }
            }
        }
        try writer.close()
        #expect(failures == 5)
        #expect(read(sink.bytes).frames == (0..<1000).map { Seen($0, 0, packet) })
    }

    @Test("a writer that is dropped has written everything")
    func dropped() throws {
        let sink = MemorySink()
        do {
            var writer = PcapWriter(sink, linkType: .ethernet)
            let packet: [UInt8] = [1]
            try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: 1))
            #expect(sink.bytes.isEmpty)
        }
        #expect(read(sink.bytes).frames == [Seen(1, 0, [1])])
    }

    @Test("rotating gives whole files, each with its header, section and interfaces")
    func rotation() throws {
        let packet: [UInt8] = [1, 2]
        let pcap = [MemorySink(), MemorySink()]
        var pcapWriter = PcapWriter(pcap[0], linkType: .raw)
        try pcapWriter.write(packet.rawSpan, timestamp: Timestamp(seconds: 1))
        try pcapWriter.rotate(to: pcap[1])
        try pcapWriter.write(packet.rawSpan, timestamp: Timestamp(seconds: 2))
        try pcapWriter.close()
        #expect(
            pcap.map { read($0.bytes).frames } == [
                [Seen(1, 0, packet, linkType: 101)], [Seen(2, 0, packet, linkType: 101)],
            ])

        let pcapng = [MemorySink(), MemorySink()]
        var writer = PcapngWriter(pcapng[0])
        let interface = CaptureInterface(linkType: .raw, name: "tun0")
        let index = try writer.addInterface(interface)
        try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: 1), interface: index)
        try writer.rotate(to: pcapng[1])
        try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: 2), interface: index)
        try writer.close()
        #expect(
            pcapng.map { read($0.bytes).frames } == [
                [Seen(1, 0, packet, linkType: 101)], [Seen(2, 0, packet, linkType: 101)],
            ])
        #expect(writer.byteCount == UInt64(pcapng[1].bytes.count))
    }

    @Test("packets longer than the writer's buffer are written whole")
    func longPacket() throws {
        let sink = ReluctantSink()
        sink.portion = 100_001
        var writer = PcapngWriter(sink)
        let packet = [UInt8](repeating: 1, count: 600_001)
        let index = try writer.addInterface(CaptureInterface(linkType: LinkType(rawValue: 231)))
        try writer.write(packet.rawSpan, timestamp: Timestamp(seconds: 1), interface: index, comments: ["long"])
        try writer.close()
        #expect(read(sink.bytes).frames == [Seen(1, 0, packet, linkType: 231, comments: ["long"])])
    }
}
