extension GRE {
    /// `GREv0, key 0x7, seq 1, proto IPv4 (0x0800), length 28: IP …`, `GREv0, keepalive, length 4`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let gre = Layer<GRE>(message) else { return }
        line.append("GREv", as: .protocol)
        line.text.append(decimal: gre.version)
        if gre.hasKey {
            if gre.type == 0x880b {
                line.text.append(", call ")
                line.text.append(decimal: gre.callIdentifier)
            } else {
                line.text.append(", key 0x")
                line.text.append(hex: gre.key, digits: 1)
            }
        }
        if gre.hasSequence {
            line.text.append(", seq ")
            line.text.append(decimal: gre.sequence)
        }
        if gre.parts.count(5) > 0 {
            line.text.append(", ack ")
            line.text.append(decimal: gre.acknowledgment)
        }
        if gre.type == 0, packet.payloadLength == 0 {
            line.text.append(", keepalive")
        } else {
            line.text.append(", proto ")
            line.append(type: gre.type)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        if gre.hasChecksum, packet.isWhole, InternetChecksum.of(message) != 0 {
            line.markChecksum("gre", gre.checksum)
        }
    }
}
