import Terminal
import Testing

@Suite("Terminal: pop-ups and menus")
struct PopupTests {
    private static let menu = Menu([
        Menu.Item("apply", key: KeyPress(.character("a")), detail: "ip.src == 192.0.2.1"),
        Menu.Item("not", key: KeyPress(.character("n")), isEnabled: false),
        Menu.Item("and", key: KeyPress(.character("n"), .control)),
    ])

    private static func text(_ popup: Popup, _ rows: Int, _ columns: Int, menu: Menu = menu) -> String {
        Screen.text(rows, columns) { part, screen in
            for row in 0..<rows {
                screen.write(String(repeating: "x", count: columns), at: Position(row: row, column: 0))
            }
            menu.draw(in: popup.draw(in: part, on: &screen), on: &screen)
        }
    }

    @Test("a box in the middle lies over what is there; what is too small has no border")
    func sizes() {
        let popup = Popup("filter", Self.menu.size)
        #expect(Self.menu.size == Size(rows: 3, columns: 36))
        #expect(
            Self.text(popup, 7, 44) == """
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                xxx┌ filter ────────────────────────────┐xxx
                xxx│ a       apply  ip.src == 192.0.2.1 │xxx
                xxx│ n       not                        │xxx
                xxx│ Ctrl-N  and                        │xxx
                xxx└────────────────────────────────────┘xxx
                xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
                """)
        #expect(
            Self.text(popup, 4, 20)
                == "┌ filter ──────────┐\n│ a       apply    │\n│ n       not      │\n└──────────────────┘")
        #expect(Self.text(popup, 2, 5) == " a\n n")
        #expect(Self.text(popup, 1, 1) == "a")
        for size in [(0, 0), (0, 5), (5, 0), (3, 3), (3, 4)] { _ = Self.text(popup, size.0, size.1) }
        let large = Popup("\u{1b}]0;x\u{7}", Size(rows: .max, columns: .max))
        #expect(
            large.body(in: Rectangle(Size(rows: 5, columns: 9))) == Rectangle(row: 1, column: 1, rows: 3, columns: 7))
        #expect(Self.text(large, 3, 9, menu: Menu([])) == "┌ ␛]0;… ┐\n│       │\n└───────┘")
    }

    @Test(
        "keys move and choose; those of the items come first, and what is disabled is not chosen",
        arguments: [
            ("a", Menu.Outcome.chosen(0)), ("n", .moved), ("Ctrl-N", .chosen(2)), ("j j Enter", .chosen(2)),
            ("Down Enter", .moved), ("End Enter", .chosen(2)), ("Up Enter", .chosen(0)),
            ("Tab Shift-Tab Enter", .chosen(0)),
            ("Esc", .left), ("Ctrl-C", .left), ("x", .nothing),
        ])
    func keys(keys: String, outcome: Menu.Outcome) {
        var menu = Self.menu
        let outcomes = keys.split(separator: " ").compactMap { KeyPress(String($0)) }.map { menu.take($0) }
        #expect(outcomes.last == outcome)
        var empty = Menu([])
        #expect(empty.take(KeyPress(.enter)) == .nothing)
    }

    @Test("a press chooses; more items than rows scroll")
    func press() {
        var menu = Menu((0..<100).map { Menu.Item("item \($0)") }, selection: 99)
        let part = Rectangle(row: 1, column: 1, rows: 2, columns: 9)
        #expect(Screen.text(3, 10) { menu.draw(in: part.intersection($0), on: &$1) } == "\n  item 98\n  item 99")
        #expect(menu.press(at: Position(row: 1, column: 3), in: part) == .chosen(98))
        #expect(menu.press(at: Position(row: 0, column: 3), in: part) == .nothing)
    }
}

@Suite("Terminal: lines of a frame")
struct FrameLineTests {
    @Test(
        "titles of views as far as they fit, that of the one that is seen last of all",
        arguments: [
            (40, " 1 Packets  2 Forge  3 Stack"), (29, " 1 Packets  2 Forge  3 Stack"), (28, " 1  2 Forge  3"),
            (15, " 1  2 Forge  3"), (14, " 2 Forge"),
            (13, " 2 Forge"), (5, " 2 F…"), (1, "…"), (0, ""),
        ])
    func tabs(columns: Int, text: String) {
        let tabs = Tabs(["Packets", "Forge", "Stack"], selection: 1)
        #expect(Screen.text(1, columns) { tabs.draw(in: $0, on: &$1) } == text)
    }

