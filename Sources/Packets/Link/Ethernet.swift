/// Ethernet II, and IEEE 802.3 with a length in place of the type. IEEE 802.3, RFC 894.
public enum Ethernet: PacketProtocol {
    public static var name: String { "eth" }
    public static var title: String { "Ethernet II" }
    public static var shortName: String { "Ethernet" }
    public static var reference: String { "IEEE 802.3" }
    public static var example: String? { "eth(dst=ff:ff:ff:ff:ff:ff)/arp(dst.proto_ipv4=10.0.0.1)" }
    public static var path: String { "eth:ethertype" }
    public static var aliases: [String] { ["ethernet", "ether"] }

    public static var destination: Field<MACAddress> { .init("dst", "Destination", bits: 0..<48) }
    public static var destinationIsLocal: Field<Bool> { .init("dst.lg", "LG bit", bits: 6..<7) }
    public static var destinationIsGroup: Field<Bool> { .init("dst.ig", "IG bit", bits: 7..<8) }
    public static var source: Field<MACAddress> { .init("src", "Source", bits: 48..<96) }
    public static var sourceIsLocal: Field<Bool> { .init("src.lg", "LG bit", bits: 54..<55) }
    public static var sourceIsGroup: Field<Bool> { .init("src.ig", "IG bit", bits: 55..<56) }
    public static var type: Field<EtherType> {
        .init("type", "Type", bits: 0..<16, of: 1, show: .hex, auto: .next(.etherType))
    }
    /// How many octets follow, when the number is too small for an EtherType. IEEE 802.3 section 3.2.6.
    public static var length: Field<UInt16> { .init("len", "Length", bits: 0..<16, of: 2, auto: .length(.payload)) }
    /// A number that is neither a length nor a type: 1501 to 1535.
    public static var invalidType: Field<UInt16> {
        .init("invalid_lentype", "Invalid length/type", bits: 0..<16, of: 2, show: .hex)
    }
    /// The zeros that fill a frame up to 60 octets.
    public static var padding: Derived<Ethernet, OctetRange> {
        .init("padding", "Padding", readsFlow: false) { _, packet in EthernetTrailer(packet)?.padding }
    }
    public static var trailer: Derived<Ethernet, OctetRange> {
        .init("trailer", "Trailer", readsFlow: false) { _, packet in
            guard let trailer = EthernetTrailer(packet), !trailer.isTagged else { return nil }
            return trailer.rest
        }
    }
    /// Shown where a frame of 64 octets or more has at least four behind its payload: then they look like one.
    public static var frameCheckSequence: Derived<Ethernet, UInt32> {
        .init("fcs", "Frame check sequence", show: .hex, readsFlow: false) { _, packet in
            EthernetTrailer(packet)?.frameCheckSequence.map { packet.bytes.long($0) }
        }
    }
    public static var frameCheckSequenceStatus: Derived<Ethernet, ChecksumStatus> {
        .init("fcs.status", "FCS Status", readsFlow: false) { _, packet in
            EthernetTrailer(packet)?.frameCheckSequence.map { _ in .unverified }
        }
    }
    public static var tree: [AnyField] {
        [
            .group(destination, [.init(destinationIsLocal), .init(destinationIsGroup)]),
            .group(source, [.init(sourceIsLocal), .init(sourceIsGroup)]),
            .alias("addr", "Source or Destination Address", destination, source),
            .alias("lg", "LG bit", destinationIsLocal, sourceIsLocal),
            .alias("ig", "IG bit", destinationIsGroup, sourceIsGroup),
            .init(type), .when(length, in: 0...1500, [.init(length)]),
            .when(invalidType, in: 1501...1535, [.init(invalidType)]),
            .when(
                Ethernet.self, readsFlow: false, { _, packet in EthernetTrailer(packet) != nil },
                [.init(padding), .init(trailer), .init(frameCheckSequence), .init(frameCheckSequenceStatus)]),
        ]
    }

    /// addresses | type | length
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        guard to &- from >= 14 else { return nil }
        return message.word(from &+ 12) >= 1536 ? Parts(12, 14) : Parts(12, 12, 14)
    }

    public static func next(_ message: RawSpan) -> Next {
        guard message.byteCount >= 14 else { return .malformed }
        let type = message.word(12)
        guard type < 1536 else {
            return .layer(.etherType(type), from: 14, to: message.byteCount, hasTrailer: true)
        }
        guard type <= 1500 else { return .data(from: 14, to: message.byteCount) }
        return LLC.next(length: type, message, from: 14)
    }

    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if message.octet(0) & 1 != 0 { digest.setGroup() }
    }
}
