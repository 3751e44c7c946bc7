public import Packets

/// One line of the detail tree.
public struct DetailLine: Sendable, BitwiseCopyable {
    /// The position of its node in the detail; its `start` and `length` are the octets that belong to the line.
    public let node: Int
    /// How deep it stands: 0 for a layer.
    public let depth: Int
    /// Where the line starts in the text, its indentation included.
    public let start: Int
    /// Where it ends, before the line feed.
    public let end: Int
}

/// The detail of a packet as text, a line a field, as `tshark -V` shows it.
///
/// Keep one and use it again for each packet; it then allocates nothing.
public struct DetailTree: Sendable {
    private let declarations: Declarations
    private let labels: FieldLabels
    private let style: TextStyle
    /// The protocols that are shown in detail; the others are one line each. `nil` for all.
    public var detailed: [ProtocolID]?
    /// The lines of the packet that was written last.
    public private(set) var lines: [DetailLine] = []
    private var scratch = TextBuffer(capacity: 256)

    public init(_ registry: Registry, style: TextStyle = .plain) {
        declarations = registry.declarations
        self.style = style
        labels = FieldLabels(declarations)
    }

    /// Shows in detail only the protocols of these names (`-O dns,tcp`).
    /// - Throws: the first name that no protocol has.
    public mutating func show(only names: [String]) throws(UnknownField) {
        var chosen: [ProtocolID] = []
        for name in names {
            guard let id = declarations.protocolsByName[name] else { throw UnknownField(name: name) }
            chosen.append(id)
        }
        detailed = chosen
    }

    /// Writes the tree, each line ended by a line feed, and lists its ``lines``.
    public mutating func write(
        _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        lines.removeAll(keepingCapacity: true)
        var isOpen = true
        // Below the heading of a flat item, which is the item's text, what lies in its octets would say it once more.
        var flatDepth = UInt8.max
        for position in detail.nodes.indices {
            let node = detail.nodes[position]
            if node.isHidden { continue }
            if node.depth <= flatDepth {
                flatDepth = node.kind == .item && declarations.isFlat(node) ? node.depth : .max
            } else if node.kind == .value, !node.isDerived {
                continue
            }
            if node.kind == .layer { isOpen = isDetailed(node, packet) }
            if isOpen || node.kind == .layer || node.kind == .fault {
                write(position, &packet, detail, into: &text)
            }
        }
    }

    private func isDetailed(_ layer: DetailNode, _ packet: borrowing PacketView) -> Bool {
        guard let detailed else { return true }
        let id = layer.layer < 0 ? ProtocolID.frame : packet.layers[Int(layer.layer)].id
        return detailed.contains(id)
    }

    private mutating func write(
        _ position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        let start = text.count
        text.append(character: " ", repeated: Int(node.depth) * 4)
        // A text that was found in the octets is theirs, and was not worked out.
        let isWorkedOut =
            labels.entries[Int(node.field.rawValue)].isGenerated && (node.isDerived || node.value != .text)
        let isBracketed = node.kind == .fault || node.kind == .value && isWorkedOut
        let isStyled = style.begin(role(of: node, isBracketed), into: &text)
        if isBracketed { text.append(character: "[") }
        switch node.kind {
        case .value: labels.write(node, of: packet, detail, in: declarations, scratch: &scratch, into: &text)
        case .layer, .list, .item, .fault:
            scratch.removeAll()
            declarations.write(heading: position, of: &packet, detail, into: &scratch)
            text.append(textEscaping: scratch)
        }
        if isBracketed { text.append(character: "]") }
        if isStyled { style.end(into: &text) }
        lines.append(DetailLine(node: position, depth: Int(node.depth), start: start, end: text.count))
        text.append(character: "\n")
    }

    private func role(of node: DetailNode, _ isBracketed: Bool) -> TextRole {
        switch node.kind {
        case .layer: .layer
        case .item, .list: .heading
        case .fault: .fault
        case .value: isBracketed ? .generated : .value
        }
    }
}
