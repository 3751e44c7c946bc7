extension LinuxCooked {
    /// With link headers: `Out 00:1b:21:3c:9d:f8, ethertype IPv4 (0x0800), length 81: `.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData else { return }
        line.append(cooked: message.word(0))
        line.append(cooked: message, address: 6, length: Int(message.word(4)), type: message.word(14), packet)
    }
}

extension LinuxCooked2 {
    /// With link headers: `ifindex 2 In  00:1b:21:3c:9d:f8, ethertype IPv4 (0x0800), length 81: `.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData else { return }
        line.text.append("ifindex ")
        line.text.append(decimal: message.long(4))
        line.text.append(byte: 0x20)
        line.append(cooked: UInt16(message.octet(10)))
        line.append(cooked: message, address: 12, length: Int(message.octet(11)), type: message.word(0), packet)
    }
}

extension SummaryLine {
    /// Which way a packet went that Linux saw, in tcpdump's letters.
    fileprivate mutating func append(cooked kind: UInt16) {
        switch kind {
        case 0: text.append(" In ")
        case 1: text.append("  B ")
        case 2: text.append("  M ")
        case 3: text.append("  P ")
        case 4: text.append("Out ")
        default: text.append(" ?? ")
        }
    }

    @inline(never)
    fileprivate mutating func append(
        cooked message: RawSpan, address: Int, length: Int, type: UInt16, _ packet: borrowing PacketView
    ) {
        if length == 6 {
            append(MACAddress(rawValue: message.bits(address &* 8, 48)))
        } else if length > 0 {
            start(.address)
            text.append(hexOf: message.clamped(address, address &+ min(length, 8)), separator: 0x3a)
            end()
        }
        announce(EtherType(rawValue: type))
        text.append(", length ")
        text.append(decimal: packet.frame.originalLength)
        if !packet.carriesData { text.append(": ") }
    }
}
