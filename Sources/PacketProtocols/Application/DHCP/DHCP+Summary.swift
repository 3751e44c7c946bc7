public import Packets

extension DHCP {
    /// `DHCP Discover from 00:1b:21:3c:9d:f8, length 300`, `DHCP ACK 10.0.0.5 to 00:1b:21:3c:9d:f8, length 300`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let dhcp = Layer<DHCP>(message) else { return summarize(start: message, packet, into: &line) }
        let options = Notable(dhcp)
        summarize(dhcp, options, packet, into: &line)
        if let broken = options.broken {
            line.markMissing("dhcp.option", at: broken, "an option does not fit", in: packet)
        }
    }

    /// Of a message that the capture cut, what stands before its names: captures of short frames hold no more.
    private static func summarize(
        start message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        guard packet.frame.isCut, message.byteCount >= 44 else { return }
        summarize(
            Layer<DHCP>(message, start: 0, parts: LayerParts(ends: [28, 34, 44])), Notable(), packet, into: &line)
        line.markMissing("dhcp", at: 0, "the message is cut short", in: packet)
    }

    private static func summarize(
        _ dhcp: borrowing Layer<DHCP>, _ options: Notable, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        let isReply = dhcp.operation == 2
        line.append(options.type == nil ? "BOOTP " : "DHCP ", as: .protocol)
        if let name = options.type.flatMap({ MessageType.name(of: $0.raw) }) {
            line.text.append(name)
        } else {
            line.text.append(isReply ? "Reply" : "Request")
        }
        let yours = dhcp.yourAddress
        if isReply, yours.rawValue != 0 {
            line.text.append(" ")
            line.append(yours)
        }
        if dhcp.hasCardAddress {
            line.text.append(isReply ? " to " : " from ")
            line.append(dhcp.hardwareAddress)
        }
        if let requested = options.requested, requested.rawValue != 0 {
            line.text.append(", requested ")
            line.append(requested)
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }

    /// What the line shows of the options. RFC 2132 sections 9.1 and 9.6.
    private struct Notable {
        var type: MessageType?
        var requested: IPv4Address?
        /// Where the option starts that the octets do not hold.
        var broken: Int?

        init() {}

        init(_ dhcp: borrowing Layer<DHCP>) {
            var type: MessageType?
            var requested: IPv4Address?
            let message = dhcp.message
            // An option of another length than its value has holds none.
            dhcp.readOptions { code, start, length in
                if code == 53, length == 1 { type = MessageType(rawValue: message.octet(start)) }
                if code == 50, length == 4 { requested = IPv4Address(rawValue: message.long(start)) }
            }
            (self.type, self.requested) = (type, requested)
            var options = dhcp.options
            while options.next() != nil {}
            if options.isBroken { broken = options.offset }
        }
    }
}
