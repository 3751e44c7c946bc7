public import Packets

extension DHCP {
    /// `DHCP Discover from 00:1b:21:3c:9d:f8, length 300`, `DHCP ACK 10.0.0.5 to 00:1b:21:3c:9d:f8, length 300`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        let isReply = message.octet(0) == 2
        let options = Notable(message)
        line.append(options.type == 0 ? "BOOTP " : "DHCP ", as: .protocol)
        switch options.type {
        case 1: line.text.append("Discover")
        case 2: line.text.append("Offer")
        case 3: line.text.append("Request")
        case 4: line.text.append("Decline")
        case 5: line.text.append("ACK")
        case 6: line.text.append("NAK")
        case 7: line.text.append("Release")
        case 8: line.text.append("Inform")
        default: line.text.append(isReply ? "Reply" : "Request")
        }
        let yours = message.long(16)
        if isReply, yours != 0 {
            line.text.append(byte: 0x20)
            line.append(IPv4Address(rawValue: yours))
        }
        if message.octet(2) == 6 {
            line.text.append(isReply ? " to " : " from ")
            line.append(MACAddress(rawValue: message.bits(28 &* 8, 48)))
        }
        if options.requested != 0 {
            line.text.append(", requested ")
            line.append(IPv4Address(rawValue: options.requested))
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }

    /// What the line shows of the options. RFC 2132 sections 9.1 and 9.6.
    private struct Notable: BitwiseCopyable {
        var type: UInt8 = 0
        var requested: UInt32 = 0

        init(_ message: RawSpan) {
            guard message.long(236) == 0x6382_5363 else { return }
            var offset = 240
            while offset < message.byteCount {
                let code = message.octet(offset)
                if code == 255 { return }
                if code == 0 {
                    offset &+= 1
                    continue
                }
                let length = Int(message.octet(offset &+ 1))
                if code == 53, length == 1 { type = message.octet(offset &+ 2) }
                if code == 50, length == 4 { requested = message.long(offset &+ 2) }
                offset &+= 2 &+ length
            }
        }
    }
}
