extension SplitLayout {
    /// Where everything lies in a part.
    struct Arrangement {
        var panes: [(pane: Pane, part: Rectangle)] = []
        /// One row each.
        var titles: [(pane: Pane, part: Rectangle)] = []
        /// One column each.
        var separators: [Rectangle] = []
        /// The outer ones first.
        var borders: [PlacedBorder] = []
    }

    /// A border, and what is on both sides of it.
    struct PlacedBorder {
        let border: Border
        /// The row or the column that it is in.
        let place: Int
        /// The part of the whole split.
        let part: Rectangle
        /// How much each node of the split has, and how little it may have.
        let sizes: [Int]
        let minimums: [Int]
        let before: Set<Pane>
        let after: Set<Pane>

        func isMoved(at position: Position, isTitle: Bool) -> Bool {
            part.contains(position)
                && (border.axis == .rows ? isTitle && position.row == place : !isTitle && position.column == place)
        }
    }

    func arranged(in part: Rectangle) -> Arrangement {
        var arrangement = Arrangement()
        arrange(root, [], in: part, into: &arrangement)
        return arrangement
    }

    private func arrange(_ node: Node, _ path: [Int], in part: Rectangle, into arrangement: inout Arrangement) {
        switch node.content {
        case .pane(let pane, let isTitled, _):
            var rest = part
            if isTitled, part.rows > 1 { arrangement.titles.append((pane, rest.takeTop(1))) }
            arrangement.panes.append((pane, rest))
        case .split(let axis, let nodes):
            let room = axis == .rows ? part.rows : part.columns
            if isAlone || node.minimum(axis) > room {
                let place = nodes.firstIndex { $0.panes.contains(focus) } ?? 0
                if nodes.indices.contains(place) { arrange(nodes[place], path + [place], in: part, into: &arrangement) }
            } else {
                arrange(nodes, along: axis, path, in: part, into: &arrangement)
            }
        }
    }

    private func arrange(
        _ nodes: [Node], along axis: Axis, _ path: [Int], in part: Rectangle, into arrangement: inout Arrangement
    ) {
        let minimums = nodes.map { $0.minimum(axis) }
        let gap = axis == .columns ? 1 : 0
        let room = (axis == .rows ? part.rows : part.columns) - gap * (nodes.count - 1)
        let sizes = Self.sizes(nodes.map(\.share), minimums, room: room)
        var (rest, parts) = (part, [Rectangle]())
        for place in nodes.indices {
            parts.append(axis == .rows ? rest.takeTop(sizes[place]) : rest.takeLeft(sizes[place]))
            guard place + 1 < nodes.count else { break }
            let border = PlacedBorder(
                border: Border(axis: axis, path: path, index: place), place: axis == .rows ? rest.row : rest.column,
                part: part, sizes: sizes, minimums: minimums, before: Set(nodes[place].panes),
                after: Set(nodes[place + 1].panes))
            arrangement.borders.append(border)
            if axis == .columns { arrangement.separators.append(rest.takeLeft(1)) }
        }
        for place in nodes.indices { arrange(nodes[place], path + [place], in: parts[place], into: &arrangement) }
    }

    /// Room by shares, but to nobody less than its minimum; the minimums together are no more than the room.
    private static func sizes(_ shares: [Int], _ minimums: [Int], room: Int) -> [Int] {
        let all = shares.reduce(0, +)
        guard all > 0 else { return [] }
        var sizes = zip(shares, minimums).map { max($1, room * $0 / all) }
        var missing = room - sizes.reduce(0, +)
        // What division left goes to the last.
        if missing > 0 { sizes[sizes.count - 1] += missing }
        while missing < 0 {
            let slack = sizes.indices.map { sizes[$0] - minimums[$0] }
            guard let most = slack.indices.max(by: { slack[$0] < slack[$1] }), slack[most] > 0 else { break }
            sizes[most] -= 1
            missing += 1
        }
        return sizes
    }

    /// Draws the borders, and the titles on them.
    ///
    /// - Parameters:
    ///   - style: how borders look; the title of the pane with the focus is bold.
    ///   - title: of a pane that has one.
    public func draw(
        in part: Rectangle, on screen: inout Screen, style: Style = .dim, title: (Pane) -> String
    ) {
        let arrangement = arranged(in: part)
        BorderLines(horizontal: arrangement.titles.map(\.part), vertical: arrangement.separators).draw(
            on: &screen, style)
        for (pane, part) in arrangement.titles where part.columns > 4 {
            let text = title(pane).shortened(to: part.columns - 4)
            guard !text.isEmpty else { continue }
            screen.write(
                " " + text + " ", at: Position(row: part.row, column: part.column + 1), within: part.columns - 1,
                pane == focus ? Style.bold : style)
        }
    }
}

/// Lines that meet: each place has the sign of the directions in which lines leave it.
struct BorderLines {
    /// One row, or one column, each.
    let horizontal: [Rectangle]
    let vertical: [Rectangle]

    private static let signs: [Character] = [
        " ", "╵", "╷", "│", "╴", "┘", "┐", "┤", "╶", "└", "┌", "├", "─", "┴", "┬", "┼",
    ]

    func draw(on screen: inout Screen, _ style: Style) {
        for part in horizontal + vertical {
            for row in part.row..<part.bottom {
                for column in part.column..<part.right {
                    screen.write(String(sign(row, column)), at: Position(row: row, column: column), style)
                }
            }
        }
        // A line that ends at another changes what stands there.
        for part in vertical where isHorizontal(part.bottom, part.column) {
            screen.write(
                String(sign(part.bottom, part.column)), at: Position(row: part.bottom, column: part.column), style)
        }
    }

    private func isHorizontal(_ row: Int, _ column: Int) -> Bool {
        horizontal.contains { $0.contains(Position(row: row, column: column)) }
    }

    private func isVertical(_ row: Int, _ column: Int) -> Bool {
        vertical.contains { $0.contains(Position(row: row, column: column)) }
    }

    private func sign(_ row: Int, _ column: Int) -> Character {
        let isPlain = isVertical(row, column)
        let (left, right) = (isHorizontal(row, column - 1), isHorizontal(row, column + 1))
        let isCrossed = isHorizontal(row, column) || (isPlain && (left || right))
        let up = isVertical(row - 1, column) || (isPlain && !isCrossed)
        let down = isPlain || isVertical(row + 1, column)
        let isLine = isHorizontal(row, column)
        return Self.signs[(up ? 1 : 0) | (down ? 2 : 0) | (left || isLine ? 4 : 0) | (right || isLine ? 8 : 0)]
    }
}
