public import Packets

extension BGP {
    /// Routes that are there from now on, and such that are no more. RFC 4271 section 4.3.
    public enum Update: Schema {
        public static var name: String { "" }
        public static var prefix: String { "bgp.update" }
        public static var title: String { "UPDATE" }

        public static var withdrawnLength: Field<UInt16> {
            .init(
                "withdrawn_routes.length", "Withdrawn Routes Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of withdrawn networks.", in: "RFC 4271 section 4.3")
        }
        public static var withdrawn: Repeated<WithdrawnPrefix> {
            .init(
                "withdrawn_routes", "Withdrawn Routes", part: 1, heading: .presence,
                means: "Networks that the sender no longer leads to.", in: "RFC 4271 section 4.3")
        }
        public static var attributesLength: Field<UInt16> {
            .init(
                "path_attributes.length", "Total Path Attribute Length", bits: 0..<16, of: 2,
                auto: .length(.part(3)), means: "The octets of all attributes together.", in: "RFC 4271 section 4.3")
        }
        public static var attributes: Repeated<Attribute> {
            .init(
                "path_attributes", "Path attributes", part: 3, heading: .presence,
                means: "What holds for all networks of the message.", in: "RFC 4271 section 5")
        }
        public static var networks: Repeated<Prefix> {
            .init(
                "nlri", "Network Layer Reachability Information (NLRI)", part: 4, heading: .presence,
                means: "The networks that the sender leads to, of IPv4; others are in an attribute.",
                in: "RFC 4271 section 4.3")
        }
        public static var tree: [AnyField] {
            [.init(withdrawnLength), .init(withdrawn), .init(attributesLength), .init(attributes), .init(networks)]
        }

        /// length | withdrawn networks | length | attributes | networks
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let withdrawn = 2 &+ Int(message.word(from))
            let attributes = withdrawn &+ 2 &+ Int(message.word(from &+ withdrawn))
            guard from &+ withdrawn &+ 2 <= to, from &+ attributes <= to else { return nil }
            return LayerParts(2, withdrawn, withdrawn &+ 2, attributes, to &- from)
        }
    }

    /// A network: how many bits of its address count, and as many octets as they take. RFC 4271 section 4.3.
    public enum Prefix: BGPPrefix {
        public typealias Address = IPv4Address
        public static var addressName: StaticString { "/bgp.nlri_prefix" }
        public static var words: StaticString { "A network that is reached: the first addresses of it." }
        public static var textWords: StaticString { "The network as one writes it: 203.0.113.0/24." }
        public static var textName: StaticString { "nlri_cidr" }
    }
    public enum WithdrawnPrefix: BGPPrefix {
        public typealias Address = IPv4Address
        public static var addressName: StaticString { "/bgp.withdrawn_prefix" }
        public static var words: StaticString { "A network that is no longer reached." }
        public static var textWords: StaticString { "The lost network with its length." }
        public static var textName: StaticString { "withdrawn_cidr" }
    }
    /// What an attribute brings of each family. RFC 4760 section 5.
    public enum ReachedPrefix4: BGPPrefix {
        public typealias Address = IPv4Address
        public static var addressName: StaticString { "/bgp.mp_reach_nlri_ipv4_prefix" }
        public static var words: StaticString { "A network of IPv4 that an attribute tells of." }
        public static var textWords: StaticString { "That network of IPv4 with its length." }
        public static var textName: StaticString { "mp_reach_nlri_ipv4_cidr" }
    }
    public enum ReachedPrefix6: BGPPrefix {
        public typealias Address = IPv6Address
        public static var addressName: StaticString { "/bgp.mp_reach_nlri_ipv6_prefix" }
        public static var words: StaticString { "A network of IPv6 that is reached." }
        public static var textWords: StaticString { "The network of IPv6 as one writes it: 2001:db8::/32." }
        public static var textName: StaticString { "mp_reach_nlri_ipv6_cidr" }
    }
    public enum LostPrefix4: BGPPrefix {
        public typealias Address = IPv4Address
        public static var addressName: StaticString { "/bgp.mp_unreach_nlri_ipv4_prefix" }
        public static var words: StaticString { "A network of IPv4 that an attribute takes back." }
        public static var textWords: StaticString { "The network that is taken back, with its length." }
        public static var textName: StaticString { "mp_unreach_nlri_ipv4_cidr" }
    }
    public enum LostPrefix6: BGPPrefix {
        public typealias Address = IPv6Address
        public static var addressName: StaticString { "/bgp.mp_unreach_nlri_ipv6_prefix" }
        public static var words: StaticString { "A network of IPv6 that is no longer reached." }
        public static var textWords: StaticString { "The lost network of IPv6 with its length." }
        public static var textName: StaticString { "mp_unreach_nlri_ipv6_cidr" }
    }
}
