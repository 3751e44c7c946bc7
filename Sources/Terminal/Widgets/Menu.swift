/// A list of which one is chosen, by moving there or by its key.
public struct Menu: Equatable, Sendable {
    public struct Item: Equatable, Sendable {
        public let key: KeyPress?
        public let title: String
        /// Said of it at the right, where there is room.
        public let detail: String
        public let isEnabled: Bool

        public init(_ title: String, key: KeyPress? = nil, detail: String = "", isEnabled: Bool = true) {
            self.title = title
            self.key = key
            self.detail = detail
            self.isEnabled = isEnabled
        }
    }

    /// What a key or the mouse did.
    public enum Outcome: Equatable, Sendable {
        /// It means nothing here.
        case nothing
        case moved
        /// The item of that place is meant.
        case chosen(Int)
        /// Escape.
        case left
    }

    public let items: [Item]
    public var list: ListState

    public init(_ items: [Item], selection: Int = 0) {
        self.items = items
        list = ListState(count: items.count)
        list.select(selection)
    }

    /// What shows all of it.
    public var size: Size {
        let titles = items.map { $0.title.cellWidth }.max() ?? 0
        let details = items.map { $0.detail.cellWidth }.max() ?? 0
        return Size(rows: items.count, columns: keyWidth + titles + (details > 0 ? details + 2 : 0) + 2)
    }

    /// Takes a key: those of the items come before those that move.
    public mutating func take(_ key: KeyPress) -> Outcome {
        if let place = items.firstIndex(where: { $0.key == key }) { return choose(place) }
        switch (key.key, key.modifiers) {
        case (.enter, []): return list.selection.map { choose($0) } ?? .nothing
        case (.escape, []), (.character("q"), []), (.character("c"), .control): return .left
        case (.up, []), (.character("k"), []), (.character("p"), .control), (.tab, .shift): list.move(by: -1)
        case (.down, []), (.character("j"), []), (.character("n"), .control), (.tab, []): list.move(by: 1)
        case (.home, []): list.select(0)
        case (.end, []): list.select(.max)
        default: return .nothing
        }
        return .moved
    }

    /// Chooses the item in a place of the part that it is drawn in.
    public mutating func press(at position: Position, in part: Rectangle) -> Outcome {
        list.row(at: position, in: part).map { choose($0) } ?? .nothing
    }

    private mutating func choose(_ place: Int) -> Outcome {
        list.select(place)
        return items[place].isEnabled ? .chosen(place) : .moved
    }

    /// Draws the items that are seen, a row of the part each.
    public func draw(in part: Rectangle, on screen: inout Screen, _ style: Style = .plain) {
        screen.fill(part, style)
        for (line, place) in list.seen(part.rows).enumerated() {
            let item = items[place]
            let itemStyle = item.isEnabled ? style : style.with(.dim)
            let row = Rectangle(row: part.row + line, column: part.column, rows: 1, columns: part.columns)
            var rest = row.inset(columns: row.columns > 4 ? 1 : 0)
            let key = rest.takeLeft(keyWidth)
            if let press = item.key {
                screen.write(press.description, at: key.origin, within: key.columns, itemStyle.with(.bold))
            }
            let width = screen.write(item.title, at: rest.origin, within: rest.columns, itemStyle)
            _ = rest.takeLeft(width + 2)
            if rest.columns >= item.detail.cellWidth(upTo: part.columns) {
                screen.write(StyledText(item.detail, style.with(.dim)), .right, in: rest)
            }
            if place == list.selection { screen.mark(row, isActive: true) }
        }
    }

    private var keyWidth: Int { items.compactMap { $0.key?.description.cellWidth }.max().map { $0 + 2 } ?? 0 }
}
