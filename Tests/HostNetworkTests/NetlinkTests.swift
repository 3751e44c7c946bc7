#if os(Linux)
    import Packets
    import Testing

    @testable import HostNetwork

    /// What is made of messages, whatever octets they hold.
    @Suite("Netlink messages")
    struct NetlinkTests {
        /// A number as it lies in memory.
        static func host<T: FixedWidthInteger>(_ number: T) -> [UInt8] {
            unsafe withUnsafeBytes(of: number) { unsafe [UInt8]($0) }
        }

        static func attribute(_ type: UInt16, _ octets: [UInt8]) -> [UInt8] {
            let all = host(UInt16(octets.count + 4)) + host(type) + octets
            return all + [UInt8](repeating: 0, count: (4 - all.count % 4) % 4)
        }

        static func message(_ type: UInt16, flags: UInt16 = 0, _ payload: [UInt8]) -> [UInt8] {
            host(UInt32(payload.count + 16)) + host(type) + host(flags) + host(UInt32(7)) + host(UInt32(0)) + payload
        }

        /// RTM_NEWLINK (16): an Ethernet interface 3, up; name, MTU, address, kind and a VLAN's tag.
        static let link = message(
            16,
            [0, 0] + host(UInt16(1)) + host(UInt32(3)) + host(UInt32(0x11043)) + host(UInt32(0))
                + attribute(3, Array("eth7\0".utf8)) + attribute(4, host(UInt32(9000)))
                + attribute(1, [2, 0, 0, 0, 0, 1]) + attribute(16, [6])
                + attribute(
                    0x8000 | 18, attribute(1, Array("vlan\0".utf8)) + attribute(2, attribute(1, host(UInt16(42))))))

        /// RTM_NEWROUTE (24): 10.0.0.0/8 by two ways.
        static let route = message(
            24,
            [2, 8, 0, 0, 254, 4, 0, 1] + host(UInt32(0)) + attribute(1, [10, 0, 0, 0]) + attribute(6, host(UInt32(5)))
                + attribute(
                    9,
                    host(UInt16(16)) + [0, 2] + host(UInt32(4)) + attribute(5, [192, 0, 2, 1])
                        + host(UInt16(16)) + [4, 0] + host(UInt32(5)) + attribute(5, [192, 0, 2, 2])))

        /// RTM_NEWROUTE: 10.0.0.0/8 wrapped as `encapsulation`, the attributes of RTA_ENCAP (22), says.
        static func route(_ type: UInt16, _ encapsulation: [UInt8]) -> [UInt8] {
            message(
                24,
                [2, 8, 0, 0, 254, 4, 0, 1] + host(UInt32(0)) + attribute(1, [10, 0, 0, 0])
                    + attribute(4, host(UInt32(5)))
                    + attribute(0x8000 | 22, encapsulation) + attribute(21, host(type)))
        }

        /// MPLS: the labels 100 and 200, and a time to live.
        static let labels = route(1, attribute(1, [0, 0x06, 0x40, 0, 0, 0x0c, 0x81, 0]) + attribute(2, [9]))
        /// Segment routing, inline: a header of two segments, the last first.
        static let segments = route(
            5, attribute(1, host(UInt32(0)) + [0, 4, 4, 1, 1, 0, 0, 0] + (0..<32).map { UInt8($0) }))

        @Test(
            "what a route wraps packets in is read: MPLS labels (RFC 3032), segments (RFC 8754), others by their kind")
        func readEncapsulation() throws {
            func read(_ octets: [UInt8]) -> RouteEncapsulation? {
                Self.read(octets) { Route($0) }?.nextHops.first?.encapsulation
            }
            #expect(read(Self.labels) == .labels([100, 200], timeToLive: 9))
            let first = IPv6Address(high: 0x1011_1213_1415_1617, low: 0x1819_1a1b_1c1d_1e1f)
            let last = IPv6Address(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f)
            #expect(read(Self.segments) == .segments([first, last], mode: .inline))
            let short = Self.route(5, Self.attribute(1, Self.host(UInt32(0)) + [0, 4, 4, 1, 9, 0, 0, 0]))
            #expect(read(short) == .other(.seg6))
            #expect(read(Self.route(7, Self.attribute(1, [1])))?.type.description == "seg6local")
            #expect(read(Self.route) == nil)
        }

        @Test("an interface is read from RTM_NEWLINK: nested attributes, flags of their types left out")
        func readLink() throws {
            let interface = try #require(Self.read(Self.link) { NetworkInterface($0) })
            #expect(interface.name == "eth7")
            #expect(interface.index == 3)
            #expect(interface.mtu == 9000)
            #expect(interface.mac == MACAddress(2, 0, 0, 0, 0, 1))
            #expect(interface.state == .up)
            #expect(interface.flags.names == ["BROADCAST", "MULTICAST", "UP", "LOWER_UP"])
            #expect(interface.kind == "vlan")
            #expect(interface.vlanID == 42)
        }

        @Test("a route of several ways is read from RTM_NEWROUTE: weights are one more than on the wire")
        func readRoute() throws {
            let route = try #require(Self.read(Self.route) { Route($0) })
            #expect(route.destination.description == "10.0.0.0/8")
            #expect(route.origin == .static)
            #expect(route.metric == 5)
            #expect(route.nextHops.map(\.weight) == [3, 1])
            #expect(route.nextHops.map(\.interfaceIndex) == [4, 5])
            #expect(route.nextHops[1].flags == .onLink)
        }

        @Test("a message cut at any length, or with any octet changed, is read or refused, and nothing traps")
        func hostile() {
            for whole in [Self.link, Self.route, Self.labels, Self.segments] {
                for length in 0..<whole.count { Self.readAll(Array(whole[..<length])) }
                for index in whole.indices {
                    for value: UInt8 in [0, 1, 3, 4, 0x7f, 0x80, 0xff] {
                        var changed = whole
                        changed[index] = value
                        Self.readAll(changed)
                    }
                }
            }
            var random = SplitMix64(seed: 1)
            for _ in 0..<2000 {
                let octets = (0..<Int(random.next() % 200)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
                Self.readAll(octets)
                Self.readAll(Self.message(16, octets))
                Self.readAll(Self.message(20, octets))
                Self.readAll(Self.message(24, octets))
                Self.readAll(Self.message(28, octets))
            }
            #expect(Self.read(Array(Self.link[..<20])) { $0.type } == nil)
        }

        private static func read<Value>(
            _ octets: [UInt8], _ body: (borrowing NetlinkMessage) -> Value?
        ) -> Value? {
            guard let message = unsafe NetlinkMessage(octets.span.bytes, at: 0) else { return nil }
            return body(message)
        }

        private static func readAll(_ octets: [UInt8]) {
            guard let message = unsafe NetlinkMessage(octets.span.bytes, at: 0) else { return }
            _ = NetworkInterface(message)
            _ = InterfaceAddress(message)
            _ = Route(message)
            _ = Neighbor(message)
            _ = message.errorNumber
            _ = message.explanation
        }

        @Test("an error says its number, the kernel's words, and what was asked")
        func errors() throws {
            let octets = Self.message(
                2, flags: 0x300,
                Self.host(Int32(-1)) + Self.host(UInt32(16)) + [UInt8](repeating: 0, count: 12)
                    + Self.attribute(1, Array("not for you\0".utf8)))
            let message = try #require(Self.read(octets) { ($0.errorNumber, $0.explanation) })
            #expect(message.0 == 1)
            #expect(message.1 == "not for you")
            let error = HostNetworkError.system(
                message.0, "routes", action: "ask the kernel", explanation: message.1)
            #expect(error.code == .notPermitted)
            #expect(
                error.description == "routes: cannot ask the kernel: Operation not permitted (not for you); root may")
        }

        @Test("a request holds its attributes aligned, and its own length")
        func request() {
            var request = NetlinkRequest(18)
            request.append(UInt32(1))
            request.append(3, octets: [0x61, 0x62, 0x63])
            request.finish(flags: 0x301, sequence: 9)
            #expect(request.octets.count == 28)
            let bytes = unsafe request.octets.span.bytes
            #expect(bytes.number(UInt32.self) == 28)
            #expect(bytes.clamped(4, 6).number(UInt16.self) == 18)
            #expect(bytes.clamped(8, 12).number(UInt32.self) == 9)
            #expect(bytes.clamped(20, 22).number(UInt16.self) == 7)
        }
    }

    /// A small generator, the same for a seed everywhere.
    struct SplitMix64: RandomNumberGenerator {
        var state: UInt64
        init(seed: UInt64) { state = seed }
        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var z = state
            z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
            z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
            return z ^ (z >> 31)
        }
    }
#endif
