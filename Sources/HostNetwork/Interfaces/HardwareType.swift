public import Packets

/// What kind of link an interface is on: ARP's hardware type and Linux's own numbers beyond it. `<linux/if_arp.h>`
public struct HardwareType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let ethernet: HardwareType = 1
    public static let loopback: HardwareType = 772
    /// No link-layer header: a TUN device.
    public static let none: HardwareType = 0xfffe

    public static let names: [ValueName] = [
        .init(0, "netrom"), .init(1, "ether"), .init(6, "ieee802"), .init(8, "appletlk"), .init(24, "ieee1394"),
        .init(32, "infiniband"), .init(256, "slip"), .init(280, "can"), .init(512, "ppp"), .init(519, "rawip"),
        .init(768, "ipip"), .init(769, "tunnel6"), .init(772, "loopback"), .init(776, "sit"), .init(778, "gre"),
        .init(801, "ieee802.11"), .init(802, "ieee802.11/prism"), .init(803, "ieee802.11/radiotap"),
        .init(804, "ieee802.15.4"), .init(823, "gre6"), .init(824, "netlink"), .init(825, "6lowpan"),
        .init(826, "vsockmon"), .init(0xfffe, "none"), .init(0xffff, "void"),
    ]
}

extension HardwareType: CustomStringConvertible {
    /// The name that ip(8) writes behind `link/`.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}
