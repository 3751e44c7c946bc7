import Packets
import Testing

@testable import ibuki

@Suite("Tables")
struct TextTableTests {
    private static func sample() -> TextTable {
        var table = TextTable([.left("Name"), .right("Count"), .left("Note")])
        table.add(.heading, "a")
        table.add(5)
        table.add(nil, "first")
        table.add(.heading, "longer")
        table.add(12345)
        table.add(nil, "")
        return table
    }

    private static func text(
        _ table: TextTable, width: Int = .max, keepsAll: Bool = false, height: Int = .max, _ depth: ColorDepth = .none
    )
        -> String
    {
        var text = TextBuffer()
        table.write(into: &text, style: TextStyle(depth), width: width, keepsAll: keepsAll, height: height)
        return String(decoding: text)
    }

    @Test("columns are as wide as their widest cell, numbers to the right, no spaces at a line's end")
    func columns() {
        #expect(
            Self.text(Self.sample()) == """
                Name    Count  Note
                a           5  first
                longer  12345

                """)
    }

    @Test("lines end at the terminal's width, and rows at its height")
    func cut() {
        #expect(Self.text(Self.sample(), width: 10) == "Name    Co\na\nlonger  12\n")
        #expect(
            Self.text(Self.sample(), width: 10, keepsAll: true) == "Name    Count\na           5\nlonger  12345\n")
        #expect(
            Self.text(Self.sample(), width: 18, keepsAll: true).hasPrefix("Name    Count  Not\na           5  fir\n"))
        #expect(Self.text(Self.sample(), height: 2) == "Name    Count  Note\na           5  first\n")
    }

    @Test("what would control the terminal is made visible, wherever a name comes from")
    func escapes() {
        var table = TextTable([.left("Process")])
        table.add(nil, "\u{1b}[2Jevil\n")
        let text = Self.text(table)
        #expect(!text.contains("\u{1b}"))
        #expect(text.split(separator: "\n").count == 2)
    }

    @Test("a character of several octets is one wide")
    func characters() {
        var table = TextTable([.left("A"), .left("B")])
        table.add(nil, "é")
        table.add(nil, "x")
        #expect(Self.text(table).hasSuffix("  x\n"))
        #expect(Self.text(table).hasPrefix("A  B\n"))
    }

    @Test("colours stand around a cell and not around its spaces")
    func colors() {
        let text = Self.text(Self.sample(), .sixteen)
        #expect(text.contains("\u{1b}[1ma\u{1b}[0m     "))
    }
}
