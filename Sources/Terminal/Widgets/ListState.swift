/// Where one is in rows of which only those that are seen are made: of a list, a tree, a table.
public struct ListState: Equatable, Sendable {
    /// How many rows there are.
    public private(set) var count: Int
    /// The row one is at; `nil` where there is none.
    public private(set) var selection: Int?
    /// The row that is seen first.
    public private(set) var top = 0
    /// Whether the last row is gone to as rows are added.
    public var follows: Bool

    public init(count: Int = 0, follows: Bool = false) {
        self.count = 0
        self.follows = follows
        setCount(count)
    }

    /// There are more rows now, or fewer.
    public mutating func setCount(_ count: Int) {
        self.count = max(0, count)
        if self.count == 0 {
            selection = nil
        } else if follows {
            selection = self.count - 1
        } else {
            selection = min(selection ?? 0, self.count - 1)
        }
    }

    /// Goes to a row, or to the nearest that there is; one that follows goes on following at the end alone.
    public mutating func select(_ row: Int) {
        guard count > 0 else { return }
        selection = min(max(0, row), count - 1)
        if follows { follows = selection == count - 1 }
    }

    /// Goes by rows, down where they are more than 0.
    public mutating func move(by rows: Int) { select((selection ?? 0) + min(max(rows, -count), count)) }

    /// Goes by what is seen at a time, but for one row.
    public mutating func move(byPages pages: Int, of rows: Int) { move(by: pages * max(1, rows - 1)) }

    /// Shows other rows; one stays at the row one is at as far as it is seen.
    public mutating func scroll(by rows: Int, seen: Int) {
        guard count > 0, seen > 0 else { return }
        top = min(max(0, top + min(max(rows, -count), count)), max(0, count - seen))
        select(min(max(selection ?? 0, top), top + seen - 1))
    }

    /// The rows that are seen when so many fit: the row one is at is among them.
    ///
    /// It remembers what is seen, so that the next move is one within it.
    public mutating func visible(_ rows: Int) -> Range<Int> {
        let seen = seen(rows)
        if !seen.isEmpty { top = seen.lowerBound }
        return seen
    }

    /// What ``visible(_:)`` gives, for drawing alone.
    public func seen(_ rows: Int) -> Range<Int> {
        guard rows > 0 else { return 0..<0 }
        var top = top
        if let selection { top = min(max(top, selection - rows + 1), selection) }
        top = min(top, max(0, count - rows))
        return top..<min(count, top + rows)
    }

    /// The row that is seen in a place of a part, if there is one.
    func row(at position: Position, in part: Rectangle) -> Int? {
        let seen = seen(part.rows)
        guard part.contains(position), position.row - part.row < seen.count else { return nil }
        return seen.lowerBound + position.row - part.row
    }
}
