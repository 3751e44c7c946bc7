import PacketSamples
import Packets
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Escaped text")
struct TextEscapeTests {
    private func json(_ bytes: [UInt8]) -> String {
        var buffer = TextBuffer()
        buffer.append(jsonEscaping: bytes.octets)
        return String(decoding: buffer)
    }

    private func xml(_ bytes: [UInt8]) -> String {
        var buffer = TextBuffer()
        buffer.append(xmlEscaping: bytes.octets)
        return String(decoding: buffer)
    }

    private func plain(_ bytes: [UInt8]) -> String {
        var buffer = TextBuffer()
        buffer.append(textEscaping: bytes.octets)
        return String(decoding: buffer)
    }

    @Test("JSON escapes quotes, backslashes and controls (RFC 8259 7)")
    func jsonEscapes() {
        #expect(
            json(Array("a\"b\\c/\u{8}\t\n\u{C}\r\u{0}\u{1F}\u{7F}é😀".utf8)) == #"a\"b\\c/\b\t\n\f\r\u0000\u001f"#
                + "\u{7F}é😀")
        #expect(json([]) == "")
    }

    @Test("JSON of any bytes can be parsed and holds what String(decoding:) does")
    func jsonAnyBytes() throws {
        var random = SystemRandomNumberGenerator()
        for round in 0..<3000 {
            // Bytes that begin and continue sequences, so that many are nearly valid.
            let pool: [UInt8] = [
                0x41, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xFF, 0x22, 0x00,
            ]
            let bytes = (0..<round % 12).map { _ in
                round % 2 == 0 ? random.next() as UInt8 : pool[Int.random(in: 0..<pool.count)]
            }
            let parsed = try JSONDecoder().decode([String].self, from: Data("[\"\(json(bytes))\"]".utf8))
            #expect(Array(parsed[0].unicodeScalars) == Array(String(decoding: bytes, as: UTF8.self).unicodeScalars))
        }
    }

    @Test("XML escapes what is markup and what XML 1.0 cannot hold")
    func xmlEscapes() {
        #expect(
            xml(Array("<a b=\"c\" d='e'>&é\n\u{0}".utf8)) == "&lt;a b=&quot;c&quot; d=&#x27;e&#x27;&gt;&amp;é\n\\x00")
        #expect(xml([0x41, 0xFF, 0xC3]) == "A\\xff\\xc3")
    }

    @Test("text for a terminal holds no control, mark of direction or byte that is not UTF-8")
    func textEscapes() {
        #expect(plain(Array("GET / HTTP/1.1\r\n\t\u{7}\u{B}é😀".utf8)) == #"GET / HTTP/1.1\r\n\t\a\vé😀"#)
        #expect(plain([0x1B, 0x5B, 0x32, 0x4A, 0x00, 0x7F]) == #"\033[2J\000\177"#)
        #expect(plain(Array("a\u{202E}b".utf8)) == #"a\342\200\256b"#)
        #expect(plain(Array("a\u{9B}b".utf8)) == #"a\302\233b"#)
        #expect(plain([0x41, 0xE2, 0x82, 0x42, 0xFF]) == #"A\342\202B\377"#)
    }
}
