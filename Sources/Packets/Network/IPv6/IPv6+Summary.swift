extension IPv6 {
    /// `IP6 2001:db8::1.54321 > 2001:db8::2.80: `; extension headers follow, then what they lead to.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let ip = Layer<IPv6>(message) else { return }
        let source = ip.source
        let destination = ip.destination
        let ports = packet.transportPorts(after: lastExtension(packet))
        let options = line.options
        let isAnnounced = line.isAnnounced
        line.isAnnounced = false
        line.text.compose(upTo: 256) { out in
            if !isAnnounced {
                out.start(.protocol, options.style)
                out.append("IP6 ")
                out.end(options.style)
            }
            out.start(.address, options.style)
            out.append(source)
            out.end(options.style)
            if let ports { out.append(port: ports.source, of: ports.transport, options) }
            out.append(" > ")
            out.start(.address, options.style)
            out.append(destination)
            out.end(options.style)
            if let ports { out.append(port: ports.destination, of: ports.transport, options) }
            out.append(": ")
        }
        // A length of 0 stands for a jumbogram or for segments that the sender's card was to cut (RFC 2675 section 3).
        let length = Int(ip.payloadLength)
        if length > 0, length &+ ip.parts.total > message.byteCount { summarize(lengthOf: ip, packet, into: &line) }
        if packet.carriesData { line.append(protocol: ip.nextHeader, of: packet) }
    }

    /// The last of the extension headers that follow the header at the packet's index, or that index itself.
    private static func lastExtension(_ packet: borrowing PacketView) -> Int {
        var index = packet.index
        while index &+ 1 < packet.layers.count {
            let schema = packet.layers[index &+ 1].schema
            guard
                schema == ObjectIdentifier(IPv6HopByHop.self) || schema == ObjectIdentifier(IPv6DestinationOptions.self)
                    || schema == ObjectIdentifier(IPv6Fragment.self) || schema == ObjectIdentifier(IPv6Routing.self)
            else { break }
            index &+= 1
        }
        return index
    }

    @inline(never)
    private static func summarize(
        lengthOf ip: borrowing Layer<IPv6>, _ packet: PacketView, into line: inout SummaryLine
    ) {
        let span = packet.layers[packet.index]
        let end = span.start &+ ip.parts.total &+ Int(ip.payloadLength)
        if end > span.end, !packet.frame.isCut || end > packet.frame.originalLength {
            line.mark("ipv6.plen", at: span.start &+ ip.firstOctet(of: IPv6.payloadLength), "more than the frame holds")
        }
    }

    public static func describe(
        _ layer: borrowing Layer<IPv6>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Internet Protocol Version 6, Src: ")
        text.append(layer.source)
        text.append(", Dst: ")
        text.append(layer.destination)
    }
}
