/// Ethernet II. IEEE 802.3, RFC 894.
public enum Ethernet: PacketProtocol {
    public static var name: String { "eth" }
    public static var title: String { "Ethernet II" }
    public static var shortName: String { "Ethernet" }
    public static var reference: String { "IEEE 802.3" }
    public static var path: String { "eth:ethertype" }
    public static var aliases: [String] { ["ethernet", "ether"] }

    public static var destination: Field<MACAddress> { .init("dst", "Destination", bits: 0..<48) }
    public static var destinationIsLocal: Field<Bool> { .init("dst.lg", "LG bit", bits: 6..<7) }
    public static var destinationIsGroup: Field<Bool> { .init("dst.ig", "IG bit", bits: 7..<8) }
    public static var source: Field<MACAddress> { .init("src", "Source", bits: 48..<96) }
    public static var sourceIsLocal: Field<Bool> { .init("src.lg", "LG bit", bits: 54..<55) }
    public static var sourceIsGroup: Field<Bool> { .init("src.ig", "IG bit", bits: 55..<56) }
    public static var type: Field<EtherType> {
        .init("type", "Type", bits: 96..<112, show: .hex, auto: .next(.etherType))
    }
    public static let tree: [AnyField<Ethernet>] = [
        .group(\.destination, [.init(\.destinationIsLocal), .init(\.destinationIsGroup)]),
        .group(\.source, [.init(\.sourceIsLocal), .init(\.sourceIsGroup)]),
        .alias("addr", "Source or Destination Address", \.destination, \.source),
        .init(\.type),
    ]

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to &- from >= 14 ? Parts(14) : nil }

    public static func next(_ message: RawSpan) -> Next {
        guard message.byteCount >= 14 else { return .malformed }
        return .layer(.etherType(message.word(12)), from: 14, to: message.byteCount, hasTrailer: true)
    }
}

/// What an Ethernet frame, a VLAN tag or a tunnel carries. https://www.iana.org/assignments/ieee-802-numbers
public struct EtherType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x0800, "IPv4"), .init(0x0806, "ARP"), .init(0x8035, "RARP"), .init(0x8100, "802.1Q Virtual LAN"),
        .init(0x86dd, "IPv6"), .init(0x8847, "MPLS label switched packet"), .init(0x8863, "PPPoE Discovery"),
        .init(0x8864, "PPPoE Session"), .init(0x88a8, "802.1ad Provider Bridge (Q-in-Q)"), .init(0x88cc, "LLDP"),
    ]
}
