import Packets
import Streams
import Testing

@Suite("A stream's octets in order")
struct StreamReassemblerTests {
    /// What comes out of segments, as text: octets as they are, a gap as `<5>`.
    private struct Stream {
        var reassembler: StreamReassembler
        var pieces: [StreamReassembler.Piece] = []
        var frame = 0

        init(_ reassembler: StreamReassembler = StreamReassembler()) { self.reassembler = reassembler }

        mutating func add(_ sequence: UInt32, _ text: String, wireLength: Int? = nil) {
            frame += 1
            let octets = Array(text.utf8)
            unsafe reassembler.add(
                sequence: sequence, payload: octets.span.bytes, wireLength: wireLength ?? octets.count, frame: frame,
                at: Timestamp(seconds: 0), into: &pieces)
        }

        mutating func acknowledge(_ number: UInt32) {
            frame += 1
            reassembler.acknowledge(number, frame: frame, at: Timestamp(seconds: 0), into: &pieces)
        }

        var parts: [String] {
            pieces.map { piece in
                switch piece.content {
                case .octets(let octets): String(decoding: octets, as: UTF8.self)
                case .gap(let count): "<\(count)>"
                }
            }
        }
    }

    @Test("what comes early waits for what is before it")
    func outOfOrder() {
        var stream = Stream()
        stream.add(100, "ab")
        stream.add(104, "ef")
        stream.add(106, "gh")
        #expect(stream.parts == ["ab"])
        #expect(stream.reassembler.waitingOctets == 4)
        stream.add(102, "cd")
        #expect(stream.parts == ["ab", "cd", "ef", "gh"])
        #expect(stream.pieces.map(\.frame) == [1, 4, 2, 3])
        #expect(!stream.reassembler.isWaiting)
    }

    @Test("sequence numbers go round (RFC 9293 3.4)")
    func wrapped() {
        var stream = Stream()
        stream.add(0xffff_fffe, "ab")
        stream.add(2, "ef")
        stream.add(0, "cd")
        #expect(stream.parts == ["ab", "cd", "ef"])
        #expect(stream.reassembler.next == 4)
    }

    @Test("what comes again is passed over, and its new end is taken")
    func overlap() {
        var stream = Stream()
        stream.add(10, "abcd")
        stream.add(10, "abcd")
        stream.add(12, "cdef")
        #expect(stream.parts == ["abcd", "ef"])
        #expect(stream.reassembler.repeated == 6)
        #expect(stream.reassembler.conflicts == 0)
    }

    @Test("what came first stays where the same place comes with other octets, and the conflict is counted")
    func conflict() {
        var stream = Stream()
        stream.add(10, "abcd")
        stream.add(10, "abXd")
        stream.add(12, "cZef")
        #expect(stream.parts == ["abcd", "ef"])
        #expect(stream.reassembler.conflicts == 2)
    }

    @Test("of what waits the first that came stays too")
    func waitingConflict() {
        var stream = Stream()
        stream.add(10, "a")
        stream.add(13, "dd")
        stream.add(13, "DD")
        stream.add(12, "CCCC")
        stream.add(11, "b")
        #expect(stream.parts == ["a", "b", "CCCC"])
        #expect(stream.reassembler.conflicts == 2)
    }

    @Test("a hole that the other side acknowledges is a gap: its octets are not in the capture")
    func gap() {
        var stream = Stream()
        stream.add(1, "ab")
        stream.add(8, "hi")
        stream.acknowledge(3)
        #expect(stream.parts == ["ab"])
        stream.acknowledge(10)
        #expect(stream.parts == ["ab", "<5>", "hi"])
        #expect(stream.reassembler.missing == 5)
        stream.add(3, "late!")
        #expect(stream.parts == ["ab", "<5>", "hi"])
    }

