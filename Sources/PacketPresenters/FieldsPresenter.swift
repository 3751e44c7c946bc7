public import Packets

/// A selection's values in columns, a line a packet: `-T fields`, byte for byte as tshark writes them.
public struct FieldsPresenter: Sendable {
    private let declarations: Declarations
    private let selection: FieldSelection
    private let format: FieldsFormat
    private var clock: PacketClock
    private var scratch = TextBuffer(capacity: 256)

    /// - Parameter zone: the time zone of moments; tshark shows local time.
    public init(
        _ selection: FieldSelection, in registry: Registry, format: FieldsFormat = FieldsFormat(),
        zone: TimeZoneTable = .utc
    ) {
        declarations = registry.declarations
        self.selection = selection
        self.format = format
        clock = PacketClock(zone)
    }

    /// Writes what stands before the first packet: the byte order mark and the names, where they are asked for.
    public func begin(into text: inout TextBuffer) {
        if format.hasByteOrderMark { text.append("\u{feff}") }
        guard format.hasHeader else { return }
        for (column, name) in selection.names.enumerated() {
            if column > 0 { text.append(byte: format.separator) }
            text.append(name)
        }
        text.append(character: "\n")
    }

    /// Writes one packet's line.
    public mutating func write(
        _ values: borrowing FieldValues, of packet: inout PacketView, into text: inout TextBuffer
    ) {
        for column in 0..<values.columnCount {
            if column > 0 { text.append(byte: format.separator) }
            if values.isEmpty(column) { continue }
            if let quote = format.quote { text.append(byte: quote) }
            let start = text.count
            write(column, values, &packet, into: &text)
            guard let quote = format.quote else { continue }
            if format.doublesQuotes { double(quote, from: start, in: &text) }
            text.append(byte: quote)
        }
        text.append(character: "\n")
    }

    private mutating func write(
        _ column: Int, _ values: borrowing FieldValues, _ packet: inout PacketView, into text: inout TextBuffer
    ) {
        let range = values.listRanges[column]
        if !range.isEmpty {
            let octets = unsafe values.listTexts.storage.span.bytes
            return text.append(contentsOf: octets.clamped(range.lowerBound, range.upperBound))
        }
        var number = values.heads[column]
        if format.occurrence == .last { number = values.last(of: column) }
        var isFirst = true
        while number != .max {
            let entry = values.entries[Int(number)]
            if !isFirst { text.append(byte: format.aggregator) }
            isFirst = false
            write(value: Int(entry.node), &packet, values.detail, into: &text)
            if format.occurrence != .all { return }
            number = entry.next
        }
    }

    /// Calls `body` with the text of each of a column's values, in the packet's order.
    /// - Parameter scratch: what the texts are written into.
    mutating func forEach(
        in column: Int, _ values: borrowing FieldValues, _ packet: inout PacketView, into scratch: inout TextBuffer,
        _ body: (borrowing TextBuffer) -> Void
    ) {
        let range = values.listRanges[column]
        if !range.isEmpty {
            scratch.removeAll()
            unsafe scratch.append(
                contentsOf: values.listTexts.storage.span.bytes.clamped(range.lowerBound, range.upperBound))
            return body(scratch)
        }
        var number = values.heads[column]
        while number != .max {
            let entry = values.entries[Int(number)]
            scratch.removeAll()
            write(value: Int(entry.node), &packet, values.detail, into: &scratch)
            body(scratch)
            number = entry.next
        }
    }

    /// Writes the text of one value.
    mutating func write(
        value position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        switch node.kind {
        case .layer, .fault:
            scratch.removeAll()
            declarations.write(heading: position, of: &packet, detail, into: &scratch)
            text.append(textEscaping: scratch)
        case .item, .list: declarations.write(node, of: packet, detail, into: &text)
        case .value:
            switch node.value {
            case .absoluteTime: clock.write(moment: Int64(bitPattern: node.raw), into: &text)
            case .text:
                let start = text.count
                declarations.write(node, of: packet, detail, into: &text)
                if format.escapes { escape(from: start, in: &text) }
            default: declarations.write(node, of: packet, detail, into: &text)
            }
        }
    }

    /// Few texts have any quotes.
    private mutating func double(_ quote: UInt8, from start: Int, in text: inout TextBuffer) {
        guard text.storage[start...].contains(quote) else { return }
        scratch.removeAll()
        unsafe scratch.append(contentsOf: text.storage.span.bytes.clamped(start, text.count))
        text.truncate(to: start)
        for byte in scratch.storage {
            if byte == quote { text.append(byte: quote) }
            text.append(byte: byte)
        }
    }

    /// Most texts have nothing to escape: they are written in place and only then looked at.
    private mutating func escape(from start: Int, in text: inout TextBuffer) {
        guard text.hasLineControls(from: start) else { return }
        scratch.removeAll()
        unsafe scratch.append(contentsOf: text.storage.span.bytes.clamped(start, text.count))
        text.truncate(to: start)
        for byte in scratch.storage {
            switch byte {
            // No reader of lines takes a zero; tshark's texts end there.
            case 0x00: text.append("\\000")
            case 0x08...0x0a, 0x0c, 0x0d: text.append(letterOf: byte)
            default: text.append(byte: byte)
            }
        }
    }
}

extension FieldValues {
    /// The number of a column's last value; `.max` for none.
    func last(of column: Int) -> UInt32 {
        var number = heads[column]
        while number != .max, entries[Int(number)].next != .max { number = entries[Int(number)].next }
        return number
    }
}

extension TextBuffer {
    /// Whether a zero, a backspace, a tab, a line feed, a form feed or a carriage return was written from `start` on.
    func hasLineControls(from start: Int) -> Bool {
        for index in start..<count where storage[index] < 0x0e {
            if storage[index] == 0 || storage[index] > 0x07 && storage[index] != 0x0b { return true }
        }
        return false
    }
}
