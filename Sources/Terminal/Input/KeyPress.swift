/// A key, as it is named in help, in a file of bindings and in a test.
public enum Key: Hashable, Sendable {
    case character(Character)
    case enter, tab, backspace, escape, insert, delete
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1 and so on.
    case function(Int)
}

/// What is held down beside a key or a button of the mouse.
public struct Modifiers: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    // In the order of xterm's numbers, which say 1 more.
    public static let shift = Modifiers(rawValue: 1 << 0)
    public static let alt = Modifiers(rawValue: 1 << 1)
    public static let control = Modifiers(rawValue: 1 << 2)
    public static let command = Modifiers(rawValue: 1 << 3)
}

/// A key that was pressed, with what was held down beside it.
public struct KeyPress: Hashable, Sendable {
    public var key: Key
    public var modifiers: Modifiers

    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// A character without anything beside it.
    public init(_ character: Character) { self.init(.character(character)) }
}

extension KeyPress: LosslessStringConvertible {
    private static let names: [(key: Key, name: String)] = [
        (.enter, "Enter"), (.tab, "Tab"), (.backspace, "Backspace"), (.escape, "Esc"), (.insert, "Insert"),
        (.delete, "Delete"), (.up, "Up"), (.down, "Down"), (.left, "Left"), (.right, "Right"), (.home, "Home"),
        (.end, "End"), (.pageUp, "PgUp"), (.pageDown, "PgDn"), (.character(" "), "Space"),
    ]
    private static let prefixes: [(modifier: Modifiers, name: String)] = [
        (.control, "Ctrl-"), (.alt, "Alt-"), (.command, "Cmd-"), (.shift, "Shift-"),
    ]

    /// `a`, `Ctrl-L`, `Shift-Tab`, `F5`, `PgDn`.
    public var description: String {
        let before = Self.prefixes.filter { modifiers.contains($0.modifier) }.map(\.name).joined()
        if let named = Self.names.first(where: { $0.key == key }) { return before + named.name }
        switch key {
        case .function(let number): return before + "F\(number)"
        case .character(let character): return before + (modifiers.isEmpty ? String(character) : character.uppercased())
        default: return before
        }
    }

    /// Reads what `description` writes; `nil` where it names no key.
    public init?(_ description: String) {
        var rest = Substring(description)
        var modifiers: Modifiers = []
        // A lone sign is itself, `-` too.
        while rest.count > 1, let prefix = Self.prefixes.first(where: { rest.hasPrefix($0.name) && rest != $0.name }) {
            modifiers.insert(prefix.modifier)
            rest.removeFirst(prefix.name.count)
        }
        if let named = Self.names.first(where: { $0.name == rest }) {
            self.init(named.key, modifiers)
        } else if rest.count > 1, rest.first == "F", let number = Int(rest.dropFirst()), (1...35).contains(number) {
            self.init(.function(number), modifiers)
        } else if rest.count == 1, let character = rest.first {
            self.init(.character(modifiers.isEmpty ? character : Character(character.lowercased())), modifiers)
        } else {
            return nil
        }
    }
}
