public import Packets

/// A way to all addresses of a prefix.
public struct Route: Sendable, BitwiseCopyable, Equatable {
    /// The first address of the prefix.
    public var destination: IPAddress
    /// 0 to 32 bits of IPv4, to 128 of IPv6.
    public var prefixLength: Int
    /// Who passes packets on; `nil` where they are handed to the destination itself.
    public var gateway: IPAddress?
    public var interface: InterfaceID
}

/// Routes of both families, the longest prefix first; among equals those that were preferred, and then the oldest first.
struct RouteTable {
    struct Entry: BitwiseCopyable {
        /// In mapped addresses.
        var prefix: IPv6Prefix
        var gateway: IPv6Address?
        var interface: InterfaceID
        var origin = Origin.configured
        /// RFC 4191 section 2.1: 1 high, 0 medium, -1 low. What is configured is high.
        var preference: Int8 = 1
        /// When it is not to be used any more.
        var expiresAt = Deadlines.never

        func isSame(as other: Entry) -> Bool {
            prefix == other.prefix && gateway == other.gateway && interface == other.interface
        }
    }

    /// Who knows of it.
    enum Origin: UInt8, BitwiseCopyable { case configured, router }

    /// How many of an origin there may be: routers are heard by everyone, and say what they like.
    static func limit(_ origin: Origin) -> Int { origin == .router ? 64 : 4096 }

    private(set) var entries: [Entry] = []

    /// Adds a route, in place of the same one; `false` when there is no room.
    mutating func insert(_ entry: Entry) -> Bool {
        remove { $0.isSame(as: entry) }
        guard entries.count(where: { $0.origin == entry.origin }) < Self.limit(entry.origin) else { return false }
        let place = entries.firstIndex {
            ($0.prefix.length, $0.preference) < (entry.prefix.length, entry.preference)
        }
        entries.insert(entry, at: place ?? entries.count)
        return true
    }

    /// Takes over how long a route lasts, where it is known; says whether it is.
    mutating func refresh(_ entry: Entry) -> Bool {
        let place = entries.firstIndex {
            $0.isSame(as: entry) && $0.origin == entry.origin && $0.preference == entry.preference
        }
        guard let place else { return false }
        entries[place].expiresAt = entry.expiresAt
        return true
    }

    @discardableResult
    mutating func remove(where isIt: (Entry) -> Bool) -> Bool {
        let before = entries.count
        entries.removeAll(where: isIt)
        return entries.count < before
    }

    /// The best route to an address.
    /// - Parameter interface: the only one by which it may lead.
    func find(_ address: IPv6Address, on interface: InterfaceID?) -> Entry? {
        entries.first { entry in
            entry.prefix.contains(address) && (interface.map { $0 == entry.interface } ?? true)
        }
    }

    /// Puts the routes by a gateway that does not answer behind others of their prefix. RFC 4861 section 6.3.6.
    mutating func demote(_ gateway: IPv6Address, on interface: InterfaceID) {
        let failed = entries.filter { $0.gateway == gateway && $0.interface == interface }
        for entry in failed {
            entries.removeAll { $0.isSame(as: entry) }
            let place = entries.lastIndex { $0.prefix.length >= entry.prefix.length }
            entries.insert(entry, at: place.map { $0 + 1 } ?? 0)
        }
    }

    /// When the next one ends.
    var deadline: UInt64 { entries.lazy.map(\.expiresAt).min() ?? Deadlines.never }
}
