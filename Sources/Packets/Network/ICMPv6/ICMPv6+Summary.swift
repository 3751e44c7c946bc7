extension ICMPv6 {
    /// `ICMP6, echo request, id 1, seq 1, length 64`, `ICMP6, neighbor solicitation, who has fe80::1, length 32`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let icmp = Layer<ICMPv6>(message) else { return }
        line.append("ICMP6, ", as: .protocol)
        switch icmp.type.rawValue {
        case 1...4: summarize(error: icmp, into: &line)
        case 128, 129:
            line.text.append(icmp.type == 128 ? "echo request" : "echo reply")
            if let echo = icmp.as(Echo.self) {
                line.text.append(", id ")
                line.text.append(decimal: echo.identifier)
                line.text.append(", seq ")
                line.text.append(decimal: echo.sequence)
            }
        case 130...132, 143: summarize(listener: icmp, packet, into: &line)
        case 133...137: summarize(neighbor: icmp, packet, into: &line)
        default: line.append(name: MessageType.name(of: icmp.type.raw), "type-", icmp.type.rawValue)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        if packet.verify(protocolNumber: 58) == .bad {
            line.markChecksum("icmpv6", icmp.checksum)
        }
        // What an error quotes is told above.
        line.finish()
    }

    /// The IPv6 header of the packet that an error quotes; `nil` when it does not quote as much.
    @_lifetime(copy icmp)
    private static func quoted(_ icmp: borrowing Layer<ICMPv6>) -> Layer<IPv6>? { Layer<IPv6>(icmp.payload) }

    /// RFC 4443 section 3.
    private static func summarize(error icmp: borrowing Layer<ICMPv6>, into line: inout SummaryLine) {
        switch icmp.type {
        case 1: summarize(unreachable: icmp, into: &line)
        case 2:
            line.text.append("packet too big, mtu ")
            if let body = icmp.as(PacketTooBig.self) { line.text.append(decimal: body.mtu) }
        case 3:
            line.text.append(icmp.code == 0 ? "time exceeded in-transit" : "ip reassembly time exceeded")
            guard let ip = quoted(icmp) else { return }
            line.text.append(" for ")
            line.append(ip.destination)
        default:
            line.text.append("parameter problem, octet ")
            if let body = icmp.as(ParameterProblem.self) { line.text.append(decimal: body.pointer) }
        }
    }

    private static func summarize(unreachable icmp: borrowing Layer<ICMPv6>, into line: inout SummaryLine) {
        line.text.append("destination unreachable, ")
        if icmp.code == 4, let ip = quoted(icmp) {
            line.append(ip.destination)
            line.append(portOf: ip.nextHeader, ip.payload)
            return line.text.append(" unreachable")
        }
        line.append(name: unreachableReason(icmp.code), "code-", icmp.code)
    }

    /// RFC 2710 section 3, RFC 3810 section 5.
    private static func summarize(
        listener icmp: borrowing Layer<ICMPv6>, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        switch icmp.type {
        case 130:
            line.text.append("multicast listener query")
            guard let query = icmp.as(ListenerQuery.self) else { return line.markCut(icmp, packet) }
            // A query of version 2 has flags behind its address.
            let isVersion2 = query.parts.count(3) > 0
            if isVersion2 { line.text.append(" v2") }
            line.append(delay: isVersion2 ? query.responseCode : query.delay, query.address)
        case 143:
            line.text.append("multicast listener report v2")
            guard let report = icmp.as(ListenerReport.self) else { return line.markCut(icmp, packet) }
            line.text.append(", ")
            line.text.append(decimal: report.count)
            line.text.append(" group record(s)")
        default:
            line.text.append(icmp.type == 131 ? "multicast listener report" : "multicast listener done")
            guard let listener = icmp.as(Listener.self) else { return line.markCut(icmp, packet) }
            line.append(delay: listener.delay, listener.address)
        }
    }

    /// RFC 4861 section 4.
    private static func summarize(
        neighbor icmp: borrowing Layer<ICMPv6>, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        switch icmp.type {
        case 133:
            line.text.append("router solicitation")
            guard let body = icmp.as(RouterSolicitation.self) else { return line.markCut(icmp, packet) }
            line.mark(brokenOf: body.options, packet)
        case 134:
            line.text.append("router advertisement")
            guard let body = icmp.as(RouterAdvertisement.self) else { return line.markCut(icmp, packet) }
            line.mark(brokenOf: body.options, packet)
        case 135:
            line.text.append("neighbor solicitation")
            guard let body = icmp.as(NeighborSolicitation.self) else { return line.markCut(icmp, packet) }
            line.text.append(", who has ")
            line.append(body.target)
            line.mark(brokenOf: body.options, packet)
        case 136:
            line.text.append("neighbor advertisement")
            guard let body = icmp.as(NeighborAdvertisement.self) else { return line.markCut(icmp, packet) }
            line.text.append(", tgt is ")
            line.append(body.target)
            line.mark(brokenOf: body.options, packet)
        default:
            line.text.append("redirect")
            guard let body = icmp.as(Redirect.self) else { return line.markCut(icmp, packet) }
            line.text.append(", ")
            line.append(body.destination)
            line.text.append(" to ")
            line.append(body.target)
            line.mark(brokenOf: body.options, packet)
        }
    }
}

extension SummaryLine {
    /// ` max resp delay: 1000 addr: ff02::1`.
    fileprivate mutating func append(delay: UInt16, _ address: IPv6Address) {
        text.append(" max resp delay: ")
        text.append(decimal: delay)
        text.append(" addr: ")
        append(address)
    }

    /// The message is shorter than its type has it.
    fileprivate mutating func markCut(_ icmp: borrowing Layer<ICMPv6>, _ packet: borrowing PacketView) {
        markMissing("icmpv6", at: icmp.parts.start(1), "the message is cut short", in: packet)
    }

    /// Marks the first option that the octets do not hold.
    fileprivate mutating func mark(brokenOf options: consuming Items<NeighborOption>, _ packet: borrowing PacketView) {
        while options.next() != nil {}
        if options.isBroken { markMissing("icmpv6.opt", at: options.offset, "an option does not fit", in: packet) }
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
        let type = layer.type
        text.append("ICMPv6 Option (")
        if let name = Kind.name(of: type.raw) {
            text.append(name)
        } else {
            text.append("Unknown ")
            text.append(decimal: type.rawValue)
        }
        if type == 1 || type == 2, let link = layer.as(SourceLinkAddress.self) {
            text.append(" : ")
            text.append(link.address)
        } else if type == 3, let prefix = layer.as(PrefixInformation.self) {
            text.append(" : ")
            text.append(prefix.address)
            text.append(character: "/")
            text.append(decimal: prefix.length)
        } else if type == 5, let option = layer.as(MTU.self) {
            text.append(" : ")
            text.append(decimal: option.size)
        }
        text.append(character: ")")
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
