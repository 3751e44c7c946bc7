/// What hosts say to each other, time down the side: a column a host, an arrow a message; only those that are seen are made.
public struct LadderDiagram: Equatable, Sendable {
    /// One message.
    public struct Arrow: Equatable, Sendable {
        public let time: String
        /// From which column to which; one to itself is a mark on its line.
        public let from: Int
        public let to: Int
        public let label: String
        /// Said of it at the right.
        public let remark: String
        public let style: Style
        /// Whether it does not come there.
        public let isLost: Bool

        public init(
            _ time: String, from: Int, to: Int, _ label: String, remark: String = "", _ style: Style = .plain,
            isLost: Bool = false
        ) {
            self.time = time
            self.from = from
            self.to = to
            self.label = label
            self.remark = remark
            self.style = style
            self.isLost = isLost
        }
    }

    public var columns: [String]
    public var list: ListState

    public init(_ columns: [String], count: Int = 0, follows: Bool = false) {
        self.columns = columns
        list = ListState(count: count, follows: follows)
    }

    /// The part that the arrows take of one that the diagram takes.
    public func body(of part: Rectangle) -> Rectangle {
        var rest = part
        if part.rows > 1 { _ = rest.takeTop(1) }
        return rest
    }

    /// Goes to the arrow in a place of the part that it is drawn in.
    ///
    /// - Returns: whether there is one.
    @discardableResult
    public mutating func press(at position: Position, in part: Rectangle) -> Bool {
        guard let row = list.row(at: position, in: body(of: part)) else { return false }
        list.select(row)
        return true
    }

    /// Draws the names of the columns and the arrows that are seen.
    public func draw(in part: Rectangle, on screen: inout Screen, isActive: Bool, arrow: (Int) -> Arrow) {
        screen.fill(part)
        let body = body(of: part)
        let arrows = list.seen(body.rows).map { ($0, arrow($0)) }
        // Times and remarks take no more than a quarter each, and that only where there is room.
        let quarter = part.columns >= 40 ? part.columns / 4 : 0
        let timeWidth = min(arrows.map { $0.1.time.cellWidth(upTo: quarter) }.max().map { $0 + 1 } ?? 0, quarter)
        let remarkWidth = min(arrows.map { $0.1.remark.cellWidth(upTo: quarter) }.max() ?? 0, quarter)
        var middle = body
        _ = middle.takeLeft(timeWidth)
        if remarkWidth > 0 { _ = middle.takeRight(remarkWidth + 1) }
        let lines = places(in: middle)
        if body.rows < part.rows { drawNames(lines, at: part.row, in: middle, on: &screen) }
        for (line, (place, arrow)) in arrows.enumerated() {
            let row = Rectangle(row: body.row + line, column: body.column, rows: 1, columns: body.columns)
            screen.write(arrow.time, at: row.origin, within: max(0, timeWidth - 1), .dim)
            for column in lines { screen.write("│", at: Position(row: row.row, column: column), .dim) }
            draw(arrow, lines, at: row.row, in: middle, on: &screen)
            if remarkWidth > 0 {
                screen.write(
                    arrow.remark, at: Position(row: row.row, column: middle.right + 1), within: remarkWidth, arrow.style
                )
            }
            if place == list.selection { screen.mark(row, isActive: isActive) }
        }
    }

    private func draw(
        _ arrow: Arrow, _ lines: [Int], at row: Int, in middle: Rectangle, on screen: inout Screen
    ) {
        guard lines.indices.contains(arrow.from), lines.indices.contains(arrow.to) else { return }
        let (from, to) = (lines[arrow.from], lines[arrow.to])
        if from == to {
            let text = "● " + arrow.label
            let width = text.cellWidth(upTo: middle.columns)
            let column = max(middle.column, min(from, middle.right - width))
            screen.write(text, at: Position(row: row, column: column), within: middle.right - column, arrow.style)
            return
        }
        let (left, right) = (min(from, to) + 1, max(from, to))
        guard left < right else { return }
        let shaft = Rectangle(row: row, column: left, rows: 1, columns: right - left)
        screen.write(String(repeating: "─", count: shaft.columns), at: shaft.origin, arrow.style)
        let head = arrow.isLost ? "✗" : from < to ? "▶" : "◀"
        screen.write(head, at: Position(row: row, column: from < to ? right - 1 : left), arrow.style)
        guard shaft.columns > 6, !arrow.label.isEmpty else { return }
        let label = " " + arrow.label.shortened(to: shaft.columns - 6) + " "
        screen.write(label, at: Position(row: row, column: left + 2), within: shaft.columns - 4, arrow.style)
    }

    /// Names stand at their lines: the first at its right, the last at its left, others around it.
    private func drawNames(_ lines: [Int], at row: Int, in middle: Rectangle, on screen: inout Screen) {
        let room = max(1, middle.columns / max(1, lines.count) - 1)
        for (place, line) in lines.enumerated() {
            let name = columns[place].shortened(to: room)
            let width = name.cellWidth
            let column = place == 0 ? line : place == lines.count - 1 ? line - width + 1 : line - width / 2
            screen.write(
                name, at: Position(row: row, column: max(middle.column, column)), within: middle.columns, .bold)
        }
    }

    /// In which columns the lines lie, as far apart as there is room for.
    private func places(in middle: Rectangle) -> [Int] {
        guard !middle.isEmpty else { return [] }
        return columns.indices.map {
            middle.column + (columns.count > 1 ? $0 * (middle.columns - 1) / (columns.count - 1) : 0)
        }
    }
}
