public import Packets

extension BGP {
    /// What holds for the networks of an UPDATE: flags, a type, a length and a value. RFC 4271 section 4.3.
    public enum Attribute: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.update.path_attribute" }
        public static var title: String { "Path Attribute" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "next_hop=192.0.2.1" }

        public static var flags: Field<UInt8> {
            .init(
                "flags", "Flags", bits: 0..<8, show: .hex, preset: 0x40,
                means: "What a router does that does not know the attribute.", in: "RFC 4271 section 4.3")
        }
        public static var isOptional: Field<Bool> {
            .init(
                "flags.optional", "Optional", bits: 0..<1, means: "Not every router must know it.",
                in: "RFC 4271 section 4.3")
        }
        public static var isTransitive: Field<Bool> {
            .init(
                "flags.transitive", "Transitive", bits: 1..<2,
                means: "Who does not know the attribute passes it on all the same.", in: "RFC 4271 section 4.3")
        }
        public static var isPartial: Field<Bool> {
            .init(
                "flags.partial", "Partial", bits: 2..<3, means: "Some router on the way did not know it.",
                in: "RFC 4271 section 4.3")
        }
        public static var hasLongLength: Field<Bool> {
            .init(
                "flags.extended_length", "Extended-Length", bits: 3..<4, means: "The length has two octets.",
                in: "RFC 4271 section 4.3")
        }
        public static var unused: Field<UInt8> {
            .init(
                "flags.unused", "Unused", bits: 4..<8, show: .hex, means: "Four zeros of an attribute's flags.",
                in: "RFC 4271 section 4.3")
        }
        public static var type: Field<Kind> {
            .init(
                "type_code", "Type Code", bits: 8..<16, auto: .variant, preset: 1,
                means: """
                    What it tells: 1 where the route is from, 2 the systems on the way, 3 the next router, 4 and 5 which
                    way is better, 8 marks, 14 and 15 networks of other families.
                    """, in: "RFC 4271 section 5")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 0..<8, of: 1, auto: .length(.part(3)),
                means: "The octets of the attribute's value.", in: "RFC 4271 section 4.3")
        }
        public static var longLength: Field<UInt16> {
            .init(
                "length", "Length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "The octets of a value, where they may be more than 255.", in: "RFC 4271 section 4.3")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.update.path_attribute", "Path Attribute",
                    means: "One thing that holds for all networks of the message.",
                    in: "RFC 4271 section 5"),

                .group(
                    flags,
                    [
                        .init(isOptional), .init(isTransitive), .init(isPartial), .init(hasLongLength), .init(unused),
                    ]),
                .init(type), .unless(hasLongLength, is: true, [.init(length)]),
                .when(hasLongLength, is: true, [.init(longLength)]),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(3), by: type,
                [
                    1: Origin.self, 2: SystemPath.self, 3: NextHop.self, 4: Discriminator.self, 5: Preference.self,
                    6: AtomicAggregate.self, 7: Aggregator.self, 8: Communities.self, 9: Originator.self,
                    10: ClusterList.self, 14: Reachable.self, 15: Unreachable.self, 16: ExtendedCommunities.self,
                    17: LongSystemPath.self, 18: Aggregator.self, 26: AccumulatedMetric.self,
                    32: LargeCommunities.self,
                ], otherwise: UnknownAttribute.self)
        }

        /// flags and type | length | length in two octets | value
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let isLong = message.octet(from) & 0x10 != 0
            let start = isLong ? 4 : 3
            let end = start &+ (isLong ? Int(message.word(from &+ 2)) : Int(message.octet(from &+ 2)))
            guard from &+ end <= to else { return nil }
            return isLong ? LayerParts(2, 2, 4, end) : LayerParts(2, 3, 3, end)
        }

        /// https://www.iana.org/assignments/bgp-parameters
        public struct Kind: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "ORIGIN"), .init(2, "AS_PATH"), .init(3, "NEXT_HOP"), .init(4, "MULTI_EXIT_DISC"),
                .init(5, "LOCAL_PREF"), .init(6, "ATOMIC_AGGREGATE"), .init(7, "AGGREGATOR"), .init(8, "COMMUNITIES"),
                .init(9, "ORIGINATOR_ID"), .init(10, "CLUSTER_LIST"), .init(14, "MP_REACH_NLRI"),
                .init(15, "MP_UNREACH_NLRI"), .init(16, "EXTENDED_COMMUNITIES"), .init(17, "AS4_PATH"),
                .init(18, "AS4_AGGREGATOR"), .init(22, "PMSI_TUNNEL_ATTRIBUTE"), .init(23, "TUNNEL_ENCAPSULATION"),
                .init(26, "AIGP"), .init(29, "BGP-LS Attribute"), .init(32, "LARGE_COMMUNITY"),
                .init(33, "BGPsec_PATH"), .init(35, "OTC"), .init(40, "BGP Prefix-SID"), .init(128, "ATTR_SET"),
            ]
        }
    }
}

/// What fills an attribute.
public protocol BGPAttribute: Schema {}

