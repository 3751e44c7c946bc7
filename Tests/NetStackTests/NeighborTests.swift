import Links
import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: neighbors, routers and addresses")
struct NeighborTests {
    private static let near = InterfaceID(rawValue: 0)
    private static let router: IPv6Address = "fe80::ff"

    @Test(
        "three questions a second apart, and then the connection fails (RFC 4861 7.2.2, RFC 1122 2.3.2.1)",
        arguments: Family.allCases)
    func unreachable(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let start = hosts.clock.now
        let connection = try hosts.client.connect(to: family.nobody, port: 80, now: start)
        try hosts.run { $0.client.status(connection)?.failure != nil }
        #expect(hosts.client.status(connection)?.failure == .unreachable)
        #expect(hosts.clock.now - start == 3_000_000_000)
        #expect(try hosts.lines().count == 3)
    }

    @Test(
        "who was silent for thirty seconds is used, asked alone after five, and forgotten after three questions (RFC 4861 7.3.3)",
        arguments: Family.allCases)
    func states(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let socket = try hosts.client.openSocket(.udp, port: 40000)
        _ = try hosts.server.openSocket(.udp, port: 9)
        func send(_ hosts: inout TwoHosts) throws {
            try hosts.client.send([1].rawBytes, to: family.server, port: 9, from: socket, now: hosts.clock.now)
        }
        func state(_ hosts: borrowing TwoHosts) -> Neighbor.State? {
            hosts.client.neighbors.find(IPv6Address(family.server), on: Self.near).map {
                hosts.client.neighbors[$0].state
            }
        }
        try send(&hosts)
        try hosts.run(seconds: 1)
        #expect(state(hosts) == .reachable)
        try hosts.run(seconds: 31)
        try send(&hosts)
        #expect(state(hosts) == .delay)
        try hosts.run(seconds: 5.5)
        #expect(state(hosts) == .reachable)
        let questions = try hosts.frames().filter {
            $0[0] & 1 == 0 && ($0[12...13] == [8, 6] || $0.count > 54 && $0[54] == 135)
        }
        #expect(!questions.isEmpty, "it is asked alone")
        try hosts.run(seconds: 31)
        hosts.isCut = true
        try send(&hosts)
        try hosts.run(seconds: 6)
        #expect(state(hosts) == .probe)
        try hosts.run(seconds: 3)
        #expect(state(hosts) == nil)
    }

    @Test("a message that a router passed on, with a code, or with an option of no length is dropped (RFC 4861 7.1.1)")
    func invalid() throws {
        var hosts = try TwoHosts(family: .ipv6)
        _ = try hosts.connect()
        let solicitation = "icmpv6(type=135,nd.ns.target_address=2001:db8::2"
        for (index, text) in [
            "ipv6(src=2001:db8::1,dst=2001:db8::2,hlim=254)/\(solicitation))",
            "ipv6(src=2001:db8::1,dst=2001:db8::2,hlim=255)/\(solicitation),code=1)",
            "ipv6(src=2001:db8::1,dst=2001:db8::2,hlim=255)/\(solicitation),options=[{opt.type=1,opt.length=0}])",
            "ipv6(src=::,dst=2001:db8::2,hlim=255)/\(solicitation))",
        ].enumerated() {
            try hosts.inject(text)
            #expect(hosts.server.counters.malformed == UInt64(index + 1), "\(text)")
        }
        let answers = try hosts.answers(
            to: "ipv6(src=2001:db8::1,dst=2001:db8::2,hlim=255)/\(solicitation),options=[source=02:00:00:00:00:01])")
        #expect(answers.first?.contains("neighbor advertisement") == true, "\(answers)")
    }

