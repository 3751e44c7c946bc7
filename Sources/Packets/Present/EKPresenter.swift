/// Packets as newline-delimited JSON in the shape of `tshark -T ek`, for the bulk interface of Elasticsearch: a line that
/// names the index and a line with the packet's fields.
///
/// All fields of a layer stand side by side, keyed by protocol and name with `_` for each dot (`ip_ip_src`); fields with
/// the same name below the same parent share one member with an array. Keep one and use it again for each packet.
public struct EKPresenter: Sendable {
    private let registry: Registry
    private let keys: EKKeys
    private var clock: PacketClock
    private var scratch = TextBuffer(capacity: 256)
    private var escaped = TextBuffer(capacity: 256)

    /// Nodes that share a member.
    private struct Group: Sendable, BitwiseCopyable {
        var parent: UInt32
        var field: UInt32
        var first: UInt32
        var last: UInt32
        /// The next group of the same field below another parent; `.max` for none.
        var sibling: UInt32
    }
    private var groups: [Group] = []
    /// For each node the next one of its group; `.max` for none.
    private var following: [UInt32] = []
    /// For each field its first group; `.max` for none.
    private var firstGroups: [UInt32]
    private var parents: [(depth: UInt8, field: UInt32)] = []
    private var faults: [UInt32] = []

    /// - Parameter zone: the time zone of `_index`; tshark takes local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        self.registry = registry
        keys = EKKeys(registry)
        clock = PacketClock(zone)
        firstGroups = Array(repeating: .max, count: registry.tables.fields.count + 1)
    }

    /// Writes one packet: two lines.
    public mutating func write(_ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer) {
        writeStart(packet.frame.timestamp, into: &text)
        following.removeAll(keepingCapacity: true)
        following.append(contentsOf: repeatElement(.max, count: detail.nodes.count))
        faults.removeAll(keepingCapacity: true)
        var isFirst = true
        for position in detail.nodes.indices {
            if detail.nodes[position].kind == .fault { faults.append(UInt32(position)) }
            guard detail.nodes[position].kind == .layer, isFirstOfName(position, detail) else { continue }
            if !isFirst { text.append(byte: 0x2c) }
            isFirst = false
            writeLayers(like: position, &packet, detail, into: &text)
        }
        for fault in faults {
            text.append(byte: 0x2c)
            write(fault: Int(fault), packet, detail, into: &text)
        }
        text.append("}}\n")
    }

    /// The index line and the start of the packet's.
    mutating func writeStart(_ time: Timestamp, into text: inout TextBuffer) {
        text.append("{\"index\":{\"_index\":\"packets-")
        clock.write(dateOf: time, into: &text)
        text.append("\",\"_type\":\"doc\"}}\n{\"timestamp\":\"")
        text.append(decimal: time.seconds)
        text.append(decimal: time.nanoseconds / 1_000_000, width: 3)
        text.append("\",\"layers\":{")
    }

    private func isFirstOfName(_ position: Int, _ detail: borrowing Detail) -> Bool {
        let field = detail.nodes[position].field
        for index in 0..<position where detail.nodes[index].kind == .layer && detail.nodes[index].field == field {
            return false
        }
        return true
    }

    /// A protocol's layers: an object, or an array of them where it comes more than once.
    private mutating func writeLayers(
        like position: Int, _ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        let field = detail.nodes[position].field
        keys.append(bare: field, into: &text)
        let open = text.count
        var count = 0
        for index in position..<detail.nodes.count
        where detail.nodes[index].kind == .layer && detail.nodes[index].field == field {
            if count == 1 { text.insert(byte: 0x5b, at: open) }
            if count > 0 { text.append(byte: 0x2c) }
            writeLayer(index, &packet, detail, into: &text)
            count += 1
        }
        if count > 1 { text.append(byte: 0x5d) }
    }

    private mutating func writeLayer(
        _ position: Int, _ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        let layer = UInt32(keys.canonical(detail.nodes[position].field))
        parents.removeAll(keepingCapacity: true)
        parents.append((0, layer))
        var index = position + 1
        while index < detail.nodes.count, detail.nodes[index].depth > 0 {
            let node = detail.nodes[index]
            if node.kind != .fault, !registry.tables.isFlat(node) {
                while let last = parents.last, last.depth >= node.depth { parents.removeLast() }
                let field = UInt32(registry.tables.isHeadingOnly(node) ? keys.text : keys.canonical(node.field))
                add(UInt32(index), field, below: parents.last?.field ?? layer)
                parents.append((node.depth, field))
            }
            index += 1
        }
        text.append(byte: 0x7b)
        for number in groups.indices {
            if number > 0 { text.append(byte: 0x2c) }
            write(groups[number], &packet, detail, into: &text)
        }
        text.append(byte: 0x7d)
        for group in groups { firstGroups[Int(group.field)] = .max }
        groups.removeAll(keepingCapacity: true)
    }

    private mutating func add(_ node: UInt32, _ field: UInt32, below parent: UInt32) {
        var number = firstGroups[Int(field)]
        var last = UInt32.max
        while number != .max {
            if groups[Int(number)].parent == parent {
                following[Int(groups[Int(number)].last)] = node
                groups[Int(number)].last = node
                return
            }
            last = number
            number = groups[Int(number)].sibling
        }
        let new = UInt32(groups.count)
        groups.append(Group(parent: parent, field: field, first: node, last: node, sibling: .max))
        if last == .max { firstGroups[Int(field)] = new } else { groups[Int(last)].sibling = new }
    }

    private mutating func write(
        _ group: Group, _ packet: inout PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        let first = detail.nodes[Int(group.first)]
        if Int(group.field) == keys.text {
            text.append("\"text\":")
        } else if first.kind == .item {
            // tshark registers options as protocols, whose names stand alone.
            keys.append(bare: first.field, into: &text)
        } else {
            keys.append(full: first.field, into: &text)
        }
        let isArray = group.first != group.last
        if isArray { text.append(byte: 0x5b) }
        var position = group.first
        while true {
            write(value: Int(position), isText: Int(group.field) == keys.text, &packet, detail, into: &text)
            position = following[Int(position)]
            if position == .max { break }
            text.append(byte: 0x2c)
        }
        if isArray { text.append(byte: 0x5d) }
    }

    private mutating func write(
        value position: Int, isText: Bool, _ packet: inout PacketView, _ detail: borrowing Detail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if node.value == .boolean, node.kind == .value {
            return text.append(node.raw == 0 ? "false" : "true")
        }
        text.append(byte: 0x22)
        if isText {
            scratch.removeAll()
            registry.write(heading: position, of: &packet, detail, into: &scratch)
            escaped.removeAll()
            escaped.append(textEscaping: scratch)
            text.append(jsonEscaping: escaped)
        } else if node.value == .absoluteTime {
            PacketClock.write(utc: Int64(bitPattern: node.raw), into: &text)
        } else if node.value == .text {
            scratch.removeAll()
            registry.write(node, of: packet, detail, into: &scratch)
            text.append(jsonEscaping: scratch)
        } else {
            registry.write(node, of: packet, detail, octets: .colons, into: &text)
        }
        text.append(byte: 0x22)
    }

    private mutating func write(
        fault position: Int, _ packet: borrowing PacketView, _ detail: borrowing Detail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        keys.append(bare: node.field, into: &text)
        text.append("{\"_ws_expert\":{\"_ws_expert__ws_expert_message\":\"")
        scratch.removeAll()
        registry.tables.describe(fault: node, packet, detail, into: &scratch)
        text.append(jsonEscaping: scratch)
        text.append(
            "\",\"_ws_expert__ws_expert_severity\":\"8388608\",\"_ws_expert__ws_expert_group\":\"117440512\"}}")
    }
}

