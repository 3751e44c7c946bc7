import Packets
import Testing

@testable import Captures

@Suite("Merging captures")
struct MergedCapturesTests {
    static func pcap(_ times: [UInt32], tag: UInt8, network: UInt32 = 1) -> [UInt8] {
        var file = FileBuilder(.littleEndian)
        file.pcapHeader(network: network)
        for time in times { file.pcapPacket(time, 0, [tag]) }
        return file.bytes
    }

    @Test("packets come in the order of time, and of equal times in the order of the captures")
    func order() throws {
        let files = [
            Self.pcap([1, 4, 4, 9], tag: 0), Self.pcap([2, 4, 10], tag: 1, network: 101), Self.pcap([], tag: 2),
            Self.pcap([4, 11], tag: 3),
        ]
        var merged = try MergedCaptures(files.map { MemorySource($0) })
        var seen: [[Int]] = []
        while let frame = try merged.next() {
            seen.append([
                Int(frame.timestamp.seconds), Int(frame.bytes.octets[0]), frame.interface, Int(frame.linkType.rawValue),
            ])
        }
        #expect(
            seen == [
                [1, 0, 0, 1], [2, 1, 1, 101], [4, 0, 0, 1], [4, 0, 0, 1], [4, 1, 1, 101], [4, 3, 3, 1], [9, 0, 0, 1],
                [10, 1, 1, 101], [11, 3, 3, 1],
            ])
        #expect(merged.interfaces.map(\.linkType.rawValue) == [1, 101, 1, 1])
        #expect(merged.frameCount == 9)
        #expect(merged.failures.isEmpty)
    }

    @Test("many captures of random times come out sorted and complete")
    func many() throws {
        var random = SystemRandomNumberGenerator.Seeded(state: 5)
        let files = (0..<40).map { tag in
            Self.pcap((0..<50).map { _ in UInt32.random(in: 0..<1000, using: &random) }.sorted(), tag: UInt8(tag))
        }
        var merged = try MergedCaptures(files.map { MemorySource($0) })
        var last: (Int64, UInt8) = (0, 0)
        var counts: [UInt8: Int] = [:]
        while let frame = try merged.next() {
            let here = (frame.timestamp.seconds, frame.bytes.octets[0])
            #expect(last <= here)
            last = here
            counts[here.1, default: 0] += 1
        }
        #expect(counts.count == 40 && counts.values.allSatisfy { $0 == 50 })
    }

    @Test("a fault in one capture comes after the packets of all")
    func fault() throws {
        let files = [Self.pcap([1, 2], tag: 0), Self.pcap([1, 5, 7], tag: 1)]
        var merged = try MergedCaptures([MemorySource(files[0].dropLast(1) + []), MemorySource(files[1])])
        var seen: [Int64] = []
        do throws(CaptureError) {
            while let frame = try merged.next() { seen.append(frame.timestamp.seconds) }
            Issue.record("no fault")
        } catch {
            #expect(error.code == .truncated)
        }
        #expect(seen == [1, 1, 5, 7])
        #expect(merged.failures.count == 1)
    }

    @Test("other blocks come before the packet that follows them, their interfaces counted over all captures")
    func blocks() throws {
        func file(_ time: UInt64) -> [UInt8] {
            var file = FileBuilder(.littleEndian)
            file.section()
            file.interface()
            file.interface(101)
            file.block(4) { $0.put(0 as UInt32) }
            file.enhancedPacket(1, units: time, [1])
            file.block(5) { $0.put([1] + [UInt8](repeating: 0, count: 11)) }
            return file.bytes
        }
        var merged = try MergedCaptures([MemorySource(file(2)), MemorySource(file(1))])
        var seen: [String] = []
        while let item = try merged.nextItem() {
            switch item {
            case .frame(let frame): seen.append("frame \(frame.interface)")
            case .block(let block):
                seen.append("block \(block.type.rawValue) \(block.interface ?? -1)")
            }
        }
        #expect(
            seen == [
                "block 4 -1", "block 4 -1", "frame 3", "block 5 3", "frame 1", "block 5 1",
            ])
    }
}
