public import Packets

extension IntervalStatistics {
    public func write(filter: String?, into text: inout TextBuffer) {
        let layout = IntervalLayout(self)
        layout.writeHead(self, into: &text)
        for row in 0..<layout.rowCount {
            layout.writeInterval(row, into: &text)
            for column in columns.indices {
                let cell = row < cells[column].count ? cells[column][row] : Cell()
                text.append(" ")
                write(cell, columns[column], layout.widths[column], into: &text)
                text.append(" |")
            }
            layout.writeFiller(into: &text)
            text.append("\n")
        }
        text.append(character: "=", repeated: layout.width)
        text.append("\n")
    }

    private func write(
        _ cell: Cell, _ column: IntervalColumn, _ width: IntervalLayout.Width, into text: inout TextBuffer
    ) {
        switch column.calculation {
        case .framesAndOctets:
            text.append(cell.frames, rightIn: width.frames)
            text.append(" | ")
            text.append(cell.value, rightIn: width.value)
        case .frames: text.append(cell.frames, rightIn: width.frames)
        case .octets, .count: text.append(cell.value, rightIn: width.value)
        case .sum, .minimum, .maximum, .average:
            let value =
                column.calculation == .average ? cell.value / max(cell.samples, 1) : cell.value
            guard column.isTime else {
                return column.isSigned
                    ? text.append(Int64(bitPattern: value), rightIn: width.value)
                    : text.append(value, rightIn: width.value)
            }
            let microseconds = (value &+ 500) / 1000
            text.append(microseconds / 1_000_000, rightIn: width.value - 7)
            text.append(".")
            text.append(decimal: microseconds % 1_000_000, width: 6)
        }
    }
}

/// How wide the parts of the table are: tshark's rules.
struct IntervalLayout {
    /// Of a column without its borders: that of the frames, and that of the value.
    struct Width {
        var frames = 0, value = 0
        /// With borders and spaces.
        var total: Int { (frames > 0 ? frames + 3 : 0) + (value > 0 ? value + 3 : 0) }
    }

    private(set) var widths: [Width]
    /// Of the whole.
    private(set) var width: Int
    let rowCount: Int
    /// Digits behind the point, and the microseconds of the last of them.
    private let precision: Int
    private let unit: UInt64
    private let duration: UInt64, exactDuration: UInt64
    private let interval: UInt64
    /// Digits of the duration's seconds: as they are, and when it was rounded.
    private let durationDigits: Int, roundedDigits: Int
    private let intervalWidth: Int
    /// Of the interval and the columns.
    private let tableWidth: Int

    init(_ table: IntervalStatistics) {
        exactDuration = table.duration
        let isWhole = table.interval.map { $0 > table.duration } ?? true
        let step = isWhole ? table.duration : table.interval ?? table.duration
        durationDigits = Self.digits(table.duration / 1_000_000, atMost: 5)
        if step == table.duration {
            precision = durationDigits >= 2 ? 1 : 3
            width = 30 + durationDigits + precision + 1
        } else {
            precision = table.precision
            width = 25 + max(Self.digits(step / 1_000_000, atMost: 5), durationDigits)
            if precision > 0 { width += precision + 1 }
        }
        var unit: UInt64 = 1_000_000
        for _ in 0..<precision { unit /= 10 }
        self.unit = unit
        let isRoundedUp = table.duration % unit > 5 * (unit / 10)
        duration = isRoundedUp ? (table.duration + 5 * (unit / 10)) / unit * unit : table.duration
        roundedDigits = isRoundedUp ? Self.digits(duration / 1_000_000, atMost: 5) : durationDigits
        interval = isWhole ? duration : step
        intervalWidth = max(12, 2 * roundedDigits + (precision == 0 ? 8 : 2 * precision + 10))
        width = max(width, intervalWidth)
        widths = zip(table.columns, table.peaks).map { Self.width(of: $0, $1) }
        tableWidth = widths.reduce(intervalWidth) { $0 + $1.total }
        width = max(width, tableWidth)
        let widest = table.columns.map { $0.text.map { $0.utf8.count + 11 } ?? 26 }.max() ?? 0
        if widest > width, width < 102 { width = min(widest, 102) }
        if width - tableWidth == 1 { width += 1 }
        let rows = interval == 0 ? 0 : duration / interval + (duration % interval > 0 ? 1 : 0)
        rowCount = Int(min(rows, UInt64(table.limit)))
    }

    private static func width(of column: IntervalColumn, _ peak: (frames: UInt64, value: UInt64)) -> Width {
        switch column.calculation {
        case .frames: Width(frames: max(6, digits(peak.frames)))
        case .framesAndOctets: Width(frames: max(6, digits(peak.frames)), value: max(5, digits(peak.value)))
        case .octets, .count: Width(value: max(5, digits(peak.value)))
        case .average where column.isTime: Width(value: digits(peak.value) + 7)
        case _ where column.isTime: Width(value: digits((peak.value &+ 500_000_000) / 1_000_000_000) + 7)
        default: Width(value: max(column.calculation.rawValue.utf8.count, digits(peak.value)))
        }
    }