/// The keys of `-T ek`, rendered once for a registry.
struct EKKeys: Sendable {
    private struct Entry: Sendable, BitwiseCopyable {
        var start: UInt32
        /// Where the key without the protocol before it starts.
        var bareStart: UInt32
        var end: UInt32
        /// The first field of the same name.
        var canonical: UInt32
    }
    private let octets: [UInt8]
    private let entries: [Entry]
    /// The number that stands for all that has no name.
    let text: Int

    init(_ registry: Registry) {
        var octets: [UInt8] = []
        var numbers: [String: UInt32] = [:]
        entries = registry.tables.fields.enumerated().map { number, info in
            let name = info.name.utf8.map { $0 == 0x2e ? 0x5f : $0 }
            let start = octets.count
            octets += [0x22] + Array(info.protocolName.utf8) + [0x5f] + name + [0x22, 0x3a]
            let bare = octets.count
            octets += [0x22] + name + [0x22, 0x3a]
            let canonical = numbers[info.name] ?? UInt32(number)
            numbers[info.name] = canonical
            return Entry(
                start: UInt32(start), bareStart: UInt32(bare), end: UInt32(octets.count), canonical: canonical)
        }
        self.octets = octets
        text = registry.tables.fields.count
    }

    func canonical(_ field: FieldID) -> Int { Int(entries[Int(field.rawValue)].canonical) }

    /// `"ip_ip_src":`.
    func append(full field: FieldID, into text: inout TextBuffer) {
        let entry = entries[Int(field.rawValue)]
        unsafe text.append(contentsOf: octets.span.bytes.clamped(Int(entry.start), Int(entry.bareStart)))
    }

    /// `"ip_src":`.
    func append(bare field: FieldID, into text: inout TextBuffer) {
        let entry = entries[Int(field.rawValue)]
        unsafe text.append(contentsOf: octets.span.bytes.clamped(Int(entry.bareStart), Int(entry.end)))
    }
}

extension TextBuffer {
    /// Puts one byte before the one at `index`.
    mutating func insert(byte: UInt8, at index: Int) { storage.insert(byte, at: index) }
}
