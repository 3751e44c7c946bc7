public import Packets

extension BGP {
    /// Marks that policies act on. RFC 1997.
    public enum Communities: BGPAttribute {
        public static var title: String { "COMMUNITIES" }
        public static var keywords: [String] { ["communities"] }
        public static var list: Repeated<Community> {
            .init(
                "communities", "Communities", part: 0, heading: .presence,
                means: "Marks that routers act on by agreement.", in: "RFC 1997")
        }
        public static var tree: [AnyField] { [.init(list)] }
    }

    public enum Community: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.update.path_attribute" }
        public static var title: String { "Community" }
        public static var isHeadingOnly: Bool { true }

        public static var wellKnown: Field<WellKnown> {
            .init(
                "community_wellknown", "Community Well-known", bits: 0..<32, show: .hex,
                means: "A mark that means the same everywhere: 0xffffff01 is to be told to no other system.",
                in: "RFC 1997")
        }
        public static var system: Field<UInt16> {
            .init(
                "community_as", "Community AS", bits: 0..<16, means: "The system that says what the mark means.",
                in: "RFC 1997")
        }
        public static var value: Field<UInt16> {
            .init(
                "community_value", "Community value", bits: 16..<32, means: "The mark within that system.",
                in: "RFC 1997")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.update.path_attribute.community", "Community", means: "One mark of a route.",
                    in: "RFC 1997"),

