#if os(Linux)
    import Foundation
    import Links
    import Packets
    import PrivateNetwork
    import Testing

    @Suite(
        "Packet sockets", .blocking, .serialized,
        .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct PacketSocketTests {
        private static func filtered(_ filter: String) -> PacketSocketOptions {
            var options = PacketSocketOptions()
            options.filter = filter
            return options
        }

        @Test("what one end of a cable sends, the other receives, and both say which way it went")
        func pair() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0"))
                #expect(a.linkType == .ethernet && a.mtu == 1500 && a.hardwareAddress != nil)
                let frames = (1...5).map { udpFrame($0) }
                for frame in frames { try a.send(frame) }
                let received = try b.take(5)
                #expect(received.map(\.octets) == frames)
                #expect(received.allSatisfy { $0.details.direction == .inbound && $0.details.originalLength == 60 })
                #expect(received.allSatisfy { $0.details.interfaceIndex == b.interfaceIndex })
                let times = received.map(\.details.timestamp)
                #expect(times == times.sorted() && times[0].seconds > 1_700_000_000)
                // A packet socket does not see what it sends itself; another on the same interface does.
                #expect(try a.take(1, seconds: 0.1).isEmpty)
                let other = try PacketSocketLink("a0")
                try a.send(frames[0])
                let seen = try other.take(1)
                #expect(seen.map(\.details.direction) == [.outbound])
                #expect(try b.statistics().received == 6 && b.statistics().dropped == 0 && a.statistics().sent == 6)
            }
        }

        @Test("a batch arrives whole and in order")
        func batch() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0", options: .sending), try PacketSocketLink("b0"))
                var batch = FrameBatch()
                let frames = (0..<200).map { udpFrame(UInt8($0), payload: 18 + $0) }
                for frame in frames { batch.append(frame.rawBytes) }
                try a.send(batch)
                #expect(try b.take(200).map(\.octets) == frames)
            }
        }

        @Test(
            "a VLAN tag that the kernel took out is put back", arguments: [0x8100, 0x88a8] as [UInt16])
        func tag(type: UInt16) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0"))
                let frame = tagged(udpFrame(1), vlan: 0x600a, type: type)
                try a.send(frame)
                let received = try b.take(1)
                #expect(received.map(\.octets) == [frame])
                #expect(received.first?.details.originalLength == frame.count)
                #expect(
                    received.first?.details.strippedTag
                        == VLANTag(protocolIdentifier: type, controlInformation: 0x600a))
            }
        }

        @Test("'vlan 10' chooses by the tag that the kernel keeps beside the frame")
        func vlanFilter() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0", options: Self.filtered("vlan 10")))
                let and = try PacketSocketLink("b0", options: Self.filtered("vlan 10 and udp port 8"))
                try a.send(udpFrame(1))
                try a.send(tagged(udpFrame(2), vlan: 11))
                try a.send(tagged(udpFrame(3), vlan: 10))
                try a.send(tagged(udpFrame(4, port: 8), vlan: 10))
                #expect(try b.take(2).map { $0.octets[23] } == [3, 4])
                #expect(try and.take(1).map { $0.octets[23] } == [4])
                #expect(try b.statistics().received == 2)
            }
        }

        @Test("'inbound' and 'outbound' choose by the direction, as the option does")
        func directions() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var only = PacketSocketOptions()
                only.direction = .outbound
                let inbound = try PacketSocketLink("a0", options: Self.filtered("inbound"))
                let outbound = try PacketSocketLink("a0", options: Self.filtered("outbound"))
                let option = try PacketSocketLink("a0", options: only)
                try PacketSocketLink("a0", options: .sending).send(udpFrame(1))
                try PacketSocketLink("b0", options: .sending).send(udpFrame(2))
                #expect(try inbound.take(1).map { $0.octets[19] } == [2])
                #expect(try outbound.take(1).map { $0.octets[19] } == [1])
                #expect(try option.take(1).map { $0.octets[19] } == [1])
            }
        }

        @Test("on loopback each frame appears once; those that go out when only they are wanted")
        func loopback() throws {
            try PrivateNetwork.run { network in
                var out = PacketSocketOptions()
                out.direction = .outbound
                let (both, any) = (try PacketSocketLink("lo"), try PacketSocketLink("any"))
                let outbound = try PacketSocketLink("lo", options: out)
                try PacketSocketLink("lo", options: .sending).send(udpFrame(1))
                #expect(try both.take(2, seconds: 0.2).map(\.details.direction) == [.inbound])
                #expect(try any.take(2, seconds: 0.2).count == 1)
                #expect(try outbound.take(2, seconds: 0.2).map(\.details.direction) == [.outbound])
            }
        }

        @Test("'any' gives cooked frames of every interface, and its filter's offsets fit them")
        func any() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let all = try PacketSocketLink("any")
                let some = try PacketSocketLink("any", options: Self.filtered("udp port 8 and host 10.0.0.2"))
                #expect(all.linkType == .linuxSLL2)
                let b = try PacketSocketLink("b0")
                try PacketSocketLink("a0", options: .sending).send(udpFrame(1))
                try PacketSocketLink("a0", options: .sending).send(udpFrame(2, port: 8))
                let seen = try all.take(4)
                #expect(seen.map(\.details.direction).filter { $0 == .inbound }.count == 2)
                let cooked = try #require(seen.first { $0.details.direction == .inbound })
                #expect(cooked.details.interfaceIndex == b.interfaceIndex && cooked.details.originalLength == 66)
                let index = UInt8(b.interfaceIndex)
                #expect(Array(cooked.octets[..<11]) == [8, 0, 0, 0, 0, 0, 0, index, 0, 1, 3])
                #expect(Array(cooked.octets[12..<18]) == [2, 0, 0, 0, 0, 1])
                #expect(Array(cooked.octets[20...]) == Array(udpFrame(1)[14...]))
                #expect(try some.take(2).map { $0.octets[25] } == [2, 2])
            }
        }

        @Test("on 'any' the tag stands after the cooked header")
        func taggedAny() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions()
                options.direction = .inbound
                let any = try PacketSocketLink("any", options: options)
                try PacketSocketLink("a0", options: .sending).send(tagged(udpFrame(1), vlan: 10))
                let frame = try #require(try any.take(1).first)
                #expect(Array(frame.octets[..<2]) == [0x81, 0])
                #expect(Array(frame.octets[20..<24]) == [0, 10, 8, 0])
                #expect(frame.octets[24] == 0x45 && frame.details.originalLength == frame.octets.count)
            }
        }

        @Test("frames are cut to the snap length and say how long they were", arguments: [nil, "udp"])
        func snapLength(filter: String?) throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0", mtu: 9000)
                var options = PacketSocketOptions()
                options.snapLength = 64
                options.filter = filter
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0", options: options))
                let jumbo = udpFrame(1, payload: 8972)
                try a.send(jumbo)
                let frame = try #require(try b.take(1).first)
                #expect(frame.octets == Array(jumbo[..<64]) && frame.details.originalLength == 9014)
            }
        }

        @Test("a frame longer than the MTU is refused, with the length that would do")
        func tooLong() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let a = try PacketSocketLink("a0")
                let error = #expect(throws: LinkError.self) { try a.send(udpFrame(1, payload: 1473)) }
                #expect(error?.code == .frameTooLong && error?.message.contains("at most 1514") == true)
                try a.send(udpFrame(1, payload: 1472))
            }
        }

        @Test("what does not fit the ring is counted as dropped, and what comes after is received again")
        func slowReader() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions()
                options.ringSize = 512 << 10
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0", options: options))
                var batch = FrameBatch()
                for _ in 0..<64 { batch.append(udpFrame(1).rawBytes) }
                for _ in 0..<200 { try a.send(batch) }
                let kept = try b.take(12800, seconds: 0.3).count
                let statistics = try b.statistics()
                #expect(statistics.received == 12800 && statistics.dropped > 5000 && statistics.frozen > 0)
                #expect(UInt64(kept) + statistics.dropped == 12800)
                try a.send(udpFrame(9))
                #expect(try b.take(1).map { $0.octets[19] } == [9])
            }
        }

        @Test("frames that are held keep their octets while the ring goes around")
        func held() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions()
                options.ringSize = 512 << 10
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0", options: options))
                try a.send(udpFrame(77))
                _ = try LinkWaiter().wait(for: [b], until: .now + .seconds(2))
                guard let first = try b.receive() else { throw Failure("no frame came") }
                var batch = FrameBatch()
                for _ in 0..<64 { batch.append(udpFrame(1).rawBytes) }
                for _ in 0..<200 { try a.send(batch) }
                #expect(try b.take(12800, seconds: 0.2).count < 5000)
                let octets = first.bytes.copied()
                #expect(octets == udpFrame(77))
            }
        }

        @Test("frame by frame, all is as it is with the ring, and a frame comes at once")
        func immediate() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                var options = PacketSocketOptions()
                options.isImmediate = true
                let a = try PacketSocketLink("a0", options: .sending)
                let (b, any) = (
                    try PacketSocketLink("b0", options: options), try PacketSocketLink("any", options: options)
                )
                options.filter = "vlan 10"
                options.snapLength = 30
                let some = try PacketSocketLink("b0", options: options)
                let loopback = try PacketSocketLink("lo", options: options)
                let frames = [udpFrame(1), tagged(udpFrame(2), vlan: 10), udpFrame(3, payload: 1400)]
                for frame in frames { try a.send(frame) }
                // Sending by a cable ends with the frame at its other end: it is there already.
                let received = try b.drain()
                #expect(received.map(\.octets) == frames)
                #expect(received.map(\.details.originalLength) == frames.map(\.count))
                #expect(received[1].details.strippedTag?.identifier == 10)
                let times = received.map(\.details.timestamp)
                #expect(times == times.sorted() && times[0].seconds > 1_700_000_000)
                let cut = try some.drain()
                #expect(cut.map(\.octets) == [Array(frames[1][..<30])] && cut[0].details.originalLength == 64)
                let cooked = try any.drain().filter { $0.details.direction == .inbound }
                #expect(cooked.count == 3 && Array(cooked[1].octets[..<2]) == [0x81, 0])
                #expect(Array(cooked[0].octets[20...]) == Array(frames[0][14...]))
                #expect(try b.statistics() == LinkStatistics(received: 3))
                try PacketSocketLink("lo", options: .sending).send(tagged(udpFrame(4), vlan: 10))
                #expect(try loopback.drain().count == 1)
                try network.shell("ip link set b0 down")
                #expect(throws: LinkError(.interfaceDown, linkName: "b0", message: "")) { _ = try b.drain() }
                try network.shell("ip link del a0")
                #expect(throws: LinkError(.interfaceGone, linkName: "b0", message: "")) { _ = try b.drain() }
            }
        }

        @Test("an alarm from another thread ends a wait")
        func alarm() throws {
            try PrivateNetwork.run { network in
                let link = try PacketSocketLink("lo")
                let waiter = try LinkWaiter()
                let alarm = waiter.alarm
                // A thread of its own: the tasks' threads may all be busy with other tests.
                Thread.detachNewThread {
                    usleep(50_000)
                    alarm.ring()
                }
                #expect(try waiter.wait(for: [link], until: .now + .seconds(10)) == .alarm)
                let before = ContinuousClock.now
                #expect(try waiter.wait(for: [link], until: before + .milliseconds(20)) == .deadline)
                #expect(ContinuousClock.now - before >= .milliseconds(20))
            }
        }

        @Test("a link says that its interface went down, works again when it is up, and says that it vanished")
        func downAndGone() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let (a, b) = (try PacketSocketLink("a0"), try PacketSocketLink("b0"))
                try network.shell("ip link set b0 down")
                #expect(throws: LinkError(.interfaceDown, linkName: "b0", message: "")) { _ = try b.take(1) }
                try network.shell("ip link set b0 up")
                // The kernel may notice the cable's other end up to a second late, and drops what is sent until then.
                var count = 0
                for _ in 0..<10 where count == 0 {
                    try a.send(udpFrame(1))
                    count = try b.take(1, seconds: 0.2).count
                }
                #expect(count == 1)
                try network.shell("ip link del a0")
                #expect(throws: LinkError(.interfaceGone, linkName: "b0", message: "")) { _ = try b.take(1) }
                #expect(throws: LinkError(.interfaceGone, linkName: "a0", message: "")) { try a.send(udpFrame(1)) }
            }
        }

        @Test("a name that no interface has is answered with those there are and the nearest")
        func noSuchInterface() throws {
            try PrivateNetwork.run { network in
                try network.addPair("wan0", "b0")
                let error = #expect(throws: LinkError.self) { try PacketSocketLink("wan1") }
                #expect(error?.code == .noSuchInterface)
                #expect(error?.message.contains("did you mean wan0") == true)
                #expect(error?.message.contains("lo") == true && error?.message.contains("b0") == true)
                try network.shell("ip link set b0 down")
                #expect(throws: LinkError(.interfaceDown, linkName: "b0", message: "")) { try PacketSocketLink("b0") }
            }
        }

        @Test(
            "a wrong expression is refused with the place of the first word that cannot stand there",
            arguments: [
                ("tcp prot 80", 4..<8), ("port", 4..<4), ("host 10.0.0.1 and and", 18..<21), ("udp port 99999", 9..<14),
                ("(tcp or udp", 11..<11), ("tcp[13] & 2 != 0 xor", 17..<20), ("tcp port nosuchport or udp", 9..<19),
            ])
        func wrongExpression(expression: String, place: Range<Int>) throws {
            try PrivateNetwork.run { network in
                let error = #expect(throws: LinkError.self) {
                    try PacketSocketLink("lo", options: Self.filtered(expression))
                }
                #expect(error?.code == .badFilter && error?.range == place, "\(expression): \(error?.range ?? 0..<0)")
            }
        }
    }
#endif
