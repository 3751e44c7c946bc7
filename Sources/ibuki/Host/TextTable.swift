import Packets

/// A table of text: columns as wide as what stands in them, their titles above.
///
/// Its cells lie one behind the other in one buffer, so that many rows cost little.
struct TextTable {
    struct Column {
        var title: String
        var isRight = false

        static func left(_ title: String) -> Column { Column(title: title) }
        static func right(_ title: String) -> Column { Column(title: title, isRight: true) }
    }

    private struct Cell {
        var end: Int
        var role: TextRole?
    }

    private let columns: [Column]
    private var widths: [Int]
    /// What the cells are made of.
    private var text = TextBuffer(capacity: 1 << 12)
    private var cells: [Cell] = []
    /// Lines that stand below rows, by the row's number.
    private var notes: [(row: Int, note: String)] = []

    init(_ columns: [Column]) {
        self.columns = columns
        widths = columns.map { $0.title.count }
    }

    /// How many rows there are.
    var count: Int { cells.count / max(1, columns.count) }

    /// Adds the next cell of the row.
    mutating func add(_ role: TextRole? = nil, _ write: (inout TextBuffer) -> Void) {
        let start = text.count
        write(&text)
        let column = cells.count % columns.count
        cells.append(Cell(end: text.count, role: role))
        let width = Self.width(text, start, text.count)
        if width > widths[column] { widths[column] = width }
    }

    /// Adds the next cell of the row: a text that may hold anything.
    mutating func add(_ role: TextRole? = nil, _ value: String) { add(role) { $0.append(textEscaping: value) } }

    mutating func add(_ value: some FixedWidthInteger) { add { $0.append(decimal: value) } }

    /// Adds a line below the last row.
    mutating func addNote(_ note: String) { notes.append((count - 1, note)) }

    /// Writes the table.
    /// - Parameters:
    ///   - width: lines end there; for a terminal.
    ///   - keepsAll: lines may go beyond `width`, where the terminal wraps them, but for the last column, which is cut.
    ///   - height: how many lines are written at most.
    func write(
        into output: inout TextBuffer, style: TextStyle = .plain, width: Int = .max, keepsAll: Bool = true,
        height: Int = .max
    ) {
        var lines = 1
        // Where the last column begins.
        let fixed = widths.dropLast().reduce(0) { $0 + $1 + 2 }
        let width = keepsAll && width != .max ? max(width, fixed) : width
        writeTitles(style, width, into: &output)
        var start = 0
        var note = 0
        for row in 0..<count {
            guard lines < height else { return }
            lines += 1
            var place = 0
            for column in columns.indices {
                let cell = cells[row * columns.count + column]
                write(cell, from: start, column, style, width, &place, into: &output)
                start = cell.end
            }
            while output.last == 0x20 { output.truncate(to: output.count - 1) }
            output.append(byte: 0x0a)
            while note < notes.count, notes[note].row == row {
                if lines < height {
                    output.append(String(notes[note].note.prefix(keepsAll ? .max : width)))
                    output.append(byte: 0x0a)
                    lines += 1
                }
                note += 1
            }
        }
    }

    private func writeTitles(_ style: TextStyle, _ width: Int, into output: inout TextBuffer) {
        var line = TextBuffer()
        for (index, column) in columns.enumerated() {
            let spaces = widths[index] - column.title.count
            if column.isRight { line.append(byte: 0x20, repeated: spaces) }
            line.append(column.title)
            guard index < columns.count - 1 else { break }
            line.append(byte: 0x20, repeated: (column.isRight ? 0 : spaces) + 2)
        }
        var title = String(decoding: line).prefix(width)
        while title.last == " " { title.removeLast() }
        if style.isColored { output.append(style.start(.heading)) }
        output.append(String(title))
        if style.isColored { output.append(style.end) }
        output.append(byte: 0x0a)
    }

    /// Writes a cell and the space behind it, as far as the line goes.
    private func write(
        _ cell: Cell, from start: Int, _ column: Int, _ style: TextStyle, _ width: Int, _ place: inout Int,
        into output: inout TextBuffer
    ) {
        guard place < width else { return }
        let cellWidth = Self.width(text, start, cell.end)
        let spaces = widths[column] - cellWidth
        let isLast = column == columns.count - 1
        if columns[column].isRight {
            output.append(byte: 0x20, repeated: min(spaces, width - place))
            place += spaces
        }
        guard place < width else { return }
        var end = cell.end
        if cellWidth > width - place { end = Self.end(text, start, width: width - place) }
        let sequence: StaticString = cell.role.map { style.start($0) } ?? ""
        let isColored = style.isColored && sequence.utf8CodeUnitCount > 0
        if isColored { output.append(sequence) }
        text.bytes.lend { output.append(contentsOf: $0.clamped(start, end)) }
        if isColored { output.append(style.end) }
        place += cellWidth
        guard !isLast else { return }
        let behind = (columns[column].isRight ? 0 : spaces) + 2
        output.append(byte: 0x20, repeated: max(0, min(behind, width - place)))
        place += behind
    }

    /// How many characters stand in `start..<end`: octets that go on with a character are not counted.
    private static func width(_ text: TextBuffer, _ start: Int, _ end: Int) -> Int {
        text.bytes.lend { octets in
            var count = 0
            for index in start..<max(start, end) where octets.octet(index) & 0xc0 != 0x80 { count += 1 }
            return count
        }
    }

    /// Where the first `width` characters from `start` end.
    private static func end(_ text: TextBuffer, _ start: Int, width: Int) -> Int {
        text.bytes.lend { octets in
            var left = width
            var index = start
            while index < octets.byteCount {
                if octets.octet(index) & 0xc0 != 0x80 {
                    if left == 0 { return index }
                    left -= 1
                }
                index += 1
            }
            return index
        }
    }
}
