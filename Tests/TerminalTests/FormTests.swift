import Terminal
import Testing

@Suite("Terminal: forms")
struct FormTests {
    private static let flags = FormField.Value.checks([.init("FIN"), .init("SYN", true), .init("RST"), .init("PSH")])
    private static let tcp = Form([
        FormField("Source Port", .number("49152"), mark: "○"),
        FormField("Destination Port", .number("80"), mark: "●", note: "http"),
        FormField("Flags", flags, mark: "●"),
        FormField("Checksum", .number("0x0000"), mark: "!", note: "is 0x61c4", isWrong: true),
        FormField("Type", .choice(["A", "AAAA", "MX"], 0)), FormField("Name", .text("a.test")),
    ])

    private static func text(_ form: Form, _ rows: Int, _ columns: Int) -> String {
        Screen.text(rows, columns) { form.draw(in: $0, on: &$1, isActive: true) }
    }

    private static func after(_ keys: String, at place: Int = 0) -> (form: Form, outcomes: [Form.Outcome]) {
        var form = tcp
        form.list.select(place)
        let outcomes = keys.split(separator: " ").compactMap { KeyPress(String($0)) }.map { form.take($0) }
        return (form, outcomes)
    }

    @Test("labels stand in a column, and values behind them, with what is said of them")
    func draws() {
        #expect(
            Self.text(Self.tcp, 6, 60) == """
                ○ Source Port       49152
                ● Destination Port  80  http
                ● Flags             [ ]FIN [x]SYN [ ]RST [ ]PSH
                ! Checksum          0x0000  is 0x61c4
                  Type              A
                  Name              a.test
                """)
        #expect(
            Self.text(Self.tcp, 4, 24) == """
                ○ Source P… 49152
                ● Destinat… 80  http
                ● Flags     [ ]FIN [x]S…
                ! Checksum  0x0000  is …
                """)
        #expect(Self.text(Self.tcp, 1, 1) == "…" && Self.text(Form([]), 2, 9) == "\n")
        for size in [(0, 0), (0, 5), (5, 0), (3, 2), (2, 5)] {
            _ = Self.text(Self.after("Enter", at: 2).form, size.0, size.1)
        }
    }

    @Test(
        "a field is edited by its kind, and told of at every change",
        arguments: [
            (0, "Enter Backspace Enter", "4915", [.moved, .changed(0), .entered(0)]),
            (0, "Enter Up Up Down Enter", "49153", [.moved, .changed(0), .changed(0), .changed(0), .entered(0)]),
            (3, "Enter Down Up", "0x0001", [.moved, .changed(3), .changed(3)]),
            (3, "Enter x Up", "0x0000x", [.moved, .changed(3), .nothing]),
            (0, "Enter 9 9 Esc", "49152", [.moved, .changed(0), .changed(0), .restored(0)]),
            (
                2, "Enter Space Right Right Space Enter", "FIN SYN RST",
                [.moved, .changed(2), .moved, .moved, .changed(2), .entered(2)]
            ),
            (2, "Enter Left Space x Esc", "SYN", [.moved, .moved, .changed(2), .nothing, .restored(2)]),
            (4, "Enter Down", "AAAA", [.moved, .changed(4)]), (4, "Enter Up", "MX", [.moved, .changed(4)]),
            (4, "Enter m a a", "AAAA", [.moved, .changed(4), .changed(4), .changed(4)]),
            (4, "Enter z", "A", [.moved, .nothing]),
            (5, "Enter x Tab", "a.testx", [.moved, .changed(5), .completion(5)]),
            (5, "x Space", "a.test", [.nothing, .nothing]),
        ] as [(Int, String, String, [Form.Outcome])])
    func edits(place: Int, keys: String, text: String, outcomes: [Form.Outcome]) {
        let (form, told) = Self.after(keys, at: place)
        #expect(told == outcomes)
        #expect(form.selection?.text == text)
    }

    @Test("a number stays within 64 bits, and one without a number before it at 0")
    func numbers() {
        var form = Form([
            FormField("n", .number("18446744073709551615")), FormField("m", .number("0x0")),
            FormField("e", .number("")),
        ])
        for (place, text) in [(0, "18446744073709551615"), (1, "0x0"), (2, "")] {
            form.list.select(place)
            form.edit()
            _ = form.take(KeyPress(place == 1 ? .down : .up))
            form.endEditing(keeping: true)
            #expect(form.selection?.text == text)
        }
    }

    @Test("the boxes scroll to the one that one is at, and the cursor stands in a text")
    func scrolls() {
        let (form, _) = Self.after("Enter Right Right Right", at: 2)
        #expect(Self.text(form, 3, 36).hasSuffix("● Flags           [ ]RST [ ]PSH"))
        var screen = Screen(Size(rows: 2, columns: 40))
        Self.after("Enter Left").form.draw(in: screen.bounds, on: &screen, isActive: true)
        #expect(screen.cursor == Position(row: 0, column: 24))
        #expect(Self.text(Self.after("Enter", at: 4).form, 5, 40).hasSuffix("◀ A ▶"))
    }

    @Test("other fields come while one edits, and what is being typed stays")
    func setFields() {
        var (form, _) = Self.after("Enter 9 9")
        form.setFields([FormField("New", .text("")), FormField("Source Port", .number("7"), note: "cut")])
        #expect(form.isEditing && form.selection?.text == "4915299" && form.selection?.note == "cut")
        form.setFields([FormField("New", .text(""))])
        #expect(!form.isEditing && form.selection?.label == "New")
        form.setFields([])
        #expect(form.take(KeyPress(.enter)) == .nothing && form.selection == nil)
    }

    @Test("a press goes to a field, again edits it, and on a box checks it")
    func press() {
        var form = Self.tcp
        let part = Rectangle(row: 1, column: 1, rows: 6, columns: 50)
        func press(_ row: Int, _ column: Int) -> Form.Outcome {
            form.press(at: Position(row: row, column: column), in: part)
        }
        #expect(press(2, 3) == .moved && form.list.selection == 1 && !form.isEditing)
        #expect(press(2, 3) == .moved && form.isEditing)
        #expect(press(3, 30) == .changed(2) && !form.isEditing && form.selection?.text == "")
        #expect(press(3, 24) == .changed(2) && form.selection?.text == "FIN")
        #expect(press(3, 27) == .moved && press(0, 5) == .nothing)
    }
}

