extension VLAN {
    /// With link headers: `vlan 5, p 0, ethertype IPv4 (0x0800), `.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        if !line.options.showsLink, !packet.carriesData { return }
        guard let tag = Layer<VLAN>(message) else { return }
        // Where a length stands in place of the type, that is what is shown.
        let type = tag.parts.count(1) > 0 ? tag.type : EtherType(rawValue: tag.length)
        line.append(
            tag: tag.identifier, priority: tag.priority, isDropEligible: tag.dropEligible, type, message.byteCount,
            packet)
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
        if !line.options.showsLink, !packet.carriesData { return }
        guard let tag = Layer<ProviderBridge>(message) else { return }
        line.append(
            tag: tag.identifier, priority: tag.priority, isDropEligible: tag.dropEligible, tag.type, message.byteCount,
            packet)
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
    fileprivate mutating func append(
        tag identifier: UInt16, priority: UserPriority, isDropEligible: Bool, _ type: EtherType, _ length: Int,
        _ packet: PacketView
    ) {
        text.append("vlan ")
        text.append(decimal: identifier)
        text.append(", p ")
        text.append(decimal: priority.rawValue)
        if isDropEligible { text.append(", DEI") }
        announce(type)
        text.append(packet.carriesData ? ", length " : ", ")
        if packet.carriesData { text.append(decimal: length) }
    }
}
