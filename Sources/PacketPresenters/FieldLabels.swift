import Packets

/// What a person reads of each field, as plain bits and octets: made once for a registry, so that a line costs no look-up
/// by name and no `String`.
struct FieldLabels: Sendable {
    struct Entry: Sendable, BitwiseCopyable {
        var labelStart: UInt32 = 0
        var labelLength: UInt32 = 0
        /// How many bits are drawn, whole octets or the bits of the group; 0 draws none.
        var drawn: UInt8 = 0
        /// How many drawn bits stand before the field's own.
        var skip: UInt8 = 0
        /// In bits; 0 for a field without a fixed width.
        var width: UInt8 = 0
        /// Where the field's first bit stands in its first octet.
        var bit: UInt8 = 0
        var scale: UInt32 = 1
        /// The value was worked out and does not lie in the octets: shown in brackets.
        var isGenerated = false
        var hasNames = false
        var isMasked: Bool { drawn > 0 }
    }

    let entries: [Entry]
    private let octets: [UInt8]

    init(_ declarations: Declarations) {
        var octets: [UInt8] = []
        entries = declarations.fields.map { info in
            var entry = Entry()
            let label = info.label.description
            entry.labelStart = UInt32(octets.count)
            entry.labelLength = UInt32(label.utf8.count)
            octets += Array(label.utf8)
            entry.hasNames = info.type.map { !$0.names.isEmpty } ?? false
            entry.isGenerated = info.isDerived && !Self.isRecorded(info, declarations)
            if info.row >= 0 { Self.place(&entry, declarations.schemas[info.schema].rows, at: info.row) }
            return entry
        }
        self.octets = octets
    }

    /// Whether a computed field of the frame is what the capture file says and not worked out.
    private static func isRecorded(_ info: FieldInfo, _ declarations: Declarations) -> Bool {
        guard declarations.schemas[info.schema].type == FrameProtocol.self else { return false }
        return info.type != RelativeTime.self && info.kind != .boolean && info.name != "frame.protocols"
    }

    private static func place(_ entry: inout Entry, _ rows: [Row], at index: Int) {
        let row = rows[index]
        guard row.content == .bits, row.width > 0, row.width <= 64, row.kind.isNumeric else { return }
        entry.width = UInt8(row.width)
        entry.scale = row.scale
        entry.bit = UInt8(row.bit % 8)
        let isGroup = index + 1 < rows.count && rows[index + 1].depth > row.depth
        let above = rows[..<index].last { $0.depth < row.depth && !$0.isAlias && $0.content == .bits }
        let group = above.flatMap { group in
            let isInside = row.bit >= group.bit && row.bit + row.width <= group.bit + group.width
            return isInside && group.part == row.part ? group : nil
        }
        if let group, group.width == 48, row.bit + row.width <= group.bit + 24 {
            // A bit of a hardware address, within its first half.
            entry.drawn = 24
            entry.skip = UInt8(row.bit - group.bit)
        } else if let group, group.width <= 32, group.width % 4 == 0 {
            // Within its group's bits, as a member of flags.
            entry.drawn = UInt8(group.width)
            entry.skip = UInt8(row.bit - group.bit)
        } else if row.bit % 8 != 0 || row.width % 8 != 0, !(isGroup && row.width % 4 == 0) {
            let first = row.bit & ~7
            let drawn = (row.bit + row.width + 7) & ~7 - first
            guard drawn <= 64 else { return }
            entry.drawn = UInt8(drawn)
            entry.skip = UInt8(row.bit - first)
        }
    }

    /// The octets in which the drawn bits lie; without drawn bits those of the node.
    func octets(of node: DetailNode) -> Range<Int> {
        let entry = entries[Int(node.field.rawValue)]
        let start = Int(node.start)
        guard node.kind == .value, entry.isMasked, node.length > 0 else { return start..<start + Int(node.length) }
        let first = Int(entry.bit) - Int(entry.skip)
        let end = (first + Int(entry.drawn) + 7) >> 3
        return max(0, start + first >> 3)..<start + end
    }

    /// The number as it stands on the wire.
    func wire(_ node: DetailNode) -> UInt64 {
        let scale = entries[Int(node.field.rawValue)].scale
        return scale > 1 ? node.raw / UInt64(scale) : node.raw
    }

    /// `.... ..1. = `: the bits of the field among those around it.
    private func draw(_ entry: Entry, _ wire: UInt64, into text: inout TextBuffer) {
        let first = Int(entry.skip)
        let last = first + Int(entry.width)
        for bit in 0..<Int(entry.drawn) {
            if bit > 0, bit % 4 == 0 { text.append(character: " ") }
            guard bit >= first, bit < last else {
                text.append(character: ".")
                continue
            }
            text.append(character: wire >> UInt64(last - 1 - bit) & 1 == 0 ? "0" : "1")
        }
        text.append(" = ")
    }

    /// Writes `Source Port: 53`, with the field's bits before it where they are less than octets.
    func write(
        _ node: DetailNode, of packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        in declarations: Declarations,
        scratch: inout TextBuffer, into text: inout TextBuffer
    ) {
        let entry = entries[Int(node.field.rawValue)]
        if entry.isMasked { draw(entry, wire(node), into: &text) }
        let label = Int(entry.labelStart)
        unsafe text.append(contentsOf: octets.span.bytes.clamped(label, label + Int(entry.labelLength)))
        let format = declarations.formats[Int(node.field.rawValue)]
        if format.kind == .none { return }
        text.append(": ")
        switch format.kind {
        case .boolean, .unsigned: write(number: node.raw, entry, format, into: &text)
        case .bytes where node.length == 0: declarations.write(node, of: packet, detail, into: &text)
        case .bytes:
            // Nobody reads more on a line.
            let shown = min(Int(node.length), 36)
            text.append(hexOf: packet.octets.clamped(Int(node.start), Int(node.start) + shown))
            if shown < Int(node.length) { text.append("…") }
        case .text:
            scratch.removeAll()
            declarations.write(node, of: packet, detail, into: &scratch)
            text.append(textEscaping: scratch)
        case .relativeTime:
            declarations.write(node, of: packet, detail, into: &text)
            text.append(" seconds")
        default: declarations.write(node, of: packet, detail, into: &text)
        }
    }

    private func write(number raw: UInt64, _ entry: Entry, _ format: FieldFormat, into text: inout TextBuffer) {
        if format.kind == .boolean, entry.isGenerated, format.type == Bool.self {
            return text.append(raw == 0 ? "False" : "True")
        }
        if entry.hasNames, format.show != .decimalHex || format.kind == .boolean {
            text.append(format.type?.name(of: raw) ?? "Unknown")
            if format.kind == .boolean { return }
            text.append(" (")
            write(plain: raw, entry, format, into: &text)
            return text.append(character: ")")
        }
        write(plain: raw, entry, format, into: &text)
        if format.show == .decimalHex {
            text.append(" (")
            text.append(hex: raw, digits: digits(entry, format), prefixed: true)
            text.append(character: ")")
        } else if entry.scale == 4 {
            text.append(" bytes (")
            text.append(decimal: raw / 4)
            text.append(character: ")")
        }
    }

    private func write(plain raw: UInt64, _ entry: Entry, _ format: FieldFormat, into text: inout TextBuffer) {
        if format.show == .hex {
            text.append(hex: raw, digits: digits(entry, format), prefixed: true)
        } else {
            text.append(decimal: raw)
        }
    }

    private func digits(_ entry: Entry, _ format: FieldFormat) -> Int {
        entry.width == 0 ? Int(format.digits) : (Int(entry.width) + 3) / 4
    }
}
