import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets
import Testing

@Suite struct HexDumpTests {
    /// Two rows, the second of three octets.
    private let octets: [UInt8] = Array("GET / HTTP\r\n\u{1}~ ".utf8) + [0x80, 0x7f, 0x41, 0x42]

    private func dump(_ style: HexDump.Style, _ octets: [UInt8]) -> String {
        var text = TextBuffer()
        HexDump(style, in: .standard).write(octets.octets, into: &text)
        return String(decoding: text)
    }

    @Test("-x is offsets and groups of two octets")
    func hex() {
        #expect(
            dump(.hex, octets)
                == "\t0x0000:  4745 5420 2f20 4854 5450 0d0a 017e 2080\n\t0x0010:  7f41 42\n")
    }

    @Test("-X has the characters in a column beside them, a dot for a space too")
    func hexAndText() {
        #expect(
            dump(.hexAndText, octets)
                == "\t0x0000:  4745 5420 2f20 4854 5450 0d0a 017e 2080  GET./.HTTP...~..\n"
                + "\t0x0010:  7f41 42                                  .AB\n")
    }

    @Test(
        "-A leaves out a carriage return before a line feed or among the last two octets",
        arguments: [
            ("a\rb\r\nc\r\rd\n\r", "a.b\nc..d\n\n"), ("t1\rb", "t1b\n"), ("t1\r\u{1}b", "t1..b\n"), ("t\r\n", "t\n\n"),
            ("t\r\r", "t\n"), ("\ta b", "\ta b\n"), ("", "\n"),
        ])
    func text(_ octets: String, _ expected: String) { #expect(dump(.text, Array(octets.utf8)) == expected) }

    @Test("the link's header is left out unless the flag is given twice")
    func linkHeader() {
        let frame: [UInt8] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0x12, 0x34, 0xaa, 0xbb]
        for (includes, expected) in [
            (false, "\t0x0000:  aabb\n"), (true, "\t0x0000:  0102 0304 0506 0708 090a 0b0c 1234 aabb\n"),
        ] {
            let text = Sample.present(frame, in: .standard) { packet, _, text in
                HexDump(.hex, includesLinkHeader: includes, in: .standard).write(packet, into: &text)
            }
            #expect(text == expected)
        }
    }

    @Test("no octets are no lines")
    func empty() { #expect(dump(.hex, []) == "") }
}
