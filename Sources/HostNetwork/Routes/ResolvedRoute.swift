public import Packets

/// What the kernel would do with a packet to one address, now. `ip route get`
public struct ResolvedRoute: Hashable, Sendable {
    public var destination: IPAddress
    /// The router that it would go to; `nil` when the destination is on the link, or is the host itself.
    public var gateway: IPAddress?
    /// The interface that it would leave by.
    public var interfaceIndex: UInt32
    /// The address that the host would send from.
    public var source: IPAddress?
    /// `local` when the destination is the host itself.
    public var type: RouteType
    /// The table that says so.
    public var table: RouteTable
    /// The longest packet that the path takes, in octets, where the route says or the kernel learned it.
    public var mtu: UInt32?
    /// What it would be wrapped in; `nil` when it would leave as it is.
    public var encapsulation: RouteEncapsulation?

    /// The address whose link-layer address the frame would need.
    public var nextHop: IPAddress { gateway ?? destination }
}
