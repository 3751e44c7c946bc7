extension ARP {
    /// `ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28`, `ARP, Reply 10.0.0.2 is-at 00:1b:21:3c:9d:f8, length 28`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let arp = Layer<ARP>(message) else { return }
        if !line.isAnnounced { line.append("ARP, ", as: .protocol) }
        line.isAnnounced = false
        summarize(operation: arp, into: &line)
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }

    private static func summarize(operation arp: borrowing Layer<ARP>, into line: inout SummaryLine) {
        let operation = arp.operation
        guard arp.hasIPv4, arp.hardwareSize == 6, 1...4 ~= operation.rawValue else {
            line.text.append("operation ")
            line.text.append(decimal: operation.rawValue)
            line.text.append(", hardware ")
            line.text.append(decimal: arp.hardwareType.rawValue)
            line.text.append(", protocol 0x")
            line.text.append(hex: arp.protocolType.rawValue, digits: 4)
            return
        }
        switch operation {
        case 1:
            line.text.append("Request who-has ")
            line.append(arp.destinationAddress)
            let target = arp.destinationHardware
            if !target.isUnspecified, !target.isBroadcast {
                line.text.append(" (")
                line.append(target)
                line.text.append(")")
            }
            line.text.append(" tell ")
            line.append(arp.sourceAddress)
        case 2:
            line.text.append("Reply ")
            line.append(arp.sourceAddress)
            line.text.append(" is-at ")
            line.append(arp.sourceHardware)
        case 3:
            line.text.append("Reverse Request who-is ")
            line.append(arp.destinationHardware)
            line.text.append(" tell ")
            line.append(arp.sourceHardware)
        default:
            line.text.append("Reverse Reply ")
            line.append(arp.destinationHardware)
            line.text.append(" at ")
            line.append(arp.destinationAddress)
        }
    }

    public static func describe(
        _ layer: borrowing Layer<ARP>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Address Resolution Protocol (")
        if let name = Operation.name(of: layer.operation.raw) {
            text.append(name)
        } else {
            text.append("opcode ")
            text.append(decimal: layer.operation.rawValue)
        }
        text.append(")")
    }
}
