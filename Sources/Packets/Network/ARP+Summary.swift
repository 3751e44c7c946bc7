extension ARP {
    /// `ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28`, `ARP, Reply 10.0.0.2 is-at 00:1b:21:3c:9d:f8, length 28`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        if !line.isAnnounced { line.append("ARP, ", as: .protocol) }
        line.isAnnounced = false
        summarizeOperation(message, into: &line)
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }

    private static func summarizeOperation(_ message: RawSpan, into line: inout SummaryLine) {
        let operation = message.word(6)
        guard message.long(2) == 0x0800_0604, operation >= 1, operation <= 4, message.byteCount >= 28 else {
            line.text.append("operation ")
            line.text.append(decimal: operation)
            line.text.append(", hardware ")
            line.text.append(decimal: message.word(0))
            line.text.append(", protocol 0x")
            line.text.append(hex: message.word(2), digits: 4)
            return
        }
        let sender = MACAddress(rawValue: message.bits(64, 48))
        let senderAddress = IPv4Address(rawValue: message.long(14))
        let target = MACAddress(rawValue: message.bits(144, 48))
        let targetAddress = IPv4Address(rawValue: message.long(24))
        switch operation {
        case 1:
            line.text.append("Request who-has ")
            line.append(targetAddress)
            if !target.isUnspecified, !target.isBroadcast {
                line.text.append(" (")
                line.append(target)
                line.text.append(byte: 0x29)
            }
            line.text.append(" tell ")
            line.append(senderAddress)
        case 2:
            line.text.append("Reply ")
            line.append(senderAddress)
            line.text.append(" is-at ")
            line.append(sender)
        default:
            line.text.append(operation == 3 ? "Reverse Request who-is " : "Reverse Reply ")
            line.append(target)
            line.text.append(operation == 3 ? " tell " : " at ")
            if operation == 3 { line.append(sender) } else { line.append(targetAddress) }
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
        text.append(byte: 0x29)
    }
}