                .when(octetsOf: Community.self, { $0.isWellKnown }, [.init(wellKnown)]),
                .unless(octetsOf: Community.self, { $0.isWellKnown }, [.init(system), .init(value)]),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }

        /// https://www.iana.org/assignments/bgp-well-known-communities
        public struct WellKnown: NamedNumber {
            public var rawValue: UInt32
            public init(rawValue: UInt32) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(0xffff_0000, "GRACEFUL_SHUTDOWN"), .init(0xffff_0001, "ACCEPT_OWN"),
                .init(0xffff_0002, "ROUTE_FILTER_TRANSLATED_v4"), .init(0xffff_0003, "ROUTE_FILTER_v4"),
                .init(0xffff_0004, "ROUTE_FILTER_TRANSLATED_v6"), .init(0xffff_0005, "ROUTE_FILTER_v6"),
                .init(0xffff_0006, "LLGR_STALE"), .init(0xffff_0007, "NO_LLGR"),
                .init(0xffff_0008, "accept-own-nexthop"), .init(0xffff_0009, "Standby PE"),
                .init(0xffff_029a, "BLACKHOLE"), .init(0xffff_ff01, "NO_EXPORT"), .init(0xffff_ff02, "NO_ADVERTISE"),
                .init(0xffff_ff03, "NO_EXPORT_SUBCONFED"), .init(0xffff_ff04, "NOPEER"),
            ]
        }
    }

    /// RFC 8092.
    public enum LargeCommunities: BGPAttribute {
        public static var title: String { "LARGE_COMMUNITY" }
        public static var keywords: [String] { ["large_community"] }
        public static var list: Repeated<LargeCommunity> {
            .init(
                "", "Large Communities", part: 0, heading: .none,
                means: "Marks with room for systems of four octets.", in: "RFC 8092 section 3")
        }
        public static var tree: [AnyField] { [.init(list)] }
    }

    public enum LargeCommunity: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.large_communities" }
        public static var title: String { "Large Community" }
        public static var isHeadingOnly: Bool { true }
        public static var system: Field<UInt32> {
            .init(
                "ga", "Global Administrator", bits: 0..<32, means: "The system that gives the large mark its meaning.",
                in: "RFC 8092 section 3")
        }
        public static var first: Field<UInt32> {
            .init(
                "ldp1", "Local Data Part 1", bits: 32..<64, means: "What shall be done, as a rule.",
                in: "RFC 8092 section 3")
        }
        public static var second: Field<UInt32> {
            .init(
                "ldp2", "Local Data Part 2", bits: 64..<96, means: "With or for whom, as a rule.",
                in: "RFC 8092 section 3")
        }
        public static var tree: [AnyField] { [.init(system), .init(first), .init(second)] }
        public static var layout: PartLayout { .fixed(12) }
    }

    /// RFC 4360.
    public enum ExtendedCommunities: BGPAttribute {
        public static var title: String { "EXTENDED_COMMUNITIES" }
        public static var keywords: [String] { ["extended_communities"] }
        public static var list: Repeated<ExtendedCommunity> {
            .init(
                "/bgp.ext_communities", "Carried extended communities", part: 0, heading: .presence,
                means: "Marks with a type, such as the VPNs that a route is for.", in: "RFC 4360 section 2")
        }
        public static var tree: [AnyField] { [.init(list)] }
    }

    public enum ExtendedCommunity: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.ext_com" }
        public static var title: String { "Community" }
        public static var isHeadingOnly: Bool { true }

        public static var type: Field<UInt8> {
            .init(
                "type", "Type", bits: 0..<8, show: .hex, auto: .variant,
                means: "Which form the mark has: 0 by a system of two octets, 1 by an address, 2 by a system of four.",
                in: "RFC 4360 section 3")
        }
        public static var isAssigned: Field<Bool> {
            .init(
                "type.auth", "IANA Authority", bits: 0..<1, means: "Who gives out the type's numbers.",
                in: "RFC 4360 section 2")
        }
        public static var isLocal: Field<Bool> {
            .init(
                "type.tran", "Transitive across ASes", bits: 1..<2,
                means: "1 keeps the mark within the own system.", in: "RFC 4360 section 2")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.ext_community", "Community", means: "One mark with a type.",
                    in: "RFC 4360 section 2"),
                .group(type, [.init(isAssigned), .init(isLocal)]),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type, [0: OfSystem.self, 1: OfAddress.self, 2: OfLongSystem.self],
                otherwise: UnknownCommunity.self)
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 8 ? LayerParts(1, 8) : nil
        }

        /// What the mark is for.
        public struct Purpose: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(0x02, "Route Target"), .init(0x03, "Route Origin"), .init(0x05, "OSPF Domain Identifier"),
                .init(0x07, "OSPF Router ID"), .init(0x08, "BGP Data Collection"), .init(0x09, "Source AS"),
                .init(0x0a, "L2VPN Identifier"), .init(0x0b, "VRF Route Import"),
            ]
        }
    }

    public enum OfSystem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.ext_com" }
        public static var title: String { "of a system" }
        public static var keywords: [String] { ["as2"] }
        public static var purpose: Field<ExtendedCommunity.Purpose> {
            .init(
                "stype_tr_as2", "Subtype (AS2)", bits: 0..<8, show: .hex, preset: 2,
                means: "What a mark by a system is for; 2 says which VPNs take the route.", in: "RFC 4360 section 4")
        }
        public static var system: Field<UInt16> {
            .init(
                "value_as2", "2-Octet AS", bits: 8..<24, means: "The system that gives the mark, in two octets.",
                in: "RFC 4360 section 3.1")
        }
        public static var number: Field<UInt32> {
            .init(
                "value_an4", "4-Octet AN", bits: 24..<56, means: "That system's number for it.",
                in: "RFC 4360 section 3.1")
        }
        public static var tree: [AnyField] { [.init(purpose), .init(system), .init(number)] }
        public static var layout: PartLayout { .exactly(7) }
    }

    public enum OfAddress: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.ext_com" }
        public static var title: String { "of an address" }
        public static var keywords: [String] { ["ip4"] }
        public static var purpose: Field<ExtendedCommunity.Purpose> {
            .init(
                "stype_tr_IP4", "Subtype (IPv4)", bits: 0..<8, show: .hex, preset: 2,
                means: "What a mark by an address is for.", in: "RFC 4360 section 3.2")
        }
        public static var address: Field<IPv4Address> {
            .init(
                "value_IP4", "IPv4 address", bits: 8..<40, means: "The router that gives the mark.",
                in: "RFC 4360 section 3.2")
        }
        public static var number: Field<UInt16> {
            .init(
                "value_an2", "2-Octet AN", bits: 40..<56, means: "The giver's own number for the mark.",
                in: "RFC 4360 section 3.2")
        }
        public static var tree: [AnyField] { [.init(purpose), .init(address), .init(number)] }
        public static var layout: PartLayout { .exactly(7) }
    }

    /// RFC 5668.
    public enum OfLongSystem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.ext_com" }
        public static var title: String { "of a system" }
        public static var keywords: [String] { ["as4"] }
        public static var purpose: Field<ExtendedCommunity.Purpose> {
            .init(
                "stype_tr_as4", "Subtype (AS4)", bits: 0..<8, show: .hex, preset: 2,
                means: "What a mark by a long number of a system is for.", in: "RFC 5668 section 2")
        }
        public static var system: Field<UInt32> {
            .init(
                "value_as4", "4-Octet AS", bits: 8..<40, means: "The system that gives the mark.",
                in: "RFC 5668 section 2")
        }
        public static var number: Field<UInt16> {
            .init(
                "value_an2", "2-Octet AN", bits: 40..<56, means: "The giver's own number for the mark.",
                in: "RFC 4360 section 3.2")
        }
        public static var tree: [AnyField] { [.init(purpose), .init(system), .init(number)] }
        public static var layout: PartLayout { .exactly(7) }
    }

    public enum UnknownCommunity: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.ext_com" }
        public static var title: String { "Community" }
        public static var value: Field<Octets> {
            .init(
                "data", "Data", part: 0, means: "A mark of another form, as octets.", in: "RFC 4360 section 3")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}

extension Layer where P == BGP.Community {
    /// Whether the mark is among those that mean the same everywhere.
    var isWellKnown: Bool { BGP.Community.WellKnown.name(of: UInt64(message.long(start))) != nil }
}
