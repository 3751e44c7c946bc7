#if os(Linux)
    import HostNetwork
    import Links
    import PacketProtocols
    import Packets
    import PrivateNetwork
    import Testing

    @testable import Sending

    /// Two ends of a cable with addresses: `a0` here, `b0` in a namespace of its own, so that its kernel answers.
    @Suite(
        "What the network fills in", .blocking, .serialized,
        .enabled(if: PrivateNetwork.isAvailable, "\(PrivateNetwork.refusal ?? "")"))
    struct OutgoingPacketsTests {
        /// The packets of an expression, as they would be sent.
        private static func frames(
            _ expression: String, by name: String?, limit: Int = 64
        ) throws -> (frames: [[UInt8]], undeliverable: Int, obstacle: (any Error)?) {
            var packets = try OutgoingPackets(expression, by: name, seed: 1)
            var batch = FrameBatch()
            try packets.take(limit, into: &batch)
            let frames = (0..<batch.count).map { index in batch[index].octets(0, batch[index].byteCount) }
            return (frames, packets.undeliverable, packets.obstacle)
        }

        private static func failure(_ expression: String, by name: String?) -> (any Error)? {
            do {
                return try frames(expression, by: name).obstacle
            } catch {
                return error
            }
        }

        @Test("a neighbor that the kernel does not know is asked for, over IPv4 and IPv6")
        func asksNeighbors() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let v4 = try Self.frames("ip(dst=10.9.0.2)/udp(dstport=9)/'x'", by: "a0").frames[0]
                #expect(v4[0..<6] == far.mac[...])
                #expect(v4[6..<12] == [2, 0, 0, 0, 0, 0xa])
                #expect(v4[26..<30] == [10, 9, 0, 1])
                let v6 = try Self.frames("ipv6(dst=fd00::2)/icmpv6", by: "a0").frames[0]
                #expect(v6[0..<6] == far.mac[...])
                #expect(Array(v6[22..<38]) == [0xfd] + [UInt8](repeating: 0, count: 14) + [1])
                // Of what was asked here the kernel keeps nothing.
                #expect(try network.shell("ip neigh show dev a0 nud reachable").isEmpty)
            }
        }

        @Test("the kernel's neighbor table is believed, and a gateway's address stands for what lies behind it")
        func usesTables() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                try network.shell(
                    """
                    ip neigh add 10.9.0.77 lladdr 02:00:00:00:00:77 dev a0
                    ip route add 198.51.100.0/24 via 10.9.0.77 src 10.9.0.1
                    """)
                let (frames, undeliverable, _) = try Self.frames("ip(dst=198.51.100.0/30)/udp", by: nil)
                #expect(undeliverable == 0 && frames.count == 4)
                #expect(frames.allSatisfy { $0[0..<6] == [2, 0, 0, 0, 0, 0x77] })
                #expect(frames.map { $0[33] } == [0, 1, 2, 3])
            }
        }

        @Test("what the expression gives is kept, and then no route is needed")
        func keepsWhatIsGiven() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                let frame = try Self.frames(
                    "eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02)/ip(src=192.0.2.1,dst=203.0.113.1)/udp", by: "a0"
                ).frames[0]
                #expect(frame[0..<12] == [2, 0, 0, 0, 0, 2, 2, 0, 0, 0, 0, 1])
                #expect(frame[26..<34] == [192, 0, 2, 1, 203, 0, 113, 1])
            }
        }

        @Test("the checksums cover the source address that was filled in")
        func checksums() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let frame = try Self.frames("ip(dst=10.9.0.2)/udp(dstport=9)/'x'", by: "a0").frames[0]
                var wanted = frame
                var random = SplitMix64(seed: 1)
                let given = try ForgeSequence(
                    ForgeExpression("ip(src=10.9.0.1,dst=10.9.0.2)/udp(dstport=9)/'x'")
                ).packet(at: 0, random: &random).octets()
                wanted.replaceSubrange(14..., with: given[14...])
                #expect(frame == wanted)
            }
        }

        @Test("groups and broadcasts need no neighbor (RFC 1112 6.4, RFC 2464 7)")
        func groups() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                func link(_ expression: String) throws -> [UInt8] {
                    Array(try Self.frames(expression, by: "a0").frames[0][0..<6])
                }
                #expect(try link("ip(dst=224.1.2.3)/udp") == [1, 0, 0x5e, 1, 2, 3])
                #expect(try link("ip(dst=255.255.255.255)/udp") == [UInt8](repeating: 0xff, count: 6))
                #expect(try link("ip(dst=10.9.0.255)/udp") == [UInt8](repeating: 0xff, count: 6))
                #expect(try link("ipv6(dst=ff02::1)/icmpv6") == [0x33, 0x33, 0, 0, 0, 1])
            }
        }

        @Test("an ARP request goes to all, from the interface's own addresses")
        func arp() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let frame = try Self.frames("eth/arp(dst.proto_ipv4=10.9.0.2)", by: "a0").frames[0]
                #expect(frame[0..<12] == [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 2, 0, 0, 0, 0, 0xa])
                #expect(frame[22..<32] == [2, 0, 0, 0, 0, 0xa, 10, 9, 0, 1])
                #expect(frame[38..<42] == [10, 9, 0, 2])
                // Its own address may be announced (RFC 5227 2.3).
                let own = try Self.frames("arp(dst.proto_ipv4=10.9.0.1)", by: "a0").frames[0]
                #expect(own[28..<32] == [10, 9, 0, 1])
            }
        }

        @Test("what neighbor discovery asks of the header is filled in, what is given is kept (RFC 4861 4)")
        func discovery() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                // Each target has a group of its own; the route to the target says where to ask.
                let asked = try Self.frames("ipv6/icmpv6(type=135,nd.ns.target_address=fd00::2:0/126)", by: nil).frames
                #expect(asked.map { Array($0[0..<6]) } == (0..<4).map { [0x33, 0x33, 0xff, 2, 0, $0] })
                #expect(asked.map { $0[38..<54].suffix(3) } == (0..<4).map { [2, 0, $0] })
                #expect(asked.allSatisfy { $0[38..<40] == [0xff, 2] && $0[50] == 0xff && $0[21] == 255 })
                for (type, group) in [(133, 2), (134, 1), (136, 1)] as [(Int, UInt8)] {
                    let frame = try Self.frames("ipv6/icmpv6(type=\(type))", by: "a0").frames[0]
                    #expect(frame[21] == 255 && frame[38..<40] == [0xff, 2] && frame[53] == group)
                }
                // Its own address stands in an option, unless there are others or it asks from none.
                let option: [UInt8] = [1, 1, 2, 0, 0, 0, 0, 0xa]
                #expect(asked.allSatisfy { $0.count == 86 && $0.suffix(8) == option[...] })
                #expect(asked.map { $0[77] } == [0, 1, 2, 3])
                for expression in [
                    "ipv6/icmpv6(type=135,nd.ns.target_address=fd00::2,options=[])",
                    "ipv6(src=::)/icmpv6(type=135,nd.ns.target_address=fd00::2)",
                ] {
                    let frame = try Self.frames(expression, by: "a0").frames[0]
                    #expect(frame.count == 78 && frame[54] == 135 && frame[77] == 2)
                }
                let given = try Self.frames(
                    "ipv6(dst=fd00::2,hlim=7)/icmpv6(type=135,nd.ns.target_address=fd00::2,options=[nonce=hex:010203040506])",
                    by: "a0"
                ).frames[0]
                #expect(given.suffix(8) == [14, 1, 1, 2, 3, 4, 5, 6])
                #expect(given[21] == 7 && given[38..<40] == [0xfd, 0] && given[0..<6] == far.mac[...])
                // An echo goes where it says, as far as others go.
                let echo = try Self.frames("ipv6(dst=fd00::2)/icmpv6", by: "a0").frames[0]
                #expect(echo[21] == 64)
            }
        }

        @Test("those that do not answer are left out and counted; all are asked at once")
        func silent() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let start = ContinuousClock.now
                let (frames, undeliverable, _) = try Self.frames("ip(dst=10.9.0.0/28)/icmp", by: "a0")
                // .1 is the host itself; .0 is a broadcast address to kernels before 5.14.
                #expect(undeliverable + frames.count == 16)
                #expect(frames.last?[33] == 2 && frames.allSatisfy { [0, 2].contains($0[33]) })
                #expect(ContinuousClock.now - start < .seconds(3))
            }
        }

        @Test("a question about a neighbor carries the packet's VLAN tag")
        func tags() throws {
            try PrivateNetwork.run { network in
                try network.addPair("a0", "b0")
                try network.shell("ip addr add 10.9.0.1/24 dev a0")
                let listener = try PacketSocketLink("b0")
                let expression = "eth/vlan(id=7)/ip(dst=10.9.0.7)/icmp"
                #expect(Self.failure(expression, by: "a0").map { "\($0)".contains("10.9.0.7 does not answer") } == true)
                var questions: [[UInt8]] = []
                while let frame = try listener.receive() {
                    questions.append(frame.bytes.octets(0, frame.bytes.byteCount))
                }
                #expect(questions.count == 3)
                #expect(questions.allSatisfy { $0[12..<18] == [0x81, 0, 0, 7, 8, 6] && $0[32..<36] == [10, 9, 0, 1] })
            }
        }

        @Test("a TUN device carries IP without Ethernet, and no neighbors are asked")
        func tun() throws {
            try PrivateNetwork.run { network in
                try network.shell(
                    "ip tuntap add t0 mode tun && ip addr add 10.8.0.1/24 dev t0 && ip link set t0 up")
                let frame = try Self.frames("ip(dst=10.8.0.2)/udp", by: nil).frames[0]
                #expect(frame.count == 28 && frame[0] == 0x45)
                #expect(frame[12..<20] == [10, 8, 0, 1, 10, 8, 0, 2])
                #expect(
                    Self.failure("eth/ip(dst=10.8.0.2)/udp", by: "t0").map { "\($0)".contains("begin with ip") } == true
                )
            }
        }

        @Test("what is missing or wrong is said")
        func failures() throws {
            try PrivateNetwork.run { network in
                let far = try network.addFarEnd()
                defer { far.leave() }
                let unreachable = Self.failure("ip(dst=203.0.113.1)/udp", by: nil) as? HostNetworkError
                #expect(unreachable?.code == .unreachable && unreachable?.subject.contains("203.0.113.1") == true)
                let unknown = Self.failure("ip(dst=10.9.0.2)/udp", by: "a1") as? LinkError
                #expect(unknown?.code == .noSuchInterface && unknown?.message.contains("a0") == true)
                func code(_ expression: String, by name: String?) -> SendingError.Code? {
                    (Self.failure(expression, by: name) as? SendingError)?.code
                }
                #expect(code("ip/udp", by: "a0") == .noDestination)
                #expect(code("ip/udp", by: nil) == .noInterface)
                #expect(code("ip(dst=10.9.0.1)/udp", by: "a0") == .ownAddress)
                #expect(Self.failure("ip(dts=10.9.0.1)/udp", by: "a0") is ForgeError)
            }
        }
    }
#endif
