/// How a cell looks.
public struct Style: Hashable, Sendable {
    /// What may be switched on, however many colours there are. (ECMA-48 8.3.117)
    public struct Attributes: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let bold = Attributes(rawValue: 1 << 0)
        public static let dim = Attributes(rawValue: 1 << 1)
        public static let italic = Attributes(rawValue: 1 << 2)
        public static let underlined = Attributes(rawValue: 1 << 3)
        /// Foreground and background change places.
        public static let reversed = Attributes(rawValue: 1 << 4)
        public static let struck = Attributes(rawValue: 1 << 5)
    }

    public var foreground: Color
    public var background: Color
    public var attributes: Attributes

    public init(foreground: Color = .standard, background: Color = .standard, _ attributes: Attributes = []) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own.
    public static let plain = Style()
    public static let bold = Style(.bold)
    public static let dim = Style(.dim)
    public static let reversed = Style(.reversed)

    /// The same, with more switched on.
    public func with(_ more: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes.union(more))
    }

    public func colored(_ color: Color) -> Style {
        Style(foreground: color, background: background, attributes)
    }

    /// This where it says something, else what lies below.
    public func over(_ below: Style) -> Style {
        Style(
            foreground: foreground == .standard ? below.foreground : foreground,
            background: background == .standard ? below.background : background,
            attributes.union(below.attributes))
    }
}
