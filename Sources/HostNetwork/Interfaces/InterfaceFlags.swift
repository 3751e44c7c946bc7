/// What an interface can do and whether it does it. netdevice(7), `ifinfomsg.ifi_flags` of rtnetlink(7)
public struct InterfaceFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The administrator has switched it on.
    public static let up = InterfaceFlags(rawValue: 1 << 0)
    public static let broadcast = InterfaceFlags(rawValue: 1 << 1)
    public static let debug = InterfaceFlags(rawValue: 1 << 2)
    public static let loopback = InterfaceFlags(rawValue: 1 << 3)
    public static let pointToPoint = InterfaceFlags(rawValue: 1 << 4)
    public static let noTrailers = InterfaceFlags(rawValue: 1 << 5)
    /// It is up and its link works (`IFF_RUNNING`).
    public static let running = InterfaceFlags(rawValue: 1 << 6)
    /// It asks nobody for link-layer addresses.
    public static let noARP = InterfaceFlags(rawValue: 1 << 7)
    /// It takes in frames that are for others.
    public static let promiscuous = InterfaceFlags(rawValue: 1 << 8)
    /// It takes in the frames of every group.
    public static let allMulticast = InterfaceFlags(rawValue: 1 << 9)
    public static let master = InterfaceFlags(rawValue: 1 << 10)
    public static let slave = InterfaceFlags(rawValue: 1 << 11)
    public static let multicast = InterfaceFlags(rawValue: 1 << 12)
    public static let portSelection = InterfaceFlags(rawValue: 1 << 13)
    public static let automaticMedia = InterfaceFlags(rawValue: 1 << 14)
    public static let dynamic = InterfaceFlags(rawValue: 1 << 15)
    /// The driver says that a signal is there.
    public static let lowerUp = InterfaceFlags(rawValue: 1 << 16)
    /// The driver says that it waits for more than a signal.
    public static let dormant = InterfaceFlags(rawValue: 1 << 17)
    public static let echo = InterfaceFlags(rawValue: 1 << 18)

    /// What iproute2 calls each, in the order in which it writes them.
    private static let names: [(InterfaceFlags, String)] = [
        (.loopback, "LOOPBACK"), (.broadcast, "BROADCAST"), (.pointToPoint, "POINTOPOINT"), (.multicast, "MULTICAST"),
        (.noARP, "NOARP"), (.allMulticast, "ALLMULTI"), (.promiscuous, "PROMISC"), (.master, "MASTER"),
        (.slave, "SLAVE"), (.debug, "DEBUG"), (.dynamic, "DYNAMIC"), (.automaticMedia, "AUTOMEDIA"),
        (.portSelection, "PORTSEL"), (.noTrailers, "NOTRAILERS"), (.up, "UP"), (.lowerUp, "LOWER_UP"),
        (.dormant, "DORMANT"), (.echo, "ECHO"),
    ]

    /// The names that ip(8) writes: `NO-CARRIER` first where it is up without a link, and `RUNNING` left out.
    public var names: [String] {
        let noCarrier = contains(.up) && !contains(.running) ? ["NO-CARRIER"] : []
        return noCarrier + Self.names.filter { contains($0.0) }.map(\.1)
    }
}
