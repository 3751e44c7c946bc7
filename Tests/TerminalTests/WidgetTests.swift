import Terminal
import Testing

@Suite("Terminal: text fields")
struct TextFieldTests {
    private static func after(_ keys: String, in field: TextField = TextField()) -> (
        text: String, outcomes: [TextField.Outcome]
    ) {
        var field = field
        let outcomes = keys.split(separator: " ").compactMap { KeyPress(String($0)) }.map { field.take($0) }
        return (field.head + "|" + field.text.dropFirst(field.head.count), outcomes)
    }

    @Test(
        "keys edit as in readline(3)",
        arguments: [
            ("a b c Left x", "abx|c"), ("a b Home Delete x", "x|b"), ("a b c Backspace Backspace", "a|"),
            ("a Space b c Ctrl-W", "a |"), ("a . b c Alt-B x", "a.x|bc"), ("a . b Home Alt-F x", "ax|.b"),
            ("a b c Left Ctrl-K", "ab|"), ("a b c Left Ctrl-U", "|c"), ("Backspace Delete Left Right", "|"),
            ("a b Ctrl-A Alt-D", "|"), ("日 é Left x", "日x|é"),
        ])
    func edits(keys: String, text: String) {
        #expect(Self.after(keys).text == text)
    }

    @Test("what was entered comes back, and what was begun stays")
    func history() {
        var field = TextField("one")
        field.remember()
        field.text = "two"
        field.remember()
        field.text = "one"
        field.remember()
        #expect(field.history == ["two", "one"])
        field.text = "dra"
        #expect(Self.after("Up", in: field).text == "one|")
        #expect(Self.after("Up Up Up", in: field).text == "two|")
        #expect(Self.after("Up Up Down Down Down", in: field).text == "dra|")
        #expect(Self.after("Up x Up", in: field).text == "one|")
    }

    @Test("what a key is here, or nothing")
    func outcomes() {
        #expect(
            Self.after("a Left Enter Tab Esc F1 Ctrl-C").outcomes
                == [.changed, .moved, .entered, .completion, .left, .nothing, .left])
    }

    @Test("a paste of lines is one line; a completion takes the place of what was typed")
    func insertions() {
        var field = TextField("ip.")
        field.insert("a\nb\r\nc")
        #expect(field.text == "ip.a b c")
        field.replace(5, with: "addr")
        #expect(field.text == "ip.addr" && field.cursor == 7)
        field.insert(String(repeating: "x", count: 1 << 20))
        #expect(field.text.count == 1 << 16)
    }

    @Test(
        "it scrolls so that the cursor is seen",
        arguments: [
            ("abc", 0, "abc", 3), ("abcdefgh", 0, "efgh", 4), ("日本語東京", 0, "東京", 4), ("abcdefgh", 8, "abcde", 0),
            ("", 0, "", 0),
        ])
    func scrolls(text: String, left: Int, shown: String, column: Int) {
        var field = TextField(text)
        for _ in 0..<left { _ = field.take(KeyPress(.left)) }
        var screen = Screen(Size(rows: 1, columns: 5))
        field.draw(in: screen.bounds, on: &screen, isActive: true)
        #expect(screen.text == shown)
        #expect(screen.cursor == Position(row: 0, column: column))
    }
}

@Suite("Terminal: where one is in rows")
struct ListStateTests {
    @Test("the row one is at is seen, and stays as far as it is there")
    func visible() {
        var list = ListState(count: 100)
        #expect(list.visible(10) == 0..<10)
        list.move(by: 25)
        #expect(list.visible(10) == 16..<26)
        list.move(by: -5)
        #expect(list.visible(10) == 16..<26 && list.selection == 20)
        list.move(byPages: -1, of: 10)
        #expect(list.visible(10) == 11..<21)
        list.select(.max)
        #expect(list.visible(10) == 90..<100)
        list.move(by: .max)
        list.move(by: .min)
        #expect(list.selection == 0)
        list.setCount(3)
        #expect(list.visible(10) == 0..<3)
        list.setCount(0)
        #expect(list.visible(10).isEmpty && list.selection == nil && list.visible(0).isEmpty)
    }

    @Test("one that follows is at the end as rows come, until one moves away, and again from the end on")
    func follows() {
        var list = ListState(count: 5, follows: true)
        #expect(list.selection == 4)
        list.setCount(9)
        #expect(list.visible(3) == 6..<9)
        list.move(by: -1)
        list.setCount(20)
        #expect(list.selection == 7 && !list.follows)
    }

    @Test("scrolling takes the row one is at along when it would go out of sight")
    func scrolls() {
        var list = ListState(count: 100)
        list.scroll(by: 5, seen: 10)
        #expect(list.selection == 5 && list.visible(10) == 5..<15)
        list.scroll(by: .max, seen: 10)
        #expect(list.visible(10) == 90..<100)
        list.scroll(by: .min, seen: 10)
        #expect(list.visible(10) == 0..<10 && list.selection == 9)
    }
}
