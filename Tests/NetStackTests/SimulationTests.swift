import Links
import Packets
import Testing

@testable import NetStack

@Suite("The stack: how fast it moves data over bad paths, in virtual time")
struct SimulationTests {
    /// Moves octets one way and says how many a second arrive.
    static func rate(
        octets: Int, _ impairment: Impairment, seed: UInt64, clock: VirtualClock = VirtualClock(),
        _ change: (inout StackConfiguration) -> Void = { _ in }
    ) throws -> (rate: Double, retransmissions: UInt64, frames: UInt64) {
        var hosts = try TwoHosts(impairment, seed: seed, isRecorded: false, clock: clock, change)
        let (near, far) = try hosts.connect()
        let block = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) }
        var (sent, got, isSame) = (0, 0, true)
        let start = hosts.clock.now
        try hosts.run(seconds: 100_000) { hosts in
            while sent < octets {
                let from = sent % block.count
                let count = min(block.count - from, octets - sent)
                let taken = try hosts.client.write(Array(block[from..<from + count]).rawBytes, to: near)
                sent += taken
                if taken < count { break }
            }
            let read = try hosts.server.readAll(far)
            for (index, octet) in read.enumerated() where octet != block[(got + index) % block.count] { isSame = false }
            got += read.count
            return got == octets
        }
        #expect(got == octets && isSame)
        let seconds = Double(hosts.clock.now - start) / 1e9
        return (Double(octets) / seconds, hosts.client.counters.retransmissions, hosts.client.counters.framesSent)
    }

    /// What smoltcp publishes of itself for 10 MiB over a round trip of 100 ms with buffers of 32 KiB, and no congestion
    /// control, in octets a second.
    @Test(
        "10 MiB, a round trip of 100 ms, buffers of 32 KiB, losses both ways: as fast as smoltcp at 1 %, twice as fast above",
        arguments: [(0.01, 219_671.0), (0.05, 2 * 76_627.0), (0.1, 2 * 37_775.0), (0.3, 2 * 1_156.0)])
    func losses(loss: Double, least: Double) throws {
        let result = try Self.rate(
            octets: loss > 0.2 ? 1 << 20 : 10 << 20, Impairment(loss: loss, delay: .milliseconds(50)), seed: 1
        ) {
            $0.sendLimit = 32768
            $0.receiveLimit = 32768
            $0.congestion = .none
        }
        #expect(result.rate >= least)
    }

    @Test(
        "where the order is off by a quarter of the round trip and nothing is lost, hardly anything is sent again (RFC 8985 6.2)",
        arguments: [1, 1_000_000] as [UInt64], [CongestionAlgorithm.reno, .cubic])
    func reordering(step: UInt64, congestion: CongestionAlgorithm) throws {
        let result = try Self.rate(
            octets: 20 << 20, Impairment(delay: .milliseconds(50), jitter: .microseconds(12_500)), seed: 1,
            clock: VirtualClock(step: step)
        ) { $0.congestion = congestion }
        #expect(Double(result.retransmissions) <= 0.001 * Double(result.frames))
    }

    @Test("200 segments in a row are lost: all is mended within one timeout and ten round trips")
    func burst() throws {
        var hosts = try TwoHosts(Impairment(delay: .milliseconds(10)), isRecorded: false) { $0.eventLimit = 1000 }
        let (near, far) = try hosts.connect()
        let block = [UInt8](repeating: 7, count: 1 << 16)
        var got = 0
        func pump(_ hosts: inout TwoHosts) throws {
            while try hosts.client.write(block.rawBytes, to: near) > 0 {}
            got += try hosts.server.readAll(far).count
        }
        try hosts.run(seconds: 3) { hosts in
            try pump(&hosts)
            return false
        }
        let before = hosts.client.status(near)!
        #expect(before.congestionWindow > 400 * before.segmentSize)
        hosts.dropping = 200
        let start = hosts.clock.now
        try hosts.run(seconds: 5) { hosts in
            try pump(&hosts)
            return hosts.dropping == 0
        }
        _ = hosts.client.takeEvents()
        let isMended = try hosts.run(seconds: 5) { hosts in
            try pump(&hosts)
            return hosts.client.takeEvents().contains {
                if case .recoveryEnded = $0.kind { true } else { false }
            }
        }
        let took = hosts.clock.now - start
        #expect(isMended && took <= before.retransmissionTimeout + 10 * before.smoothedRoundTrip)
    }

    /// How many octets each of so many connections has moved in `seconds`, at the same time and from the same host.
    static func shares(
        _ count: Int, _ impairment: Impairment, seconds: Double, congestion: CongestionAlgorithm
    ) throws -> [Int] {
        var hosts = try TwoHosts(impairment, isRecorded: false) {
            $0.congestion = congestion
            $0.sendLimit = 8 << 20
            $0.receiveLimit = 8 << 20
        }
        let listener = try hosts.server.listen(on: 80)
        let senders = try (0..<count).map { _ in
            try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, now: hosts.clock.now)
        }
        let block = [UInt8](repeating: 7, count: 1 << 16)
        var receivers: [ConnectionHandle: Int] = [:]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        try hosts.run(seconds: seconds) { hosts in
            for sender in senders where hosts.client.status(sender)?.writable ?? 0 >= block.count {
                _ = try hosts.client.write(block.rawBytes, to: sender)
            }
            while let handle = hosts.server.accept(listener) { receivers[handle] = 0 }
            for handle in Array(receivers.keys) where hosts.server.isReadable(handle) {
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                receivers[handle, default: 0] += try hosts.server.read(into: &bytes, from: handle)
            }
            return false
        }
        return Array(receivers.values)
    }

    @Test(
        "connections that share a line share it evenly, and fill it (RFC 9438 4.10)",
        arguments: [CongestionAlgorithm.cubic, .reno], [1, 8])
    func fairness(_ congestion: CongestionAlgorithm, _ count: Int) throws {
        let shares = try Self.shares(
            count, Impairment(delay: .milliseconds(10), rate: 20_000_000, queue: 1 << 16, limit: 100_000), seconds: 15,
            congestion: congestion
        ).map(Double.init)
        let sum = shares.reduce(0, +)
        let index = sum * sum / (Double(shares.count) * shares.map { $0 * $0 }.reduce(0, +))
        #expect(shares.count == count && index >= 0.97)
        #expect(sum * 8 / 15 >= 0.9 * 20_000_000)
    }

    /// Moves octets both ways and ends; says what went wrong: all ought to arrive, once, in order, and both ends ought to go.
    static func exchange(
        _ impairment: Impairment, seed: UInt64, octets: Int, clock: VirtualClock = VirtualClock()
    ) throws -> String? {
        var hosts = try TwoHosts(impairment, seed: seed, isRecorded: false, clock: clock) { $0.receiveLimit = 1 << 15 }
        let listener = try hosts.server.listen(on: 80)
        var near = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, from: 4000, now: hosts.clock.now)
        // ARP has no checksum, and gives up after three questions: who lost that tries again, as an application would.
        for _ in 0..<8 {
            try hosts.run(seconds: 200) {
                let status = $0.client.status(near)
                return status?.state == .established || status?.failure != nil
            }
            guard let failure = hosts.client.status(near)?.failure else { break }
            guard failure == .unreachable || failure == .timedOut else { return "not opened: \(failure)" }
            hosts.client.close(near, now: hosts.clock.now)
            near = try hosts.client.connect(to: TwoHosts.serverAddress, port: 80, from: 4000, now: hosts.clock.now)
        }
        let handle = near
        var far: ConnectionHandle?
        let data = (0..<octets).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &+ Int(seed)) }
        var (up, down) = (data, Array(data.reversed()))
        var (gotUp, gotDown) = ([UInt8](), [UInt8]())
        func push(_ left: inout [UInt8], _ stack: inout Stack, _ handle: ConnectionHandle) throws {
            guard !left.isEmpty, stack.status(handle)?.state.canSend == true else { return }
            left.removeFirst(try stack.write(left.rawBytes, to: handle))
            if left.isEmpty { try stack.finish(handle) }
        }
        let isDone = try hosts.run(seconds: 50_000) { hosts in
            far = far ?? hosts.server.accept(listener)
            try push(&up, &hosts.client, handle)
            gotDown += try hosts.client.readAll(handle)
            guard let far else { return false }
            try push(&down, &hosts.server, far)
            gotUp += try hosts.server.readAll(far)
            return hosts.client.status(handle)?.peerFinished == true && hosts.server.status(far)?.peerFinished == true
                && gotUp.count >= octets && gotDown.count >= octets
        }
        guard isDone, let far else {
            let states = (hosts.client.status(handle), far.flatMap { hosts.server.status($0) })
            return "stalled with \(gotUp.count) up and \(gotDown.count) down: \(states)"
        }
        guard gotUp == data, gotDown == Array(data.reversed()) else { return "other octets arrived" }
        hosts.client.close(handle, now: hosts.clock.now)
        hosts.server.close(far, now: hosts.clock.now)
        try hosts.run(seconds: 2000)
        let isGone = hosts.client.status(handle) == nil && hosts.server.status(far) == nil
        return isGone ? nil : "an end is left"
    }

    @Test("whatever a path does, nothing stalls: a path of its own for each seed")
    func seeds() throws {
        for seed in 1...UInt64(TwoHosts.isOptimized ? 1000 : 100) {
            var random = SplitMix64(seed: seed)
            func share(_ most: Double) -> Double { Double(random.next() % 1000) / 1000 * most }
            let impairment = Impairment(
                loss: share(0.2), delay: .microseconds(Int(share(50_000))), jitter: .microseconds(Int(share(20_000))),
                duplication: share(0.1), reordering: share(0.2), corruption: share(0.05),
                rate: random.next() % 4 == 0 ? 2_000_000 : nil)
            let problem = try Self.exchange(impairment, seed: seed, octets: 40_000)
            #expect(problem == nil, "seed \(seed)")
        }
    }

    @Test(
        "numbers that wrap in the middle of it change nothing (RFC 9293 3.4)",
        arguments: [0, 1, 2, 1000, 20_000] as [UInt32], [false, true])
    func wrappingNumbers(before: UInt32, isServer: Bool) throws {
        // The clock chooses the first number, for that moves on by one in four microseconds.
        let hosts = try TwoHosts(isRecorded: false)
        let (client, server) = (IPv6Address(TwoHosts.clientAddress), IPv6Address(TwoHosts.serverAddress))
        let number =
            isServer
            ? hosts.server.initialSequence(
                FlowEnds(local: server, localPort: 80, remote: client, remotePort: 4000), now: 0)
            : hosts.client.initialSequence(
                FlowEnds(local: client, localPort: 4000, remote: server, remotePort: 80), now: 0)
        let start = UInt64(0 &- before &- number) * 4000 + (1 << 32) * 4000
        let problem = try Self.exchange(
            Impairment(loss: 0.05, delay: .milliseconds(3), reordering: 0.1), seed: 1, octets: 60_000,
            clock: VirtualClock(start))
        #expect(problem == nil)
    }

    @Test("a clock whose time stamps wrap in the middle of it changes nothing (RFC 7323 5.2)")
    func wrappingStamps() throws {
        for before in [0, 1, 20, 200, 2000] as [UInt64] {
            let problem = try Self.exchange(
                Impairment(loss: 0.05, delay: .milliseconds(3), reordering: 0.1), seed: 1, octets: 60_000,
                clock: VirtualClock(((1 << 32) - before) * 1_000_000))
            #expect(problem == nil, "\(before) ms before")
        }
    }
}
