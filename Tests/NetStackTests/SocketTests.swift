import Links
import Packets
import Testing

@testable import NetStack

@Suite("The stack: loopback, any address, and what datagrams say")
struct SocketTests {
    private static let own = Interface(
        hardwareAddress: "02:00:00:00:00:01",
        addresses: [.init("10.0.0.1", prefixLength: 24), .init("2001:db8::1", prefixLength: 64)])

    @Test("ports that are handed out cannot be guessed without the secrets, and none comes twice (RFC 6056 3.3.1)")
    func ports() throws {
        func handed(_ secrets: StackSecrets, _ count: Int) throws -> [UInt16] {
            var configuration = StackConfiguration(secrets: secrets)
            configuration.socketLimit = count
            var stack = Stack(configuration)
            return try (0..<count).map { _ in
                let handle = try stack.openSocket(.udp)
                return stack.sockets[handle.slot].port
            }
        }
        let ports = try handed(StackSecrets(1, 2), 300)
        #expect(Set(ports).count == 300 && ports.allSatisfy { Stack.ephemeralPorts.contains($0) })
        #expect(try handed(StackSecrets(1, 2), 300) == ports)
        #expect(try Set(handed(StackSecrets(1, 3), 300)).intersection(ports).count < 30)
        // Neither does one follow from another.
        #expect(zip(ports, ports.dropFirst()).count { $0 &+ 1 == $1 } < 10)
    }

    @Test(
        "a stack speaks with itself, by any of its addresses, and nothing leaves (RFC 1122 3.2.1.3)",
        arguments: ["127.0.0.1", "::1", "10.0.0.1", "2001:db8::1"] as [IPAddress])
    func loopback(_ address: IPAddress) throws {
        var stack = Stack(StackConfiguration(secrets: StackSecrets(1, 2)))
        _ = stack.add(Self.own)
        _ = stack.add(.loopback)
        let listener = try stack.listen(on: 80)
        let near = try stack.connect(to: address, port: 80, now: 1)
        func turn(_ stack: inout Stack, _ now: UInt64) -> Bool { stack.next(now: now) == nil }
        #expect(turn(&stack, 1))
        guard let far = stack.accept(listener) else { throw TwoHosts.NotThere() }
        let data = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 &* 13) }
        var (sent, got, now) = (0, [UInt8](), 2 as UInt64)
        // No segment waits for an acknowledgment that is delayed.
        while got.count < data.count, now < 1000 {
            sent += try stack.write(Array(data[sent...]).rawBytes, to: near)
            let isQuiet = turn(&stack, now)
            #expect(isQuiet)
            got += try stack.readAll(far)
            now += 1
        }
        let isSame = got == data
        #expect(isSame, "\(got.count) octets")
        let ping = try stack.openSocket(.echo, port: 3)
        try stack.send([7].rawBytes, to: address, port: 1, from: ping, now: now)
        let isQuiet = turn(&stack, now)
        #expect(isQuiet)
        let reply = try stack.receive(ping)
        #expect(reply?.octets == [7] && reply?.note.source == address)
    }

    @Test("what has the host's own addresses came by no wire (RFC 1122 3.2.1.3, RFC 4291 2.5.3)")
    func martian() throws {
        var hosts = try TwoHosts()
        _ = try hosts.connect()
        try hosts.inject("ip(src=127.0.0.1,dst=10.0.0.2)/icmp(type=8)")
        try hosts.inject("ip(src=10.0.0.1,dst=127.0.0.1)/icmp(type=8)")
        try hosts.inject("ipv6(src=::1,dst=2001:db8::2)/icmpv6(type=128)")
        #expect(hosts.server.counters.malformed == 3)
    }

    @Test(
        "an interface that takes any address answers as that address, and no question for it",
        arguments: Family.allCases)
    func anyAddress(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        _ = try hosts.connect()
        let (ip, echo, stranger) =
            family == .ipv4
            ? ("ip(src=10.0.0.1,dst=192.0.2.9)", "icmp(type=8)", "192.0.2.9")
            : ("ipv6(src=2001:db8::1,dst=2001:db8:9::9)", "icmpv6(type=128)", "2001:db8:9::9")
        #expect(try hosts.answers(to: "\(ip)/\(echo)/'x'").isEmpty)
        hosts.server.setAcceptsAnyAddress(true, on: InterfaceID(rawValue: 0))
        let answers = try hosts.answers(to: "\(ip)/\(echo)/'x'")
        #expect(answers.first?.contains("\(stranger) > ") == true, "\(answers)")
        _ = try hosts.server.listen(on: 99)
        let accepted = try hosts.answers(to: "\(ip)/tcp(srcport=5,dstport=99,flags=2)")
        #expect(
            accepted.first?.contains("\(stranger).99 > ") == true && accepted.first?.contains("[S.]") == true,
            "\(accepted)")
        if family == .ipv4 {
            #expect(
                try hosts.answers(
                    to: "arp(opcode=1,src.hw_mac=02:00:00:00:00:01,src.proto_ipv4=10.0.0.1,dst.proto_ipv4=192.0.2.9)"
                ).isEmpty)
        }
    }

    @Test("a socket says how far its datagrams go; to groups it is one hop (RFC 1112 6.1)", arguments: Family.allCases)
    func hopLimit(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let asking = try hosts.client.openSocket(.udp, port: 40000)
        let answering = try hosts.server.openSocket(.udp, port: 9)
        func send(_ hosts: inout TwoHosts, to address: IPAddress) throws -> ReceivedDatagram? {
            try hosts.client.send([1].rawBytes, to: address, port: 9, from: asking, now: hosts.clock.now)
            try hosts.run(seconds: 0.1)
            return try hosts.server.receive(answering)?.note
        }
        let usual = try send(&hosts, to: family.server)
        #expect(usual?.hopLimit == 64 && usual?.destination == family.server)
        try hosts.client.setHopLimit(7, of: asking)
        #expect(try send(&hosts, to: family.server)?.hopLimit == 7)
        try hosts.client.setHopLimit(nil, of: asking)
        let group: IPAddress = family == .ipv4 ? "224.0.0.1" : "ff02::1"
        let toGroup = try send(&hosts, to: group)
        #expect(toGroup?.hopLimit == 1 && toGroup?.destination == group && toGroup?.source == family.client)
    }
}
