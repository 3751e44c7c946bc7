import Terminal
import Testing

@Suite("Terminal: octets")
struct HexTests {
    private static let octets: [UInt8] = Array("GET / HTTP/1.1\r\nHost: a.test\r\n\r\n".utf8) + [0, 0x7f, 0xff]

    private static func text(_ view: HexView, _ rows: Int, _ columns: Int, octets: [UInt8] = octets) -> String {
        Screen.text(rows, columns) { unsafe view.draw(octets.span.bytes, in: $0, on: &$1, isActive: true) }
    }

    @Test(
        "as many octets a row as there is room for, and what else fits",
        arguments: [
            (2, "47"), (5, "47 45"), (11, "47 45 54 20"), (23, "47 45 54 20 2f 20 48 54"),
            (29, "0000  47 45 54 20 2f 20 48 54"), (39, "0000  47 45 54 20 2f 20 48 54  GET / HT"),
            (55, "0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a"),
            (73, "0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  GET / HTTP/1.1.."),
            (
                200,
                "0000  47 45 54 20 2f 20 48 54  54 50 2f 31 2e 31 0d 0a  48 6f 73 74 3a 20 61 2e  74 65 73 74 0d 0a 0d 0a  "
                    + "GET / HTTP/1.1..Host: a.test...."
            ),
        ])
    func widths(columns: Int, line: String) {
        #expect(Self.text(HexView(count: 35), 1, columns) == line)
        if columns > 1 { #expect(Self.text(HexView(count: 35), 1, columns + 1) == line) }
    }

    @Test("the last row is short, and its text stands where that of the others does")
    func lastRow() {
        var view = HexView(count: 35)
        view.go(to: .max)
        #expect(view.cursor == 34)
        #expect(Self.text(view, 1, 39) == "0020  00 7f ff                 ...")
        #expect(Self.text(view, 2, 39) == "0018  74 65 73 74 0d 0a 0d 0a  test....\n0020  00 7f ff                 ...")
    }

    @Test("at every size, and with fewer octets than are counted, nothing traps or is drawn outside")
    func sizes() {
        var view = HexView(count: 1 << 40)
        for (rows, columns) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (3, 200)] {
            view.go(to: 20)
            view.settle(in: Rectangle(row: 0, column: 0, rows: rows, columns: columns))
            _ = Self.text(view, rows, columns)
            view.go(to: .max)
            #expect(Self.text(view, rows, columns).allSatisfy { $0 == "\n" })
        }
        #expect(Self.text(HexView(), 2, 39, octets: []) == "\n")
    }

    private static func after(_ keys: String, count: Int = 35, editing: Bool = false, columns: Int = 39, rows: Int = 3)
        -> HexView
    {
        var view = HexView(count: count)
        view.isEditing = editing
        for key in keys.split(separator: " ").compactMap({ KeyPress(String($0)) }) {
            _ = view.take(key, in: Rectangle(row: 0, column: 0, rows: rows, columns: columns))
        }
        return view
    }

    @Test(
        "keys go, and do not leave the octets",
        arguments: [
            ("Right Right Left", 1), ("Left", 0), ("Down Down", 16), ("Down Right Up", 1), ("Up", 0), ("End", 7),
            ("Down End Home", 8), ("Ctrl-End", 34), ("Ctrl-End Ctrl-Home", 0), ("PgDn", 16), ("PgDn PgDn PgDn", 34),
            ("Right Ctrl-End PgUp", 18), ("Ctrl-End Down", 34), ("Ctrl-End Up Right Down", 34), ("a", 0), ("Insert", 0),
        ])
    func moves(keys: String, cursor: Int) {
        #expect(Self.after(keys).cursor == cursor)
        #expect(Self.after(keys).count == 35)
    }

    @Test("one moves within what is seen before it scrolls")
    func scrolls() {
        #expect(Self.text(Self.after("Down Down Down"), 3, 23).hasPrefix("54 50"))
        #expect(Self.text(Self.after("Down Down Down Up"), 3, 23).hasPrefix("54 50"))
        #expect(Self.text(Self.after("Down Down Down Up Up Up"), 3, 23).hasPrefix("47 45"))
    }

