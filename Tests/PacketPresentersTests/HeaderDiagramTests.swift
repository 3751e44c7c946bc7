import PacketPresenters
import PacketProtocols
import Packets
import Testing

@Suite struct HeaderDiagramTests {
    private static let head = """
         0                   1                   2                   3
         0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1

        """
    private static let ruler = "+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+\n"

    private func diagram(_ name: String) throws -> String {
        var text = TextBuffer()
        try #require(HeaderDiagram(named: name, in: Sample.registry)).write(into: &text)
        return String(decoding: text)
    }

    @Test("32 bits a row, members in place of the group they fill, lists between slashes")
    func header() throws {
        #expect(
            try diagram("smp") == Self.head + Self.ruler + """
                |       |Header |U|             |                               |
                |Version|Length |R|  The rest   |             Kind              |
                |       |       |G|             |                               |

                """ + Self.ruler + "|                        Source Address                         |\n" + Self.ruler
                + "|                             Name                              |\n" + Self.ruler
                + "/                          Options ...                          /\n" + Self.ruler)
    }

    @Test("a variant begins with the fields of the item that it is part of")
    func variant() throws {
        #expect(
            try diagram("smp.size") == Self.head + Self.ruler
                + "|     Kind      |    Length     |          Size value           |\n" + Self.ruler)
    }

    @Test("a field over several rows is one box")
    func rows() throws {
        var text = TextBuffer()
        try #require(HeaderDiagram(named: "eth", in: .standard)).write(into: &text)
        #expect(
            String(decoding: text).hasPrefix(
                Self.head + Self.ruler + """
                    |                          Destination                          |
                    +                               +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
                    |                               |                               |
                    +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+                               +
                    |                            Source                             |

                    """ + Self.ruler))
    }

    @Test("with a layer the boxes show its values")
    func values() throws {
        let text = try Sample.present { packet, detail, text in
            let diagram = try #require(HeaderDiagram(of: detail.nodes[0], in: Sample.registry))
            diagram.write(valuesOf: 0, packet, detail, into: &text)
        }
        #expect(
            text.hasPrefix(
                Self.head + Self.ruler + """
                    |       |Header |U|             |                               |
                    |Version|Length |R|  The rest   |             Kind              |
                    |   4   |  20   |G|      3      |            0x0002             |
                    |       |       |1|             |                               |

                    """))
    }

    @Test("the table lists bits, kinds, how a field is found and what its values are called")
    func table() throws {
        let table = try #require(FieldTable(named: "smp", in: Sample.registry))
        #expect(table.reference == "RFC 0")
        #expect(
            table.rows.map(\.bits) == ["0-3", "4-7", "8-15", "8", "9-15", "16-31", "32-63", "32-63", "64-95", "", ""])
        #expect(table.rows[1].auto == "length of the header in units of 4 octets")
        #expect(table.rows[0].preset == 4)
        #expect(table.rows[7].isAlias && table.rows[9].isDerived)
        #expect(table.rows[10].items == "smp.option")
        var text = TextBuffer()
        table.write(into: &text, includesValues: true)
        let lines = String(decoding: text).split(separator: "\n")
        #expect(lines[0] == "Bits   Name              Type               Label                          Notes")
        #expect(lines[1] == "0-3    smp.version       unsigned, 4 bits   Version                        preset 4")
        #expect(lines[4] == "8        smp.flags.urg   boolean, 1 bit     Urgent")
        #expect(lines[7] == "         0x0001 = Ask")
    }

    @Test("nothing has no diagram and no table")
    func unknown() {
        #expect(HeaderDiagram(named: "nothing", in: .standard) == nil)
        #expect(FieldTable(named: "smp.version", in: Sample.registry) == nil)
    }
}
