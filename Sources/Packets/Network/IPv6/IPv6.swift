/// Internet Protocol, version 6. RFC 8200.
public enum IPv6: PacketProtocol {
    public static var name: String { "ipv6" }
    public static var title: String { "Internet Protocol Version 6" }
    public static var meaning: Meaning {
        .init(
            """
            What IPv4 does, with addresses of 128 bits, no checksum, and no fragmentation on the way. What is seldom
            needed went into extension headers.
            """, in: "RFC 8200 section 1")
    }
    public static var shortName: String { "IPv6" }
    public static var reference: String { "RFC 8200" }
    public static var example: String? { "ipv6(dst=2001:db8::1,hlim=3)/icmpv6(type=128)" }
    public static var aliases: [String] { ["ip6"] }
    public static var role: LayerRole { .network }

    @inlinable public static var version: Field<UInt8> {
        .init(
            "version", "Version", bits: 0..<4, preset: 6, means: "6, in the same four bits where IPv4 has 4.",
            in: "RFC 8200 section 3")
    }
    @inlinable public static var trafficClass: Field<UInt32> {
        .init(
            "tclass", "Traffic Class", bits: 4..<12, show: .hex,
            means: """
                How the packet wants to be treated, and congestion: the same octet as IPv4's differentiated services.
                """, in: "RFC 8200 section 7")
    }
    @inlinable public static var codePoint: Field<UInt8> {
        .init(
            "tclass.dscp", "Differentiated Services Codepoint", bits: 4..<10,
            means: "The class of treatment that the packet asks of IPv6 routers.", in: "RFC 2474 section 3")
    }
    @inlinable public static var congestion: Field<UInt8> {
        .init(
            "tclass.ecn", "Explicit Congestion Notification", bits: 10..<12,
            means: "The congestion bits: 0 for those who cannot hear of it, 3 once a router met it.",
            in: "RFC 3168 section 5")
    }
    @inlinable public static var flowLabel: Field<UInt24> {
        .init(
            "flow", "Flow Label", bits: 12..<32, show: .hex,
            means: """
                A number that all packets of a flow share, so that routers spread flows over links without looking
                for ports. 0 says nothing.
                """, in: "RFC 6437 section 2")
    }
    @inlinable public static var payloadLength: Field<UInt16> {
        .init(
            "plen", "Payload Length", bits: 32..<48, auto: .length(.payload),
            means: """
                The octets behind this header, extension headers among them. 0 in a jumbogram, whose length an
                option holds.
                """, in: "RFC 8200 section 3")
    }
    @inlinable public static var nextHeader: Field<IPProtocol> {
        .init(
            "nxt", "Next Header", bits: 48..<56, auto: .next(.ipProtocol), preset: 59,
            means: "What follows: an extension header, or a protocol by IPv4's numbers. 59 is nothing.",
            in: "RFC 8200 section 3")
    }
    @inlinable public static var hopLimit: Field<UInt8> {
        .init(
            "hlim", "Hop Limit", bits: 56..<64, preset: 64,
            means: """
                How many routers the packet may still pass. Neighbor discovery demands 255, which proves that the sender
                is on the link.
                """, in: "RFC 8200 section 3")
    }
    @inlinable public static var source: Field<IPv6Address> {
        .init(
            "src", "Source Address", bits: 64..<192,
            means: """
                The sender: fe80::/10 is valid on its link alone, fc00::/7 within a site; all zeros are a host that has
                no address as yet.
                """, in: "RFC 4291 section 2.5")
    }
    @inlinable public static var destination: Field<IPv6Address> {
        .init(
            "dst", "Destination Address", bits: 192..<320,
            means: """
                The receiver: one host, or a group (ff00::/8). With a routing header it is the next node and not the
                last.
                """, in: "RFC 8200 section 3")
    }
    /// The hardware address from which the interface identifier was made. RFC 4291 appendix A.
    public static var sourceHardware: Derived<IPv6, MACAddress> {
        .init(
            "src_slaac_mac", "Source SLAAC MAC", readsFlow: false,
            means: """
                The sender's card, where its address was made from it (ff:fe in its middle). It follows a device
                through all networks, which is why most now use random numbers.
                """, in: "RFC 4291 appendix A"
        ) { ip, _ in ip.source.hardwareAddress }
    }
    public static var destinationHardware: Derived<IPv6, MACAddress> {
        .init(
            "dst_slaac_mac", "Destination SLAAC MAC", readsFlow: false,
            means: "The receiver's card, where the address that is written to was made from it.",
            in: "RFC 4291 appendix A"
        ) { ip, _ in ip.destination.hardwareAddress }
    }
    /// RFC 5214 section 6.1.
    public static var sourceISATAP: Derived<IPv6, IPv4Address> {
        .init(
            "src_isatap_ipv4", "Source ISATAP IPv4", readsFlow: false,
            means: "The IPv4 address in a sender's ISATAP address, behind which a tunnel ends.",
            in: "RFC 5214 section 6.1"
        ) { ip, _ in ip.source.isatapAddress }
    }
    public static var destinationISATAP: Derived<IPv6, IPv4Address> {
        .init(
            "dst_isatap_ipv4", "Destination ISATAP IPv4", readsFlow: false,
            means: "The IPv4 address to which ISATAP tunnels the packet.", in: "RFC 5214 section 6.1"
        ) { ip, _ in ip.destination.isatapAddress }
    }
    /// RFC 3056 section 2.
    public static var source6to4: Derived<IPv6, IPv4Address> {
        .init(
            "src_6to4_gw_ipv4", "Source 6to4 Gateway IPv4", readsFlow: false,
            means: "The IPv4 address of the sender's 6to4 gateway, which its prefix 2002::/16 holds.",
            in: "RFC 3056 section 2"
        ) { ip, _ in ip.source.gatewayAddress }
    }
    public static var destination6to4: Derived<IPv6, IPv4Address> {
        .init(
            "dst_6to4_gw_ipv4", "Destination 6to4 Gateway IPv4", readsFlow: false,
            means: "The gateway to which 6to4 sends the packet over IPv4.", in: "RFC 3056 section 2"
        ) { ip, _ in
            ip.destination.gatewayAddress
        }
    }
    /// RFC 4380 section 4.
    public static var sourceTeredoServer: Derived<IPv6, IPv4Address> {
        .init(
            "src_ts_ipv4", "Source Teredo Server IPv4", readsFlow: false,
            means: "The Teredo server that gave the sender its address (2001::/32).", in: "RFC 4380 section 4"
        ) { ip, _ in ip.source.teredoServer }
    }
    public static var destinationTeredoServer: Derived<IPv6, IPv4Address> {
        .init(
            "dst_ts_ipv4", "Destination Teredo Server IPv4", readsFlow: false,
            means: "The Teredo server of the receiver.", in: "RFC 4380 section 4"
        ) { ip, _ in
            ip.destination.teredoServer
        }
    }
    public static var tree: [AnyField] {
        [
            .init(version),
            .alias(
                "/ip.version", "Version", version,
                means: "The version under IPv4's name, so that one filter asks for both.", in: "RFC 8200 section 3"),
            .group(trafficClass, [.init(codePoint), .init(congestion)]),
            .init(flowLabel), .init(payloadLength), .init(nextHeader), .init(hopLimit),
            .init(source),
            .host(
                "src_host", "Source Host", source, means: "The sender by name, where names are looked up.",
                in: "RFC 8200 section 3"), .init(sourceHardware), .init(sourceISATAP),
            .init(source6to4),
            .init(sourceTeredoServer),
            .init(destination),
            .host(
                "dst_host", "Destination Host", destination, means: "The receiver by name, where names are looked up.",
                in: "RFC 8200 section 3"), .init(destinationHardware),
            .init(destinationISATAP),
            .init(destination6to4), .init(destinationTeredoServer),
            .alias(
                "addr", "Source or Destination Address", source, destination,
                means: "Either end's IPv6 address: finds both directions of what a host says.", in: "RFC 8200 section 3"
            ),
            .host(
                "host", "Source or Destination Host", source, destination,
                means: "Either end by name or address, as a text.", in: "RFC 8200 section 3"),
            .alias(
                "slaac_mac", "SLAAC MAC", sourceHardware, destinationHardware,
                means: "A card that either address was made from.", in: "RFC 4291 appendix A"),
            .alias(
                "isatap_ipv4", "ISATAP IPv4", sourceISATAP, destinationISATAP,
                means: "The IPv4 address of either ISATAP end.", in: "RFC 5214 section 6.1"),
            .alias(
                "6to4_gw_ipv4", "6to4 Gateway IPv4", source6to4, destination6to4,
                means: "The IPv4 address of either 6to4 gateway.", in: "RFC 3056 section 2"),
            .alias(
                "ts_ipv4", "Teredo Server IPv4", sourceTeredoServer, destinationTeredoServer,
                means: "The Teredo server of either end.", in: "RFC 4380 section 4"),
        ]
    }

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        to &- from >= 40 ? LayerParts(40) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
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
        return NetworkHeader(
            source: ip.source.number, destination: ip.destination.number,
            statedEnd: length == 0 ? 0 : ip.parts.total &+ length)
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
