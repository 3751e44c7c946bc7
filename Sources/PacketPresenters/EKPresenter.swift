public import Packets

/// Packets as newline-delimited JSON in the shape of `tshark -T ek`, for the bulk interface of Elasticsearch: a line that
/// names the index and a line with the packet's fields.
///
/// All fields of a layer stand side by side, keyed by protocol and name with `_` for each dot (`ip_ip_src`); fields with
/// the same key share one member with an array. (tshark lets those below another parent have one more member, so that a key
/// comes twice in an object, which Elasticsearch refuses.) Keep one and use it again for each packet.
public struct EKPresenter: Sendable {
    private let declarations: Declarations
    private let keys: EKKeys
    private var layerTexts = LayerTexts()
    private var clock: PacketClock
    private var scratch = TextBuffer(capacity: 256)
    private var escaped = TextBuffer(capacity: 256)

    /// Nodes that share a member.
    private struct Group: Sendable, BitwiseCopyable {
        /// Of their key.
        var number: UInt32
        var first: UInt32
        var last: UInt32
    }
    private var groups: [Group] = []
    /// For each node of a group, but its last, the next one.
    private var following: [UInt32] = []
    /// For each key its group; `.max` for none.
    private var groupsByKey: [UInt32]
    private var layers: [Int] = []
    private var faults: [UInt32] = []

