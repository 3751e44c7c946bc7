import Links
import Packets
import Testing

@Suite("An impaired link")
struct ImpairedLinkTests {
    /// What arrives of 1,000 frames, one a millisecond, with the times at which they arrive.
    private func arrivals(_ impairment: Impairment, seed: UInt64 = 7, count: Int = 1000) throws -> (
        numbers: [Int], times: [Int], damaged: Int, counts: ImpairmentCounts
    ) {
        let clock = HandClock()
        let (a, b) = MemoryLink.pair("a", "b", capacity: 4096) { clock.now }
        let link = ImpairedLink(a, sending: impairment, seed: seed) { clock.now }
        var numbers: [Int] = []
        var times: [Int] = []
        var damaged = 0
        for step in 0..<count + 2000 {
            if step < count {
                var octets = udpFrame(0)
                octets[18] = UInt8(step >> 8)
                octets[19] = UInt8(step & 255)
                try link.send(octets)
            }
            try link.poll()
            for frame in try b.drain() {
                numbers.append(Int(frame.octets[18]) << 8 | Int(frame.octets[19]))
                times.append(step)
                if frame.octets[34...] != udpFrame(0)[34...] { damaged += 1 }
            }
            clock.advance(milliseconds: 1)
        }
        return (numbers, times, damaged, link.sendingCounts)
    }

    @Test("without impairments every frame passes at once and in order")
    func nothing() throws {
        let result = try arrivals(Impairment())
        #expect(result.numbers == Array(0..<1000) && result.times == Array(0..<1000))
        #expect(result.counts == ImpairmentCounts())
    }

    @Test("the same seed does the same again, another something else")
    func seeds() throws {
        let bad = Impairment(
            loss: 0.1, delay: .milliseconds(20), jitter: .milliseconds(10), duplication: 0.1, reordering: 0.1,
            corruption: 0.1)
        let (first, second, other) = (try arrivals(bad), try arrivals(bad), try arrivals(bad, seed: 8))
        #expect(first.numbers == second.numbers && first.times == second.times && first.damaged == second.damaged)
        #expect(first.numbers != other.numbers)
    }

    @Test("a tenth is lost, and counted")
    func loss() throws {
        let result = try arrivals(Impairment(loss: 0.1))
        #expect((60...140).contains(result.counts.lost) && result.numbers.count == 1000 - result.counts.lost)
        #expect(result.numbers == result.numbers.sorted())
        #expect(try arrivals(Impairment(loss: 1)).numbers.isEmpty)
    }

    @Test("each frame takes the delay, give or take the jitter")
    func delay() throws {
        let even = try arrivals(Impairment(delay: .milliseconds(50)))
        #expect(even.times == (0..<1000).map { $0 + 50 } && even.numbers == Array(0..<1000))
        let uneven = try arrivals(Impairment(delay: .milliseconds(50), jitter: .milliseconds(20)))
        let waits = zip(uneven.numbers, uneven.times).map { $1 - $0 }
        #expect(waits.allSatisfy { (30...71).contains($0) } && waits.contains { $0 < 35 } && waits.contains { $0 > 65 })
        #expect(uneven.numbers != uneven.numbers.sorted() && uneven.numbers.sorted() == Array(0..<1000))
    }

    @Test("some arrive twice, some overtake the others, some are damaged in one bit")
    func others() throws {
        let twice = try arrivals(Impairment(duplication: 0.2))
        #expect((140...260).contains(twice.counts.duplicated) && twice.numbers.count == 1000 + twice.counts.duplicated)
        let crossed = try arrivals(Impairment(delay: .milliseconds(30), reordering: 0.2))
        let early = zip(crossed.numbers, crossed.times).filter { $1 == $0 }.count
        #expect((140...260).contains(early) && early == crossed.counts.reordered)
        let damaged = try arrivals(Impairment(corruption: 0.2))
        #expect((140...260).contains(damaged.counts.corrupted) && damaged.damaged > 50)
    }

    @Test("a rate spaces the frames out, and what does not fit on the way is dropped")
    func rate() throws {
        // Sixty octets take 2 ms at 240,000 bit/s; a frame comes every millisecond.
        let result = try arrivals(Impairment(rate: 240_000), count: 100)
        #expect(result.times == (0..<100).map { 2 + 2 * $0 })
        let short = try arrivals(Impairment(rate: 240_000, limit: 10), count: 100)
        #expect(short.counts.overflowed > 30 && short.numbers.count == 100 - short.counts.overflowed)
    }

    @Test("of a queue before the rate only what waits there counts, not what is under way behind it")
    func queue() throws {
        // Ten frames fit; one comes every millisecond, one leaves every two.
        let result = try arrivals(
            Impairment(delay: .milliseconds(500), rate: 240_000, queue: 600), count: 100)
        #expect((35...45).contains(result.counts.overflowed))
        #expect(result.numbers.count == 100 - result.counts.overflowed)
        #expect(zip(result.numbers, result.times).allSatisfy { $1 - $0 >= 502 && $1 - $0 <= 522 })
    }

    @Test("it says when it is to be asked again, and impairs what comes in as well")
    func events() throws {
        let clock = HandClock()
        let (a, b) = MemoryLink.pair("a", "b") { clock.now }
        let link = ImpairedLink(a, receiving: Impairment(delay: .milliseconds(5)), seed: 1) { clock.now }
        #expect(link.nextEvent == nil)
        try b.send(udpFrame(1))
        #expect(try link.drain().isEmpty)
        #expect(link.nextEvent == Timestamp(seconds: 1000, nanoseconds: 5_000_000))
        clock.advance(milliseconds: 4)
        #expect(try link.drain().isEmpty)
        clock.advance(milliseconds: 1)
        #expect(try link.drain().map { $0.octets[19] } == [1] && link.nextEvent == nil)
    }

    @Test("nothing is lost while many frames are held")
    func held() throws {
        let clock = HandClock()
        let (a, b) = MemoryLink.pair("a", "b") { clock.now }
        let link = ImpairedLink(a, seed: 1) { clock.now }
        for number in 0..<40 { try b.send(udpFrame(UInt8(number))) }
        /// Takes frames and holds each until those after it were taken.
        func take(_ depth: Int) throws -> [UInt8] {
            guard depth > 0, let frame = try link.receive() else { return [] }
            let rest = try take(depth - 1)
            return [frame.bytes.octet(19)] + rest
        }
        let first = try take(100)
        let rest = try link.drain().map { $0.octets[19] }
        #expect(first.count == 16 && first + rest == Array(0..<40))
    }
}