    @Test("views are gone to by their numbers, in turn and with the mouse")
    func tabMoves() {
        var tabs = Tabs(["Packets", "Forge", "Stack"])
        tabs.move(by: -1)
        #expect(tabs.selection == 2)
        tabs.move(by: 4)
        #expect(tabs.selection == 0)
        tabs.select(7)
        #expect(tabs.selection == 0)
        let part = Rectangle(row: 1, column: 2, rows: 1, columns: 40)
        #expect(tabs.press(at: Position(row: 1, column: 13), in: part) && tabs.selection == 1)
        #expect(
            !tabs.press(at: Position(row: 1, column: 1), in: part)
                && !tabs.press(at: Position(row: 1, column: 35), in: part))
        var none = Tabs([])
        none.move(by: 1)
        #expect(Screen.text(1, 9) { none.draw(in: $0, on: &$1) } == "")
        var screen = Screen(Size(rows: 1, columns: 30))
        tabs.draw(in: screen.bounds, on: &screen)
        #expect(screen.places { $0.attributes.contains(.reversed) } == "...........#########..........")
    }

    @Test(
        "keys that fit, the most important first, and help always",
        arguments: [
            (44, " e edit · r resend · y copy      ? all keys"), (41, " e edit · r resend · y copy   ? all keys"),
            (39, " e edit · r resend          ? all keys"), (20, " e edit  ? all keys"), (18, "       ? all keys"),
            (12, " ? all keys"), (11, " ? all ke…"),
            (5, " ? …"), (1, "…"), (0, ""),
        ])
    func status(columns: Int, text: String) {
        let bar = StatusBar(
            [.init("e", "edit"), .init("r", "resend"), .init("y", "copy")], last: .init("?", "all keys"))
        #expect(Screen.text(1, columns) { bar.draw(in: $0, on: &$1) } == text)
    }

    @Test("a command says its own keys")
    func commands() {
        #expect(StatusBar.Item(Command<Int>("a.b", "do it", keys: ["y y", "x"])) == .init("y y", "do it"))
        #expect(StatusBar.Item(Command<Int>("a.b", "do it")) == nil)
    }

    @Test(
        "a bar, the percentage and what it is of, as far as they fit",
        arguments: [
            (0.0, 20, "index ········   0 %"), (0.5, 20, "index ████····  50 %"), (0.57, 20, "index ████▌···  57 %"),
            (1, 20, "index ████████ 100 %"), (0.999, 20, "index ███████▉  99 %"), (.nan, 20, "index ········   0 %"),
            (9, 20, "index ████████ 100 %"), (-1, 20, "index ········   0 %"), (0.5, 15, "index      50 %"),
            (0.5, 8, "i…  50 %"), (0.5, 4, "50 %"), (0.5, 2, "5…"), (0.5, 0, ""),
        ])
    func progress(fraction: Double, columns: Int, text: String) {
        #expect(Screen.text(1, columns) { ProgressBar(fraction, "index").draw(in: $0, on: &$1) } == text)
    }

    @Test("nothing of nothing is not done")
    func none() {
        #expect(ProgressBar(0, of: 0).fraction == 0)
        #expect(ProgressBar(3, of: 4).fraction == 0.75)
    }

    @Test("a message goes after a while, a failure does not")
    func message() {
        var line = MessageLine()
        func text(_ columns: Int = 20) -> String { Screen.text(1, columns) { line.draw(in: $0, on: &$1) } }
        #expect(line.isEmpty && text() == "")
        line.say("saved", .success, at: 100)
        #expect(text() == "✓ saved" && line.deadline == 100 + MessageLine.time)
        line.expire(at: 99 + MessageLine.time)
        #expect(!line.isEmpty)
        line.expire(at: 100 + MessageLine.time)
        #expect(line.isEmpty && line.deadline == nil)
        line.say("no\nsuch \u{1b}[31mfile", .failure, at: 0)
        line.expire(at: .max)
        #expect(text() == "✗ no␊such ␛[31mfile" && text(6) == "✗ no␊…" && text(0) == "")
        line.clear()
        #expect(text() == "")
    }
}
