import Testing

@testable import Terminal

@Suite("Terminal: text that is copied out")
struct SelectionTests {
    /// Two panes with a border between them.
    private static let screen: Screen = {
        var screen = Screen(Size(rows: 4, columns: 16))
        for (row, text) in ["left 1 │right 1", "日本語 │right 2", "left 3 │right 3", "left 4 │"].enumerated() {
            screen.write(text, at: Position(row: row, column: 0))
        }
        return screen
    }()
    private static let left = Rectangle(row: 0, column: 0, rows: 4, columns: 7)
    private static let right = Rectangle(row: 0, column: 8, rows: 4, columns: 8)

    private static func text(from: (Int, Int), to: (Int, Int), in part: Rectangle, isBlock: Bool = false) -> String {
        var selection = ScreenSelection(at: Position(row: from.0, column: from.1), in: part, isBlock: isBlock)
        selection.extend(to: Position(row: to.0, column: to.1))
        return selection.text(of: screen)
    }

    @Test("a drag selects what is read between two cells of a pane, and no border")
    func drag() {
        #expect(Self.text(from: (0, 5), to: (2, 3), in: Self.left) == "1\n日本語\nleft")
        #expect(Self.text(from: (2, 3), to: (0, 5), in: Self.left) == "1\n日本語\nleft")
        #expect(Self.text(from: (0, 8), to: (99, 99), in: Self.right) == "right 1\nright 2\nright 3\n")
        #expect(Self.text(from: (0, 14), to: (1, -9), in: Self.right) == "1\nr")
        #expect(Self.text(from: (0, 1), to: (2, 3), in: Self.left, isBlock: true) == "eft\n本\neft")
        #expect(Self.text(from: (0, 0), to: (0, 0), in: Self.left) == "l")
    }

    @Test("what is selected is reversed, in its pane alone")
    func draws() {
        var screen = Self.screen
        var selection = ScreenSelection(at: Position(row: 0, column: 5), in: Self.left)
        selection.extend(to: Position(row: 1, column: 1))
        selection.draw(on: &screen)
        #expect(
            screen.places { $0.attributes.contains(.reversed) }.hasPrefix(".....##.........\n##..............\n......"))
        #expect(screen.cursor == Position(row: 1, column: 1))
    }

    @Test(
        "keys select and copy",
        arguments: [
            ("Right Right y", "lef", .copied), ("Down Home Enter", "left 1\n日", .copied), ("l l v l y", "ft", .copied),
            ("Ctrl-V j l y", "le\n日", .copied), ("G $ y", "left 1\n日本語\nleft 3\nleft 4", .copied), ("Esc", "l", .left),
            ("x", "l", .nothing),
            ("Left Up y", "l", .copied),
        ] as [(String, String, ScreenSelection.Outcome)])
    func keys(keys: String, text: String, outcome: ScreenSelection.Outcome) {
        var selection = ScreenSelection(at: Position(row: 0, column: 0), in: Self.left)
        let outcomes = keys.split(separator: " ").compactMap { KeyPress(String($0)) }.map { selection.take($0) }
        #expect(selection.text(of: Self.screen) == text)
        #expect(outcomes.last == outcome)
    }

    @Test("a part that is empty, or not on the screen, has nothing to select")
    func empty() {
        for part in [
            Rectangle(row: 1, column: 1, rows: 0, columns: 5), Rectangle(row: 50, column: 50, rows: 5, columns: 5),
        ] {
            var selection = ScreenSelection(at: Position(row: 2, column: 2), in: part)
            selection.extend(to: Position(row: .max, column: .min))
            var screen = Self.screen
            selection.draw(on: &screen)
            #expect(selection.text(of: screen) == "")
        }
    }

    @Test("a clipboard is given so much text in one sequence, which no text can end (OSC 52)")
    func copying() {
        #expect(TerminalDevice.copying("a\u{1b}\\b") == "\u{1b}]52;c;YRtcYg==\u{1b}\\")
        let long = TerminalDevice.copying(String(repeating: "é", count: 100_000))
        #expect(long.utf8.count == 74_994 / 3 * 4 + 9)
        // What would end in the middle of a letter ends before it.
        let odd = TerminalDevice.copying("a" + String(repeating: "é", count: 100_000))
        #expect(odd.hasSuffix("w6k=\u{1b}\\"))
    }
}
