extension IPv6HopByHop {
    /// `HBH `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("HBH ", as: .protocol)
        if packet.carriesData { line.append(protocol: IPProtocol(rawValue: message.octet(0)), of: packet) }
    }
}

extension IPv6DestinationOptions {
    /// `DSTOPT `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("DSTOPT ", as: .protocol)
        if packet.carriesData { line.append(protocol: IPProtocol(rawValue: message.octet(0)), of: packet) }
    }
}

extension IPv6Fragment {
    /// `frag (1448|60) `: where in the datagram the fragment lies and how long it is, in octets.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        let span = packet.layers[packet.index]
        line.append("frag (", as: .protocol)
        line.text.append(decimal: message.word(2) & 0xfff8)
        line.text.append(byte: 0x7c)
        line.text.append(decimal: max(packet.wireEnd(packet.index) &- span.start &- 8, 0))
        line.text.append(") ")
        if packet.carriesData { line.append(protocol: IPProtocol(rawValue: message.octet(0)), of: packet) }
    }
}

extension IPv6Routing {
    /// `srcrt (len=2, type=0, segleft=1) `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("srcrt (", as: .protocol)
        line.text.append("len=")
        line.text.append(decimal: message.octet(1))
        line.text.append(", type=")
        line.text.append(decimal: message.octet(2))
        line.text.append(", segleft=")
        line.text.append(decimal: message.octet(3))
        line.text.append(") ")
        if packet.carriesData { line.append(protocol: IPProtocol(rawValue: message.octet(0)), of: packet) }
    }
}

extension AuthenticationHeader {
    /// `AH(spi=0x00000100,seq=0x1f): `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("AH", as: .protocol)
        line.append(securityAssociation: message.long(4), sequence: message.long(8))
        line.text.append(": ")
        if packet.carriesData { line.append(protocol: IPProtocol(rawValue: message.octet(0)), of: packet) }
    }
}

extension EncapsulatingSecurityPayload {
    /// `ESP(spi=0x00000100,seq=0x1f), length 100`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("ESP", as: .protocol)
        line.append(securityAssociation: message.long(0), sequence: message.long(4))
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}

extension SummaryLine {
    /// RFC 4302 section 2, RFC 4303 section 2.
    fileprivate mutating func append(securityAssociation index: UInt32, sequence: UInt32) {
        text.append("(spi=0x")
        text.append(hex: index, digits: 8)
        text.append(",seq=0x")
        text.append(hex: sequence)
        text.append(byte: 0x29)
    }
}
