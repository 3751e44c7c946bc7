import Terminal
import Testing

@Suite("Terminal: panes")
struct SplitTests {
    private static let packets = SplitLayout<String>(
        .rows([
            .pane("list", rows: 3, share: 2),
            .columns([
                .pane("detail", isTitled: true, rows: 2, columns: 10),
                .pane("bytes", isTitled: true, rows: 2, columns: 10),
            ]),
        ]), focus: "list")
    private static let forge = SplitLayout<String>(
        .rows([
            .columns(
                [
                    .pane("layers", isTitled: true, columns: 5), .pane("form", isTitled: true, columns: 5, share: 2),
                    .pane("rfc", isTitled: true, columns: 5),
                ], share: 2),
            .pane("octets", isTitled: true),
            .columns(
                [.pane("a", isTitled: true), .rows([.pane("b", isTitled: true), .pane("c", isTitled: true)])], share: 2),
        ]), focus: "form")

    private static func text(_ layout: SplitLayout<String>, _ rows: Int, _ columns: Int) -> String {
        Screen.text(rows, columns) { part, screen in
            layout.draw(in: part, on: &screen) { $0 }
            for pane in layout.panes {
                guard let part = layout.part(of: pane, in: part) else { continue }
                for row in part.row..<part.bottom {
                    screen.write(
                        String(repeating: String(pane.prefix(1)), count: part.columns),
                        at: Position(row: row, column: part.column))
                }
            }
        }
    }

