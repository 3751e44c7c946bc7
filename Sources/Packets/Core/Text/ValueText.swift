extension Registry {
    /// How octets are written.
    public enum OctetStyle: Sendable { case plain, colons }

    /// Writes a node's value.
    public func write(
        _ node: DetailNode, of packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        octets: OctetStyle = .plain,
        into text: inout TextBuffer
    ) {
        declarations.write(node, of: packet, detail, octets: octets, into: &text)
    }

    /// Writes a field's full name.
    public func write(name field: FieldID, into text: inout TextBuffer) {
        declarations.write(name: field, into: &text)
    }
}

/// The text of values, as `-T fields` and JSON show them.
extension Declarations {
    package typealias OctetStyle = Registry.OctetStyle

    /// Writes a node's value.
    package func write(
        _ node: DetailNode, of packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        octets: OctetStyle = .plain,
        into text: inout TextBuffer
    ) {
        let format = formats[Int(node.field.rawValue)]
        switch node.kind {
        case .layer, .fault: write(name: node.field, into: &text)
        case .item where format.kind == .boolean, .list where format.kind == .boolean: text.append(character: "1")
        case .item, .list: write(octets: node, of: packet, octets, into: &text)
        case .value:
            switch format.kind {
            case .none: text.append(character: "1")
            case .boolean: text.append(character: node.raw == 0 ? "0" : "1")
            case .unsigned, .frameNumber: write(number: node.raw, format, into: &text)
            case .signed: text.append(decimal: Int64(bitPattern: node.raw))
            case .ipv4: text.append(IPv4Address(raw: node.raw))
            case .mac: text.append(MACAddress(raw: node.raw))
            case .ipv6, .text: write(text: node, format, of: packet, detail, into: &text)
            case .bytes where node.length == 0 && octets == .plain:
                text.append(format.show == .orNone ? "<none>" : "<MISSING>")
            case .bytes: write(octets: node, of: packet, octets, into: &text)
            case .relativeTime: Self.write(nanoseconds: Int64(bitPattern: node.raw), into: &text)
            case .absoluteTime: Self.write(moment: Int64(bitPattern: node.raw), into: &text)
            }
        }
    }

    /// Writes a field's full name.
    package func write(name field: FieldID, into text: inout TextBuffer) {
        let format = formats[Int(field.rawValue)]
        let names = names
        unsafe text.append(
            contentsOf: names.span.bytes.clamped(
                Int(format.nameStart), Int(format.nameStart + format.nameLength)))
    }

    @inline(__always)
    private func write(number: UInt64, _ format: FieldFormat, into text: inout TextBuffer) {
        if format.show == .hex {
            text.append(hex: number, digits: Int(format.digits), prefixed: true)
        } else {
            text.append(decimal: number)
        }
    }

    private func write(
        octets node: DetailNode, of packet: borrowing PacketView, _ style: OctetStyle, into text: inout TextBuffer
    ) {
        let octets = packet.octets.clamped(Int(node.start), Int(node.start) + Int(node.length))
        text.append(hexOf: octets, separator: style == .colons ? 0x3a : nil)
    }

    private func write(
        text node: DetailNode, _ format: FieldFormat, of packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        if node.isDerived {
            text.append(detail.texts[Int(node.raw)])
            return
        }
        guard let type = format.type, node.layer >= 0 else { return }
        let layer = packet.layers[Int(node.layer)]
        let start = Int(node.start) - layer.start
        type.describe(packet.message(Int(node.layer)), from: start, to: start + Int(node.length), into: &text)
    }

    package static func write(nanoseconds: Int64, into text: inout TextBuffer) {
        if nanoseconds < 0 { text.append(character: "-") }
        let magnitude = nanoseconds.magnitude
        text.append(decimal: magnitude / 1_000_000_000)
        text.append(character: ".")
        text.append(decimal: magnitude % 1_000_000_000, width: 9)
    }

    /// `Jan  1, 1970 00:00:00.000000000 UTC`.
    static func write(moment: Int64, into text: inout TextBuffer) {
        var seconds = moment / 1_000_000_000
        var fraction = moment % 1_000_000_000
        if fraction < 0 {
            seconds -= 1
            fraction += 1_000_000_000
        }
        let time = CivilTime(secondsSinceEpoch: seconds)
        text.append(time.monthAbbreviation)
        text.append(time.day < 10 ? "  " : " ")
        text.append(decimal: time.day)
        text.append(", ")
        text.append(decimal: time.year)
        text.append(character: " ")
        text.append(clock: time)
        text.append(character: ".")
        text.append(decimal: UInt64(fraction), width: 9)
        text.append(" UTC")
    }
}
