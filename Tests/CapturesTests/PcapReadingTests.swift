import Packets
import Testing

@testable import Captures

@Suite("Reading pcap")
struct PcapReadingTests {
    static let orders: [ByteOrder] = [.littleEndian, .bigEndian]

    @Test("packets of both byte orders come with time, lengths and octets", arguments: orders)
    func byteOrders(order: ByteOrder) {
        var file = FileBuilder(order)
        file.pcapHeader()
        file.pcapPacket(1_700_000_000, 123_456, [1, 2, 3, 4, 5], original: 1500)
        file.pcapPacket(1_700_000_001, 999_999, [])
        let result = read(file.bytes)
        #expect(result.error == nil)
        #expect(
            result.frames == [
                Seen(1_700_000_000, 123_456_000, [1, 2, 3, 4, 5], originalLength: 1500),
                Seen(1_700_000_001, 999_999_000, []),
            ])
    }

    @Test("the magic a1b23c4d counts nanoseconds", arguments: orders)
    func nanoseconds(order: ByteOrder) throws {
        var file = FileBuilder(order)
        file.pcapHeader(magic: 0xA1B2_3C4D)
        file.pcapPacket(7, 123_456_789, [1])
        #expect(read(file.bytes).frames == [Seen(7, 123_456_789, [1])])
        let reader = try CaptureReader(MemorySource(file.bytes))
        #expect(reader.format == .pcap(.nanoseconds, isModified: false))
        #expect(reader.interfaces.map(\.timestampResolution) == [.nanoseconds])
        #expect(reader.sections.map(\.byteOrder) == [order])
    }

    @Test("the modified variant has eight more octets in a record's header", arguments: orders)
    func modified(order: ByteOrder) {
        var file = FileBuilder(order)
        file.pcapHeader(magic: 0xA1B2_CD34)
        file.pcapPacket(1, 2, [9, 9], extra: [0, 0, 0, 3, 8, 0, 0, 0])
        file.pcapPacket(2, 3, [8], extra: [0, 0, 0, 3, 8, 0, 0, 0])
        #expect(read(file.bytes).frames == [Seen(1, 2000, [9, 9]), Seen(2, 3000, [8])])
    }

    @Test("the upper half of the link type says how long the frame check sequence is")
    func frameCheckSequence() throws {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader(network: 0x2400_0001)
        file.pcapPacket(0, 0, [1])
        let reader = try CaptureReader(MemorySource(file.bytes))
        #expect(reader.interfaces[0].linkType == .ethernet)
        #expect(reader.interfaces[0].frameCheckSequenceLength == 4)
        #expect(read(file.bytes).frames.map(\.linkType) == [1])
    }

    @Test("before version 2.3 the original length comes first; in 2.3 the larger is the original")
    func oldLengths() {
        for (minor, first, second) in [(2, 10, 3), (3, 10, 3), (3, 3, 10), (4, 3, 10)] as [(UInt16, UInt32, UInt32)] {
            var file = FileBuilder(.bigEndian)
            file.pcapHeader(minor: minor)
            file.put(1 as UInt32)
            file.put(0 as UInt32)
            file.put(first)
            file.put(second)
            file.put([7, 7, 7])
            #expect(read(file.bytes).frames == [Seen(1, 0, [7, 7, 7], originalLength: 10)], "2.\(minor)")
        }
    }

    @Test("a fraction of more than a second is carried into the seconds")
    func carriedFraction() {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        file.pcapPacket(10, 4_294_967_295, [1])
        #expect(read(file.bytes).frames == [Seen(10 + 4294, 967_295_000, [1])])
    }

    @Test("an unknown version is refused with its number")
    func version() {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        file.bytes[4] = 3
        let result = read(file.bytes)
        #expect(result.error?.code == .unsupported)
        #expect(
            result.error?.description
                == "test: at byte 0: pcap version 3.4 is not known; version 2.4 and those before it are read")
    }

    @Test("a cut file gives every whole packet, then says where it was cut")
    func truncation() {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        file.pcapPacket(1, 1, [1, 2, 3])
        file.pcapPacket(2, 2, [4, 5, 6])
        for count in 0..<file.bytes.count {
            let result = read(Array(file.bytes[..<count]))
            let whole = count < 24 + 19 ? 0 : 1
            #expect(result.frames.count == whole, "\(count)")
            switch count {
            case 0..<4: #expect(result.error?.code == .notACapture)
            case 24, 24 + 19: #expect(result.error == nil)
            default:
                #expect(result.error?.code == .truncated, "\(count)")
                #expect(result.error?.offset == (count < 24 ? 0 : count < 43 ? 24 : 43), "\(count)")
            }
        }
    }

    @Test("a packet longer than any of its link type is refused, and costs no memory")
    func lyingLength() {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        file.pcapPacket(1, 1, [1])
        file.put(2 as UInt32)
        file.put(0 as UInt32)
        file.put(0xFFFF_FFF0 as UInt32)
        file.put(0xFFFF_FFF0 as UInt32)
        file.put([UInt8](repeating: 0, count: 100))
        let result = read(file.bytes)
        #expect(result.frames.count == 1)
        #expect(result.error?.code == .corrupt)
        #expect(result.error?.offset == 41)
    }

    @Test("packets of up to 262144 octets are read, and longer ones of link types that have such")
    func largestPacket() {
        for (network, length, isRead) in [(1, 262_144, true), (1, 262_145, false), (231, 300_000, true)]
            as [(UInt32, Int, Bool)]
        {
            var file = FileBuilder(.littleEndian)
            file.pcapHeader(network: network)
            file.pcapPacket(1, 1, [UInt8](repeating: 5, count: length))
            let result = read(file.bytes, bufferCapacity: 1000)
            #expect(result.frames.map(\.bytes.count) == (isRead ? [length] : []))
            #expect(result.error?.code == (isRead ? nil : .corrupt))
        }
    }

    @Test("however the source portions its octets, the packets are the same", arguments: [1, 2, 7, 15, 64, 1000])
    func portions(size: Int) {
        var file = FileBuilder(.bigEndian)
        file.pcapHeader()
        for index in 0..<200 as Range<UInt32> {
            file.pcapPacket(index, index, [UInt8](repeating: UInt8(index), count: Int(index * 3)))
        }
        let whole = read(file.bytes)
        #expect(whole.frames.count == 200)
        #expect(read(file.bytes, largestRead: size).frames == whole.frames)
        #expect(read(file.bytes, largestRead: size, bufferCapacity: 64).frames == whole.frames)
    }

    @Test("what is no capture is named as what it seems to be")
    func notACapture() {
        #expect(read([]).error?.message == "not a capture file: it is empty")
        #expect(read([0x1F, 0x8B, 8, 0]).error?.message == "not a capture file but gzip data; decompress it first")
        #expect(
            read(Array("hello".utf8)).error?.message.hasPrefix("not a capture file: it starts with 68 65 6c 6c") == true
        )
        #expect(read(Array("hello".utf8)).error?.code == .notACapture)
    }

    @Test("asking again after a fault gives the same fault")
    func faultStays() throws {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader()
        file.put([1, 2, 3])
        var reader = try CaptureReader(MemorySource(file.bytes))
        for _ in 0..<3 {
            do throws(CaptureError) {
                let isEnd = try reader.next() == nil
                Issue.record("no fault, end: \(isEnd)")
            } catch {
                #expect(error.code == .truncated)
                #expect(error.offset == 24)
            }
        }
    }
}
