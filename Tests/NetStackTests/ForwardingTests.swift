import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: a router between two links")
struct ForwardingTests {
    /// Two hosts and the router between them, on links that lose nothing and take no time.
    private struct Path: ~Copyable {
        var client: Stack
        var router: Stack
        var server: Stack
        var now: UInt64 = 1_000_000_000
        /// What reached the client and the server.
        var atClient: [[UInt8]] = []
        var atServer: [[UInt8]] = []

        static let near = InterfaceID(rawValue: 0)
        static let far = InterfaceID(rawValue: 1)

        init(_ family: Family, farMTU: Int = 1500, routerOffloads: Bool = false, forwards: Bool = true) {
            func stack(_ key: UInt64, forwards: Bool = false) -> Stack {
                var configuration = StackConfiguration(secrets: StackSecrets(key, 9))
                configuration.forwards = forwards
                return Stack(configuration)
            }
            client = stack(1)
            router = stack(2, forwards: forwards)
            server = stack(3)
            let addresses = Path.addresses(family)
            let length = family.prefixLength
            _ = client.add(
                Interface(
                    hardwareAddress: "02:00:00:00:00:01", addresses: [.init(addresses.client, prefixLength: length)],
                    gateways: [addresses.near]))
            _ = router.add(
                Interface(
                    hardwareAddress: "02:00:00:00:01:01", addresses: [.init(addresses.near, prefixLength: length)]))
            _ = router.add(
                Interface(
                    hardwareAddress: "02:00:00:00:01:02", mtu: farMTU,
                    addresses: [.init(addresses.far, prefixLength: length)],
                    offloads: routerOffloads))
            _ = server.add(
                Interface(
                    hardwareAddress: "02:00:00:00:00:02", mtu: 1500,
                    addresses: [.init(addresses.server, prefixLength: length)],
                    gateways: [addresses.far]))
        }

        static func addresses(_ family: Family) -> (
            client: IPAddress, near: IPAddress, far: IPAddress, server: IPAddress
        ) {
            family == .ipv4
                ? ("10.1.0.2", "10.1.0.1", "10.2.0.1", "10.2.0.2")
                : ("2001:db8:1::2", "2001:db8:1::1", "2001:db8:2::1", "2001:db8:2::2")
        }

        mutating func exchange() {
            var hasMoved = true
            while hasMoved {
                hasMoved = false
                while let frame = client.next(now: now) {
                    router.receive(Self.octets(frame).rawBytes, on: Self.near, now: now)
                    hasMoved = true
                }
                while let frame = server.next(now: now) {
                    router.receive(Self.octets(frame).rawBytes, on: Self.far, now: now)
                    hasMoved = true
                }
                while let frame = router.next(now: now) {
                    let octets = Self.octets(frame)
                    hasMoved = true
                    if frame.interface == Self.near {
                        atClient.append(octets)
                        client.receive(octets.rawBytes, on: Self.near, now: now)
                    } else {
                        atServer.append(octets)
                        server.receive(
                            octets.rawBytes, on: Self.near, isChecked: frame.offload.checksumStart > 0, now: now)
                    }
                }
            }
        }

        static func octets(_ frame: borrowing OutgoingFrame) -> [UInt8] {
            var octets: [UInt8] = []
            frame.append(to: &octets)
            return octets
        }

        mutating func run(seconds: Double) {
            let end = now + UInt64(seconds * 1e9)
            while true {
                exchange()
                let next = [client.nextDeadline, router.nextDeadline, server.nextDeadline].compactMap { $0 }.min()
                guard let next, next <= end else { break }
                now = max(now, next)
            }
            now = end
        }

        /// What the client hears of a ping.
        mutating func ping(_ address: IPAddress, count: Int = 1, hopLimit: UInt8? = nil) throws -> StackError.Code? {
            let socket = try client.openSocket(.echo)
            defer { client.close(socket) }
            try client.setHopLimit(hopLimit, of: socket)
            try client.send([UInt8](repeating: 5, count: count).rawBytes, to: address, port: 1, from: socket, now: now)
            run(seconds: 4)
            do throws(StackError) {
                var buffer = [UInt8](repeating: 0, count: 65535)
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                return try client.receive(into: &bytes, from: socket) == nil ? .noRoute : nil
            } catch { return error.code }
        }
    }

    @Test(
        "packets are passed on with one hop less, and come back (RFC 1812 5.3.1, RFC 8200 3)",
        arguments: Family.allCases)
    func passes(_ family: Family) throws {
        var path = Path(family)
        let server = Path.addresses(family).server
        #expect(try path.ping(server) == nil)
        let request = path.atServer.last {
            $0[12] == (family == .ipv4 ? 8 : 0x86) && $0[family == .ipv4 ? 34 : 54] & 7 == 0
        }
        #expect(request?[family == .ipv4 ? 22 : 21] == 63)
        #expect(path.router.counters.forwarded == 2)
    }

    @Test("who is no router passes nothing on (RFC 1122 3.3.1.1)", arguments: Family.allCases)
    func host(_ family: Family) throws {
        var path = Path(family, forwards: false)
        #expect(try path.ping(Path.addresses(family).server) == .noRoute)
        #expect(path.router.counters.forOthers > 0 && path.router.counters.forwarded == 0)
    }

