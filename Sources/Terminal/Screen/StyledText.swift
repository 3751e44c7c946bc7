/// A piece of a line, in one style.
public struct StyledText: Equatable, Sendable, ExpressibleByStringLiteral {
    public var text: String
    public var style: Style

    public init(_ text: String, _ style: Style = .plain) {
        self.text = text
        self.style = style
    }

    public init(stringLiteral text: String) { self.init(text) }
}
