import Packets

/// A protocol or an item, explained.
extension Explanation {
    /// - Parameter values: what stands where the header is drawn, of a packet; without values where it is empty.
    func write(schema number: Int, into text: inout TextBuffer, _ width: Int, values: String = "") {
        let record = declarations.schemas[number]
        let table = FieldTable(number, in: registry)
        text.append(table.reference.isEmpty ? table.title : "\(table.title) (\(table.reference))")
        text.append("\n")
        write(meaningOf: declarations.fields[Int(record.field.rawValue)], into: &text, width)
        let hostTable = record.type.table
        if let hostTable { write(hostTable, into: &text, width) }
        text.append("\n")
        let before = text.count
        if !values.isEmpty {
            text.append(values)
        } else if hostTable == nil {
            HeaderDiagram(number, registry).write(into: &text)
        }
        if text.count > before { text.append("\n") }
        table.write(into: &text, width: width)
        for row in record.rows where row.content == .items {
            write(itemsOf: declarations.fields[Int(row.field.rawValue)], Int(row.target), into: &text, width)
        }
        write(kindsOf: record, number, into: &text, width)
        guard number < declarations.protocolCount, hostTable == nil else { return }
        write(registry.protocols[number], into: &text, width)
    }

    /// Where a protocol is found, and a packet with it.
    private func write(_ type: any PacketProtocol.Type, into text: inout TextBuffer, _ width: Int) {
        let keys = registry.registrations(of: type)
        if !keys.isEmpty {
            text.append("\nFound under ")
            let list = keys.map { "\($0.name)\u{a0}\($0.value)" }.joined(separator: ", ")
            var wrapped = TextBuffer()
            WrappedText.write(list, indent: 12, from: 12, width: width, into: &wrapped)
            // A number stands on the line of its table.
            text.append(String(decoding: wrapped).replacing("\u{a0}", with: " "))
        }
        if let example = registry.example(of: type) {
            text.append("\nTo craft one:\n  ibuki craft \"\(example)\"\n")
        }
    }

    /// What a list's items are called when a packet is crafted, and a packet with one.
    private func write(itemsOf list: FieldInfo, _ item: Int, into text: inout TextBuffer, _ width: Int) {
        // Further names of a list have the same items.
        guard list.aliasOf == nil else { return }
        let name = list.name.isEmpty ? list.label.description : list.name
        let keywords = registry.keywords(ofItemsIn: list)
        let record = declarations.schemas[item]
        if keywords.isEmpty {
            let keys = record.type.declarations.filter { declaration in
                if case .derived = declaration.content { false } else { declaration.aliasOf == nil }
            }.map { ForgeExample.key($0, of: record.type) }.filter { !$0.isEmpty }
            var unique: [String] = []
            for key in keys where !unique.contains(key) { unique.append(key) }
            text.append("\n")
            let said = "Items of \(name) (\(record.title)): \(unique.joined(separator: ", "))"
            WrappedText.write(said, indent: 2, from: 0, width: width, into: &text)
        } else {
            text.append("\nItems of \(name):\n")
            WrappedText.write(
                keywords.joined(separator: " "), indent: 2, width: min(width, Self.readable), into: &text)
        }
        guard record.type.table == nil, let example = registry.example(ofItemsIn: list) else { return }
        text.append("  ibuki craft \"\(example)\"\n")
    }

    /// What may fill a message or an item: by the number that says so, with the word for it.
    private func write(kindsOf record: SchemaRecord, _ number: Int, into text: inout TextBuffer, _ width: Int) {
        guard !record.variants.isEmpty else { return }
        let place = record.variantPlace
        let field = record.rows.first { row in
            row.content == .bits && Int(row.part) == record.variantPart && Int(row.bit) == place.bit
                && Int(row.width) == place.width && !row.isAlias
        }.map { declarations.fields[Int($0.field.rawValue)] }
        let kinds = record.variants.map { choice -> (word: String, title: String) in
            let schema = declarations.schemas[choice.schema]
            let title = field?.name(of: choice.raw)?.description ?? schema.title
            return ("\(choice.raw) \(schema.type.keywords.first ?? "")", title)
        }
        // A list takes an item by its word; a layer takes the number.
        let isItem = number >= declarations.protocolCount
        text.append("\nKinds, by \(field?.name ?? record.name)\(isItem ? ", with the words that craft them" : ""):\n")
        let longest = kinds.map(\.word.count).max() ?? 0
        let entries = kinds.map { kind in
            kind.word + String(repeating: " ", count: longest - kind.word.count) + "  " + kind.title
        }
        WrappedText.write(columns: entries, indent: 2, width: width, into: &text)
        if let example = registry.example(ofItem: number) { text.append("  ibuki craft \"\(example)\"\n") }
        let keywords = record.variants.compactMap { declarations.schemas[$0.schema].type.keywords.first }
        let kind = record.name.isEmpty ? record.prefix : record.name
        guard let keyword = keywords.first, declarations.schema(ofKind: "\(kind).\(keyword)") != nil else { return }
        text.append("  One of them: ibuki explain \(kind).\(keyword)\n")
    }
}
