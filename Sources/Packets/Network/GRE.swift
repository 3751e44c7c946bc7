/// Generic Routing Encapsulation: any packet in another. RFC 2784, RFC 2890; version 1 is PPTP's, RFC 2637.
public enum GRE: PacketProtocol {
    public static var name: String { "gre" }
    public static var title: String { "Generic Routing Encapsulation" }
    public static var meaning: Meaning {
        .init(
            """
            A tunnel: carries a packet of any protocol inside of IP, from one router to another. Nothing in it is
            secret or proven.
            """, in: "RFC 2784 section 1")
    }
    public static var reference: String { "RFC 2784" }
    public static var example: String? { "ip(dst=10.0.0.1)/gre(flags.key=1,key=7)/ip(dst=192.168.0.1)/icmp" }
    public static var examples: [FieldExample] {
        [
            .init(
                "gre.routing",
                "ip/gre(flags.checksum=1,offset=0,flags.routing=1,routing=[{information=0a000001},{address_family=0}])",
                filter: "gre.routing"),
            .init(
                "gre.routing.sre_offset",
                "ip/gre(flags.checksum=1,offset=0,flags.routing=1,routing=[{sre_offset=4,information=0a},{address_family=0}])",
                filter: "gre.routing.sre_offset == 4"),
            .init(
                "gre.routing.address_family",
                "ip/gre(flags.checksum=1,offset=0,flags.routing=1,routing=[{information=0a000001},{address_family=0}])",
                filter: "gre.routing.address_family == 0x0800"),
            .init(
                "gre.routing.information",
                "ip/gre(flags.checksum=1,offset=0,flags.routing=1,routing=[{information=0a000001},{address_family=0}])",
                filter: "gre.routing.information == 0a:00:00:01"),
        ]
    }