    @Test("Shift selects, and what is selected is seen on both sides")
    func selection() {
        let view = Self.after("Right Shift-Right Shift-Right")
        #expect(view.selection == 1..<4)
        var screen = Screen(Size(rows: 1, columns: 39))
        unsafe view.draw(Self.octets.span.bytes, in: screen.bounds, on: &screen, isActive: false)
        #expect(screen.places { $0.attributes.contains(.reversed) } == ".........########...............###....")
        #expect(Self.after("Right Shift-Right Left").selection == nil)
        var other = HexView(count: 35)
        other.select(30..<99)
        #expect(other.selection == 30..<35 && other.cursor == 34)
        other.select(5..<5)
        #expect(other.selection == nil && other.cursor == 5)
    }

    @Test("highlights lie over each other, and are one piece where their octets touch")
    func highlights() {
        let view = HexView(count: 35)
        var screen = Screen(Size(rows: 1, columns: 39))
        view.draw(
            unsafe Self.octets.span.bytes, in: screen.bounds, on: &screen,
            highlights: [
                .init(1..<6, Style(foreground: .red)), .init(3..<4, Style(foreground: .blue)), .init(90..<95, .bold),
            ],
            isActive: false)
        #expect(screen.places { $0.foreground == .red } == ".........#####....#####.........##.##..")
        #expect(screen.places { $0.foreground == .blue } == "...............##.................#....")
    }

    private static func edited(_ keys: String, _ octets: [UInt8] = [0x12, 0x34]) -> [UInt8] {
        var octets = octets
        var view = HexView(count: octets.count)
        view.isEditing = true
        for key in keys.split(separator: " ").compactMap({ KeyPress(String($0)) }) {
            if case .changed(let change) = view.take(key, in: Rectangle(row: 0, column: 0, rows: 3, columns: 39)) {
                change.apply(to: &octets)
            }
            #expect(view.count == octets.count)
        }
        return octets
    }

    @Test(
        "editing changes the octets: digits, text, insertion and removal",
        arguments: [
            ("a", [0xa2, 0x34]), ("a B", [0xab, 0x34]), ("a b c d e f", [0xab, 0xcd, 0xef]), ("x g", [0x12, 0x34]),
            ("Tab A z", [0x41, 0x7a]), ("Tab A z !", [0x41, 0x7a, 0x21]), ("Tab é", [0x12, 0x34]),
            ("Insert", [0, 0x12, 0x34]), ("Right Delete", [0x12]), ("Right Right Delete", [0x12, 0x34]),
            ("Right Backspace", [0x34]), ("Backspace", [0x12, 0x34]), ("Shift-Right Delete", []),
            ("Shift-Right Delete 7 8", [0x78]), ("a Right 5", [0xa2, 0x54]), ("a Tab Tab 5", [0x52, 0x34]),
        ] as [(String, [UInt8])])
    func edits(keys: String, octets: [UInt8]) {
        #expect(Self.edited(keys) == octets)
    }

    @Test("the terminal's cursor stands at the digit that is typed next, or in the text")
    func cursor() {
        func cursor(_ keys: String) -> Position? {
            var screen = Screen(Size(rows: 3, columns: 39))
            unsafe Self.after(keys, editing: true).draw(
                Self.octets.span.bytes, in: screen.bounds, on: &screen, isActive: true)
            return screen.cursor
        }
        #expect(cursor("Right") == Position(row: 0, column: 9))
        #expect(cursor("Right 4") == Position(row: 0, column: 10))
        #expect(cursor("Right Tab Down") == Position(row: 1, column: 32))
    }

    @Test("a press goes to the octet under it, in digits or text, and a drag selects")
    func press() {
        var view = HexView(count: 35)
        let part = Rectangle(row: 1, column: 2, rows: 5, columns: 39)
        func press(_ row: Int, _ column: Int, _ selecting: Bool = false) -> Bool {
            view.press(at: Position(row: row, column: column), in: part, selecting: selecting)
        }
        #expect(press(1, 8) && view.cursor == 0)
        #expect(press(2, 10) && view.cursor == 8)
        #expect(press(3, 34) && view.cursor == 17 && view.side == .text)
        #expect(press(4, 33, true) && view.selection == 17..<25)
        #expect(!press(5, 20) && !press(1, 3) && !press(0, 8) && !press(1, 41))
        #expect(view.selection == 17..<25)
    }

    @Test("a change of what is not there changes nothing")
    func changes() {
        var octets: [UInt8] = [1, 2]
        for change in [
            .set(at: 2, octet: 1, mask: 255), .set(at: -1, octet: 1, mask: 255), .insert(at: 3, octet: 0),
            .remove(2..<9),
        ]
            as [HexChange]
        { change.apply(to: &octets) }
        #expect(octets == [1, 2])
    }
}
