extension IPv4 {
    /// `IP 10.0.0.1.54321 > 10.0.0.2.80: `, with the ports of the transport where there is one.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let ip = Layer<IPv4>(message) else { return }
        let ports = packet.transportPorts(after: packet.index)
        let source = ip.source
        let destination = ip.destination
        let options = line.options
        let isAnnounced = line.isAnnounced
        line.isAnnounced = false
        line.text.compose(upTo: 192) { out in
            if !isAnnounced {
                out.start(.protocol, options.style)
                out.append("IP ")
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
        if ip.moreFragments || ip.fragmentOffset != 0 || Int(ip.totalLength) > message.byteCount {
            summarizeExtent(ip, packet, into: &line)
        }
        if packet.verifiesChecksums, InternetChecksum.of(message.clamped(0, ip.parts.total)) != 0 {
            line.markChecksum("ip", ip.checksum)
        }
        if packet.carriesData { line.append(protocol: ip.protocol, of: packet) }
    }

    /// Notes which fragment this is, and that its length lies.
    @inline(never)
    private static func summarizeExtent(
        _ ip: borrowing Layer<IPv4>, _ packet: PacketView, into line: inout SummaryLine
    ) {
        let start = packet.layers[packet.index].start
        if ip.moreFragments || ip.fragmentOffset != 0 {
            let length = packet.wireEnd(packet.index) &- start &- ip.parts.total
            line.fragment = LineFragment(
                identification: ip.identification, offset: Int(ip.fragmentOffset) * 8, length: max(length, 0),
                hasMore: ip.moreFragments)
        }
        let end = start &+ Int(ip.totalLength)
        if end > packet.layers[packet.index].end, !packet.frame.isCut || end > packet.frame.originalLength {
            line.mark("ip.len", at: start &+ ip.firstOctet(of: IPv4.totalLength), "more than the frame holds")
        }
    }

    public static func describe(
        _ layer: borrowing Layer<IPv4>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Internet Protocol Version 4, Src: ")
        text.append(layer.source)
        text.append(", Dst: ")
        text.append(layer.destination)
    }
}

/// The ports that a transport's header begins with: UDP's, TCP's and SCTP's lie in the same octets.
struct TransportPorts: BitwiseCopyable {
    var source: UInt16
    var destination: UInt16
    var transport = TransportKind.udp

    /// Of a transport's octets; `nil` when they do not reach so far.
    @inline(__always)
    init?(_ octets: RawSpan) {
        guard octets.byteCount >= 4 else { return nil }
        let header = Layer<UDP>(octets, start: 0, parts: LayerParts(4))
        source = header.sourcePort.rawValue
        destination = header.destinationPort.rawValue
    }

    init?(_ octets: RawSpan, of transport: TransportKind) {
        self.init(octets)
        self.transport = transport
    }
}

extension PacketView {
    /// The ports of the transport that comes right after the layer at `index`; `nil` when none does.
    @inline(__always)
    func transportPorts(after index: Int) -> TransportPorts? {
        let next = index &+ 1
        guard next < layers.count else { return nil }
        let span = layers[next]
        if layers[index].isPiece, span.id == .data { return firstPiecePorts(of: index) }
        let transport: TransportKind
        if span.schema == ObjectIdentifier(TCP.self) {
            transport = .tcp
        } else if span.schema == ObjectIdentifier(UDP.self) {
            transport = .udp
        } else {
            return nil
        }
        guard var ports = TransportPorts(message(next)) else { return nil }
        ports.transport = transport
        return ports
    }

    /// The ports in the first piece of a packet, which is data while it waits for the others.
    @inline(never)
    private func firstPiecePorts(of index: Int) -> TransportPorts? {
        guard let piece = layers[index].type.piece(message(index)), piece.offset == 0 else { return nil }
        let octets = message(index &+ 1)
        switch piece.key {
        case .ipProtocol(6): return TransportPorts(octets, of: .tcp)
        case .ipProtocol(17): return TransportPorts(octets, of: .udp)
        default: return nil
        }
    }
}

extension SummaryLine {
    /// `GRE, length 12`, or `ip-proto-99, length 12`: what an IP header carries and nobody dissects.
    @inline(never)
    mutating func append(protocol number: IPProtocol, of packet: borrowing PacketView) {
        start(.protocol)
        if let name = IPProtocol.name(of: number.raw) {
            text.append(name)
        } else {
            text.append("ip-proto-")
            text.append(decimal: number.rawValue)
        }
        end()
        text.append(", length ")
        text.append(decimal: max(packet.wireEnd(packet.index) &- packet.layers[packet.index].payloadStart, 0))
    }
}