    public static var flagsAndVersion: Field<UInt16> {
        .init(
            "flags_and_version", "Flags and Version", bits: 0..<16, show: .hex,
            means: "Says which words follow the type, and which format this is.", in: "RFC 2784 section 2.1")
    }
    public static var hasChecksum: Field<Bool> {
        .init(
            "flags.checksum", "Checksum Bit", bits: 0..<1, means: "A checksum, and two octets more, follow the type.",
            in: "RFC 2784 section 2.2")
    }
    public static var hasRouting: Field<Bool> {
        .init(
            "flags.routing", "Routing Bit", bits: 1..<2,
            means: "A source route is there, as RFC 1701 had it. Today it must be 0.", in: "RFC 1701")
    }
    public static var hasKey: Field<Bool> {
        .init("flags.key", "Key Bit", bits: 2..<3, means: "A key is there.", in: "RFC 2890 section 2")
    }
    public static var hasSequence: Field<Bool> {
        .init(
            "flags.sequence_number", "Sequence Number Bit", bits: 3..<4, means: "The tunnel's packets are counted.",
            in: "RFC 2890 section 2")
    }
    public static var isStrict: Field<Bool> {
        .init(
            "flags.strict_source_route", "Strict Source Route Bit", bits: 4..<5,
            means: "The route of RFC 1701 names every router on the way.", in: "RFC 1701")
    }
    public static var recursion: Field<UInt16> {
        .init(
            "flags.recursion_control", "Recursion control", bits: 5..<8,
            means: "How many further tunnels may be put around this one, in the oldest format; else 0.", in: "RFC 1701")
    }
    public static var hasAcknowledgment: Field<Bool> {
        .init(
            "flags.ack", "Acknowledgment", bits: 8..<9, means: "PPTP acknowledges what it received.",
            in: "RFC 2637 section 4.1")
    }
    public static var reserved: Field<UInt16> {
        .init(
            "flags.reserved", "Flags (Reserved)", bits: 8..<13,
            means: "Zero; a receiver drops a packet with a bit here that it does not know.",
            in: "RFC 2784 section 2.3")
    }
    public static var enhancedReserved: Field<UInt16> {
        .init(
            "flags.reserved", "Flags (Reserved)", bits: 9..<13, means: "Four zeros in PPTP's format.",
            in: "RFC 2637 section 4.1")
    }
    public static var version: Field<UInt16> {
        .init(
            "flags.version", "Version", bits: 13..<16,
            means: "0 is GRE, 1 the enhanced one that PPTP carries PPP in.", in: "RFC 2784 section 2.3.1")
    }
    public static var type: Field<EtherType> {
        .init(
            "proto", "Protocol Type", bits: 16..<32, show: .hex, auto: .next(.etherType),
            means: """
                What the tunnel carries, as an EtherType; 0x6558 is a whole Ethernet frame. 0 in an empty packet is a
                keepalive, which the other end only sends back.
                """, in: "RFC 2784 section 2.4")
    }
    public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 0..<16, of: 1, show: .hex, auto: .checksum(.everything),
            means: "A sum over the header and all that the tunnel carries.", in: "RFC 2784 section 2.5")
    }
    public static var checksumStatus: Derived<GRE, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false,
            means: "Whether the tunnel's own sum fits, where it has one.", in: "RFC 2784 section 2.5"
        ) { gre, packet in
            guard gre.hasChecksum else { return nil }
            guard packet.isWhole else { return .unverified }
            return .of(InternetChecksum.of(packet.message(packet.index)) == 0)
        }
    }
    public static var offset: Field<UInt16> {
        .init(
            "offset", "Offset", bits: 16..<32, of: 1, means: "Where in the source route the packet is; 0 without one.",
            in: "RFC 1701")
    }
    public static var key: Field<UInt32> {
        .init(
            "key", "Key", bits: 0..<32, of: 2, show: .hex,
            means: "Tells several tunnels between the same ends apart. It is no secret.", in: "RFC 2890 section 2.1")
    }
    public static var payloadLength: Field<UInt16> {
        .init(
            "key.payload_length", "Payload Length", bits: 0..<16, of: 3, auto: .length(.payload),
            means: "The octets of PPP that follow, in PPTP's tunnel.", in: "RFC 2637 section 4.1")
    }
    public static var callIdentifier: Field<UInt16> {
        .init(
            "key.call_id", "Call ID", bits: 16..<32, of: 3,
            means: "Which PPTP session of the receiver the packet belongs to.", in: "RFC 2637 section 4.1")
    }
    public static var sequence: Field<UInt32> {
        .init(
            "sequence_number", "Sequence Number", bits: 0..<32, of: 4,
            means: "Counts what is sent into the tunnel, so that the other end can drop what comes late.",
            in: "RFC 2890 section 2.2")
    }
    public static var acknowledgment: Field<UInt32> {
        .init(
            "ack_number", "Acknowledgment Number", bits: 0..<32, of: 5,
            means: "The highest number that PPTP's sender has received.", in: "RFC 2637 section 4.1")
    }
    public static var routes: Repeated<Route> {
        .init("routing", "Routing", part: 6, means: "The routers that RFC 1701 lets a sender choose.", in: "RFC 1701")
    }
    public static var tree: [AnyField] {
        [
            .group(
                flagsAndVersion,
                [
                    .init(hasChecksum), .init(hasRouting), .init(hasKey), .init(hasSequence), .init(isStrict),
                    .init(recursion), .unless(version, is: 1, [.init(reserved)]),
                    .when(version, is: 1, [.init(hasAcknowledgment), .init(enhancedReserved)]), .init(version),
                ]),
            .init(type),
            .when(hasChecksum, is: true, [.init(checksum), .init(offset)]), .init(checksumStatus),
            .when(hasKey, is: true, [.unless(type, is: pointToPoint, [.init(key)])]),
            .when(hasKey, is: true, [.when(type, is: pointToPoint, [.init(payloadLength), .init(callIdentifier)])]),
            .when(hasSequence, is: true, [.init(sequence)]),
            .when(hasAcknowledgment, is: true, [.when(version, is: 1, [.init(acknowledgment)])]),
            .init(routes),
        ]
    }

    private static var pointToPoint: EtherType { 0x880b }

    /// flags and type | checksum and offset | key | PPTP's key | sequence number | acknowledgment number | routes
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let head = Layer<GRE>(message, start: from, parts: LayerParts(4))
        let isPointToPoint = head.type == pointToPoint
        let checksum = head.hasChecksum || head.hasRouting ? 8 : 4
        let key = head.hasKey ? checksum &+ 4 : checksum
        let sequence = head.hasSequence ? key &+ 4 : key
        let acknowledgment = head.version == 1 && head.hasAcknowledgment ? sequence &+ 4 : sequence
        guard acknowledgment <= to &- from else { return nil }
        var end = acknowledgment
        while head.hasRouting, let route = Route.measure(message, from: from &+ end, to: to) {
            end &+= route.total
            if route.total == 4 { break }
        }
        return LayerParts(4, checksum, isPointToPoint ? checksum : key, key, sequence, acknowledgment, end)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let gre = Layer<GRE>(message) else { return .malformed }
        // The first form of ERSPAN has no header of its own, nor do its packets have numbers.
        let isBareMirror = gre.type == 0x88be && !gre.hasSequence
        let type = isBareMirror ? 0x6558 : gre.type.rawValue
        return .layer(.etherType(type), from: gre.parts.total, to: message.byteCount)
    }

    /// An answer comes in the same tunnel.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let gre = Layer<GRE>(message) else { return digest.refuse() }
        if gre.hasKey { digest.add(gre.key) }
    }

    /// One stretch of a source route; an empty one ends it. RFC 1701.
    public enum Route: Schema {
        public static var name: String { "gre.route" }
        public static var prefix: String { "gre.routing" }
        public static var title: String { "Source Route Entry" }
        public static var meaning: Meaning { .init("Some routers of one family of addresses.", in: "RFC 1701") }

        public static var family: Field<UInt16> {
            .init(
                "address_family", "Address Family", bits: 0..<16, preset: 0x0800,
                means: "What the route's addresses are: 0x0800 for IPv4, 0xfffe for numbers of autonomous systems.",
                in: "RFC 1702")
        }
        public static var offset: Field<UInt8> {
            .init(
                "sre_offset", "SRE Offset", bits: 16..<24, means: "Which octet of the route is the next to go to.",
                in: "RFC 1701")
        }
        public static var length: Field<UInt8> {
            .init(
                "src_length", "SRE Length", bits: 24..<32, auto: .length(.part(1)),
                means: "The octets of the route's addresses; 0 ends the routes.", in: "RFC 1701")
        }
        public static var addresses: Field<Octets> {
            .init(
                "information", "Routing Information", part: 1, means: "The addresses one behind the other.",
                in: "RFC 1701")
        }
        public static var tree: [AnyField] { [.init(family), .init(offset), .init(length), .init(addresses)] }
        public static var layout: PartLayout { .counted(4, by: 1) }
    }
}
