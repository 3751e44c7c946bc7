import PacketPresenters
import Packets
import Testing

@Suite struct DetailTreeTests {
    @Test("a line a field, bits drawn, named values with numbers, computed values in brackets, as tshark -V")
    func tree() {
        let text = Sample.present { packet, detail, text in
            var tree = DetailTree(Sample.registry)
            tree.write(&packet, detail, into: &text)
        }
        #expect(
            text == #"""
                Sample Protocol, Src: 192.0.2.1
                    0100 .... = Version: 4
                    .... 0101 = Header Length: 20 bytes (5)
                    Flags: 0x83
                        1... .... = Urgent: Set
                        .000 0011 = The rest: 3
                    Kind: Answer <"&'> (0x0002)
                    Source Address: 192.0.2.1
                    Name: a\n"b
                    [Total: 23]
                    Options: (8 bytes), Size, Option
                        Size
                            Kind: 2
                            Length: 4
                            Size value: 1460
                        Option
                            Kind: 7
                            Length: 4
                Data (3 bytes)
                    Data: 686921
                    [Length: 3]

                """#)
    }

    @Test("a fault says what is broken, where and why")
    func fault() {
        let text = Sample.present(Sample.brokenOctets) { packet, detail, text in
            var tree = DetailTree(Sample.registry)
            tree.write(&packet, detail, into: &text)
        }
        #expect(
            text.contains(
                "            [Malformed Packet: SMP (Option at offset 16 does not fit in the 4 octets that are there)]\n"
            ))
    }

    @Test("protocols that were not chosen are one line each, as tshark -O")
    func chosen() throws {
        let text = try Sample.present(includesFrame: true) { packet, detail, text in
            var tree = DetailTree(Sample.registry)
            try tree.show(only: ["data"])
            tree.write(&packet, detail, into: &text)
        }
        let lines = text.split(separator: "\n").dropFirst()
        #expect(
            Array(lines) == [
                "Sample Protocol, Src: 192.0.2.1", "Data (3 bytes)", "    Data: 686921", "    [Length: 3]",
            ])
        #expect(throws: UnknownField.self) {
            var tree = DetailTree(Sample.registry)
            try tree.show(only: ["nothing"])
        }
    }

    @Test("each line knows its node, whose octets it stands for")
    func lines() {
        _ = Sample.present { packet, detail, text in
            var tree = DetailTree(Sample.registry)
            tree.write(&packet, detail, into: &text)
            let bytes = text.bytes
            let found = tree.lines.first { line in
                String(decoding: bytes[line.start..<line.end], as: UTF8.self) == "    Source Address: 192.0.2.1"
            }
            #expect(found.map { detail.nodes[$0.node].start } == 4)
            #expect(found.map { detail.nodes[$0.node].length } == 4)
            #expect(found?.depth == 1)
            #expect(tree.lines.count == bytes.count(where: { $0 == 0x0a }))
        }
    }

    @Test("colours stand around the text of a line and change nothing else")
    func colors() {
        let text = Sample.present { packet, detail, text in
            var tree = DetailTree(Sample.registry, style: TextStyle(.sixteen))
            tree.write(&packet, detail, into: &text)
        }
        #expect(text.hasPrefix("\u{1b}[1;36mSample Protocol, Src: 192.0.2.1\u{1b}[0m\n    0100"))
        #expect(text.contains("    \u{1b}[2m[Total: 23]\u{1b}[0m\n"))
    }
}
