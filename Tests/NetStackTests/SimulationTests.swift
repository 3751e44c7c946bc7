import Links
import NetStack
import Packets
import Testing

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
}
