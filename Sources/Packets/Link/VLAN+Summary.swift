extension VLAN {
    /// With link headers: `vlan 5, p 0, ethertype IPv4 (0x0800), `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append(tag: message, packet)
    }

    public static func describe(
        _ layer: borrowing Layer<VLAN>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("802.1Q Virtual LAN, PRI: ")
        text.append(decimal: layer.priority.rawValue)
        text.append(", DEI: ")
        text.append(decimal: layer.dropEligible.raw)
        text.append(", ID: ")
        text.append(decimal: layer.identifier)
    }
}

extension ProviderBridge {
    /// With link headers: `vlan 5, p 0, ethertype 802.1Q (0x8100), `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append(tag: message, packet)
    }

    public static func describe(
        _ layer: borrowing Layer<ProviderBridge>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("IEEE 802.1ad, ID: ")
        text.append(decimal: layer.identifier)
    }
}

extension SummaryLine {
    /// A tag, when link headers are wanted or nothing else is known of the frame.
    @inline(never)
    fileprivate mutating func append(tag message: RawSpan, _ packet: PacketView) {
        guard options.showsLink || packet.carriesData else { return }
        let tag = message.word(0)
        text.append("vlan ")
        text.append(decimal: tag & 0xfff)
        text.append(", p ")
        text.append(decimal: tag &>> 13)
        if tag & 0x1000 != 0 { text.append(", DEI") }
        announce(EtherType(rawValue: message.word(2)))
        text.append(packet.carriesData ? ", length " : ", ")
        if packet.carriesData { text.append(decimal: message.byteCount) }
    }
}
