extension TCP.Option {
    /// `TCP Option - Maximum segment size: 1460 bytes`.
    public static func describe(
        _ layer: borrowing Layer<TCP.Option>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("TCP Option - ")
        switch layer.kind {
        case 0: return text.append("End of Option List (EOL)")
        case 1: return text.append("No-Operation (NOP)")
        case 2:
            guard let data = layer.as(TCP.MaximumSegmentSize.self, part: 2) else { break }
            text.append("Maximum segment size: ")
            text.append(decimal: data.size)
            return text.append(" bytes")
        case 3:
            guard let data = layer.as(TCP.WindowScale.self, part: 2) else { break }
            text.append("Window scale: ")
            text.append(decimal: data.shift)
            text.append(" (multiply by ")
            // A shift above 14 counts as 14 (RFC 7323 section 2.3).
            text.append(decimal: 1 << min(Int(data.shift), 14))
            return text.append(")")
        case 4:
            guard layer.as(TCP.SelectivePermitted.self, part: 2) != nil else { break }
            return text.append("SACK permitted")
        case 5:
            guard layer.parts.count(2) % 8 == 0 else { break }
            text.append("SACK")
            guard let data = layer.as(TCP.SelectiveAcknowledgment.self, part: 2) else { return }
            var blocks = data.blocks
            while let block = blocks.next() {
                text.append(" ")
                text.append(decimal: block.leftEdge)
                text.append("-")
                text.append(decimal: block.rightEdge)
            }
            return
        case 8:
            guard let data = layer.as(TCP.Timestamps.self, part: 2) else { break }
            text.append("Timestamps: TSval ")
            text.append(decimal: data.value)
            text.append(", TSecr ")
            return text.append(decimal: data.echoReply)
        default: break
        }
        if let name = TCP.OptionKind.name(of: layer.kind.raw) { return text.append(name) }
        text.append("Unknown (")
        text.append(decimal: layer.kind.rawValue)
        text.append(")")
    }
}
