import Terminal
import Testing

extension Screen {
    /// A screen of a size with something on it, as text.
    static func text(_ rows: Int, _ columns: Int, _ draw: (Rectangle, inout Screen) -> Void) -> String {
        var screen = Screen(Size(rows: rows, columns: columns))
        draw(screen.bounds, &screen)
        return screen.text
    }

    /// The places of a style, a row a line.
    func places(where matches: (Style) -> Bool) -> String {
        (0..<size.rows).map { row in
            String((0..<size.columns).map { matches(self[row, $0].style) ? "#" : "." as Character })
        }.joined(separator: "\n")
    }
}

@Suite("Terminal: trees")
struct TreeTests {
    private static func row(_ depth: Int, _ label: String, _ isExpandable: Bool = false) -> TreeRow<String> {
        TreeRow(label, depth: depth, isExpandable: isExpandable, [StyledText(label)])
    }
    private static let packet = [
        row(0, "Ethernet", true), row(1, "Source"), row(0, "DNS", true), row(1, "Flags", true), row(2, "Reply"),
        row(1, "Answers", true), row(2, "a.test", true), row(3, "A"),
    ]

    private static func text(_ tree: TreeState<String>, _ rows: Int = 8, _ columns: Int = 20) -> String {
        Screen.text(rows, columns) { tree.draw(in: $0, on: &$1, isActive: true) }
    }

    @Test("what is open is drawn, what is closed hides what lies in it")
    func opens() {
        var tree = TreeState(Self.packet)
        #expect(Self.text(tree) == "▸ Ethernet\n▸ DNS\n\n\n\n\n\n")
        tree.list.move(by: 1)
        tree.open()
        #expect(Self.text(tree) == "▸ Ethernet\n▾ DNS\n  ▸ Flags\n  ▸ Answers\n\n\n\n")
        tree.open()
        #expect(tree.selection?.key == "Flags")
        tree.openAll(belowSelection: true)
        #expect(Self.text(tree, 5) == "▸ Ethernet\n▾ DNS\n  ▾ Flags\n      Reply\n  ▸ Answers")
        tree.closeAll()
        #expect(Self.text(tree, 3) == "▸ Ethernet\n▸ DNS\n")
        #expect(tree.selection?.key == "DNS")
        tree.toggle()
        tree.toggle()
        #expect(Self.text(tree, 2) == "▸ Ethernet\n▸ DNS")
    }

    @Test("closing what is closed goes to what it lies in")
    func closes() {
        var tree = TreeState(Self.packet)
        tree.openAll()
        tree.list.select(7)
        tree.close()
        #expect(tree.selection?.key == "a.test")
        tree.close()
        tree.close()
        #expect(tree.selection?.key == "Answers")
        #expect(
            Self.text(tree, 7) == "▾ Ethernet\n    Source\n▾ DNS\n  ▾ Flags\n      Reply\n  ▾ Answers\n    ▸ a.test")
        tree.list.select(0)
        tree.close()
        tree.close()
        #expect(tree.selection?.key == "Ethernet" && tree.list.count == 6)
    }

    @Test("what is open, and where one is, outlive the rows")
    func another() {
        var tree = TreeState(Self.packet)
        tree.select("A")
        #expect(tree.opened == ["DNS", "Answers", "a.test"])
        tree.setRows([
            Self.row(0, "Ethernet", true), Self.row(0, "IP", true), Self.row(0, "DNS", true),
            Self.row(1, "Answers", true),
        ])
        #expect(tree.selection?.key == "Answers")
        #expect(Self.text(tree, 4) == "▸ Ethernet\n▸ IP\n▾ DNS\n  ▾ Answers")
        tree.setRows([])
        #expect(tree.selection == nil)
        tree.open()
        tree.close()
        tree.toggle()
        tree.openAll(belowSelection: true)
        tree.select("A")
        tree.setRows(Self.packet)
        #expect(Self.text(tree, 5) == "▸ Ethernet\n▾ DNS\n  ▸ Flags\n  ▾ Answers\n    ▾ a.test")
    }

    @Test("a press goes to a row, and on a mark opens or closes it")
    func press() {
        var tree = TreeState(Self.packet, opened: ["DNS"])
        let part = Rectangle(row: 2, column: 3, rows: 3, columns: 20)
        func press(_ row: Int, _ column: Int) -> Bool { tree.press(at: Position(row: row, column: column), in: part) }
        #expect(press(4, 8))
        #expect(tree.selection?.key == "Flags" && !tree.opened.contains("Flags"))
        #expect(press(4, 5))
        #expect(tree.opened.contains("Flags"))
        #expect(!press(1, 5) && !press(4, 2) && !press(5, 5))
    }

    @Test("at every size nothing is drawn outside, and deep rows still say something")
    func sizes() {
        var tree = TreeState((0..<100).map { Self.row($0, "row \($0)", true) })
        tree.openAll()
        tree.select("row 99")
        #expect(Self.text(tree, 2, 16) == "        ▾ row 98\n        ▾ row 99")
        #expect(Self.text(tree, 1, 1) == "…")
        for size in [(0, 0), (0, 9), (9, 0), (3, 2)] { _ = Self.text(tree, size.0, size.1) }
    }

    @Test("a label of several styles is cut as one text, and the row one is at is marked whole")
    func label() {
        let tree = TreeState([TreeRow("k", [StyledText("ab", .bold), StyledText("\u{1b}日本", .dim), "x"])])
        #expect(Self.text(tree, 1, 10) == "  ab␛日本x")
        #expect(Self.text(tree, 1, 8) == "  ab␛日…")
        #expect(Self.text(tree, 1, 4) == "  a…")
        var screen = Screen(Size(rows: 1, columns: 6))
        tree.draw(in: screen.bounds, on: &screen, isActive: true)
        #expect(screen.places { $0.attributes.contains(.reversed) } == "######")
        tree.draw(in: screen.bounds, on: &screen, isActive: false)
        #expect(screen.places { $0.attributes.contains(.reversed) } == "......")
        #expect(screen.places { $0.attributes.contains(.bold) } == "######")
    }
}
