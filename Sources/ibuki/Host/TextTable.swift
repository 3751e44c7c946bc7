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

    /// How far the lines of a row that takes several are set in.
    private static let indent = 4
    /// The last column is cut at a line's end, but not to less than this; else it stands on a line of its own.
    private static let leastOfLast = 16

    /// Writes the table.
    ///
    /// Where a row is wider than a line, columns go on in the next; of the last column as much is written as fits.
    /// - Parameters:
    ///   - width: how wide a line is; for a terminal.
    ///   - breaksCells: whether a cell that is wider than a line goes on in the next; else it goes beyond, where the terminal
    ///     does the same.
    ///   - height: how many lines are written at most.
    func write(
        into output: inout TextBuffer, style: TextStyle = .plain, width: Int = .max, breaksCells: Bool = false,
        height: Int = .max
    ) {
        var page = Page(output: TextBuffer(capacity: text.count * 2), left: height)
        let layout = layout(width)
        for line in layout { writeTitles(line, style, width, into: &page) }
        var start = 0
        var note = 0
        for row in 0..<count {
            guard page.left > 0 else { break }
            for line in layout {
                var place = line.lowerBound == 0 ? 0 : Self.indent
                page.output.append(byte: 0x20, repeated: place)
                for column in line {
                    let cell = cells[row * columns.count + column]
                    write(
                        cell, from: start, column, isLastOfLine: column == line.upperBound - 1, style, width,
                        breaksCells, &place, into: &page)
                    start = cell.end
                }
                page.endLine(keepsEmpty: line.lowerBound == 0)
            }
            while note < notes.count, notes[note].row == row {
                write(notes[note].note, width, into: &page)
                note += 1
            }
        }
        output.append(contentsOf: page.output)
    }

    /// Which columns stand on each line of a row.
    private func layout(_ width: Int) -> [Range<Int>] {
        guard width != .max else { return [0..<columns.count] }
        var lines: [Range<Int>] = []
        var start = 0
        var place = 0
        for column in columns.indices {
            let isLast = column == columns.count - 1
            let needed = isLast ? min(widths[column], Self.leastOfLast) : widths[column]
            if column > start, place + needed > width {
                lines.append(start..<column)
                start = column
                place = Self.indent
            }
            place += widths[column] + 2
        }
        return lines + [start..<columns.count]
    }

    /// Lines that are written, up to the last that there is room for.
    private struct Page {
        var output: TextBuffer
        /// How many lines there is room for.
        var left: Int
        /// Where the line begins.
        private var start = 0

        init(output: consuming TextBuffer, left: Int) {
            self.output = output
            self.left = left
        }

        /// Ends a line, without spaces at its end.
        mutating func endLine(keepsEmpty: Bool = true) {
            while output.count > start, output.last == 0x20 { output.truncate(to: output.count - 1) }
            guard left > 0, keepsEmpty || output.count > start else { return output.truncate(to: start) }
            output.append(byte: 0x0a)
            left -= 1
            start = output.count
        }
    }

    private func writeTitles(_ line: Range<Int>, _ style: TextStyle, _ width: Int, into page: inout Page) {
        var title = String(repeating: " ", count: line.lowerBound == 0 ? 0 : Self.indent)
        for column in line {
            let spaces = String(repeating: " ", count: widths[column] - columns[column].title.count)
            title += columns[column].isRight ? spaces + columns[column].title : columns[column].title + spaces
            title += "  "
        }
        var shown = title.prefix(width)
        while shown.last == " " { shown.removeLast() }
        if style.isColored { page.output.append(style.start(.heading)) }
        page.output.append(String(shown))
        if style.isColored { page.output.append(style.end) }
        page.endLine()
    }

    /// Writes a note, whose words stand two spaces apart, in as many lines as it takes.
    private func write(_ note: String, _ width: Int, into page: inout Page) {
        let indent = note.prefix { $0 == " " }
        var place = 0
        for word in note.split(separator: " ", omittingEmptySubsequences: false).split(separator: "") {
            let text = word.joined(separator: " ")
            if place > 0, place + 2 + text.count > width {
                page.endLine()
                place = 0
            }
            let before = place == 0 ? String(indent) : "  "
            page.output.append(before + text)
            place += before.count + text.count
        }
        page.endLine()
    }

    /// Writes a cell and the space behind it.
    private func write(
        _ cell: Cell, from start: Int, _ column: Int, isLastOfLine: Bool, _ style: TextStyle, _ width: Int,
        _ breaksCells: Bool, _ place: inout Int, into page: inout Page
    ) {
        let cellWidth = Self.width(text, start, cell.end)
        let spaces = widths[column] - cellWidth
        if columns[column].isRight {
            page.output.append(byte: 0x20, repeated: spaces)
            place += spaces
        }
        let sequence: StaticString = cell.role.map { style.start($0) } ?? ""
        let isColored = style.isColored && sequence.utf8CodeUnitCount > 0
        if isColored { page.output.append(sequence) }
        var from = start
        if width != .max, cellWidth > width - place {
            if column == columns.count - 1 {
                write(from, Self.end(text, from, width: max(0, width - place)), into: &page)
                from = cell.end
            }
            while breaksCells, from < cell.end {
                let end = Self.end(text, from, width: max(1, width - place))
                guard end < cell.end else { break }
                write(from, end, into: &page)
                page.endLine()
                page.output.append(byte: 0x20, repeated: Self.indent)
                place = Self.indent
                from = end
            }
        }
        write(from, cell.end, into: &page)
        if isColored { page.output.append(style.end) }
        place += cellWidth
        guard !isLastOfLine else { return }
        let behind = (columns[column].isRight ? 0 : spaces) + 2
        page.output.append(byte: 0x20, repeated: max(0, behind))
        place += behind
    }

    private func write(_ from: Int, _ to: Int, into page: inout Page) {
        text.bytes.lend { page.output.append(contentsOf: $0.clamped(from, to)) }
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
