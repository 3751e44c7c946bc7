import Terminal
import Testing

@Suite("Terminal: screens")
struct ScreenTests {
    private static func written(
        _ text: String, columns: Int = 8, at column: Int = 0, within limit: Int = .max
    ) -> (shown: String, width: Int) {
        var screen = Screen(Size(rows: 1, columns: columns))
        let width = screen.write(text, at: Position(row: 0, column: column), within: limit)
        return (screen.text, width)
    }

    @Test(
        "what does not fit ends in an ellipsis, and no cluster is cut in its middle",
        arguments: [
            ("12345678", "12345678", 8), ("123456789", "1234567…", 8), ("日本語東", "日本語東", 8),
            ("日本語東京", "日本語…", 7), ("a日本語東", "a日本語…", 8), ("", "", 0),
        ])
    func ellipsis(text: String, shown: String, width: Int) {
        #expect(Self.written(text).shown == shown)
        #expect(Self.written(text).width == width)
        #expect(Self.written(text, columns: 12, within: 8).shown == shown)
    }

    @Test("outside of the screen nothing is written")
    func outside() {
        var screen = Screen(Size(rows: 2, columns: 3))
        for (row, column) in [(-1, 0), (2, 0), (0, 3), (0, -1)] {
            #expect(screen.write("x", at: Position(row: row, column: column)) == 0)
        }
        screen.fill(Rectangle(row: -3, column: -3, rows: 100, columns: 100), .reversed)
        #expect(screen[1, 2].style == .reversed)
        #expect(Screen(Size(rows: 0, columns: 0)).text == "")
        #expect(Self.written("x", within: 0).width == 0)
        #expect(Self.written("日", columns: 1).shown == "…")
    }

    @Test(
        "text cannot act on the terminal",
        arguments: [
            ("\u{1b}[2Jx", "␛[2Jx"), ("\u{1b}]52;c;eA==\u{7}", "␛]52;c;eA==␇"), ("a\u{9b}2J", "a�2J"),
            ("a\u{202e}b", "a�b"), ("a\u{2066}b\u{200f}", "a�b�"), ("a\tb\r\nc", "a␉b␍c"), ("\u{7f}\0", "␡␀"),
            ("\u{feff}a\u{2028}", "�a�"), ("\u{301}a", "\u{25cc}\u{301}a"), ("a\u{200d}b", "ab"),
            ("\u{ad}", "�"),
        ])
    func hostile(text: String, shown: String) {
        let written = Self.written(text, columns: 40)
        #expect(written.shown == shown)
        #expect(written.width == shown.count)
        #expect(text.cellWidth == shown.count)
    }

    @Test("a cluster of more scalars than any script needs is cut")
    func marks() {
        let text = "a" + String(repeating: "\u{301}", count: 10_000)
        #expect(Self.written(text).width == 1)
        #expect(Self.written(text).shown.unicodeScalars.count == 10)
    }

    @Test(
        "clusters take the cells that terminals give them (UAX #11, UTS #51)",
        arguments: [
            ("a", 1), ("é", 1), ("e\u{301}", 1), ("ß", 1), ("─", 1), ("⣿", 1), ("日", 2), ("한", 2), ("ﬁ", 1),
            ("😀", 2), ("👩‍👩‍👧", 2), ("🇯🇵", 2), ("❤", 1), ("❤\u{fe0f}", 2), ("⌚", 2), ("ｱ", 1), ("Ａ", 2),
        ])
    func widths(text: String, width: Int) {
        #expect(text.cellWidth == width)
        #expect(Self.written(text).width == width)
        #expect(Self.written(text).shown == text)
    }

    @Test("what is written over one half of a cluster makes the other blank")
    func halves() {
        var screen = Screen(Size(rows: 1, columns: 6))
        screen.write("日本語", at: Position(row: 0, column: 0))
        screen.write("x", at: Position(row: 0, column: 1))
        #expect(screen.text == " x本語")
        screen.write("y", at: Position(row: 0, column: 4))
        #expect(screen.text == " x本y")
        screen.fill(Rectangle(row: 0, column: 3, rows: 1, columns: 1))
        #expect(screen.text == " x  y")
        screen.write("語", at: Position(row: 0, column: 3))
        #expect(screen.text == " x 語")
    }

    @Test("parts of a rectangle are taken from its sides, as much as there is")
    func rectangles() {
        var all = Rectangle(row: 1, column: 2, rows: 10, columns: 20)
        #expect(all.takeTop(3) == Rectangle(row: 1, column: 2, rows: 3, columns: 20))
        #expect(all.takeBottom(2) == Rectangle(row: 9, column: 2, rows: 2, columns: 20))
        #expect(all.takeLeft(5) == Rectangle(row: 4, column: 2, rows: 5, columns: 5))
        #expect(all.takeRight(100) == Rectangle(row: 4, column: 7, rows: 5, columns: 15))
        #expect(all.isEmpty)
        #expect(all.takeTop(-1).isEmpty)
        #expect(
            Rectangle(Size(rows: 4, columns: 10)).centered(Size(rows: 2, columns: 20))
                == Rectangle(row: 1, column: 0, rows: 2, columns: 10))
    }
}
