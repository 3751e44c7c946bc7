extension ICMP {
    /// `ICMP echo request, id 1, seq 1, length 64`, `ICMP 10.0.0.1 udp port 7777 unreachable, length 36`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.append("ICMP ", as: .protocol)
        let type = message.octet(0)
        switch type {
        case 0, 8:
            line.text.append(type == 8 ? "echo request, id " : "echo reply, id ")
            line.text.append(decimal: message.word(4))
            line.text.append(", seq ")
            line.text.append(decimal: message.word(6))
        case 3: summarizeUnreachable(message, into: &line)
        case 5:
            line.text.append("redirect ")
            line.append(IPv4Address(rawValue: message.long(24)))
            line.text.append(message.octet(1) & 1 == 0 ? " to net " : " to host ")
            line.append(IPv4Address(rawValue: message.long(4)))
        case 11:
            line.text.append(
                message.octet(1) == 0
                    ? "time exceeded in-transit"
                    : message.octet(1) == 1 ? "ip reassembly time exceeded" : "time exceeded")
        case 12:
            line.text.append("parameter problem - octet ")
            line.text.append(decimal: message.octet(4))
        case 13, 14:
            line.text.append(type == 13 ? "time stamp query id " : "time stamp reply id ")
            line.text.append(decimal: message.word(4))
            line.text.append(" seq ")
            line.text.append(decimal: message.word(6))
        case 17, 18:
            line.text.append(type == 17 ? "address mask request" : "address mask is ")
            if type == 18 { line.append(IPv4Address(rawValue: message.long(8))) }
        default: line.append(name: MessageType.name(of: UInt64(type)), "type-", type)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        // What an error quotes is told above.
        line.finish()
    }

    private static func summarizeUnreachable(_ message: RawSpan, into line: inout SummaryLine) {
        let code = message.octet(1)
        let destination = IPv4Address(rawValue: message.long(24))
        guard message.byteCount >= 28 else {
            return line.append(name: unreachableReason(code), "unreachable code-", code)
        }
        switch code {
        case 0, 1:
            line.text.append(code == 0 ? "net " : "host ")
            line.append(destination)
            line.text.append(" unreachable")
        case 2:
            line.append(destination)
            line.text.append(" protocol ")
            line.text.append(decimal: message.octet(17))
            line.text.append(" unreachable")
        case 3:
            line.append(destination)
            line.appendPort(of: message.octet(17), message, at: 8 &+ Int(message.octet(8) & 15) &* 4)
            line.text.append(" unreachable")
        case 4:
            line.append(destination)
            line.text.append(" unreachable - need to frag")
            if message.word(6) != 0 {
                line.text.append(" (mtu ")
                line.text.append(decimal: message.word(6))
                line.text.append(byte: 0x29)
            }
        case 13:
            line.text.append("host ")
            line.append(destination)
            line.text.append(" unreachable - admin prohibited filter")
        default:
            line.append(destination)
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

    /// ` udp port 7777`: where a packet that an error quotes was going.
    /// - Parameters:
    ///   - transport: the IP protocol number.
    ///   - offset: of the transport's header.
    mutating func appendPort(of transport: UInt8, _ message: RawSpan, at offset: Int) {
        switch transport {
        case 6: text.append(" tcp port ")
        case 17: text.append(" udp port ")
        default:
            text.append(" protocol ")
            text.append(decimal: transport)
            text.append(" port ")
        }
        text.append(decimal: message.word(offset &+ 2))
    }
}
