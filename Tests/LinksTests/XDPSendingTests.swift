#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite("Sending by AF_XDP", .blocking, .serialized, .enabled(if: refusalOfXDP == nil, "\(refusalOfXDP ?? "")"))
    struct XDPSendingTests {
        private static var options: PacketSocketOptions {
            var options = PacketSocketOptions.sending
            options.sendsByXDP = true
            return options
        }

        @Test("all frames arrive, whole and in order, also when the link is closed at once; a tap beside it sees none")
        func order() throws { try BatchesOnTheWay(Self.options).arriveInOrder(tapSeesThem: false) }

        @Test("a frame that is too long or too short is told of as ever, and nothing behind it is sent")
        func lengths() throws { try BatchesOnTheWay(Self.options).endWhereOneIsWrong() }

        @Test("frames that no place of the shared memory holds go in their order by the packet socket")
        func jumbo() throws { try BatchesOnTheWay(Self.options).holdFramesOfAnyLength() }

        @Test("an interface that goes down meanwhile is told of, and the count is that of the frames that arrived")
        func interfaceDown() throws { try BatchesOnTheWay(Self.options).endWithTheInterface(hasQueue: false) }

        @Test("what the driver refuses is sent again, once, when it takes frames again")
        func refused() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0", options: Self.options)
                let frames = (0..<200).map { udpFrame(UInt8($0)) }
                try network.shell("ip link set b0 down; sleep 0.1")
                let again = try network.start("/bin/sh", ["-c", "sleep 0.02; ip link set b0 up"])
                try a.send(BatchesOnTheWay.batch(frames))
                #expect(again.wait() == 0)
                #expect(
                    try a.statistics().sent == 200 && BatchesOnTheWay.arrived(200, network) == 200
                        && a.obstacleToXDP == nil)
                // Down for longer than it waits, it is the packet socket's turn, for good.
                try network.shell("ip link set b0 down; sleep 0.1")
                try a.send(frames[0])
                #expect(a.obstacleToXDP != nil)
                try network.shell("ip link set b0 up; sleep 0.1")
                let b = try PacketSocketLink("b0")
                try a.send(frames[1])
                #expect(try b.take(1).map(\.octets) == [frames[1]])
            }
        }

        @Test("where it is not to be had, the packet socket sends, and says why: loopback, a queue that is taken")
        func obstacles() throws {
            try PrivateNetwork.run { network in
                let lo = try PacketSocketLink("lo", options: Self.options)
                #expect(lo.obstacleToXDP?.code == .unsupported)
                try network.shell("ip link add a0 numtxqueues 1 numrxqueues 1 type veth peer name b0 numtxqueues 1")
                try network.shell("for end in a0 b0; do sysctl -qw net.ipv6.conf.$end.disable_ipv6=1; done")
                try network.shell("ip link set a0 up; ip link set b0 up")
                let first = try PacketSocketLink("a0", options: Self.options)
                let second = try PacketSocketLink("a0", options: Self.options)
                let (b, lone) = (try PacketSocketLink("b0"), try PacketSocketLink("lo"))
                #expect(first.obstacleToXDP == nil && second.obstacleToXDP?.code == .systemFailed)
                try second.send(udpFrame(1))
                try first.send(udpFrame(2))
                try lo.send(udpFrame(3))
                #expect(try b.take(2).map(\.octets) == [udpFrame(1), udpFrame(2)])
                #expect(try lone.take(1).map(\.octets) == [udpFrame(3)])
            }
        }
    }

    /// Why frames cannot be sent by AF_XDP here; `nil` where they can.
    private let refusalOfXDP: String? = {
        do {
            return try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions.sending
                options.sendsByXDP = true
                return try PacketSocketLink("a0", options: options).obstacleToXDP?.description
            }
        } catch {
            return "\(error)"
        }
    }()
#endif
