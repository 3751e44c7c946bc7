public import Packets

/// Packets as XML in the shape of `tshark -T pdml`: a `proto` a layer and a `field` a field, with where it lies, what it
/// shows and its octets.
///
/// As tshark does, it begins a packet with a made-up layer `geninfo` and puts data that no protocol claims in a wrapper.
/// Text stays UTF-8 (tshark writes each octet beyond ASCII as `\x` and two digits).
public struct PDMLPresenter: Sendable {
    private let declarations: Declarations
    private let labels: FieldLabels
    private var clock: PacketClock
    /// The open elements, the outermost first.
    private var open: [Element] = []
    private var scratch = TextBuffer(capacity: 256)
    private var label = TextBuffer(capacity: 256)

    private struct Element: Sendable, BitwiseCopyable {
        var depth: UInt8
        var kind: Kind
        enum Kind: UInt8, Sendable { case proto, field, data }
    }

    /// - Parameter zone: the time zone of moments; tshark shows local time.
    public init(_ registry: Registry, zone: TimeZoneTable = .utc) {
        declarations = registry.declarations
        labels = FieldLabels(declarations)
        clock = PacketClock(zone)
    }

    /// Writes what stands before the first packet.
    /// - Parameters:
    ///   - creator: the program and its version: `ibuki/1.0`.
    ///   - time: when the document is written.
    ///   - file: the capture's name.
    public mutating func begin(creator: String, at time: Timestamp, file: String, into text: inout TextBuffer) {
        text.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<pdml version=\"0\" creator=\"")
        text.append(xmlEscaping: creator)
        text.append("\" time=\"")
        clock.write(dateOf: time, into: &text)
        text.append(character: " ")
        text.append(clock: clock.civilTime(time))
        text.append("\" capture_file=\"")
        text.append(xmlEscaping: file)
        text.append("\">\n")
    }

    /// Writes what stands after the last packet.
    public func end(into text: inout TextBuffer) { text.append("</pdml>\n") }

    /// Writes one packet.
    public mutating func write(
        _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        open(packet.frame, into: &text)
        open.removeAll(keepingCapacity: true)
        for position in detail.nodes.indices {
            let node = detail.nodes[position]
            // A fault stands behind its layer, as a layer of its own.
            if node.kind == .fault { continue }
            close(to: node.depth, into: &text)
            let next = position + 1
            let hasChildren = next < detail.nodes.count && detail.nodes[next].depth > node.depth
            write(position, hasChildren: hasChildren, &packet, detail, into: &text)
        }
        close(to: 0, into: &text)
        for position in detail.nodes.indices where detail.nodes[position].kind == .fault {
            write(fault: position, packet, detail, into: &text)
        }
        close(into: &text)
    }

    /// Writes what stands before a packet's fields.
    mutating func open(_ frame: FrameInfo, into text: inout TextBuffer) {
        text.append("<packet>\n")
        writeGeneralInformation(frame, into: &text)
    }

    /// Writes what stands behind a packet's fields.
    func close(into text: inout TextBuffer) { text.append("</packet>\n\n\n") }

    private mutating func writeGeneralInformation(_ frame: FrameInfo, into text: inout TextBuffer) {
        func field(_ name: StaticString, _ showname: StaticString, _ value: Int, _ text: inout TextBuffer) {
            text.append("    <field name=\"")
            text.append(name)
            text.append("\" pos=\"0\" show=\"")
            text.append(decimal: value)
            text.append("\" showname=\"")
            text.append(showname)
            text.append("\" value=\"")
            text.append(hex: UInt(truncatingIfNeeded: value))
            text.append("\" size=\"")
            text.append(decimal: frame.capturedLength)
            text.append("\"/>\n")
        }
        text.append("  <proto name=\"geninfo\" pos=\"0\" showname=\"General information\" size=\"")
        text.append(decimal: frame.capturedLength)
        text.append("\">\n")
        field("num", "Number", frame.number, &text)
        field("len", "Frame Length", frame.originalLength, &text)
        field("caplen", "Captured Length", frame.capturedLength, &text)
        text.append("    <field name=\"timestamp\" pos=\"0\" show=\"")
        clock.write(moment: frame.timestamp.nanoseconds(since: Timestamp(seconds: 0)), into: &text)
        text.append("\" showname=\"Captured Time\" value=\"")
        text.append(decimal: frame.timestamp.seconds)
        text.append(fraction: frame.timestamp.nanoseconds, digits: 9)
        text.append("\" size=\"")
        text.append(decimal: frame.capturedLength)
        text.append("\"/>\n  </proto>\n")
    }

    private mutating func close(to depth: UInt8, into text: inout TextBuffer) {
        while let last = open.last, last.depth >= depth {
            open.removeLast()
            text.append(character: " ", repeated: 2 * open.count + 2)
            switch last.kind {
            case .proto: text.append("</proto>\n")
            case .field: text.append("</field>\n")
            case .data: text.append("</field>\n  </proto>\n")
            }
        }
    }

    private mutating func write(
        _ position: Int, hasChildren: Bool, _ packet: inout PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        let isData = node.kind == .layer && node.schema == ProtocolID.data.rawValue
        let isText = declarations.isHeadingOnly(node)
        var kind = Element.Kind.field
        text.append(character: " ", repeated: 2 * open.count + 2)
        if isData {
            text.append("<proto name=\"fake-field-wrapper\">\n    <field name=\"data\" value=\"")
            text.append(hexOf: packet.octets.clamped(Int(node.start), Int(node.start) + Int(node.length)))
            kind = .data
        } else if isText {
            text.append("<field name=\"\" show=\"")
            append(heading: position, &packet, detail, into: &text)
            append(placeOf: node, in: packet, into: &text)
            if node.length > 0 {
                text.append("\" value=\"")
                text.append(hexOf: packet.octets.clamped(Int(node.start), Int(node.start) + Int(node.length)))
            }
        } else {
            if node.kind == .layer { kind = .proto }
            text.append(kind == .proto ? "<proto name=\"" : "<field name=\"")
            declarations.write(name: node.field, into: &text)
            text.append("\" showname=\"")
            append(label: position, &packet, detail, into: &text)
            if node.isHidden { text.append("\" hide=\"yes") }
            append(placeOf: node, in: packet, into: &text)
            if kind == .field { append(value: node, packet, detail, into: &text) }
        }
        guard hasChildren else {
            text.append(isData ? "\"/>\n  </proto>\n" : "\"/>\n")
            return
        }
        text.append("\">\n")
        open.append(Element(depth: node.depth, kind: kind))
    }

    private mutating func append(
        heading position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        scratch.removeAll()
        declarations.write(heading: position, of: &packet, detail, into: &scratch)
        text.append(xmlEscaping: scratch)
    }

    private mutating func append(
        label position: Int, _ packet: inout PacketView, _ detail: borrowing PacketDetail, into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        guard node.kind == .value else { return append(heading: position, &packet, detail, into: &text) }
        label.removeAll()
        labels.write(node, of: packet, detail, in: declarations, scratch: &scratch, into: &label)
        text.append(xmlEscaping: label)
    }

    private func append(placeOf node: DetailNode, in packet: borrowing PacketView, into text: inout TextBuffer) {
        let place = labels.octets(of: node)
        text.append("\" size=\"")
        text.append(decimal: node.kind == .layer ? Int(node.length) : place.count)
        text.append("\" pos=\"")
        text.append(decimal: packet.offset(ofOctet: place.lowerBound))
    }

    private mutating func append(
        value node: DetailNode, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        text.append("\" show=\"")
        switch node.value {
        case .absoluteTime: clock.write(moment: Int64(bitPattern: node.raw), into: &text)
        case .text:
            scratch.removeAll()
            declarations.write(node, of: packet, detail, into: &scratch)
            text.append(xmlEscaping: scratch)
        default: declarations.write(node, of: packet, detail, octets: .colons, into: &text)
        }
        let place = labels.octets(of: node)
        guard !place.isEmpty else { return }
        text.append("\" value=\"")
        if node.kind == .value, labels.entries[Int(node.field.rawValue)].isMasked {
            text.append(upperHex: labels.wire(node))
            text.append("\" unmaskedvalue=\"")
        }
        text.append(hexOf: packet.octets.clamped(place.lowerBound, place.upperBound))
    }

    private mutating func write(
        fault position: Int, _ packet: borrowing PacketView, _ detail: borrowing PacketDetail,
        into text: inout TextBuffer
    ) {
        let node = detail.nodes[position]
        scratch.removeAll()
        declarations.describe(fault: node, packet, detail, into: &scratch)
        text.append("  <proto name=\"")
        declarations.write(name: node.field, into: &text)
        text.append("\" showname=\"[")
        text.append(xmlEscaping: scratch)
        text.append("]\" size=\"")
        text.append(decimal: node.length)
        text.append("\" pos=\"")
        text.append(decimal: node.start)
        text.append("\"/>\n")
    }
}