@Suite("Terminal: completion")
struct CompletionTests {
    private static let list = CompletionList(
        [.init("ip.addr", "address"), .init("ip.addr_host", "host"), .init("ip.src")], replacing: 2)

    @Test("a word is completed as far as all agree, and then chosen")
    func completes() throws {
        var field = TextField("not ip")
        var list = try #require(Self.list.completed(in: &field))
        #expect(field.text == "not ip.")
        #expect(list.take(KeyPress(.down), in: &field) == .moved)
        #expect(list.take(KeyPress("x"), in: &field) == .nothing)
        #expect(list.take(KeyPress(.enter), in: &field) == .completed && field.text == "not ip.addr_host")
        #expect(list.take(KeyPress(.escape), in: &field) == .left)
        var single = TextField("t")
        #expect(CompletionList([.init("tcp")], replacing: 1).completed(in: &single) == nil && single.text == "tcp")
        var none = TextField("zz")
        #expect(CompletionList([], replacing: 2).completed(in: &none) == nil && none.text == "zz")
    }

    @Test("it is drawn below its field, above where there is no room, and within what it may cover")
    func draws() {
        func text(_ rows: Int, _ row: Int, _ column: Int, _ columns: Int = 30) -> String {
            Screen.text(rows, columns) { Self.list.draw(at: Position(row: row, column: column), in: $0, on: &$1) }
        }
        #expect(text(4, 0, 2) == "\n   ip.addr    address\n   ip.addr_host  host\n   ip.src")
        #expect(text(4, 3, 0).hasPrefix(" ip.addr    address\n"))
        #expect(text(2, 0, 28) == "\n             ip.addr  address")
        #expect(text(3, 1, 0, 4) == "\n\nip.…")
        for size in [(0, 0), (1, 1), (0, 9), (9, 0)] { _ = text(size.0, 0, 0, size.1) }
    }

    @Test("what was entered in another run comes back")
    func history() {
        var field = TextField("new", history: ["old"])
        _ = field.take(KeyPress(.up))
        #expect(field.text == "old")
    }
}
