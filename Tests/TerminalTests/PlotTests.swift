import Terminal
import Testing

@Suite("Terminal: sparklines and plots")
struct PlotTests {
    @Test(
        "the latest values, as bars of eight heights",
        arguments: [
            ([0, 1, 2, 3, 4, 5, 6, 7, 8], 9, "▁▂▃▄▅▆▇██"), ([0, 1, 2, 3, 4, 5, 6, 7, 8], 3, "▇██"),
            ([1, .nan, 2, -.infinity], 6, "  ▅ █"),
            ([0, 0], 4, "  ▁▁"), ([-5, 3], 2, "▁█"), ([], 4, ""), ([1e308, -1e308], 2, "█▁"), ([1], 0, ""),
        ] as [([Double], Int, String)])
    func sparkline(values: [Double], columns: Int, text: String) {
        #expect(Screen.text(1, columns) { Sparkline(values).draw(in: $0, on: &$1) } == text)
    }

    @Test("a row is filled by what is said to, and heights are told without blocks")
    func sparklineScale() {
        #expect(Screen.text(1, 4) { Sparkline([1, 2, 4, 9], most: 4).draw(in: $0, on: &$1, isASCII: true) } == ":=##")
    }

    private static let plot = LinePlot([
        .init("cwnd", (0...40).map { .init(Double($0), $0 < 20 ? Double($0 * 10) : 100) }, Style(foreground: .green)),
        .init("ssthresh", [.init(0, 150), .init(40, 150)]),
    ])

    private static func text(_ plot: LinePlot, _ rows: Int, _ columns: Int, isASCII: Bool = false) -> String {
        Screen.text(rows, columns) { plot.draw(in: $0, on: &$1, isASCII: isASCII) }
    }

    @Test("lines with round numbers along the axes")
    func axes() {
        #expect(
            Self.text(Self.plot, 8, 40) == """
                                    ─ cwnd  ─ ssthresh
                200┤               ⡠⠔⡆
                   │⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⣤⠤⠮⠤⠤⢼⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤
                100┤         ⢀⠔⠉     ⠘⡄
                   │      ⡠⠔⠊⠁        ⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉⠉
                   │   ⡠⠒⠉
                  0┤⡠⠔⠊
                    0                20               40
                """)
        #expect(
            Self.text(Self.plot, 8, 40, isASCII: true) == """
                                    * cwnd  + ssthresh
                200┤               ***
                   │++++++++++++++++++++++++++++++++++++
                100┤         ***     **
                   │      ****        ******************
                   │   ***
                  0┤***
                    0                20               40
                """)
        #expect(
            Self.text(Self.plot, 3, 10) == """
                ⣀⣀⣀⣀⣴⣀⣀⣀⣀⣀
                 ⢀⡴⠁ ⠧⠤⠤⠤⠤
                ⡴⠋
                """)
    }

    @Test(
        "numbers have as many digits as their step",
        arguments: [
            (0.0, 1.0, ["0.0", "0.5", "1.0"]), (0, 20_000_000, ["0", "10M", "20M"]), (0, 3e13, ["0", "20T", "40T"]),
            (-2, 2, ["-2", "0", "2"]),
            (0.0012, 0.0019, ["0.0010", "0.0015", "0.0020"]), (5, 5, ["5", "10"]), (0, 0, ["0.0", "0.5"]),
        ])
    func numbers(low: Double, high: Double, shown: [String]) {
        let lines = Self.text(LinePlot([.init("a", [.init(0, low), .init(1, high)])]), 8, 30).split(separator: "\n")
        let numbers = lines.filter { $0.contains("┤") }.map { $0.prefix { $0 != "┤" }.drop { $0 == " " } }
        #expect(numbers.reversed().map(String.init) == shown)
    }

    @Test("hostile numbers and sizes do not trap")
    func hostile() {
        let values: [Double] = [
            .nan, .infinity, -.infinity, 1e308, -1e308, Double.leastNonzeroMagnitude, 0, 1e299, -1e299,
        ]
        let plot = LinePlot([.init("\u{1b}[2J", values.flatMap { x in values.map { .init(x, $0) } })])
        for (rows, columns) in [(0, 0), (1, 0), (0, 1), (1, 1), (4, 16), (5, 17), (10, 60)] {
            _ = Self.text(plot, rows, columns)
            _ = Self.text(
                LinePlot(
                    [.init("a", [.init(0, .leastNonzeroMagnitude), .init(.leastNonzeroMagnitude, 0)])], x: 0...0,
                    y: 0...0), rows, columns)
        }
        #expect(Self.text(LinePlot([]), 4, 20) == "\n\n\n")
        #expect(Self.text(plot, 10, 60).contains("␛[2J"))
    }
}

@Suite("Terminal: ladders")
struct LadderTests {
    private static let arrows: [LadderDiagram.Arrow] = [
        .init("0.000", from: 0, to: 1, "SYN  seq 0"), .init("0.041", from: 1, to: 0, "SYN ACK  seq 0 ack 1"),
        .init("1.212", from: 0, to: 1, "1449:2897", remark: "sent again", Style(foreground: .red), isLost: true),
        .init("2.000", from: 1, to: 1, "RTO"), .init("2.500", from: 0, to: 7, "nowhere"),
    ]

    private static func text(_ columns: [String], _ rows: Int, _ width: Int) -> String {
        let ladder = LadderDiagram(columns, count: arrows.count)
        return Screen.text(rows, width) { ladder.draw(in: $0, on: &$1, isActive: true) { arrows[$0] } }
    }

    @Test("arrows go from host to host, time down the side, what is said of them at the right")
    func draws() {
        #expect(
            Self.text(["192.0.2.107:49152", "web:80"], 6, 60) == """
                      192.0.2.107:49152                    web:80
                0.000 │── SYN  seq 0 ──────────────────────────▶│
                0.041 │◀─ SYN ACK  seq 0 ack 1 ─────────────────│
                1.212 │── 1449:2897 ───────────────────────────✗│ sent again
                2.000 │                                     ● RTO
                2.500 │                                         │
                """)
        #expect(
            Self.text(["a", "b", "\u{1b}c日本日本日本日本"], 4, 40) == """
                      a          b      ␛c日…
                0.000 │── SYN… ─▶│          │
                0.041 │◀─ SYN… ──│          │
                1.212 │── 144… ─✗│          │ sent again
                """)
        #expect(
            Self.text(["a", "b"], 4, 20) == """
                a                  b
                │── SYN  seq 0 ───▶│
                │◀─ SYN ACK  se… ──│
                │── 1449:2897 ────✗│
                """)
    }

    @Test("at every size and with any columns nothing traps; only what is seen is asked for")
    func sizes() {
        for (rows, columns) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 2), (3, 7), (3, 41)] {
            for names in [[], ["a"], ["a", "b"], Array(repeating: "name", count: 50)] {
                _ = Self.text(names, rows, columns)
            }
        }
        var ladder = LadderDiagram(["a", "b"], count: 1_000_000, follows: true)
        var asked: [Int] = []
        _ = Screen.text(3, 30) {
            ladder.draw(in: $0, on: &$1, isActive: true) { place in
                asked.append(place)
                return Self.arrows[0]
            }
        }
        #expect(asked == [999_998, 999_999])
        #expect(
            ladder.press(at: Position(row: 1, column: 3), in: Rectangle(Size(rows: 3, columns: 30)))
                && ladder.list.selection == 999_998)
    }
}
