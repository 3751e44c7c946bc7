/// Ethernet II, and IEEE 802.3 with a length in place of the type. IEEE 802.3, RFC 894.
public enum Ethernet: PacketProtocol {
    public static var name: String { "eth" }
    public static var title: String { "Ethernet II" }
    public static var meaning: Meaning {
        .init(
            """
            Carries a packet over one link, from one network card to another or to many. A router takes this header
            off and puts on a new one, so that it never says where a packet came from beyond the link.
            """, in: "IEEE 802.3 section 3.1")
    }
    public static var shortName: String { "Ethernet" }
    public static var reference: String { "IEEE 802.3" }
    public static var example: String? { "eth(dst=ff:ff:ff:ff:ff:ff)/arp(dst.proto_ipv4=10.0.0.1)" }
    public static var path: String { "eth:ethertype" }
    public static var aliases: [String] { ["ethernet", "ether"] }

    @inlinable public static var destination: Field<MACAddress> {
        .init(
            "dst", "Destination", bits: 0..<48,
            means: """
                The card on this link that the frame is for: one card's address, a group's, or ff:ff:ff:ff:ff:ff for
                all. For a packet that leaves the network it is the router's, not the far host's.
                """, in: "IEEE 802.3 section 3.2.4")
    }
    @inlinable public static var destinationIsLocal: Field<Bool> {
        .init(
            "dst.lg", "LG bit", bits: 6..<7,
            means: """
                Whether the address was given by an administrator or by software, and not by the maker of the card.
                Virtual machines, containers and phones that hide who they are set it.
                """, in: "IEEE 802.3 section 3.2.3")
    }
    @inlinable public static var destinationIsGroup: Field<Bool> {
        .init(
            "dst.ig", "IG bit", bits: 7..<8,
            means: """
                The first bit on the wire: 1 addresses a group, broadcast included, and switches send the frame to many
                ports.
                """, in: "IEEE 802.3 section 3.2.3")
    }
    @inlinable public static var source: Field<MACAddress> {
        .init(
            "src", "Source", bits: 48..<96,
            means: """
                The card that put the frame on this link. Switches learn from it behind which port a station is; one
                address behind two ports is a loop or a forgery.
                """, in: "IEEE 802.3 section 3.2.5")
    }
    @inlinable public static var sourceIsLocal: Field<Bool> {
        .init(
            "src.lg", "LG bit", bits: 54..<55,
            means: """
                Whether the sender's address was made up on the host: then its first half names no manufacturer.
                """, in: "IEEE 802.3 section 3.2.3")
    }
    @inlinable public static var sourceIsGroup: Field<Bool> {
        .init(
            "src.ig", "IG bit", bits: 55..<56,
            means: """
                Must be 0, since no group sends; a frame with 1 here is broken or comes from a token ring with a source
                route.
                """, in: "IEEE 802.3 section 3.2.5")
    }
    @inlinable public static var type: Field<EtherType> {
        .init(
            "type", "Type", bits: 0..<16, of: 1, show: .hex, auto: .next(.etherType),
            means: """
                Which protocol follows: 0x0800 is IPv4, 0x0806 ARP, 0x86dd IPv6, 0x8100 a VLAN tag. From 1536 on the
                number is a type; below it would be a length.
                """, in: "IEEE 802.3 section 3.2.6")
    }
    /// How many octets follow, when the number is too small for an EtherType. IEEE 802.3 section 3.2.6.
    @inlinable public static var length: Field<UInt16> {
        .init(
            "len", "Length", bits: 0..<16, of: 2, auto: .length(.payload),
            means: """
                How many octets of LLC and data follow, where the number is 1500 or less. What is behind them is
                padding.
                """, in: "IEEE 802.3 section 3.2.6")
    }
    /// A number that is neither a length nor a type: 1501 to 1535.
    @inlinable public static var invalidType: Field<UInt16> {
        .init(
            "invalid_lentype", "Invalid length/type", bits: 0..<16, of: 2, show: .hex,
            means: """
                A number from 1501 to 1535, which is neither length nor type: nobody can say what follows.
                """, in: "IEEE 802.3 section 3.2.6")
    }
    /// The zeros that fill a frame up to 60 octets.
    public static var padding: Derived<Ethernet, OctetRange> {
        .init(
            "padding", "Padding", readsFlow: false,
            means: """
                Zeros that bring a short frame to the 60 octets that Ethernet asks for. Frames that a host sends
                itself have none yet when they are captured; padding that is not zero leaks old memory.
                """, in: "IEEE 802.3 section 3.2.8"
        ) { _, packet in EthernetTrailer(packet)?.padding }
    }
    public static var trailer: Derived<Ethernet, OctetRange> {
        .init(
            "trailer", "Trailer", readsFlow: false,
            means: """
                Octets behind what the network layer says is its end, and not only zeros: something a switch or a
                driver added, or hidden data.
                """, in: "IEEE 802.3 section 3.2.7"
        ) { _, packet in
            guard let trailer = EthernetTrailer(packet), !trailer.isTagged else { return nil }
            return trailer.rest
        }
    }
    /// Shown where a frame of 64 octets or more has at least four behind its payload: then they look like one.
    public static var frameCheckSequence: Derived<Ethernet, UInt32> {
        .init(
            "fcs", "Frame check sequence", show: .hex, readsFlow: false,
            means: """
                A CRC-32 over the frame by which the receiver finds bit errors. Cards take it off, so that most
                captures do not hold it.
                """, in: "IEEE 802.3 section 3.2.9"
        ) { _, packet in
            EthernetTrailer(packet)?.frameCheckSequence.map { packet.bytes.long($0) }
        }
    }
    public static var frameCheckSequenceStatus: Derived<Ethernet, ChecksumStatus> {
        .init(
            "fcs.status", "FCS Status", readsFlow: false,
            means: """
                Whether the frame check sequence fits the frame: a bad one means damage between two cards, as by a
                broken cable.
                """, in: "IEEE 802.3 section 3.2.9"
        ) { _, packet in
            EthernetTrailer(packet)?.frameCheckSequence.map { _ in .unverified }
        }
    }
    public static var tree: [AnyField] {
        [
            .group(destination, [.init(destinationIsLocal), .init(destinationIsGroup)]),
            .group(source, [.init(sourceIsLocal), .init(sourceIsGroup)]),
            .alias(
                "addr", "Source or Destination Address", destination, source,
                means: "Either end's address: finds what a card sent and what was sent to it.",
                in: "IEEE 802.3 section 3.2.3"),
            .alias(
                "lg", "LG bit", destinationIsLocal, sourceIsLocal,
                means: "Whether either address is a locally given one.", in: "IEEE 802.3 section 3.2.3"),
            .alias(
                "ig", "IG bit", destinationIsGroup, sourceIsGroup,
                means: "Whether either address is a group's; as good as asking for multicasts and broadcasts.",
                in: "IEEE 802.3 section 3.2.3"),
            .init(type), .when(length, in: 0...1500, [.init(length)]),
            .when(invalidType, in: 1501...1535, [.init(invalidType)]),
            .when(
                Ethernet.self, readsFlow: false, { _, packet in EthernetTrailer(packet) != nil },
                [.init(padding), .init(trailer), .init(frameCheckSequence), .init(frameCheckSequenceStatus)]),
        ]
    }

    /// addresses | type | length
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 14 else { return nil }
        return message.word(from &+ 12) >= 1536 ? LayerParts(12, 14) : LayerParts(12, 12, 14)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 14 else { return .malformed }
        let type = message.word(12)
        guard type < 1536 else {
            return .layer(.etherType(type), from: 14, to: message.byteCount, hasTrailer: true)
        }
        guard type <= 1500 else { return .data(from: 14, to: message.byteCount) }
        return LLC.next(length: type, message, from: 14)
    }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if message.value(of: destinationIsGroup) { digest.setGroup() }
    }
}