    @Test(
        "at the last hop the sender hears who threw it away (RFC 1812 5.2.7.3, RFC 4443 3.3)",
        arguments: Family.allCases)
    func timeExceeded(_ family: Family) throws {
        var path = Path(family)
        #expect(try path.ping(Path.addresses(family).server, hopLimit: 1) == .unreachable)
        let answer = path.atClient.last ?? []
        let start = family == .ipv4 ? 34 : 54
        #expect(answer[start] == (family == .ipv4 ? 11 : 3) && answer[start + 1] == 0)
        let source: IPAddress =
            family == .ipv4
            ? .v4(IPv4Address(rawValue: answer.rawBytes.long(26))) : .v6(IPv6Address(answer.rawBytes, at: 22))
        #expect(source == Path.addresses(family).near)
    }

    @Test(
        "where nothing leads there, or nobody has the address, the sender hears it (RFC 1812 5.2.7.1, RFC 4443 3.1)",
        arguments: Family.allCases)
    func unreachable(_ family: Family) throws {
        var path = Path(family)
        let start = family == .ipv4 ? 34 : 54
        #expect(try path.ping(family == .ipv4 ? "192.0.2.1" : "2001:db9::1") == .unreachable)
        #expect(path.atClient.last?[start + 1] == 0)
        #expect(try path.ping(family == .ipv4 ? "10.2.0.77" : "2001:db8:2::77") == .unreachable)
        #expect(path.atClient.last?[start + 1] == (family == .ipv4 ? 1 : 3))
    }

    @Test("a path that takes less is found, and the transfer goes on (RFC 1191, RFC 8201)", arguments: Family.allCases)
    func pathMTU(_ family: Family) throws {
        var path = Path(family, farMTU: 1300)
        let listener = try path.server.listen(on: 80)
        let near = try path.client.connect(to: Path.addresses(family).server, port: 80, now: path.now)
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
        var path = Path(family, farMTU: 1300)
        // The first does not fit, the second time the sender knows.
        _ = try path.ping(Path.addresses(family).server, count: 1400)
        #expect(try path.ping(Path.addresses(family).server, count: 1400) == nil)
        #expect(try path.ping(Path.addresses(family).server, count: 3000) == nil)
        #expect(path.atServer.allSatisfy { $0.count <= 1314 })
    }

    @Test("what is of one link stays there, and groups and broadcasts do too (RFC 4291 2.5.6, RFC 1812 5.3.5)")
    func scope() throws {
        var path = Path(.ipv6)
        _ = try path.ping(Path.addresses(.ipv6).server)
        let before = (path.atServer.count, path.atClient.count)
        for text in [
            "ipv6(src=2001:db8:1::2,dst=fe80::9)/icmpv6(type=128)",
            "ipv6(src=2001:db8:1::2,dst=ff0e::9)/icmpv6(type=128)",
            "ipv6(src=fe80::2,dst=2001:db8:2::2)/icmpv6(type=128)", "ipv6(src=::,dst=2001:db8:2::2)/icmpv6(type=128)",
        ] {
            var random = SplitMix64(seed: 1)
            let forged = try ForgeSequence(ForgeExpression("eth(src=02:00:00:00:00:01,dst=02:00:00:00:01:01)/\(text)"))
            let octets = try forged.packet(at: 0, random: &random).octets()
            path.router.receive(octets.rawBytes, on: Path.near, now: path.now)
            path.exchange()
        }
        #expect(path.atServer.count == before.0)
    }

    @Test(
        "segments that a link put together are judged by one of them, and leave cut or as they are (RFC 1191)",
        arguments: Family.allCases, [false, true])
    func superSegments(_ family: Family, offloads: Bool) throws {
        var path = Path(family, routerOffloads: offloads)
        let server = Path.addresses(family).server
        #expect(try path.ping(server) == nil)
        let before = path.atServer.count
        let ip = family == .ipv4 ? "ip(src=10.1.0.2,dst=10.2.0.2,flags=2)" : "ipv6(src=2001:db8:1::2,dst=2001:db8:2::2)"
        let payload = (0..<5000).map { UInt8(truncatingIfNeeded: $0) }
        let hex = payload.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let text =
            "eth(src=02:00:00:00:00:01,dst=02:00:00:00:01:01)/\(ip)/tcp(srcport=5,dstport=6,flags=0x19,seq_raw=7)/hex:\(hex)"
        var random = SplitMix64(seed: 1)
        let octets = try ForgeSequence(ForgeExpression(text)).packet(at: 0, random: &random).octets()
        path.router.receive(octets.rawBytes, on: Path.near, isChecked: true, segmentSize: 1400, now: path.now)
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
        path.router.receive(octets.rawBytes, on: Path.near, isChecked: true, now: path.now)
        path.exchange()
        #expect(path.atServer.count == before + sent.count)
        let start = family == .ipv4 ? 34 : 54
        #expect(path.atClient.last?[start] == (family == .ipv4 ? 3 : 2))
    }
}
