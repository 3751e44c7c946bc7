public import Packets

/// What the host knows of a neighbor on a link: its link-layer address, and how sure that is. `ndmsg` of rtnetlink(7)
public struct Neighbor: Hashable, Sendable {
    public var address: IPAddress
    public var interfaceIndex: UInt32
    /// Its link-layer address; `nil` while it is not known.
    public var linkLayerAddress: LinkLayerAddress?
    public var state: NeighborState
    public var flags: NeighborFlags = []
    /// Who put it there, where that is told; of those that the kernel finds itself it is not.
    public var origin: RouteOrigin?
    /// How often it was asked without an answer.
    public var probes: UInt32 = 0
    /// How long ago it was last used, last found to be there, and last changed.
    public var sinceUsed: Duration?
    public var sinceConfirmed: Duration?
    public var sinceUpdated: Duration?

    /// A neighbor of which nothing more is known.
    public init(_ address: IPAddress, interfaceIndex: UInt32, state: NeighborState = .none) {
        self.address = address
        self.interfaceIndex = interfaceIndex
        self.state = state
    }

    /// Its link-layer address as Ethernet's; `nil` when it is not known or of another kind.
    public var mac: MACAddress? { linkLayerAddress?.mac }

    /// Whether a frame can be sent to it at once.
    public var isUsable: Bool { linkLayerAddress != nil && !state.isDisjoint(with: .valid) }
}

/// How sure the host is of a neighbor. RFC 4861 7.3.2, `NUD_` of rtnetlink(7)
public struct NeighborState: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let none: NeighborState = []
    /// It was asked and has not answered yet.
    public static let incomplete = NeighborState(rawValue: 1 << 0)
    /// It answered, not long ago.
    public static let reachable = NeighborState(rawValue: 1 << 1)
    /// It answered, too long ago to be sure.
    public static let stale = NeighborState(rawValue: 1 << 2)
    /// Packets were sent to it, and it may still be heard of.
    public static let delay = NeighborState(rawValue: 1 << 3)
    /// It is being asked whether it is still there.
    public static let probe = NeighborState(rawValue: 1 << 4)
    /// It did not answer.
    public static let failed = NeighborState(rawValue: 1 << 5)
    /// The link needs no addresses.
    public static let noARP = NeighborState(rawValue: 1 << 6)
    /// An administrator wrote it down.
    public static let permanent = NeighborState(rawValue: 1 << 7)

    /// Those in which its link-layer address may be used.
    public static let valid: NeighborState = [.reachable, .stale, .delay, .probe, .noARP, .permanent]

    /// The names that ip(8) writes.
    public var names: [String] {
        let names: [(NeighborState, String)] = [
            (.incomplete, "INCOMPLETE"), (.reachable, "REACHABLE"), (.stale, "STALE"), (.delay, "DELAY"),
            (.probe, "PROBE"), (.failed, "FAILED"), (.noARP, "NOARP"), (.permanent, "PERMANENT"),
        ]
        return isEmpty ? ["NONE"] : names.filter { contains($0.0) }.map(\.1)
    }
}

/// What is special about a neighbor. `NTF_` of rtnetlink(7)
public struct NeighborFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let use = NeighborFlags(rawValue: 1 << 0)
    public static let own = NeighborFlags(rawValue: 1 << 1)
    public static let master = NeighborFlags(rawValue: 1 << 2)
    /// The host answers in its place.
    public static let proxy = NeighborFlags(rawValue: 1 << 3)
    /// Another program than the kernel learned it.
    public static let externallyLearned = NeighborFlags(rawValue: 1 << 4)
    public static let offloaded = NeighborFlags(rawValue: 1 << 5)
    public static let sticky = NeighborFlags(rawValue: 1 << 6)
    /// It is a router (RFC 4861 6.2.3).
    public static let router = NeighborFlags(rawValue: 1 << 7)

    /// The names that ip(8) writes.
    public var names: [String] {
        let names: [(NeighborFlags, String)] = [
            (.use, "use"), (.own, "self"), (.master, "master"), (.proxy, "proxy"), (.router, "router"),
            (.externallyLearned, "extern_learn"), (.offloaded, "offload"), (.sticky, "sticky"),
        ]
        return names.filter { contains($0.0) }.map(\.1)
    }
}
