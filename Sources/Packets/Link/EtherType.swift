/// What an Ethernet frame, a VLAN tag or a tunnel carries. https://www.iana.org/assignments/ieee-802-numbers
public struct EtherType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x0800, "IPv4"), .init(0x0806, "ARP"), .init(0x0842, "Wake on LAN"),
        .init(0x6558, "Transparent Ethernet bridging"),
        .init(0x8035, "RARP"), .init(0x809b, "AppleTalk LLAP bridging"), .init(0x80f3, "AppleTalk AARP"),
        .init(0x8100, "802.1Q Virtual LAN"), .init(0x8137, "Netware IPX/SPX"), .init(0x86dd, "IPv6"),
        .init(0x8808, "MAC Control"), .init(0x8809, "Slow Protocols"), .init(0x880b, "PPP"),
        .init(0x8847, "MPLS label switched packet"), .init(0x8848, "MPLS multicast label switched packet"),
        .init(0x8863, "PPPoE Discovery"), .init(0x8864, "PPPoE Session"), .init(0x888e, "802.1X Authentication"),
        .init(0x88a2, "ATA over Ethernet"), .init(0x88a8, "802.1ad Provider Bridge (Q-in-Q)"),
        .init(0x88be, "ERSPAN Type II"), .init(0x88c7, "802.11i Pre-Authentication"),
        .init(0x88cc, "802.1 Link Layer Discovery Protocol (LLDP)"),
        .init(0x88e5, "802.1AE (MACsec)"), .init(0x88e7, "802.1ah Provider Backbone Bridge (mac-in-mac)"),
        .init(0x88f7, "PTPv2 over Ethernet (IEEE1588)"),
        .init(0x8902, "IEEE 802.1Q Connectivity Fault Management (CFM) protocol"),
        .init(0x8906, "FCoE"), .init(0x8914, "FCoE Initialization Protocol"), .init(0x894f, "Network Service Header"),
        .init(0x9000, "Loopback"), .init(0x9100, "QinQ: old standard"), .init(0xffff, "Unknown"),
    ]
}
