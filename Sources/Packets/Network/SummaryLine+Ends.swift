extension SummaryLine {
    /// `IP 10.0.0.1.54321 > 10.0.0.2.80: `, with the ports of the transport where there is one. The name stands before it
    /// unless the line's start says it already.
    /// - Parameters:
    ///   - room: as many bytes hold all of it, colours too.
    ///   - source: writes the address that the packet is from.
    ///   - destination: writes the one that it is to.
    @inline(__always)
    mutating func append(
        _ name: StaticString, _ ports: TransportPorts?, upTo room: Int, from source: (inout TextCursor) -> Void,
        to destination: (inout TextCursor) -> Void
    ) {
        let options = options
        let isAnnounced = isAnnounced
        self.isAnnounced = false
        text.compose(upTo: room) { out in
            if !isAnnounced {
                out.start(.protocol, options.style)
                out.append(name)
                out.end(options.style)
            }
            out.start(.address, options.style)
            source(&out)
            out.end(options.style)
            if let ports { out.append(port: ports.source, of: ports.transport, options) }
            out.append(" > ")
            out.start(.address, options.style)
            destination(&out)
            out.end(options.style)
            if let ports { out.append(port: ports.destination, of: ports.transport, options) }
            out.append(": ")
        }
    }
}
