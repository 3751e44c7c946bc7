#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    /// What holds for batches of frames whichever way they leave.
    struct BatchesOnTheWay {
        let options: PacketSocketOptions

        init(_ options: PacketSocketOptions) { self.options = options }

        static func batch(_ frames: [[UInt8]]) -> FrameBatch {
            var batch = FrameBatch()
            for frame in frames { batch.append(frame.rawBytes) }
            return batch
        }

        /// How many frames the other end's interface has counted.
        static func arrived(_ network: borrowing PrivateNetwork) throws -> UInt64? {
            UInt64(try network.shell("awk '/b0:/ { print $3 }' /proc/net/dev").dropLast())
        }

        /// The same, once there are `count`: a busy kernel hands frames over a little after they were sent.
        static func arrived(_ count: UInt64, _ network: borrowing PrivateNetwork) throws -> UInt64? {
            let end = Date(timeIntervalSinceNow: 5)
            while let arrived = try arrived(network), arrived < count, Date() < end { usleep(10_000) }
            return try arrived(network)
        }

        /// All frames arrive, whole and in order, also when the link is closed at once.
        func arriveInOrder(tapSeesThem: Bool) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (b, tap) = (try PacketSocketLink("b0"), try PacketSocketLink("a0"))
                // More than there is room for at once, of every length that fits.
                let frames = (0..<1473).map { udpFrame(UInt8($0 & 255), payload: $0) }
                do {
                    let a = try PacketSocketLink("a0", options: options)
                    try a.send(Self.batch(frames))
                    try a.send(frames[7])
                    #expect(try a.statistics().sent == 1474 && a.obstacleToXDP == nil)
                }
                let all = frames + [frames[7]]
                #expect(try b.take(1475, seconds: 1).map(\.octets) == all)
                #expect(try tap.take(1475, seconds: 0.2).map(\.octets) == (tapSeesThem ? all : []))
            }
        }

        /// A frame that is too long or too short is told of, and nothing behind it is sent.
        func endWhereOneIsWrong() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0", options: options), try PacketSocketLink("b0"))
                let good = (0..<40).map { udpFrame(UInt8($0)) }
                for wrong in [udpFrame(2, payload: 1473), [1, 2, 3]] {
                    let error = #expect(throws: LinkError.self) {
                        try a.send(Self.batch(good + [wrong] + good))
                    }
                    #expect(error?.code == (wrong.count == 3 ? .frameTooShort : .frameTooLong))
                    #expect(try b.take(41, seconds: 0.1).map(\.octets) == good)
                }
                #expect(try a.statistics().sent == 80 && a.obstacleToXDP == nil)
            }
        }

        /// Frames that no place of the shared memory holds go in their order by the packet socket.
        func holdFramesOfAnyLength() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0", mtu: 9000)
                let (a, b) = (try PacketSocketLink("a0", options: options), try PacketSocketLink("b0"))
                let lengths = [18, 8000, 19, 4054, 4055, 20]
                let frames = (0..<48).map { udpFrame(UInt8($0), payload: lengths[$0 % lengths.count]) }
                try a.send(Self.batch(frames))
                #expect(try b.take(49, seconds: 0.2).map(\.octets) == frames)
                #expect(try a.statistics().sent == 48 && a.obstacleToXDP == nil)
            }
        }

        /// An interface that goes down meanwhile is told of, and the count is that of the frames that arrived; with those that
        /// the queueing discipline took and dropped, where there is one on the way.
        func endWithTheInterface(hasQueue: Bool) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0", options: options)
                let batch = Self.batch((0..<200).map { udpFrame(UInt8($0)) })
                let stop = try network.start("/bin/sh", ["-c", "sleep 0.2; ip link set a0 down"])
                let error = #expect(throws: LinkError.self) {
                    for _ in 0..<20_000 { try a.send(batch) }
                }
                #expect(error?.code == .interfaceDown && stop.wait() == 0)
                let dropped =
                    hasQueue ? Int(try network.shell("awk '/a0:/ { print $13 }' /proc/net/dev").dropLast()) : 0
                #expect(try a.statistics().sent == Self.arrived(network).map { $0 + UInt64(dropped ?? 0) })
            }
        }
    }
#endif
