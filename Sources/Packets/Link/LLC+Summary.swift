extension LLC {
    /// With link headers or where what follows is not known: `LLC, dsap 0x42, ssap 0x42, ctrl 0x03, length 38`.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData else { return }
        summarizeHeader(message, packet, into: &line)
    }

    @inline(never)
    private static func summarizeHeader(
        _ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        line.append("LLC", as: .protocol)
        line.text.append(", dsap ")
        line.append(point: message.octet(0))
        line.text.append(", ssap ")
        line.append(point: message.octet(1) & 0xfe)
        let control = message.octet(2)
        line.text.append(message.octet(1) & 1 == 0 ? " Command, ctrl 0x" : " Response, ctrl 0x")
        line.text.append(hex: control, digits: 2)
        if message.octet(0) == 0xaa, control == 3, message.byteCount >= 8 {
            line.text.append(", oui 0x")
            line.text.append(hex: message.bits(24, 24), digits: 6)
            if message.bits(24, 24) == 0 {
                line.announce(EtherType(rawValue: message.word(6)))
            } else {
                line.text.append(", pid 0x")
                line.text.append(hex: message.word(6), digits: 4)
            }
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        if !packet.carriesData { line.text.append(": ") }
    }
}

extension SummaryLine {
    /// A service access point by its name, or as a number.
    fileprivate mutating func append(point: UInt8) {
        if let name = ServiceAccessPoint.name(of: UInt64(point)) { return text.append(name) }
        text.append("0x")
        text.append(hex: point, digits: 2)
    }
}
