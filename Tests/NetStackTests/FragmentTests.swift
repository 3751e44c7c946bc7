import Links
import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: packets in pieces")
struct FragmentTests {
    private static func data(_ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
    }

    @Test(
        "what does not fit is cut and put together, to the largest datagram (RFC 791 3.2, RFC 8200 4.5)",
        arguments: Family.allCases, [1473, 3000, 20_000, 65507])
    func datagrams(_ family: Family, count: Int) throws {
        var hosts = try TwoHosts(family: family)
        let ping = try hosts.client.openSocket(.echo, port: 7)
        let asking = try hosts.client.openSocket(.udp, port: 40000)
        let answering = try hosts.server.openSocket(.udp, port: 9)
        try hosts.client.send(Self.data(count).rawBytes, to: family.server, port: 9, from: asking, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        var buffer = [UInt8](repeating: 0, count: 65535)
        let datagram = try hosts.server.receive(answering, &buffer)
        #expect(datagram?.length == count && Array(buffer[..<count]) == Self.data(count))
        try hosts.client.send(Self.data(count).rawBytes, to: family.server, port: 1, from: ping, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        let reply = try hosts.client.receive(ping, &buffer)
        #expect(reply?.length == count && Array(buffer[..<count]) == Self.data(count))
        let whole = hosts.server.counters.reassembled
        #expect(whole == (count + 8 + family.headerLength > 1500 ? 2 : 0))
        #expect(!(try hosts.lines().contains { $0.contains("bad") || $0.contains("BROKEN") }))
        #expect(try hosts.frames().allSatisfy { $0.count <= 1514 })
    }

    @Test("more than a packet holds is refused", arguments: Family.allCases)
    func tooLong(_ family: Family) throws {
        var hosts = try TwoHosts(family: family)
        let socket = try hosts.client.openSocket(.udp)
        let now = hosts.clock.now
        let most = family == .ipv4 ? 65507 : 65527
        try hosts.client.send(Self.data(most).rawBytes, to: family.server, port: 9, from: socket, now: now)
        do throws(StackError) {
            try hosts.client.send(Self.data(most + 1).rawBytes, to: family.server, port: 9, from: socket, now: now)
            Issue.record("it was taken")
        } catch { #expect(error.code == .tooLong) }
    }

    // MARK: Pieces by hand

    /// A piece of an echo request, of so many octets at an offset; the first has the message's header in it.
    private static func piece(
        _ family: Family, at offset: Int, _ count: Int, more: Bool, ident: Int = 7, fill: UInt8 = 0
    ) -> String {
        let first: [UInt8] = [family == .ipv4 ? 8 : 128, 0, 0, 0, 0, 1, 0, 1]
        let octets =
            offset == 0
            ? first + [UInt8](repeating: fill, count: count - first.count) : [UInt8](repeating: fill, count: count)
        let text = octets.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        return family == .ipv4
            ? "ip(src=10.0.0.1,dst=10.0.0.2,proto=1,id=\(ident),flags.mf=\(more ? 1 : 0),frag_offset=\(offset / 8))/hex:\(text)"
            : "ipv6(src=2001:db8::1,dst=2001:db8::2)/ipv6.fraghdr(nxt=58,ident=\(ident),more=\(more ? 1 : 0),offset=\(offset / 8))/hex:\(text)"
    }

    private static func hosts(_ family: Family) throws -> TwoHosts {
        var hosts = try TwoHosts(family: family)
        _ = try hosts.connect()
        return hosts
    }

    @Test("pieces are taken in any order, and the same one twice (RFC 815 3, RFC 8200 4.5)", arguments: Family.allCases)
    func order(_ family: Family) throws {
        for order in [[0, 1, 2], [2, 1, 0], [1, 1, 0, 2], [2, 0, 0, 2, 1]] {
            var hosts = try Self.hosts(family)
            for index in order {
                try hosts.inject(Self.piece(family, at: index * 16, index == 2 ? 5 : 16, more: index < 2))
            }
            #expect(hosts.server.counters.reassembled == 1 && hosts.server.fragments.partials.isEmpty, "\(order)")
        }
    }

    @Test(
        "pieces that overlap spoil the packet, those that come later too (RFC 5722 4, RFC 3128)",
        arguments: Family.allCases,
        [(8, 16), (24, 16), (0, 24), (16, 8)])
    func overlap(_ family: Family, second: (Int, Int)) throws {
        var hosts = try Self.hosts(family)
        try hosts.inject(Self.piece(family, at: 16, 16, more: true))
        try hosts.inject(Self.piece(family, at: second.0, second.1, more: true))
        try hosts.inject(Self.piece(family, at: 0, 16, more: true))
        try hosts.inject(Self.piece(family, at: 32, 8, more: false))
        #expect(hosts.server.counters.reassembled == 0)
        #expect(hosts.server.counters.malformed > 0)
        let lines = try hosts.answers(to: Self.piece(family, at: 16, 16, more: true, ident: 8))
        #expect(lines.isEmpty)
        // Nobody hears of it, even when its time is over.
        try hosts.run(seconds: 61)
        #expect(!(try hosts.lines().contains { $0.contains("reassembly") }))
        #expect(hosts.server.fragments.partials.isEmpty)
    }

    @Test(
        "a last piece that ends before others, and two last ones that differ, spoil the packet",
        arguments: Family.allCases)
    func ends(_ family: Family) throws {
        var hosts = try Self.hosts(family)
        try hosts.inject(Self.piece(family, at: 32, 16, more: true))
        try hosts.inject(Self.piece(family, at: 16, 8, more: false))
        try hosts.inject(Self.piece(family, at: 16, 8, more: false, ident: 9))
        try hosts.inject(Self.piece(family, at: 32, 8, more: false, ident: 9))
        #expect(hosts.server.counters.malformed == 2)
    }

    @Test(
        "when its time is over the sender hears of it, if the first piece came (RFC 792, RFC 4443 3.3)",
        arguments: Family.allCases, [true, false])
    func timeout(_ family: Family, hasFirst: Bool) throws {
        var hosts = try Self.hosts(family)
        try hosts.inject(Self.piece(family, at: hasFirst ? 0 : 16, 16, more: true))
        try hosts.run(seconds: family == .ipv4 ? 29.9 : 59.9)
        #expect(hosts.server.fragments.partials.count == 1)
        let before = try hosts.lines().count
        try hosts.run(seconds: 0.2)
        let lines = try hosts.lines()[before...]
        #expect(lines.count == (hasFirst ? 1 : 0), "\(lines)")
        #expect(hosts.server.fragments.partials.isEmpty && hosts.server.counters.reassemblyFailures == 1)
        if hasFirst { #expect(lines.first?.contains("reassembly") == true, "\(lines)") }
        let rest = hosts.server.nextDeadline
        #expect(rest == nil || rest! > hosts.clock.now)
    }

    @Test("more than may wait push out the oldest, and memory stays bounded", arguments: Family.allCases)
    func flood(_ family: Family) throws {
        var hosts = try Self.hosts(family)
        for ident in 0..<500 {
            try hosts.inject(Self.piece(family, at: 65000, 16, more: true, ident: ident))
        }
        #expect(hosts.server.fragments.partials.count == 64)
        #expect(hosts.server.fragments.partials.first?.key.identification == 436)
        for index in 0..<200 { try hosts.inject(Self.piece(family, at: 16 + index * 8, 8, more: true, ident: 1000)) }
        #expect(hosts.server.fragments.partials.last?.isSpoiled == true)
    }

    @Test(
        "pieces of odd lengths, or beyond the largest packet, are none (RFC 791 3.2, RFC 8200 4.5)",
        arguments: Family.allCases)
    func lengths(_ family: Family) throws {
        var hosts = try Self.hosts(family)
        let odd = try hosts.answers(to: Self.piece(family, at: 0, 17, more: true))
        let beyond = try hosts.answers(to: Self.piece(family, at: 65528, 16, more: false))
        #expect(hosts.server.fragments.partials.isEmpty && hosts.server.counters.malformed == 2)
        if family == .ipv6 {
            #expect(odd.first?.contains("parameter problem, octet 4,") == true, "\(odd)")
            #expect(beyond.first?.contains("parameter problem, octet 42,") == true, "\(beyond)")
        } else {
            #expect(odd.isEmpty && beyond.isEmpty)
        }
    }

    @Test("a first piece without all headers is refused (RFC 7112 5), and one that is whole is no piece (RFC 6946 4)")
    func headers() throws {
        var hosts = try Self.hosts(.ipv6)
        let ip = "ipv6(src=2001:db8::1,dst=2001:db8::2)/"
        let cut = try hosts.answers(to: "\(ip)ipv6.fraghdr(nxt=6,ident=7,more=1,offset=0)/hex:0102030405060708")
        #expect(cut.first?.contains("parameter problem, octet 0,") == true, "\(cut)")
        let whole = try hosts.answers(to: "\(ip)ipv6.fraghdr(ident=7,more=0,offset=0)/icmpv6(type=128)/'x'")
        #expect(whole.first?.contains("echo reply") == true, "\(whole)")
        #expect(hosts.server.fragments.partials.isEmpty)
    }
}

extension Stack {
    /// The datagram that came first, into a buffer.
    mutating func receive(_ handle: DatagramHandle, _ buffer: inout [UInt8]) throws -> ReceivedDatagram? {
        var span = buffer.mutableSpan
        var bytes = unsafe span.mutableBytes
        return try receive(into: &bytes, from: handle)
    }
}
