/// What the word before a text field's cursor may become, to be chosen from.
public struct CompletionList: Equatable, Sendable {
    public struct Candidate: Equatable, Sendable {
        public let text: String
        public let detail: String

        public init(_ text: String, _ detail: String = "") {
            self.text = text
            self.detail = detail
        }
    }

    /// What a key did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here: it goes to the text field.
        case nothing
        case moved
        /// The candidate stands in the text field.
        case completed
        /// Escape.
        case left
    }

    private static let mostRows = 10

    public let candidates: [Candidate]
    public var list: ListState
    /// How many characters before the cursor a candidate takes the place of.
    private let replaced: Int

    /// - Parameter replaced: how many characters before the cursor a candidate takes the place of.
    public init(_ candidates: [Candidate], replacing replaced: Int) {
        self.candidates = candidates
        self.replaced = replaced
        list = ListState(count: candidates.count)
    }

    /// What all candidates begin with.
    public var common: String {
        guard var common = candidates.first?.text else { return "" }
        for candidate in candidates.dropFirst() {
            common = String(zip(common, candidate.text).prefix { $0 == $1 }.map(\.0))
        }
        return common
    }

    /// Completes the word as far as all candidates agree.
    ///
    /// - Returns: the list for the longer word; `nil` where nothing is left to choose.
    public func completed(in field: inout TextField) -> CompletionList? {
        let common = common
        if common.count > replaced || candidates.count == 1 { field.replace(replaced, with: common) }
        return candidates.count > 1 ? CompletionList(candidates, replacing: max(common.count, replaced)) : nil
    }

    /// Takes a key before the text field does.
    public mutating func take(_ key: KeyPress, in field: inout TextField) -> Outcome {
        switch (key.key, key.modifiers) {
        case (.up, []), (.character("p"), .control), (.tab, .shift): list.move(by: -1)
        case (.down, []), (.character("n"), .control), (.tab, []): list.move(by: 1)
        case (.pageUp, []): list.move(byPages: -1, of: Self.mostRows)
        case (.pageDown, []): list.move(byPages: 1, of: Self.mostRows)
        case (.enter, []):
            guard let selection = list.selection else { return .left }
            field.replace(replaced, with: candidates[selection].text)
            return .completed
        case (.escape, []), (.character("c"), .control): return .left
        default: return .nothing
        }
        return .moved
    }

    /// Where it is drawn: below a place, or above it where there is more room.
    public func frame(at position: Position, in part: Rectangle) -> Rectangle {
        let (above, below) = (position.row - part.row, part.bottom - position.row - 1)
        let wanted = min(candidates.count, Self.mostRows)
        let isBelow = below >= wanted || below >= above
        let rows = min(wanted, max(0, isBelow ? below : above))
        let seen = candidates[list.seen(rows)]
        let width = seen.map { $0.text.cellWidth + ($0.detail.isEmpty ? 0 : $0.detail.cellWidth + 2) }.max() ?? 0
        let columns = min(width + 2, part.columns)
        return Rectangle(
            row: isBelow ? position.row + 1 : position.row - rows,
            column: max(part.column, min(position.column, part.right - columns)), rows: rows, columns: columns)
    }

    /// Draws it at the cursor of its text field, in the part that it may cover.
    public func draw(at position: Position, in part: Rectangle, on screen: inout Screen) {
        let cursor = screen.cursor
        let frame = frame(at: position, in: part)
        var menu = Menu(candidates.map { Menu.Item($0.text, detail: $0.detail) })
        menu.list = list
        menu.draw(in: frame, on: &screen)
        screen.cursor = cursor
    }
}
