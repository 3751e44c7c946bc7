import Packets
import Testing

@testable import NetStack

@Suite("The stack's memory: rings, deadlines, tables")
struct MemoryTests {
    @Test("a ring gives what was put in, in order, whatever stood behind it meanwhile")
    func ring() {
        var pool = RingPool()
        var ring = Ring()
        var random = SplitMix64(seed: 7)
        var model: [UInt8] = []
        var next: UInt8 = 0
        for _ in 0..<5000 {
            if random.next() % 2 == 0 {
                let count = Int(random.next() % 3000)
                let octets = (0..<count).map { next &+ UInt8(truncatingIfNeeded: $0) }
                next = next &+ UInt8(truncatingIfNeeded: count)
                // The second half first, in its place.
                ring.write(Array(octets[(count / 2)...]).rawBytes, behind: count / 2, &pool)
                ring.write(Array(octets[..<(count / 2)]).rawBytes, behind: 0, &pool)
                ring.advance(count)
                model += octets
            } else {
                var buffer = [UInt8](repeating: 0, count: Int(random.next() % 4000))
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                let taken = ring.read(into: &bytes, isAlone: true, &pool)
                #expect(taken == min(buffer.count, model.count))
                #expect(Array(buffer[..<taken]) == Array(model[..<taken]))
                model.removeFirst(taken)
            }
            #expect(Int(ring.count) == model.count)
        }
        ring.removeAll(&pool)
    }

    @Test("the first deadline is the least of all, whatever was set, moved and taken out")
    func deadlines() {
        var deadlines = Deadlines(capacity: 100)
        var model: [Int: UInt64] = [:]
        var random = SplitMix64(seed: 3)
        for _ in 0..<20_000 {
            let slot = Int(random.next() % 100)
            switch random.next() % 4 {
            case 0:
                deadlines.remove(slot)
                model[slot] = nil
            case 1:
                let now = random.next() % 1000
                let popped = deadlines.pop(now: now)
                #expect((popped != nil) == (model.values.min().map { $0 <= now } ?? false))
                if let popped {
                    #expect(model[popped] == model.values.min())
                    model[popped] = nil
                }
            default:
                let time = random.next() % 1000
                deadlines.schedule(slot, at: time)
                model[slot] = time
            }
            #expect(deadlines.first?.time == model.values.min())
        }
    }

    @Test("a table finds each slot by its hash, and none that was taken out")
    func table() {
        var table = SlotTable(capacity: 64)
        var model: [Int: UInt32] = [:]
        var random = SplitMix64(seed: 9)
        for _ in 0..<20_000 {
            let slot = Int(random.next() % 64)
            if let hash = model[slot] {
                table.remove(hash, slot: slot)
                model[slot] = nil
            } else {
                // Few hashes, so that many stand in each other's way.
                let hash = UInt32(random.next() % 24)
                table.insert(hash, slot: slot)
                model[slot] = hash
            }
            for (slot, hash) in model { #expect(table.find(hash) { $0 == slot } == slot) }
            #expect(table.find(99) { _ in true } == nil)
        }
    }

    @Test("ranges that touch are one, the one that grew last is the first, and of too many the newest is left out")
    func reassembly() {
        var pool = RingPool()
        var reassembly = Reassembly()
        let limit = UInt32(Reassembly.limit)
        let start = UInt32.max &- 50
        var taken = (0..<limit).map { reassembly.insert(start &+ $0 &* 10, start &+ $0 &* 10 &+ 2, &pool) }
        #expect(taken == Array(repeating: true, count: Int(limit)))
        taken = [reassembly.insert(100_000, 100_010, &pool)]
        var count = reassembly.count
        #expect(taken == [false] && count == Int(limit))
        taken = [reassembly.insert(start &+ 12, start &+ 13, &pool)]
        let first = reassembly[0]
        let (isCovered, isNotCovered) = (
            reassembly.covers(start &+ 11, start &+ 13), reassembly.covers(start &+ 11, start &+ 14)
        )
        #expect(taken == [true] && first == (start &+ 10, start &+ 13) && isCovered && !isNotCovered)
        // Over the wrap, and over all of them.
        taken = [reassembly.insert(start &- 10, 40_000, &pool)]
        count = reassembly.count
        #expect(taken == [true] && count == 1)
        let ends = [reassembly.take(start &- 20), reassembly.take(start &- 5)]
        count = reassembly.count
        #expect(ends == [nil, 40_000] && count == 0)
        reassembly.removeAll(&pool)
    }

    @Test("the hash of RFC 6528 is SipHash-2-4")
    func sequenceHash() {
        // Of the 36 octets 0, 1, 2 … 35 under the key 0 … 15, by a second implementation that gives the paper's own example.
        let secrets = StackSecrets(0x0706_0504_0302_0100, 0x0f0e_0d0c_0b0a_0908)
        var ends = FlowEnds()
        ends.local = IPv6Address(high: 0x0706_0504_0302_0100, low: 0x0f0e_0d0c_0b0a_0908)
        ends.remote = IPv6Address(high: 0x1716_1514_1312_1110, low: 0x1f1e_1d1c_1b1a_1918)
        ends.ports = 0x2322_2120
        #expect(secrets.sequenceHash(ends) == 0x314d_ffbe_0815_a3b4)
    }
}
