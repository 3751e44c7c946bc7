import Testing
import WidgetExercise

@Suite("Terminal: every widget under random input")
struct ExerciseTests {
    /// Keys, the mouse, pastes and pieces of them.
    private static let words: [[UInt8]] =
        [
            "\u{1b}[A", "\u{1b}[B", "\u{1b}[C", "\u{1b}[1;2C", "\u{1b}[5~", "\u{1b}[6~", "\u{1b}[F", "\u{1b}", "\r",
            "\t", " ", "m", "+", "-",
            "1", "2", "3", "y", "v", "j", "é", "日", "\u{1b}[200~a\u{1b}[2Jb\u{1b}[201~", "\u{1b}[<0;10;5M",
            "\u{1b}[<32;70;20M",
            "\u{1b}[<0;41;12M", "\u{1b}[<32;1;1M", "\u{1b}[", "\u{1b}]52;", "\u{7f}", "\u{1a}", "\u{f}",
        ].map { Array($0.utf8) } + [
            [0xfe], [0xff, 24, 80], [0xff, 0, 0], [0xff, 1, 1], [0xff, 2, 9], [0xff, 12, 40], [0xff, 60, 200],
        ]

    @Test("whatever is typed in whatever size, nothing traps and no text acts on the terminal", arguments: 0..<20)
    func random(seed: UInt64) {
        var numbers = SeededNumbers(seed)
        var octets: [UInt8] = []
        for _ in 0..<150 {
            if numbers.next(below: 8) == 0 {
                octets.append(UInt8(numbers.next(below: 256)))
            } else {
                octets += Self.words[numbers.next(below: Self.words.count)]
            }
        }
        #expect(WidgetExercise.play(octets) == nil)
    }
}
