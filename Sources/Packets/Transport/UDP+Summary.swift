extension UDP {
    /// `UDP, length 12` when nothing is known of what it carries; else that speaks for itself.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let udp = Layer<UDP>(message) else { return }
        if udp.checksum == 0 {
            if needsChecksum(packet) { line.markChecksum("udp", 0) }
        } else if packet.verifiesChecksums,
            packet.verify(protocolNumber: 17, covered: udp.length == 0 ? nil : Int(udp.length)) == .bad
        {
            line.markChecksum("udp", udp.checksum)
        }
        guard packet.carriesData || line.options.isQuiet else { return }
        line.append("UDP, length ", as: .protocol)
        let held = packet.wireEnd(packet.index) &- packet.layers[packet.index].payloadStart
        let length = udp.length == 0 ? held : Int(udp.length) &- udp.parts.total
        line.text.append(decimal: length)
        if length > held, line.fragment == nil {
            line.mark(
                "udp.length", at: packet.layers[packet.index].start &+ udp.firstOctet(of: UDP.length),
                "more than the datagram holds")
        }
        if line.options.isQuiet { line.finish() }
    }

    public static func describe(
        _ layer: borrowing Layer<UDP>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("User Datagram Protocol, Src Port: ")
        text.append(layer.sourcePort)
        text.append(", Dst Port: ")
        text.append(layer.destinationPort)
    }
}
