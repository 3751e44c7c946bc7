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
        if Int(udp.length) > message.byteCount { mark(lengthOf: udp, packet, into: &line) }
        guard packet.carriesData || line.options.isQuiet else { return }
        line.append("UDP, length ", as: .protocol)
        let held = packet.wireEnd(packet.index) &- packet.layers[packet.index].payloadStart
        line.text.append(decimal: udp.length == 0 ? held : Int(udp.length) &- udp.parts.total)
        if line.options.isQuiet { line.finish() }
    }

    /// Marks that the length lies: it is more than the datagram had on the wire.
    @inline(never)
    private static func mark(
        lengthOf udp: borrowing Layer<UDP>, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        // A fragment holds a part of what the length counts.
        if line.fragment != nil { return }
        if !packet.frame.isCut, !packet.isWhole { return }
        let start = packet.layers[packet.index].start
        let held = packet.wireEnd(packet.index) &- start
        guard Int(udp.length) > held else { return }
        line.mark("udp.length", at: start &+ udp.firstOctet(of: UDP.length), "more than the datagram holds")
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
