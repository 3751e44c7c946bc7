public import Packets

/// How a `TapLink` or `TunLink` is made.
public struct TunnelOptions: Sendable {
    /// The addresses that the kernel's end gets, each with the length of its network's prefix.
    public var ipv4: (address: IPv4Address, prefixLength: Int)?
    public var ipv6: [(address: IPv6Address, prefixLength: Int)] = []
    /// The longest packet.
    public var mtu = 1500
    /// Whether the kernel's end is brought up, so that it can be used at once.
    public var isUp = true
    /// Whether long segments and pending checksums cross, which costs a tenth of the calls. (`IFF_VNET_HDR`.)
    public var usesOffloads = true
    /// How many frames may be lent at the same time.
    public var capacity = 64

    /// Everything as the properties say.
    public init() {}
}
