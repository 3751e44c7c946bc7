extension IPv6HopByHop {
    /// `HBH `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<IPv6HopByHop>(message) else { return }
        line.append("HBH ", optionsOf: header.options, leadingTo: header.nextHeader, packet)
    }
}

extension IPv6DestinationOptions {
    /// `DSTOPT `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<IPv6DestinationOptions>(message) else { return }
        line.append("DSTOPT ", optionsOf: header.options, leadingTo: header.nextHeader, packet)
    }
}

extension SummaryLine {
    fileprivate mutating func append(
        _ name: StaticString, optionsOf options: consuming Items<IPv6Option>, leadingTo next: IPProtocol,
        _ packet: borrowing PacketView
    ) {
        append(name, as: .protocol)
        mark(brokenOf: options, packet)
        if packet.carriesData { append(protocol: next, of: packet) }
    }
}

extension IPv6Fragment {
    /// `frag (1448|60) `: where in the datagram the fragment lies and how long it is, in octets.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let fragment = Layer<IPv6Fragment>(message) else { return }
        let span = packet.layers[packet.index]
        line.append("frag (", as: .protocol)
        // The field counts in units of eight octets.
        line.text.append(decimal: fragment.load(IPv6Fragment.offset) &* 8)
        line.text.append("|")
        line.text.append(decimal: max(packet.wireEnd(packet.index) &- span.start &- fragment.parts.total, 0))
        line.text.append(") ")
        if packet.carriesData { line.append(protocol: fragment.nextHeader, of: packet) }
    }
}

extension IPv6Routing {
    /// `srcrt (len=2, type=0, segleft=1) `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let routing = Layer<IPv6Routing>(message) else { return }
        line.append("srcrt (", as: .protocol)
        line.text.append("len=")
        line.text.append(decimal: routing.length)
        line.text.append(", type=")
        line.text.append(decimal: routing.type.rawValue)
        line.text.append(", segleft=")
        line.text.append(decimal: routing.segmentsLeft)
        line.text.append(") ")
        if packet.carriesData { line.append(protocol: routing.nextHeader, of: packet) }
    }
}

extension AuthenticationHeader {
    /// `AH(spi=0x00000100,seq=0x1f): `, then what the header leads to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<AuthenticationHeader>(message) else { return }
        line.append("AH", as: .protocol)
        line.append(securityAssociation: header.index, sequence: header.sequence)
        line.text.append(": ")
        if packet.carriesData { line.append(protocol: header.nextHeader, of: packet) }
    }
}

extension EncapsulatingSecurityPayload {
    /// `ESP(spi=0x00000100,seq=0x1f), length 100`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<EncapsulatingSecurityPayload>(message) else { return }
        line.append("ESP", as: .protocol)
        line.append(securityAssociation: header.index, sequence: header.sequence)
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}

extension SummaryLine {
    /// Marks the first option that the octets do not hold.
    fileprivate mutating func mark(brokenOf options: consuming Items<IPv6Option>, _ packet: borrowing PacketView) {
        while options.next() != nil {}
        if options.isBroken { markMissing("ipv6.opt", at: options.offset, "an option does not fit", in: packet) }
    }
}

extension SummaryLine {
    /// RFC 4302 section 2, RFC 4303 section 2.
    fileprivate mutating func append(securityAssociation index: UInt32, sequence: UInt32) {
        text.append("(spi=0x")
        text.append(hex: index, digits: 8)
        text.append(",seq=0x")
        text.append(hex: sequence)
        text.append(character: ")")
    }
}
