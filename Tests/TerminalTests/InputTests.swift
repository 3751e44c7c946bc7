import Terminal
import Testing

@Suite("Terminal: keys, mouse, pastes")
struct InputTests {
    private static func keys(_ text: String) -> [String] {
        var parser = InputParser()
        let events = parser.take(text.utf8, at: 0) + parser.expire(at: InputParser.escapeTime)
        return events.map { if case .key(let key) = $0 { "\(key)" } else { "\($0)" } }
    }

    @Test(
        "keys, as xterm and kitty send them",
        arguments: [
            ("aZ é日", ["a", "Z", "Space", "é", "日"]),
            ("\u{1}\u{1a}\t\r\u{7f}\0", ["Ctrl-A", "Ctrl-Z", "Tab", "Enter", "Backspace", "Ctrl-Space"]),
            ("\u{1b}[A\u{1b}OB\u{1b}[1;5C\u{1b}[1;4D", ["Up", "Down", "Ctrl-Right", "Alt-Shift-Left"]),
            (
                "\u{1b}[H\u{1b}[4~\u{1b}[5~\u{1b}[6;2~\u{1b}[3~\u{1b}[2~",
                ["Home", "End", "PgUp", "Shift-PgDn", "Delete", "Insert"]
            ),
            ("\u{1b}OP\u{1b}[15~\u{1b}[24~\u{1b}[1;2R\u{1b}[17;5~", ["F1", "F5", "F12", "Shift-F3", "Ctrl-F6"]),
            ("\u{1b}x\u{1b}é\u{1b}\u{7f}\u{1b}\t", ["Alt-X", "Alt-É", "Alt-Backspace", "Alt-Tab"]),
            ("\u{1b}[Z", ["Shift-Tab"]),
            (
                "\u{1b}[97;5u\u{1b}[13;2u\u{1b}[27u\u{1b}[57414u\u{1b}[233u",
                ["Ctrl-A", "Shift-Enter", "Esc", "Enter", "é"]
            ),
            ("\u{1b}[27;5;13~\u{1b}[97:65;5u", ["Ctrl-Enter", "Ctrl-A"]), ("\u{1b}", ["Esc"]),
            ("\u{1b}\u{1b}[A", ["Esc", "Up"]),
            ("\u{1b}[", ["Alt-["]), ("\u{1b}O", ["Alt-O"]), ("\u{1b}[1;", []), ("\u{1b}[?1;2;3x\u{1b}[99~a", ["a"]),
        ])
    func keys(text: String, expected: [String]) {
        #expect(Self.keys(text) == expected)
    }

    @Test("a key is read as it is written")
    func names() {
        for name in [
            "a", "A", "-", "Ctrl-A", "Ctrl--", "Alt-Shift-Left", "F5", "F", "Space", "PgDn", "Ctrl-Space", "é", "Esc",
        ] {
            #expect(KeyPress(name)?.description == name)
        }
        for name in ["", "Ctrl-", "abc", "F99", "Hyper-a"] { #expect(KeyPress(name) == nil) }
    }

    @Test("an arrow whose octets come apart is an arrow, and an escape that nothing follows is one after a while")
    func apart() {
        var parser = InputParser()
        #expect(parser.take([0x1b], at: 1_000_000).isEmpty)
        #expect(parser.deadline == 61_000_000)
        #expect(parser.expire(at: 60_999_999).isEmpty)
        #expect(parser.take("[A".utf8, at: 21_000_000) == [.key(KeyPress(.up))])
        #expect(parser.deadline == nil)
        #expect(parser.take([0x1b], at: 100_000_000).isEmpty)
        #expect(parser.expire(at: 160_000_000) == [.key(KeyPress(.escape))])
    }

    @Test(
        "the mouse, in cells from 0 (xterm's SGR)",
        arguments: [
            ("\u{1b}[<0;1;1M", MouseEvent(.press, at: Position(row: 0, column: 0))),
            ("\u{1b}[<0;80;24m", MouseEvent(.release, at: Position(row: 23, column: 79))),
            ("\u{1b}[<32;3;2M", MouseEvent(.drag, at: Position(row: 1, column: 2))),
            ("\u{1b}[<35;3;2M", MouseEvent(.move, .none, at: Position(row: 1, column: 2))),
            ("\u{1b}[<65;3;2M", MouseEvent(.wheelDown, .none, at: Position(row: 1, column: 2))),
            ("\u{1b}[<18;3;2M", MouseEvent(.press, .right, at: Position(row: 1, column: 2), .control)),
        ])
    func mouse(text: String, event: MouseEvent) {
        var parser = InputParser()
        #expect(parser.take(text.utf8, at: 0) == [.mouse(event)])
    }

    @Test("what is pasted is text, whatever keys or controls it looks like, and however it is cut")
    func paste() {
        let text = "\u{1b}[200~one\r\ntwo\u{1b}[A\u{1b}[20x\u{3}\u{1b}[201~q"
        for cut in 0...text.utf8.count {
            var parser = InputParser()
            let octets = Array(text.utf8)
            // Apart, but not so far that an escape is a key.
            let events = parser.take(octets[..<cut], at: 0) + parser.expire(at: 1) + parser.take(octets[cut...], at: 2)
            #expect(events == [.paste("one\ntwo\u{1b}[A\u{1b}[20x\u{3}"), .key(KeyPress("q"))], "cut at \(cut)")
        }
        var parser = InputParser()
        _ = parser.take("\u{1b}[200~".utf8, at: 0)
        for _ in 0..<40 { _ = parser.take(repeatElement(0x61, count: 1 << 16), at: 0) }
        let events = parser.take("\u{1b}[201~".utf8, at: 0)
        #expect(events == [.paste(String(repeating: "a", count: InputParser.mostPasted))])
    }

    @Test("what a terminal answers about itself")
    func answers() {
        var parser = InputParser()
        let text =
            "\u{1b}[?2026;2$y\u{1b}]11;rgb:ffff/8080/00\u{1b}\\\u{1b}]11;rgb:f/0/8\u{7}\u{1b}[?0u\u{1b}[?62;4c\u{1b}[I\u{1b}[O"
        #expect(
            parser.take(text.utf8, at: 0) == [
                .answer(.synchronizes(true)), .answer(.background(red: 255, green: 128, blue: 0)),
                .answer(.background(red: 255, green: 0, blue: 136)), .answer(.distinguishesKeys), .answer(.attributes),
                .focus(true), .focus(false),
            ])
    }

    @Test("whatever comes, nothing is kept for ever", arguments: 0..<50 as Range<UInt64>)
    func hostile(seed: UInt64) {
        var random = SeededNumbers(seed)
        var parser = InputParser()
        let pieces = [
            "\u{1b}", "[", "]", "P", "O", "<", "?", ";", "9", "99999999999", "M", "m", "~", "u", "200", "\u{7}", "a",
            "é", "\u{1b}\\",
        ]
        var now: UInt64 = 0
        for _ in 0..<2000 {
            var octets = Array(pieces[random.next(below: pieces.count)].utf8)
            if random.next(below: 5) == 0 { octets[0] = UInt8(random.next(below: 256)) }
            now += 1000
            _ = parser.take(octets, at: now)
            if let deadline = parser.deadline { #expect(deadline == now + InputParser.escapeTime) }
        }
        _ = parser.take("\u{1b}[201~\u{7}".utf8, at: now)
        _ = parser.expire(at: now + InputParser.escapeTime)
        #expect(parser.deadline == nil)
        #expect(parser.take("q".utf8, at: now).last == .key(KeyPress("q")))
    }
}
