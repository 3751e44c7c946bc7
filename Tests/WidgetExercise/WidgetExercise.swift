import Terminal

/// Octets as if from a terminal, and sizes that it takes: whatever they say, nothing traps, and nothing is written but what the
/// renderer writes.
public enum WidgetExercise {
    /// More is not drawn, however much there is.
    private static let mostFrames = 400

    /// Plays octets: 0xff and two more change the size, 0xfe lets time go, what is between was typed.
    ///
    /// - Returns: what was written that should not be, if something was.
    public static func play(_ octets: some Collection<UInt8>) -> String? {
        var (model, parser) = (ExerciseModel(), InputParser())
        var renderer = Renderer(TerminalAbilities(takesUnicode: octets.count % 2 == 0))
        var size = Size(rows: 24, columns: 80)
        var (rest, now, frames) = (octets[...], UInt64(0), 0)
        while let first = rest.first, frames < mostFrames {
            var events: [InputEvent] = []
            switch first {
            case 0xff:
                let numbers = rest.dropFirst().prefix(2).map(Int.init)
                rest = rest.dropFirst(3)
                size = Size(rows: (numbers.first ?? 0) % 64, columns: numbers.last ?? 0)
                renderer.invalidate()
                events = [.resize(size)]
            case 0xfe:
                rest = rest.dropFirst()
                now += 100_000_000
                events = parser.expire(at: now)
            default:
                let typed = rest.prefix(8).prefix { $0 < 0xfe }
                rest = rest.dropFirst(typed.count)
                events = parser.take(Array(typed), at: now)
            }
            for event in events { _ = model.update(.input(event)) }
            var screen = Screen(size)
            model.draw(on: &screen)
            var written: [UInt8] = []
            renderer.render(screen, into: &written)
            if let fault = fault(in: written) { return fault }
            frames += 1
        }
        return nil
    }

    /// What no frame holds: control characters, and sequences that do more than write.
    private static func fault(in written: [UInt8]) -> String? {
        guard let text = String(validating: written, as: UTF8.self) else { return "no UTF-8" }
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar.value {
            case 0x1b:
                let sequence = rest.prefix { !("@"..."~").contains($0) || $0 == "[" }
                rest = rest[sequence.endIndex...]
                guard sequence.first == "[", let final = rest.popFirst(), "HCJKmhl".unicodeScalars.contains(final)
                else {
                    return "an escape and \(sequence)"
                }
            case 0..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: return "U+\(String(scalar.value, radix: 16))"
            default: break
            }
        }
        return nil
    }
}
