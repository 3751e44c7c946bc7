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
        _ table: TextTable, width: Int = .max, breaksCells: Bool = false, height: Int = .max,
        _ depth: ColorDepth = .none
    )
        -> String
    {
        var text = TextBuffer()
        table.write(into: &text, style: TextStyle(depth), width: width, breaksCells: breaksCells, height: height)
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

    @Test("of the last column as much is shown as fits a line")
    func cut() {
        var table = TextTable([.left("A"), .left("Command")])
        table.add(nil, "x")
        table.add(nil, "/usr/bin/something --with options")
        #expect(Self.text(table, width: 20) == "A  Command\nx  /usr/bin/somethin\n")
        #expect(Self.text(Self.sample(), height: 2) == "Name    Count  Note\na           5  first\n")
    }

    @Test("columns that do not fit a line go on in the next, whole: a process's number is never cut")
    func wrapped() {
        var table = TextTable([.left("Local"), .left("Process"), .left("Command")])
        for number in [7, 1_234_567] {
            table.add(nil, "[2001:db8::1]:8080")
            table.add(nil, "nginx[\(number)],nginx[\(number + 1)]")
            table.add(nil, "nginx: worker process")
        }
        for width in 1...90 {
            let text = Self.text(table, width: width)
            #expect(text.contains("nginx[1234567],nginx[1234568]"), "\(width)")
            let broken = Self.text(table, width: width, breaksCells: true)
            #expect(broken.split(separator: "\n").allSatisfy { $0.count <= max(width, 5) }, "\(width)")
        }
        #expect(
            Self.text(table, width: 40) == """
                Local
                    Process
                    Command
                [2001:db8::1]:8080
                    nginx[7],nginx[8]
                    nginx: worker process
                [2001:db8::1]:8080
                    nginx[1234567],nginx[1234568]
                    nginx: worker process

                """)
        #expect(Self.text(table, width: 40, height: 4).split(separator: "\n").count == 4)
    }

    @Test("a note's words go on in as many lines as they take")
    func notes() {
        var table = TextTable([.left("A")])
        table.add(nil, "x")
        table.addNote("    cubic  rtt 1 ms +- 2  cwnd 10")
        #expect(Self.text(table).hasSuffix("x\n    cubic  rtt 1 ms +- 2  cwnd 10\n"))
        #expect(Self.text(table, width: 26).hasSuffix("x\n    cubic  rtt 1 ms +- 2\n    cwnd 10\n"))
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
