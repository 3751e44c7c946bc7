import Links
import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: ICMP errors that come")
struct ErrorTests {
    /// A server with a connection to the client, which has sent ten octets that nobody acknowledges.
    private struct Sender: ~Copyable {
        var hosts: TwoHosts
        let family: Family
        let handle: ConnectionHandle
        /// Of the client's and of the server's end.
        var ports: (near: Int, far: Int) = (0, 0)
        var sequence = 0

        init(_ family: Family, sends count: Int = 4000) throws {
            var hosts = try TwoHosts(family: family)
            let (_, far) = try hosts.connect()
            hosts.isCut = true
            _ = try hosts.server.write([UInt8](repeating: 1, count: count).rawBytes, to: far)
            _ = try hosts.exchange()
            let slot = Int(far.slot)
            sequence = Int(hosts.server.connections[slot].unacknowledged)
            let ends = hosts.server.connections[slot].ends
            ports = (Int(ends.remotePort), Int(ends.localPort))
            self.family = family
            handle = far
            self.hosts = hosts
        }

        /// An error about the segment at a sequence number, as a router would send it.
        mutating func hear(_ error: String, at sequence: Int? = nil) throws {
            let tcp =
                "tcp(srcport=\(ports.far),dstport=\(ports.near),seq_raw=\((sequence ?? self.sequence) & 0xffff_ffff))"
            try hosts.inject(ErrorTests.error(family, error, tcp))
        }

        var segmentSize: Int? { hosts.server.status(handle)?.segmentSize }
    }

    private static func error(_ family: Family, _ error: String, _ quoted: String) -> String {
        family == .ipv4
            ? "ip(src=10.0.0.1,dst=10.0.0.2)/icmp(\(error))/ip(src=10.0.0.2,dst=10.0.0.1,len=1500)/\(quoted)"
            : "ipv6(src=2001:db8::1,dst=2001:db8::2)/icmpv6(\(error))/ipv6(src=2001:db8::2,dst=2001:db8::1)/\(quoted)"
    }

    private static func tooBig(_ family: Family, _ mtu: Int) -> String {
        family == .ipv4 ? "type=3,code=4,mtu=\(mtu)" : "type=2,mtu=\(mtu)"
    }

    @Test(
        "segments become as small as the path's MTU, and are sent again at once (RFC 1191 3, RFC 8201 4)",
        arguments: Family.allCases)
    func pathMTU(_ family: Family) throws {
        var sender = try Sender(family)
        let before = sender.hosts.server.counters.retransmissions
        try sender.hear(Self.tooBig(family, 1300))
        #expect(sender.segmentSize == 1300 - family.headerLength - 32)
        let window = sender.hosts.server.status(sender.handle)?.congestionWindow
        sender.hosts.isCut = false
        _ = try sender.hosts.exchange()
        #expect(sender.hosts.server.counters.retransmissions > before)
        #expect(sender.hosts.server.status(sender.handle)?.congestionWindow ?? 0 >= window ?? .max)
        try sender.hosts.run(seconds: 1)
        #expect(sender.hosts.server.status(sender.handle)?.inFlight == 0)
        // The next connection knows it, and datagrams are cut.
        let address = IPv6Address(family.client)
        #expect(sender.hosts.server.pathMTU(to: address, on: InterfaceID(rawValue: 0)) == 1300)
        // Ten minutes later it is forgotten.
        try sender.hosts.run(seconds: 601)
        #expect(sender.hosts.server.pathMTU(to: address, on: InterfaceID(rawValue: 0)) == 1500)
    }

    @Test("what is not in flight was made up (RFC 5927 4.1)", arguments: Family.allCases)
    func outside(_ family: Family) throws {
        var sender = try Sender(family)
        let size = sender.segmentSize
        let flight = sender.hosts.server.status(sender.handle)?.inFlight ?? 0
        try sender.hear(Self.tooBig(family, 1300), at: sender.sequence - 1)
        try sender.hear(Self.tooBig(family, 1300), at: sender.sequence + flight)
        #expect(sender.segmentSize == size)
        #expect(sender.hosts.server.pathMTU(to: IPv6Address(family.client), on: InterfaceID(rawValue: 0)) == 1500)
        try sender.hear(Self.tooBig(family, 1300), at: sender.sequence + flight - 1)
        #expect(sender.segmentSize != size)
    }

    @Test(
        "an MTU below what a path must take counts for nothing (RFC 8201 4), or as that (Linux); more counts for nothing"
    )
    func bounds() throws {
        var newer = try Sender(.ipv6)
        let size = newer.segmentSize
        try newer.hear(Self.tooBig(.ipv6, 1279))
        try newer.hear(Self.tooBig(.ipv6, 9000))
        try newer.hear(Self.tooBig(.ipv6, 0))
        #expect(newer.segmentSize == size)
        var older = try Sender(.ipv4)
        try older.hear(Self.tooBig(.ipv4, 68))
        #expect(older.segmentSize == 552 - 52)
    }

    @Test("a router that does not say the MTU leaves us to guess (RFC 1191 7)")
    func plateau() throws {
        var sender = try Sender(.ipv4)
        try sender.hear(Self.tooBig(.ipv4, 0))
        #expect(sender.segmentSize == 1492 - 52)
    }

