public import Packets

/// Packets as JSON whose objects hold no key twice: `-T json --no-duplicate-keys`, as tshark has it.
///
/// Members whose keys are the same become one, an array of their values. Fields with other fields below them are still
/// followed by a member with `_tree` behind the name. For readers that keep the last of two alike keys; ``JSONPresenter``
/// is many times faster.
public struct MergedJSONPresenter: Sendable {
    private let declarations: Declarations
    private var envelope: JSONEnvelope
    private var scratch = TextBuffer(capacity: 256)
    private var escaped = TextBuffer(capacity: 256)

    /// The values of one key.
    private struct Member {
        var key: String
        var values: [Value] = []
    }

    private enum Value {
        /// The text of a node.
        case text(Int)
        /// An object of the nodes that lie below one.
        case children(Int)
        case fault(Int)
    }

    /// - Parameter zone: the time zone of `_index` and of moments; tshark shows local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        declarations = registry.declarations
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
        var members = members(from: 0, to: detail.nodes.count, &packet, detail)
        for position in detail.nodes.indices where detail.nodes[position].kind == .fault {
            add(.fault(position), to: name(of: detail.nodes[position]), in: &members)
        }
        write(members, indentation: 8, &packet, detail, into: &text)
        envelope.close(into: &text)
    }

    /// The members of an object that holds these nodes.
    private mutating func members(
        from first: Int, to end: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail
    ) -> [Member] {
        var members: [Member] = []
        var position = first
        while position < end {
            let node = detail.nodes[position]
            // What lies below a flat node stands in its place; a fault is a layer of its own.
            if node.kind == .fault || node.kind != .value && declarations.isFlat(node) {
                position += 1
                continue
            }
            let next = self.end(below: position, detail)
            let hasChildren = detail.nodes[position + 1..<next].contains { $0.kind != .fault }
            let isHeading = node.kind == .layer || declarations.isHeadingOnly(node)
            if node.kind == .value, node.value == .none, hasChildren {
                add(.children(position), to: name(of: node), in: &members)
            } else if node.kind == .layer || !isHeading {
                add(isHeading && hasChildren ? .children(position) : .text(position), to: name(of: node), in: &members)
                if !isHeading, hasChildren { add(.children(position), to: name(of: node) + "_tree", in: &members) }
            } else {
                scratch.removeAll()
                declarations.write(heading: position, of: &packet, detail, into: &scratch)
                add(hasChildren ? .children(position) : .text(position), to: String(decoding: scratch), in: &members)
            }
            position = next
        }
        return members
    }

    private func name(of node: DetailNode) -> String { declarations.info(node.field).name }

    private func add(_ value: Value, to key: String, in members: inout [Member]) {
        if let index = members.firstIndex(where: { $0.key == key }) { return members[index].values.append(value) }
        members.append(Member(key: key, values: [value]))
    }

    /// Where the nodes end that lie below one.
    private func end(below position: Int, _ detail: borrowing PacketDetail) -> Int {
        var next = position + 1
        while next < detail.nodes.count,
            detail.nodes[next].kind == .fault || detail.nodes[next].depth > detail.nodes[position].depth
        { next += 1 }
        return next
    }

    private mutating func write(
        _ members: [Member], indentation: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        for (number, member) in members.enumerated() {
            text.append(number == 0 ? "\n" : ",\n")
            text.append(character: " ", repeated: indentation)
            text.append("\"")
            escaped.removeAll()
            let key = member.key.utf8
            unsafe escaped.append(textEscaping: key.span.bytes)
            text.append(jsonEscaping: escaped)
            text.append("\": ")
            let isArray = member.values.count > 1
            if isArray { text.append("[") }
            for (number, value) in member.values.enumerated() {
                if isArray {
                    text.append(number == 0 ? "\n" : ",\n")
                    text.append(character: " ", repeated: indentation + 2)
                }
                write(value, indentation: indentation + (isArray ? 2 : 0), &packet, detail, into: &text)
            }
            if isArray {
                text.append("\n")
                text.append(character: " ", repeated: indentation)
                text.append("]")
            }
        }
    }

    private mutating func write(
        _ value: Value, indentation: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        switch value {
        case .children(let position):
            text.append("{")
            let inner = members(from: position + 1, to: end(below: position, detail), &packet, detail)
            write(inner, indentation: indentation + 2, &packet, detail, into: &text)
            text.append("\n")
            text.append(character: " ", repeated: indentation)
            text.append("}")
        case .text(let position):
            text.append("\"")
            write(text: position, &packet, detail, into: &text)
            text.append("\"")
        case .fault(let position):
            write(fault: detail.nodes[position], indentation: indentation, packet, detail, into: &text)
        }
    }

    /// With the reason where tshark has its expert information.
    private mutating func write(
        fault node: DetailNode, indentation: Int, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        func line(_ depth: Int, _ piece: StaticString, _ text: inout TextBuffer) {
            text.append("\n")
            text.append(character: " ", repeated: indentation + depth)
            text.append(piece)
        }
        scratch.removeAll()
        declarations.describe(fault: node, packet, detail, into: &scratch)
        if node.isShort(in: declarations) {
            text.append("\"[")
            text.append(jsonEscaping: scratch)
            return text.append("]\"")
        }
        text.append("{")
        line(2, "\"_ws.expert\": {", &text)
        line(4, "\"_ws.malformed.expert\": \"\",", &text)
        line(4, "\"_ws.expert.message\": \"", &text)
        text.append(jsonEscaping: scratch)
        text.append("\",")
        line(4, "\"_ws.expert.severity\": \"8388608\",", &text)
        line(4, "\"_ws.expert.group\": \"117440512\"", &text)
        line(2, "},", &text)
        line(2, "\"_ws.malformed\": \"Malformed Packet\"", &text)
        line(0, "}", &text)
    }

    private mutating func write(
        text position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        scratch.removeAll()
        switch node.kind {
        case .layer: declarations.write(heading: position, of: &packet, detail, into: &scratch)
        case .list, .item:
            if declarations.isHeadingOnly(node) { return }
            let octets = packet.octets.clamped(Int(node.start), Int(node.start) + Int(node.length))
            return text.append(hexOf: octets, separator: UInt8(ascii: ":"))
        case .value where node.value == .absoluteTime:
            return envelope.clock.write(moment: Int64(bitPattern: node.raw), into: &text)
        case .value, .fault: declarations.write(node, of: packet, detail, octets: .colons, into: &scratch)
        }
        text.append(jsonEscaping: scratch)
    }
}
