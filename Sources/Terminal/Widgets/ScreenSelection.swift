/// Text of a screen that is selected to be copied, by the mouse or by keys: within one part, so that no border is among it.
public struct ScreenSelection: Equatable, Sendable {
    /// What a key did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here.
        case nothing
        case moved
        /// What is selected is to be copied, and the selection is over.
        case copied
        /// Escape.
        case left
    }

    /// The part in which one selects.
    public let part: Rectangle
    /// Where it began, and where it is now: the cells of both are selected.
    public private(set) var anchor: Position
    public private(set) var head: Position
    /// Whether the same columns of all rows are selected, and not what is read between.
    public var isBlock: Bool

    /// Begins at a cell, or at the nearest that the part has.
    public init(at position: Position, in part: Rectangle, isBlock: Bool = false) {
        self.part = part
        self.isBlock = isBlock
        anchor = position
        head = position
        extend(to: position)
        anchor = head
    }

    /// Selects up to a cell, or to the nearest that the part has.
    public mutating func extend(to position: Position) {
        head = Position(
            row: max(part.row, min(position.row, part.bottom - 1)),
            column: max(part.column, min(position.column, part.right - 1)))
    }

    /// Begins anew where one is.
    public mutating func restart() { anchor = head }

    /// Takes a key: arrows and `h j k l` select, `v` begins anew, Ctrl-V selects columns, `y` and Enter copy.
    public mutating func take(_ key: KeyPress) -> Outcome {
        switch (key.key, key.modifiers.subtracting(.shift)) {
        case (.left, []), (.character("h"), []): extend(to: Position(row: head.row, column: head.column - 1))
        case (.right, []), (.character("l"), []): extend(to: Position(row: head.row, column: head.column + 1))
        case (.up, []), (.character("k"), []): extend(to: Position(row: head.row - 1, column: head.column))
        case (.down, []), (.character("j"), []): extend(to: Position(row: head.row + 1, column: head.column))
        case (.home, []), (.character("0"), []): extend(to: Position(row: head.row, column: part.column))
        case (.end, []), (.character("$"), []): extend(to: Position(row: head.row, column: part.right - 1))
        case (.pageUp, []), (.character("g"), []): extend(to: Position(row: part.row, column: head.column))
        case (.pageDown, []), (.character("G"), []): extend(to: Position(row: part.bottom - 1, column: head.column))
        case (.character("v"), []): restart()
        case (.character("v"), .control): isBlock.toggle()
        case (.character("y"), []), (.enter, []): return .copied
        case (.escape, []), (.character("q"), []), (.character("c"), .control): return .left
        default: return .nothing
        }
        return .moved
    }

    /// What is selected of a screen, a line a row, without the spaces at their ends.
    public func text(of screen: Screen) -> String {
        strips(in: screen.bounds).map { strip in
            // A cluster is whole, or not selected: its first cell decides.
            var line = (strip.column..<strip.right).map { screen[strip.row, $0].text }.joined()
            while line.last == " " { line.removeLast() }
            return line
        }.joined(separator: "\n")
    }

    /// Shows what is selected.
    public func draw(on screen: inout Screen) {
        for strip in strips(in: screen.bounds) { screen.restyle(strip) { $0.with(.reversed) } }
        screen.cursor = part.isEmpty ? nil : head
    }

    /// The cells of each row.
    private func strips(in bounds: Rectangle) -> [Rectangle] {
        guard !part.isEmpty else { return [] }
        let isForward = (anchor.row, anchor.column) <= (head.row, head.column)
        let (first, last) = isForward ? (anchor, head) : (head, anchor)
        return (first.row...last.row).map { row in
            let start = isBlock ? min(anchor.column, head.column) : row == first.row ? first.column : part.column
            let end = isBlock ? max(anchor.column, head.column) + 1 : row == last.row ? last.column + 1 : part.right
            return Rectangle(row: row, column: start, rows: 1, columns: end - start).intersection(bounds)
        }.filter { !$0.isEmpty }
    }
}
