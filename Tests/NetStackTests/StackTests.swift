import Links
import Packets
import Testing

@testable import NetStack

@Suite("The stack: two hosts on a cable")
struct StackTests {
    @Test("ARP, ping, a datagram, a connection that says something both ways and ends: each packet as it ought to be")
    func journey() throws {
        var hosts = try TwoHosts()
        let ping = try hosts.client.openSocket(.echo, port: 7)
        try hosts.client.send(
            [1, 2, 3].rawBytes, to: TwoHosts.serverAddress, port: 1, from: ping, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        let reply = try hosts.client.receive(ping)
        #expect(reply?.octets == [1, 2, 3] && reply?.note.port == 1 && reply?.note.source == TwoHosts.serverAddress)

        let asking = try hosts.client.openSocket(.udp, port: 40000)
        let answering = try hosts.server.openSocket(.udp, port: 9)
        try hosts.client.send(
            Array("hello".utf8).rawBytes, to: TwoHosts.serverAddress, port: 9, from: asking, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        let datagram = try hosts.server.receive(answering)
        #expect(datagram?.octets == Array("hello".utf8) && datagram?.note.port == 40000)

        let (near, far) = try hosts.connect()
        #expect(try hosts.client.write(Array("GET".utf8).rawBytes, to: near) == 3)
        try hosts.run(seconds: 0.1)
        #expect(try hosts.server.readAll(far) == Array("GET".utf8))
        #expect(try hosts.server.write(Array("page".utf8).rawBytes, to: far) == 4)
        hosts.server.close(far, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        #expect(try hosts.client.readAll(near) == Array("page".utf8))
        #expect(hosts.client.status(near)?.peerFinished == true)
        hosts.client.close(near, now: hosts.clock.now)
        try hosts.run(seconds: 100)
        let rest = hosts.nextEvent
        #expect(hosts.client.status(near) == nil && rest == nil)

        let said = try hosts.lines().map { $0.replacing(#/TS val \d+ ecr \d+/#, with: "TS") }
            .map { $0.replacing(#/1\.\d{5} >/#, with: "1.port >").replacing(#/1\.\d{5}:/#, with: "1.port:") }
        let (there, back) = ("IP 10.0.0.1.port > 10.0.0.2.80: Flags", "IP 10.0.0.2.80 > 10.0.0.1.port: Flags")
        let options = "options [mss 1460,sackOK,TS,nop,wscale 8], length 0"
        #expect(
            said == [
                "ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28",
                "ARP, Reply 10.0.0.2 is-at 02:00:00:00:00:02, length 28",
                "IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 7, seq 1, length 11",
                "IP 10.0.0.2 > 10.0.0.1: ICMP echo reply, id 7, seq 1, length 11",
                "IP 10.0.0.1.port > 10.0.0.2.9: UDP, length 5",
                "\(there) [S], seq 0, win 65535, \(options)",
                "\(back) [S.], seq 0, ack 1, win 65535, \(options)",
                "\(there) [.], ack 1, win 4096, options [nop,nop,TS], length 0",
                "\(there) [P.], seq 1:4, ack 1, win 4096, options [nop,nop,TS], length 3",
                "\(back) [.], ack 4, win 4095, options [nop,nop,TS], length 0",
                "\(back) [FP.], seq 1:5, ack 4, win 4095, options [nop,nop,TS], length 4",
                "\(there) [.], ack 6, win 4095, options [nop,nop,TS], length 0",
                "\(there) [F.], seq 4, ack 6, win 4095, options [nop,nop,TS], length 0",
                "\(back) [.], ack 5, win 4095, options [nop,nop,TS], length 0",
            ])
    }

    @Test("a port without a listener refuses, by a RST (RFC 9293 3.10.7.1) or as unreachable (RFC 1122 4.1.3.1)")
    func refused() throws {
        var hosts = try TwoHosts()
        let connection = try hosts.client.connect(to: TwoHosts.serverAddress, port: 81, now: hosts.clock.now)
        let socket = try hosts.client.openSocket(.udp, port: 40000)
        try hosts.client.send([1].rawBytes, to: TwoHosts.serverAddress, port: 82, from: socket, now: hosts.clock.now)
        try hosts.run(seconds: 1)
        #expect(hosts.client.status(connection)?.failure == .refused)
        let lines = try hosts.lines()
        #expect(lines.contains { $0.contains("Flags [R.], seq 1, ack 1, win 0, length 0") })
        #expect(lines.contains { $0.hasPrefix("IP 10.0.0.2 > 10.0.0.1: ICMP 10.0.0.2 udp port 82 unreachable") })
        #expect(!lines.contains { $0.contains("bad") || $0.contains("BROKEN") })
    }

    @Test("where nobody has the address, three questions are asked a second apart, and then the connection fails")
    func unreachable() throws {
        var hosts = try TwoHosts()
        let start = hosts.clock.now
        let connection = try hosts.client.connect(to: "10.0.0.77", port: 80, now: start)
        try hosts.run { $0.client.status(connection)?.failure != nil }
        #expect(hosts.client.status(connection)?.failure == .unreachable)
        #expect(hosts.clock.now - start == 3_000_000_000)
        #expect(
            try hosts.lines() == Array(repeating: "ARP, Request who-has 10.0.0.77 tell 10.0.0.1, length 28", count: 3))
        hosts.client.close(connection, now: hosts.clock.now)
        #expect(hosts.client.status(connection) == nil)
    }

    @Test("a connection that ended before its neighbor was known waits for nobody, and those behind it go on")
    func endedBeforeNeighbor() throws {
        var hosts = try TwoHosts()
        _ = try hosts.server.listen(on: 80)
        let now = hosts.clock.now
        let handles = try (0..<4).map { _ in
            try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: now)
        }
        hosts.client.close(handles[0], now: now)
        hosts.client.close(handles[2], now: now)
        let late = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: now)
        try hosts.run(seconds: 1)
        for handle in [handles[1], handles[3], late] {
            #expect(hosts.client.status(handle)?.state == .established)
        }
    }

    @Test("where no neighbor more can be remembered a connection tries again, and gets through when one can")
    func noRoomForNeighbor() throws {
        var hosts = try TwoHosts { $0.neighborLimit = 1 }
        _ = try hosts.server.listen(on: 80)
        let nobody = try hosts.client.connect(to: "10.0.0.77", port: 80, now: hosts.clock.now)
        let handle = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: hosts.clock.now)
        try hosts.run(seconds: 10)
        #expect(hosts.client.status(nobody)?.failure == .unreachable)
        #expect(hosts.client.status(handle)?.state == .established)
    }

    @Test("of a SYN that nobody answers the retries grow apart, and then it has timed out (RFC 6298 5.5)")
    func silent() throws {
        var hosts = try TwoHosts(Impairment(loss: 0)) { $0.handshakeLimit = 3 }
        // The neighbor is known, and then hears nothing any more.
        _ = try hosts.connect()
        hosts.isCut = true
        let start = hosts.clock.now
        let connection = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: start)
        try hosts.run { $0.client.status(connection)?.failure != nil }
        #expect(hosts.client.status(connection)?.failure == .timedOut)
        // 1, 2, 4 and 8 seconds.
        #expect(hosts.clock.now - start == 15_000_000_000)
    }

    @Test("both open at once, and have one connection (RFC 9293 3.5, figure 7)")
    func simultaneousOpen() throws {
        var hosts = try TwoHosts(Impairment(delay: .milliseconds(5)))
        let now = hosts.clock.now
        let near = try hosts.client.connect(to: TwoHosts.serverAddress, port: 2000, from: 1000, now: now)
        let far = try hosts.server.connect(to: TwoHosts.clientAddress, port: 1000, from: 2000, now: now)
        try hosts.run(seconds: 2)
        #expect(hosts.client.status(near)?.state == .established && hosts.server.status(far)?.state == .established)
        #expect(try hosts.client.write([1, 2].rawBytes, to: near) == 2)
        try hosts.run(seconds: 1)
        #expect(try hosts.server.readAll(far) == [1, 2])
    }

    @Test("both close at once, and both wait (RFC 9293 3.6, figure 13)")
    func simultaneousClose() throws {
        var hosts = try TwoHosts(Impairment(delay: .milliseconds(5)))
        let (near, far) = try hosts.connect()
        try hosts.client.finish(near)
        try hosts.server.finish(far)
        try hosts.run(seconds: 1)
        #expect(hosts.client.status(near)?.state == .timeWait && hosts.server.status(far)?.state == .timeWait)
        try hosts.run(seconds: 61)
        #expect(hosts.client.status(near)?.state == .closed && hosts.server.status(far)?.state == .closed)
    }

    @Test("a reader who does not read closes the window; probes find it open again (RFC 9293 3.8.6.1)")
    func zeroWindow() throws {
        var hosts = try TwoHosts { $0.receiveLimit = 20_480 }
        let (near, far) = try hosts.connect()
        let data = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 8) }
        #expect(try hosts.client.write(data.rawBytes, to: near) == data.count)
        // Hours of it: a peer that answers is never given up.
        try hosts.run(seconds: 10_000)
        // What is left is less than a segment.
        let readable = hosts.server.status(far)?.readable ?? 0
        #expect(readable > 20_480 - 1448 && readable <= 20_480 && hosts.client.status(near)?.sendWindow == 0)
        #expect(try hosts.lines().contains { $0.contains("win 0") })
        // The update is lost; a probe finds it out.
        var read = try hosts.server.readAll(far)
        hosts.isCut = true
        _ = try hosts.exchange()
        hosts.isCut = false
        try hosts.run(seconds: 300) { hosts in
            read += try hosts.server.readAll(far)
            return read.count == data.count
        }
        #expect(read == data)
    }

    @Test("data that nobody will read is refused (RFC 2525 2.17)")
    func orphan() throws {
        var hosts = try TwoHosts()
        let (near, far) = try hosts.connect()
        hosts.server.close(far, now: hosts.clock.now)
        try hosts.run(seconds: 0.1)
        #expect(try hosts.client.write([1].rawBytes, to: near) == 1)
        try hosts.run(seconds: 1)
        #expect(hosts.client.status(near)?.failure == .reset)
    }

    @Test(
        "whatever the cable does, what arrives is what was sent, both ways, and both ends go",
        arguments: [
            Impairment(), Impairment(delay: .milliseconds(20)), Impairment(loss: 0.01), Impairment(loss: 0.1),
            Impairment(loss: 0.3), Impairment(delay: .milliseconds(10), jitter: .milliseconds(10)),
            Impairment(duplication: 0.1), Impairment(delay: .milliseconds(5), reordering: 0.2),
            Impairment(corruption: 0.05),
            Impairment(
                loss: 0.05, delay: .milliseconds(5), jitter: .milliseconds(3), duplication: 0.05, reordering: 0.05,
                corruption: 0.02),
        ], [1500, 576])
    func transfer(_ impairment: Impairment, mtu: Int) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            let first = try Self.transfer(impairment, mtu: mtu, seed: seed)
            let isWhole = first.isWhole
            #expect(isWhole, "seed \(seed)")
            if seed == 1 {
                let second = try Self.transfer(impairment, mtu: mtu, seed: seed)
                let isSame = first.capture == second.capture
                #expect(isSame, "the same seed makes the same capture")
            }
        }
    }

    private static func transfer(
        _ impairment: Impairment, mtu: Int, seed: UInt64
    ) throws -> (isWhole: Bool, capture: [UInt8]) {
        var hosts = try TwoHosts(mtu: mtu, impairment, seed: seed) { $0.receiveLimit = 1 << 16 }
        let (near, far) = try hosts.connect()
        let up = (0..<60_000).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        let down = (0..<40_000).map { UInt8(truncatingIfNeeded: $0 &* 17 &+ $0 >> 7) }
        var (sentUp, sentDown, gotUp, gotDown) = (0, 0, [UInt8](), [UInt8]())
        func push(_ data: [UInt8], _ sent: inout Int, _ stack: inout Stack, _ handle: ConnectionHandle) throws {
            guard sent < data.count, stack.status(handle)?.state.canSend == true else { return }
            sent += try stack.write(Array(data[sent..<min(data.count, sent + 7001)]).rawBytes, to: handle)
            if sent == data.count { try stack.finish(handle) }
        }
        let isDone = try hosts.run(seconds: 20_480) { hosts in
            try push(up, &sentUp, &hosts.client, near)
            try push(down, &sentDown, &hosts.server, far)
            gotUp += try hosts.server.readAll(far)
            gotDown += try hosts.client.readAll(near)
            return hosts.client.status(near)?.peerFinished == true && hosts.server.status(far)?.peerFinished == true
                && gotUp.count == up.count && gotDown.count == down.count
        }
        hosts.client.close(near, now: hosts.clock.now)
        hosts.server.close(far, now: hosts.clock.now)
        try hosts.run(seconds: 2000)
        let isGone = hosts.client.status(near) == nil && hosts.nextEvent == nil
        return (isDone && gotUp == up && gotDown == down && isGone, hosts.capture)
    }

    @Test("a deadline never lies in the past, and asking for frames when there are none moves nothing")
    func deadlines() throws {
        var hosts = try TwoHosts(Impairment(loss: 0.2, delay: .milliseconds(3)), seed: 5)
        let (near, _) = try hosts.connect()
        _ = try hosts.client.write([UInt8](repeating: 1, count: 30_000).rawBytes, to: near)
        for _ in 0..<400 {
            while try hosts.exchange() {}
            guard let deadline = hosts.client.nextDeadline else { break }
            #expect(deadline > hosts.clock.now)
            let isIdle = hosts.client.next(now: hosts.clock.now) == nil
            let after = hosts.client.nextDeadline
            #expect(isIdle && after == deadline)
            guard let next = hosts.nextEvent else { break }
            hosts.clock.now = next
        }
    }

    @Test("octets of any kind trap nothing and are counted")
    func hostile() throws {
        var hosts = try TwoHosts()
        _ = try hosts.connect()
        var random = SplitMix64(seed: 1)
        let frames = try hosts.frames()
        for round in 0..<20_480 {
            var octets = frames[Int(random.next() % UInt64(frames.count))]
            for _ in 0...(round % 4) where !octets.isEmpty {
                octets[Int(random.next() % UInt64(octets.count))] = UInt8(truncatingIfNeeded: random.next())
            }
            if round % 3 == 0 { octets.removeLast(Int(random.next() % UInt64(octets.count))) }
            // Half of them as if the link had found their checksums right.
            hosts.client.receive(
                octets.rawBytes, on: InterfaceID(rawValue: 0), isChecked: round % 2 == 0, now: hosts.clock.now)
            hosts.server.receive(
                octets.rawBytes, on: InterfaceID(rawValue: 0), isChecked: round % 2 == 0, now: hosts.clock.now)
            if round % 16 == 0 {
                hosts.clock.now += 1_000_000
                _ = try hosts.exchange()
            }
        }
        #expect(hosts.client.counters.malformed > 0 && hosts.server.counters.badChecksums > 0)
    }
}
