/// Internet Protocol, version 6. RFC 8200.
public enum IPv6: PacketProtocol {
    public static var name: String { "ipv6" }
    public static var title: String { "Internet Protocol Version 6" }
    public static var shortName: String { "IPv6" }
    public static var reference: String { "RFC 8200" }
    public static var example: String? { "ipv6(dst=2001:db8::1,hlim=3)/icmpv6(type=128)" }
    public static var aliases: [String] { ["ip6"] }
    public static var role: LayerRole { .network }

    public static var version: Field<UInt8> { .init("version", "Version", bits: 0..<4, preset: 6) }
    public static var trafficClass: Field<UInt32> { .init("tclass", "Traffic Class", bits: 4..<12, show: .hex) }
    public static var codePoint: Field<UInt8> {
        .init("tclass.dscp", "Differentiated Services Codepoint", bits: 4..<10)
    }
    public static var congestion: Field<UInt8> {
        .init("tclass.ecn", "Explicit Congestion Notification", bits: 10..<12)
    }
    public static var flowLabel: Field<UInt24> { .init("flow", "Flow Label", bits: 12..<32, show: .hex) }
    public static var payloadLength: Field<UInt16> {
        .init("plen", "Payload Length", bits: 32..<48, auto: .length(.payload))
    }
    public static var nextHeader: Field<IPProtocol> {
        .init("nxt", "Next Header", bits: 48..<56, auto: .next(.ipProtocol), preset: 59)
    }
    public static var hopLimit: Field<UInt8> { .init("hlim", "Hop Limit", bits: 56..<64, preset: 64) }
    public static var source: Field<IPv6Address> { .init("src", "Source Address", bits: 64..<192) }
    public static var destination: Field<IPv6Address> { .init("dst", "Destination Address", bits: 192..<320) }
    /// The hardware address from which the interface identifier was made. RFC 4291 appendix A.
    public static var sourceHardware: Derived<IPv6, MACAddress> {
        .init("src_slaac_mac", "Source SLAAC MAC", readsFlow: false) { ip, _ in ip.source.hardwareAddress }
    }
    public static var destinationHardware: Derived<IPv6, MACAddress> {
        .init("dst_slaac_mac", "Destination SLAAC MAC", readsFlow: false) { ip, _ in ip.destination.hardwareAddress }
    }
    /// RFC 5214 section 6.1.
    public static var sourceISATAP: Derived<IPv6, IPv4Address> {
        .init("src_isatap_ipv4", "Source ISATAP IPv4", readsFlow: false) { ip, _ in ip.source.isatapAddress }
    }
    public static var destinationISATAP: Derived<IPv6, IPv4Address> {
        .init("dst_isatap_ipv4", "Destination ISATAP IPv4", readsFlow: false) { ip, _ in ip.destination.isatapAddress }
    }
    /// RFC 3056 section 2.
    public static var source6to4: Derived<IPv6, IPv4Address> {
        .init("src_6to4_gw_ipv4", "Source 6to4 Gateway IPv4", readsFlow: false) { ip, _ in ip.source.gatewayAddress }
    }
    public static var destination6to4: Derived<IPv6, IPv4Address> {
        .init("dst_6to4_gw_ipv4", "Destination 6to4 Gateway IPv4", readsFlow: false) { ip, _ in
            ip.destination.gatewayAddress
        }
    }
    /// RFC 4380 section 4.
    public static var sourceTeredoServer: Derived<IPv6, IPv4Address> {
        .init("src_ts_ipv4", "Source Teredo Server IPv4", readsFlow: false) { ip, _ in ip.source.teredoServer }
    }
    public static var destinationTeredoServer: Derived<IPv6, IPv4Address> {
        .init("dst_ts_ipv4", "Destination Teredo Server IPv4", readsFlow: false) { ip, _ in
            ip.destination.teredoServer
        }
    }
    public static var tree: [AnyField] {
        [
            .init(version), .alias("/ip.version", "Version", version),
            .group(trafficClass, [.init(codePoint), .init(congestion)]),
            .init(flowLabel), .init(payloadLength), .init(nextHeader), .init(hopLimit),
            .init(source), .host("src_host", "Source Host", source), .init(sourceHardware), .init(sourceISATAP),
            .init(source6to4),
            .init(sourceTeredoServer),
            .init(destination), .host("dst_host", "Destination Host", destination), .init(destinationHardware),
            .init(destinationISATAP),
            .init(destination6to4), .init(destinationTeredoServer),
            .alias("addr", "Source or Destination Address", source, destination),
            .host("host", "Source or Destination Host", source, destination),
            .alias("slaac_mac", "SLAAC MAC", sourceHardware, destinationHardware),
            .alias("isatap_ipv4", "ISATAP IPv4", sourceISATAP, destinationISATAP),
            .alias("6to4_gw_ipv4", "6to4 Gateway IPv4", source6to4, destination6to4),
            .alias("ts_ipv4", "Teredo Server IPv4", sourceTeredoServer, destinationTeredoServer),
        ]
    }

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        to &- from >= 40 ? Parts(40) : nil
    }

    public static func next(_ message: RawSpan) -> Next {
        if message.byteCount > 0, message.octet(0) &>> 4 != 6 { return .notMine }
        guard message.byteCount >= 40 else { return .malformed }
        // Zero stands for a jumbogram, or for a segment that the network card was to cut.
        let length = Int(message.word(4))
        let end = length == 0 ? message.byteCount : 40 &+ length
        return .layer(.ipProtocol(message.octet(6)), from: 40, to: end)
    }

    public static func networkHeader(_ message: RawSpan) -> NetworkHeader? {
        guard let ip = Layer<IPv6>(fixed: message, count: 40) else { return nil }
        let length = Int(ip.payloadLength)
        var isFragment = false
        if ip.nextHeader.rawValue == IPv6Fragment.number,
            let fragment = Layer<IPv6Fragment>(message, from: ip.parts.total, to: message.byteCount)
        {
            isFragment = fragment.isPiece
        }
        return NetworkHeader(
            source: ip.source.number, destination: ip.destination.number,
            statedEnd: length == 0 ? 0 : ip.parts.total &+ length, isFragment: isFragment)
    }
    public static var pseudoHeader: PseudoHeader? { .init(source, destination) }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let ip = Layer<IPv6>(message) else { return digest.refuse() }
        let isGroup = ip.destination.isMulticast
        digest.add(addressesFrom: ip.source.number, to: ip.destination.number, isGroup: isGroup)
    }
}

extension IPv6Address {
    /// The hardware address in an interface identifier that was made from one. RFC 4291 appendix A.
    var hardwareAddress: MACAddress? {
        guard low >> 24 & 0xffff == 0xfffe, low >> 57 & 1 == 1, !isMulticast else { return nil }
        return MACAddress(rawValue: (low >> 40 ^ 0x020000) << 24 | low & 0xff_ffff)
    }

    var isatapAddress: IPv4Address? {
        low >> 32 & 0xfcff_ffff == 0x0000_5efe ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
    }

    var gatewayAddress: IPv4Address? {
        high >> 48 == 0x2002 ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: high >> 16)) : nil
    }

    var teredoServer: IPv4Address? {
        high >> 32 == 0x2001_0000 ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: high)) : nil
    }
}
