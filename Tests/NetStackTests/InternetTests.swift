import Links
import Packets
import Testing

@testable import NetStack

@Suite("The stack: the internet layer, of both families")
struct InternetTests {
    @Test("ping, a datagram, a connection that says something both ways and ends", arguments: Family.allCases)
    func journey(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let ping = try hosts.client.openSocket(.echo, port: 7)
        try hosts.client.send([1, 2, 3].rawBytes, to: family.server, port: 1, from: ping, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        let reply = try hosts.client.receive(ping)
        #expect(reply?.octets == [1, 2, 3] && reply?.note.port == 1 && reply?.note.source == family.server)

        let asking = try hosts.client.openSocket(.udp, port: 40000)
        let answering = try hosts.server.openSocket(.udp, port: 9)
        try hosts.client.send([4, 5].rawBytes, to: family.server, port: 9, from: asking, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        let datagram = try hosts.server.receive(answering)
        #expect(datagram?.octets == [4, 5] && datagram?.note.source == family.client)

        let (near, far) = try hosts.connect()
        #expect(hosts.client.status(near)?.segmentSize == 1500 - family.headerLength - 20 - 12)
        #expect(try hosts.client.write([1].rawBytes, to: near) == 1)
        try hosts.run(seconds: 0.1)
        #expect(try hosts.server.readAll(far) == [1])
        hosts.server.close(far, now: hosts.clock.now)
        hosts.client.close(near, now: hosts.clock.now)
        try hosts.run(seconds: 100)
        let rest = hosts.nextEvent
        #expect(hosts.client.status(near) == nil && rest == nil)
        #expect(!(try hosts.lines().contains { $0.contains("bad") || $0.contains("BROKEN") }))
    }

    @Test(
        "a port without a listener refuses (RFC 9293 3.10.7.1, RFC 1122 4.1.3.1, RFC 4443 3.1)",
        arguments: Family.allCases)
    func refused(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let connection = try hosts.client.connect(to: family.server, port: 81, now: hosts.clock.now)
        let socket = try hosts.client.openSocket(.udp, port: 40000)
        try hosts.client.send([1].rawBytes, to: family.server, port: 82, from: socket, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        #expect(hosts.client.status(connection)?.failure == .refused)
        #expect(try hosts.lines().contains { $0.contains("udp port 82") && $0.contains("unreachable") })
    }

    @Test(
        "whatever the cable does, what arrives over IPv6 is what was sent",
        arguments: [
            Impairment(), Impairment(loss: 0.1), Impairment(delay: .milliseconds(5), reordering: 0.2),
            Impairment(corruption: 0.05),
        ], [1500, 1280])
    func transfer(_ impairment: Impairment, mtu: Int) throws {
        var hosts = try TwoHosts(mtu: mtu, impairment, seed: 3, family: .ipv6)
        let (near, far) = try hosts.connect()
        let data = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var (sent, got) = (0, [UInt8]())
        try hosts.run(seconds: 5000) { hosts in
            if sent < data.count { sent += try hosts.client.write(Array(data[sent...]).rawBytes, to: near) }
            got += try hosts.server.readAll(far)
            return got.count >= data.count
        }
        let isSame = got == data
        #expect(isSame)
    }

    // MARK: Extension headers

    private static let ip = "ipv6(src=2001:db8::1,dst=2001:db8::2)/"
    private static let echo = "icmpv6(type=128)/'x'"

    /// A server that knows the client's hardware address, so that each answer leaves at once.
    private static func hosts() throws -> TwoHosts {
        var hosts = try TwoHosts(family: .ipv6)
        _ = try hosts.connect()
        return hosts
    }

    /// What the server answers, with the code of a Parameter Problem, which the lines leave out.
    private static func answers(_ hosts: inout TwoHosts, _ expression: String) throws -> [String] {
        let lines = try hosts.answers(to: expression)
        let code = try hosts.frames().last?[55] ?? 0
        return lines.map { $0.replacing("parameter problem", with: "parameter problem \(code)") }
    }

    @Test(
        "options say what becomes of a packet by who does not know them (RFC 8200 4.2)",
        arguments: [
            ("hopopts", 0x1e, "2001:db8::2", "reply"), ("dstopts", 0x1e, "2001:db8::2", "reply"),
            ("hopopts", 0x5e, "2001:db8::2", nil), ("dstopts", 0x5e, "2001:db8::2", nil),
            ("hopopts", 0x9e, "2001:db8::2", "problem 2, octet 42"),
            ("dstopts", 0x9e, "ff02::1", "problem 2, octet 42"),
            ("hopopts", 0xde, "2001:db8::2", "problem 2, octet 42"), ("dstopts", 0xde, "ff02::1", nil),
        ])
    func options(_ header: String, _ kind: Int, _ destination: String, _ answer: String?) throws {
        var hosts = try Self.hosts()
        let options = "options=[{opt.type=\(kind),opt.unknown=00000000}]"
        let answers = try Self.answers(
            &hosts, "ipv6(src=2001:db8::1,dst=\(destination))/ipv6.\(header)(\(options))/\(Self.echo)")
        #expect(answers.count == (answer == nil ? 0 : 1), "\(answers)")
        if let answer { #expect(answers.first?.contains(answer) == true, "\(answers)") }
    }

    @Test(
        "a routing header with segments left is refused, of type 0 too; without it is passed over (RFC 5095 3, RFC 8200 4.4)"
    )
    func routing() throws {
        var hosts = try Self.hosts()
        for type in [0, 4, 99] {
            let refused = try Self.answers(&hosts, "\(Self.ip)ipv6.routing(type=\(type),segleft=1)/\(Self.echo)")
            #expect(refused.count == 1 && refused[0].contains("problem 0, octet 42,"), "\(refused)")
            let passed = try Self.answers(&hosts, "\(Self.ip)ipv6.routing(type=\(type),segleft=0)/\(Self.echo)")
            #expect(passed.count == 1 && passed[0].contains("reply"), "\(passed)")
        }
    }

    @Test("a header that is not known, or stands in the wrong place, is named (RFC 8200 4, RFC 4443 3.4)")
    func unknownHeader() throws {
        var hosts = try Self.hosts()
        let unknown = try Self.answers(&hosts, "ipv6(src=2001:db8::1,dst=2001:db8::2,nxt=253)/'12345678'")
        #expect(unknown.count == 1 && unknown[0].contains("problem 1, octet 6,"), "\(unknown)")
        let behind = try Self.answers(&hosts, "\(Self.ip)ipv6.dstopts(nxt=253,options=[padn=00000000])/'12345678'")
        #expect(behind.count == 1 && behind[0].contains("problem 1, octet 40,"), "\(behind)")
        let misplaced = try Self.answers(
            &hosts, "\(Self.ip)ipv6.dstopts(options=[padn=00000000])/ipv6.hopopts(options=[padn=00000000])/\(Self.echo)"
        )
        #expect(misplaced.count == 1 && misplaced[0].contains("problem 1, octet 40,"), "\(misplaced)")
        let nothing = try Self.answers(&hosts, "ipv6(src=2001:db8::1,dst=2001:db8::2,nxt=59)/'1'")
        #expect(nothing.isEmpty)
    }

    @Test("no error answers an error, a group, or nobody (RFC 4443 2.4 e)")
    func silent() throws {
        var hosts = try Self.hosts()
        #expect(
            try hosts.answers(to: "\(Self.ip)ipv6.dstopts(options=[{opt.type=0x9e,opt.unknown=00}])/icmpv6(type=1)")
                .isEmpty)
        #expect(try hosts.answers(to: "ipv6(src=2001:db8::1,dst=ff02::1)/udp(dstport=82)/'x'").isEmpty)
        #expect(try hosts.answers(to: "ipv6(src=::,dst=2001:db8::2)/udp(dstport=82)/'x'").isEmpty)
        #expect(try hosts.answers(to: "ipv6(src=ff02::1,dst=2001:db8::2)/\(Self.echo)").isEmpty)
    }

    @Test("errors leave at no more than 50 at once and 1,000 a second (RFC 4443 2.4 f)")
    func limit() throws {
        var hosts = try Self.hosts()
        let before = try hosts.lines().count
        for _ in 0..<200 { try hosts.inject("\(Self.ip)udp(dstport=82)/'x'") }
        try hosts.run(seconds: 0.1)
        #expect(try hosts.lines().count - before == 50)
    }

    @Test("a datagram over IPv6 without a checksum is none (RFC 8200 8.1)")
    func withoutChecksum() throws {
        var hosts = try Self.hosts()
        let socket = try hosts.server.openSocket(.udp, port: 9)
        try hosts.inject("\(Self.ip)udp(dstport=9,checksum=0)/'x'")
        try hosts.inject("ip(src=10.0.0.1,dst=10.0.0.2)/udp(dstport=9,checksum=0)/'x'")
        #expect(try hosts.server.receive(socket) == nil)
        #expect(hosts.server.counters.badChecksums == 1)
    }

    @Test("a mapped or the host's own address is on no wire (RFC 4291 2.5.3, RFC 4038 4.2)")
    func mapped() throws {
        var hosts = try TwoHosts()
        _ = try hosts.connect()
        #expect(try hosts.answers(to: "ipv6(src=::ffff:10.0.0.1,dst=::ffff:10.0.0.2)/\(Self.echo)").isEmpty)
        #expect(hosts.server.counters.malformed == 1)
    }

    @Test(
        "an echo request to all nodes is answered from an address of ours (RFC 4443 4.2); over IPv4 it is not (RFC 1122 3.2.2.6)"
    )
    func everybody() throws {
        var hosts = try Self.hosts()
        let answers = try hosts.answers(to: "ipv6(src=2001:db8::1,dst=ff02::1)/\(Self.echo)")
        #expect(
            answers.count == 1 && answers[0].hasPrefix("IP6 2001:db8::2 > 2001:db8::1: ICMP6, echo reply"), "\(answers)"
        )
        var older = try TwoHosts()
        _ = try older.connect()
        #expect(try older.answers(to: "ip(src=10.0.0.1,dst=10.0.0.255)/icmp(type=8)/'x'").isEmpty)
    }

    @Test("packets of any kind trap nothing", arguments: Family.allCases)
    func hostile(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        _ = try hosts.connect()
        if family == .ipv6 {
            for header in ["hopopts(options=[padn=00000000])", "routing(type=0)", "fraghdr(offset=0,more=1)"] {
                _ = try hosts.answers(to: "\(Self.ip)ipv6.\(header)/\(Self.echo)")
            }
        }
        let frames = try hosts.frames()
        var random = SplitMix64(seed: 7)
        for round in 0..<20_480 {
            var octets = frames[Int(random.next() % UInt64(frames.count))]
            for _ in 0...(round % 4) {
                octets[Int(random.next() % UInt64(octets.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if round % 3 == 0 { octets.removeLast(Int(random.next() % UInt64(octets.count))) }
            hosts.server.receive(octets.rawBytes, on: InterfaceID(rawValue: 0), isChecked: true, now: hosts.clock.now)
            hosts.client.receive(octets.rawBytes, on: InterfaceID(rawValue: 0), isChecked: true, now: hosts.clock.now)
            if round % 16 == 0 {
                hosts.clock.now += 1_000_000
                _ = try hosts.exchange()
            }
        }
        #expect(hosts.server.counters.malformed > 0)
    }
}
