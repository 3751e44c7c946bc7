extension BSDLoopback {
    /// With link headers: `AF IPv6 (28), length 116: `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<BSDLoopback>(message) else { return }
        // The part that holds the number tells its order; what is too large for a family is an EtherType.
        let family =
            header.parts.count(0) > 0
            ? header.family.rawValue
            : header.parts.count(1) > 0 ? header.swappedFamily.rawValue : UInt32(header.type.rawValue)
        line.append(family: family, packet)
    }
}

extension OpenBSDLoopback {
    /// With link headers: `AF IPv6 (28), length 116: `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let header = Layer<OpenBSDLoopback>(message) else { return }
        line.append(family: header.family.rawValue, packet)
    }
}

extension RawIP {
    /// Nothing: there is no header.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard packet.carriesData else { return }
        line.text.append("unknown IP version ")
        // Where IPv4 and IPv6 have theirs.
        line.text.append(decimal: Layer<IPv4>(message, start: 0, parts: LayerParts(0)).version)
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}

extension SummaryLine {
    fileprivate mutating func append(family: UInt32, _ packet: PacketView) {
        guard options.showsLink || packet.carriesData else { return }
        text.append("AF ")
        start(.protocol)
        text.append(AddressFamily.name(of: UInt64(family)) ?? "Unknown")
        end()
        text.append(" (")
        text.append(decimal: family)
        text.append("), length ")
        text.append(decimal: packet.frame.originalLength)
        if packet.carriesData { return }
        text.append(": ")
        isAnnounced = true
    }
}
