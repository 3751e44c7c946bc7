extension ICMPv6 {
    /// `ICMP6, echo request, id 1, seq 1, length 64`, `ICMP6, neighbor solicitation, who has fe80::1, length 32`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("ICMP6, ", as: .protocol)
        let type = message.octet(0)
        switch type {
        case 1: summarizeUnreachable(message, into: &line)
        case 2:
            line.text.append("packet too big, mtu ")
            line.text.append(decimal: message.long(4))
        case 3:
            line.text.append(
                message.octet(1) == 0 ? "time exceeded in-transit for " : "ip reassembly time exceeded for ")
            line.append(address(message, at: 32))
        case 4:
            line.text.append("parameter problem, octet ")
            line.text.append(decimal: message.long(4))
        case 128, 129:
            line.text.append(type == 128 ? "echo request, id " : "echo reply, id ")
            line.text.append(decimal: message.word(4))
            line.text.append(", seq ")
            line.text.append(decimal: message.word(6))
        case 130...132:
            line.text.append(
                type == 130
                    ? "multicast listener query" : type == 131 ? "multicast listener report" : "multicast listener done"
            )
            if type == 130, message.byteCount > 24 { line.text.append(" v2") }
            line.text.append(" max resp delay: ")
            line.text.append(decimal: message.word(4))
            line.text.append(" addr: ")
            line.append(address(message, at: 8))
        case 133: line.text.append("router solicitation")
        case 134: line.text.append("router advertisement")
        case 135:
            line.text.append("neighbor solicitation, who has ")
            line.append(address(message, at: 8))
        case 136:
            line.text.append("neighbor advertisement, tgt is ")
            line.append(address(message, at: 8))
        case 137:
            line.text.append("redirect, ")
            line.append(address(message, at: 24))
            line.text.append(" to ")
            line.append(address(message, at: 8))
        case 143:
            line.text.append("multicast listener report v2, ")
            line.text.append(decimal: message.word(6))
            line.text.append(" group record(s)")
        default: line.append(name: MessageType.name(of: UInt64(type)), "type-", type)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        // What an error quotes is told above.
        line.finish()
    }

    private static func summarizeUnreachable(_ message: RawSpan, into line: inout SummaryLine) {
        line.text.append("destination unreachable, ")
        let code = message.octet(1)
        if code == 4, message.byteCount >= 52 {
            line.append(address(message, at: 32))
            line.appendPort(of: message.octet(14), message, at: 48)
            return line.text.append(" unreachable")
        }
        line.append(name: unreachableReason(code), "code-", code)
    }

    private static func address(_ message: RawSpan, at offset: Int) -> IPv6Address {
        IPv6Address(high: message.quad(offset), low: message.quad(offset &+ 8))
    }
}

extension ICMPv6 {
    /// What the codes of "destination unreachable" mean. RFC 4443 section 3.1.
    static func unreachableReason(_ code: UInt8) -> StaticString? {
        switch code {
        case 0: "no route to destination"
        case 1: "communication with destination prohibited"
        case 2: "beyond scope of source address"
        case 3: "address unreachable"
        case 4: "port unreachable"
        case 5: "source address failed policy"
        case 6: "reject route to destination"
        case 7: "error in source routing header"
        default: nil
        }
    }
}

extension NeighborOption {
    /// `ICMPv6 Option (Source link-layer address : 00:11:22:33:44:55)`.
    public static func describe(
        _ layer: borrowing Layer<NeighborOption>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        let type = layer.message.octet(layer.start)
        text.append("ICMPv6 Option (")
        if let name = Kind.name(of: UInt64(type)) {
            text.append(name)
        } else {
            text.append("Unknown ")
            text.append(decimal: type)
        }
        if type == 1 || type == 2, let link = layer.as(SourceLinkAddress.self) {
            text.append(" : ")
            text.append(link.address)
        } else if type == 3, let prefix = layer.as(PrefixInformation.self) {
            text.append(" : ")
            text.append(prefix.address)
            text.append(byte: 0x2f)
            text.append(decimal: prefix.length)
        } else if type == 5, let option = layer.as(MTU.self) {
            text.append(" : ")
            text.append(decimal: option.size)
        }
        text.append(byte: 0x29)
    }
}

extension ICMPv6.AddressRecord {
    /// `Multicast Address Record Changed to exclude: ff02::1`.
    public static func describe(
        _ layer: borrowing Layer<ICMPv6.AddressRecord>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Multicast Address Record ")
        text.append(RecordType.name(of: layer.type.raw) ?? "Unknown")
        text.append(": ")
        text.append(layer.address)
    }
}
