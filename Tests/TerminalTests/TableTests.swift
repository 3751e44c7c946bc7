import Terminal
import Testing

@Suite("Terminal: tables")
struct TableTests {
    private static let columns = [
        TableColumn("No.", .right, width: 5, priority: 2), TableColumn("Time", .right, width: 8, priority: 1),
        TableColumn("Source", width: 13, priority: 3),
        TableColumn("Info", width: 20, minimum: 6, stretches: true, priority: 4),
    ]
    private static let rows = [
        ["1", "0.0", "192.0.2.107", "who has 192.0.2.1?"], ["22", "4.462616", "2001:db8::1", "\u{1b}[2J日本語 CNAME"],
        ["333", "5.0", "", ""],
    ]

    private static func text(_ table: TableState, _ rows: Int, _ columns: Int) -> String {
        Screen.text(rows, columns) {
            table.draw(in: $0, on: &$1, isActive: true) { StyledText(Self.rows[$0][$1]) }
        }
    }

    @Test(
        "columns are as wide as they would be, then narrower, then those of low priority are hidden",
        arguments: [
            (55, "    No.     Time Source        Info", "▶     1      0.0 192.0.2.107   who has 192.0.2.1?"),
            (40, "    No.     Time Source        Info", "▶     1      0.0 192.0.2.107   who has …"),
            (37, "    No.     Time Source        Info", "▶     1      0.0 192.0.2.107   who h…"),
            (36, "    No. Source        Info", "▶     1 192.0.2.107   who has 192.0…"),
            (27, "  Source        Info", "▶ 192.0.2.107   who has 19…"), (20, "  Info", "▶ who has 192.0.2.1?"),
            (7, "  Info", "▶ who …"), (3, "  …", "▶ …"), (2, "", "▶"), (1, "", "▶"), (0, "", ""),
        ])
    func widths(width: Int, title: String, row: String) {
        let lines = Self.text(TableState(Self.columns, count: 1), 3, width).split(
            separator: "\n", omittingEmptySubsequences: false)
        #expect(lines == [title, row, ""].map { $0[...] })
    }

    @Test("the rows that are seen are those that are asked for, however many there are")
    func virtual() {
        var table = TableState(Self.columns, count: 5_000_000, follows: true)
        var asked: [Int] = []
        let text = Screen.text(4, 60) {
            table.draw(in: $0, on: &$1, isActive: true) { row, column in
                if column == 0 { asked.append(row) }
                return StyledText("\(row)")
            }
        }
        #expect(asked == [4_999_997, 4_999_998, 4_999_999])
        #expect(text.split(separator: "\n").last?.hasPrefix("▶ 4999… ") ?? false)
        table.list.select(0)
        asked = []
        _ = Screen.text(2, 20) {
            table.draw(in: $0, on: &$1, isActive: true) { row, column in
                asked.append(column)
                return StyledText("\(row)")
            }
        }
        #expect(asked == [3, 3])
    }

    @Test("hostile text stays in its cell")
    func hostile() {
        #expect(
            Self.text(TableState(Self.columns, count: 3), 4, 44).split(separator: "\n")[2...]
                == ["     22 4.462616 2001:db8::1   ␛[2J日本語 C…", "    333      5.0"])
    }

    @Test("a title sorts upwards, downwards and no more, and says so")
    func sorts() {
        var table = TableState(Self.columns + [TableColumn("Fix", width: 4, isSortable: false)], count: 3)
        func titles(_ width: Int = 60) -> Substring {
            Self.text(TableState(Self.columns, count: 0, order: table.order), 3, width).prefix { $0 != "\n" }
        }
        table.sort(by: 1)
        #expect(table.order == .init(column: 1) && titles() == "    No.    Time▲ Source        Info")
        table.sort(by: 1)
        #expect(
            table.order == .init(column: 1, isDescending: true) && titles() == "    No.    Time▼ Source        Info")
        table.sort(by: 3)
        #expect(titles(8) == "  Info▲" && titles(5) == "  I…▲" && titles(3) == "  ▲")
        table.sort(by: 3)
        table.sort(by: 3)
        #expect(table.order == nil)
        table.sort(by: 4)
        table.sort(by: 9)
        #expect(table.order == nil)
    }

    @Test("a press goes to a row, or sorts by a title")
    func press() {
        var table = TableState(Self.columns, count: 3)
        let part = Rectangle(row: 5, column: 10, rows: 4, columns: 60)
        func press(_ row: Int, _ column: Int) -> TableState.Pressed? {
            table.press(at: Position(row: row, column: column), in: part)
        }
        #expect(press(7, 30) == .row(1) && table.list.selection == 1)
        #expect(press(5, 12) == .title(column: 0) && table.order == .init(column: 0))
        #expect(press(5, 41) == .title(column: 3) && press(5, 69) == .title(column: 3))
        #expect(press(4, 30) == nil && press(9, 30) == nil && press(5, 9) == nil && press(5, 11) == nil)
    }

    @Test("columns are made wider, narrower down to their minimum, and chosen away but for one")
    func chosen() {
        var table = TableState(Self.columns, count: 1)
        table.widen(2, by: .min)
        table.widen(3, by: .min)
        #expect(table.columns[2].width == 13 && table.columns[3].width == 6)
        table.widen(2, by: .max)
        #expect(table.columns[2].width == 1000)
        for column in [0, 1, 2, 7] { table.choose(column, false) }
        #expect(Self.text(table, 3, 30) == "  Info\n▶ who has 192.0.2.1?\n")
        table.choose(3, false)
        #expect(table.columns[3].isChosen)
    }

    @Test("a row's style lies below those of its cells, and the row one is at is marked whole")
    func styles() {
        let table = TableState([TableColumn("a", width: 2), TableColumn("b", width: 2)], count: 2)
        var screen = Screen(Size(rows: 2, columns: 8))
        table.draw(
            in: screen.bounds, on: &screen, isActive: true, style: { $0 == 1 ? Style(background: .blue) : .plain }
        ) {
            StyledText("x", Style(foreground: $1 == 0 ? .red : .standard))
        }
        #expect(screen.places { $0.background == .blue } == "........\n########")
        #expect(screen.places { $0.foreground == .red } == "..#.....\n..#.....")
        #expect(screen.places { $0.attributes.contains(.reversed) } == "########\n........")
        #expect(Screen.text(5, 0) { table.draw(in: $0, on: &$1, isActive: true) { _, _ in "x" } } == "\n\n\n\n")
        #expect(Screen.text(2, 9) { TableState([]).draw(in: $0, on: &$1, isActive: true) { _, _ in "x" } } == "\n")
    }
}
