#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite("Sending by a ring", .blocking, .serialized, .enabled(if: PrivateNetwork.isAvailable, "no namespaces"))
    struct RingSendingTests {
        private static func batch(of count: Int) -> FrameBatch {
            BatchesOnTheWay.batch((0..<count).map { udpFrame(UInt8($0 & 255)) })
        }

        private static func packetSockets(_ network: borrowing PrivateNetwork) throws -> Int? {
            Int(try network.shell("tail -n +2 /proc/net/packet | wc -l").dropLast())
        }

        @Test("batches have a ring from 32 frames on; no socket more for fewer")
        func opening() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0", options: .sending)
                try a.send(Self.batch(of: 31))
                #expect(try Self.packetSockets(network) == 1)
                for _ in 0..<3 { try a.send(Self.batch(of: 32)) }
                #expect(try Self.packetSockets(network) == 2)
                #expect(try a.statistics().sent == 127)
                #expect(try BatchesOnTheWay.arrived(127, network) == 127)
            }
        }

        @Test("all frames arrive, whole and in order, also when the link is closed at once; a tap beside it sees them")
        func order() throws { try BatchesOnTheWay(.sending).arriveInOrder(tapSeesThem: true) }

        @Test("a frame that is too long or too short is told of as ever, and nothing behind it is sent")
        func lengths() throws { try BatchesOnTheWay(.sending).endWhereOneIsWrong() }

        @Test("frames that no slot holds go in their order by the other socket")
        func jumbo() throws { try BatchesOnTheWay(.sending).holdFramesOfAnyLength() }

        @Test("an interface that goes down meanwhile is told of, and the count is that of the frames that arrived")
        func interfaceDown() throws { try BatchesOnTheWay(.sending).endWithTheInterface(hasQueue: true) }

        @Test(
            "a queue that is full takes every frame in the end, once",
            .enabled(if: PrivateNetwork.refusalOfQueues == nil, "\(PrivateNetwork.refusalOfQueues ?? "")"))
        func fullQueue() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                // Frames of 60 octets take 36 milliseconds; 20 may wait.
                try network.slow("a0", bitsPerSecond: 8_000_000, queue: 1200)
                let a = try PacketSocketLink("a0", options: .sending)
                let b = try PacketSocketLink("b0")
                try a.send(Self.batch(of: 600))
                let seen = try b.take(601, seconds: 1).map(\.octets)
                #expect(seen == (0..<600).map { udpFrame(UInt8($0 & 255)) })
                #expect(try a.statistics().sent == 600)
            }
        }

        @Test(
            "a queue that nothing leaves is told of when the patience is over, and the count is what it took",
            .enabled(if: PrivateNetwork.refusalOfQueues == nil, "\(PrivateNetwork.refusalOfQueues ?? "")"))
        func stuckQueue() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                // A frame in half a minute.
                try network.slow("a0", bitsPerSecond: 16, queue: 1200)
                var options = PacketSocketOptions.sending
                options.patience = .milliseconds(50)
                let a = try PacketSocketLink("a0", options: options)
                for _ in 0..<2 {
                    let error = #expect(throws: LinkError.self) { try a.send(Self.batch(of: 600)) }
                    #expect(error?.code == .noRoom)
                }
                #expect(throws: LinkError(.noRoom, linkName: "a0", message: "")) { try a.send(udpFrame(1)) }
                let waiting = try network.shell(
                    "tc -s qdisc show dev a0 | sed -n 's/.*backlog [0-9]*b \\([0-9]*\\)p.*/\\1/p'")
                let gone = try #require(try BatchesOnTheWay.arrived(network))
                #expect(try a.statistics().sent == gone + #require(UInt64(waiting.dropLast())))
            }
        }

        @Test("IP goes by a device without a link header")
        func tunnel() throws {
            try PrivateNetwork.run { network in
                let tunnel = try TunLink("tun0")
                try network.shell("ip link set tun0 up")
                let a = try PacketSocketLink("tun0", options: .sending)
                let packets = (0..<40).map { Array(udpFrame(UInt8($0)).dropFirst(14)) }
                try a.send(BatchesOnTheWay.batch(packets))
                #expect(try Self.packetSockets(network) == 2)
                #expect(try tunnel.take(40).map(\.octets).filter { $0[0] == 0x45 } == packets)
            }
        }
    }
#endif
