public import Packets

/// A range of addresses of either Internet protocol: a route's destination, an interface's subnet.
public enum IPPrefix: Hashable, Sendable {
    case v4(IPv4Prefix)
    case v6(IPv6Prefix)

    /// The range of `length` bits that `address` lies in; `nil` when an address has fewer bits than that.
    public init?(_ address: IPAddress, length: Int) {
        switch address {
        case .v4(let address):
            guard (0...32).contains(length) else { return nil }
            self = .v4(IPv4Prefix(address, length: length))
        case .v6(let address):
            guard (0...128).contains(length) else { return nil }
            self = .v6(IPv6Prefix(address, length: length))
        }
    }

    /// The first address.
    public var address: IPAddress {
        switch self {
        case .v4(let prefix): .v4(prefix.address)
        case .v6(let prefix): .v6(prefix.address)
        }
    }

    /// How many bits are fixed.
    public var length: Int {
        switch self {
        case .v4(let prefix): Int(prefix.length)
        case .v6(let prefix): Int(prefix.length)
        }
    }

    /// Whether it holds every address of its protocol: a default route's destination.
    public var isEverything: Bool { length == 0 }

    /// Whether it holds one address alone.
    public var isHost: Bool {
        switch self {
        case .v4(let prefix): prefix.length == 32
        case .v6(let prefix): prefix.length == 128
        }
    }

    /// Whether the address lies in the range; never, when it is the other protocol's.
    public func contains(_ address: IPAddress) -> Bool {
        switch (self, address) {
        case (.v4(let prefix), .v4(let address)): prefix.contains(address)
        case (.v6(let prefix), .v6(let address)): prefix.contains(address)
        default: false
        }
    }
}

extension IPPrefix: CustomStringConvertible {
    /// `10.0.0.0/8`.
    public var description: String {
        switch self {
        case .v4(let prefix): prefix.description
        case .v6(let prefix): prefix.description
        }
    }
}
