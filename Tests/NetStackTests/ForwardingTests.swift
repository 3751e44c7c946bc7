import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: a router between two links")
struct ForwardingTests {
    @Test(
        "packets are passed on with one hop less, and come back (RFC 1812 5.3.1, RFC 8200 3)",
        arguments: Family.allCases)
    func passes(_ family: Family) throws {
        var path = RoutedPath(family)
        let server = RoutedPath.addresses(family).server
        #expect(try path.ping(server) == nil)
        let request = path.atServer.last {
            $0[12] == (family == .ipv4 ? 8 : 0x86) && $0[family == .ipv4 ? 34 : 54] & 7 == 0
        }
        #expect(request?[family == .ipv4 ? 22 : 21] == 63)
        #expect(path.router.counters.forwarded == 2)
    }

    @Test("who is no router passes nothing on (RFC 1122 3.3.1.1)", arguments: Family.allCases)
    func host(_ family: Family) throws {
        var path = RoutedPath(family, forwards: false)
        #expect(try path.ping(RoutedPath.addresses(family).server) == .noRoute)
        #expect(path.router.counters.forOthers > 0 && path.router.counters.forwarded == 0)
    }

    @Test(
        "at the last hop the sender hears who threw it away (RFC 1812 5.2.7.3, RFC 4443 3.3)",
        arguments: Family.allCases)
    func timeExceeded(_ family: Family) throws {
        var path = RoutedPath(family)
        #expect(try path.ping(RoutedPath.addresses(family).server, hopLimit: 1) == .unreachable)
        let answer = path.atClient.last ?? []
        let start = family == .ipv4 ? 34 : 54
        #expect(answer[start] == (family == .ipv4 ? 11 : 3) && answer[start + 1] == 0)
        let source: IPAddress =
            family == .ipv4
            ? .v4(IPv4Address(rawValue: answer.rawBytes.long(26))) : .v6(IPv6Address(answer.rawBytes, at: 22))
        #expect(source == RoutedPath.addresses(family).near)
    }

    @Test(
        "where nothing leads there, or nobody has the address, the sender hears it (RFC 1812 5.2.7.1, RFC 4443 3.1)",
        arguments: Family.allCases)
    func unreachable(_ family: Family) throws {
        var path = RoutedPath(family)
        let start = family == .ipv4 ? 34 : 54
        #expect(try path.ping(family == .ipv4 ? "192.0.2.1" : "2001:db9::1") == .unreachable)
        #expect(path.atClient.last?[start + 1] == 0)
        #expect(try path.ping(family == .ipv4 ? "10.2.0.77" : "2001:db8:2::77") == .unreachable)
        #expect(path.atClient.last?[start + 1] == (family == .ipv4 ? 1 : 3))
    }

    @Test("a path that takes less is found, and the transfer goes on (RFC 1191, RFC 8201)", arguments: Family.allCases)
    func pathMTU(_ family: Family) throws {
        var path = RoutedPath(family, farMTU: 1300)
        let listener = try path.server.listen(on: 80)
        let near = try path.client.connect(to: RoutedPath.addresses(family).server, port: 80, now: path.now)
        path.run(seconds: 0.1)
        guard let far = path.server.accept(listener) else { throw TwoHosts.NotThere() }
        let data = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 3) }
        _ = try path.client.write(data.rawBytes, to: near)
        path.run(seconds: 5)
        let isSame = try path.server.readAll(far) == data
        #expect(isSame)
        #expect(path.client.status(near)?.segmentSize == 1300 - family.headerLength - 32)
        #expect(path.atServer.allSatisfy { $0.count <= 1314 })
    }

    @Test(
        "what may be cut is cut by the router (RFC 791 3.2); of IPv6 the sender does (RFC 8200 4.5)",
        arguments: Family.allCases)
    func fragments(_ family: Family) throws {
        var path = RoutedPath(family, farMTU: 1300)
        // The first does not fit, the second time the sender knows.
        _ = try path.ping(RoutedPath.addresses(family).server, count: 1400)
        #expect(try path.ping(RoutedPath.addresses(family).server, count: 1400) == nil)
        #expect(try path.ping(RoutedPath.addresses(family).server, count: 3000) == nil)
        #expect(path.atServer.allSatisfy { $0.count <= 1314 })
    }

    @Test("what is of one link stays there, and groups and broadcasts do too (RFC 4291 2.5.6, RFC 1812 5.3.5)")
    func scope() throws {
        var path = RoutedPath(.ipv6)
        _ = try path.ping(RoutedPath.addresses(.ipv6).server)
        let before = (path.atServer.count, path.atClient.count)
        for text in [
            "ipv6(src=2001:db8:1::2,dst=fe80::9)/icmpv6(type=128)",
            "ipv6(src=2001:db8:1::2,dst=ff0e::9)/icmpv6(type=128)",
            "ipv6(src=fe80::2,dst=2001:db8:2::2)/icmpv6(type=128)", "ipv6(src=::,dst=2001:db8:2::2)/icmpv6(type=128)",
        ] {
            var random = SplitMix64(seed: 1)
            let forged = try ForgeSequence(ForgeExpression("eth(src=02:00:00:00:00:01,dst=02:00:00:00:01:01)/\(text)"))
            let octets = try forged.packet(at: 0, random: &random).octets()
            path.router.receive(octets.rawBytes, on: RoutedPath.near, now: path.now)
            path.exchange()
        }
        #expect(path.atServer.count == before.0)
    }

    @Test(
        "segments that a link put together are judged by one of them, and leave cut or as they are (RFC 1191)",
        arguments: Family.allCases, [false, true])
    func superSegments(_ family: Family, offloads: Bool) throws {
        var path = RoutedPath(family, routerOffloads: offloads)
        let server = RoutedPath.addresses(family).server
        #expect(try path.ping(server) == nil)
        let before = path.atServer.count
        let ip = family == .ipv4 ? "ip(src=10.1.0.2,dst=10.2.0.2,flags=2)" : "ipv6(src=2001:db8:1::2,dst=2001:db8:2::2)"
        let payload = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let hex = payload.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let text =
            "eth(src=02:00:00:00:00:01,dst=02:00:00:00:01:01)/\(ip)/tcp(srcport=5,dstport=6,flags=0x19,seq_raw=7)/hex:\(hex)"
        var random = SplitMix64(seed: 1)
        let octets = try ForgeSequence(ForgeExpression(text)).packet(at: 0, random: &random).octets()
        path.router.receive(octets.rawBytes, on: RoutedPath.near, isChecked: true, segmentSize: 1400, now: path.now)
        path.exchange()
        let sent = Array(path.atServer[before...])
        #expect(sent.count == (offloads ? 1 : 4))
        let headers = 14 + family.headerLength + 20
        let isSame = sent.flatMap { $0[headers...] } == payload
        #expect(isSame)
        let flags = sent.map { $0[headers - 7] }
        #expect(offloads || flags == [0x10, 0x10, 0x10, 0x19])
        #expect(path.server.counters.badChecksums == 0)
        // Without a word about segments it is one packet, and does not fit.
        path.router.receive(octets.rawBytes, on: RoutedPath.near, isChecked: true, now: path.now)
        path.exchange()
        #expect(path.atServer.count == before + sent.count)
        let start = family == .ipv4 ? 34 : 54
        #expect(path.atClient.last?[start] == (family == .ipv4 ? 3 : 2))
    }
}