    @Test("panes lie beside and below each other, and their borders meet")
    func borders() {
        #expect(
            Self.text(Self.packets, 8, 30) == """
                llllllllllllllllllllllllllllll
                llllllllllllllllllllllllllllll
                llllllllllllllllllllllllllllll
                llllllllllllllllllllllllllllll
                llllllllllllllllllllllllllllll
                ─ detail ─────┬─ bytes ───────
                dddddddddddddd│bbbbbbbbbbbbbbb
                dddddddddddddd│bbbbbbbbbbbbbbb
                """)
        #expect(
            Self.text(Self.forge, 12, 32) == """
                ─ la… ─┬─ form ────────┬─ rfc ──
                lllllll│fffffffffffffff│rrrrrrrr
                lllllll│fffffffffffffff│rrrrrrrr
                lllllll│fffffffffffffff│rrrrrrrr
                ─ octets ──────────────┴────────
                oooooooooooooooooooooooooooooooo
                ─ a ───────────┬─ b ────────────
                aaaaaaaaaaaaaaa│bbbbbbbbbbbbbbbb
                aaaaaaaaaaaaaaa│bbbbbbbbbbbbbbbb
                aaaaaaaaaaaaaaa├─ c ────────────
                aaaaaaaaaaaaaaa│cccccccccccccccc
                aaaaaaaaaaaaaaa│cccccccccccccccc
                """)
    }

    @Test("where there is no room for all, the pane with the focus is seen alone")
    func narrow() {
        var layout = Self.packets
        #expect(Self.text(layout, 6, 9) == "lllllllll\nlllllllll\nlllllllll\n─ deta… ─\nddddddddd\nddddddddd")
        #expect(Self.text(layout, 2, 3) == "lll\nlll")
        layout.moveFocus(by: -1)
        #expect(layout.focus == "bytes")
        #expect(Self.text(layout, 2, 12) == "─ bytes ────\nbbbbbbbbbbbb")
        #expect(Self.text(layout, 1, 3) == "bbb")
        #expect(Self.text(layout, 2, 3) == "───\nbbb")
        #expect(Self.text(layout, 2, 6) == "─ b… ─\nbbbbbb")
        layout.moveFocus(by: 1)
        #expect(layout.focus == "list")
        for (rows, columns) in [(0, 0), (0, 5), (5, 0), (1, 1)] { _ = Self.text(layout, rows, columns) }
        layout.isAlone = true
        #expect(Self.text(layout, 2, 4) == "llll\nllll")
    }

    @Test("a pane is made larger and smaller, down to what all must have")
    func resize() {
        let part = Rectangle(Size(rows: 12, columns: 41))
        var layout = Self.packets
        func size(_ pane: String) -> [Int] { layout.part(of: pane, in: part).map { [$0.rows, $0.columns] } ?? [] }
        #expect(size("list") == [8, 41] && size("detail") == [3, 20] && size("bytes") == [3, 20])
        layout.resize(by: 1, in: part)
        #expect(size("list") == [9, 41] && size("detail") == [2, 20])
        layout.resize(by: .max, in: part)
        #expect(size("list") == [9, 41])
        layout.resize(by: .min, in: part)
        #expect(size("list") == [3, 41] && size("detail") == [8, 20])
        layout.focus = "bytes"
        layout.resize(by: 4, in: part)
        #expect(size("detail") == [8, 16] && size("bytes") == [8, 24])
        layout.resize(by: 1, along: .rows, in: part)
        #expect(size("list") == [3, 41])
        layout.resize(by: -2, along: .rows, in: part)
        #expect(size("list") == [5, 41] && size("bytes") == [6, 24])
    }

    @Test("borders are dragged, and stop where a pane would be too small")
    func drag() throws {
        let part = Rectangle(row: 1, column: 1, rows: 12, columns: 41)
        var layout = Self.packets
        func border(_ row: Int, _ column: Int) -> SplitLayout<String>.Border? {
            layout.border(at: Position(row: row, column: column), in: part)
        }
        let upright = try #require(border(11, 21))
        #expect(upright.axis == .columns)
        layout.move(upright, to: Position(row: 0, column: 30), in: part)
        #expect(border(11, 30) == upright && border(11, 21) == nil)
        layout.move(upright, to: Position(row: 0, column: -99), in: part)
        #expect(border(11, 11) == upright)
        let level = try #require(border(9, 5))
        #expect(level.axis == .rows && level != upright)
        layout.move(level, to: Position(row: 6, column: 0), in: part)
        #expect(layout.part(of: "list", in: part)?.rows == 5)
        #expect(border(6, 40) == level && border(9, 5) == nil)
        #expect(layout.pane(at: Position(row: 6, column: 40), in: part) == nil)
        #expect(layout.pane(at: Position(row: 7, column: 40), in: part) == "bytes")
        // A border that is not seen is not moved.
        layout.isAlone = true
        layout.move(level, to: Position(row: 9, column: 0), in: part)
        layout.isAlone = false
        #expect(layout.part(of: "list", in: part)?.rows == 5)
    }

    @Test("a terminal without lines has borders of ASCII")
    func ascii() {
        var screen = Screen(Size(rows: 7, columns: 30))
        Self.packets.draw(in: screen.bounds, on: &screen) { $0 }
        var octets: [UInt8] = []
        var renderer = Renderer(TerminalAbilities(colors: .none, takesUnicode: false))
        renderer.render(screen, into: &octets)
        var terminal = VirtualTerminal(screen.size)
        terminal.take(octets)
        #expect(
            terminal.text.split(separator: "\n") == [
                "- detail -----+- bytes -------", "              |", "              |",
            ])
    }

    @Test("hostile titles stay in their border, and the one with the focus is bold")
    func titles() {
        let layout = SplitLayout<String>(
            .columns([.pane("a", isTitled: true), .pane("b", isTitled: true)]), focus: "b")
        var screen = Screen(Size(rows: 2, columns: 21))
        layout.draw(in: screen.bounds, on: &screen) { $0 == "a" ? "\u{1b}]0;title\u{7}" : "日本語日本語" }
        #expect(screen.lines[0] == "─ ␛]0;t… ─┬─ 日本… ──")
        #expect(screen.places { $0.attributes.contains(.bold) } == "............#######..\n.....................")
    }
}