    @Test("of two answers to one question the first counts, for a second, and later the other: ARP has no checksum")
    func firstAnswer() throws {
        var hosts = try TwoHosts()
        _ = try hosts.connect()
        let found = hosts.client.neighbors.find(IPv6Address(TwoHosts.serverAddress), on: InterfaceID(rawValue: 0))
        let slot = try #require(found)
        func answer(_ hardware: UInt8) -> [UInt8] {
            let own: [UInt8] = [2, 0, 0, 0, 0, 1]
            let other: [UInt8] = [2, 0, 0, 0, 0, hardware]
            let said: [UInt8] = [8, 6, 0, 1, 8, 0, 6, 4, 0, 2] + other + [10, 0, 0, 2] + own + [10, 0, 0, 1]
            return own + other + said
        }
        let late = answer(0x66)
        hosts.client.receive(late.rawBytes, on: InterfaceID(rawValue: 0), now: hosts.clock.now)
        var hardware = hosts.client.neighbors[slot].hardware
        #expect(hardware == "02:00:00:00:00:02")
        hosts.client.receive(late.rawBytes, on: InterfaceID(rawValue: 0), now: hosts.clock.now + 2_000_000_000)
        hardware = hosts.client.neighbors[slot].hardware
        #expect(hardware == "02:00:00:00:00:66")
    }

