/// What a route says of the path behind it. `RTA_METRICS`, ip-route(8)
public struct RouteMetrics: Hashable, Sendable {
    /// Those that the kernel may not change by what it learns of the path.
    public var locked: RouteMetricSet = []
    /// The longest packet, in octets.
    public var mtu: UInt32?
    /// The largest window that TCP announces, in octets.
    public var maximumWindow: UInt32?
    /// The round trip time that TCP begins with.
    public var roundTripTime: Duration?
    public var roundTripVariation: Duration?
    /// In segments.
    public var slowStartThreshold: UInt32?
    /// The largest congestion window, in segments; heeded where it is locked.
    public var maximumCongestionWindow: UInt32?
    /// The largest segment that TCP announces, in octets.
    public var advertisedMSS: UInt32?
    /// How far out of order segments may come, in segments, before one counts as lost.
    public var reordering: UInt32?
    public var hopLimit: UInt32?
    /// In segments.
    public var initialCongestionWindow: UInt32?
    public var features: RouteFeatures?
    public var minimumRetransmissionTimeout: Duration?
    /// In segments.
    public var initialReceiveWindow: UInt32?
    /// Whether TCP acknowledges at once.
    public var quickAcknowledgment: Bool?
    public var congestionControl: String?
    /// Whether TCP's fast open does without a cookie (RFC 7413).
    public var fastOpenWithoutCookie: Bool?

    /// Nothing is said.
    public init() {}
}

/// Some of a route's metrics, each by the bit of its number. `RTAX_` of rtnetlink(7)
public struct RouteMetricSet: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    public static let mtu = RouteMetricSet(rawValue: 1 << 2)
    public static let maximumWindow = RouteMetricSet(rawValue: 1 << 3)
    public static let roundTripTime = RouteMetricSet(rawValue: 1 << 4)
    public static let roundTripVariation = RouteMetricSet(rawValue: 1 << 5)
    public static let slowStartThreshold = RouteMetricSet(rawValue: 1 << 6)
    public static let maximumCongestionWindow = RouteMetricSet(rawValue: 1 << 7)
    public static let advertisedMSS = RouteMetricSet(rawValue: 1 << 8)
    public static let reordering = RouteMetricSet(rawValue: 1 << 9)
    public static let hopLimit = RouteMetricSet(rawValue: 1 << 10)
    public static let initialCongestionWindow = RouteMetricSet(rawValue: 1 << 11)
    public static let features = RouteMetricSet(rawValue: 1 << 12)
    public static let minimumRetransmissionTimeout = RouteMetricSet(rawValue: 1 << 13)
    public static let initialReceiveWindow = RouteMetricSet(rawValue: 1 << 14)
    public static let quickAcknowledgment = RouteMetricSet(rawValue: 1 << 15)
    public static let congestionControl = RouteMetricSet(rawValue: 1 << 16)
    public static let fastOpenWithoutCookie = RouteMetricSet(rawValue: 1 << 17)
}

/// What TCP does on a path whatever the host's settings. `RTAX_FEATURE_` of `<linux/rtnetlink.h>`
public struct RouteFeatures: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// RFC 3168
    public static let ecn = RouteFeatures(rawValue: 1 << 0)
    public static let sack = RouteFeatures(rawValue: 1 << 1)
    public static let timestamp = RouteFeatures(rawValue: 1 << 2)
    public static let allFragments = RouteFeatures(rawValue: 1 << 3)
    /// Time stamps count microseconds.
    public static let microsecondTimestamps = RouteFeatures(rawValue: 1 << 4)

    /// The names that ip(8) writes.
    public var names: [String] {
        let names: [(RouteFeatures, String)] = [
            (.ecn, "ecn"), (.sack, "sack"), (.timestamp, "timestamp"), (.allFragments, "allfrag"),
            (.microsecondTimestamps, "tcp_usec_ts"),
        ]
        return names.filter { contains($0.0) }.map(\.1)
    }
}
