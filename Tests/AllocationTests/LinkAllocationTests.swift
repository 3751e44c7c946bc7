import CAllocationCounter
import Captures
import Links
import Packets
import PrivateNetwork
import Sending
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
            .enabled(if: PrivateNetwork.isAvailable, "no namespaces"), arguments: [false, true])
        func packetSocket(sendsByXDP: Bool) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions.sending
                options.sendsByXDP = sendsByXDP
                let (a, b) = (try PacketSocketLink("a0", options: options), try PacketSocketLink("b0"))
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

        @Test(
            "packets are made, addressed and sent, with a rate or without, without an allocation",
            .enabled(if: PrivateNetwork.isAvailable, "no namespaces"),
            arguments: [
                ("ip(dst=198.51.100.0/24)/udp(dstport=random)/'hello'", SendingRate.top),
                ("ip(dst=198.51.100.0/24)/udp(dstport=random)/'hello'", .packets(perSecond: 1e6)),
                ("ip(dst=198.51.100.7)/udp(dstport=9)/'hello'", .top),
            ])
        func sending(_ expression: String, _ rate: SendingRate) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                try network.shell(
                    """
                    ip addr add 10.9.0.1/24 dev a0
                    ip neigh add 10.9.0.77 lladdr 02:00:00:00:00:77 dev a0
                    ip route add 198.51.100.0/24 via 10.9.0.77
                    """)
                var packets = try OutgoingPackets(expression, by: nil, seed: 1)
                var transmission = Transmission(packets.link)
                var schedule = SendingSchedule(rate)
                var batch = FrameBatch()
                // The first batch opens the ring; with a rate that may be late, as long as frames keep to their times.
                try packets.take(256, into: &batch)
                _ = try packets.link.send(batch)
                let count = try Self.allocations {
                    batch.removeAll()
                    if packets.position == packets.count { packets.rewind() }
                    try packets.take(256, into: &batch)
                    batch.repeatLast(256 - batch.count)
                    try schedule.send(batch, by: &transmission)
                }
                #expect(count == 0)
                #expect(transmission.packets == 103 * 256)
                #expect(packets.undeliverable == 0)
            }
        }
    #endif
}
