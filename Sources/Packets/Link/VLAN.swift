/// A VLAN tag. IEEE 802.1Q section 9.6.
public enum VLAN: PacketProtocol {
    public static var name: String { "vlan" }
    public static var title: String { "802.1Q Virtual LAN" }
    public static var meaning: Meaning {
        .init(
            """
            A tag between the addresses and the type of an Ethernet frame: to which virtual network it belongs, and
            how urgent it is. Switches add it on trunks and take it off before hosts.
            """, in: "IEEE 802.1Q section 9.4")
    }
    public static var reference: String { "IEEE 802.1Q" }
    public static var example: String? { "eth/vlan(id=5)/ip(dst=10.0.0.1)/icmp" }
    public static var path: String { "vlan:ethertype" }

    @inlinable public static var priority: Field<UserPriority> {
        .init(
            "priority", "Priority", bits: 0..<3,
            means: """
                How urgent the frame is, from 0 to 7; by default 1 is less than 0. Switches choose queues by it.
                """, in: "IEEE 802.1Q section 6.9.3")
    }
    @inlinable public static var dropEligible: Field<Bool> {
        .init(
            "dei", "DEI", bits: 3..<4,
            means: """
                Whether a switch that has no room may drop this frame before others. Older equipment has the format of
                addresses in this bit.
                """, in: "IEEE 802.1Q section 9.6")
    }
    @inlinable public static var identifier: Field<UInt16> {
        .init(
            "id", "ID", bits: 4..<16, preset: 1,
            means: """
                Which virtual network the frame belongs to, from 1 to 4094. 0 says that only the priority counts, and
                4095 is never sent.
                """, in: "IEEE 802.1Q section 9.6")
    }
    @inlinable public static var type: Field<EtherType> {
        .init(
            "etype", "Type", bits: 0..<16, of: 1, show: .hex, auto: .next(.etherType),
            means: "What follows the tag: an EtherType, which may be another tag's.", in: "IEEE 802.1Q section 9.2")
    }
    /// How many octets follow, when the number is too small for an EtherType.
    @inlinable public static var length: Field<UInt16> {
        .init(
            "len", "Length", bits: 0..<16, of: 2, auto: .length(.payload),
            means: "How many octets of LLC follow the tag, where the number is 1500 or less.",
            in: "IEEE 802.1Q section 9.2")
    }
    public static var trailer: Derived<VLAN, OctetRange> {
        .init(
            "trailer", "Trailer", readsFlow: false,
            means: """
                Octets behind the packet in a tagged frame; padding, as a rule, that stayed when a tag was added.
                """, in: "IEEE 802.3 section 3.2.8"
        ) { _, packet in
            guard let trailer = EthernetTrailer(packet), !trailer.isTagged else { return nil }
            return trailer.rest
        }
    }
    public static var tree: [AnyField] {
        [
            .init(priority), .init(dropEligible), .init(identifier), .init(type),
            .when(length, in: 0...1535, [.init(length)]), .init(trailer),
        ]
    }

    /// tag | type | length
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 4 else { return nil }
        return message.word(from &+ 2) > 1500 ? LayerParts(2, 4) : LayerParts(2, 2, 4)
    }

    /// An answer comes in the same VLAN.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let tag = Layer<VLAN>(message) { digest.add(tag: tag.identifier) }
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 4 else { return .malformed }
        let type = message.word(2)
        guard type <= 1500 else { return .layer(.etherType(type), from: 4, to: message.byteCount, hasTrailer: true) }
        return LLC.next(length: type, message, from: 4)
    }
}

/// What kind of traffic a priority is for. IEEE 802.1Q table I-1.
public struct UserPriority: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Best Effort (default)"), .init(1, "Background"), .init(2, "Excellent Effort"),
        .init(3, "Critical Applications"), .init(4, "Video, < 100ms latency and jitter"),
        .init(5, "Voice, < 10ms latency and jitter"), .init(6, "Internetwork Control"), .init(7, "Network Control"),
    ]
}

/// The tag that a provider's bridge puts before a customer's. IEEE 802.1Q (formerly 802.1ad) section 9.6.
public enum ProviderBridge: PacketProtocol {
    public static var name: String { "ieee8021ad" }
    public static var title: String { "IEEE 802.1ad" }
    public static var meaning: Meaning {
        .init(
            """
            The outer of two tags: a provider's, around the tags of its customers. Its EtherType is 0x88a8.
            """, in: "IEEE 802.1Q section 9.5")
    }
    public static var shortName: String { "802.1ad" }
    public static var reference: String { "IEEE 802.1Q" }
    public static var example: String? { "eth/ieee8021ad(id=100)/vlan(id=5)/ip(dst=10.0.0.1)/icmp" }
    public static var path: String { "ieee8021ad:ethertype" }
    public static var aliases: [String] { ["qinq"] }

    @inlinable public static var priority: Field<UserPriority> {
        .init(
            "priority", "Priority", bits: 0..<3,
            means: "How urgent the frame is in the provider's network, whatever the customer's own tag says.",
            in: "IEEE 802.1Q section 9.6")
    }
    @inlinable public static var dropEligible: Field<Bool> {
        .init(
            "dei", "DEI", bits: 3..<4,
            means: """
                Whether the provider may drop the frame first, as when the customer sends more than was bought.
                """, in: "IEEE 802.1Q section 9.6")
    }
    @inlinable public static var identifier: Field<UInt16> {
        .init(
            "id", "ID", bits: 4..<16, preset: 1,
            means: """
                Which service, and thereby which customer, the frame belongs to in the provider's network.
                """, in: "IEEE 802.1Q section 9.6")
    }
    @inlinable public static var type: Field<EtherType> {
        .init(
            "etype", "Type", bits: 16..<32, show: .hex, auto: .next(.etherType),
            means: "The EtherType behind the provider's tag, nearly always 0x8100 for the customer's.",
            in: "IEEE 802.1Q section 9.5")
    }
    public static var tree: [AnyField] {
        [
            .init(priority), .init(dropEligible), .init(identifier), .init(type),
        ]
    }

    @inlinable public static var layout: PartLayout { .fixed(4) }

    /// An answer comes in the same VLAN.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let tag = Layer<ProviderBridge>(message) { digest.add(tag: tag.identifier) }
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 4 else { return .malformed }
        return .layer(.etherType(message.word(2)), from: 4, to: message.byteCount, hasTrailer: true)
    }
}
