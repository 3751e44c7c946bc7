/// Neighbor discovery. RFC 4861 section 4.
extension ICMPv6 {
    public enum RouterSolicitation: Schema {
        public static var name: String { "icmpv6.nd.rs" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Router solicitation" }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(options)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(4, from, to) }
    }

    /// The flags besides M and O: RFC 6275 section 7.1, RFC 4191 section 2.2, RFC 4389 section 4.1.3.3.
    public enum RouterAdvertisement: Schema {
        public static var name: String { "icmpv6.nd.ra" }
        public static var title: String { "Router advertisement" }
        public static var hopLimit: Field<UInt8> { .init("cur_hop_limit", "Cur hop limit", bits: 0..<8, preset: 64) }
        public static var flags: Field<UInt8> { .init("flag", "Flags", bits: 8..<16, show: .hex) }
        public static var isManaged: Field<Bool> { .init("flag.m", "Managed address configuration", bits: 8..<9) }
        public static var isOther: Field<Bool> { .init("flag.o", "Other configuration", bits: 9..<10) }
        public static var isHomeAgent: Field<Bool> { .init("flag.h", "Home Agent", bits: 10..<11) }
        public static var preference: Field<RouterPreference> {
            .init("flag.prf", "Prf (Default Router Preference)", bits: 11..<13)
        }
        public static var isProxy: Field<Bool> { .init("flag.p", "ND Proxy", bits: 13..<14) }
        public static var reserved: Field<UInt8> { .init("flag.rsv", "Reserved", bits: 14..<16) }
        public static var lifetime: Field<UInt16> {
            .init("router_lifetime", "Router lifetime (s)", bits: 16..<32, preset: 1800)
        }
        public static var reachableTime: Field<UInt32> { .init("reachable_time", "Reachable time (ms)", bits: 32..<64) }
        public static var retransmission: Field<UInt32> { .init("retrans_timer", "Retrans timer (ms)", bits: 64..<96) }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(hopLimit),
                .group(
                    flags,
                    [
                        .init(isManaged), .init(isOther), .init(isHomeAgent), .init(preference), .init(isProxy),
                        .init(reserved),
                    ]),
                .init(lifetime), .init(reachableTime), .init(retransmission), .init(options),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(12, from, to) }
    }

    /// RFC 4191 section 2.1.
    public struct RouterPreference: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Medium"), .init(1, "High"), .init(2, "Reserved"), .init(3, "Low"),
        ]
    }

    public enum NeighborSolicitation: Schema {
        public static var name: String { "icmpv6.nd.ns" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Neighbor solicitation" }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var target: Field<IPv6Address> { .init("nd.ns.target_address", "Target Address", bits: 32..<160) }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(target), .init(options),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(20, from, to) }
    }

    public enum NeighborAdvertisement: Schema {
        public static var name: String { "icmpv6.nd.na" }
        public static var title: String { "Neighbor advertisement" }
        public static var flags: Field<UInt32> { .init("flag", "Flags", bits: 0..<32, show: .hex) }
        public static var isRouter: Field<Bool> { .init("flag.r", "Router", bits: 0..<1) }
        public static var isSolicited: Field<Bool> { .init("flag.s", "Solicited", bits: 1..<2) }
        public static var isOverride: Field<Bool> { .init("flag.o", "Override", bits: 2..<3) }
        public static var reserved: Field<UInt32> { .init("flag.rsv", "Reserved", bits: 3..<32) }
        public static var target: Field<IPv6Address> { .init("target_address", "Target Address", bits: 32..<160) }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(isRouter), .init(isSolicited), .init(isOverride), .init(reserved)]),
                .init(target), .init(options),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(20, from, to) }
    }

    public enum Redirect: Schema {
        public static var name: String { "icmpv6.nd.redirect" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Redirect" }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var target: Field<IPv6Address> { .init("nd.rd.target_address", "Target Address", bits: 32..<160) }
        public static var destination: Field<IPv6Address> {
            .init("rd.na.destination_address", "Destination Address", bits: 160..<288)
        }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(target), .init(destination), .init(options),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(36, from, to) }
    }
}
