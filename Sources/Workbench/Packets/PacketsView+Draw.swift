import Terminal

/// Where the panes of the packets view lie.
struct PacketPanes {
    var list = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    /// The row between the list and what is below it; `nil` where one pane is seen alone.
    var border: Rectangle?
    var detail = Rectangle(row: 0, column: 0, rows: 0, columns: 0)
    /// The column between tree and octets.
    var divider: Rectangle?
    var octets = Rectangle(row: 0, column: 0, rows: 0, columns: 0)

    /// - Parameter part: what there is for all.
    init(_ part: Rectangle, _ view: PacketsView, _ place: Place) {
        var rest = part
        guard !view.isZoomed, part.rows >= 15 else {
            switch place {
            case .packetDetail: detail = part
            case .packetOctets: octets = part
            default: list = part
            }
            return
        }
        list = rest.takeTop(max(4, part.rows * view.listShare / 100))
        border = rest.takeTop(1)
        // A row of 16 octets takes 73 columns, one of 8 takes 40.
        guard rest.columns >= 88 else {
            if place == .packetOctets { octets = rest } else { detail = rest }
            return
        }
        detail = rest.takeLeft(rest.columns - (rest.columns >= 132 ? 74 : 42))
        divider = rest.takeLeft(1)
        octets = rest
    }
}

extension BenchModel {
    /// What is left for a view between the first lines and the last.
    var body: Rectangle {
        var rest = Rectangle(size)
        _ = rest.takeTop(2)
        _ = rest.takeBottom(1)
        return rest
    }

    var packetPanes: PacketPanes { PacketPanes(body, packets, place) }

    /// How many packets the list shows at a time.
    var listRows: Int {
        let rows = packetPanes.list.rows
        return max(1, rows - (rows > 6 ? 1 : 0))
    }

    func drawPackets(on screen: inout Screen) {
        let panes = packetPanes
        if !panes.list.isEmpty { drawList(in: panes.list, on: &screen) }
        if let border = panes.border {
            screen.drawBorder(
                border, title: panes.detail.isEmpty ? "octets" : "detail",
                isActive: place == .packetDetail || panes.detail.isEmpty && place == .packetOctets)
            if let divider = panes.divider {
                screen.write("┬", at: Position(row: border.row, column: divider.column), BenchTheme.border)
                screen.write(
                    "─ octets ", at: Position(row: border.row, column: divider.column + 1),
                    place == .packetOctets ? BenchTheme.lit : BenchTheme.border)
                for row in divider.row..<divider.bottom {
                    screen.write("│", at: Position(row: row, column: divider.column), BenchTheme.border)
                }
            }
        }
        if !panes.detail.isEmpty { drawTree(in: panes.detail, on: &screen) }
        if !panes.octets.isEmpty { drawOctets(in: panes.octets, on: &screen) }
    }

    /// The columns that there is room for: what they are called, how wide they are, whether they stand at the right.
    private func listColumns(_ width: Int, _ rows: [PacketRow]) -> [ListColumn] {
        func widest(_ key: KeyPath<PacketRow, String>, _ least: Int, _ most: Int) -> Int {
            min(most, max(least, rows.map { $0[keyPath: key].cellWidth }.max() ?? 0))
        }
        let number = max(4, String(shelf.index.count).count)
        let all: [(column: ListColumn, priority: Int)] = [
            (ListColumn(title: "No.", width: number, isRight: true) { String($0.number) }, 2),
            (ListColumn(title: "Time", width: widest(\.time, 8, 20), isRight: true, \.time), 3),
            (ListColumn(title: "Source", width: widest(\.source, 11, 39), isRight: false, \.source), 4),
            (ListColumn(title: "Destination", width: widest(\.destination, 11, 39), isRight: false, \.destination), 4),
            (ListColumn(title: "Proto", width: widest(\.protocolName, 5, 10), isRight: false, \.protocolName), 1),
            (ListColumn(title: "Length", width: 6, isRight: true, \.length), 5),
        ]
        // What says least gives way first, as long as the line itself has too little.
        var kept = all
        func used() -> Int { kept.reduce(1) { $0 + $1.column.width + 1 } }
        for priority in [5, 4, 3, 2] where width - used() < (priority == 5 ? 40 : priority == 4 ? 24 : 18) {
            kept.removeAll { $0.priority == priority }
        }
        let info = ListColumn(title: "Info", width: max(0, width - used()), isRight: false, \.info)
        return kept.map(\.column) + [info]
    }

