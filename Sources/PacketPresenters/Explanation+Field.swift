public import Packets

/// A field, explained.
extension Explanation {
    /// - Parameter values: what stands where the header is drawn, of a packet; without values where it is empty.
    func write(_ fields: [FieldInfo], into text: inout TextBuffer, _ width: Int, values: String = "") {
        guard let field = fields.first else { return }
        let row = FieldTable(field.schema, in: registry).rows[field.row]
        text.append("\(field.name): \(field.label)\n")
        let section = field.section.map { " (\($0))" } ?? ""
        WrappedText.write(place(of: field, row) + section, indent: 2, from: 0, width: width, into: &text)
        write(meaningOf: field, into: &text, width)
        let table = declarations.schemas[field.schema].type.table
        if let table { write(table, into: &text, width) }
        if !values.isEmpty {
            text.append(values)
        } else if table == nil, let diagram = HeaderDiagram(marking: field, in: registry) {
            text.append("\n")
            diagram.write(into: &text)
        }
        text.append("\n")
        write("Type", row.type.isEmpty ? "none" : row.type, into: &text, width)
        if field.isDerived { write("Computed", "from the packet; not stored in its octets", into: &text, width) }
        if field.aliasOf != nil { write("Names", aliased(fields), into: &text, width) }
        if !row.auto.isEmpty { write("Filled in", "unless set: \(row.auto)", into: &text, width) }
        if let preset = row.preset { write("Preset", "\(preset)", into: &text, width) }
        if row.isConditional { write("Present", "only where other fields say so", into: &text, width) }
        if table == nil, let example = registry.example(setting: field) ?? registry.example(ofItemsIn: field) {
            write("To craft", "ibuki craft \"\(example)\"", into: &text, width)
        }
        if let filter = registry.exampleFilter(on: field) {
            write(
                table == nil ? "To filter" : "To list", table.map { "ibuki \($0.command) '\(filter)'" } ?? filter,
                into: &text, width)
        }
        let keywords = registry.keywords(ofItemsIn: field)
        if !keywords.isEmpty { write("Items", keywords.joined(separator: " "), into: &text, width) }
        writeOthers(fields.dropFirst(), than: field, into: &text, width)
        guard !row.values.isEmpty, field.kind != .boolean else { return }
        text.append("Values\n")
        WrappedText.write(columns: row.valueTexts(separator: "  "), indent: 2, width: width, into: &text)
    }

    private func write(_ title: StaticString, _ said: String, into text: inout TextBuffer, _ width: Int) {
        let start = text.count
        text.append(title)
        text.pad(from: start, to: 11, always: true)
        WrappedText.write(said, indent: 11, from: 11, width: width, into: &text)
    }

    private func place(of field: FieldInfo, _ row: FieldTable.Row) -> String {
        let title = registry.title(of: field)
        guard !row.bits.isEmpty else { return title }
        let bits = row.bits.hasPrefix("+") ? "\(row.bits.dropFirst()) behind what has no fixed length" : row.bits
        return "\(title), bit\(row.bits.contains("-") ? "s" : "") \(bits)"
    }

    /// The fields that a further name stands for.
    private func aliased(_ fields: [FieldInfo]) -> String {
        var names: [String] = []
        for field in fields {
            guard let target = field.aliasOf.map({ declarations.fields[Int($0.rawValue)].name }),
                !names.contains(target)
            else { continue }
            names.append(target)
        }
        return "\(names.joined(separator: ", ")): a filter on it tests each of them"
    }

    /// Where else the name is declared: once for each place that is another.
    private func writeOthers(
        _ others: ArraySlice<FieldInfo>, than field: FieldInfo, into text: inout TextBuffer, _ width: Int
    ) {
        var places = [place(of: field, FieldTable(field.schema, in: registry).rows[field.row])]
        let first = places[0]
        for other in others {
            let place = place(of: other, FieldTable(other.schema, in: registry).rows[other.row])
            if !places.contains(place) { places.append(place) }
        }
        guard places.count > 1 else { return }
        write("Also", places.filter { $0 != first }.map { "in \($0)" }.joined(separator: "; "), into: &text, width)
    }
}

extension Registry {
    /// A display filter on a field that the field's `example(setting:)` passes; of a computed field one that shows how it
    /// is written.
    public func exampleFilter(on field: FieldInfo) -> String? {
        guard !field.name.isEmpty else { return nil }
        let shown = shown(field)
        if let filter = shown?.filter { return filter }
        let declaration = field.row < 0 ? nil : declaration(of: field)
        let value = shown?.value ?? declaration.map { ForgeExample.text(of: $0) } ?? "1"
        let bare = value.hasPrefix("'") ? String(value.dropFirst().dropLast()).replacing("\\'", with: "'") : value
        switch field.kind {
        case .boolean:
            // What is only there or not, a list or an item, has no value to compare.
            let isList = field.row >= 0 && declarations.schemas[field.schema].rows[field.row].content == .items
            return isList || field.isSchema ? field.name : "\(field.name) == true"
        case .unsigned, .signed, .frameNumber:
            let number = UInt64(bare)
            if number == nil { return "\(field.name) == \"\(bare)\"" }
            return "\(field.name) == \(bare)"
        case .ipv4: return "\(field.name) == 10.0.0.0/8"
        case .ipv6: return "\(field.name) == 2001:db8::/32"
        case .mac: return "\(field.name) == 02:00:00:00:00:01"
        case .text: return declaration == nil ? "\(field.name) contains \"example\"" : "\(field.name) == \"\(bare)\""
        case .bytes:
            if declaration == nil { return field.name }
            return field.isSchema || bare.count < 4 ? field.name : "\(field.name)[0:2] == 00:01"
        case .relativeTime: return "\(field.name) >= 0.5"
        case .absoluteTime: return "\(field.name) > \"1970-01-01 00:00:00\""
        case .none: return field.name
        }
    }
}
