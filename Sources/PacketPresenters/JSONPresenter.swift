public import Packets

/// Packets as JSON in the shape of `tshark -T json`: an array of objects, whose `_source.layers` nests the fields.
///
/// Keys are rendered once, with quotes and all; a packet then costs a few copies a field and allocates nothing. As tshark
/// does, a field that has fields below it is followed by a second member with `_tree` behind its name, a key that comes
/// twice stands there twice, and every value is a string.
///
///     presenter.begin(into: &text)
///     presenter.write(&packet, detail, into: &text)    // once a packet
///     presenter.end(into: &text)
public struct JSONPresenter: Sendable {
    private let declarations: Declarations
    private let keys: JSONKeys
    private var layerTexts = LayerTexts()
    /// The layer whose text is to be kept, where it starts and where its nodes do.
    private var kept: (key: LayerTexts.Key, start: Int, first: Int)?
    private var open = OpenObjects()
    private var envelope: JSONEnvelope
    private var faults: [Int] = []
    private var scratch = TextBuffer(capacity: 256)
    private var escaped = TextBuffer(capacity: 256)

    /// - Parameter zone: the time zone of `_index` and of moments; tshark shows local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        declarations = registry.declarations
        keys = JSONKeys(declarations)
        envelope = JSONEnvelope(zone)
    }

    /// Writes what stands before the first packet.
    public mutating func begin(into text: inout TextBuffer) { envelope.begin(into: &text) }

    /// Writes what stands after the last packet.
    public mutating func end(into text: inout TextBuffer) { envelope.end(into: &text) }

    /// Writes one packet.
    public mutating func write(
        _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        envelope.open(packet.frame, into: &text)
        open.reset()
        faults.removeAll(keepingCapacity: true)
        let octets = PacketOctets(packet)
        var position = 0
        while true {
            text.stretch(Self.room) { position = put(from: position, octets, detail, into: &$0) }
            guard position < detail.nodes.count else { break }
            write(position, &packet, detail, into: &text)
            position += 1
        }
        close(to: 0, into: &text)
        writeFaults(packet, detail, into: &text)
        envelope.close(into: &text)
    }

    /// How much room is asked for at once.
    private static var room: Int { 1 << 14 }

    /// Puts nodes into a stretch of room as long as it lasts and they need nothing else.
    /// - Returns: the first node that is still to be written.
    @inline(__always)
    private mutating func put(
        from first: Int, _ packet: PacketOctets, _ detail: borrowing PacketDetail, into text: inout TextStretch
    ) -> Int {
        let nodes = detail.nodes.span
        var position = first
        kept = nil
        while position < nodes.count {
            // A fault ends no object.
            if !open.isFirst, position > 0, nodes[position &- 1].kind != .fault {
                position = keys.put(
                    valuesFrom: position, depth: nodes[position &- 1].depth, indentation: open.count, packet, nodes,
                    into: &text)
                guard position < nodes.count else { break }
            }
            let node = nodes[position]
            let entry = keys[node.field]
            var form = entry.form
            switch node.kind {
            // One without a value is the object of those below it.
            case .value: if form == .presence, hasChildren(position, nodes) { form = .described }
            case .layer: form = .presence
            case .list, .item:
                let isDescribed = declarations.isHeadingOnly(node) && !declarations.isFlat(node)
                form = isDescribed ? .described : .octets
            case .fault: form = .described
            }
            if form == .described {
                guard put(computedText: position, detail, into: &text) else { break }
                position &+= 1
                continue
            }
            guard node.kind != .layer || faults.isEmpty else { break }
            guard text.has(entry.room &+ form.room(node.length) &+ open.room) else { break }
            open.close(to: node.depth, into: &text)
            let hasChildren = hasChildren(position, nodes)
            if node.kind == .layer {
                guard hasChildren else { break }
                position = put(layer: position, packet, nodes, into: &text)
                continue
            }
            if node.kind == .value || !declarations.isFlat(node) {
                keys.put(key: entry, indentation: open.count, after: !open.isFirst, into: &text)
                text.put(value: node, form, digits: entry.digits, of: packet)
                text.put(character: "\"")
                open.isFirst = false
                if hasChildren {
                    keys.put(tree: entry, indentation: open.count, into: &text)
                    open.begin(node.depth)
                }
            }
            position &+= 1
        }
        return position
    }

    /// Begins a layer's object, or puts all of it where the text was kept. Out of line: of a function with so many branches
    /// the compiler inlines no more.
    /// - Returns: the node behind what was put.
    @inline(never)
    private mutating func put(
        layer position: Int, _ packet: PacketOctets, _ nodes: Span<DetailNode>, into text: inout TextStretch
    ) -> Int {
        if let kept {
            layerTexts.keep(
                text.octets(from: kept.start), for: kept.key, from: kept.first, to: position, nodes, declarations)
        }
        kept = nil
        let node = nodes[position]
        JSONKeys.put(lead: open.count, after: !open.isFirst, into: &text)
        if let key = LayerTexts.key(of: node, in: packet.bytes, declarations) {
            if let known = layerTexts.find(key, at: position, nodes), text.has(known.count) {
                layerTexts.put(key, count: known.count, into: &text)
                open.isFirst = false
                return position &+ known.nodes
            }
            kept = (key, text.count, position)
        }
        keys.put(bareKey: keys[node.field], into: &text)
        text.put(character: "{")
        open.begin(node.depth)
        return position &+ 1
    }

    /// Puts a member whose value is a computed text that stands in JSON as it is.
    /// - Returns: whether it was one, and put.
    @inline(never)
    private mutating func put(
        computedText position: Int, _ detail: borrowing PacketDetail, into text: inout TextStretch
    ) -> Bool {
        let nodes = detail.nodes.span
        let node = nodes[position]
        guard node.kind == .value, node.value == .text, node.isDerived, !hasChildren(position, nodes) else {
            return false
        }
        let entry = keys[node.field]
        let value = detail.texts[Int(node.raw)].utf8
        let octets = unsafe value.span.bytes
        guard text.has(entry.room &+ open.room &+ octets.byteCount), octets.isPlainJSON else { return false }
        open.close(to: node.depth, into: &text)
        keys.put(key: entry, indentation: open.count, after: !open.isFirst, into: &text)
        text.put(octets)
        text.put(character: "\"")
        open.isFirst = false
        return true
    }

    /// Whether the nodes behind one, faults aside, are below it.
    @inline(__always)
    private func hasChildren(_ position: Int, _ nodes: Span<DetailNode>) -> Bool {
        var next = position &+ 1
        while next < nodes.count, nodes[next].kind == .fault { next &+= 1 }
        return next < nodes.count && nodes[next].depth > nodes[position].depth
    }

    /// Writes a node that needs more than a stretch of room.
    private mutating func write(
        _ position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if node.kind == .fault { return faults.append(position) }
        close(to: node.depth, into: &text)
        if node.depth == 0, !faults.isEmpty { writeFaults(packet, detail, into: &text) }
        let hasChildren = hasChildren(position, detail.nodes.span)
        if node.kind != .value || node.value == .none && hasChildren {
            return writeHeading(position, hasChildren: hasChildren, &packet, detail, into: &text)
        }
        append(key: node, into: &text)
        append(value: node, packet, detail, into: &text)
        text.append(character: "\"")
        if hasChildren { beginTree(node, into: &text) }
    }

    /// Ends the objects of all nodes that do not enclose a node of this depth.
    private mutating func close(to depth: UInt8, into text: inout TextBuffer) {
        text.stretch(open.room) { open.close(to: depth, into: &$0) }
    }

    private mutating func append(key node: DetailNode, into text: inout TextBuffer) {
        let entry = keys[node.field]
        text.stretch(entry.room) { keys.put(key: entry, indentation: open.count, after: !open.isFirst, into: &$0) }
        open.isFirst = false
    }

    private mutating func beginTree(_ node: DetailNode, into text: inout TextBuffer) {
        let entry = keys[node.field]
        text.stretch(entry.room) { keys.put(tree: entry, indentation: open.count, into: &$0) }
        open.begin(node.depth)
    }

    private mutating func writeHeading(
        _ position: Int, hasChildren: Bool, _ packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if node.kind != .value, declarations.isFlat(node) { return }
        let isLayer = node.kind == .layer || node.kind == .value
        if isLayer || declarations.isHeadingOnly(node) {
            if isLayer {
                append(key: node, into: &text)
                text.truncate(to: text.count - 1)
            } else {
                text.stretch(JSONKeys.maximumLead) {
                    JSONKeys.put(lead: open.count, after: !open.isFirst, into: &$0)
                }
                text.append(character: "\"")
                append(heading: position, &packet, detail, into: &text)
                text.append("\": ")
                open.isFirst = false
            }
            if hasChildren {
                text.append(character: "{")
                return open.begin(node.depth)
            }
            text.append(character: "\"")
            if isLayer { append(heading: position, &packet, detail, into: &text) }
            return text.append(character: "\"")
        }
        append(key: node, into: &text)
        let octets = packet.octets.clamped(Int(node.start), Int(node.start) + Int(node.length))
        text.append(hexOf: octets, separator: UInt8(ascii: ":"))
        text.append(character: "\"")
        if hasChildren { beginTree(node, into: &text) }
    }

    private mutating func append(
        heading position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        scratch.removeAll()
        declarations.write(heading: position, of: &packet, detail, into: &scratch)
        if scratch.isPlainJSON(from: 0) { return text.append(contentsOf: scratch) }
        // A heading is what a line shows, where controls were made visible already.
        escaped.removeAll()
        escaped.append(textEscaping: scratch)
        text.append(jsonEscaping: escaped)
    }

    @inline(__always)
    private mutating func append(
        value node: DetailNode, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        switch node.value {
        case .absoluteTime: envelope.clock.write(moment: Int64(bitPattern: node.raw), into: &text)
        case .text: append(text: node, packet, detail, into: &text)
        default: declarations.write(node, of: packet, detail, octets: .colons, into: &text)
        }
    }

    /// Most texts need no escaping: they are written in place and only then looked at.
    private mutating func append(
        text node: DetailNode, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let start = text.count
        declarations.write(node, of: packet, detail, into: &text)
        guard !text.isPlainJSON(from: start) else { return }
        scratch.removeAll()
        unsafe scratch.append(contentsOf: text.storage.span.bytes.clamped(start, text.count))
        text.truncate(to: start)
        text.append(jsonEscaping: scratch)
    }

    /// As layers of their own, with the reason where tshark has its expert information.
    private mutating func writeFaults(
        _ packet: borrowing PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        for position in faults {
            let node = detail.nodes[position]
            scratch.removeAll()
            declarations.describe(fault: node, packet, detail, into: &scratch)
            append(key: node, into: &text)
            if node.isShort(in: declarations) {
                text.append(character: "[")
                text.append(jsonEscaping: scratch)
                text.append("]\"")
                continue
            }
            text.truncate(to: text.count - 1)
            text.append(
                "{\n          \"_ws.expert\": {\n            \"_ws.malformed.expert\": \"\",\n            \"_ws.expert.message\": \""
            )
            text.append(jsonEscaping: scratch)
            text.append(
                "\",\n            \"_ws.expert.severity\": \"8388608\",\n            \"_ws.expert.group\": \"117440512\"\n          },\n          \"_ws.malformed\": \"Malformed Packet\"\n        }"
            )
        }
        faults.removeAll(keepingCapacity: true)
    }
}