    private func drawList(in part: Rectangle, on screen: inout Screen) {
        var part = part
        var list = packets.list
        let seen = list.visible(listRows).compactMap { shelf.number(atRow: $0) }
        let rows = seen.compactMap { packets.rows[$0] }
        let columns = listColumns(part.columns, rows)
        if part.rows > 6 {
            let head = part.takeTop(1)
            var column = head.column + 1
            for one in columns {
                let title =
                    one.isRight
                    ? String(repeating: " ", count: max(0, one.width - one.title.count)) + one.title : one.title
                screen.write(title, at: Position(row: head.row, column: column), within: one.width, BenchTheme.dim)
                column += one.width + 1
            }
        }
        guard !seen.isEmpty else {
            screen.write(
                emptyText, at: Position(row: part.row, column: part.column + 2), within: part.columns - 3,
                BenchTheme.dim)
            return
        }
        for (offset, number) in seen.enumerated() {
            let row = part.row + offset
            guard row < part.bottom, let values = packets.rows[number] else { continue }
            let isSelected = number == packets.selected
            let style = values.isTrouble ? BenchTheme.wrong : BenchTheme.hue(of: values.protocolName)
            let base = isSelected ? style.with(.reversed) : style
            if isSelected {
                screen.fill(Rectangle(row: row, column: part.column, rows: 1, columns: part.columns), base)
            }
            let mark = packets.marks.first { $0.value == number }.map { String($0.key) }
            screen.write(isSelected ? "▶" : mark ?? " ", at: Position(row: row, column: part.column), base)
            var column = part.column + 1
            for one in columns {
                let text = one.text(values)
                let lead = one.isRight ? max(0, one.width - text.cellWidth) : 0
                screen.write(text, at: Position(row: row, column: column + lead), within: one.width - lead, base)
                column += one.width + 1
            }
        }
    }

    private var emptyText: String {
        if shelf.chosen != nil {
            return shelf.checked < shelf.index.count ? "looking …" : "no packet matches the filter"
        }
        switch shelf.state {
        case .capturing: return "listening on \(title); nothing came yet"
        case .reading: return "reading \(title) …"
        case .waiting: return "waiting for packets of \(title) …"
        case .done: return "there are no packets"
        case .failed(let reason): return reason
        }
    }

    private func drawTree(in part: Rectangle, on screen: inout Screen) {
        guard let exhibit = packets.exhibit else { return }
        let lines = packets.treeLines
        var tree = packets.tree
        for (offset, row) in tree.visible(part.rows).enumerated() where lines.indices.contains(row) {
            let line = exhibit.lines[lines[row]]
            let sign = !line.hasChildren ? " " : exhibit.isOpen(lines[row], toggled: packets.toggled) ? "▾" : "▸"
            let isSelected = row == tree.selection
            var style =
                line.isFault
                ? BenchTheme.wrong
                : line.isLayer ? BenchTheme.title : line.text.hasPrefix("[") ? BenchTheme.dim : .plain
            if isSelected { style = style.with(place == .packetDetail ? .reversed : .underlined) }
            let place = Position(row: part.row + offset, column: part.column)
            if isSelected, self.place == .packetDetail {
                screen.fill(Rectangle(row: place.row, column: place.column, rows: 1, columns: part.columns), style)
            }
            let indent = String(repeating: " ", count: min(part.columns / 2, line.depth * 2))
            screen.write(" \(indent)\(sign) \(line.text)", at: place, within: part.columns, style)
        }
    }

    private func drawOctets(in part: Rectangle, on screen: inout Screen) {
        guard let exhibit = packets.exhibit, !exhibit.octets.isEmpty, part.rows > 1 else { return }
        let width = part.columns >= 73 ? 16 : 8
        let shown = max(1, part.rows - 1)
        let lit = packets.line?.octets ?? 0..<0
        let count = (exhibit.octets.count + width - 1) / width
        let top = max(0, min(packets.octet / width - shown / 2, count - shown))
        for (offset, row) in (top..<min(count, top + shown)).enumerated() {
            let place = Position(row: part.row + offset, column: part.column + 1)
            screen.write(Int64(row * width).hexadecimalOffset, at: place, BenchTheme.dim)
            for number in 0..<width {
                let octet = row * width + number
                guard octet < exhibit.octets.count else { break }
                let value = exhibit.octets[octet]
                var style = Style.plain
                if lit.contains(octet) { style = BenchTheme.lit.with(.reversed) }
                if octet == packets.octet, self.place == .packetOctets { style = Style.reversed.with(.bold) }
                let gap = number >= 8 ? 1 : 0
                let text = (value < 16 ? "0" : "") + String(value, radix: 16)
                screen.write(text, at: Position(row: place.row, column: place.column + 6 + number * 3 + gap), style)
                let character = (0x20..<0x7f).contains(value) ? String(UnicodeScalar(value)) : "."
                screen.write(
                    character, at: Position(row: place.row, column: place.column + 6 + width * 3 + gap + 1 + number),
                    style)
            }
        }
        let line = packets.line
        let what = line.map { line in
            let where_ =
                line.octets.isEmpty
                ? "worked out"
                : "\(line.octets.count) octet\(line.octets.count == 1 ? "" : "s") at \(line.octets.lowerBound)"
            return "\(line.field ?? line.text)  \(where_)"
        }
        screen.write(
            what ?? "", at: Position(row: part.bottom - 1, column: part.column + 1), within: part.columns - 1,
            BenchTheme.dim)
    }
}

/// A column of the list.
private struct ListColumn {
    var title: String
    var width: Int
    var isRight: Bool
    var text: (PacketRow) -> String

    init(title: String, width: Int, isRight: Bool, _ text: @escaping (PacketRow) -> String) {
        self.title = title
        self.width = width
        self.isRight = isRight
        self.text = text
    }
}

extension Int64 {
    /// Four digits, or as many as it takes.
    fileprivate var hexadecimalOffset: String {
        let text = String(self, radix: 16)
        return String(repeating: "0", count: Swift.max(0, 4 - text.count)) + text
    }
}
