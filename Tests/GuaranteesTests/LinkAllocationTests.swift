import CAllocationCounter
import Captures
import Links
import Packets
import PrivateNetwork
import Testing

extension AllocationTests {
    /// A frame that a link carries.
    private static let frame: [UInt8] =
        [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1, 8, 0, 0x45, 0, 0, 46] + [UInt8](repeating: 0, count: 42)

    /// A sink that keeps nothing.
    private final class NoSink: ByteSink {
        let name = "nothing"
        func write(_ bytes: RawSpan) -> Int { bytes.byteCount }
    }

    @Test("a frame crosses a cable in memory and goes into a file without an allocation")
    func memoryLink() throws {
        let (a, b) = MemoryLink.pair("a", "b")
        var writer = PcapngWriter(NoSink())
        try writer.addInterface(CaptureInterface(linkType: .ethernet))
        let count = try Self.allocations {
            unsafe try a.send(Self.frame.span.bytes)
            while let frame = try b.receive() {
                try writer.write(
                    frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength,
                    flags: PacketFlags(direction: .inbound))
            }
        }
        #expect(count == 0)
    }

    #if os(Linux)
        @Test(
            "a batch is sent on an interface, received in the ring and written without an allocation",
            .enabled(if: PrivateNetwork.isAvailable, "no namespaces"))
        func packetSocket() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0", options: .sending), try PacketSocketLink("b0"))
                var batch = FrameBatch()
                var writer = PcapngWriter(NoSink())
                try writer.addInterface(CaptureInterface(linkType: .ethernet))
                var received = 0
                // Blocks are handed over late; what counts is that nothing is allocated, whenever that is.
                let count = try Self.allocations {
                    batch.removeAll()
                    for _ in 0..<64 { unsafe batch.append(Self.frame.span.bytes) }
                    try a.send(batch)
                    while let frame = try b.receive() {
                        received += 1
                        try writer.write(
                            frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength,
                            flags: PacketFlags(direction: .inbound))
                    }
                }
                #expect(count == 0 && received > 1000)
            }
        }
    #endif
}
