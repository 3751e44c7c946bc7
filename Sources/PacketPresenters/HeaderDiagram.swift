public import Packets

/// A format drawn as RFCs draw headers: 32 bits a row, from its declarations.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///     |          Source Port          |       Destination Port        |
///     +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
///
/// A field of several rows is one box; what has no fixed length stands between slashes. With a layer of a packet the
/// boxes show its values too. A marked field stands between double lines: `+=+=+`.
public struct HeaderDiagram: Sendable {
    private let declarations: Declarations
    private var rows: [DiagramRow]

    /// The diagram of a protocol or of an item, by its name: `tcp`, `ipv4`, `tcp.options.mss`, `dns.resp`.
    ///
    /// `nil` when nothing has the name.
    public init?(named name: String, in registry: Registry) {
        guard let schema = registry.declarations.schema(named: name) else { return nil }
        self.init(schema, registry)
    }

    /// The diagram of what a node of a detail is: a layer or an item. `nil` for other nodes.
    public init?(of node: DetailNode, in registry: Registry) {
        switch node.kind {
        case .layer: self.init(Int(node.schema), registry)
        case .item: self.init(Int(node.schema), registry)
        default: return nil
        }
    }

    init(_ schema: Int, _ registry: Registry) {
        declarations = registry.declarations
        rows = DiagramRow.rows(of: DiagramCell.cells(of: schema, in: declarations))
    }

    /// The diagram of what declares a field, with the field's box marked; `nil` when it has none: a computed field.
    public init?(marking field: FieldInfo, in registry: Registry) {
        guard field.row >= 0, !field.isDerived else { return nil }
        self.init(field.schema, registry)
        mark(field)
        guard rows.contains(where: { $0.segments.contains(where: \.isMarked) }) else { return nil }
    }

    /// Draws the boxes that hold a field, or parts of it, between double lines.
    public mutating func mark(_ field: FieldInfo) {
        for row in rows.indices {
            for index in rows[row].segments.indices {
                guard let other = rows[row].segments[index].cell.field.map({ declarations.fields[Int($0.rawValue)] }),
                    other.schema == field.schema, other.part == field.part
                else { continue }
                // A field of no fixed bits fills its part.
                let overlaps = other.bits.map { bits in field.bits.map { $0.overlaps(bits) } ?? true } ?? true
                if overlaps { rows[row].segments[index].isMarked = true }
            }
        }
    }

    /// Writes the diagram; each line is ended by a line feed.
    public func write(into text: inout TextBuffer) { write(into: &text) { _ in nil } }

    /// Writes the diagram with the values of the layer or item at `position` of the detail.
    public func write(
        valuesOf position: Int, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        // Texts of values by their fields; a diagram is drawn once, so that arrays do no harm.
        var values: [FieldID: String] = [:]
        let depth = detail.nodes[position].depth
        var index = position + 1
        while index < detail.nodes.count, detail.nodes[index].depth > depth {
            let node = detail.nodes[index]
            if node.kind == .value, values[node.field] == nil {
                var value = TextBuffer()
                declarations.write(node, of: packet, detail, into: &value)
                var escaped = TextBuffer()
                escaped.append(textEscaping: value)
                values[node.field] = String(decoding: escaped)
            }
            index += 1
        }
        write(into: &text) { field in field.flatMap { values[$0] } }
    }

    private func write(into text: inout TextBuffer, _ value: (FieldID?) -> String?) {
        guard !rows.isEmpty else { return }
        text.append(" 0                   1                   2                   3\n ")
        for bit in 0..<32 {
            text.append(decimal: bit % 10)
            text.append(character: bit == 31 ? "\n" : " ")
        }
        for (number, row) in rows.enumerated() {
            Self.writeRuler(between: number == 0 ? nil : rows[number - 1], and: row, into: &text)
            row.write(into: &text, value)
        }
        Self.writeRuler(between: rows.last, and: nil, into: &text)
    }

    /// The line between two rows, open where one box continues.
    private static func writeRuler(between above: DiagramRow?, and below: DiagramRow?, into text: inout TextBuffer) {
        let width = max(above?.width ?? 0, below?.width ?? 0)
        guard width > 0 else { return }
        var line = [UInt8](repeating: 0x2d, count: 2 * width + 1)
        for bit in 0...width { line[2 * bit] = 0x2b }
        if let above, let below {
            for segment in below.segments where segment.continues {
                // Open only below the part of the box that is above.
                guard let upper = above.segments.last(where: { $0.cell == segment.cell }) else { continue }
                let from = max(segment.start, upper.start)
                let to = min(segment.start + segment.bits, upper.start + upper.bits)
                guard from < to else { continue }
                for column in (2 * from + 1)..<(2 * to) { line[column] = 0x20 }
            }
        }
        for segment in (above?.segments ?? []) + (below?.segments ?? []) where segment.isMarked {
            for column in (2 * segment.start)..<(2 * (segment.start + segment.bits)) where line[column] == 0x2d {
                line[column] = 0x3d
            }
        }
        for byte in line { text.append(byte: byte) }
        text.append(character: "\n")
    }
}
