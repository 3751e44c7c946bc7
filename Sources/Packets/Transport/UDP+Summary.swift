extension UDP {
    /// `UDP, length 12` when nothing is known of what it carries; else that speaks for itself.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        if packet.verifiesChecksums, message.word(6) != 0,
            packet.verify(protocolNumber: 17, covered: message.word(4) == 0 ? nil : Int(message.word(4))) == .bad
        {
            line.markChecksum("udp", message.word(6))
        }
        guard packet.carriesData || line.options.isQuiet, let udp = Layer<UDP>(message) else { return }
        line.append("UDP, length ", as: .protocol)
        let held = packet.wireEnd(packet.index) &- packet.layers[packet.index].start &- 8
        let length = udp.length == 0 ? held : Int(udp.length) &- 8
        line.text.append(decimal: length)
        if length > held, line.fragment == nil {
            line.mark("udp.length", at: packet.layers[packet.index].start &+ 4, "more than the datagram holds")
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
