public import Packets

extension BGP {
    /// Networks of another family that are reached, and by whom. RFC 4760 section 3.
    public enum Reachable: BGPAttribute {
        public static var prefix: String { "bgp.update.path_attribute.mp_reach_nlri" }
        public static var title: String { "MP_REACH_NLRI" }
        public static var keywords: [String] { ["mp_reach"] }
        public static var family: Field<AddressFamily> {
            .init(
                "afi", "Address family identifier (AFI)", bits: 0..<16, preset: 2,
                means: "Whose addresses the networks have that are reached.", in: "RFC 4760 section 3")
        }
        public static var subsequent: Field<SubsequentFamily> {
            .init(
                "safi", "Subsequent address family identifier (SAFI)", bits: 16..<24, preset: 1,
                means: "What kind of routes are told.", in: "RFC 4760 section 3")
        }
        public static var nextHopLength: Field<UInt8> {
            .init(
                "next_hop.length", "Next hop length", bits: 24..<32, auto: .length(.part(1)),
                means: "The octets of the next router's address, 32 where a second one is the link's.",
                in: "RFC 2545 section 3")
        }
        public static var nextHop: Field<Octets> {
            .init(
                "next_hop.octets", "Next hop", part: 1, means: "The router to send packets for these networks to.",
                in: "RFC 4760 section 3")
        }
        public static var countedNextHop: Derived<Reachable, OctetRange> {
            .init(
                "next_hop", "Next hop", readsFlow: false, means: "The next router with the length before it.",
                in: "RFC 4760 section 3"
            ) { reachable, packet in
                let at = reachable.offset(in: packet)
                return OctetRange(at &+ 3, at &+ reachable.parts.end(1))
            }
        }
        public static var nextHop4: Field<IPv4Address> {
            .init(
                "next_hop.ipv4", "IPv4 Address", bits: 0..<32, of: 1, means: "That router, where it has IPv4.",
                in: "RFC 4760 section 3")
        }
        public static var nextHop6: Field<IPv6Address> {
            .init(
                "next_hop.ipv6", "IPv6 Address", bits: 0..<128, of: 1, means: "That router's address for all.",
                in: "RFC 2545 section 3")
        }
        public static var linkLocal: Field<IPv6Address> {
            .init(
                "next_hop.ipv6.link_local", "Link-local Address", bits: 128..<256, of: 1,
                means: "Its address on the link, for a neighbor.", in: "RFC 2545 section 3")
        }
        public static var attachments: Field<UInt8> {
            .init(
                "nbr_snpa", "Number of Subnetwork points of attachment (SNPA)", bits: 0..<8, of: 2,
                means: "0, and ignored.", in: "RFC 4760 section 3")
        }
        public static var networks4: Repeated<ReachedPrefix4> {
            .init("", "IPv4 Networks", part: 3, heading: .none, means: "Networks of IPv4.", in: "RFC 4760 section 5")
        }
        public static var networks6: Repeated<ReachedPrefix6> {
            .init("", "IPv6 Networks", part: 4, heading: .none, means: "Networks of IPv6.", in: "RFC 4760 section 5")
        }
        public static var others: Field<Octets> {
            .init(
                "others", "Networks", part: 5, means: "Networks of a family without a format here.",
                in: "RFC 4760 section 5")
        }
        public static var tree: [AnyField] {
            [
                .init(family), .init(subsequent), .init(nextHopLength), .init(countedNextHop),
                .group(
                    nextHop,
                    [
                        .when(octetsOf: Reachable.self, { $0.parts.count(1) == 4 }, [.init(nextHop4)]),
                        .when(octetsOf: Reachable.self, { $0.parts.count(1) & 15 == 0 }, [.init(nextHop6)]),
                        .when(octetsOf: Reachable.self, { $0.parts.count(1) == 32 }, [.init(linkLocal)]),
                    ]),
                .init(attachments), .init(networks4), .init(networks6), .init(others),
            ]
        }

        /// families and length | next router | zero | IPv4 | IPv6 | others
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let start = 5 &+ Int(message.octet(from &+ 3))
            guard from &+ start <= to else { return nil }
            let (end4, end6) = ends(message, from: from, start: start, all: to &- from)
            return LayerParts(4, start &- 1, start, end4, end6, to &- from)
        }
    }

    /// Networks of another family that are no longer reached. RFC 4760 section 4.
    public enum Unreachable: BGPAttribute {
        public static var prefix: String { "bgp.update.path_attribute.mp_unreach_nlri" }
        public static var title: String { "MP_UNREACH_NLRI" }
        public static var keywords: [String] { ["mp_unreach"] }
        public static var family: Field<AddressFamily> {
            .init(
                "afi", "Address family identifier (AFI)", bits: 0..<16, preset: 2,
                means: "Whose addresses the networks have that are lost.", in: "RFC 4760 section 4")
        }
        public static var subsequent: Field<SubsequentFamily> {
            .init(
                "safi", "Subsequent address family identifier (SAFI)", bits: 16..<24, preset: 1,
                means: "What kind of routes are taken back.", in: "RFC 4760 section 4")
        }
        public static var networks4: Repeated<LostPrefix4> {
            .init(
                "", "Lost IPv4 Networks", part: 1, heading: .none, means: "Networks of IPv4 to forget.",
                in: "RFC 4760 section 4")
        }
        public static var networks6: Repeated<LostPrefix6> {
            .init(
                "", "Lost IPv6 Networks", part: 2, heading: .none, means: "Networks of IPv6 to forget.",
                in: "RFC 4760 section 4")
        }
        public static var others: Field<Octets> {
            .init(
                "others", "Networks", part: 3, means: "Networks to forget, of a family without a format here.",
                in: "RFC 4760 section 4")
        }
        public static var tree: [AnyField] {
            [
                .init(family), .init(subsequent), .init(networks4), .init(networks6), .init(others),
            ]
        }

        /// families | IPv4 | IPv6 | others
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 3 else { return nil }
            let (end4, end6) = ends(message, from: from, start: 3, all: to &- from)
            return LayerParts(3, end4, end6, to &- from)
        }
    }

    /// Where networks of IPv4 and those of IPv6 end that begin at `start`, of an attribute that begins with its families.
    private static func ends(_ message: RawSpan, from: Int, start: Int, all: Int) -> (Int, Int) {
        // Of others but single hosts and groups, labels and more stand before the networks.
        switch 1...2 ~= message.octet(from &+ 2) ? message.word(from) : 0 {
        case 1: (all, all)
        case 2: (start, all)
        default: (start, start)
        }
    }
}
