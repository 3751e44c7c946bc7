import PacketProtocols
import Packets
import Testing

@testable import NetStack

@Suite("The stack: translation of addresses and ports")
struct TranslationTests {
    private static let inside: IPAddress = "10.1.0.2"
    private static let outside: IPAddress = "10.2.0.1"
    private static let server: IPAddress = "10.2.0.2"

    /// The client inside, the server outside, which has no way to the client but by the router's own address.
    private static func path(farMTU: Int = 1500, limit: Int = 4096) -> RoutedPath {
        var path = RoutedPath(.ipv4, farMTU: farMTU, translationLimit: limit)
        path.router.translate(on: RoutedPath.far)
        path.server.routes.remove { $0.gateway != nil }
        return path
    }

    /// What reached the server or the client, read as IPv4 and told whether its checksums are right.
    private static func areRight(_ frames: [[UInt8]]) -> Bool {
        frames.filter { $0[12] == 8 && $0[13] == 0 }.allSatisfy { frame in
            let ip = Array(frame[14...])
            var sum = InternetChecksum()
            let count = ip.count - 20
            if ip[9] != 1 {
                sum.addPseudoHeader(
                    source: IPv4Address(rawValue: ip.rawBytes.long(12)),
                    destination: IPv4Address(rawValue: ip.rawBytes.long(16)),
                    protocolNumber: ip[9], length: UInt16(count))
            }
            sum.add(ip.rawBytes, from: 20, to: ip.count)
            let isPiece = ip[6] & 0x3f != 0 || ip[7] != 0
            return InternetChecksum.of(Array(ip[..<20]).rawBytes) == 0 && (isPiece || sum.finish() == 0)
        }
    }

    @Test("a connection from inside comes from the router's address, and works both ways (RFC 3022 2.2, RFC 5382)")
    func connection() throws {
        var path = Self.path()
        let listener = try path.server.listen(on: 80)
        let near = try path.client.connect(to: Self.server, port: 80, now: path.now)
        path.run(seconds: 0.1)
        guard let far = path.server.accept(listener) else { throw TwoHosts.NotThere() }
        let peer = path.server.connections[Int(far.slot)].ends.remote.ipAddress
        #expect(peer == Self.outside)
        _ = try path.client.write([1, 2, 3].rawBytes, to: near)
        _ = try path.server.write([4, 5].rawBytes, to: far)
        path.run(seconds: 0.1)
        let (up, down) = (try path.server.readAll(far), try path.client.readAll(near))
        #expect(up == [1, 2, 3] && down == [4, 5])
        #expect(Self.areRight(path.atServer) && Self.areRight(path.atClient))
        #expect(path.router.translations.count == 1)
        // It is forgotten four minutes after both have finished (RFC 5382 5).
        path.client.close(near, now: path.now)
        path.server.close(far, now: path.now)
        path.run(seconds: 200)
        #expect(path.router.translations.count == 1)
        path.run(seconds: 60)
        #expect(path.router.translations.count == 0)
    }

    @Test("one inside port has one outside port, whoever is spoken to (RFC 4787 4.1), for five minutes (4.3)")
    func mapping() throws {
        var path = Self.path()
        path.server.add(.init("10.2.0.3", prefixLength: 24), to: RoutedPath.near)
        let asking = try path.client.openSocket(.udp, port: 40000)
        let answering = try path.server.openSocket(.udp, port: 9)
        var seen: [ReceivedDatagram] = []
        for address in [Self.server, "10.2.0.3"] as [IPAddress] {
            try path.client.send([1].rawBytes, to: address, port: 9, from: asking, now: path.now)
            path.run(seconds: 0.1)
            if let note = try path.server.receive(answering)?.note { seen.append(note) }
        }
        #expect(seen.count == 2 && seen[0].port == seen[1].port && seen.allSatisfy { $0.source == Self.outside })
        #expect(Stack.translatedPorts.contains(seen.first?.port ?? 0))
        try path.server.send([2].rawBytes, to: Self.outside, port: seen[0].port, from: answering, now: path.now)
        path.run(seconds: 0.1)
        let answer = try path.client.receive(asking)
        #expect(answer?.octets == [2] && answer?.note.source == Self.server)
        path.run(seconds: 301)
        #expect(path.router.translations.count == 0)
        #expect(Self.areRight(path.atServer) && Self.areRight(path.atClient))
    }

    @Test("a ping finds its way back by its identifier (RFC 5508 3.1), in pieces too")
    func ping() throws {
        var path = Self.path()
        #expect(try path.ping(Self.server) == nil)
        #expect(try path.ping(Self.server, count: 4000) == nil)
        #expect(Self.areRight(path.atServer) && Self.areRight(path.atClient))
        path.run(seconds: 61)
        #expect(path.router.translations.count == 0)
    }