    private static func digits(_ number: UInt64, atMost limit: Int = 15) -> Int {
        var (digits, rest) = (1, number / 10)
        while rest > 0, digits < limit {
            digits += 1
            rest /= 10
        }
        return digits
    }

    private func space(_ count: Int, into text: inout TextBuffer) { text.append(character: " ", repeated: count) }

    func writeHead(_ table: IntervalStatistics, into text: inout TextBuffer) {
        text.append("\n")
        text.append(character: "=", repeated: width)
        text.append("\n| IO Statistics")
        space(width - 16, into: &text)
        text.append("|\n|")
        space(width - 2, into: &text)
        text.append("|\n| Duration: ")
        if precision == 0 {
            text.append(exactDuration / 1_000_000, rightIn: durationDigits)
            text.append(".")
            text.append(exactDuration % 1_000_000, rightIn: 6)
            text.append(" secs")
            space(width - 25 - roundedDigits, into: &text)
            text.append("|\n| Interval: ")
            text.append(interval / 1_000_000, rightIn: durationDigits)
            text.append(" secs")
            space(width - 18 - roundedDigits, into: &text)
        } else {
            write(moment: duration, into: &text)
            text.append(" secs")
            space(width - 19 - roundedDigits - precision, into: &text)
            text.append("|\n| Interval: ")
            write(moment: interval, into: &text)
            text.append(" secs")
            space(width - 19 - roundedDigits - precision, into: &text)
        }
        text.append("|\n|")
        space(width - 2, into: &text)
        text.append("|\n| Col")
        for (index, column) in table.columns.enumerated() {
            if index > 0 { text.append("|    ") }
            text.append(index + 1, rightIn: 2)
            text.append(": ")
            writeFilter(column.text ?? "Frames and bytes", into: &text)
        }
        text.append("|")
        text.append(character: "-", repeated: width - 2)
        text.append("|\n|")
        space(intervalWidth - 2, into: &text)
        text.append("|")
        for (index, width) in widths.enumerated() {
            text.append(leftIn: 2) { $0.append(decimal: index + 1) }
            space(width.total - 3, into: &text)
            text.append("|")
        }
        writeFiller(into: &text)
        text.append("\n| Interval")
        space(intervalWidth - 11, into: &text)
        text.append("|")
        for (column, width) in zip(table.columns, widths) {
            if column.calculation == .framesAndOctets {
                write(label: "Frames", centeredIn: width.frames, into: &text)
                write(label: "Bytes", centeredIn: width.value, into: &text)
            } else {
                let inside = max(width.frames, width.value)
                write(label: column.calculation.rawValue, centeredIn: inside, into: &text)
            }
        }
        writeFiller(into: &text)
        text.append("\n|")
        text.append(character: "-", repeated: tableWidth - 2)
        text.append("|")
        writeFiller(into: &text)
        text.append("\n")
    }

    /// What lies between the last column and the border of a table that is wider than its columns.
    func writeFiller(into text: inout TextBuffer) {
        guard tableWidth < width else { return }
        space(width - tableWidth - 1, into: &text)
        text.append("|")
    }

    /// A column's filter, wrapped at its spaces where it is wider than the table.
    private func writeFilter(_ filter: String, into text: inout TextBuffer) {
        var rest = Array(filter.utf8)[...]
        while rest.count > width - 11 {
            let line = rest.prefix(width - 11)
            let space = line.lastIndex(of: 0x20)
            let part = rest[rest.startIndex..<(space ?? line.endIndex)]
            write(part, into: &text)
            text.append("|        ")
            rest = rest[(space.map { $0 + 1 } ?? line.endIndex)...]
        }
        write(rest, into: &text)
    }

    private func write(_ part: ArraySlice<UInt8>, into text: inout TextBuffer) {
        for byte in part { text.append(byte: byte) }
        space(width - 10 - part.count, into: &text)
        text.append("|\n")
    }

    /// A label in the middle of its column; none where tshark finds the column too wide for one.
    private func write(label: String, centeredIn inside: Int, into text: inout TextBuffer) {
        let left = inside - label.utf8.count
        let each = left / 2 + 1
        guard each < 6 else { return }
        if each > 0 { space(left.isMultiple(of: 2) ? each : each + 1, into: &text) }
        text.append(label)
        if each > 0 { space(each, into: &text) }
        text.append("|")
    }

    func writeInterval(_ row: Int, into text: inout TextBuffer) {
        let from = UInt64(row) * interval
        let isLast = row == rowCount - 1
        let to = isLast ? duration : from + interval
        text.append(precision == 0 && roundedDigits == 1 ? "|  " : "| ")
        write(moment: from, into: &text)
        text.append(" <> ")
        if precision == 0, isLast {
            text.append(leftIn: roundedDigits >= 3 ? roundedDigits + 1 : 3) { $0.append("Dur") }
            text.append("|")
        } else {
            write(moment: to, into: &text)
            text.append(precision == 0 && roundedDigits == 1 ? "  |" : " |")
        }
    }

    private func write(moment: UInt64, into text: inout TextBuffer) {
        text.append(moment / 1_000_000, rightIn: durationDigits)
        guard precision > 0 else { return }
        text.append(".")
        text.append(decimal: moment % 1_000_000 / unit, width: precision)
    }
}
