/// One line of text that is typed, with what was typed before.
public struct TextField: Equatable, Sendable {
    /// What a key did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here.
        case nothing
        case moved
        case changed
        /// Enter: what stands there is meant.
        case entered
        /// Escape.
        case left
        /// Tab: the rest is asked for.
        case completion
    }

    /// Longer texts are not taken.
    private static let longest = 1 << 16
    private static let mostHistory = 500

    private var characters: [Character]
    /// Before which character the cursor stands.
    public private(set) var cursor: Int
    /// What was entered before, the latest last.
    public private(set) var history: [String] = []
    /// Which of `history` is shown, and what stood there before.
    private var recalled: (place: Int, draft: String)?

    /// - Parameter history: what was entered before, the latest last.
    public init(_ text: String = "", history: [String] = []) {
        self.history = history.suffix(Self.mostHistory)
        characters = Array(text)
        cursor = characters.count
    }

    public static func == (a: TextField, b: TextField) -> Bool {
        (a.characters, a.cursor, a.history) == (b.characters, b.cursor, b.history)
    }

    public var text: String {
        get { String(characters) }
        set {
            characters = Array(newValue)
            cursor = characters.count
            recalled = nil
        }
    }

    /// The text before the cursor.
    public var head: String { String(characters[..<cursor]) }

    /// Puts text where the cursor stands; what ends a line becomes a space.
    public mutating func insert(_ text: String) {
        let added = text.map { $0.isNewline ? " " : $0 }.prefix(max(0, Self.longest - characters.count))
        // A mark joins the character before it.
        let head = Array(String(characters[..<cursor]) + String(added))
        characters = head + characters[cursor...]
        cursor = head.count
    }

    /// Takes characters before the cursor away and puts text there, as a completion does.
    public mutating func replace(_ count: Int, with text: String) {
        let start = max(0, cursor - count)
        characters.removeSubrange(start..<cursor)
        cursor = start
        insert(text)
    }

    /// Remembers what stands there, as the latest.
    public mutating func remember() {
        recalled = nil
        let text = text
        guard !text.isEmpty else { return }
        history.removeAll { $0 == text }
        history.append(text)
        if history.count > Self.mostHistory { history.removeFirst() }
    }

    /// Takes a key: letters, arrows, and those of readline(3).
    public mutating func take(_ key: KeyPress) -> Outcome {
        switch (key.key, key.modifiers) {
        case (.character(let character), []), (.character(let character), .shift):
            insert(String(character))
            recalled = nil
            return .changed
        case (.enter, []): return .entered
        case (.escape, []), (.character("c"), .control): return .left
        case (.tab, []): return .completion
        case (.left, []), (.character("b"), .control): return move(to: cursor - 1)
        case (.right, []), (.character("f"), .control): return move(to: cursor + 1)
        case (.left, .control), (.left, .alt), (.character("b"), .alt): return move(to: wordStart)
        case (.right, .control), (.right, .alt), (.character("f"), .alt): return move(to: wordEnd)
        case (.home, []), (.character("a"), .control): return move(to: 0)
        case (.end, []), (.character("e"), .control): return move(to: characters.count)
        case (.backspace, []), (.character("h"), .control): return remove(cursor - 1..<cursor)
        case (.delete, []), (.character("d"), .control): return remove(cursor..<cursor + 1)
        case (.character("w"), .control), (.backspace, .alt): return remove(wordStart..<cursor)
        case (.character("d"), .alt): return remove(cursor..<wordEnd)
        case (.character("u"), .control): return remove(0..<cursor)
        case (.character("k"), .control): return remove(cursor..<characters.count)
        case (.up, []), (.character("p"), .control): return recall(-1)
        case (.down, []), (.character("n"), .control): return recall(1)
        default: return .nothing
        }
    }

    private mutating func move(to place: Int) -> Outcome {
        cursor = min(max(0, place), characters.count)
        return .moved
    }

    private mutating func remove(_ range: Range<Int>) -> Outcome {
        let range = range.clamped(to: 0..<characters.count)
        guard !range.isEmpty else { return .moved }
        characters.removeSubrange(range)
        cursor = range.lowerBound
        recalled = nil
        return .changed
    }

    private mutating func recall(_ step: Int) -> Outcome {
        let (place, draft) = recalled ?? (history.count, text)
        let next = place + step
        guard (0...history.count).contains(next) else { return .moved }
        text = next == history.count ? draft : history[next]
        recalled = next == history.count ? nil : (next, draft)
        return .changed
    }

    private var wordStart: Int {
        var place = cursor
        while place > 0, !characters[place - 1].isPartOfWord { place -= 1 }
        while place > 0, characters[place - 1].isPartOfWord { place -= 1 }
        return place
    }

    private var wordEnd: Int {
        var place = cursor
        while place < characters.count, !characters[place].isPartOfWord { place += 1 }
        while place < characters.count, characters[place].isPartOfWord { place += 1 }
        return place
    }

    /// Draws it in the first row of a part, scrolled so far that the cursor is seen.
    ///
    /// - Parameter isActive: whether keys go here; the terminal's cursor then stands in it.
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain, isActive: Bool) {
        guard !part.isEmpty else { return }
        screen.fill(part.firstRow, style)
        let widths = characters.map { String($0).cellWidth }
        // As much before the cursor as fits beside it.
        var (first, before) = (cursor, 0)
        while first > 0, before + widths[first - 1] < part.columns {
            first -= 1
            before += widths[first]
        }
        var column = part.column
        for place in first..<characters.count {
            guard column + widths[place] <= part.right else { break }
            column += screen.write(String(characters[place]), at: Position(row: part.row, column: column), style)
        }
        if isActive { screen.cursor = Position(row: part.row, column: part.column + before) }
    }
}

extension Character {
    fileprivate var isPartOfWord: Bool { isLetter || isNumber || self == "_" }
}
