public import Packets

extension FieldTable {
    /// Writes the table, a line a field, in columns.
    ///
    /// - Parameters:
    ///   - width: how wide lines are. Where the columns do not fit, what is said of a field stands in one and is wrapped.
    ///   - includesValues: whether the named values follow, a line each.
    public func write(into text: inout TextBuffer, width: Int = .max, includesValues: Bool = false) {
        // Rows of a table and what is computed lie at no bits.
        let hasBits = rows.contains { !$0.bits.isEmpty }
        let columns = rows.map { row in
            (hasBits ? [row.bits] : [])
                + [String(repeating: "  ", count: row.depth) + row.name, row.type, row.label, Self.notes(row)]
        }
        let heads = (hasBits ? ["Bits"] : []) + ["Name", "Type", "Label", "Notes"]
        let widths = heads.indices.map { index in
            max(heads[index].count, columns.map { $0[index].count }.max() ?? 0)
        }
        guard widths.reduce(0, { $0 + $1 + 2 }) - 2 <= width else {
            let bits = hasBits ? widths[0] + 2 : 0
            return writeNarrow(from: bits, widths[hasBits ? 1 : 0], width, includesValues, into: &text)
        }
        Self.write(heads, widths, into: &text)
        for (row, cells) in zip(rows, columns) {
            Self.write(cells, widths, into: &text)
            let indent = (hasBits ? widths[0] + 4 : 2) + row.depth * 2
            if includesValues { writeValues(of: row, indent: indent, width, into: &text) }
        }
    }

    private static func write(_ cells: [String], _ widths: [Int], into text: inout TextBuffer) {
        let last = cells.lastIndex { !$0.isEmpty } ?? 0
        for index in 0...last {
            text.append(cells[index])
            if index < last { text.append(character: " ", repeated: widths[index] - cells[index].count + 2) }
        }
        text.append(character: "\n")
    }

    /// Bits and names in columns, and behind them the rest, wrapped; below a name that leaves it no room.
    ///
    /// - Parameter name: where the names begin; 0 where there are no bits.
    private func writeNarrow(
        from name: Int, _ longest: Int, _ width: Int, _ includesValues: Bool, into text: inout TextBuffer
    ) {
        // Room for a few words behind the names.
        let last = min(name + longest + 2, max(name + 6, width - 32))
        let heads = ["Bits", "Name", "Label, type, notes"]
        let widths = [name - 2, last - name - 2, 0]
        Self.write(Array(heads[(name == 0 ? 1 : 0)...]), Array(widths[(name == 0 ? 1 : 0)...]), into: &text)
        for row in rows {
            let title = String(repeating: "  ", count: row.depth) + row.name
            text.append(row.bits)
            text.append(character: " ", repeated: name - row.bits.count)
            text.append(title)
            if name + title.count + 2 > last {
                text.append(character: "\n")
                text.append(character: " ", repeated: last)
            } else {
                text.append(character: " ", repeated: last - name - title.count)
            }
            // How many bits there are stands before.
            let type = String(row.type.prefix { $0 != "," })
            let said = [row.label, type, Self.notes(row)].filter { !$0.isEmpty }.joined(separator: ", ")
            WrappedText.write(said, indent: last, from: last, width: width, into: &text)
            if includesValues { writeValues(of: row, indent: name + 2 + row.depth * 2, width, into: &text) }
        }
    }

    private func writeValues(of row: Row, indent: Int, _ width: Int, into text: inout TextBuffer) {
        guard !row.type.hasPrefix("boolean"), !row.isAlias else { return }
        WrappedText.write(columns: row.valueTexts(separator: " = "), indent: indent, width: width, into: &text)
    }

    private static func notes(_ row: Row) -> String {
        var notes: [String] = []
        if !row.items.isEmpty { notes.append("of \(row.items)") }
        if !row.auto.isEmpty { notes.append("auto: \(row.auto)") }
        if let preset = row.preset { notes.append("preset \(preset)") }
        if row.isDerived { notes.append("computed") }
        if row.isAlias { notes.append("alias") }
        if row.isConditional { notes.append("only sometimes") }
        return notes.joined(separator: "; ")
    }
}

extension FieldTable.Row {
    /// The named values as texts: the number, and what it is called.
    func valueTexts(separator: String) -> [String] {
        let numbers = values.map { value -> String in
            guard let digits else { return "\(value.raw)" }
            let hex = String(value.raw, radix: 16)
            return "0x" + String(repeating: "0", count: max(0, digits - hex.count)) + hex
        }
        let longest = separator == " = " ? 0 : numbers.map(\.count).max() ?? 0
        return zip(numbers, values).map { number, value in
            number + String(repeating: " ", count: max(0, longest - number.count)) + separator + value.name.description
        }
    }
}
