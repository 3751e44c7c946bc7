extension BSDLoopback {
    /// With link headers: `AF IPv6 (28), length 116: `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        let isLittle = message.word(2) == 0
        line.append(family: isLittle ? UInt32(message.littleEndianBits(0, 32)) : message.long(0), packet)
    }
}

extension OpenBSDLoopback {
    /// With link headers: `AF IPv6 (28), length 116: `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append(family: message.long(0), packet)
    }
}

extension RawIP {
    /// Nothing: there is no header.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard packet.carriesData else { return }
        line.text.append("unknown IP version ")
        line.text.append(decimal: message.octet(0) &>> 4)
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}

extension SummaryLine {
    fileprivate mutating func append(family: UInt32, _ packet: PacketView) {
        guard options.showsLink || packet.carriesData else { return }
        text.append("AF ")
        start(.protocol)
        text.append(AddressFamily.name(of: UInt64(family)) ?? "Unknown")
        end()
        text.append(" (")
        text.append(decimal: family)
        text.append("), length ")
        text.append(decimal: packet.frame.originalLength)
        if packet.carriesData { return }
        text.append(": ")
        isAnnounced = true
    }
}
