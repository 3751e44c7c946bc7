/// A table of which only the rows that are seen are made, however many there are.
public struct TableState: Equatable, Sendable {
    /// By which column the rows are sorted. The caller sorts.
    public struct Order: Equatable, Sendable {
        public let column: Int
        public let isDescending: Bool

        public init(column: Int, isDescending: Bool = false) {
            self.column = column
            self.isDescending = isDescending
        }
    }

    /// What the mouse was pressed on.
    public enum Pressed: Equatable, Sendable {
        case row(Int)
        /// A title, by which the rows are to be sorted otherwise now.
        case title(column: Int)
    }

    public private(set) var columns: [TableColumn]
    /// Where one is among the rows.
    public var list: ListState
    /// `nil` where the rows come as they came.
    public private(set) var order: Order?

    /// At the left the row one is at has a mark.
    private static let margin = 2

    public init(_ columns: [TableColumn], count: Int = 0, follows: Bool = false, order: Order? = nil) {
        self.columns = columns
        list = ListState(count: count, follows: follows)
        self.order = order
    }

    /// Sorts by a column: upwards, then downwards, then no more.
    public mutating func sort(by column: Int) {
        guard columns.indices.contains(column), columns[column].isSortable else { return }
        order =
            if let order, order.column == column {
                order.isDescending ? nil : Order(column: column, isDescending: true)
            } else {
                Order(column: column)
            }
    }

    /// Makes a column wider, or narrower down to its minimum.
    public mutating func widen(_ column: Int, by cells: Int) {
        guard columns.indices.contains(column) else { return }
        let (minimum, width) = (columns[column].minimum, columns[column].width)
        columns[column].width = min(max(minimum, width + min(max(cells, -1000), 1000)), 1000)
    }

    /// Shows a column, or does not; one is always shown.
    public mutating func choose(_ column: Int, _ isChosen: Bool) {
        guard columns.indices.contains(column) else { return }
        columns[column].isChosen = isChosen
        if !columns.contains(where: \.isChosen) { columns[column].isChosen = true }
    }

    /// The part that the rows take of one that the table takes.
    public func body(of part: Rectangle) -> Rectangle {
        var rest = part
        _ = rest.takeTop(Self.titles(in: part))
        return rest
    }

    /// Goes to the row where the mouse is pressed, or sorts by the title.
    public mutating func press(at position: Position, in part: Rectangle) -> Pressed? {
        if let row = list.row(at: position, in: body(of: part)) {
            list.select(row)
            return .row(row)
        }
        guard part.contains(position), position.row < part.row + Self.titles(in: part) else { return nil }
        let cell = position.column - part.column - Self.margin
        let layout = TableLayout(columns, room: part.columns - Self.margin)
        guard let place = layout.places.first(where: { ($0.start...$0.start + $0.width).contains(cell) }),
            columns[place.index].isSortable
        else { return nil }
        sort(by: place.index)
        return .title(column: place.index)
    }

    /// Draws the titles, where there is room for them beside two rows, and the rows that are seen.
    ///
    /// - Parameters:
    ///   - isActive: whether keys go here.
    ///   - style: how a row looks, where its cells do not say otherwise.
    ///   - cell: what stands in a row and a column; asked for what is seen alone.
    public func draw(
        in part: Rectangle, on screen: inout Screen, isActive: Bool, style: (_ row: Int) -> Style = { _ in .plain },
        cell: (_ row: Int, _ column: Int) -> StyledText
    ) {
        screen.fill(part)
        let places = TableLayout(columns, room: part.columns - Self.margin).places
        let body = body(of: part)
        if body.rows < part.rows { drawTitles(places, in: part, on: &screen) }
        for (line, row) in list.seen(body.rows).enumerated() {
            let strip = Rectangle(row: body.row + line, column: body.column, rows: 1, columns: body.columns)
            let rowStyle = style(row)
            if rowStyle != .plain { screen.fill(strip, rowStyle) }
            for place in places {
                var piece = cell(row, place.index)
                piece.style = piece.style.over(rowStyle)
                screen.write(piece, columns[place.index].alignment, in: Self.room(place, in: strip))
            }
            guard row == list.selection else { continue }
            screen.write("▶", at: strip.origin, within: strip.columns, rowStyle)
            screen.mark(strip, isActive: isActive)
        }
    }

    private func drawTitles(_ places: [TableLayout.Place], in part: Rectangle, on screen: inout Screen) {
        for place in places {
            let (column, room) = (columns[place.index], Self.room(place, in: part))
            let mark = order?.column == place.index ? order?.isDescending ?? false ? "▼" : "▲" : ""
            let title = column.title.shortened(to: room.columns - mark.count) + mark
            screen.write(StyledText(title, .bold), column.alignment, in: room)
        }
    }

    private static func titles(in part: Rectangle) -> Int { part.rows >= 3 ? 1 : 0 }

    private static func room(_ place: TableLayout.Place, in part: Rectangle) -> Rectangle {
        Rectangle(row: part.row, column: part.column + margin + place.start, rows: 1, columns: place.width)
            .intersection(part)
    }
}
