extension Registry {
    /// Writes the heading of a layer, a list or an item: what its schema says of it.
    ///
    /// An item is described by its own schema; where that says no more than its title, by the schema of its variant.
    /// A list is its label, followed by its length and its items' titles where the list has a name of its own.
    public func write(
        heading position: Int, of packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        declarations.write(heading: position, of: &packet, detail, into: &text)
    }
}

extension Declarations {
    package func write(
        heading position: Int, of packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        packet.index = max(0, Int(node.layer))
        switch node.kind {
        case .layer: describe(layer: node, packet, into: &text)
        case .item: describe(item: node, packet, into: &text)
        case .list: describe(listAt: position, detail, into: &text)
        case .value: text.append(fields[Int(node.field.rawValue)].label)
        case .fault: describe(fault: node, packet, detail, into: &text)
        }
    }

    func describe(layer node: DetailNode, _ packet: borrowing PacketView, into text: inout TextBuffer) {
        guard node.layer >= 0 else {
            FrameProtocol.describe(
                Layer<FrameProtocol>(packet.bytes, start: 0, parts: LayerParts(0)), packet, into: &text)
            return
        }
        let message = packet.message(Int(node.layer))
        describe(Int(node.schema), message, from: 0, to: message.byteCount, packet, into: &text)
    }

    func describe(item node: DetailNode, _ packet: borrowing PacketView, into text: inout TextBuffer) {
        guard node.layer >= 0 else { return }
        let message = packet.message(Int(node.layer))
        let from = Int(node.start) - packet.layers[Int(node.layer)].start
        let to = from + Int(node.length)
        let number = Int(truncatingIfNeeded: node.raw)
        guard schemas.indices.contains(number) else { return }
        let start = text.count
        describe(number, message, from: from, to: to, packet, into: &text)
        let variant = Int(node.schema)
        guard variant != number, text.ends(with: schemas[number].title, from: start) else { return }
        text.truncate(to: start)
        let plan = plans[number]
        guard plan.variantTarget >= 0, let parts = plan.type.measure(message, from: from, to: to) else {
            return describe(variant, message, from: from, to: to, packet, into: &text)
        }
        let part = Int(plan.variantTarget)
        describe(
            variant, message, from: from + parts.start(part), to: from + parts.end(part), packet, into: &text)
    }

    fileprivate func describe(listAt position: Int, _ detail: borrowing PacketDetail, into text: inout TextBuffer) {
        let list = detail.nodes[position]
        let info = fields[Int(list.field.rawValue)]
        text.append(info.label)
        guard !isHeadingOnly(list) else { return }
        text.append(": (")
        text.append(decimal: list.length)
        text.append(list.length == 1 ? " byte)" : " bytes)")
        var at = position + 1
        while at < detail.nodes.count, detail.nodes[at].depth > list.depth {
            let node = detail.nodes[at]
            if node.kind == .item, node.depth == list.depth + 1 {
                text.append(", ")
                text.append(schemas[Int(node.schema)].title)
            }
            at += 1
        }
    }

    package func describe(
        fault node: DetailNode, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        text.append(schemas[fields[Int(node.field.rawValue)].schema].title)
        guard node.layer >= 0 else { return }
        text.append(": ")
        text.append(packet.layers[Int(node.layer)].type.shortName)
        let number = Int(truncatingIfNeeded: node.raw)
        guard detail.texts.indices.contains(number) else { return }
        text.append(" (")
        text.append(detail.texts[number])
        text.append(character: ")")
    }

    /// Whether a list or an item is left out where values have names: its fields stand in its place.
    @inlinable @inline(__always)
    package func isFlat(_ node: DetailNode) -> Bool {
        (node.kind == .item || node.kind == .list) && plans[Int(truncatingIfNeeded: node.raw)].isFlat
    }

    /// Whether a list or an item has no name where values have names: only its heading.
    package func isHeadingOnly(_ node: DetailNode) -> Bool {
        guard node.kind == .item || node.kind == .list else { return false }
        return plans[Int(truncatingIfNeeded: node.raw)].isHeadingOnly
            || node.kind == .list && formats[Int(node.field.rawValue)].nameLength == 0
    }

    private func describe(
        _ number: Int, _ message: RawSpan, from: Int, to: Int, _ packet: borrowing PacketView,
        into text: inout TextBuffer
    ) {
        describe(plans[number].type, message, from: from, to: to, packet, into: &text)
    }

    private func describe<S: Schema>(
        _ type: S.Type, _ message: RawSpan, from: Int, to: Int, _ packet: borrowing PacketView,
        into text: inout TextBuffer
    ) {
        guard let layer = Layer<S>(message, from: from, to: to) else { return text.append(S.title) }
        S.describe(layer, packet, into: &text)
    }
}

extension TextBuffer {
    /// Whether what was written from `start` on is `expected`.
    func ends(with expected: String, from start: Int) -> Bool {
        count - start == expected.utf8.count && storage[start...].elementsEqual(expected.utf8)
    }
}