extension BGPAttribute {
    public static var name: String { "" }
    public static var prefix: String { "bgp.update.path_attribute" }
}

extension BGP {
    public enum Origin: BGPAttribute {
        public static var title: String { "ORIGIN" }
        public static var keywords: [String] { ["origin"] }
        public static var value: Field<Source> {
            .init(
                "origin", "Origin", bits: 0..<8,
                means: "How the first system knew the network: 0 from inside, 1 by BGP's forerunner, 2 otherwise.",
                in: "RFC 4271 section 5.1.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(1) }

        public struct Source: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [.init(0, "IGP"), .init(1, "EGP"), .init(2, "INCOMPLETE")]
        }
    }

    public enum SystemPath: BGPAttribute {
        public static var title: String { "AS_PATH" }
        public static var keywords: [String] { ["as_path"] }
        public static var segments: Repeated<PathSegment> {
            .init(
                "", "Path Segments", part: 0,
                means: "The autonomous systems on the way to the network, the nearest first.",
                in: "RFC 4271 section 5.1.2")
        }
        public static var tree: [AnyField] { [.init(segments)] }
    }

    /// The path in full beside one that a router of two octets wrote. RFC 6793 section 3.
    public enum LongSystemPath: BGPAttribute {
        public static var title: String { "AS4_PATH" }
        public static var keywords: [String] { ["as4_path"] }
        public static var segments: Repeated<PathSegment> {
            .init(
                "", "Long Path Segments", part: 0, means: "The path whose numbers an old router could not carry.",
                in: "RFC 6793 section 3")
        }
        public static var tree: [AnyField] { [.init(segments)] }
    }

    /// Systems in order, or a set of them. Their numbers have four octets, or two from old routers; nothing in the message
    /// tells which but that it comes out even.
    public enum PathSegment: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.update.path_attribute.as_path_segment" }
        public static var title: String { "AS Path segment" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "{as=[65001]}" }

        public static var type: Field<Kind> {
            .init(
                "type", "Segment type", bits: 0..<8, preset: 2,
                means:
                    "2 is a sequence, 1 a set of systems whose routes were put together, 3 and 4 are within a union.",
                in: "RFC 5065 section 3")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Segment length (number of ASN)", bits: 8..<16, auto: .count(part: 2),
                means: "How many systems the segment names.", in: "RFC 4271 section 4.3")
        }
        public static var short: Repeated<ShortSystem> {
            .init("", "as2", part: 1, heading: .none, means: "Systems in two octets each.", in: "RFC 4271 section 4.3")
        }
        public static var long: Repeated<LongSystem> {
            .init("", "as", part: 2, heading: .none, means: "Systems in four octets each.", in: "RFC 6793 section 3")
        }
        public static var tree: [AnyField] {
            [
                BGP.presence(
                    of: Self.self, "/bgp.update.path_attribute.as_path_segment", "AS Path segment",
                    means: "Some of the systems on the way.",
                    in: "RFC 4271 section 4.3"),
                .init(type), .init(length), .init(short), .init(long),
            ]
        }

