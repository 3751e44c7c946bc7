/// A line that says what happened, for a while.
public struct MessageLine: Equatable, Sendable {
    /// How it is meant, which a sign before it says too.
    public enum Kind: Equatable, Sendable {
        case note, success, warning, failure

        var sign: String {
            switch self {
            case .note: ""
            case .success: "✓ "
            case .warning: "! "
            case .failure: "✗ "
            }
        }

        var style: Style {
            switch self {
            case .note: .plain
            case .success: Style(foreground: .green)
            case .warning: Style(foreground: .yellow)
            case .failure: Style(foreground: .red, .bold)
            }
        }
    }

    /// How long it is read, in nanoseconds.
    public static let time: UInt64 = 5_000_000_000

    public private(set) var text = ""
    public private(set) var kind = Kind.note
    /// When it goes; a failure stays until something else is said.
    public private(set) var deadline: UInt64?

    public init() {}

    public var isEmpty: Bool { text.isEmpty }

    /// Says something from now on.
    public mutating func say(_ text: String, _ kind: Kind = .note, at now: UInt64) {
        self.text = text
        self.kind = kind
        deadline = kind == .failure || text.isEmpty ? nil : now &+ Self.time
    }

    public mutating func clear() { self = MessageLine() }

    /// Takes away what has been there long enough.
    public mutating func expire(at now: UInt64) {
        if let deadline, now >= deadline { clear() }
    }

    /// Draws it in the first row of a part.
    public func draw(in part: Rectangle, on screen: inout Screen) {
        screen.fill(part.firstRow)
        guard !part.isEmpty else { return }
        screen.write(kind.sign + text, at: part.origin, within: part.columns, kind.style)
    }
}
