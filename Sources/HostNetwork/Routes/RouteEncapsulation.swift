public import Packets

/// What packets are wrapped in as they leave by a way on. `<linux/lwtunnel.h>`, `encap` of ip-route(8)
public enum RouteEncapsulation: Hashable, Sendable {
    /// MPLS labels, the outermost first, and the time to live in them where it is not the packet's own. RFC 3032
    case labels([UInt32], timeToLive: UInt8?)
    /// A header for a tunnel's interface that takes it from the route.
    case tunnel(TunnelHeader)
    /// The hosts that the packet is sent by, in their order. RFC 8754
    case segments([IPv6Address], mode: SegmentRoutingMode)
    /// Another kind, of which no more is read.
    case other(EncapsulationType)

    public var type: EncapsulationType {
        switch self {
        case .labels: .mpls
        case .tunnel(let header): header.isIPv6 ? .ip6 : .ip
        case .segments: .seg6
        case .other(let type): type
        }
    }
}

/// What a route says of a tunnel's header; what is zero is up to the tunnel's interface.
public struct TunnelHeader: Hashable, Sendable {
    /// Whether it is IPv6's.
    public var isIPv6: Bool
    /// The tunnel's key or network number.
    public var identifier: UInt64 = 0
    public var source: IPAddress?
    public var destination: IPAddress?
    /// IPv4's time to live.
    public var hopLimit: UInt8 = 0
    /// IPv4's type of service.
    public var trafficClass: UInt8 = 0

    /// A header of which nothing is said.
    public init(isIPv6: Bool) { self.isIPv6 = isIPv6 }
}

/// What a route wraps packets in. `LWTUNNEL_ENCAP_` of `<linux/lwtunnel.h>`
public struct EncapsulationType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let mpls: EncapsulationType = 1
    public static let ip: EncapsulationType = 2
    public static let ip6: EncapsulationType = 4
    /// Segment routing over IPv6. RFC 8754
    public static let seg6: EncapsulationType = 5

    public static let names: [ValueName] = [
        .init(0, "none"), .init(1, "mpls"), .init(2, "ip"), .init(3, "ila"), .init(4, "ip6"), .init(5, "seg6"),
        .init(6, "bpf"), .init(7, "seg6local"), .init(8, "rpl"), .init(9, "ioam6"), .init(10, "xfrm"),
    ]
}

extension EncapsulationType: CustomStringConvertible {
    /// The name that ip(8) writes behind `encap`.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}

/// Where segment routing puts the segments. `SEG6_IPTUN_MODE_` of `<linux/seg6_iptunnel.h>`
public struct SegmentRoutingMode: NamedNumber {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Into a header of the packet itself.
    public static let inline: SegmentRoutingMode = 0
    /// Into a header around the packet.
    public static let encapsulation: SegmentRoutingMode = 1

    public static let names: [ValueName] = [
        .init(0, "inline"), .init(1, "encap"), .init(2, "l2encap"), .init(3, "encap.red"), .init(4, "l2encap.red"),
    ]
}

extension SegmentRoutingMode: CustomStringConvertible {
    /// The name that ip(8) writes behind `mode`.
    public var description: String { Self.name(of: raw)?.description ?? "\(rawValue)" }
}