        /// type and count | systems in two octets | in four
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let count = Int(message.octet(from &+ 1))
            let long = 2 &+ count &* 4
            if tiles(message, from: from, to: to, size: 4) { return LayerParts(2, 2, long) }
            let short = 2 &+ count &* 2
            return from &+ short <= to ? LayerParts(2, short) : nil
        }

        /// Whether segments of systems of that size fill the octets.
        private static func tiles(_ message: RawSpan, from: Int, to: Int, size: Int) -> Bool {
            var at = from
            while at < to {
                guard 1...4 ~= message.octet(at) else { return false }
                at &+= 2 &+ Int(message.octet(at &+ 1)) &* size
            }
            return at == to
        }

        public struct Kind: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(1, "AS_SET"), .init(2, "AS_SEQUENCE"), .init(3, "AS_CONFED_SEQUENCE"), .init(4, "AS_CONFED_SET"),
            ]
        }

        public enum ShortSystem: ListItem {
            public static var name: String { "" }
            public static var isObsolete: Bool { true }
            public static var prefix: String { "bgp.update.path_attribute.as_path_segment" }
            public static var value: Field<UInt16> {
                .init(
                    "as2", "AS2", bits: 0..<16, means: "A system on the way, in two octets; 23456 where it took four.",
                    in: "RFC 4271 section 4.3")
            }
        }
        public enum LongSystem: ListItem {
            public static var name: String { "" }
            public static var prefix: String { "bgp.update.path_attribute.as_path_segment" }
            public static var value: Field<UInt32> {
                .init(
                    "as4", "AS4", bits: 0..<32, means: "A system on the way; one's own is a loop.",
                    in: "RFC 6793 section 3")
            }
        }
    }

    public enum NextHop: BGPAttribute {
        public static var title: String { "NEXT_HOP" }
        public static var keywords: [String] { ["next_hop"] }
        public static var value: Field<IPv4Address> {
            .init(
                "next_hop", "Next hop", bits: 0..<32, means: "The router to send packets for the networks to.",
                in: "RFC 4271 section 5.1.3")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum Discriminator: BGPAttribute {
        public static var title: String { "MULTI_EXIT_DISC" }
        public static var keywords: [String] { ["multi_exit_disc", "med"] }
        public static var value: Field<UInt32> {
            .init(
                "multi_exit_disc", "Multiple exit discriminator", bits: 0..<32,
                means: "Which of several links to the neighbor it prefers: the smaller number.",
                in: "RFC 4271 section 5.1.4")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum Preference: BGPAttribute {
        public static var title: String { "LOCAL_PREF" }
        public static var keywords: [String] { ["local_pref"] }
        public static var value: Field<UInt32> {
            .init(
                "local_pref", "Local preference", bits: 0..<32, preset: 100,
                means: "How much the own system prefers the route: the larger number, before all else.",
                in: "RFC 4271 section 5.1.5")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum AtomicAggregate: BGPAttribute {
        public static var title: String { "ATOMIC_AGGREGATE" }
        public static var keywords: [String] { ["atomic_aggregate"] }
        public static var tree: [AnyField] { [] }
    }

    /// RFC 4271 section 5.1.7; with the system in four octets, RFC 6793 section 3.
    public enum Aggregator: BGPAttribute {
        public static var title: String { "AGGREGATOR" }
        public static var keywords: [String] { ["aggregator"] }
        public static var short: Field<UInt16> {
            .init(
                "aggregator_as", "Aggregator AS", bits: 0..<16, of: 0,
                means: "The system that put routes together, in two octets.", in: "RFC 4271 section 5.1.7")
        }
        public static var long: Field<UInt32> {
            .init(
                "aggregator_as", "Aggregator AS", bits: 0..<32, of: 1,
                means: "The system that put several routes together.", in: "RFC 6793 section 3")
        }
        public static var origin: Field<IPv4Address> {
            .init(
                "aggregator_origin", "Aggregator origin", bits: 0..<32, of: 2,
                means: "The router that did so.", in: "RFC 4271 section 5.1.7")
        }
        public static var tree: [AnyField] {
            [
                .init(long), .when(octetsOf: Aggregator.self, { $0.parts.count(0) > 0 }, [.init(short)]),
                .init(origin),
            ]
        }
        /// system in two octets | in four | router
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            switch to &- from {
            case 6: LayerParts(2, 2, 6)
            case 8: LayerParts(0, 4, 8)
            default: nil
            }
        }
    }

    public enum Originator: BGPAttribute {
        public static var title: String { "ORIGINATOR_ID" }
        public static var keywords: [String] { ["originator_id"] }
        public static var value: Field<IPv4Address> {
            .init(
                "originator_id", "Originator identifier", bits: 0..<32,
                means: "The router within the system that first had the route; who finds itself drops it.",
                in: "RFC 4456 section 8")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum ClusterList: BGPAttribute {
        public static var title: String { "CLUSTER_LIST" }
        public static var keywords: [String] { ["cluster_list"] }
        public static var clusters: Repeated<Cluster> {
            .init(
                "/bgp.path_attribute.cluster_list", "Cluster List", part: 0, heading: .presence,
                means: "The reflectors that the route passed.", in: "RFC 4456 section 8")
        }
        public static var tree: [AnyField] { [.init(clusters)] }

        public enum Cluster: ListItem {
            public static var name: String { "" }
            public static var prefix: String { "bgp.path_attribute" }
            public static var value: Field<IPv4Address> {
                .init(
                    "cluster_id", "Cluster ID", bits: 0..<32, means: "One group of routers around a reflector.",
                    in: "RFC 4456 section 7")
            }
        }
    }

    /// RFC 7311 section 3.
    public enum AccumulatedMetric: BGPAttribute {
        public static var prefix: String { "bgp.update.attribute" }
        public static var title: String { "AIGP" }
        public static var keywords: [String] { ["aigp"] }
        public static var type: Field<UInt8> {
            .init(
                "aigp.type", "AIGP attribute type", bits: 0..<8, preset: 1, means: "1, the only form.",
                in: "RFC 7311 section 3")
        }
        public static var length: Field<UInt16> {
            .init(
                "aigp.length", "AIGP TLV length", bits: 8..<24, auto: .length(.header),
                means: "The octets of the metric with its header, 11.", in: "RFC 7311 section 3")
        }
        public static var metric: Field<UInt64> {
            .init(
                "aigp.accu_igp_metric", "AIGP Accumulated IGP Metric", bits: 24..<88,
                means: "How far the network is, over several systems of one owner.", in: "RFC 7311 section 3")
        }
        public static var tree: [AnyField] { [.init(type), .init(length), .init(metric)] }
        public static var layout: PartLayout { .fixed(11) }
    }

    public enum UnknownAttribute: BGPAttribute {
        public static var title: String { "Unknown" }
        public static var value: Field<Octets> {
            .init(
                "unknown_data", "Data", part: 0, means: "The value of an attribute without a format here.",
                in: "RFC 4271 section 5")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}
