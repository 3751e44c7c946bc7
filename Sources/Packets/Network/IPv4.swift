/// Internet Protocol, version 4. RFC 791.
public enum IPv4: PacketProtocol {
    public static var name: String { "ip" }
    public static var title: String { "Internet Protocol Version 4" }
    public static var meaning: Meaning {
        .init(
            """
            Brings a packet from host to host across networks: addresses, a limit of hops, and what to do where it
            is too large. It promises no delivery.
            """, in: "RFC 791 section 1.1")
    }
    public static var shortName: String { "IPv4" }
    public static var reference: String { "RFC 791" }
    public static var example: String? { "ip(dst=10.0.0.1,ttl=3,flags=DF)/icmp" }
    public static var examples: [FieldExample] {
        [
            .init(
                "ip.opt.time_stamp_addr",
                "ip(options=[timestamp={flag=1,time_stamp_addr=10.0.0.1}])"),
            .init(
                "Addresses and time stamps",
                "ip(options=[timestamp={flag=1,time_stamp_addr=10.0.0.1}])"),
        ]
    }
    public static var aliases: [String] { ["ipv4"] }
    public static var role: LayerRole { .network }

    @inlinable public static var version: Field<UInt8> {
        .init(
            "version", "Version", bits: 0..<4, preset: 4,
            means: "4. Another number in a packet that its link calls IPv4 means that it is broken.",
            in: "RFC 791 section 3.1")
    }
    @inlinable public static var headerLength: Field<UInt8> {
        .init(
            "hdr_len", "Header Length", bits: 4..<8, scale: 4, auto: .length(.header, unit: 4),
            means: "The octets of header and options, from 20 to 60; the field counts words of four.",
            in: "RFC 791 section 3.1")
    }
    @inlinable public static var differentiatedServices: Field<UInt8> {
        .init(
            "dsfield", "Differentiated Services Field", bits: 8..<16, show: .hex,
            means: """
                How the packet wants to be treated, and whether it met congestion; once it was called Type of
                Service.
                """, in: "RFC 2474 section 3")
    }
    @inlinable public static var codePoint: Field<UInt8> {
        .init(
            "dsfield.dscp", "Differentiated Services Codepoint", bits: 8..<14,
            means: """
                Which treatment routers shall give: 0 is the usual, 46 voice (expedited forwarding), 8 what may
                wait. Networks often reset it at their borders.
                """, in: "RFC 2474 section 3")
    }
    @inlinable public static var congestion: Field<UInt8> {
        .init(
            "dsfield.ecn", "Explicit Congestion Notification", bits: 14..<16,
            means: """
                Whether the ends can hear of congestion (1 or 2), and whether a router met some (3). With 0 the
                router can only drop packets.
                """, in: "RFC 3168 section 5")
    }
    @inlinable public static var totalLength: Field<UInt16> {
        .init(
            "len", "Total Length", bits: 16..<32, auto: .length(.everything),
            means: """
                The octets of header and data. What the frame holds beyond is padding. 0 appears where a card is yet
                to cut a large segment up.
                """, in: "RFC 791 section 3.1")
    }
    @inlinable public static var identification: Field<UInt16> {
        .init(
            "id", "Identification", bits: 32..<48, show: .hex, auto: .identity(from: 1),
            means: """
                Tells the fragments of one packet from those of another. Where a packet may not be fragmented it
                means nothing; one that counts up betrays how much a host sends.
                """, in: "RFC 6864 section 4")
    }
    @inlinable public static var flags: Field<UInt8> {
        .init(
            "flags", "Flags", bits: 48..<51, show: .hex, means: "Three bits that rule fragmentation.",
            in: "RFC 791 section 3.1")
    }
    @inlinable public static var reserved: Field<Bool> {
        .init(
            "flags.rb", "Reserved bit", bits: 48..<49,
            means: "Must be zero. RFC 3514 calls it the evil bit, as an April joke.", in: "RFC 791 section 3.1")
    }
    @inlinable public static var dontFragment: Field<Bool> {
        .init(
            "flags.df", "Don't fragment", bits: 49..<50,
            means: """
                Routers must not cut the packet; where it does not fit they drop it and say so by ICMP. Firewalls that
                drop that message make connections hang.
                """, in: "RFC 1191 section 3")
    }
    @inlinable public static var moreFragments: Field<Bool> {
        .init(
            "flags.mf", "More fragments", bits: 50..<51,
            means: "Further pieces of the packet follow this one; the last has 0 here.", in: "RFC 791 section 3.2")
    }
    /// In units of eight octets.
    @inlinable public static var fragmentOffset: Field<UInt16> {
        .init(
            "frag_offset", "Fragment Offset", bits: 51..<64,
            means: """
                Where this piece's data belong in the whole packet, in octets; the field counts units of eight. Only
                the first piece has the ports. Pieces that overlap are an old way to fool filters.
                """, in: "RFC 791 section 3.1")
    }
    @inlinable public static var timeToLive: Field<UInt8> {
        .init(
            "ttl", "Time to Live", bits: 64..<72, preset: 64,
            means: """
                How many routers the packet may still pass; each takes one off, and at 0 drops it and says so by ICMP.
                Systems begin with 64, 128 or 255: the rest is the distance.
                """, in: "RFC 791 section 3.1")
    }
    @inlinable public static var `protocol`: Field<IPProtocol> {
        .init(
            "proto", "Protocol", bits: 72..<80, auto: .next(.ipProtocol),
            means: """
                Which protocol follows: 1 is ICMP, 6 TCP, 17 UDP, 50 ESP. Of a fragment but the first, what follows
                is a piece of it and has no header.
                """, in: "RFC 791 section 3.1")
    }
    @inlinable public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Header Checksum", bits: 80..<96, show: .hex, auto: .checksum(.header),
            means: """
                A sum over the header alone, which each router makes anew since the time to live changes.
                """, in: "RFC 791 section 3.1")
    }
    public static var checksumStatus: Derived<IPv4, ChecksumStatus> {
        .init(
            "checksum.status", "Header checksum status", readsFlow: false,
            means: """
                Whether the header's sum is right. A router drops a packet whose sum is wrong; one that leaves this
                host may get its sum from the card.
                """, in: "RFC 1812 section 5.2.2"
        ) { ip, packet in
            guard packet.verifiesChecksums else { return .unverified }
            var checksum = InternetChecksum()
            checksum.add(ip.message, from: ip.start, to: ip.start &+ ip.parts.total)
            return .of(checksum.finish() == 0)
        }
    }
    @inlinable public static var source: Field<IPv4Address> {
        .init(
            "src", "Source Address", bits: 96..<128,
            means: """
                Who sent the packet, or says so: nothing proves it. Private addresses (10/8, 172.16/12, 192.168/16) mean
                nothing beyond their network.
                """, in: "RFC 791 section 3.1")
    }
    @inlinable public static var destination: Field<IPv4Address> {
        .init(
            "dst", "Destination Address", bits: 128..<160,
            means: "Who the packet is for: a host, a group (224/4), or all on the link (255.255.255.255).",
            in: "RFC 791 section 3.1")
    }
    public static var options: Repeated<Option> {
        .init(
            "options", "Options", part: 1,
            means: "Seldom used extras, such as recorded routes. Many networks drop packets that have any.",
            in: "RFC 7126 section 3")
    }
    public static var tree: [AnyField] {
        [
            .init(version), .init(headerLength),
            .group(differentiatedServices, [.init(codePoint), .init(congestion)]),
            .init(totalLength), .init(identification),
            .group(flags, [.init(reserved), .init(dontFragment), .init(moreFragments)]),
            .init(fragmentOffset), .init(timeToLive), .init(`protocol`), .init(checksum),
            .init(checksumStatus), .init(source),
            .host(
                "src_host", "Source Host", source,
                means: "The sender as a text: its name where names are looked up, else its address.",
                in: "RFC 791 section 3.1"), .init(destination),
            .host(
                "dst_host", "Destination Host", destination,
                means: "The receiver as a text, by name where there is one.", in: "RFC 791 section 3.1"),
            .alias(
                "addr", "Source or Destination Address", source, destination,
                means: """
                    Either end's address: finds what a host sends and what it receives. 'ip.addr != x' means that
                    neither end is x.
                    """, in: "RFC 791 section 3.1"),
            .host(
                "host", "Source or Destination Host", source, destination,
                means: "Either end as a text, for filters that match a part of a name.", in: "RFC 791 section 3.1"),
            .init(options),
            .when(IPv4.self, readsFlow: false, { _, packet in packet.isOfPieces }, reassembly),
        ]
    }

    /// fixed header | options
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 20 else { return nil }
        let length = Int(message.octet(from) & 15) &* 4
        guard length >= 20, from &+ length <= to else { return nil }
        return LayerParts(20, length)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        if message.byteCount > 0, message.octet(0) &>> 4 != 4 { return .notMine }
        guard let ip = Layer<IPv4>(message) else { return .malformed }
        let total = Int(ip.totalLength)
        let end = total == 0 ? message.byteCount : total
        guard end >= ip.parts.total else { return .malformed }
        let key = DispatchKey.ipProtocol(ip.protocol.rawValue)
        // Zero in a packet that is whole.
        let fragmentation = ip.load(Field<UInt16>("", "More fragments and offset", bits: 50..<64))
        guard fragmentation == 0 else {
            return .piece(key, isFirst: ip.fragmentOffset == 0, from: ip.parts.total, to: end)
        }
        return .layer(key, from: ip.parts.total, to: end)
    }

    public static func piece(_ message: RawSpan) -> PacketPiece? {
        guard let ip = Layer<IPv4>(message) else { return nil }
        return PacketPiece(
            of: UInt64(ip.identification) &<< 8 | UInt64(ip.protocol.rawValue), at: Int(ip.fragmentOffset) &* 8,
            isLast: !ip.moreFragments, begins: .ipProtocol(ip.protocol.rawValue))
    }

    public static func networkHeader(_ message: RawSpan) -> NetworkHeader? {
        guard let ip = Layer<IPv4>(fixed: message, count: 20) else { return nil }
        // What every packet is asked for, in one load each.
        let addresses = ip.load(Field<UInt64>("", "Source and destination", bits: 96..<160))
        return NetworkHeader(
            source: UInt128(addresses &>> 32), destination: UInt128(addresses & 0xffff_ffff),
            statedEnd: Int(ip.totalLength))
    }

    public static func quotedIdentity(_ message: RawSpan) -> UInt32 {
        guard let ip = Layer<IPv4>(message) else { return 0 }
        return UInt32(ip.protocol.rawValue) &<< 16 | UInt32(ip.identification)
    }

    public static var pseudoHeader: PseudoHeader? { .init(source, destination) }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let ip = Layer<IPv4>(message) else { return digest.refuse() }
        let isGroup = ip.destination.isMulticast || ip.destination.isBroadcast
        digest.add(addressesFrom: ip.source.rawValue, to: ip.destination.rawValue, isGroup: isGroup)
        digest.add(ip.protocol.rawValue)
    }
}

/// Assigned Internet protocol numbers. https://www.iana.org/assignments/protocol-numbers
public struct IPProtocol: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "IPv6 Hop-by-Hop Option"), .init(1, "ICMP"), .init(2, "IGMP"), .init(4, "IPIP"), .init(6, "TCP"),
        .init(17, "UDP"), .init(41, "IPv6"), .init(43, "Routing Header for IPv6"),
        .init(44, "Fragment Header for IPv6"),
        .init(47, "Generic Routing Encapsulation"), .init(50, "Encap Security Payload"),
        .init(51, "Authentication Header"),
        .init(58, "ICMPv6"), .init(59, "IPv6 no next header"), .init(60, "Destination Options for IPv6"),
        .init(132, "SCTP"),
    ]
}
