import Packets
import Testing

@testable import Captures

@Suite("Hostile captures")
struct HostileCaptureTests {
    /// A file of each format with something of everything.
    static let files: [[UInt8]] = [ByteOrder.littleEndian, .bigEndian].flatMap { order in
        var pcap = FileBuilder(order)
        pcap.pcapHeader()
        var modified = FileBuilder(order)
        modified.pcapHeader(magic: 0xA1B2_CD34, minor: 3)
        var pcapng = FileBuilder(order)
        pcapng.section { $0.option(1, [65, 66]) }
        pcapng.interface { $0.option(2, [65]) }
        pcapng.interface(101) { $0.option(9, [0x8A]) }
        for index in 0..<4 as Range<UInt32> {
            let packet = [UInt8](repeating: UInt8(index), count: Int(index) * 3 + 1)
            pcap.pcapPacket(index, index, packet)
            modified.pcapPacket(index, index, packet, extra: [1, 2, 3, 4, 5, 6, 7, 8])
            pcapng.enhancedPacket(index & 1, units: UInt64(index), packet) {
                $0.option(1, [67])
                $0.option(2, [0, 0, 0, 1])
            }
        }
        pcapng.block(3) {
            $0.put(2 as UInt32)
            $0.put([1, 2], padded: true)
        }
        pcapng.block(4) { $0.option(1, [1, 2, 3, 4, 65, 0]) }
        pcapng.block(5) { $0.put([UInt8](repeating: 0, count: 12)) }
        pcapng.block(10) { $0.put([1, 0, 0, 0, 2, 0, 0, 0, 9, 9, 0, 0]) }
        pcapng.block(0x0BAD) { $0.put([0, 0, 0, 1]) }
        return [pcap.bytes, modified.bytes, pcapng.bytes]
    }

    /// Reads all items and looks at everything that they offer.
    static func exhaust(_ bytes: [UInt8]) -> Int {
        var octets = 0
        do {
            var reader = try CaptureReader(MemorySource(bytes), compression: [], bufferCapacity: 64)
            while let item = try reader.nextItem() {
                switch item {
                case .frame(let frame):
                    octets += frame.bytes.byteCount + frame.comments.count + frame.hashes.count + frame.verdicts.count
                    _ = (frame.flags, frame.dropCount, frame.packetIdentifier, frame.queue)
                    #expect(frame.timestamp.nanoseconds < 1_000_000_000)
                    #expect(frame.interface < frame.interfaces.count)
                case .block(let block):
                    octets += block.body.byteCount
                    var options = block.options
                    while let option = options.next() { octets += option.value.byteCount }
                    _ = (block.nameResolutionRecords, block.decryptionSecrets)
                    _ = block.statistics
                }
            }
        } catch {
            #expect(error.offset.map { $0 <= UInt64(bytes.count) } != false)
            #expect(error.code.isBadData)
        }
        return octets
    }

    @Test("every octet set to each of many values is read to the end or to a fault, without a trap", arguments: 0..<6)
    func everyOctet(file: Int) {
        let original = Self.files[file]
        for position in original.indices {
            for value in [0, 1, 3, 4, 0x7F, 0x80, 0xFE, 0xFF] as [UInt8] {
                var bytes = original
                bytes[position] = value
                #expect(Self.exhaust(bytes) <= 4 * bytes.count)
            }
        }
    }

    @Test("random flips of several bits, and random cuts, are read to the end or to a fault", arguments: 0..<6)
    func randomFlips(file: Int) {
        var random = SystemRandomNumberGenerator.Seeded(state: UInt64(file) + 1)
        for _ in 0..<2000 {
            var bytes = Self.files[file]
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            #expect(Self.exhaust(bytes) <= 4 * bytes.count)
        }
    }

    @Test("random octets after a file header are read to the end or to a fault", arguments: 0..<6)
    func randomOctets(file: Int) {
        var random = SystemRandomNumberGenerator.Seeded(state: UInt64(file) + 77)
        for _ in 0..<500 {
            var bytes = Array(Self.files[file].prefix(file % 3 == 2 ? 84 : 24))
            for _ in 0..<200 {
                bytes.append(UInt8.random(in: 0...255, using: &random) & UInt8.random(in: 0...255, using: &random))
            }
            _ = Self.exhaust(bytes)
        }
    }

    @Test("a record that claims all of memory takes no more than what the source holds")
    func growth() throws {
        var file = FileBuilder(.littleEndian)
        file.section()
        file.interface(231)
        file.put(6 as UInt32)
        file.put(UInt32(CaptureLimits.packetBlockLength))
        file.put([UInt8](repeating: 0, count: 5000))
        let result = read(file.bytes, bufferCapacity: 64)
        #expect(result.error?.code == .truncated)
        var buffer = InputBuffer(MemorySource([UInt8](repeating: 1, count: 5000)), capacity: 64)
        #expect(try buffer.fill(1 << 30) == false)
        #expect(buffer.capacity <= 16384)
    }
}

extension SystemRandomNumberGenerator {
    /// A generator that gives the same numbers every time: xorshift64*.
    struct Seeded: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 0x2545_F491_4F6C_DD1D
        }
    }
}
