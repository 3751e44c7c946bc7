/// How fast packets are sent.
public enum SendingRate: Hashable, Sendable {
    /// As fast as the link takes them.
    case top
    /// So many packets.
    case packets(perSecond: Double)
    /// So many bits of whole frames.
    case bits(perSecond: Double)

    /// The units and how many packets or bits a second each is.
    private static let units: [(name: String, factor: Double, isBits: Bool)] = [
        ("pps", 1, false), ("kpps", 1e3, false), ("mpps", 1e6, false), ("bit", 1, true), ("kbit", 1e3, true),
        ("mbit", 1e6, true), ("gbit", 1e9, true), ("bps", 1, true), ("kbps", 1e3, true), ("mbps", 1e6, true),
        ("gbps", 1e9, true),
    ]

    /// A number with a unit, letter case aside: `1000pps`, `2.5kpps`, `10Mbit` or `10Mbit/s`; packets a second without one.
    public init?(_ text: String) {
        let number = text.prefix { "0123456789.".contains($0) }
        guard let value = Double(number), value > 0, value.isFinite else { return nil }
        let written = text.dropFirst(number.count).lowercased()
        let unit = written.isEmpty ? "pps" : written.hasSuffix("bit/s") ? String(written.dropLast(2)) : written
        guard let found = Self.units.first(where: { $0.name == unit }) else { return nil }
        let rate = value * found.factor
        self = found.isBits ? .bits(perSecond: rate) : .packets(perSecond: rate)
    }

    /// One packet each so many seconds.
    public init(interval seconds: Double) { self = .packets(perSecond: 1 / seconds) }

    /// When a packet is due, in nanoseconds after the first, when so many packets and octets went before it.
    public func offset(packets: UInt64, octets: UInt64) -> UInt64 {
        switch self {
        case .top: 0
        case .packets(let rate): Self.nanoseconds(Double(packets) / rate)
        case .bits(let rate): Self.nanoseconds(Double(octets) * 8 / rate)
        }
    }

    /// Whether what was sent took longer than the rate says: by more than a hundredth, and by more than a millisecond. Any
    /// packet may be that late where others want the processor too, so that of a few packets it says nothing of the rate.
    ///
    /// - Parameters:
    ///   - octets: those of all packets.
    ///   - elapsed: nanoseconds from the first packet to the last.
    public func isMissed(packets: UInt64, octets: UInt64, elapsed: UInt64) -> Bool {
        guard packets > 1, self != .top else { return false }
        let due = offset(packets: packets - 1, octets: octets - octets / packets)
        return elapsed > due && elapsed - due > max(due / 100, 1_000_000)
    }

    private static func nanoseconds(_ seconds: Double) -> UInt64 { UInt64(min(seconds * 1e9, 9e18)) }
}
