/// One row of a tree.
public struct TreeRow<Key: Hashable & Sendable>: Equatable, Sendable {
    /// What it is called in every tree that has it, for what is open stays so in the next one.
    public let key: Key
    /// How deep it lies; those of the root are at 0.
    public let depth: Int
    /// Whether it has something below, which may be given only once it is open.
    public let isExpandable: Bool
    public let label: [StyledText]

    public init(_ key: Key, depth: Int = 0, isExpandable: Bool = false, _ label: [StyledText]) {
        self.key = key
        self.depth = max(0, depth)
        self.isExpandable = isExpandable
        self.label = label
    }
}

/// A tree that one opens and closes: its rows, which of them are seen, and where one is.
///
/// Rows are told apart by their keys, so that what is open, and where one is, outlive the rows.
public struct TreeState<Key: Hashable & Sendable>: Equatable, Sendable {
    /// All rows, each before those below it.
    public private(set) var rows: [TreeRow<Key>] = []
    /// What is open, in this tree and in those before.
    public private(set) var opened: Set<Key>
    /// Which rows are not in something closed, by their places in `rows`.
    public private(set) var shown: [Int] = []
    /// Where one is among `shown`.
    public var list = ListState()

    public init(_ rows: [TreeRow<Key>] = [], opened: Set<Key> = []) {
        self.opened = opened
        setRows(rows)
    }

    /// The row one is at.
    public var selection: TreeRow<Key>? { list.selection.map { rows[shown[$0]] } }

    /// Takes other rows; one stays at the row of the same key, or at the nearest above it that is there.
    public mutating func setRows(_ rows: [TreeRow<Key>]) {
        let way = selectedWay
        self.rows = rows
        show()
        for key in way {
            guard let row = shown.firstIndex(where: { rows[$0].key == key }) else { continue }
            list.select(row)
            return
        }
    }

    /// Opens the row one is at; where it is open, goes to the first below.
    public mutating func open() {
        guard let selection, selection.isExpandable else { return }
        if opened.insert(selection.key).inserted { show() } else { list.move(by: 1) }
    }

    /// Closes the row one is at; where it is closed, goes to the one that it lies in.
    public mutating func close() {
        guard let selection else { return }
        if selection.isExpandable, opened.remove(selection.key) != nil {
            show()
        } else if let parent = parent(of: list.selection) {
            list.select(parent)
        }
    }

    /// Opens the row one is at, or closes it.
    public mutating func toggle() {
        guard let selection, selection.isExpandable else { return }
        if opened.remove(selection.key) == nil { opened.insert(selection.key) }
        show()
    }

    /// Opens all, or what lies below the row one is at.
    public mutating func openAll(belowSelection: Bool = false) { setAll(belowSelection) { $0.insert($1) } }

    /// Closes all, or what lies below the row one is at.
    public mutating func closeAll(belowSelection: Bool = false) { setAll(belowSelection) { $0.remove($1) } }

    /// Goes to a row, and opens what it lies in; stays where there is no such row.
    public mutating func select(_ key: Key) {
        guard let place = rows.firstIndex(where: { $0.key == key }) else { return }
        var depth = rows[place].depth
        for above in rows[..<place].reversed() where above.depth < depth {
            opened.insert(above.key)
            depth = above.depth
        }
        show()
        if let row = shown.firstIndex(of: place) { list.select(row) }
    }

    /// Goes to the row in a place of the part that it is drawn in; a mark is opened or closed.
    ///
    /// - Returns: whether there is a row.
    @discardableResult
    public mutating func press(at position: Position, in part: Rectangle) -> Bool {
        guard let row = list.row(at: position, in: part) else { return false }
        list.select(row)
        if position.column == part.column + Self.indentation(of: rows[shown[row]], in: part) { toggle() }
        return true
    }

    /// Draws the rows that are seen, a row of the part each.
    ///
    /// - Parameter isActive: whether keys go here.
    public func draw(in part: Rectangle, on screen: inout Screen, isActive: Bool) {
        screen.fill(part)
        for (line, place) in list.seen(part.rows).enumerated() {
            let row = rows[shown[place]]
            let mark = row.isExpandable ? opened.contains(row.key) ? "▾ " : "▸ " : "  "
            let indentation = Self.indentation(of: row, in: part)
            screen.write(
                [StyledText(mark)] + row.label, at: Position(row: part.row + line, column: part.column + indentation),
                within: part.columns - indentation)
            if place == list.selection {
                screen.mark(
                    Rectangle(row: part.row + line, column: part.column, rows: 1, columns: part.columns),
                    isActive: isActive)
            }
        }
    }

    /// Half of the part is for what the rows say, however deep they lie.
    private static func indentation(of row: TreeRow<Key>, in part: Rectangle) -> Int {
        min(row.depth, part.columns / 4) * 2
    }

    /// The key of the row one is at, then of those that it lies in.
    private var selectedWay: [Key] {
        var way: [Key] = []
        var row = list.selection
        while let place = row {
            way.append(rows[shown[place]].key)
            row = parent(of: row)
        }
        return way
    }

    /// Which of `shown` another lies in.
    private func parent(of row: Int?) -> Int? {
        guard let row else { return nil }
        return shown[..<row].lastIndex { rows[$0].depth < rows[shown[row]].depth }
    }

    private mutating func setAll(_ belowSelection: Bool, _ change: (inout Set<Key>, Key) -> Void) {
        var places = rows.indices
        if belowSelection {
            guard let row = list.selection else { return }
            let start = shown[row]
            let end = rows[(start + 1)...].firstIndex { $0.depth <= rows[start].depth }
            places = start..<(end ?? rows.count)
        }
        for row in rows[places] where row.isExpandable { change(&opened, row.key) }
        show()
    }

    /// Finds which rows are seen; one stays where one is, or goes to what was closed above it.
    private mutating func show() {
        let selected = list.selection.flatMap { $0 < shown.count ? shown[$0] : nil }
        shown = []
        // The rows deeper than it lie in something closed.
        var closed = Int.max
        for (place, row) in rows.enumerated() where row.depth <= closed {
            shown.append(place)
            closed = row.isExpandable && !opened.contains(row.key) ? row.depth : .max
        }
        list.setCount(shown.count)
        if let selected, let row = shown.lastIndex(where: { $0 <= selected }) { list.select(row) }
    }
}
