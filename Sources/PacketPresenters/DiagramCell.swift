import Packets

/// One box of a header diagram.
struct DiagramCell: Sendable, Equatable {
    var label: String
    /// What it is called where the label does not fit: the last part of its name.
    var short: String
    var field: FieldID?
    /// `nil` for what has no fixed length.
    var bits: Int?
    /// Its position among the boxes, so that boxes with the same label differ.
    var number = 0

    /// The boxes of a schema, in the order of its octets.
    ///
    /// A variant that lies in a part of an item begins with the item's own fields: a TCP option's kind and length.
    static func cells(of schema: Int, in declarations: Declarations) -> [DiagramCell] {
        var cells: [DiagramCell] = []
        let enclosing = declarations.schemas.first { record in
            guard case .part = record.variantTarget else { return false }
            return record.variants.contains { $0.schema == schema } || record.fallback == schema
        }
        if let enclosing, case .part(let part) = enclosing.variantTarget {
            for index in 0..<part { cells += self.cells(ofPart: index, of: enclosing, in: declarations) }
        }
        let record = declarations.schemas[schema]
        let last = max(record.rows.filter { $0.content != .derived }.map { Int($0.part) }.max() ?? 0, record.lastPart)
        for part in 0...last { cells += self.cells(ofPart: part, of: record, in: declarations) }
        for index in cells.indices { cells[index].number = index }
        return cells
    }

    private static func cells(
        ofPart part: Int, of record: SchemaRecord, in declarations: Declarations
    ) -> [DiagramCell] {
        var cells: [DiagramCell] = []
        var end = 0
        var isVariable = false
        for index in leaves(ofPart: part, of: record).sorted(by: { record.rows[$0].bit < record.rows[$1].bit }) {
            let row = record.rows[index]
            let info = declarations.fields[Int(row.field.rawValue)]
            let label = info.label.description
            let short = info.name.split(separator: ".").last.map(String.init) ?? label
            if row.content == .items || row.width == 0 {
                if !isVariable { cells.append(DiagramCell(label: label, short: short, field: row.field, bits: nil)) }
                isVariable = true
                continue
            }
            // What was declared twice, under conditions, is drawn once.
            guard Int(row.bit) >= end else { continue }
            if Int(row.bit) > end {
                cells.append(DiagramCell(label: "", short: "", field: nil, bits: Int(row.bit) - end))
            }
            cells.append(DiagramCell(label: label, short: short, field: row.field, bits: Int(row.width)))
            end = Int(row.bit) + Int(row.width)
        }
        if cells.isEmpty, record.variantTarget == .part(part) {
            cells.append(DiagramCell(label: "Data", short: "Data", field: nil, bits: nil))
        }
        return cells
    }

    /// The rows of a part that are drawn: members in place of their group where they fill it.
    private static func leaves(ofPart part: Int, of record: SchemaRecord) -> [Int] {
        var leaves: [Int] = []
        var index = 0
        let rows = record.rows
        while index < rows.count {
            let row = rows[index]
            var end = index + 1
            while end < rows.count, rows[end].depth > row.depth { end += 1 }
            let members = (index + 1..<end).filter {
                rows[$0].depth == row.depth + 1 && !rows[$0].isAlias && rows[$0].content == .bits
                    && rows[$0].part == row.part
            }
            if row.content != .derived, !row.isAlias || row.content == .items, Int(row.part) == part {
                var filled = Int(row.bit)
                for member in members.sorted(by: { rows[$0].bit < rows[$1].bit })
                where Int(rows[member].bit) == filled { filled += Int(rows[member].width) }
                let isFilled = !members.isEmpty && row.width > 0 && filled == Int(row.bit) + Int(row.width)
                leaves += isFilled ? members : [index]
            }
            index = end
        }
        return leaves
    }
}

extension SchemaRecord {
    /// The last part that the declarations speak of, the one that variants fill among them.
    var lastPart: Int {
        if case .part(let part) = variantTarget { return part }
        return 0
    }
}
