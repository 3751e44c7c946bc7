public import Packets

/// A layer, an item or a field as it is in a packet.
extension Explanation {
    /// Draws what is explained with the values that it has in a packet, each time it stands there.
    ///
    /// - Returns: whether it is there at all.
    public func write(valuesIn packet: inout PacketView, into text: inout TextBuffer) -> Bool {
        var values = TextBuffer()
        guard write(values: &packet, into: &values) else { return false }
        if case .fields(let fields) = subject, let first = fields.first {
            text.append("\(first.name): \(first.label)\n")
            write(meaningOf: first, into: &text, Self.readable)
        }
        text.append(String(decoding: values))
        return true
    }

    /// Writes all that is said of it, the header with the values that it has in a packet.
    /// - Parameter width: how wide lines are.
    public func write(with packet: inout PacketView, into text: inout TextBuffer, width: Int = .max) {
        var values = TextBuffer()
        _ = write(values: &packet, into: &values)
        switch subject {
        case .schema(let number): write(schema: number, into: &text, width, values: String(decoding: values))
        case .fields(let fields): write(fields, into: &text, width, values: String(decoding: values))
        }
    }

    private func write(values packet: inout PacketView, into text: inout TextBuffer) -> Bool {
        var detail = PacketDetail()
        registry.detail(of: &packet, into: &detail, where: { $0 >= 0 })
        switch subject {
        case .schema(let number): return write(schema: number, packet, detail, into: &text)
        case .fields(let fields): return write(fields, packet, detail, into: &text)
        }
    }

    private func write(
        schema number: Int, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) -> Bool {
        let wanted = declarations.schemas[number]
        var count = 0
        for (position, node) in detail.nodes.enumerated() where node.kind == .layer || node.kind == .item {
            let record = declarations.schemas[Int(node.schema)]
            let isIt =
                Int(node.schema) == number
                || (!wanted.name.isEmpty && record.name == wanted.name
                    && wanted.variantTarget != nil)
            guard isIt, let diagram = HeaderDiagram(of: node, in: registry) else { continue }
            if count > 0 { text.append("\n") }
            count += 1
            text.append("\(record.title), octets \(node.start)-\(Int(node.start) + max(1, Int(node.length)) - 1)\n\n")
            diagram.write(valuesOf: position, packet, detail, into: &text)
        }
        return count > 0
    }

    private func write(
        _ fields: [FieldInfo], _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) -> Bool {
        guard let name = fields.first?.name else { return false }
        var drawn: [Int] = []
        var count = 0
        for (position, node) in detail.nodes.enumerated() {
            let info = declarations.fields[Int(node.field.rawValue)]
            guard node.kind == .value || node.kind == .list, info.name == name else { continue }
            count += 1
            if let heading = Self.heading(of: position, in: detail), !drawn.contains(heading),
                var diagram = HeaderDiagram(of: detail.nodes[heading], in: registry)
            {
                drawn.append(heading)
                diagram.mark(info)
                text.append("\n")
                diagram.write(valuesOf: heading, packet, detail, into: &text)
                text.append("\n")
            }
            text.append("\(name) = ")
            declarations.write(node, of: packet, detail, into: &text)
            text.append("\n")
        }
        return count > 0
    }

    /// The layer or item that a node stands in.
    private static func heading(of position: Int, in detail: borrowing PacketDetail) -> Int? {
        var depth = detail.nodes[position].depth
        for index in stride(from: position - 1, through: 0, by: -1) where detail.nodes[index].depth < depth {
            let node = detail.nodes[index]
            if node.kind == .layer || node.kind == .item { return index }
            depth = node.depth
        }
        return nil
    }
}
