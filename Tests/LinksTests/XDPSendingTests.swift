#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite("Sending by AF_XDP", .serialized, .enabled(if: refusalOfXDP == nil, "\(refusalOfXDP ?? "")"))
    struct XDPSendingTests {
        private static var options: PacketSocketOptions {
            var options = PacketSocketOptions.sending
            options.sendsByXDP = true
            return options
        }

        private static func batch(_ frames: [[UInt8]]) -> FrameBatch {
            var batch = FrameBatch()
            for frame in frames { batch.append(frame.rawBytes) }
            return batch
        }

        /// How many frames the other end's interface has counted.
        private static func arrived(_ network: borrowing PrivateNetwork) throws -> UInt64? {
            UInt64(try network.shell("awk '/b0:/ { print $3 }' /proc/net/dev").dropLast())
        }

        @Test("all frames arrive, whole and in order, also when the link is closed at once; a tap beside it sees none")
        func order() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (b, tap) = (try PacketSocketLink("b0"), try PacketSocketLink("a0"))
                // More than there is room for at once, of every length that fits.
                let frames = (0..<1473).map { udpFrame(UInt8($0 & 255), payload: $0) }
                do {
                    let a = try PacketSocketLink("a0", options: Self.options)
                    try a.send(Self.batch(frames))
                    try a.send(frames[7])
                    #expect(try a.statistics().sent == 1474 && a.obstacleToXDP == nil)
                }
                #expect(try b.take(1475, seconds: 1).map(\.octets) == frames + [frames[7]])
                #expect(try tap.take(1, seconds: 0.1).isEmpty)
            }
        }

        @Test("a frame that is too long or too short is told of as ever, and nothing behind it is sent")
        func lengths() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0", options: Self.options), try PacketSocketLink("b0"))
                for wrong in [udpFrame(2, payload: 1473), [1, 2, 3]] {
                    let error = #expect(throws: LinkError.self) {
                        try a.send(Self.batch([udpFrame(1), wrong, udpFrame(3)]))
                    }
                    #expect(error?.code == (wrong.count == 3 ? .systemFailed : .frameTooLong))
                    #expect(try b.take(2, seconds: 0.1).map(\.octets) == [udpFrame(1)])
                }
                #expect(try a.statistics().sent == 2 && a.obstacleToXDP == nil)
            }
        }

        @Test("frames that no place of the shared memory holds go in their order by the packet socket")
        func jumbo() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0", mtu: 9000)
                let (a, b) = (try PacketSocketLink("a0", options: Self.options), try PacketSocketLink("b0"))
                let frames = [18, 8000, 19, 4054, 4055, 20].map { udpFrame(1, payload: $0) }
                try a.send(Self.batch(frames))
                #expect(try b.take(6).map(\.octets) == frames)
                #expect(try a.statistics().sent == 6 && a.obstacleToXDP == nil)
            }
        }

        @Test("an interface that goes down meanwhile is told of, and the count is that of the frames that arrived")
        func interfaceDown() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0", options: Self.options)
                let batch = Self.batch((0..<200).map { udpFrame(UInt8($0)) })
                let stop = try network.start("/bin/sh", ["-c", "sleep 0.2; ip link set a0 down"])
                let error = #expect(throws: LinkError.self) {
                    for _ in 0..<20_000 { try a.send(batch) }
                }
                #expect(error?.code == .interfaceDown && stop.wait() == 0)
                #expect(try a.statistics().sent == Self.arrived(network))
            }
        }

        @Test("what the driver refuses is sent again, once, when it takes frames again")
        func refused() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0", options: Self.options)
                let frames = (0..<200).map { udpFrame(UInt8($0)) }
                try network.shell("ip link set b0 down; sleep 0.1")
                let again = try network.start("/bin/sh", ["-c", "sleep 0.02; ip link set b0 up"])
                try a.send(Self.batch(frames))
                #expect(again.wait() == 0)
                #expect(try a.statistics().sent == 200 && Self.arrived(network) == 200 && a.obstacleToXDP == nil)
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
