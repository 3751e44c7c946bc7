extension Ethernet {
    /// Nothing, unless link headers are wanted or what follows is not known.
    ///
    ///     00:1b:21:3c:9d:f8 > ff:ff:ff:ff:ff:ff, ethertype ARP (0x0806), length 60:
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData else { return }
        summarizeLink(message, packet, into: &line)
    }

    @inline(never)
    private static func summarizeLink(
        _ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        guard let ethernet = Layer<Ethernet>(message) else { return }
        line.append(ethernet.source)
        line.text.append(" > ")
        line.append(ethernet.destination)
        if ethernet.hasType { line.announce(ethernet.type) } else { line.text.append(", 802.3") }
        line.text.append(", length ")
        line.text.append(decimal: packet.index == 0 ? packet.frame.originalLength : message.byteCount)
        if !packet.carriesData { line.text.append(": ") }
    }

    public static func describe(
        _ layer: borrowing Layer<Ethernet>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append(layer.hasType ? "Ethernet II" : "IEEE 802.3 Ethernet")
        text.append(", Src: ")
        text.append(layer.source)
        text.append(", Dst: ")
        text.append(layer.destination)
    }
}

extension Layer where P == Ethernet {
    /// Whether the number behind the addresses is a type, and no length.
    fileprivate var hasType: Bool { parts.count(1) > 0 }
}

extension SummaryLine {
    /// `, ethertype IPv4 (0x0800)`: which protocol comes, so that it need not name itself.
    mutating func announce(_ type: EtherType) {
        text.append(", ethertype ")
        append(type: type)
        isAnnounced = true
    }

    /// `IPv4 (0x0800)`.
    package mutating func append(type: EtherType) {
        start(.protocol)
        text.append(EtherType.name(of: type.raw) ?? "Unknown")
        end()
        text.append(" (0x")
        text.append(hex: type.rawValue, digits: 4)
        text.append(")")
    }
}
