import Terminal
import Testing

@Suite("Terminal: what is sent")
struct RendererTests {
    private static let full = TerminalAbilities(colors: .full)

    private static func sent(_ renderer: inout Renderer, _ screen: Screen) -> [UInt8] {
        var octets: [UInt8] = []
        renderer.render(screen, into: &octets)
        return octets
    }

    /// Screens of anything, each somewhat as the one before.
    private static func screens(seed: UInt64, count: Int, size: Size) -> [Screen] {
        var random = SeededNumbers(seed)
        let texts = [
            "plain", "日本語", "😀👩‍👩‍👧", "e\u{301}", "  ", "─│┌", "\u{1b}[2J", "x\u{202e}y", "❤\u{fe0f}z", "한", "\u{e000}",
        ]
        let colors: [Color] = [.standard, .red, .palette(9), .palette(200), .rgb(1, 2, 3)]
        var screen = Screen(size)
        return (0..<count).map { _ in
            for _ in 0..<random.next(below: 8) {
                let place = Position(
                    row: random.next(below: size.rows + 2) - 1, column: random.next(below: size.columns + 2) - 1)
                let style = Style(
                    foreground: colors[random.next(below: 5)], background: colors[random.next(below: 5)],
                    Style.Attributes(rawValue: UInt8(random.next(below: 64))))
                switch random.next(below: 4) {
                case 0:
                    screen.fill(
                        Rectangle(
                            row: place.row, column: place.column, rows: random.next(below: 5),
                            columns: random.next(below: 30)), random.next(below: 2) == 0 ? .plain : style)
                default:
                    screen.write(
                        texts[random.next(below: texts.count)], at: place, within: random.next(below: 9), style)
                }
            }
            screen.cursor =
                random.next(below: 2) == 0
                ? nil : Position(row: random.next(below: size.rows), column: random.next(below: size.columns))
            return screen
        }
    }

    @Test("whatever was shown before, the terminal shows the screen", arguments: 0..<60 as Range<UInt64>)
    func any(seed: UInt64) {
        let size = Size(rows: 6, columns: 24)
        var renderer = Renderer(Self.full)
        var terminal = VirtualTerminal(size)
        // Drawn anew each time, which must come to the same.
        for screen in Self.screens(seed: seed, count: 40, size: size) {
            terminal.take(Self.sent(&renderer, screen))
            var whole = Renderer(Self.full)
            var other = VirtualTerminal(size)
            other.take(Self.sent(&whole, screen))
            #expect(terminal.text == screen.text)
            #expect(terminal.places == other.places)
            #expect(terminal.misunderstood.isEmpty)
            #expect(terminal.isCursorVisible == (screen.cursor != nil))
            if let cursor = screen.cursor { #expect((terminal.row, terminal.column) == (cursor.row, cursor.column)) }
        }
    }

    @Test("where a terminal gives a cluster another width, what stands behind it is in its place all the same")
    func disputed() {
        let size = Size(rows: 1, columns: 12)
        var screen = Screen(size)
        screen.write("❤\u{fe0f}ab👩‍👩‍👧cd", at: Position(row: 0, column: 0))
        var renderer = Renderer(Self.full)
        var terminal = VirtualTerminal(size) { $0.isASCII ? 1 : $0 == "❤\u{fe0f}" ? 1 : 3 }
        terminal.take(Self.sent(&renderer, screen))
        #expect([2, 3, 6, 7].map { terminal.places[0][$0].text } == ["a", "b", "c", "d"])
    }

    @Test("nothing is sent where nothing changes, and little where little does")
    func little() {
        var renderer = Renderer(TerminalAbilities(colors: .full, synchronizes: true))
        var screen = Screen(Size(rows: 50, columns: 200))
        for row in 0..<50 { screen.write(String(repeating: "x", count: 200), at: Position(row: row, column: 0)) }
        #expect(Self.sent(&renderer, screen).count > 10_000)
        #expect(Self.sent(&renderer, screen).isEmpty)
        screen.write("y", at: Position(row: 20, column: 100))
        #expect(
            String(decoding: Self.sent(&renderer, screen), as: UTF8.self) == "\u{1b}[?2026h\u{1b}[21;101Hy\u{1b}[?2026l"
        )
        screen.fill(screen.bounds)
        let erased = Self.sent(&renderer, screen)
        #expect(erased.count < 50 * 12)
        renderer.invalidate()
        #expect(String(decoding: Self.sent(&renderer, screen), as: UTF8.self).contains("\u{1b}[2J"))
    }

    @Test(
        "colours are those that the terminal has, or the nearest",
        arguments: [
            (ColorDepth.full, "0;38;2;250;10;10;48;5;200", "0;31"), (.palette, "0;38;5;196;48;5;200", "0;31"),
            (.sixteen, "0;91;105", "0;31"), (.none, "0", "0"),
        ])
    func colors(depth: ColorDepth, both: String, red: String) {
        var renderer = Renderer(TerminalAbilities(colors: depth))
        var screen = Screen(Size(rows: 1, columns: 2))
        screen.write(
            "a", at: Position(row: 0, column: 0), Style(foreground: .rgb(250, 10, 10), background: .palette(200)))
        screen.write("b", at: Position(row: 0, column: 1), Style(foreground: .red))
        var terminal = VirtualTerminal(screen.size)
        terminal.take(Self.sent(&renderer, screen))
        #expect(terminal.places[0].map(\.style) == [both, red])
    }

    @Test("a terminal without UTF-8 is sent ASCII alone, in the same cells")
    func ascii() {
        var renderer = Renderer(TerminalAbilities(colors: .none, takesUnicode: false))
        var screen = Screen(Size(rows: 1, columns: 16))
        screen.write("┌─┐│▶●…日本é⣿█x", at: Position(row: 0, column: 0))
        let octets = Self.sent(&renderer, screen)
        #expect(octets.allSatisfy { $0 < 0x80 })
        var terminal = VirtualTerminal(screen.size)
        terminal.take(octets)
        #expect(terminal.text == "+-+|>*.?????*#x")
    }

    @Test(
        "the environment says what a terminal can do",
        arguments: [
            (["TERM": "xterm-256color", "LANG": "en_US.UTF-8"], ColorDepth.palette, true),
            (["TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.utf8"], .full, true),
            (["TERM": "xterm", "LANG": "ja_JP.UTF-8", "LC_ALL": "C"], .sixteen, false),
            (["TERM": "vt100", "LANG": "C.UTF-8"], .none, false), ([:], .none, false),
            (["TERM": "xterm-256color", "NO_COLOR": "1", "LANG": "C.UTF-8"], .none, true),
            (["TERM": "xterm-256color", "NO_COLOR": "", "LC_CTYPE": "C.UTF-8"], .palette, true),
        ])
    func environment(variables: [String: String], colors: ColorDepth, takesUnicode: Bool) {
        #expect(
            TerminalAbilities(environment: variables)
                == TerminalAbilities(colors: colors, takesUnicode: takesUnicode))
    }
}

/// Numbers that a seed decides. (splitmix64)
struct SeededNumbers {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }

    mutating func next(below bound: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = (state ^ state >> 30) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ mixed >> 27) &* 0x94d0_49bb_1331_11eb
        return Int((mixed ^ mixed >> 31) % UInt64(bound))
    }
}
