/// A colour of a cell: the terminal's own, one of its palette, or one by its parts. (xterm's control sequences, "SGR")
public struct Color: Hashable, Sendable {
    /// What kind of colour it is.
    enum Kind: Hashable {
        case standard
        /// Of the palette of 256; the first 16 are the user's own.
        case palette(UInt8)
        case parts(red: UInt8, green: UInt8, blue: UInt8)
    }

    /// The kind in the high octet, then red, green and blue, or the palette's number.
    private let bits: UInt32

    /// What the terminal writes with when nothing is said.
    public static let standard = Color(bits: 0)
    public static let black = palette(0)
    public static let red = palette(1)
    public static let green = palette(2)
    public static let yellow = palette(3)
    public static let blue = palette(4)
    public static let magenta = palette(5)
    public static let cyan = palette(6)
    public static let white = palette(7)
    /// Between black and white, of a hue that the user chose.
    public static let gray = palette(8)

    private init(bits: UInt32) { self.bits = bits }

    /// A colour of the terminal's palette: 0-7 the user's colours, 8-15 the brighter ones, 16-255 a cube and grays.
    public static func palette(_ number: UInt8) -> Color { Color(bits: 1 << 24 | UInt32(number)) }

    /// A colour by its parts; with fewer colours the nearest of the palette stands for it.
    public static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Color {
        Color(bits: 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue))
    }

    var kind: Kind {
        switch bits >> 24 {
        case 0: .standard
        case 1: .palette(UInt8(truncatingIfNeeded: bits))
        default:
            .parts(
                red: UInt8(truncatingIfNeeded: bits >> 16), green: UInt8(truncatingIfNeeded: bits >> 8),
                blue: UInt8(truncatingIfNeeded: bits))
        }
    }
}