    @Test("what was not captured of a segment is missing, and does not hold up what follows")
    func cutSegment() {
        var stream = Stream()
        stream.add(1, "ab", wireLength: 6)
        stream.add(7, "gh")
        #expect(stream.parts == ["ab", "gh"])
        #expect(stream.reassembler.missing == 4)
        // It came again, whole, too late.
        stream.add(1, "abcdef")
        #expect(stream.parts == ["ab", "gh"])
        #expect(stream.reassembler.conflicts == 0)
    }

    @Test("at the end what waits comes out with its gaps")
    func finish() {
        var stream = Stream()
        stream.add(1, "a")
        stream.add(5, "e")
        stream.add(9, "i")
        stream.reassembler.finish(into: &stream.pieces)
        #expect(stream.parts == ["a", "<3>", "e", "<3>", "i"])
    }

    @Test("more than may wait: the first hole is given up, and nothing that came is lost")
    func bounded() {
        var stream = Stream(StreamReassembler(waitingLimit: 64, segmentLimit: 8))
        stream.add(0, "-")
        for number in 0..<100 as Range<UInt32> {
            stream.add(10 + 4 * number, "abc")
            let isBounded = stream.reassembler.waitingOctets <= 64
            #expect(isBounded)
        }
        stream.reassembler.finish(into: &stream.pieces)
        #expect(stream.parts.filter { $0 == "abc" }.count == 100)
        #expect(stream.reassembler.missing == 9 + 99)
    }

    @Test(
        "whatever comes in whatever order, what comes out is what came first at each place",
        arguments: 0..<64 as Range<UInt64>)
    func random(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        let base = UInt32.random(in: 0...UInt32.max, using: &random)
        let octets = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        var cuts: [Range<Int>] = []
        var at = 0
        while at < octets.count {
            let end = min(at + Int.random(in: 1...40, using: &random), octets.count)
            cuts.append(at..<end)
            // Again, somewhere around it.
            if Bool.random(using: &random) { cuts.append(max(1, at - 9)..<min(end + 9, octets.count)) }
            at = end
        }
        let first = cuts.removeFirst()
        cuts.shuffle(using: &random)
        var reassembler = StreamReassembler()
        var pieces: [StreamReassembler.Piece] = []
        for cut in [first] + cuts {
            let part = Array(octets[cut])
            unsafe reassembler.add(
                sequence: base &+ UInt32(cut.lowerBound), payload: part.span.bytes, wireLength: part.count, frame: 1,
                at: Timestamp(seconds: 0), into: &pieces)
        }
        var out: [UInt8] = []
        for case .octets(let part) in pieces.map(\.content) { out += part }
        #expect(out == octets)
        #expect(reassembler.conflicts == 0)
        #expect(reassembler.missing == 0)
    }

    @Test("nothing traps, and memory stays bounded, whatever the numbers say", arguments: 0..<16 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        var reassembler = StreamReassembler(waitingLimit: 512, segmentLimit: 16)
        var pieces: [StreamReassembler.Piece] = []
        for frame in 0..<2000 {
            let octets = [UInt8](
                repeating: UInt8(truncatingIfNeeded: frame), count: Int.random(in: 0...60, using: &random))
            let number =
                Bool.random(using: &random)
                ? UInt32.random(in: 0...UInt32.max, using: &random)
                : (reassembler.next ?? 0) &+ .random(in: 0...200, using: &random)
            if Int.random(in: 0..<4, using: &random) == 0 {
                reassembler.acknowledge(number, frame: frame, at: Timestamp(seconds: 0), into: &pieces)
            } else {
                unsafe reassembler.add(
                    sequence: number, payload: octets.span.bytes,
                    wireLength: octets.count
                        + (Bool.random(using: &random) ? .random(in: 0...70_000, using: &random) : 0),
                    frame: frame, at: Timestamp(seconds: 0), into: &pieces)
            }
            #expect(reassembler.waitingOctets <= 512)
        }
        reassembler.finish(into: &pieces)
        #expect(!reassembler.isWaiting)
    }
}
