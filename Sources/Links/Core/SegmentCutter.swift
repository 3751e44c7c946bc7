internal import Packets

/// Cuts a long TCP segment into those that fit the wire, as a link with segmentation offload does: for when the system will
/// not, and for who impairs what would be packets on the wire.
struct SegmentCutter {
    private let headerLength: Int
    private let segmentSize: Int
    private let network: Int
    private let transport: Int
    private let isVersion6: Bool
    /// The octets of IPv6's own header, which its length does not count.
    private let fixedLength: Int
    /// One segment at a time.
    private var octets: [UInt8]

    /// Reads the headers of a frame; `nil` when they are not those that `offload` says.
    ///
    /// - Parameter linkType: what the frame begins with.
    init?(_ frame: borrowing FramePieces, _ offload: FrameOffload, linkType: LinkType) {
        guard offload.segmentation == .tcpOverIPv4 || offload.segmentation == .tcpOverIPv6,
            let checksum = offload.checksum, offload.segmentSize > 0
        else { return nil }
        let headers = frame.header
        guard let network = Self.network(headers, linkType) else { return nil }
        self.network = network
        isVersion6 = offload.segmentation == .tcpOverIPv6
        transport = Int(checksum.start)
        guard transport > network, let tcp = Layer<TCP>(headers, from: transport, to: headers.byteCount) else {
            return nil
        }
        if isVersion6 {
            guard let ip = Layer<IPv6>(headers, from: network, to: headers.byteCount), ip.version == 6 else {
                return nil
            }
            fixedLength = ip.parts.total
        } else {
            guard let ip = Layer<IPv4>(headers, from: network, to: headers.byteCount), ip.version == 4 else {
                return nil
            }
            fixedLength = 0
        }
        headerLength = transport + Int(tcp.headerLength)
        guard headerLength <= headers.byteCount else { return nil }
        segmentSize = Int(offload.segmentSize)
        octets = [UInt8](repeating: 0, count: headerLength + segmentSize)
    }

    /// Where the network's header begins.
    private static func network(_ headers: RawSpan, _ linkType: LinkType) -> Int? {
        guard linkType == .ethernet else { return linkType == .raw ? 0 : nil }
        guard let ethernet = Layer<Ethernet>(headers) else { return nil }
        var (at, type) = (ethernet.parts.total, ethernet.type)
        while type.rawValue == 0x8100 || type.rawValue == 0x88a8 {
            guard let tag = Layer<VLAN>(headers, from: at, to: headers.byteCount) else { return nil }
            (at, type) = (at + tag.parts.total, tag.type)
        }
        return at
    }

    /// Hands each segment to `send`, with all its lengths and checksums.
    mutating func cut<E: Error>(
        _ frame: borrowing FramePieces, _ send: (RawSpan) throws(E) -> Void
    ) throws(E) {
        let payload = frame.byteCount - headerLength
        var done = 0
        repeat {
            let count = min(segmentSize, payload - done)
            let (headerLength, from) = (headerLength, headerLength + done)
            unsafe octets.withUnsafeMutableBytes { buffer in
                let start = unsafe buffer.baseAddress.unsafelyUnwrapped
                unsafe frame.copy(0..<headerLength, to: start)
                unsafe frame.copy(from..<from + count, to: start + headerLength)
            }
            finish(headerLength + count, done: done, index: done / segmentSize, isLast: done + count == payload)
            let whole = unsafe octets.span.bytes
            try send(whole.extracting(0..<headerLength + count))
            done += count
        } while done < payload
    }

    /// Makes the headers those of one segment.
    private mutating func finish(_ length: Int, done: Int, index: Int, isLast: Bool) {
        let (network, transport, fixedLength, isVersion6) = (network, transport, fixedLength, isVersion6)
        let count = UInt16(truncatingIfNeeded: length - transport)
        var sum = InternetChecksum()
        var span = octets.mutableSpan
        var bytes = unsafe span.mutableBytes
        if isVersion6 {
            var ip = MutableLayer<IPv6>(&bytes, at: network)
            ip.payloadLength = UInt16(truncatingIfNeeded: length - network - fixedLength)
            sum.addPseudoHeader(
                source: ip.source, destination: ip.destination, nextHeader: 6, length: UInt32(count))
        } else {
            var header = InternetChecksum()
            var ip = MutableLayer<IPv4>(&bytes, at: network)
            ip.totalLength = UInt16(truncatingIfNeeded: length - network)
            ip.identification = ip.identification &+ UInt16(truncatingIfNeeded: index)
            ip.checksum = 0
            sum.addPseudoHeader(
                source: ip.source, destination: ip.destination, protocolNumber: 6, length: count)
            header.add(bytes.bytes, from: network, to: transport)
            var again = MutableLayer<IPv4>(&bytes, at: network)
            again.checksum = header.finish()
        }
        var tcp = MutableLayer<TCP>(&bytes, at: transport)
        tcp.sequenceNumber = tcp.sequenceNumber &+ UInt32(truncatingIfNeeded: done)
        var flags = tcp.flags
        // What says something of the end is said by the last, and of a change of the window once (RFC 3168 section 6.1.2).
        if !isLast { flags.rawValue &= ~(TCP.Flags.finish | .push).rawValue }
        if index > 0 { flags.rawValue &= ~TCP.Flags.congestionWindowReduced.rawValue }
        tcp.flags = flags
        tcp.checksum = 0
        sum.add(bytes.bytes, from: transport, to: length)
        var again = MutableLayer<TCP>(&bytes, at: transport)
        again.checksum = sum.finish()
    }
}
