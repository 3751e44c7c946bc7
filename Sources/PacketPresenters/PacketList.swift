package import Packets

/// A column of the list of packets, by the name under which tshark gives it among fields.
public enum PacketColumn: String, Sendable, CaseIterable {
    case number = "_ws.col.No."
    case time = "_ws.col.Time"
    case source = "_ws.col.Source"
    case destination = "_ws.col.Destination"
    case `protocol` = "_ws.col.Protocol"
    case length = "_ws.col.Length"
    /// The packet's line without its time.
    case info = "_ws.col.Info"
}

/// Writes the columns of the list of packets. Keep one and use it again for each packet.
package struct PacketList: Sendable {
    private let declarations: Declarations
    private var lines: LinePresenter
    /// For each protocol its fields for where a packet comes from and where it goes, where these are addresses.
    private let ends: [Ends]

    private struct Ends: Sendable, BitwiseCopyable {
        var source = UInt32.max
        var destination = UInt32.max
    }

    package init(_ registry: Registry) {
        declarations = registry.declarations
        var options = LineOptions()
        options.showsNumbers = true
        lines = LinePresenter(options: options)
        let declarations = registry.declarations
        ends = declarations.schemas[..<declarations.protocolCount].map { record in
            var ends = Ends()
            for (index, row) in record.rows.enumerated() where row.content == .bits && !row.isAlias {
                guard [.ipv4, .ipv6, .mac].contains(row.kind) else { continue }
                switch declarations.fields[Int(row.field.rawValue)].name {
                case "\(record.name).src": ends.source = UInt32(index)
                case "\(record.name).dst": ends.destination = UInt32(index)
                default: break
                }
            }
            return ends
        }
    }

    /// Writes one column of a packet; nothing where it has no such value.
    package mutating func write(_ column: PacketColumn, of packet: inout PacketView, into text: inout TextBuffer) {
        switch column {
        case .number: text.append(decimal: packet.frame.number)
        case .time:
            guard packet.frame.hasTimestamp else { return }
            Declarations.write(
                nanoseconds: packet.frame.timestamp.nanoseconds(since: packet.frame.firstTimestamp), into: &text)
        case .source: write(end: \.source, of: packet, into: &text)
        case .destination: write(end: \.destination, of: packet, into: &text)
        case .protocol: writeProtocol(of: packet, into: &text)
        case .length: text.append(decimal: packet.frame.originalLength)
        case .info:
            lines.removeAll()
            lines.appendSummary(of: &packet)
            text.append(contentsOf: lines.text)
        }
    }

    /// The innermost layer that names addresses says from where and to where; what an error quotes does not count.
    private func write(
        end: KeyPath<Ends, UInt32>, of packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        for index in (0..<packet.layers.count).reversed() {
            let span = packet.layers[index]
            let number = ends[Int(span.id.rawValue)][keyPath: end]
            guard number != .max, !span.isQuoted, !span.isBroken else { continue }
            let row = declarations.schemas[Int(span.id.rawValue)].rows[Int(number)]
            let message = packet.message(index)
            guard let parts = span.type.measure(message, from: 0, to: message.byteCount) else { continue }
            let place = row.place(from: 0, parts)
            switch row.kind {
            case .ipv4: text.append(IPv4Address(raw: place.loadAny(message)))
            case .mac: text.append(MACAddress(raw: place.loadAny(message)))
            default: text.append(IPv6Address(message, at: place.bit / 8))
            }
            return
        }
    }

    /// The innermost protocol that is more than data.
    private func writeProtocol(of packet: borrowing PacketView, into text: inout TextBuffer) {
        for index in (0..<packet.layers.count).reversed() {
            let span = packet.layers[index]
            if span.isQuoted || span.id == .data { continue }
            return text.append(span.type.shortName)
        }
    }
}
