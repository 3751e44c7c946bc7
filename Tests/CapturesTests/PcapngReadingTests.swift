import Packets
import Testing

@testable import Captures

@Suite("Reading pcapng")
struct PcapngReadingTests {
    static let orders: [ByteOrder] = [.littleEndian, .bigEndian]

    @Test("sections, interfaces and all three packet blocks are read in both byte orders", arguments: orders)
    func blocks(order: ByteOrder) throws {
        var file = FileBuilder(order)
        file.section {
            $0.option(1, Array("first".utf8))
            $0.option(2, Array("a machine".utf8))
            $0.option(3, Array("an OS".utf8))
            $0.option(4, Array("a program".utf8))
            $0.put(0 as UInt32)
        }
        file.interface(snapLength: 4) {
            $0.option(2, Array("eth0".utf8))
            $0.option(3, Array("uplink".utf8))
            $0.option(11, [0] + Array("tcp port 80".utf8))
        }
        file.interface(101) { $0.option(9, [9]) }
        file.enhancedPacket(1, units: 5_000_000_007, [1, 2, 3], original: 60) {
            $0.option(1, Array("look".utf8))
            $0.option(2, [1, 0, 0, 0])
            $0.put(0 as UInt32)
        }
        file.block(3) {
            $0.put(10 as UInt32)
            $0.put([5, 6, 7, 8])
        }
        file.block(2) {
            $0.put(0 as UInt16)
            $0.put(3 as UInt16)
            $0.put(0 as UInt32)
            $0.put(2_000_001 as UInt32)
            $0.put(1 as UInt32)
            $0.put(2 as UInt32)
            $0.put([0xEE], padded: true)
        }
        var reader = try CaptureReader(MemorySource(file.bytes))
        #expect(reader.sections.map(\.comments) == [["first"]])
        #expect(reader.sections[0].hardware == "a machine")
        #expect(reader.sections[0].operatingSystem == "an OS")
        #expect(reader.sections[0].application == "a program")
        var frames: [Seen] = []
        var drops: [UInt64?] = []
        var offsets: [UInt64] = []
        while let frame = try reader.next() {
            frames.append(Seen(frame))
            drops.append(frame.dropCount)
            offsets.append(frame.fileOffset)
        }
        #expect(
            frames == [
                Seen(5, 7, [1, 2, 3], originalLength: 60, interface: 1, linkType: 101, comments: ["look"]),
                Seen(0, 0, [5, 6, 7, 8], originalLength: 10, hasTimestamp: false),
                Seen(2, 1000, [0xEE], originalLength: 2),
            ])
        #expect(drops == [nil, nil, 3])
        #expect(offsets[0] < offsets[1])
        #expect(reader.interfaces.map(\.name) == ["eth0", nil])
        #expect(reader.interfaces[0].interfaceDescription == "uplink")
        #expect(reader.interfaces[0].filter == "tcp port 80")
        #expect(reader.interfaces[1].linkType == .raw)
        #expect(reader.interfaces[1].timestampResolution == .nanoseconds)
        #expect(reader.frameCount == 3)
    }

    @Test("sections of differing byte order follow each other, and interfaces are counted over all")
    func sections() {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        file.enhancedPacket(0, units: 1_000_000, [1])
        var second = FileBuilder(.bigEndian)
        second.section()
        second.interface(113)
        second.interface(228) { $0.option(9, [0x80 | 10]) }
        second.enhancedPacket(1, units: 1024 * 3 + 512, [2])
        second.enhancedPacket(0, units: 9, [3])
        #expect(
            read(file.bytes + second.bytes).frames == [
                Seen(1, 0, [1]),
                Seen(3, 500_000_000, [2], interface: 2, linkType: 228, section: 1),
                Seen(0, 9000, [3], interface: 1, linkType: 113, section: 1),
            ])
    }

    @Test("if_tsoffset is added to the seconds, negative ones too")
    func timestampOffset() {
        var file = FileBuilder(.bigEndian)
        file.section()
        file.interface { option in
            option.option(14, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xF6])
        }
        file.enhancedPacket(0, units: 3_000_000, [])
        #expect(read(file.bytes).frames == [Seen(-7, 0, [])])
    }

    @Test("the options of a packet are read: flags, hash, drops, identifier, queue, verdict")
    func packetOptions() throws {
        var file = FileBuilder(.bigEndian)
        file.section()
        file.interface()
        file.enhancedPacket(0, units: 0, [1]) {
            $0.option(1, Array("one".utf8))
            $0.option(2, [0, 1, 0, 0b1000_0110])
            $0.option(3, [3, 0xAA, 0xBB])
            $0.option(4, [0, 0, 0, 0, 0, 0, 1, 0])
            $0.option(5, [0, 0, 0, 0, 0, 0, 0, 9])
            $0.option(6, [0, 0, 0, 2])
            $0.option(7, [1, 0xCC])
            $0.option(1, Array("two".utf8))
        }
        var reader = try CaptureReader(MemorySource(file.bytes))
        guard let frame = try reader.next() else {
            Issue.record("no packet")
            return
        }
        let flags = frame.flags
        #expect(flags?.direction == .outbound)
        #expect(flags?.reception == .unicast)
        #expect(flags?.frameCheckSequenceLength == 4)
        #expect(flags?.linkErrors == 1)
        let (hashes, verdicts, comments) = (frame.hashes, frame.verdicts, frame.comments)
        #expect(hashes.map(\.algorithm) == [3] && hashes.map(\.value) == [[0xAA, 0xBB]])
        #expect(verdicts.map(\.kind) == [1] && verdicts.map(\.value) == [[0xCC]])
        #expect(comments == ["one", "two"])
        let numbers = [frame.dropCount, frame.packetIdentifier, frame.queue]
        #expect(numbers == [256, 9, 2])
    }

    @Test("other blocks come between the packets, in file order, with what they hold", arguments: orders)
    func otherBlocks(order: ByteOrder) throws {
        var file = FileBuilder(order)
        file.section()
        file.block(0x0BAD) { $0.put([1, 2, 3, 4, 5, 6, 7, 8]) }
        file.interface()
        file.block(4) {
            $0.option(1, [10, 0, 0, 1] + Array("ten".utf8) + [0] + Array("zehn".utf8) + [0])
            $0.option(99, [1])
            $0.option(2, [UInt8](repeating: 0, count: 15) + [1] + Array("lo".utf8) + [0])
            $0.put(0 as UInt32)
            $0.option(1, Array("names".utf8))
        }
        file.block(0xA) {
            $0.put(0x544C_534B as UInt32)
            $0.put(5 as UInt32)
            $0.put(Array("CLIEN".utf8), padded: true)
        }
        file.enhancedPacket(0, units: 1, [1])
        file.block(0x1234) { $0.put([9, 9, 9, 9]) }
        file.block(5) {
            $0.put(0 as UInt32)
            $0.put(0 as UInt32)
            $0.put(3_000_000 as UInt32)
            $0.put(4 as UInt16)
            $0.put(8 as UInt16)
            $0.put(77 as UInt64)
        }
        var reader = try CaptureReader(MemorySource(file.bytes))
        var types: [String] = []
        while let item = try reader.nextItem() {
            switch item {
            case .frame(let frame): types.append("frame \(frame.capturedLength)")
            case .block(let block):
                types.append("\(block.type.rawValue)")
                switch block.type {
                case .nameResolution:
                    let (records, comments) = (block.nameResolutionRecords, block.options.comments)
                    #expect(records.map(\.names) == [["ten", "zehn"], ["lo"]])
                    #expect(records.first?.address == [10, 0, 0, 1])
                    #expect(comments == ["names"])
                case .decryptionSecrets:
                    let secrets = block.decryptionSecrets
                    #expect(secrets == DecryptionSecrets(type: DecryptionSecrets.tlsKeyLog, data: Array("CLIEN".utf8)))
                case .interfaceStatistics:
                    let statistics = block.statistics
                    #expect(statistics?.received == 77)
                    #expect(statistics?.timestamp == Timestamp(seconds: 3))
                case .custom:
                    let body = block.body.octets
                    #expect(body == [1, 2, 3, 4, 5, 6, 7, 8])
                default: break
                }
            }
        }
        #expect(types == ["168627466", "2989", "1", "4", "10", "frame 1", "4660", "5"])
    }

    @Test("a block's two lengths must agree")
    func trailingLength() {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        file.enhancedPacket(0, units: 1, [1])
        let offset = file.bytes.count
        file.enhancedPacket(0, units: 2, [2])
        file.bytes[file.bytes.count - 4] += 4
        let result = read(file.bytes)
        #expect(result.frames.count == 1)
        #expect(result.error?.code == .corrupt)
        #expect(result.error?.offset == UInt64(offset))
    }

    @Test(
        "a block of no length, or of one that no block has, is an error and no loop",
        arguments: [0, 4, 8, 11, 0x7FFF_FFFF, 0xFFFF_FFFF] as [UInt32])
    func impossibleLength(length: UInt32) {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        file.put(6 as UInt32)
        file.put(length)
        file.put([UInt8](repeating: 0, count: 64))
        #expect(read(file.bytes).error?.code == .corrupt)
    }

    @Test("a length that lacks the padding is taken as the padded one, as tshark does")
    func unpaddedLength() {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        let start = file.bytes.count
        file.enhancedPacket(0, units: 1, [1])
        file.enhancedPacket(0, units: 2, [2])
        let length = UInt8(33)
        file.bytes[start + 4] = length
        file.bytes[start + 32] = length
        #expect(read(file.bytes).frames == [Seen(0, 1000, [1]), Seen(0, 2000, [2])])
    }

    @Test("a packet must name an interface that its section has described")
    func unknownInterface() {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        file.section()
        file.enhancedPacket(0, units: 1, [1])
        let result = read(file.bytes)
        #expect(result.error?.code == .corrupt)
        #expect(
            result.error?.message.hasPrefix("a packet names interface 0, where the section has described 0") == true)
    }

    @Test("a packet cannot be longer than its block, in any of the packet blocks")
    func packetBeyondBlock() {
        for type in [2, 3, 6] as [UInt32] {
            var file = FileBuilder(.littleEndian)
            file.section()
            file.interface()
            file.block(type) {
                if type != 3 { $0.put([UInt8](repeating: 0, count: 12)) }
                $0.put(9 as UInt32)
                if type != 3 { $0.put(9 as UInt32) }
                $0.put([UInt8](repeating: 1, count: 8))
            }
            #expect(read(file.bytes).error?.code == .corrupt, "\(type)")
        }
    }

    @Test("an option longer than its block is a fault in an interface, and the end of a packet's options")
    func lyingOption() throws {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface()
        file.enhancedPacket(0, units: 1, [1]) {
            $0.option(1, Array("kept".utf8))
            $0.put(1 as UInt16)
            $0.put(400 as UInt16)
        }
        file.interface {
            $0.put(2 as UInt16)
            $0.put(400 as UInt16)
        }
        let result = read(file.bytes)
        #expect(result.frames.map(\.comments) == [["kept"]])
        #expect(result.error?.code == .corrupt)
    }

    @Test("a file of nothing but interfaces cannot fill the memory")
    func manyInterfaces() {
        var file = FileBuilder(.littleEndian)
        file.section()
        var one = FileBuilder(.littleEndian)
        one.interface()
        for _ in 0..<130_000 { file.bytes += one.bytes }
        #expect(read(file.bytes).error?.code == .limitExceeded)
    }

    @Test("every cut of a file gives the packets before it, and a truncation unless it is between blocks")
    func truncation() {
        var file = FileBuilder(.bigEndian)
        file.section()
        var ends = [file.bytes.count]
        file.interface()
        ends.append(file.bytes.count)
        for index in 0..<3 as Range<UInt64> {
            file.enhancedPacket(0, units: index, [1, 2, 3, 4, 5]) { $0.option(1, [65]) }
            ends.append(file.bytes.count)
        }
        let whole = read(file.bytes).frames
        #expect(whole.count == 3)
        for count in 0..<file.bytes.count {
            let result = read(Array(file.bytes[..<count]))
            let complete = max(0, ends.filter { $0 <= count }.count - 2)
            #expect(result.frames == Array(whole[..<complete]), "\(count)")
            if ends.contains(count) {
                #expect(result.error == nil, "\(count)")
            } else {
                #expect(result.error?.code == (count < 4 ? .notACapture : .truncated), "\(count)")
            }
        }
    }
}