    @Test(
        "what is hard ends a connection that is opening; what is open stays (RFC 1122 4.2.3.9, RFC 5461, RFC 5927 5.2)",
        arguments: Family.allCases)
    func hard(_ family: Family) throws {
        let error = family == .ipv4 ? "type=3,code=3" : "type=1,code=4"
        var sender = try Sender(family)
        try sender.hear(error)
        #expect(sender.hosts.server.status(sender.handle)?.failure == nil)

        var hosts = try TwoHosts(family: family)
        _ = try hosts.connect()
        hosts.isCut = true
        let handle = try hosts.server.connect(to: family.client, port: 99, from: 5000, now: hosts.clock.now)
        _ = try hosts.exchange()
        let sequence = hosts.server.connections[Int(handle.slot)].unacknowledged
        try hosts.inject(Self.error(family, error, "tcp(srcport=5000,dstport=99,seq_raw=\(sequence &- 1))"))
        #expect(hosts.server.status(handle)?.failure == nil)
        try hosts.inject(Self.error(family, error, "tcp(srcport=5000,dstport=99,seq_raw=\(sequence))"))
        #expect(hosts.server.status(handle)?.failure == .refused)
    }

    @Test("what is soft says only why it timed out, if it does (RFC 1122 4.2.3.9)", arguments: Family.allCases)
    func soft(_ family: Family) throws {
        var hosts = try TwoHosts(family: family) { $0.handshakeLimit = 2 }
        _ = try hosts.connect()
        hosts.isCut = true
        let handle = try hosts.server.connect(to: family.client, port: 99, from: 5000, now: hosts.clock.now)
        _ = try hosts.exchange()
        let sequence = hosts.server.connections[Int(handle.slot)].unacknowledged
        let error = family == .ipv4 ? "type=3,code=1" : "type=1,code=0"
        try hosts.inject(Self.error(family, error, "tcp(srcport=5000,dstport=99,seq_raw=\(sequence))"))
        #expect(hosts.server.status(handle)?.failure == nil)
        try hosts.run(seconds: 60)
        #expect(hosts.server.status(handle)?.failure == .unreachable)
    }

    @Test("a datagram socket hears of it once, with its next call (RFC 1122 4.1.3.3)", arguments: Family.allCases)
    func datagram(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let socket = try hosts.client.openSocket(.udp, port: 40000)
        try hosts.client.send([1].rawBytes, to: family.server, port: 82, from: socket, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        var code: StackError.Code?
        do { _ = try hosts.client.receive(socket) } catch let error as StackError { code = error.code }
        #expect(code == .refused)
        #expect(try hosts.client.receive(socket) == nil)
    }

    @Test("datagrams are cut by the path's MTU", arguments: Family.allCases)
    func cutDatagrams(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        _ = try hosts.connect()
        let socket = try hosts.server.openSocket(.udp, port: 9)
        _ = try hosts.client.openSocket(.udp, port: 8)
        try hosts.server.send(
            [UInt8](repeating: 1, count: 1400).rawBytes, to: family.client, port: 8, from: socket, now: hosts.clock.now)
        try hosts.inject(Self.error(family, Self.tooBig(family, 1300), "udp(srcport=9,dstport=8)/'12345678'"))
        try hosts.run(seconds: 1)
        let before = try hosts.frames().count
        try hosts.server.send(
            [UInt8](repeating: 1, count: 1400).rawBytes, to: family.client, port: 8, from: socket, now: hosts.clock.now)
        _ = try hosts.exchange()
        let sizes = try hosts.frames()[before...].map(\.count)
        #expect(sizes.count == 2 && sizes.allSatisfy { $0 <= 1314 }, "\(sizes)")
    }

    @Test("IPv4 redirects count from the first hop alone, to one on its link (RFC 1122 3.2.2.2)")
    func redirect() throws {
        var stack = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
        let near = stack.add(
            Interface(
                hardwareAddress: "02:00:00:00:00:02", addresses: [.init("10.0.0.2", prefixLength: 24)],
                gateways: ["10.0.0.254"]))
        func hear(_ stack: inout Stack, from router: String, to gateway: String) throws {
            var random = SplitMix64(seed: 1)
            let text =
                "eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02)/ip(src=\(router),dst=10.0.0.2)/"
                + "icmp(type=5,code=1,redir_gw=\(gateway))/ip(src=10.0.0.2,dst=192.0.2.1)/udp/'12345678'"
            let octets = try ForgeSequence(ForgeExpression(text)).packet(at: 0, random: &random).octets()
            stack.receive(octets.rawBytes, on: near, now: 1)
        }
        func nextHop(_ stack: borrowing Stack) -> IPAddress? {
            stack.route(to: IPv6Address(mapping: "192.0.2.1"))?.address.ipAddress
        }
        try hear(&stack, from: "10.0.0.253", to: "10.0.0.252")
        try hear(&stack, from: "10.0.0.254", to: "10.9.9.9")
        #expect(nextHop(stack) == "10.0.0.254")
        try hear(&stack, from: "10.0.0.254", to: "10.0.0.252")
        #expect(nextHop(stack) == "10.0.0.252")
    }
}
