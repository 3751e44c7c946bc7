extension LinuxCooked {
    /// With link headers: `Out 00:1b:21:3c:9d:f8, ethertype IPv4 (0x0800), length 81: `.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData, let cooked = Layer<LinuxCooked>(message) else { return }
        line.append(cooked: cooked.packetType)
        if cooked.addressLength == 6 { line.append(cooked.source) } else { line.append(address: cooked.address) }
        line.append(type: cooked.etherType, packet)
    }
}

extension LinuxCooked2 {
    /// With link headers: `ifindex 2 In  00:1b:21:3c:9d:f8, ethertype IPv4 (0x0800), length 81: `.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData, let cooked = Layer<LinuxCooked2>(message) else { return }
        line.text.append("ifindex ")
        line.text.append(decimal: cooked.interface)
        line.text.append(" ")
        line.append(cooked: cooked.packetType)
        if cooked.addressLength == 6 { line.append(cooked.source) } else { line.append(address: cooked.address) }
        line.append(type: cooked.etherType, packet)
    }
}

extension Layer where P == LinuxCooked {
    /// The octets of an address that is no hardware address of Ethernet: IPv4's or another.
    fileprivate var address: RawSpan {
        @_lifetime(copy self) get { parts.count(2) > 0 ? octets(ofPart: 2) : octets(ofPart: 3) }
    }
    /// What follows, also where it is a number of Linux's own.
    fileprivate var etherType: EtherType {
        parts.count(5) > 0 ? self.type : EtherType(rawValue: self.linuxType.rawValue)
    }
}

extension Layer where P == LinuxCooked2 {
    /// The octets of an address that is no hardware address of Ethernet: IPv4's or another.
    fileprivate var address: RawSpan {
        @_lifetime(copy self) get { parts.count(4) > 0 ? octets(ofPart: 4) : octets(ofPart: 5) }
    }
    /// What follows, also where it is a number of Linux's own.
    fileprivate var etherType: EtherType {
        parts.count(0) > 0 ? self.type : EtherType(rawValue: self.linuxType.rawValue)
    }
}

extension SummaryLine {
    /// Which way a packet went that Linux saw, in tcpdump's letters.
    fileprivate mutating func append(cooked kind: CookedPacketType) {
        switch kind {
        case 0: text.append(" In ")
        case 1: text.append("  B ")
        case 2: text.append("  M ")
        case 3: text.append("  P ")
        case 4: text.append("Out ")
        default: text.append(" ?? ")
        }
    }

    fileprivate mutating func append(address octets: RawSpan) {
        guard octets.byteCount > 0 else { return }
        start(.address)
        text.append(hexOf: octets, separator: UInt8(ascii: ":"))
        end()
    }

    @inline(never)
    fileprivate mutating func append(type: EtherType, _ packet: borrowing PacketView) {
        announce(type)
        text.append(", length ")
        text.append(decimal: packet.frame.originalLength)
        if !packet.carriesData { text.append(": ") }
    }
}
