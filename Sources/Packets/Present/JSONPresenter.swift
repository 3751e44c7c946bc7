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
    private let registry: Registry
    private let keys: JSONKeys
    /// The depths of the nodes whose objects are open, the outermost first.
    private var open: [UInt8] = []
    /// Nothing was written yet into the innermost open object.
    private var isFirst = true
    private var isFirstPacket = true
    private var faults: [Int] = []
    private var scratch = TextBuffer(capacity: 256)
    private var escaped = TextBuffer(capacity: 256)
    private var clock: PacketClock

    /// - Parameter zone: the time zone of `_index` and of moments; tshark shows local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        self.registry = registry
        keys = JSONKeys(registry)
        clock = PacketClock(zone)
    }

    /// Writes what stands before the first packet.
    public mutating func begin(into text: inout TextBuffer) {
        isFirstPacket = true
        text.append("[")
    }

    /// Writes what stands after the last packet.
    public mutating func end(into text: inout TextBuffer) { text.append(isFirstPacket ? "]\n" : "\n]\n") }

    /// Writes one packet.
    public mutating func write(_ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer) {
        text.append(isFirstPacket ? "\n  {\n    \"_index\": \"packets-" : ",\n  {\n    \"_index\": \"packets-")
        isFirstPacket = false
        clock.write(dateOf: packet.frame.timestamp, into: &text)
        text.append("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {")
        open.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        isFirst = true
        let count = detail.nodes.count
        var position = 0
        while position < count {
            let node = detail.nodes[position]
            if node.kind == .fault {
                faults.append(position)
                position += 1
                continue
            }
            close(to: node.depth, into: &text)
            if node.depth == 0, !faults.isEmpty { writeFaults(packet, detail, into: &text) }
            var next = position + 1
            while next < count, detail.nodes[next].kind == .fault { next += 1 }
            let hasChildren = next < count && detail.nodes[next].depth > node.depth
            write(position, hasChildren: hasChildren, &packet, detail, into: &text)
            position += 1
        }
        close(to: 0, into: &text)
        writeFaults(packet, detail, into: &text)
        text.append("\n      }\n    }\n  }")
    }

    /// Ends the objects of all nodes that do not enclose a node of this depth.
    @inline(__always)
    private mutating func close(to depth: UInt8, into text: inout TextBuffer) {
        while let last = open.last, last >= depth {
            open.removeLast()
            keys.append(.close, indentation: open.count, into: &text)
            isFirst = false
        }
    }

    @inline(__always)
    private mutating func write(
        _ position: Int, hasChildren: Bool, _ packet: inout PacketView, _ detail: borrowing Detail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if node.kind == .value, node.value == .unsigned || node.value == .boolean {
            keys.append(number: node, indentation: open.count, after: !isFirst, into: &text)
        } else if node.kind == .value {
            keys.append(key: node.field, indentation: open.count, after: !isFirst, into: &text)
            append(value: node, packet, detail, into: &text)
            text.append(byte: 0x22)
        } else {
            return writeHeading(position, hasChildren: hasChildren, &packet, detail, into: &text)
        }
        isFirst = false
        guard hasChildren else { return }
        keys.append(tree: node.field, indentation: open.count, after: true, into: &text)
        begin(node)
    }

    private mutating func begin(_ node: Node) {
        open.append(node.depth)
        isFirst = true
    }

    private mutating func writeHeading(
        _ position: Int, hasChildren: Bool, _ packet: inout PacketView, _ detail: borrowing Detail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if registry.tables.isFlat(node) { return }
        let isLayer = node.kind == .layer
        if isLayer || registry.tables.isHeadingOnly(node) {
            if isLayer {
                keys.append(key: node.field, indentation: open.count, after: !isFirst, into: &text)
                text.truncate(to: text.count - 1)
            } else {
                keys.append(.member, indentation: open.count, after: !isFirst, into: &text)
                append(heading: position, &packet, detail, into: &text)
                text.append("\": ")
            }
            isFirst = false
            if hasChildren {
                text.append(byte: 0x7b)
                return begin(node)
            }
            text.append(byte: 0x22)
            if isLayer { append(heading: position, &packet, detail, into: &text) }
            return text.append(byte: 0x22)
        }
        keys.append(key: node.field, indentation: open.count, after: !isFirst, into: &text)
        let octets = packet.bytes.clamped(Int(node.start), Int(node.start) + Int(node.length))
        text.append(hexOf: octets, separator: 0x3a)
        text.append(byte: 0x22)
        isFirst = false
        guard hasChildren else { return }
        keys.append(tree: node.field, indentation: open.count, after: true, into: &text)
        begin(node)
    }

    private mutating func append(
        heading position: Int, _ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        scratch.removeAll()
        registry.write(heading: position, of: &packet, detail, into: &scratch)
        if scratch.isPlainJSON(from: 0) { return text.append(contentsOf: scratch) }
        // A heading is what a line shows, where controls were made visible already.
        escaped.removeAll()
        escaped.append(textEscaping: scratch)
        text.append(jsonEscaping: escaped)
    }

    @inline(__always)
    private mutating func append(
        value node: Node, _ packet: borrowing PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        switch node.value {
        case .absoluteTime: clock.write(moment: Int64(bitPattern: node.raw), into: &text)
        case .text: append(text: node, packet, detail, into: &text)
        default: registry.write(node, of: packet, detail, octets: .colons, into: &text)
        }
    }

    /// Most texts need no escaping: they are written in place and only then looked at.
    private mutating func append(
        text node: Node, _ packet: borrowing PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        let start = text.count
        registry.write(node, of: packet, detail, into: &text)
        guard !text.isPlainJSON(from: start) else { return }
        scratch.removeAll()
        unsafe scratch.append(contentsOf: text.storage.span.bytes.clamped(start, text.count))
        text.truncate(to: start)
        text.append(jsonEscaping: scratch)
    }

    /// As layers of their own, with the reason where tshark has its expert information.
    private mutating func writeFaults(
        _ packet: borrowing PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        for position in faults {
            let node = detail.nodes[position]
            scratch.removeAll()
            registry.tables.describe(fault: node, packet, detail, into: &scratch)
            keys.append(key: node.field, indentation: 0, after: !isFirst, into: &text)
            isFirst = false
            if node.isShort(in: registry) {
                text.append(byte: 0x5b)
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

extension Node {
    /// Whether a fault is the capture's doing and not the packet's.
    func isShort(in registry: borrowing Registry) -> Bool {
        field == registry.tables.plans[Int(Registry.Tables.short.rawValue)].field
    }
}

extension TextBuffer {
    /// Whether what was written from `start` on stands in a JSON string as it is: printable ASCII without quote and backslash.
    func isPlainJSON(from start: Int) -> Bool { unsafe storage.span.bytes.clamped(start, count).isPlainJSON }
}
