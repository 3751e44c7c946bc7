extension TCP.Option {
    /// `TCP Option - Maximum segment size: 1460 bytes`.
    public static func describe(
        _ layer: borrowing Layer<TCP.Option>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("TCP Option - ")
        let data = layer.octets(ofPart: 2)
        switch (layer.kind.rawValue, data.byteCount) {
        case (0, _): text.append("End of Option List (EOL)")
        case (1, _): text.append("No-Operation (NOP)")
        case (2, 2):
            text.append("Maximum segment size: ")
            text.append(decimal: data.word(0))
            text.append(" bytes")
        case (3, 1):
            text.append("Window scale: ")
            text.append(decimal: data.octet(0))
            text.append(" (multiply by ")
            // A shift above 14 counts as 14 (RFC 7323 section 2.3).
            text.append(decimal: 1 << min(Int(data.octet(0)), 14))
            text.append(byte: 0x29)
        case (4, 0): text.append("SACK permitted")
        case (5, let count) where count % 8 == 0:
            text.append("SACK")
            for block in 0..<count / 8 {
                text.append(byte: 0x20)
                text.append(decimal: data.long(block * 8))
                text.append(byte: 0x2d)
                text.append(decimal: data.long(block * 8 + 4))
            }
        case (8, 8):
            text.append("Timestamps: TSval ")
            text.append(decimal: data.long(0))
            text.append(", TSecr ")
            text.append(decimal: data.long(4))
        default:
            if let name = TCP.OptionKind.name(of: layer.kind.raw) {
                text.append(name)
            } else {
                text.append("Unknown (")
                text.append(decimal: layer.kind.rawValue)
                text.append(byte: 0x29)
            }
        }
    }
}
