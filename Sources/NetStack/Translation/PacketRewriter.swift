import Packets

/// Changes one end of an IPv4 packet, with all checksums that cover it. RFC 3022 section 4.2, RFC 1624.
struct PacketRewriter: BitwiseCopyable {
    var kind: TranslatedProtocol
    /// Whether the sender's end is changed, or the receiver's.
    var isSource: Bool
    var address: IPv4Address
    var port: UInt16

    /// - Parameters:
    ///   - start: where IP's header begins.
    ///   - transport: where what it carries begins.
    ///   - end: where the octets end that are there: of a packet that is quoted, not all.
    func rewrite(_ bytes: inout MutableRawSpan, at start: Int, transport: Int, end: Int) {
        let old = changeAddress(&bytes, at: start)
        switch kind {
        case .tcp: changeTCP(&bytes, at: transport, end, from: old)
        case .udp: changeUDP(&bytes, at: transport, end, from: old)
        case .icmp: changeEcho(&bytes, at: transport, end)
        }
    }

    /// - Returns: the address that stood there.
    private func changeAddress(_ bytes: inout MutableRawSpan, at start: Int) -> IPv4Address {
        var ip = MutableLayer<IPv4>(&bytes, at: start)
        let old = isSource ? ip.source : ip.destination
        ip.checksum = InternetChecksum.updating(ip.checksum, from: old.rawValue, to: address.rawValue)
        if isSource { ip.source = address } else { ip.destination = address }
        return old
    }

    private func changeTCP(_ bytes: inout MutableRawSpan, at start: Int, _ end: Int, from old: IPv4Address) {
        guard start + 4 <= end else { return }
        let isWhole = start + 18 <= end
        var tcp = MutableLayer<TCP>(&bytes, at: start)
        let oldPort = isSource ? tcp.sourcePort.rawValue : tcp.destinationPort.rawValue
        if isSource { tcp.sourcePort = Port(port) } else { tcp.destinationPort = Port(port) }
        guard isWhole else { return }
        let checksum = InternetChecksum.updating(tcp.checksum, from: old.rawValue, to: address.rawValue)
        tcp.checksum = InternetChecksum.updating(checksum, from: oldPort, to: port)
    }

    private func changeUDP(_ bytes: inout MutableRawSpan, at start: Int, _ end: Int, from old: IPv4Address) {
        guard start + 8 <= end else { return }
        var udp = MutableLayer<UDP>(&bytes, at: start)
        let oldPort = isSource ? udp.sourcePort.rawValue : udp.destinationPort.rawValue
        if isSource { udp.sourcePort = Port(port) } else { udp.destinationPort = Port(port) }
        // Who sent none gets none.
        guard udp.checksum != 0 else { return }
        var checksum = InternetChecksum.updating(udp.checksum, from: old.rawValue, to: address.rawValue)
        checksum = InternetChecksum.updating(checksum, from: oldPort, to: port)
        udp.checksum = checksum == 0 ? 0xFFFF : checksum
    }

    private func changeEcho(_ bytes: inout MutableRawSpan, at start: Int, _ end: Int) {
        guard start + 8 <= end else { return }
        var echo = MutableLayer<ICMP.Echo>(&bytes, at: start + 4)
        let old = echo.identifier
        echo.identifier = port
        var icmp = MutableLayer<ICMP>(&bytes, at: start)
        icmp.checksum = InternetChecksum.updating(icmp.checksum, from: old, to: port)
    }
}
