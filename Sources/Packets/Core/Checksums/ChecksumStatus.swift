/// What a packet's checksum was found to be, with Wireshark's numbers.
public struct ChecksumStatus: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Bad"), .init(1, "Good"), .init(2, "Unverified"), .init(3, "Not present"),
    ]

    public static var bad: ChecksumStatus { 0 }
    public static var good: ChecksumStatus { 1 }
    /// Nobody asked, or not all octets that it covers are there.
    public static var unverified: ChecksumStatus { 2 }
    public static var notPresent: ChecksumStatus { 3 }

    @inlinable public static func of(_ isGood: Bool) -> ChecksumStatus { isGood ? 1 : 0 }
}

extension PacketView {
    /// Whether all octets of the layer at `index` are there: it is neither quoted by an error message, nor cut by the
    /// capture, nor a fragment's.
    var isWhole: Bool {
        let span = layers[index]
        if span.isQuoted || frame.isCut && span.end >= bytes.byteCount { return false }
        var at = index - 1
        while at >= 0 {
            let schema = layers[at].schema
            if schema == ObjectIdentifier(IPv4.self) { return message(at).word(6) & 0x3fff == 0 }
            if schema == ObjectIdentifier(IPv6Fragment.self) { return message(at).word(2) & 0xfff9 == 0 }
            if schema == ObjectIdentifier(IPv6.self) { return true }
            at -= 1
        }
        return true
    }

    /// Verifies the checksum of the transport or ICMPv6 layer at `index`, whose pseudo header has the addresses of the
    /// nearest IP layer. RFC 9293 section 3.1, RFC 8200 section 8.1.
    /// - Parameter covered: how many octets of the layer it covers; all when `nil`.
    func verify(protocolNumber: UInt8, covered: Int? = nil) -> ChecksumStatus {
        guard isWhole else { return .unverified }
        let message = message(index)
        let count = min(covered ?? message.byteCount, message.byteCount)
        var checksum = InternetChecksum()
        var at = index - 1
        while at >= 0 {
            let schema = layers[at].schema
            if schema == ObjectIdentifier(IPv4.self) {
                let ip = self.message(at)
                checksum.addPseudoHeader(
                    source: IPv4Address(rawValue: ip.long(12)), destination: IPv4Address(rawValue: ip.long(16)),
                    protocolNumber: protocolNumber, length: UInt16(truncatingIfNeeded: count))
                break
            }
            if schema == ObjectIdentifier(IPv6.self) {
                let ip = self.message(at)
                checksum.addPseudoHeader(
                    source: IPv6Address(high: ip.quad(8), low: ip.quad(16)), destination: destination(of: at),
                    nextHeader: protocolNumber, length: UInt32(truncatingIfNeeded: count))
                break
            }
            at -= 1
        }
        guard at >= 0 else { return .unverified }
        checksum.add(message, from: 0, to: count)
        return .of(checksum.finish() == 0)
    }

    /// Where the IPv6 packet of the layer at `ip` goes in the end: a routing header between it and this layer may name a
    /// further address. RFC 8200 section 8.1.
    private func destination(of ip: Int) -> IPv6Address {
        let message = message(ip)
        for at in (ip + 1)..<index where layers[at].schema == ObjectIdentifier(IPv6Routing.self) {
            let routing = self.message(at)
            guard routing.octet(3) > 0 else { continue }
            // The first of the segments is the last that is visited; in the older types the last is.
            let isSegmentRoute = routing.octet(2) == 4
            let offset = isSegmentRoute ? 8 : Int(routing.octet(1)) &* 8 &- 8
            if [0, 2, 4].contains(routing.octet(2)), offset >= 8 {
                return IPv6Address(high: routing.quad(offset), low: routing.quad(offset + 8))
            }
        }
        return IPv6Address(high: message.quad(24), low: message.quad(32))
    }
}
