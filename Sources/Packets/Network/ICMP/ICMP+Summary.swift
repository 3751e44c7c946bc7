extension ICMP {
    /// `ICMP echo request, id 1, seq 1, length 64`, `ICMP 10.0.0.1 udp port 7777 unreachable, length 36`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let icmp = Layer<ICMP>(message) else { return }
        line.append("ICMP ", as: .protocol)
        let type = icmp.type
        switch type {
        case 0, 8:
            guard let echo = icmp.as(Echo.self) else { break }
            line.text.append(type == 8 ? "echo request, id " : "echo reply, id ")
            line.text.append(decimal: echo.identifier)
            line.text.append(", seq ")
            line.text.append(decimal: echo.sequence)
        case 3: summarize(unreachable: icmp, into: &line)
        case 5: summarize(redirect: icmp, into: &line)
        case 11:
            line.text.append(
                icmp.code == 0
                    ? "time exceeded in-transit" : icmp.code == 1 ? "ip reassembly time exceeded" : "time exceeded")
        case 12:
            guard let problem = icmp.as(ParameterProblem.self) else { break }
            line.text.append("parameter problem - octet ")
            line.text.append(decimal: problem.pointer)
        case 13, 14:
            guard let times = icmp.as(Timestamps.self) else { break }
            line.text.append(type == 13 ? "time stamp query id " : "time stamp reply id ")
            line.text.append(decimal: times.identifier)
            line.text.append(" seq ")
            line.text.append(decimal: times.sequence)
        case 17: line.text.append("address mask request")
        case 18:
            guard let reply = icmp.as(AddressMask.self) else { break }
            line.text.append("address mask is ")
            line.append(reply.mask)
        default: line.append(name: MessageType.name(of: type.raw), "type-", type.rawValue)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        if packet.isWhole, InternetChecksum.of(message) != 0 { line.markChecksum("icmp", icmp.checksum) }
        // What an error quotes is told above.
        line.finish()
    }

    /// The IPv4 header of the packet that an error quotes; `nil` when it does not quote as much.
    @_lifetime(copy icmp)
    private static func quoted(_ icmp: borrowing Layer<ICMP>) -> Layer<IPv4>? {
        Layer<IPv4>(icmp.octets(ofPart: quotedPart))
    }

    private static func summarize(redirect icmp: borrowing Layer<ICMP>, into line: inout SummaryLine) {
        line.text.append("redirect ")
        if let ip = quoted(icmp) { line.append(ip.destination) }
        // Codes 1 and 3 are for one host, 0 and 2 for a net. RFC 792, page 12.
        line.text.append(icmp.code == 1 || icmp.code == 3 ? " to host " : " to net ")
        if let redirect = icmp.as(Redirect.self) { line.append(redirect.gateway) }
    }

    private static func summarize(unreachable icmp: borrowing Layer<ICMP>, into line: inout SummaryLine) {
        let code = icmp.code
        guard let ip = quoted(icmp) else {
            return line.append(name: unreachableReason(code), "unreachable code-", code)
        }
        switch code {
        case 0, 1:
            line.text.append(code == 0 ? "net " : "host ")
            line.append(ip.destination)
            line.text.append(" unreachable")
        case 2:
            line.append(ip.destination)
            line.text.append(" protocol ")
            line.text.append(decimal: ip.protocol.rawValue)
            line.text.append(" unreachable")
        case 3:
            line.append(ip.destination)
            line.append(portOf: ip.protocol, ip.payload)
            line.text.append(" unreachable")
        case 4:
            line.append(ip.destination)
            line.text.append(" unreachable - need to frag")
            if let body = icmp.as(Unreachable.self), body.mtu != 0 {
                line.text.append(" (mtu ")
                line.text.append(decimal: body.mtu)
                line.text.append(")")
            }
        case 13:
            line.text.append("host ")
            line.append(ip.destination)
            line.text.append(" unreachable - admin prohibited filter")
        default:
            line.append(ip.destination)
            line.text.append(" unreachable - ")
            line.append(name: unreachableReason(code), "code-", code)
        }
    }
}

extension ICMP {
    /// What the codes of "destination unreachable" mean. RFC 792, RFC 1122 section 3.2.2.1, RFC 1812 section 5.2.7.1.
    static func unreachableReason(_ code: UInt8) -> StaticString? {
        switch code {
        case 5: "source route failed"
        case 6: "net unknown"
        case 7: "host unknown"
        case 8: "source host isolated"
        case 9: "net admin prohibited"
        case 10: "host admin prohibited"
        case 11: "net unreachable for TOS"
        case 12: "host unreachable for TOS"
        case 14: "host precedence violation"
        case 15: "precedence cutoff in effect"
        default: nil
        }
    }
}

extension SummaryLine {
    /// A value's name, or else its number behind `prefix`.
    mutating func append(name: StaticString?, _ prefix: StaticString, _ number: UInt8) {
        if let name { return text.append(name) }
        text.append(prefix)
        text.append(decimal: number)
    }

    /// ` udp port 7777`: where a packet that an error quotes was going, as far as it quotes that.
    /// - Parameter transport: the quoted octets of what IP carried.
    mutating func append(portOf number: IPProtocol, _ transport: RawSpan) {
        switch number {
        case 6: text.append(" tcp")
        case 17: text.append(" udp")
        default:
            text.append(" protocol ")
            text.append(decimal: number.rawValue)
        }
        guard let ports = TransportPorts(transport) else { return }
        text.append(" port ")
        text.append(decimal: ports.destination)
    }
}
