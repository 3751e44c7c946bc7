/// Neighbor discovery. RFC 4861 section 4.
extension ICMPv6 {
    public enum RouterSolicitation: Schema {
        public static var name: String { "icmpv6.nd.rs" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Router solicitation" }
        public static var meaning: Meaning {
            .init("A host that came up asks the routers of the link to advertise at once.", in: "RFC 4861 section 4.1")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 0..<32, means: "Zeros of a router solicitation.",
                in: "RFC 4861 section 4.1")
        }
        public static var options: Repeated<NeighborOption> {
            .init(
                "", "Options", part: 1, means: "The host's link address, when it has an address already.",
                in: "RFC 4861 section 4.1")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(options)] }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// The flags besides M and O: RFC 6275 section 7.1, RFC 4191 section 2.2, RFC 4389 section 4.1.3.3.
    public enum RouterAdvertisement: Schema {
        public static var name: String { "icmpv6.nd.ra" }
        public static var title: String { "Router advertisement" }
        public static var meaning: Meaning {
            .init(
                """
                A router says that it is there, which prefixes the link has, and how hosts get addresses. Anyone on
                the link can forge one, and take all traffic.
                """, in: "RFC 4861 section 4.2")
        }
        @inlinable public static var hopLimit: Field<UInt8> {
            .init(
                "cur_hop_limit", "Cur hop limit", bits: 0..<8, preset: 64,
                means: "The hop limit that hosts shall send with; 0 says nothing of it.", in: "RFC 4861 section 4.2")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "flag", "Flags", bits: 8..<16, show: .hex, means: "How hosts get addresses, and what the router is.",
                in: "RFC 4861 section 4.2")
        }
        @inlinable public static var isManaged: Field<Bool> {
            .init(
                "flag.m", "Managed address configuration", bits: 8..<9,
                means: """
                    Addresses come by DHCPv6: hosts ask a server for them. Without the flag they make their own.
                    """, in: "RFC 4861 section 4.2")
        }
        @inlinable public static var isOther: Field<Bool> {
            .init(
                "flag.o", "Other configuration", bits: 9..<10,
                means: "Other settings than addresses, such as name servers, come by DHCPv6.",
                in: "RFC 4861 section 4.2")
        }
        @inlinable public static var isHomeAgent: Field<Bool> {
            .init(
                "flag.h", "Home Agent", bits: 10..<11, means: "The router is a home agent for mobile nodes.",
                in: "RFC 6275 section 7.1")
        }
        @inlinable public static var preference: Field<RouterPreference> {
            .init(
                "flag.prf", "Prf (Default Router Preference)", bits: 11..<13,
                means: "Which of several routers to prefer: 1 is high, 0 medium, 3 low.", in: "RFC 4191 section 2.2")
        }
        @inlinable public static var isProxy: Field<Bool> {
            .init(
                "flag.p", "ND Proxy", bits: 13..<14,
                means: "The advertisement was passed on from another link, and is not to be passed on again.",
                in: "RFC 4389 section 4.1.3.3")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "flag.rsv", "Reserved", bits: 14..<16, means: "Flags without a meaning as yet.",
                in: "RFC 5175 section 3")
        }
        @inlinable public static var lifetime: Field<UInt16> {
            .init(
                "router_lifetime", "Router lifetime (s)", bits: 16..<32, preset: 1800,
                means: """
                    For how many seconds the router is a default. 0 says that it is none, though its prefixes count.
                    """, in: "RFC 4861 section 4.2")
        }
        @inlinable public static var reachableTime: Field<UInt32> {
            .init(
                "reachable_time", "Reachable time (ms)", bits: 32..<64,
                means: """
                    For how many milliseconds a neighbor counts as reachable after it answered; 0 leaves it open.
                    """, in: "RFC 4861 section 4.2")
        }
        @inlinable public static var retransmission: Field<UInt32> {
            .init(
                "retrans_timer", "Retrans timer (ms)", bits: 64..<96,
                means: """
                    How many milliseconds a host waits before it solicits a neighbor again; 0 leaves it open.
                    """, in: "RFC 4861 section 4.2")
        }
        public static var options: Repeated<NeighborOption> {
            .init(
                "", "Options", part: 1, means: "The router's link address, MTU, prefixes, name servers.",
                in: "RFC 4861 section 4.2")
        }
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
        public static var layout: PartLayout { .fixedAndRest(12) }
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
        public static var meaning: Meaning {
            .init(
                """
                What ARP's request is to IPv4: asks for a neighbor's link address, checks that it still answers, or
                that nobody has an address (then it comes from the unspecified address).
                """, in: "RFC 4861 section 4.3")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 0..<32, means: "Zeros of a neighbor solicitation.",
                in: "RFC 4861 section 4.3")
        }
        @inlinable public static var target: Field<IPv6Address> {
            .init(
                "nd.ns.target_address", "Target Address", bits: 32..<160,
                means: "The address that is asked for; never a group's.", in: "RFC 4861 section 4.3")
        }
        public static var options: Repeated<NeighborOption> {
            .init(
                "", "Options", part: 1, means: "The link address of who asks, left out while it looks for a duplicate.",
                in: "RFC 4861 section 4.3")
        }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(target), .init(options),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(20) }
    }

    public enum NeighborAdvertisement: Schema {
        public static var name: String { "icmpv6.nd.na" }
        public static var title: String { "Neighbor advertisement" }
        public static var meaning: Meaning {
            .init(
                """
                The answer to a solicitation, or news that nobody asked for: a host that changed its card.
                """, in: "RFC 4861 section 4.4")
        }
        @inlinable public static var flags: Field<UInt32> {
            .init(
                "flag", "Flags", bits: 0..<32, show: .hex,
                means: "What the advertisement says of its sender and of itself.", in: "RFC 4861 section 4.4")
        }
        @inlinable public static var isRouter: Field<Bool> {
            .init(
                "flag.r", "Router", bits: 0..<1,
                means: "The sender is a router; a host that stops to set it is dropped as a default.",
                in: "RFC 4861 section 4.4")
        }
        @inlinable public static var isSolicited: Field<Bool> {
            .init(
                "flag.s", "Solicited", bits: 1..<2,
                means: """
                    The advertisement answers a solicitation, so that the neighbor is known to be reachable both
                    ways.
                    """, in: "RFC 4861 section 4.4")
        }
        @inlinable public static var isOverride: Field<Bool> {
            .init(
                "flag.o", "Override", bits: 2..<3,
                means: """
                    What is known of the neighbor's link address is to be replaced; 0 for shared addresses and proxies.
                    """, in: "RFC 4861 section 4.4")
        }
        @inlinable public static var reserved: Field<UInt32> {
            .init(
                "flag.rsv", "Reserved", bits: 3..<32, means: "Bits of a neighbor advertisement that are zero.",
                in: "RFC 4861 section 4.4")
        }
        @inlinable public static var target: Field<IPv6Address> {
            .init(
                "target_address", "Target Address", bits: 32..<160,
                means: "The address whose card is told: who was asked for.", in: "RFC 4861 section 4.4")
        }
        public static var options: Repeated<NeighborOption> {
            .init("", "Options", part: 1, means: "The link address of the target.", in: "RFC 4861 section 4.4")
        }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(isRouter), .init(isSolicited), .init(isOverride), .init(reserved)]),
                .init(target), .init(options),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(20) }
    }

    public enum Redirect: Schema {
        public static var name: String { "icmpv6.nd.redirect" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Redirect" }
        public static var meaning: Meaning {
            .init(
                "A router tells a host of a better first hop, or that the destination is a neighbor.",
                in: "RFC 4861 section 4.5")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init("reserved", "Reserved", bits: 0..<32, means: "Zeros of a redirect.", in: "RFC 4861 section 4.5")
        }
        @inlinable public static var target: Field<IPv6Address> {
            .init(
                "nd.rd.target_address", "Target Address", bits: 32..<160,
                means: "The better first hop; the same as the destination where that is on the link.",
                in: "RFC 4861 section 4.5")
        }
        @inlinable public static var destination: Field<IPv6Address> {
            .init(
                "rd.na.destination_address", "Destination Address", bits: 160..<288,
                means: "The destination that the better hop is for.", in: "RFC 4861 section 4.5")
        }
        public static var options: Repeated<NeighborOption> {
            .init(
                "", "Options", part: 1, means: "The better hop's link address, and as much of the packet as fits.",
                in: "RFC 4861 section 4.5")
        }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(target), .init(destination), .init(options),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(36) }
    }
}
