import ArgumentParser
import PacketPresenters
import Packets

/// `ibuki explain`: a protocol's header drawn from its declarations, or what one field is.
struct Explain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Explain a protocol, an option or a field.",
        discussion: HelpText.fitted(
            """
            A protocol or item is drawn as RFCs draw headers, and its fields are listed with their bits and values.

              ibuki explain tcp
              ibuki explain tcp.options.mss
              ibuki explain tcp.flags.syn
            """))

    @Argument(help: ArgumentHelp("A protocol, an item or a field.", valueName: "name"), completion: .named) var name:
        String
    @Flag(help: "One JSON object a line.") var json = false

    func run() throws {
        let registry = Registry.knowing(name)
        var text = TextBuffer()
        let name = registry.protocolID(named: name).map { registry[$0].name } ?? name
        let fields = registry.fields(named: name)
        if let table = FieldTable(named: name, in: registry) {
            json ? explainAsJSON(table, registry, into: &text) : explain(table, registry, into: &text)
        } else if !fields.isEmpty {
            for field in fields {
                json ? FieldDescription(field, in: registry).write(into: &text) : explain(field, registry, into: &text)
            }
        } else {
            let names = registry.fields.map { $0.name }
            let near = Spelling.suggestions(for: name, among: names)
            let hint =
                near.isEmpty
                ? "'ibuki protocols' and 'ibuki fields' list what there is"
                : "did you mean \(near.joined(separator: ", "))?"
            throw CommandFailure(.usage, "nothing is called '\(name)'; \(hint)")
        }
        try StandardOutput().write(text.bytes)
    }

    private func explain(_ table: FieldTable, _ registry: Registry, into text: inout TextBuffer) {
        text.append(table.reference.isEmpty ? table.title : "\(table.title) (\(table.reference))")
        text.append("\n\n")
        let before = text.count
        HeaderDiagram(named: table.name, in: registry)?.write(into: &text)
        if text.count > before { text.append(byte: 0x0a) }
        table.write(into: &text)
        for row in table.rows where !row.isAlias {
            // Several schemas may call a list the same.
            guard
                let keywords = registry.fields(named: row.name).lazy.map(registry.keywords).first(where: { !$0.isEmpty }
                )
            else { continue }
            write(keywords, of: row, table, into: &text)
        }
        guard let id = registry.protocolID(named: table.name) else { return }
        let keys = registry.registrations(of: registry[id])
        guard !keys.isEmpty else { return }
        text.append("\nFound under ")
        for (index, key) in keys.enumerated() {
            if index > 0 { text.append(", ") }
            text.append("\(key.name) \(key.value)")
        }
        text.append("\n")
    }

    /// What a list's items are called when a packet is crafted.
    private func write(_ keywords: [String], of row: FieldTable.Row, _ table: FieldTable, into text: inout TextBuffer) {
        text.append(
            "\nItems of \(row.name), as in \(table.name)(\(row.name.split(separator: ".").last ?? "")=[\(keywords[0])]):\n"
        )
        var column = 0
        for keyword in keywords {
            if column + keyword.utf8.count + 2 > 100 {
                text.append("\n")
                column = 0
            }
            if column == 0 { text.append(" ") }
            text.append(" \(keyword)")
            column += keyword.utf8.count + 1
        }
        text.append("\n")
    }

    /// The protocol's own fields, one object a line.
    private func explainAsJSON(_ table: FieldTable, _ registry: Registry, into text: inout TextBuffer) {
        var seen = Set<String>()
        for row in table.rows {
            guard seen.insert(row.name).inserted, let field = registry.fields(named: row.name).first else { continue }
            FieldDescription(field, in: registry).write(into: &text)
        }
    }

    /// One field: where it lies, what its values mean.
    private func explain(_ field: FieldInfo, _ registry: Registry, into text: inout TextBuffer) {
        text.append("\(field.name): \(field.label)\n")
        text.append("  type      \(FieldDescription.type(of: field))\n")
        text.append("  in        \(registry.title(of: field))")
        if let bits = field.bits {
            let part = field.part == 0 ? "" : " of part \(field.part)"
            let last = bits.upperBound - 1
            text.append(
                bits.count == 1 ? ", bit \(bits.lowerBound)\(part)" : ", bits \(bits.lowerBound)-\(last)\(part)")
        }
        text.append("\n")
        if field.isDerived { text.append("  computed  from the packet; not stored in its octets\n") }
        if field.aliasOf != nil { text.append("  names     other fields too: a filter on it tests each of them\n") }
        if field.auto != .none { text.append("  crafting  filled in unless set\n") }
        if let example = example(field) { text.append("  filter    \(example)\n") }
        guard let names = field.type?.names, !names.isEmpty else { return }
        text.append("  values\n")
        for name in names {
            let start = text.count
            text.append("    ")
            if field.show == .hex {
                text.append(hex: name.raw, digits: max(1, (field.type?.octets ?? 1) * 2), prefixed: true)
            } else {
                text.append(decimal: name.raw)
            }
            text.pad(from: start, to: 14, always: true)
            text.append(name.name)
            text.append("\n")
        }
    }

    private func example(_ field: FieldInfo) -> String? {
        switch field.kind {
        case .boolean: "\(field.name) == true"
        case .unsigned, .signed, .frameNumber:
            field.type?.names.first.map { "\(field.name) == \"\($0.name)\"" } ?? "\(field.name) == 1"
        case .ipv4: "\(field.name) == 10.0.0.0/8"
        case .ipv6: "\(field.name) == 2001:db8::/32"
        case .mac: "\(field.name) == 02:00:00:00:00:01"
        case .text: "\(field.name) contains \"example\""
        case .bytes: "\(field.name)[0:2] == 01:02"
        case .relativeTime: "\(field.name) > 0.5"
        case .absoluteTime: "\(field.name) > \"2026-01-01 00:00:00\""
        case .none: nil
        }
    }
}