    /// - Parameter zone: the time zone of `_index`; tshark takes local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        declarations = registry.declarations
        keys = EKKeys(declarations)
        clock = PacketClock(zone)
        groupsByKey = Array(repeating: .max, count: keys.count)
    }

    /// Writes one packet: two lines.
    public mutating func write(
        _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        writeStart(packet.frame.timestamp, into: &text)
        if following.count < detail.nodes.count {
            following = Array(repeating: 0, count: 2 * detail.nodes.count)
        }
        find(detail.nodes.span)
        for number in layers.indices where isFirstOfName(number, detail) {
            if number > 0 { text.append(character: ",") }
            writeLayers(like: number, &packet, detail, into: &text)
        }
        for number in faults.indices where isFirstFault(number, detail) {
            text.append(character: ",")
            writeFaults(like: number, packet, detail, into: &text)
        }
        text.append("}}\n")
    }

    /// Where the layers and the faults are.
    private mutating func find(_ nodes: Span<DetailNode>) {
        layers.removeAll(keepingCapacity: true)
        faults.removeAll(keepingCapacity: true)
        for position in nodes.indices {
            switch nodes[position].kind {
            case .layer: layers.append(position)
            case .fault: faults.append(UInt32(position))
            case .item, .list, .value: break
            }
        }
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

    /// The number of the key of a layer or a fault: DNS over TCP is called as DNS is.
    private func key(of position: Int, _ detail: borrowing PacketDetail) -> UInt32 {
        keys[detail.nodes[position].field].layerNumber
    }

    private func isFirstOfName(_ number: Int, _ detail: borrowing PacketDetail) -> Bool {
        let name = key(of: layers[number], detail)
        for other in layers[..<number] where key(of: other, detail) == name { return false }
        return true
    }

    private func isFirstFault(_ number: Int, _ detail: borrowing PacketDetail) -> Bool {
        let name = key(of: Int(faults[number]), detail)
        for other in faults[..<number] where key(of: Int(other), detail) == name { return false }
        return true
    }

    /// A protocol's layers: an object, or an array of them where it comes more than once.
    private mutating func writeLayers(
        like first: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let name = key(of: layers[first], detail)
        append(bare: detail.nodes[layers[first]].field, into: &text)
        let open = text.count
        var count = 0
        for number in first..<layers.count where key(of: layers[number], detail) == name {
            if count == 1 { text.insert(byte: UInt8(ascii: "["), at: open) }
            if count > 0 { text.append(character: ",") }
            writeLayer(layers[number], &packet, detail, into: &text)
            count += 1
        }
        if count > 1 { text.append(character: "]") }
    }

    private mutating func writeLayer(
        _ position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let key = LayerTexts.key(of: detail.nodes[position], in: packet.octets, declarations)
        if let key, let known = layerTexts.find(key, at: position, detail.nodes.span) {
            return text.stretch(known.count) { layerTexts.put(key, count: known.count, into: &$0) }
        }
        let start = text.count
        let end = group(below: position, detail.nodes.span)
        text.append(character: "{")
        let octets = PacketOctets(packet)
        var number = 0
        while true {
            text.stretch(Self.room) { number = put(from: number, octets, detail, into: &$0) }
            guard number < groups.count else { break }
            if number > 0 { text.append(character: ",") }
            write(groups[number], &packet, detail, into: &text)
            number += 1
        }
        text.append(character: "}")
        if let key {
            unsafe layerTexts.keep(
                text.storage.span.bytes.clamped(start, text.count), for: key, from: position, to: end,
                detail.nodes.span, declarations)
        }
        for group in groups { groupsByKey[Int(group.number)] = .max }
        groups.removeAll(keepingCapacity: true)
    }

    /// Finds out which of a layer's nodes share a member.
    /// - Returns: where the layer's nodes end.
    private mutating func group(below position: Int, _ nodes: Span<DetailNode>) -> Int {
        var index = position &+ 1
        while index < nodes.count {
            let node = nodes[index]
            guard node.depth > 0 else { break }
            if node.kind == .value {
                add(index, keys[node.field].number(of: node))
            } else if node.kind != .fault, !declarations.isFlat(node) {
                add(index, declarations.isHeadingOnly(node) ? keys.text : keys[node.field].number(of: node))
            }
            index &+= 1
        }
        return index
    }

    /// How much room is asked for at once.
    private static var room: Int { 1 << 13 }

    /// Puts groups into a stretch of room as long as it lasts and they need nothing else.
    /// - Returns: the first group that is still to be written.
    @inline(__always)
    private mutating func put(
        from first: Int, _ packet: PacketOctets, _ detail: borrowing PacketDetail, into text: inout TextStretch
    ) -> Int {
        let nodes = detail.nodes.span
        let groups = groups.span
        var number = first
        while number < groups.count {
            let group = groups[number]
            guard group.number != keys.text, let room = room(for: group, nodes), text.has(room) else { break }
            if number > 0 { text.put(character: ",") }
            let node = nodes[Int(group.first)]
            let entry = keys[node.field]
            // tshark registers options as protocols, whose names stand alone.
            keys.put(entry, isBare: node.kind == .item, into: &text)
            if group.first == group.last {
                put(node, entry, packet, into: &text)
            } else {
                text.put(character: "[")
                var position = group.first
                while true {
                    let node = nodes[Int(position)]
                    put(node, keys[node.field], packet, into: &text)
                    if position == group.last { break }
                    position = following[Int(position)]
                    text.put(character: ",")
                }
                text.put(character: "]")
            }
            number &+= 1
        }
        return number
    }

    /// How many bytes a group takes at most; `nil` when one of its values needs a buffer.
    @inline(__always)
    private func room(for group: Group, _ nodes: Span<DetailNode>) -> Int? {
        var room = keys[nodes[Int(group.first)].field].room &+ 2
        var position = group.first
        while true {
            let node = nodes[Int(position)]
            let form = keys[node.field].form(of: node)
            if form == .described { return nil }
            room &+= form.room(node.length) &+ 3
            if position == group.last { return room }
            position = following[Int(position)]
        }
    }

    @inline(__always)
    private func put(
        _ node: DetailNode, _ entry: EKKeys.Entry, _ packet: PacketOctets, into text: inout TextStretch
    ) {
        let form = entry.form(of: node)
        if form == .boolean {
            // `true` and `false`.
            return text.put(word: node.raw == 0 ? 0x65_736c_6166 : 0x6575_7274, count: node.raw == 0 ? 5 : 4)
        }
        text.put(character: "\"")
        text.put(value: node, form, digits: entry.digits, of: packet)
        text.put(character: "\"")
    }

    private func append(bare field: FieldID, into text: inout TextBuffer) {
        let entry = keys[field]
        text.stretch(entry.room) { keys.put(entry, isBare: true, into: &$0) }
    }

    @inline(__always)
    private mutating func add(_ position: Int, _ key: UInt32) {
        let node = UInt32(truncatingIfNeeded: position)
        let number = groupsByKey[Int(key)]
        guard number == .max else {
            following[Int(groups[Int(number)].last)] = node
            groups[Int(number)].last = node
            return
        }
        groupsByKey[Int(key)] = UInt32(truncatingIfNeeded: groups.count)
        groups.append(Group(number: key, first: node, last: node))
    }

    private mutating func write(
        _ group: Group, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let first = detail.nodes[Int(group.first)]
        if group.number == keys.text {
            text.append("\"text\":")
        } else {
            let entry = keys[first.field]
            text.stretch(entry.room) { keys.put(entry, isBare: first.kind == .item, into: &$0) }
        }
        let isArray = group.first != group.last
        if isArray { text.append(character: "[") }
        var position = group.first
        while true {
            write(value: Int(position), isText: group.number == keys.text, &packet, detail, into: &text)
            if position == group.last { break }
            position = following[Int(position)]
            text.append(character: ",")
        }
        if isArray { text.append(character: "]") }
    }

    private mutating func write(
        value position: Int, isText: Bool, _ packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        if node.value == .boolean, node.kind == .value {
            return text.append(node.raw == 0 ? "false" : "true")
        }
        text.append(character: "\"")
        if isText {
            scratch.removeAll()
            declarations.write(heading: position, of: &packet, detail, into: &scratch)
            escaped.removeAll()
            escaped.append(textEscaping: scratch)
            text.append(jsonEscaping: escaped)
        } else if node.value == .absoluteTime {
            clock.write(utc: Int64(bitPattern: node.raw), into: &text)
        } else if node.value == .text {
            scratch.removeAll()
            declarations.write(node, of: packet, detail, into: &scratch)
            text.append(jsonEscaping: scratch)
        } else {
            declarations.write(node, of: packet, detail, octets: .colons, into: &text)
        }
        text.append(character: "\"")
    }

    /// The faults of one name: an object, or an array of them.
    private mutating func writeFaults(
        like first: Int, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let name = key(of: Int(faults[first]), detail)
        append(bare: detail.nodes[Int(faults[first])].field, into: &text)
        let open = text.count
        var count = 0
        for number in first..<faults.count where key(of: Int(faults[number]), detail) == name {
            if count == 1 { text.insert(byte: UInt8(ascii: "["), at: open) }
            if count > 0 { text.append(",") }
            text.append("{\"_ws_expert\":{\"_ws_expert__ws_expert_message\":\"")
            scratch.removeAll()
            declarations.describe(fault: detail.nodes[Int(faults[number])], packet, detail, into: &scratch)
            text.append(jsonEscaping: scratch)
            text.append(
                "\",\"_ws_expert__ws_expert_severity\":\"8388608\",\"_ws_expert__ws_expert_group\":\"117440512\"}}")
            count += 1
        }
        if count > 1 { text.append("]") }
    }
}

extension TextBuffer {
    /// Puts one byte before the one at `index`.
    mutating func insert(byte: UInt8, at index: Int) { storage.insert(byte, at: index) }
}
