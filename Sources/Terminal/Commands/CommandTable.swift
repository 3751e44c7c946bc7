/// All commands, and which keys call them where.
public struct CommandTable<Context: Hashable & Sendable>: Sendable {
    /// Two commands that one sequence of keys would call in one place.
    public struct Clash: Equatable, Sendable, CustomStringConvertible {
        public let keys: KeySequence
        public let names: [String]
        public var description: String { "\(keys): \(names.joined(separator: " and "))" }
    }

    public private(set) var commands: [Command<Context>]

    public init(_ commands: [Command<Context>]) { self.commands = commands }

    /// The command of a name.
    public subscript(name: String) -> Command<Context>? { commands.first { $0.name == name } }

    /// Gives a command other keys; `false` where there is no such command.
    public mutating func bind(_ name: String, to keys: [KeySequence]) -> Bool {
        guard let place = commands.firstIndex(where: { $0.name == name }) else { return false }
        commands[place].keys = keys
        return true
    }

    /// The commands that can be called in a place.
    public func commands(in context: Context) -> [Command<Context>] {
        commands.filter { $0.contexts.isEmpty || $0.contexts.contains(context) }
    }

    /// What keys that were pressed so far call in a place.
    ///
    /// What belongs to the place alone comes before what can be called everywhere.
    public func match(_ keys: [KeyPress], in context: Context) -> KeyMatch {
        let possible = commands(in: context)
        let called = possible.filter { $0.keys.contains { $0.keys == keys } }
        if let command = called.first(where: { !$0.contexts.isEmpty }) ?? called.first { return .command(command.name) }
        let begins = possible.contains { $0.keys.contains { $0.keys.count > keys.count && $0.keys.starts(with: keys) } }
        return begins ? .more : .nothing
    }

    /// Keys that call two commands of one place, or that begin the keys of another, which could then never be typed.
    public func clashes(in contexts: some Sequence<Context>) -> [Clash] {
        var found: [Clash] = []
        for context in contexts {
            for isGeneral in [false, true] {
                let bound = commands(in: context).filter { $0.contexts.isEmpty == isGeneral }.flatMap { command in
                    command.keys.map { (keys: $0, name: command.name) }
                }
                for (place, one) in bound.enumerated() {
                    for other in bound[(place + 1)...] {
                        let (short, long) = one.keys.keys.count <= other.keys.keys.count ? (one, other) : (other, one)
                        guard long.keys.keys.starts(with: short.keys.keys) else { continue }
                        let clash = Clash(keys: short.keys, names: [one.name, other.name])
                        if !found.contains(clash) { found.append(clash) }
                    }
                }
            }
        }
        return found
    }
}

/// What keys call.
public enum KeyMatch: Equatable, Sendable {
    case command(String)
    /// They begin what other keys end.
    case more
    case nothing
}

/// Keys as they are pressed, until they call something.
public struct PendingKeys: Equatable, Sendable {
    /// The number that was typed before.
    public private(set) var count: Int?
    public private(set) var keys: [KeyPress] = []

    public init() {}

    /// Whether something was typed that calls nothing yet.
    public var isEmpty: Bool { keys.isEmpty && count == nil }

    /// What was typed, as it is shown.
    public var description: String { (count.map { "\($0) " } ?? "") + KeySequence(keys).description }

    /// Takes a key.
    ///
    /// - Returns: the command that is called, with the number before it; `nil` where more is to come or nothing is called.
    ///   `isKnown` says whether the key meant anything.
    public mutating func take<Context>(
        _ key: KeyPress, of table: CommandTable<Context>, in context: Context
    ) -> (call: (name: String, count: Int?)?, isKnown: Bool) {
        switch table.match(keys + [key], in: context) {
        case .command(let name):
            let count = table[name]?.takesCount == true ? self.count : nil
            self = PendingKeys()
            return ((name, count), true)
        case .more:
            keys.append(key)
            return (nil, true)
        case .nothing:
            if keys.isEmpty, key.modifiers.isEmpty, case .character(let digit) = key.key, digit.isASCII,
                let value = digit.wholeNumberValue, count != nil || value > 0
            {
                count = min((count ?? 0) * 10 + value, 1 << 40)
                return (nil, true)
            }
            let wasPending = !isEmpty
            self = PendingKeys()
            // Escape takes back what was typed.
            return (nil, wasPending && key.key == .escape)
        }
    }
}