    @Test("errors find who they are about, with their quotes translated back (RFC 5508 4)")
    func errors() throws {
        var path = Self.path()
        let socket = try path.client.openSocket(.udp, port: 40000)
        try path.client.send([1].rawBytes, to: Self.server, port: 82, from: socket, now: path.now)
        path.run(seconds: 0.1)
        var code: StackError.Code?
        do { _ = try path.client.receive(socket) } catch let error as StackError { code = error.code }
        #expect(code == .refused)
        let error = path.atClient.last ?? []
        #expect(Self.areRight([error]) && Array(error[54..<58]) == [10, 1, 0, 2])
        #expect(InternetChecksum.of(Array(error[42..<62]).rawBytes) == 0, "the quoted header's checksum is right again")
    }

    @Test("a port is passed on to an inside host, and answers come from outside (RFC 3022 4)")
    func forwardedPort() throws {
        var path = Self.path()
        try path.router.forwardPort(8080, of: .tcp, on: RoutedPath.far, to: Self.inside, port: 80, now: path.now)
        try path.router.forwardPort(53, of: .udp, on: RoutedPath.far, to: Self.inside, port: 5353, now: path.now)
        let listener = try path.client.listen(on: 80)
        let near = try path.server.connect(to: Self.outside, port: 8080, now: path.now)
        path.run(seconds: 0.1)
        let accepted = path.client.accept(listener)
        #expect(accepted != nil && path.server.status(near)?.state == .established)
        let service = try path.client.openSocket(.udp, port: 5353)
        let asking = try path.server.openSocket(.udp, port: 7)
        try path.server.send([1].rawBytes, to: Self.outside, port: 53, from: asking, now: path.now)
        path.run(seconds: 0.1)
        #expect(try path.client.receive(service)?.note.source == Self.server)
        try path.client.send([2].rawBytes, to: Self.server, port: 7, from: service, now: path.now)
        path.run(seconds: 0.1)
        let answer = try path.server.receive(asking)
        #expect(answer?.note.source == Self.outside && answer?.note.port == 53)
        path.run(seconds: 10_000)
        #expect(path.router.translations.count == 2, "what is configured stays")
        var code: StackError.Code?
        do throws(StackError) {
            try path.router.forwardPort(8080, of: .tcp, on: RoutedPath.far, to: Self.inside, port: 81, now: path.now)
        } catch { code = error.code }
        #expect(code == .portInUse)
    }

    @Test("the router still answers for itself, and translations are bounded")
    func bounded() throws {
        var path = Self.path(limit: 8)
        let ping = try path.server.openSocket(.echo, port: 5)
        try path.server.send([1].rawBytes, to: Self.outside, port: 1, from: ping, now: path.now)
        path.run(seconds: 0.1)
        #expect(try path.server.receive(ping) != nil)
        for port in 0..<40 as Range<UInt16> {
            let socket = try path.client.openSocket(.udp, port: 40000 + port)
            try path.client.send([1].rawBytes, to: Self.server, port: 9, from: socket, now: path.now)
            path.run(seconds: 0.01)
        }
        #expect(path.router.translations.count == 8 && path.router.counters.overflows == 32)
        path.run(seconds: 301)
        #expect(path.router.translations.count == 0)
    }

    @Test("packets of any kind through a router trap nothing")
    func hostile() throws {
        var path = Self.path()
        _ = try path.ping(Self.server, count: 3000)
        let socket = try path.client.openSocket(.udp, port: 40000)
        try path.client.send([1].rawBytes, to: Self.server, port: 82, from: socket, now: path.now)
        path.run(seconds: 1)
        let frames = path.atServer + path.atClient
        var random = SplitMix64(seed: 3)
        for round in 0..<20_000 {
            var octets = frames[Int(random.next() % UInt64(frames.count))]
            // For the router, from whichever side.
            let side = round & 1
            octets.replaceSubrange(0..<6, with: [2, 0, 0, 0, 1, side == 0 ? 1 : 2])
            for _ in 0...(round % 4) {
                octets[12 + Int(random.next() % UInt64(octets.count - 12))] = UInt8(truncatingIfNeeded: random.next())
            }
            if round % 3 == 0 { octets.removeLast(Int(random.next() % UInt64(octets.count))) }
            path.router.receive(
                octets.rawBytes, on: InterfaceID(rawValue: side), isChecked: round % 2 == 0,
                segmentSize: round % 5 == 0 ? Int(random.next() % 3000) : 0, now: path.now)
            if round % 16 == 0 {
                path.now += 1_000_000
                path.exchange()
            }
        }
        #expect(path.router.counters.malformed > 0)
    }
}