    @Test(
        "an advertisement that nobody asked for makes no entry (RFC 4861 7.2.5), and a known address needs the override flag"
    )
    func advertisements() throws {
        var hosts = try TwoHosts(family: .ipv6)
        func advertise(_ hosts: inout TwoHosts, _ target: String, _ hardware: String, flags: Int) throws {
            try hosts.inject(
                "ipv6(src=\(target),dst=2001:db8::2,hlim=255)/icmpv6(type=136,nd.na.flag=\(flags),"
                    + "nd.na.target_address=\(target),options=[target=\(hardware)])")
        }
        try advertise(&hosts, "2001:db8::9", "02:00:00:00:00:09", flags: 0x6000_0000)
        #expect(hosts.server.neighbors.find("2001:db8::9", on: Self.near) == nil)
        _ = try hosts.connect()
        guard let slot = hosts.server.neighbors.find("2001:db8::1", on: Self.near) else { throw TwoHosts.NotThere() }
        try advertise(&hosts, "2001:db8::1", "02:00:00:00:00:01", flags: 0x4000_0000)
        #expect(hosts.server.neighbors[slot].state == .reachable)
        try advertise(&hosts, "2001:db8::1", "02:00:00:00:00:66", flags: 0)
        #expect(
            hosts.server.neighbors[slot].state == .stale && hosts.server.neighbors[slot].hardware == "02:00:00:00:00:01"
        )
        try advertise(&hosts, "2001:db8::1", "02:00:00:00:00:66", flags: 0x2000_0000)
        #expect(
            hosts.server.neighbors[slot].state == .stale && hosts.server.neighbors[slot].hardware == "02:00:00:00:00:66"
        )
    }

    @Test("a flood of strangers does not grow the table")
    func flood() throws {
        var hosts = try TwoHosts(family: .ipv6) { $0.neighborLimit = 16 }
        for index in 1..<200 {
            try hosts.inject(
                "ipv6(src=2001:db8::\(String(index + 16, radix: 16)),dst=2001:db8::2,hlim=255)/icmpv6(type=135,"
                    + "nd.ns.target_address=2001:db8::2,options=[source=02:00:00:00:01:01])")
        }
        let count = (1..<200).count {
            hosts.server.neighbors.find(IPv6Address(high: 0x2001_0db8 << 32, low: UInt64($0 + 16)), on: Self.near)
                != nil
        }
        #expect(count <= 16)
        _ = try hosts.connect()
    }

    // MARK: Addresses

    /// A stack that makes its own addresses, alone on a link, with all that it sent.
    private struct Host: ~Copyable {
        var stack: Stack
        var now: UInt64 = 1_000_000_000
        var sent: [[UInt8]] = []

        init(
            _ kind: InterfaceIdentifiers?, _ addresses: [Interface.Address] = [], probes: Bool = false, key: UInt64 = 1
        ) {
            stack = Stack(StackConfiguration(secrets: StackSecrets(key, 2)))
            var interface = Interface(hardwareAddress: "02:00:00:00:00:02", addresses: addresses, identifiers: kind)
            interface.probesAddresses = probes
            _ = stack.add(interface)
        }

        var addresses: [IPAddress] { stack.interfaces[0].addresses.map(\.address) }

        mutating func run(seconds: Double) {
            let end = now + UInt64(seconds * 1e9)
            while true {
                while let frame = stack.next(now: now) {
                    var octets: [UInt8] = []
                    frame.append(to: &octets)
                    // What is said of groups has tests of its own.
                    if octets.count < 56 || octets[20] != 0 { sent.append(octets) }
                }
                guard let next = stack.nextDeadline, next <= end else { break }
                now = max(now, next)
            }
            now = end
        }

        mutating func hear(_ expression: String) throws {
            var random = SplitMix64(seed: 1)
            let type = expression.hasPrefix("arp") ? ",dst=ff:ff:ff:ff:ff:ff" : ",dst=02:00:00:00:00:02"
            let forged = try ForgeSequence(ForgeExpression("eth(src=02:00:00:00:00:01\(type))/\(expression)"))
            let octets = try forged.packet(at: 0, random: &random).octets()
            stack.receive(octets.rawBytes, on: InterfaceID(rawValue: 0), now: now)
        }

        mutating func hearRouter(_ options: String, fields: String = "router_lifetime=1800") throws {
            try hear("ipv6(src=fe80::ff,dst=ff02::1,hlim=255)/icmpv6(type=134,nd.ra.\(fields),options=[\(options)])")
        }
    }

    private static func prefix(_ valid: Int = 7200, _ preferred: Int = 3600) -> String {
        "prefix={opt.prefix.length=64,opt.prefix.flag=0xc0,opt.prefix.valid_lifetime=\(valid),"
            + "opt.prefix.preferred_lifetime=\(preferred),opt.prefix=2001:db8:5::}"
    }

    @Test(
        "an address for the link is made, asked for, and ours a second later; then routers are asked for three times (RFC 4862 5.3, RFC 4861 6.3.7)"
    )
    func linkLocal() {
        var host = Host(.hardware)
        host.run(seconds: 0.9)
        #expect(host.addresses.isEmpty && host.sent.count == 1)
        let question = host.sent[0]
        #expect(question[54] == 135 && question[21] == 255 && question[22..<38].allSatisfy { $0 == 0 })
        host.run(seconds: 20)
        #expect(host.addresses == ["fe80::ff:fe00:2"])
        #expect(host.sent.count == 4 && host.sent[1...].allSatisfy { $0[54] == 133 && $0[38] == 0xff })
    }

    @Test("opaque identifiers differ by prefix and secret, and stay the same (RFC 7217 5)")
    func opaque() throws {
        func addresses(_ key: UInt64) throws -> [IPAddress] {
            var host = Host(.opaque, key: key)
            host.run(seconds: 2)
            try host.hearRouter(Self.prefix())
            host.run(seconds: 2)
            return host.addresses
        }
        let (first, again, other) = (try addresses(1), try addresses(1), try addresses(2))
        #expect(first.count == 2 && first == again && first[0] != other[0] && first[1] != other[1])
        #expect(first[0] != "fe80::ff:fe00:2" && IPv6Address(first[0]).low != IPv6Address(first[1]).low)
    }

    @Test(
        "an address that somebody has is not taken; an opaque one is tried anew three times (RFC 4862 5.4.5, RFC 7217 6)"
    )
    func duplicate() throws {
        var host = Host(.hardware)
        host.run(seconds: 0.5)
        try host.hear(
            "ipv6(src=fe80::ff:fe00:2,dst=ff02::1,hlim=255)/icmpv6(type=136,nd.na.flag=0x20000000,"
                + "nd.na.target_address=fe80::ff:fe00:2,options=[target=02:00:00:00:00:09])")
        host.run(seconds: 5)
        #expect(host.addresses.isEmpty && host.stack.addressConflicts.count == 1)

        var other = Host(.opaque)
        for round in 0..<6 {
            other.run(seconds: 0.5)
            guard other.sent.count > round else { break }
            let question = other.sent[round]
            let target = IPv6Address(question.rawBytes, at: 62)
            try other.hear(
                "ipv6(src=::,dst=\(target.solicitedNodeMulticast),hlim=255)/icmpv6(type=135,nd.ns.target_address=\(target))"
            )
        }
        #expect(other.sent.count == 4 && other.stack.addressConflicts.count == 4)
    }

    @Test("of a router's advertisement come addresses, the route, MTU and hop limit (RFC 4861 6.3.4, RFC 4862 5.5.3)")
    func advertisement() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        try host.hearRouter(
            "mtu=1400,\(Self.prefix()),source=02:00:00:00:00:ff", fields: "cur_hop_limit=33,nd.ra.router_lifetime=1800")
        host.run(seconds: 2)
        #expect(host.addresses == ["fe80::ff:fe00:2", "2001:db8:5::ff:fe00:2"])
        let far = host.stack.route(to: "2001:db8:77::1")
        #expect(far?.address == Self.router && far?.source == "2001:db8:5::ff:fe00:2")
        #expect(host.stack.route(to: "2001:db8:5::9")?.address == "2001:db8:5::9", "the prefix is on the link")
        #expect(host.stack.states[0].mtu == 1400 && host.stack.states[0].hopLimit == 33)
        let questions = host.sent.count { $0[54] == 133 }
        #expect(questions == 1, "who has heard a router asks no more")
        // After an hour the address is deprecated, after two it is gone.
        host.run(seconds: 3600)
        #expect(host.stack.interfaces[0].addresses.last?.isDeprecated == true)
        #expect(host.stack.route(to: "2001:db8:77::1") == nil, "the router's lifetime is over")
        host.run(seconds: 3600)
        #expect(host.addresses == ["fe80::ff:fe00:2"] && host.stack.route(to: "2001:db8:5::9") == nil)
    }

    @Test(
        "nobody ends an address at once: two hours are left to it (RFC 4862 5.5.3 e); a router may end itself (RFC 4861 6.3.4)"
    )
    func twoHours() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        try host.hearRouter(Self.prefix(86400, 86400))
        host.run(seconds: 2)
        try host.hearRouter(Self.prefix(10, 10), fields: "router_lifetime=0")
        #expect(host.stack.route(to: "2001:db8:77::1") == nil)
        host.run(seconds: 7000)
        #expect(host.addresses.count == 2)
        host.run(seconds: 300)
        #expect(host.addresses.count == 1)
    }

    @Test(
        "an advertisement from afar, or of a smaller MTU than IPv6 has, counts for nothing (RFC 4861 6.1.2, RFC 8200 5)"
    )
    func invalidAdvertisements() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        try host.hear("ipv6(src=2001:db8::ff,dst=ff02::1,hlim=255)/icmpv6(type=134,nd.ra.router_lifetime=1800)")
        try host.hear("ipv6(src=fe80::ff,dst=ff02::1,hlim=254)/icmpv6(type=134,nd.ra.router_lifetime=1800)")
        #expect(host.stack.route(to: "2001:db8:77::1") == nil && host.stack.counters.malformed == 2)
        try host.hearRouter("mtu=1200")
        #expect(host.stack.states[0].mtu == nil && host.stack.route(to: "2001:db8:77::1") != nil)
    }

    @Test("routers and prefixes are bounded, whoever tells them")
    func boundedRouters() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        for index in 0..<300 {
            let prefix =
                "prefix={opt.prefix.length=64,opt.prefix.flag=0xc0,opt.prefix=2001:db8:\(String(index, radix: 16))::}"
            try host.hear(
                "ipv6(src=fe80::\(String(index + 16, radix: 16)),dst=ff02::1,hlim=255)/icmpv6(type=134,"
                    + "nd.ra.router_lifetime=1800,options=[\(prefix)])")
            host.run(seconds: 1)
        }
        host.run(seconds: 3)
        #expect(host.stack.routes.entries.count <= RouteTable.limit(.router) + 1)
        #expect(host.addresses.count <= Stack.automaticLimit + 1)
    }

    @Test("a router that does not answer gives way to another (RFC 4861 6.3.6)")
    func secondRouter() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        try host.hearRouter(Self.prefix())
        try host.hear("ipv6(src=fe80::fe,dst=ff02::1,hlim=255)/icmpv6(type=134,nd.ra.router_lifetime=1800)")
        host.run(seconds: 2)
        #expect(host.stack.route(to: "2001:db8:77::1")?.address == "fe80::ff")
        let socket = try host.stack.openSocket(.udp)
        try host.stack.send([1].rawBytes, to: "2001:db8:77::1", port: 9, from: socket, now: host.now)
        host.run(seconds: 4)
        #expect(host.stack.route(to: "2001:db8:77::1")?.address == "fe80::fe")
    }

    @Test("a redirect counts from the first hop alone (RFC 4861 8.1)")
    func redirect() throws {
        var host = Host(.hardware)
        host.run(seconds: 2)
        try host.hearRouter(Self.prefix())
        host.run(seconds: 2)
        let redirect =
            "icmpv6(type=137,nd.rd.target_address=fe80::fd,rd.na.destination_address=2001:db8:77::1,"
            + "options=[target=02:00:00:00:00:fd])"
        try host.hear("ipv6(src=fe80::fe,dst=2001:db8:5::ff:fe00:2,hlim=255)/\(redirect)")
        #expect(host.stack.route(to: "2001:db8:77::1")?.address == Self.router)
        try host.hear("ipv6(src=fe80::ff,dst=2001:db8:5::ff:fe00:2,hlim=255)/\(redirect)")
        #expect(host.stack.route(to: "2001:db8:77::1")?.address == "fe80::fd")
        #expect(host.stack.route(to: "2001:db8:77::2")?.address == Self.router)
    }

    // MARK: ARP

    @Test("an IPv4 address is asked for three times, announced twice, and only then ours (RFC 5227 2.1.1, 2.3)")
    func probe() {
        var host = Host(nil, [.init("10.0.0.2", prefixLength: 24)], probes: true)
        host.run(seconds: 3)
        #expect(host.addresses.isEmpty)
        host.run(seconds: 10)
        #expect(host.addresses == ["10.0.0.2"])
        #expect(host.sent.count == 5)
        for (index, frame) in host.sent.enumerated() {
            #expect(Array(frame[28..<32]) == (index < 3 ? [0, 0, 0, 0] : [10, 0, 0, 2]) && frame[0] == 0xff)
        }
    }

    @Test("one that somebody has, or asks for at the same time, is not taken (RFC 5227 2.1.1)")
    func conflict() throws {
        for sender in ["10.0.0.2", "0.0.0.0"] {
            var host = Host(nil, [.init("10.0.0.2", prefixLength: 24)], probes: true)
            host.run(seconds: 1.5)
            try host.hear(
                "arp(opcode=1,src.hw_mac=02:00:00:00:00:09,src.proto_ipv4=\(sender),dst.proto_ipv4=10.0.0.2)")
            host.run(seconds: 10)
            #expect(host.addresses.isEmpty && host.stack.addressConflicts.count == 1, "\(sender)")
        }
    }

    @Test("one that is ours is defended, once in ten seconds (RFC 5227 2.4)")
    func defence() throws {
        var host = Host(nil, [.init("10.0.0.2", prefixLength: 24)])
        for _ in 0..<5 {
            try host.hear("arp(opcode=2,src.hw_mac=02:00:00:00:00:09,src.proto_ipv4=10.0.0.2,dst.proto_ipv4=10.0.0.9)")
            host.run(seconds: 1)
        }
        #expect(
            host.sent.count == 1
                && host.stack.addressConflicts == [
                    AddressConflict(interface: Self.near, address: "10.0.0.2", isDefended: true)
                ])
        host.run(seconds: 10)
        try host.hear("arp(opcode=2,src.hw_mac=02:00:00:00:00:09,src.proto_ipv4=10.0.0.2,dst.proto_ipv4=10.0.0.9)")
        host.run(seconds: 1)
        #expect(host.sent.count == 2)
    }
}
