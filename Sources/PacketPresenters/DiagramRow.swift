import Packets

/// One row of a header diagram: the pieces of boxes that lie in up to 32 bits.
struct DiagramRow: Sendable {
    struct Segment: Sendable {
        var cell: DiagramCell
        /// In bits from the row's start.
        var start: Int
        var bits: Int
        /// Whether the box began in the row above.
        var continues: Bool
        /// Whether the box's text stands in this row.
        var isLabelled: Bool
        /// Whether the box is drawn between double lines.
        var isMarked = false
    }

    var segments: [Segment]
    /// Of no fixed length: drawn between slashes.
    var isVariable = false

    /// In bits.
    var width: Int { segments.last.map { $0.start + $0.bits } ?? 0 }

    static func rows(of cells: [DiagramCell]) -> [DiagramRow] {
        var rows: [DiagramRow] = []
        var row = DiagramRow(segments: [])
        func finish() {
            if !row.segments.isEmpty { rows.append(row) }
            row = DiagramRow(segments: [])
        }
        for cell in cells {
            guard let bits = cell.bits else {
                finish()
                rows.append(
                    DiagramRow(
                        segments: [Segment(cell: cell, start: 0, bits: 32, continues: false, isLabelled: true)],
                        isVariable: true))
                continue
            }
            let pieces = pieces(of: bits, from: row.width % 32)
            let labelled = labelled(pieces)
            for (number, piece) in pieces.enumerated() {
                if row.width == 32 { finish() }
                row.segments.append(
                    Segment(
                        cell: cell, start: row.width, bits: piece, continues: number > 0,
                        isLabelled: number == labelled))
            }
        }
        finish()
        return rows
    }

    /// How many bits of a box lie in each of its rows.
    private static func pieces(of bits: Int, from start: Int) -> [Int] {
        var pieces: [Int] = []
        var left = bits
        var room = 32 - start
        // A format of a kilobyte is drawn; what is longer is nothing to look at.
        while left > 0, pieces.count < 256 {
            pieces.append(min(left, room))
            left -= pieces[pieces.count - 1]
            room = 32
        }
        return pieces
    }

    /// Which row bears the text: the middle one of the widest.
    private static func labelled(_ pieces: [Int]) -> Int {
        let widest = pieces.max() ?? 0
        let candidates = pieces.indices.filter { pieces[$0] == widest }
        return candidates.isEmpty ? 0 : candidates[(candidates.count - 1) / 2]
    }

    /// Writes as many lines as the longest text of its boxes needs.
    func write(into text: inout TextBuffer, _ value: (FieldID?) -> String?) {
        var texts: [[String]] = []
        for segment in segments {
            let room = 2 * segment.bits - 1
            var lines = segment.isLabelled ? Self.wrap(segment.cell, to: room, isVariable) : []
            if segment.isLabelled, let value = value(segment.cell.field) { lines.append(Self.cut(value, to: room)) }
            texts.append(lines)
        }
        let height = max(1, texts.map(\.count).max() ?? 1)
        let edge: UInt8 = isVariable ? 0x2f : 0x7c
        for line in 0..<height {
            for (number, segment) in segments.enumerated() {
                if number == 0 { text.append(byte: edge) }
                let room = 2 * segment.bits - 1
                let above = (height - texts[number].count) / 2
                let index = line - above
                let words = texts[number].indices.contains(index) ? texts[number][index] : ""
                let before = (room - words.count) / 2
                text.append(character: " ", repeated: before)
                text.append(words)
                text.append(character: " ", repeated: room - before - words.count)
                text.append(byte: edge)
            }
            text.append(character: "\n")
        }
    }

    /// The text of a box in lines of `room` characters: its label by words, else its short name, downwards in one bit.
    private static func wrap(_ cell: DiagramCell, to room: Int, _ isVariable: Bool) -> [String] {
        let label = isVariable ? "\(cell.label) ..." : cell.label
        guard !label.isEmpty else { return [] }
        var lines: [String] = []
        for word in label.split(separator: " ") {
            if let last = lines.last, last.count + 1 + word.count <= room {
                lines[lines.count - 1] = "\(last) \(word)"
            } else {
                lines.append(String(word))
            }
        }
        if lines.count <= 3, lines.allSatisfy({ $0.count <= room }) { return lines }
        let short = cell.short.uppercased()
        if short.count <= room { return [short] }
        if room == 1 { return short.prefix(3).map { String($0) } }
        return [String(short.prefix(room))]
    }

    private static func cut(_ text: String, to room: Int) -> String {
        text.count <= room ? text : room < 3 ? String(text.prefix(room)) : "\(text.prefix(room - 1))…"
    }
}
