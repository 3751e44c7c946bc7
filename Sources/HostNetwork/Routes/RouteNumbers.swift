public import Packets

/// What becomes of the packets that a route is for. rtnetlink(7), `RTN_`
public struct RouteType: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let unicast: RouteType = 1
    /// The address is the host's own.
    public static let local: RouteType = 2
    public static let broadcast: RouteType = 3
    /// Dropped without a word.
    public static let blackhole: RouteType = 6
    /// Dropped with an ICMP error.
    public static let unreachable: RouteType = 7
    /// Dropped with an ICMP error that says that an administrator wants it so.
    public static let prohibit: RouteType = 8

    public static let names: [ValueName] = [
        .init(0, "none"), .init(1, "unicast"), .init(2, "local"), .init(3, "broadcast"), .init(4, "anycast"),
        .init(5, "multicast"), .init(6, "blackhole"), .init(7, "unreachable"), .init(8, "prohibit"), .init(9, "throw"),
        .init(10, "nat"), .init(11, "xresolve"),
    ]
}

extension RouteType: CustomStringConvertible {
    /// The name that ip(8) writes.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// Who put a route there. rtnetlink(7), `RTPROT_`
public struct RouteOrigin: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let unspecified: RouteOrigin = 0
    /// The kernel, for an address's subnet.
    public static let kernel: RouteOrigin = 2
    /// An administrator.
    public static let boot: RouteOrigin = 3
    public static let `static`: RouteOrigin = 4
    /// A router advertisement.
    public static let advertisement: RouteOrigin = 9

    public static let names: [ValueName] = [
        .init(0, "unspec"), .init(1, "redirect"), .init(2, "kernel"), .init(3, "boot"), .init(4, "static"),
        .init(8, "gated"), .init(9, "ra"), .init(10, "mrt"), .init(11, "zebra"), .init(12, "bird"),
        .init(13, "dnrouted"), .init(14, "xorp"), .init(15, "ntk"), .init(16, "dhcp"), .init(17, "mrouted"),
        .init(18, "keepalived"), .init(42, "babel"), .init(99, "openr"), .init(186, "bgp"), .init(187, "isis"),
        .init(188, "ospf"), .init(189, "rip"), .init(192, "eigrp"),
    ]
}

extension RouteOrigin: CustomStringConvertible {
    /// The name that ip(8) writes behind `proto`.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// A routing table's number. rtnetlink(7), `RT_TABLE_`
public struct RouteTable: NamedNumber {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let unspecified: RouteTable = 0
    public static let `default`: RouteTable = 253
    public static let main: RouteTable = 254
    /// The host's own addresses and broadcasts, which the kernel keeps.
    public static let local: RouteTable = 255

    public static let names: [ValueName] = [
        .init(0, "unspec"), .init(253, "default"), .init(254, "main"), .init(255, "local"),
    ]
}

extension RouteTable: CustomStringConvertible {
    /// The name that ip(8) writes behind `table`.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}
