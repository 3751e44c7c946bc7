/// What a terminal shows: a value, made anew for every frame, that a test reads as text.
public struct Screen: Equatable, Sendable {
    public let size: Size
    /// Where the terminal's cursor stands; `nil` hides it.
    public var cursor: Position?
    /// Row by row.
    private(set) var cells: [Cell]

    /// A blank screen.
    public init(_ size: Size) {
        self.size = size
        cells = Array(repeating: .blank, count: size.rows * size.columns)
    }

    public var bounds: Rectangle { Rectangle(size) }

    /// What a cell holds, `""` behind a cluster that takes two; outside of the screen nothing is drawn.
    public subscript(row: Int, column: Int) -> (text: String, style: Style) {
        let cell = cells[row * size.columns + column]
        return (cell.width == 0 ? "" : String(cell.character), cell.style)
    }

    /// The rows as text, without the spaces at their ends.
    public var lines: [String] {
        (0..<size.rows).map { row in
            var line = cells[row * size.columns..<(row + 1) * size.columns].filter { $0.width != 0 }.map(\.character)
            while line.last == " " { line.removeLast() }
            return String(line)
        }
    }

    /// All rows, for a test.
    public var text: String { lines.joined(separator: "\n") }

    /// Writes one line of text: no further than `limit` columns or the screen's end, and by no text beyond that.
    ///
    /// - Parameter limit: the columns that it may take; what does not fit ends in `…`.
    /// - Returns: the columns that it took.
    @discardableResult
    public mutating func write(
        _ text: some StringProtocol, at position: Position, within limit: Int = .max, _ style: Style = .plain
    ) -> Int {
        write([StyledText(String(text), style)], at: position, within: limit)
    }

    /// Writes pieces of one line, each behind the one before, as one text is written.
    ///
    /// - Returns: the columns that they took.
    @discardableResult
    public mutating func write(_ pieces: [StyledText], at position: Position, within limit: Int = .max) -> Int {
        guard (0..<size.rows).contains(position.row), position.column >= 0 else { return 0 }
        let end = position.column + min(max(0, limit), size.columns - position.column)
        var column = position.column
        // Where an ellipsis would stand, were the text longer.
        var last = column
        for piece in pieces {
            for character in piece.text {
                let next = CellCharacter(character)
                guard column + next.width <= end else {
                    if last < end { column = put(CellCharacter("…"), row: position.row, column: last, piece.style) }
                    return column - position.column
                }
                last = column + next.width <= end - 1 ? column + next.width : last
                column = put(next, row: position.row, column: column, piece.style)
            }
        }
        return column - position.column
    }

    /// Fills a part with blanks of a style.
    public mutating func fill(_ part: Rectangle, _ style: Style = .plain) {
        let part = part.intersection(bounds)
        guard !part.isEmpty else { return }
        for row in part.row..<part.bottom {
            separate(row: row, column: part.column)
            separate(row: row, column: part.right)
            for place in row * size.columns + part.column..<row * size.columns + part.right {
                cells[place] = Cell(style)
            }
        }
    }

    /// Changes the style of a part; what stands there stays.
    public mutating func restyle(_ part: Rectangle, _ change: (Style) -> Style) {
        let part = part.intersection(bounds)
        guard !part.isEmpty else { return }
        for row in part.row..<part.bottom {
            for place in row * size.columns + part.column..<row * size.columns + part.right {
                cells[place].style = change(cells[place].style)
            }
        }
    }

    /// Shows that one is at a row: in reverse where keys go there, else in bold.
    mutating func mark(_ row: Rectangle, isActive: Bool) {
        restyle(row) { $0.with(isActive ? .reversed : .bold) }
    }

    /// Puts a cluster into one or two cells that are on the screen; gives the column behind it.
    private mutating func put(_ character: CellCharacter, row: Int, column: Int, _ style: Style) -> Int {
        let place = row * size.columns + column
        separate(row: row, column: column)
        separate(row: row, column: column + character.width)
        cells[place] = Cell(character, style)
        if character.width == 2 { cells[place + 1] = .second(style) }
        return column + character.width
    }

    /// Where two cells of one cluster would be parted before a column, both become blank.
    private mutating func separate(row: Int, column: Int) {
        guard column > 0, column < size.columns else { return }
        let place = row * size.columns + column
        guard cells[place].width == 0 else { return }
        cells[place - 1] = Cell(cells[place - 1].style)
        cells[place] = Cell(cells[place].style)
    }
}
