/// A place on a screen; rows and columns count from 0 at the upper left.
public struct Position: Hashable, Sendable {
    public var row: Int
    public var column: Int

    public init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// How large something is, in cells.
public struct Size: Hashable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }
}

/// A part of a screen.
public struct Rectangle: Hashable, Sendable {
    public var row: Int
    public var column: Int
    public var rows: Int
    public var columns: Int

    public init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    public init(_ size: Size) { self.init(row: 0, column: 0, rows: size.rows, columns: size.columns) }

    public var isEmpty: Bool { rows == 0 || columns == 0 }
    /// The row below the last.
    public var bottom: Int { row + rows }
    /// The column behind the last.
    public var right: Int { column + columns }
    public var origin: Position { Position(row: row, column: column) }

    public func contains(_ position: Position) -> Bool {
        (row..<bottom).contains(position.row) && (column..<right).contains(position.column)
    }

    public var firstRow: Rectangle { Rectangle(row: row, column: column, rows: min(1, rows), columns: columns) }

    /// What both have.
    public func intersection(_ other: Rectangle) -> Rectangle {
        let (top, left) = (max(row, other.row), max(column, other.column))
        return Rectangle(
            row: top, column: left, rows: min(bottom, other.bottom) - top, columns: min(right, other.right) - left)
    }

    /// Takes rows off the top; as many as there are.
    public mutating func takeTop(_ count: Int) -> Rectangle {
        let count = min(max(0, count), rows)
        defer { (row, rows) = (row + count, rows - count) }
        return Rectangle(row: row, column: column, rows: count, columns: columns)
    }

    /// Takes rows off the bottom; as many as there are.
    public mutating func takeBottom(_ count: Int) -> Rectangle {
        let count = min(max(0, count), rows)
        rows -= count
        return Rectangle(row: bottom, column: column, rows: count, columns: columns)
    }

    /// Takes columns off the left; as many as there are.
    public mutating func takeLeft(_ count: Int) -> Rectangle {
        let count = min(max(0, count), columns)
        defer { (column, columns) = (column + count, columns - count) }
        return Rectangle(row: row, column: column, rows: rows, columns: count)
    }

    /// Takes columns off the right; as many as there are.
    public mutating func takeRight(_ count: Int) -> Rectangle {
        let count = min(max(0, count), columns)
        columns -= count
        return Rectangle(row: row, column: right, rows: rows, columns: count)
    }

    /// What is left when each side gives some.
    public func inset(rows inRows: Int = 0, columns inColumns: Int = 0) -> Rectangle {
        Rectangle(
            row: row + inRows, column: column + inColumns, rows: rows - 2 * inRows, columns: columns - 2 * inColumns)
    }

    /// One of that size, in the middle of this.
    public func centered(_ size: Size) -> Rectangle {
        let (rows, columns) = (min(size.rows, self.rows), min(size.columns, self.columns))
        return Rectangle(
            row: row + (self.rows - rows) / 2, column: column + (self.columns - columns) / 2, rows: rows,
            columns: columns)
    }
}
