extension HexView {
    /// Draws the rows that are seen.
    ///
    /// - Parameters:
    ///   - octets: all of them; of those that are not there nothing is drawn.
    ///   - highlights: the later of two lies over the earlier.
    ///   - isActive: whether keys go here: the cursor is seen then, and while one edits the terminal's own stands there.
    public func draw(
        _ octets: RawSpan, in part: Rectangle, on screen: inout Screen, highlights: [Highlight] = [], isActive: Bool
    ) {
        screen.fill(part)
        let layout = HexLayout(columns: part.columns, count: count)
        let first = firstRow(layout, part.rows)
        for line in 0..<part.rows {
            let start = (first + line) * layout.octetsPerRow
            let end = min(start + layout.octetsPerRow, count, octets.byteCount)
            guard start < end else { break }
            let row = Rectangle(row: part.row + line, column: part.column, rows: 1, columns: part.columns)
            if layout.offsetDigits > 0 {
                screen.write(hexadecimal(start, digits: layout.offsetDigits), at: row.origin, within: row.columns, .dim)
            }
            var before: Style?
            for offset in start..<end {
                let style = style(of: offset, highlights, isActive: isActive)
                let octet = unsafe octets.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
                draw(octet, at: offset - start, style, isJoined: before == style, layout, in: row, on: &screen)
                before = style
            }
        }
        guard isActive, isEditing else { return }
        let place = cursor % layout.octetsPerRow
        let isInText = side == .text && layout.hasText
        let position = Position(
            row: part.row + cursor / layout.octetsPerRow - first,
            column: part.column
                + (isInText ? layout.textColumn(place) : layout.hexColumn(place) + (isSecondDigit ? 1 : 0)))
        if part.contains(position) { screen.cursor = position }
    }

    /// Draws one octet; what is between two that look alike looks as they do.
    private func draw(
        _ octet: UInt8, at place: Int, _ style: Style, isJoined: Bool, _ layout: HexLayout, in row: Rectangle,
        on screen: inout Screen
    ) {
        var rest = row
        _ = rest.takeLeft(layout.hexColumn(place))
        if isJoined {
            let gap = layout.hexColumn(place) - layout.hexColumn(place - 1) - 2
            screen.fill(Rectangle(row: row.row, column: rest.column - gap, rows: 1, columns: gap), style)
        }
        screen.write(hexadecimal(Int(octet), digits: 2), at: rest.origin, within: rest.columns, style)
        guard layout.hasText else { return }
        let isText = (0x20..<0x7f).contains(octet)
        screen.write(
            isText ? String(Unicode.Scalar(octet)) : ".",
            at: Position(row: row.row, column: row.column + layout.textColumn(place)), isText ? style : style.with(.dim)
        )
    }

    private func style(of offset: Int, _ highlights: [Highlight], isActive: Bool) -> Style {
        let style = highlights.last { $0.range.contains(offset) }?.style ?? .plain
        if isActive, offset == cursor { return style.with([.reversed, .underlined]) }
        return selection?.contains(offset) ?? false ? style.with(.reversed) : style
    }

    private func hexadecimal(_ number: Int, digits: Int) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
