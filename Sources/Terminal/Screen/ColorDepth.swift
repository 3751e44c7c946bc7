/// How many colours a terminal has.
public enum ColorDepth: Int, Comparable, Sendable {
    case none, sixteen, palette, full

    public static func < (a: ColorDepth, b: ColorDepth) -> Bool { a.rawValue < b.rawValue }

    /// What the environment says: `NO_COLOR` (no-color.org), `COLORTERM`, `TERM` (term(7)).
    public init(environment: [String: String]) {
        let terminal = environment["TERM"] ?? ""
        let more = environment["COLORTERM"] ?? ""
        self =
            if environment["NO_COLOR"].map({ !$0.isEmpty }) ?? false {
                .none
            } else if more == "truecolor" || more == "24bit" || terminal.hasSuffix("-direct") {
                .full
            } else if terminal.contains("256color") {
                .palette
            } else if terminal.isEmpty || ["dumb", "vt100", "vt102", "vt220", "vt52"].contains(terminal) {
                .none
            } else {
                .sixteen
            }
    }

    /// The nearest that this many colours have.
    func nearest(_ color: Color) -> Color {
        switch (color.kind, self) {
        case (.standard, _), (_, .full): color
        case (_, .none): .standard
        case (.palette(let number), .sixteen) where number >= 16: Self.ofSixteen(Self.parts(of: number))
        case (.palette, _): color
        case (.parts(let red, let green, let blue), .palette): Self.ofPalette((red, green, blue))
        case (.parts(let red, let green, let blue), .sixteen): Self.ofSixteen((red, green, blue))
        }
    }

    private typealias Parts = (red: UInt8, green: UInt8, blue: UInt8)

    /// The steps of the cube in the palette.
    private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

    private static func parts(of number: UInt8) -> Parts {
        if number >= 232 {
            let gray = 8 + 10 * (number - 232)
            return (gray, gray, gray)
        }
        let place = Int(number - 16)
        return (steps[place / 36], steps[place / 6 % 6], steps[place % 6])
    }

    private static func distance(_ a: Parts, _ b: Parts) -> Int {
        [(a.red, b.red), (a.green, b.green), (a.blue, b.blue)].reduce(0) { sum, pair in
            let difference = Int(pair.0) - Int(pair.1)
            return sum + difference * difference
        }
    }

    private static func ofPalette(_ parts: Parts) -> Color {
        .palette((16...255).min { distance(Self.parts(of: $0), parts) < distance(Self.parts(of: $1), parts) } ?? 7)
    }

    /// One bit a part, and the brighter half where a part is bright.
    private static func ofSixteen(_ parts: Parts) -> Color {
        let most = max(parts.red, parts.green, parts.blue)
        guard most >= 48 else { return .palette(0) }
        let half = most / 2
        let number = (parts.red > half ? 1 : 0) | (parts.green > half ? 2 : 0) | (parts.blue > half ? 4 : 0) as UInt8
        if number == 7 { return .palette(most > 192 ? 15 : most > 128 ? 7 : 8) }
        return .palette(most > 192 ? number + 8 : number)
    }
}
