/// What comes from a terminal.
public enum InputEvent: Equatable, Sendable {
    case key(KeyPress)
    case mouse(MouseEvent)
    /// Text that was pasted, however many lines.
    case paste(String)
    /// The terminal's window has the keyboard now, or no more.
    case focus(Bool)
    /// The terminal's window has another size now.
    case resize(Size)
    /// What the terminal answers to a question.
    case answer(TerminalAnswer)
}

/// What the mouse did.
public struct MouseEvent: Hashable, Sendable {
    public enum Action: Hashable, Sendable {
        case press, release, drag, move, wheelUp, wheelDown, wheelLeft, wheelRight
    }
    public enum Button: Hashable, Sendable { case left, middle, right, none }

    public var action: Action
    public var button: Button
    public var position: Position
    public var modifiers: Modifiers

    public init(_ action: Action, _ button: Button = .left, at position: Position, _ modifiers: Modifiers = []) {
        self.action = action
        self.button = button
        self.position = position
        self.modifiers = modifiers
    }
}

/// What a terminal answers to what it was asked at the start.
public enum TerminalAnswer: Equatable, Sendable {
    /// Whether frames can be marked. (DECRQM, mode 2026)
    case synchronizes(Bool)
    /// The colour behind the text, each part of 0 to 255. (xterm's OSC 11)
    case background(red: UInt8, green: UInt8, blue: UInt8)
    /// That it tells keys apart which have one code elsewhere. (kitty's keyboard protocol)
    case distinguishesKeys
    /// Its attributes, which every terminal tells: what was asked before is answered by now, or never. (DA1)
    case attributes
}
