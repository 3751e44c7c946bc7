public import Packets

/// An entry of a routing table: where packets to some addresses go. `rtmsg` of rtnetlink(7)
public struct Route: Hashable, Sendable {
    /// The addresses that it is for.
    public var destination: IPPrefix
    /// The senders that it is for, where it is not for all (IPv6).
    public var source: IPPrefix?
    public var type: RouteType = .unicast
    public var table: RouteTable = .main
    /// Who put it there.
    public var origin: RouteOrigin = .unspecified
    public var scope: AddressScope = .universe
    /// The ways on; several share the packets. Empty where packets go nowhere.
    public var nextHops: [NextHop] = []
    /// Of several routes to the same addresses, the one with the least is used. `RTA_PRIORITY`
    public var metric: UInt32 = 0
    /// The address that the host sends from, unless a program chose one.
    public var preferredSource: IPAddress?
    /// The type of service that it is for; 0 for any.
    public var typeOfService: UInt8 = 0
    public var metrics = RouteMetrics()
    /// How long it stays; `nil` for ever.
    public var lifetime: Duration?
    /// Whether IPv6 prefers this router to others (RFC 4191 2.1).
    public var preference: RouterPreference?
    /// The number of the next-hop object that it uses. ip-nexthop(8)
    public var nextHopID: UInt32?

    /// A route to these addresses with nothing more known of it.
    public init(to destination: IPPrefix) { self.destination = destination }

    /// The interface, where there is one way on.
    public var interfaceIndex: UInt32? { nextHops.first?.interfaceIndex }
    /// The router, where there is one way on and it leads over one.
    public var gateway: IPAddress? { nextHops.first?.gateway }
    /// The addresses that it is for as ip(8) writes them: `default`, an address, a network.
    package var destinationWord: String {
        if destination.isEverything { return "default" }
        return destination.isHost ? "\(destination.address)" : "\(destination)"
    }
}

/// One way on. `rtnexthop` of rtnetlink(7)
public struct NextHop: Hashable, Sendable {
    /// The router, which may be of the other protocol (RFC 5549); `nil` when the destination is on the link itself.
    public var gateway: IPAddress?
    /// The interface to send by.
    public var interfaceIndex: UInt32?
    /// Its share of the packets, beside the others'.
    public var weight = 1
    public var flags: NextHopFlags = []
    /// The realms that packets are counted under, and traffic control tells them apart by.
    public var realms: RouteRealms?
    /// What packets are wrapped in; `nil` when they leave as they are.
    public var encapsulation: RouteEncapsulation?

    /// A way that leads nowhere yet.
    public init() {}
}

/// Groups of addresses that an administrator gave numbers to. `RTA_FLOW`, ip-route(8)
public struct RouteRealms: Hashable, Sendable {
    /// The senders'; 0 for none.
    public var source: UInt16
    /// The destinations'; 0 for none.
    public var destination: UInt16

    public init(source: UInt16 = 0, destination: UInt16) {
        self.source = source
        self.destination = destination
    }
}

/// What is special about a way on. `RTNH_F_` of `<linux/rtnetlink.h>`
public struct NextHopFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let dead = NextHopFlags(rawValue: 1 << 0)
    public static let pervasive = NextHopFlags(rawValue: 1 << 1)
    /// The router counts as being on the link, whatever its address.
    public static let onLink = NextHopFlags(rawValue: 1 << 2)
    public static let offload = NextHopFlags(rawValue: 1 << 3)
    public static let linkDown = NextHopFlags(rawValue: 1 << 4)
    public static let unresolved = NextHopFlags(rawValue: 1 << 5)
    public static let trap = NextHopFlags(rawValue: 1 << 6)

    /// The names that ip(8) writes.
    public var names: [String] {
        let names: [(NextHopFlags, String)] = [
            (.dead, "dead"), (.onLink, "onlink"), (.pervasive, "pervasive"), (.offload, "offload"), (.trap, "trap"),
            (.linkDown, "linkdown"), (.unresolved, "unresolved"),
        ]
        return names.filter { contains($0.0) }.map(\.1)
    }
}

/// How much IPv6 prefers a router. RFC 4191 2.1
public struct RouterPreference: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [.init(0, "medium"), .init(1, "high"), .init(3, "low")]
}

extension RouterPreference: CustomStringConvertible {
    /// The name that ip(8) writes.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}
