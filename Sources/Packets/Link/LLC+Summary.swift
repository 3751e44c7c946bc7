extension LLC {
    /// With link headers or where what follows is not known: `LLC, dsap 0x42, ssap 0x42, ctrl 0x03, length 38`.
    public static func summarize(_ message: RawSpan, _ packet: PacketView, into line: inout SummaryLine) {
        guard line.options.showsLink || packet.carriesData else { return }
        summarizeHeader(message, packet, into: &line)
    }

    @inline(never)
    private static func summarizeHeader(
        _ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine
    ) {
        guard let llc = Layer<LLC>(message) else { return }
        line.append("LLC", as: .protocol)
        line.text.append(", dsap ")
        line.append(point: llc.destination)
        line.text.append(", ssap ")
        // The last bit says whether it is a response.
        line.append(point: ServiceAccessPoint(rawValue: llc.sourcePoint &<< 1))
        line.text.append(llc.isResponse ? " Response, ctrl 0x" : " Command, ctrl 0x")
        let isUnnumbered = llc.parts.count(1) > 0
        line.text.append(hex: isUnnumbered ? llc.control : llc.numberedControl & 0xff, digits: 2)
        if llc.parts.count(3) > 0 {
            line.text.append(", oui 0x")
            line.text.append(hex: llc.organization, digits: 6)
            if llc.organization == 0 {
                line.announce(llc.type)
            } else {
                line.text.append(", pid 0x")
                line.text.append(hex: llc.protocolIdentifier, digits: 4)
            }
        }
        line.text.append(", length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
        if !packet.carriesData { line.text.append(": ") }
    }
}

extension SummaryLine {
    /// A service access point by its name, or as a number.
    fileprivate mutating func append(point: ServiceAccessPoint) {
        if let name = ServiceAccessPoint.name(of: point.raw) { return text.append(name) }
        text.append("0x")
        text.append(hex: point.rawValue, digits: 2)
    }
}
