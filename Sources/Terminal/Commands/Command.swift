/// An action with a name, which keys, the mouse, a line of text, help and tests call alike.
public struct Command<Context: Hashable & Sendable>: Sendable {
    /// How it is called: `packets.next`.
    public let name: String
    /// What it does, in a few words.
    public let title: String
    /// Where it can be called; everywhere where there is none.
    public let contexts: Set<Context>
    /// The keys that call it, each a sequence: `Ctrl-L`, `y f`.
    public var keys: [KeySequence]
    /// Whether a number may be typed before its keys: `123 G`.
    public let takesCount: Bool

    public init(
        _ name: String, _ title: String, in contexts: Set<Context> = [], keys: [KeySequence] = [],
        takesCount: Bool = false
    ) {
        self.name = name
        self.title = title
        self.contexts = contexts
        self.keys = keys
        self.takesCount = takesCount
    }
}

/// Keys that are pressed one after another.
public struct KeySequence: Hashable, Sendable, LosslessStringConvertible, ExpressibleByStringLiteral {
    public let keys: [KeyPress]

    public init(_ keys: [KeyPress]) { self.keys = keys }

    /// Reads keys with spaces between; `nil` where one of them is none.
    public init?(_ description: String) {
        let words = description.split(separator: " ")
        keys = words.compactMap { KeyPress(String($0)) }
        if keys.isEmpty || keys.count != words.count { return nil }
    }

    /// Keys that the program itself names.
    public init(stringLiteral text: String) {
        guard let keys = KeySequence(text) else { preconditionFailure("'\(text)' names no keys") }
        self = keys
    }

    public var description: String { keys.map(\.description).joined(separator: " ") }
}
