import Terminal

extension BenchModel {
    /// What is left for a view between the first lines and the last.
    var body: Rectangle {
        var rest = Rectangle(size)
        _ = rest.takeTop(2)
        _ = rest.takeBottom(1)
        return rest
    }

    /// How many packets the list shows at a time.
    var listRows: Int {
        packets.layout.part(of: .packetList, in: body).map { max(1, packets.table.body(of: $0).rows) } ?? 1
    }

    func drawPackets(on screen: inout Screen) {
        let layout = packets.layout
        if let part = layout.part(of: .packetList, in: body) { drawList(in: part, on: &screen) }
        if let part = layout.part(of: .packetDetail, in: body) {
            packets.tree.draw(in: part, on: &screen, isActive: place == .packetDetail)
        }
        if let part = layout.part(of: .packetOctets, in: body) { drawOctets(in: part, on: &screen) }
        layout.draw(in: body, on: &screen, style: BenchTheme.border) { $0 == .packetDetail ? "detail" : "octets" }
    }

    private func drawList(in part: Rectangle, on screen: inout Screen) {
        guard shelf.rowCount > 0 else {
            let place = Position(row: part.row + min(1, part.rows - 1), column: part.column + 2)
            screen.write(emptyText, at: place, within: part.columns - 3, BenchTheme.dim)
            return
        }
        let isListed = packets.selected.map { shelf.row(of: $0).isIt } ?? false
        packets.table.draw(in: part, on: &screen, isActive: place == .packetList && isListed) { row in
            guard let values = packets.row(row, of: shelf) else { return .plain }
            if let style = values.style { return style }
            return values.isTrouble ? BenchTheme.wrong : BenchTheme.hue(of: values.protocolName)
        } cell: { row, column in
            guard let values = packets.row(row, of: shelf) else { return StyledText("") }
            return StyledText(values.text(column))
        }
        drawMarks(in: packets.table.body(of: part), on: &screen)
    }

    /// The letters of what is marked, in the column where the arrow stands.
    private func drawMarks(in part: Rectangle, on screen: inout Screen) {
        guard !packets.marks.isEmpty else { return }
        for (line, row) in packets.list.seen(part.rows).enumerated() where row != packets.list.selection {
            guard let mark = packets.marks.first(where: { $0.value == shelf.number(atRow: row) }) else { continue }
            screen.write(String(mark.key), at: Position(row: part.row + line, column: part.column), BenchTheme.lit)
        }
    }

    private var emptyText: String {
        if shelf.chosen != nil {
            return shelf.checked < shelf.index.count ? "looking …" : "no packet matches the filter"
        }
        return switch shelf.state {
        case .capturing: "listening on \(title); nothing came yet"
        case .reading: "reading \(title) …"
        case .waiting: "waiting for packets of \(title) …"
        case .done: "there are no packets"
        case .failed(let reason): reason
        }
    }

    private func drawOctets(in part: Rectangle, on screen: inout Screen) {
        guard let exhibit = packets.exhibit else { return }
        var rest = part
        let foot = part.rows > 2 ? rest.takeBottom(1) : nil
        let lit = packets.line.map { [HexView.Highlight($0.octets, BenchTheme.lit.with(.reversed))] } ?? []
        unsafe packets.octets.draw(
            exhibit.octets.span.bytes, in: rest, on: &screen, highlights: lit, isActive: place == .packetOctets)
        guard let foot else { return }
        screen.write(octetsText(exhibit), at: foot.origin, within: foot.columns, BenchTheme.dim)
    }

    /// Which octets are lit, in words.
    private func octetsText(_ exhibit: PacketExhibit) -> String {
        guard let line = packets.line else { return "" }
        let name = line.field ?? line.text
        guard !line.octets.isEmpty else { return "\(name)  worked out" }
        let count = "\(line.octets.count) octet\(line.octets.count == 1 ? "" : "s")"
        // Behind the frame's octets stand those that were put together from several.
        let whole = exhibit.reassembled.first { $0.octets.contains(line.octets.lowerBound) }
        let start = line.octets.lowerBound - (whole?.octets.lowerBound ?? 0)
        return "\(name)  \(count) at \(start)\(whole.map { " of the reassembled \($0.title)" } ?? "")"
    }
}

extension PacketsView {
    /// What a row of the list says.
    fileprivate func row(_ row: Int, of shelf: Shelf) -> PacketRow? { shelf.number(atRow: row).flatMap { rows[$0] } }
}

extension PacketRow {
    /// What stands in a column.
    fileprivate func text(_ column: Int) -> String {
        switch column {
        case 0: String(number)
        case 1: time
        case 2: source
        case 3: destination
        case 4: protocolName
        case 5: length
        case let field where fields.indices.contains(field - 6): fields[field - 6]
        default: info
        }
    }
}
