public import Packets

/// An address that the host has on an interface. `ifaddrmsg` of rtnetlink(7)
public struct InterfaceAddress: Hashable, Sendable {
    /// The number of the interface that has it.
    public var interfaceIndex: UInt32
    /// The host's own address.
    public var address: IPAddress
    /// How many bits name the subnet.
    public var prefixLength: Int
    /// The other end of a point-to-point link.
    public var peer: IPAddress?
    /// Where a packet to every host of the subnet goes; IPv4 only.
    public var broadcast: IPv4Address?
    public var scope: AddressScope
    public var flags: AddressFlags
    /// The name that an IPv4 address was given: `eth0:1`; empty when it has none.
    public var label: String
    /// How long new connections may still begin from it; `nil` for ever. RFC 4862 5.5.4
    public var preferredLifetime: Duration?
    /// How long it stays; `nil` for ever. RFC 4862 5.5.4
    public var validLifetime: Duration?
    /// The metric of the route to its subnet, where one was set.
    public var metric: UInt32?

    /// An address with nothing more known of it.
    public init(_ address: IPAddress, prefixLength: Int, interfaceIndex: UInt32) {
        self.interfaceIndex = interfaceIndex
        self.address = address
        self.prefixLength = prefixLength
        scope = .universe
        flags = []
        label = ""
    }

    /// The addresses that are reached through the interface itself because of this one.
    public var subnet: IPPrefix? { IPPrefix(peer ?? address, length: prefixLength) }
}

/// How far an address or a route's destination is valid. rtnetlink(7), `RT_SCOPE_`
public struct AddressScope: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Everywhere.
    public static let universe: AddressScope = 0
    public static let site: AddressScope = 200
    /// On its link alone.
    public static let link: AddressScope = 253
    /// On this host alone.
    public static let host: AddressScope = 254
    public static let nowhere: AddressScope = 255

    public static let names: [ValueName] = [
        .init(0, "global"), .init(200, "site"), .init(253, "link"), .init(254, "host"), .init(255, "nowhere"),
    ]
}

extension AddressScope: CustomStringConvertible {
    /// The name that ip(8) writes.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// What is special about an address. `IFA_F_` of `<linux/if_addr.h>`
public struct AddressFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Another address of the same subnet came before it (IPv4), or it is a temporary one (IPv6, RFC 8981).
    public static let secondary = AddressFlags(rawValue: 1 << 0)
    /// Used without being checked for duplicates first.
    public static let noDuplicateDetection = AddressFlags(rawValue: 1 << 1)
    /// Used while it is still being checked (RFC 4429).
    public static let optimistic = AddressFlags(rawValue: 1 << 2)
    /// Another host has it too.
    public static let duplicate = AddressFlags(rawValue: 1 << 3)
    /// The home address of a mobile host (RFC 6275).
    public static let home = AddressFlags(rawValue: 1 << 4)
    /// Not for new connections any more.
    public static let deprecated = AddressFlags(rawValue: 1 << 5)
    /// Still being checked for duplicates (RFC 4862 5.4).
    public static let tentative = AddressFlags(rawValue: 1 << 6)
    /// Given by hand, without a lifetime.
    public static let permanent = AddressFlags(rawValue: 1 << 7)
    /// The kernel makes temporary addresses beside it.
    public static let manageTemporary = AddressFlags(rawValue: 1 << 8)
    /// Brings no route to its subnet.
    public static let noPrefixRoute = AddressFlags(rawValue: 1 << 9)
    public static let autojoin = AddressFlags(rawValue: 1 << 10)
    /// Derived from a secret (RFC 7217).
    public static let stablePrivacy = AddressFlags(rawValue: 1 << 11)

    private static let names: [(AddressFlags, String)] = [
        (.noDuplicateDetection, "nodad"), (.optimistic, "optimistic"), (.duplicate, "dadfailed"), (.home, "home"),
        (.deprecated, "deprecated"), (.tentative, "tentative"), (.manageTemporary, "mngtmpaddr"),
        (.noPrefixRoute, "noprefixroute"), (.autojoin, "autojoin"), (.stablePrivacy, "stable-privacy"),
    ]

    /// The names that ip(8) writes for an address of `family`: `dynamic` for what is not permanent.
    public func names(for family: IPFamily) -> [String] {
        var names = contains(.secondary) ? [family == .v4 ? "secondary" : "temporary"] : []
        names += Self.names.filter { contains($0.0) }.map(\.1)
        if !contains(.permanent) { names.append("dynamic") }
        return names
    }
}
