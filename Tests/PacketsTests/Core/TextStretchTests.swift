import PacketSamples
import Testing

@testable import Packets

@Suite("Room that is asked for at once")
struct TextStretchTests {
    /// What an append writes and what a stretch puts, for the same octets.
    private func texts(
        _ octets: [UInt8], room: Int, _ append: (RawSpan, inout TextBuffer) -> Void,
        _ put: (RawSpan, inout TextStretch) -> Void
    ) -> (appended: String, put: String) {
        var appended = TextBuffer()
        var stretched = TextBuffer()
        octets.withSpan { octets in
            append(octets, &appended)
            stretched.stretch(room) { put(octets, &$0) }
        }
        return (String(decoding: appended), String(decoding: stretched))
    }

    @Test("ASCII in JSON is what appending it and escaping it makes, whatever the octets", arguments: 0..<40)
    func ascii(length: Int) {
        var random = SystemRandomNumberGenerator()
        for round in 0..<200 {
            // Letters, with every kind of octet among them; in some rounds nothing else.
            let octets = (0..<length).map { _ in
                random.next() % 8 < round % 8 ? UInt8.random(in: 0...255) : UInt8.random(in: 0x61...0x7a)
            }
            let texts = texts(octets, room: length * 6) { octets, text in
                var plain = TextBuffer()
                plain.append(ascii: octets)
                text.append(jsonEscaping: plain)
            } _: {
                $1.put(jsonOfASCII: $0)
            }
            #expect(texts.put == texts.appended)
        }
    }

    @Test("octets with colons between, of every length", arguments: 0..<40)
    func octets(length: Int) {
        let octets = (0..<length).map { _ in UInt8.random(in: 0...255) }
        let expected = octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
        let texts = texts(octets, room: length * 3) {
            $1.append(hexOf: $0)
        } _: {
            $1.put(colonsBetween: $0)
        }
        #expect(texts.put == expected.joined(separator: ":"))
        #expect(texts.appended == expected.joined())
    }

    @Test(
        "seconds with nine decimals",
        arguments: [
            (0, "0.000000000"), (1, "0.000000001"), (-1_500_000_000, "-1.500000000"),
            (Int64.max, "9223372036.854775807"), (Int64.min, "-9223372036.854775808"),
        ])
    func nanoseconds(number: Int64, expected: String) {
        var text = TextBuffer()
        text.stretch(64) { $0.put(nanoseconds: number) }
        #expect(String(decoding: text) == expected)
    }

    @Test("a stretch has as much room as was asked for, and no more")
    func room() {
        var text = TextBuffer()
        var answers: [Bool] = []
        text.stretch(5) { text in
            answers = [text.has(5), text.has(6)]
            text.put(word: 0x6f_6c6c_6568, count: 5)
            answers += [text.has(0), text.has(1)]
        }
        #expect(answers == [true, false, true, false])
        #expect(String(decoding: text) == "hello")
    }

    @Test("the end of a line is the first carriage return or line feed, wherever it lies", arguments: 0..<40)
    func lineEnd(length: Int) {
        for _ in 0..<200 {
            let choices: [UInt8] = [0x61, 0x61, 0x61, 0x61, 0x61, 0x61, 0x09, 0, 0x80, 0x8d, 0x3a, 0x0a, 0x0d]
            let octets = (0..<length).map { _ in choices.randomElement() ?? 0 }
            let from = Int.random(in: 0...length)
            let to = Int.random(in: from...length)
            let end = octets[from..<to].firstIndex { $0 == 0x0a || $0 == 0x0d } ?? to
            let colon = octets[from..<to].firstIndex(of: 0x3a) ?? to
            octets.withSpan { span in
                #expect(span.lineEnd(from: from, to: to) == end)
                #expect(span.first(0x3a, from: from, to: to) == colon)
            }
        }
    }

    @Test("bits at places that are known at run time alone are those that are known before", arguments: 0..<24)
    func bits(length: Int) {
        let octets = (0..<length).map { _ in UInt8.random(in: 0...255) }
        octets.withSpan { span in
            for bit in 0..<(length + 1) * 8 {
                for width in 0...64 { #expect(span.anyBits(bit, width) == span.bits(bit, width)) }
            }
        }
    }
}