/// The objects that are open within one packet.
private struct OpenObjects: Sendable {
    /// The depths of their nodes, each deeper than the one around it.
    private var depths = InlineArray<256, UInt8>(repeating: 0)
    private(set) var count = 0
    /// Nothing was written yet into the innermost.
    var isFirst = true

    /// Forgets them all: a packet begins.
    mutating func reset() {
        count = 0
        isFirst = true
    }

    @inline(__always)
    mutating func begin(_ depth: UInt8) {
        guard count < depths.count else { return }
        depths[count] = depth
        count &+= 1
        isFirst = true
    }

    /// How many bytes it takes at most to end them all.
    @inline(__always) var room: Int { count &* (JSONKeys.maximumLead &+ 1) }

    /// Ends the objects of all nodes that do not enclose a node of this depth.
    @inline(__always)
    mutating func close(to depth: UInt8, into text: inout TextStretch) {
        while count > 0, depths[count &- 1] >= depth {
            count &-= 1
            JSONKeys.put(lead: count, after: false, into: &text)
            text.put(character: "}")
            isFirst = false
        }
    }
}

extension DetailNode {
    /// Whether a fault is the capture's doing and not the packet's.
    func isShort(in declarations: Declarations) -> Bool {
        field == declarations.plans[Int(ProtocolID.short.rawValue)].field
    }
}

extension TextBuffer {
    /// Whether what was written from `start` on stands in a JSON string as it is: printable ASCII without quote and backslash.
    func isPlainJSON(from start: Int) -> Bool { unsafe storage.span.bytes.clamped(start, count).isPlainJSON }
}
