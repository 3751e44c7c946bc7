/// A VLAN tag. IEEE 802.1Q section 9.6.
public enum VLAN: PacketProtocol {
    public static var name: String { "vlan" }
    public static var title: String { "802.1Q Virtual LAN" }
    public static var reference: String { "IEEE 802.1Q" }
    public static var example: String? { "eth/vlan(id=5)/ip(dst=10.0.0.1)/icmp" }
    public static var path: String { "vlan:ethertype" }

    public static var priority: Field<UserPriority> { .init("priority", "Priority", bits: 0..<3) }
    public static var dropEligible: Field<Bool> { .init("dei", "DEI", bits: 3..<4) }
    public static var identifier: Field<UInt16> { .init("id", "ID", bits: 4..<16, preset: 1) }
    public static var type: Field<EtherType> {
        .init("etype", "Type", bits: 0..<16, of: 1, show: .hex, auto: .next(.etherType))
    }
    /// How many octets follow, when the number is too small for an EtherType.
    public static var length: Field<UInt16> { .init("len", "Length", bits: 0..<16, of: 2, auto: .length(.payload)) }
    public static var trailer: Derived<VLAN, OctetRange> {
        .init("trailer", "Trailer", readsFlow: false) { _, packet in
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
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        guard to &- from >= 4 else { return nil }
        return message.word(from &+ 2) > 1500 ? Parts(2, 4) : Parts(2, 2, 4)
    }

    /// An answer comes in the same VLAN.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let tag = Layer<VLAN>(message) { digest.add(tag: tag.identifier) }
    }

    public static func next(_ message: RawSpan) -> Next {
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
    public static var shortName: String { "802.1ad" }
    public static var reference: String { "IEEE 802.1Q" }
    public static var example: String? { "eth/ieee8021ad(id=100)/vlan(id=5)/ip(dst=10.0.0.1)/icmp" }
    public static var path: String { "ieee8021ad:ethertype" }
    public static var aliases: [String] { ["qinq"] }

    public static var priority: Field<UserPriority> { .init("priority", "Priority", bits: 0..<3) }
    public static var dropEligible: Field<Bool> { .init("dei", "DEI", bits: 3..<4) }
    public static var identifier: Field<UInt16> { .init("id", "ID", bits: 4..<16, preset: 1) }
    public static var type: Field<EtherType> {
        .init("etype", "Type", bits: 16..<32, show: .hex, auto: .next(.etherType))
    }
    public static var tree: [AnyField] {
        [
            .init(priority), .init(dropEligible), .init(identifier), .init(type),
        ]
    }

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        to &- from >= 4 ? Parts(4) : nil
    }

    /// An answer comes in the same VLAN.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let tag = Layer<ProviderBridge>(message) { digest.add(tag: tag.identifier) }
    }

    public static func next(_ message: RawSpan) -> Next {
        guard message.byteCount >= 4 else { return .malformed }
        return .layer(.etherType(message.word(2)), from: 4, to: message.byteCount, hasTrailer: true)
    }
}
