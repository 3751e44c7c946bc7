/// What the types of the routing header hold.
extension IPv6Routing {
    /// One node of a route.
    public enum Hop: ListItem {
        public static var name: String { "ipv6.routing.hop" }
        public static var meaning: Meaning {
            .init("One address of the old source route.", in: "RFC 2460 section 4.4")
        }
        @inlinable public static var value: Field<IPv6Address> {
            .init(
                "src.addr", "Address", bits: 0..<128, means: "A node of the old source route.",
                in: "RFC 2460 section 4.4")
        }
    }

    /// Deprecated. RFC 2460 section 4.4, RFC 5095.
    public enum SourceRoute: Variant {
        public static var name: String { "ipv6.routing.src" }
        public static var title: String { "Source Route" }
        public static var meaning: Meaning {
            .init("The route of type 0, which nodes must refuse.", in: "RFC 5095 section 3")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "src.reserved", "Reserved", bits: 0..<32,
                means: "Four octets of zeros before the old route's addresses.", in: "RFC 2460 section 4.4")
        }
        public static var addresses: Repeated<Hop> {
            .init("", "Addresses", part: 1, means: "The nodes to pass, in order.", in: "RFC 2460 section 4.4")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(addresses)] }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 6275 section 6.4.
    public enum HomeAddress: Variant {
        public static var name: String { "ipv6.routing.mipv6" }
        public static var title: String { "Type 2" }
        public static var meaning: Meaning {
            .init("The route of type 2, by which packets reach a mobile node where it is.", in: "RFC 6275 section 6.4")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "mipv6.reserved", "Reserved", bits: 0..<32, means: "Zeros before the home address.",
                in: "RFC 6275 section 6.4")
        }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "mipv6.home_address", "Home Address", bits: 32..<160,
                means: """
                    The mobile node's own address, which takes the place of the one that the packet was sent to.
                    """, in: "RFC 6275 section 6.4")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(address)] }
        public static var layout: PartLayout { .fixed(20) }
    }

    /// Addresses without the octets that they share with the destination. RFC 6554 section 3.
    public enum LowPowerRoute: Schema {
        public static var name: String { "ipv6.routing.rpl" }
        public static var title: String { "RPL Source Route" }
        public static var meaning: Meaning {
            .init(
                """
                The route of type 3, through a network of low-power nodes; addresses leave out what they share.
                """, in: "RFC 6554 section 3")
        }
        @inlinable public static var compressedInternal: Field<UInt32> {
            .init(
                "cmprI", "Compressed Internal Octets (CmprI)", bits: 0..<4,
                means: "Octets that each address but the last leaves out.", in: "RFC 6554 section 3")
        }
        @inlinable public static var compressedFinal: Field<UInt32> {
            .init(
                "cmprE", "Compressed Final Octets (CmprE)", bits: 4..<8,
                means: "Octets that the last address leaves out.", in: "RFC 6554 section 3")
        }
        @inlinable public static var padding: Field<UInt32> {
            .init(
                "pad", "Padding Bytes", bits: 8..<12, means: "Octets behind the addresses, up to a word of eight.",
                in: "RFC 6554 section 3")
        }
        @inlinable public static var reserved: Field<UInt32> {
            .init(
                "reserved", "Reserved", bits: 12..<32, means: "Twenty bits of zero before the compressed addresses.",
                in: "RFC 6554 section 3")
        }
        public static var addressCount: Derived<LowPowerRoute, Int32> {
            .init(
                "addr_count", "Total Address Count", readsFlow: false,
                means: "How many addresses there are, as the lengths give it.", in: "RFC 6554 section 3"
            ) { route, _ in
                let octets = route.parts.total - 4 - Int(route.padding) - (16 - Int(route.compressedFinal))
                let size = 16 - Int(route.compressedInternal)
                return octets < 0 ? Int32(octets / size) : Int32(octets / size + 1)
            }
        }
        @inlinable public static var addresses: Field<Octets> { .init("", "Addresses", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(compressedInternal), .init(compressedFinal), .init(padding), .init(reserved),
                .init(addressCount), .init(addresses),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 8754 section 2.
    public enum SegmentRoute: Schema {
        public static var name: String { "ipv6.routing.srh" }
        public static var title: String { "Segment Routing" }
        public static var meaning: Meaning {
            .init(
                """
                Segment routing: a list of places and services that the packet passes within one operator's network.
                """, in: "RFC 8754 section 2")
        }
        @inlinable public static var lastEntry: Field<UInt8> {
            .init(
                "last_entry", "Last Entry", bits: 0..<8, means: "The index of the list's last entry, from 0.",
                in: "RFC 8754 section 2")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "flags", "Flags", bits: 8..<16, show: .hex,
                means: "None is defined but for OAM; they are sent as zero.", in: "RFC 8754 section 2")
        }
        @inlinable public static var tag: Field<Octets> {
            .init(
                "tag", "Tag", bits: 16..<32, means: "Marks packets that are to be treated alike.",
                in: "RFC 8754 section 2")
        }
        public static var segments: Repeated<Segment> {
            .init(
                "", "Segment list", part: 1, means: "The segments, the last of the path first.",
                in: "RFC 8754 section 2")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Type-length-values", part: 2) }
        public static var tree: [AnyField] {
            [
                .init(lastEntry), .init(flags), .init(tag), .init(segments), .init(rest),
            ]
        }

        /// fixed | segments | type-length-values
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            let segments = 4 &+ (Int(message.octet(from)) &+ 1) &* 16
            return LayerParts(4, min(segments, to &- from), to &- from)
        }

        public enum Segment: ListItem {
            public static var name: String { "ipv6.routing.srh.segment" }
            public static var title: String { "Segment" }
            public static var meaning: Meaning {
                .init("One segment of the list.", in: "RFC 8754 section 2")
            }
            @inlinable public static var value: Field<IPv6Address> {
                .init(
                    "addr", "Address", bits: 0..<128,
                    means: "An address that stands for a node, a link or a function there.", in: "RFC 8986 section 3.1")
            }
        }
    }

    /// RFC 9631 section 4, with identifiers of 16 bits.
    public enum CompactRoute16: Schema {
        public static var name: String { "ipv6.routing.crh16" }
        public static var title: String { "CRH-16" }
        public static var meaning: Meaning {
            .init(
                "A route in identifiers of 16 bits, each of which a node translates to an address.",
                in: "RFC 9631 section 4")
        }
        public static var identifiers: Repeated<Identifier> {
            .init(
                "", "Segment identifiers", part: 0, means: "The short identifiers of the route.",
                in: "RFC 9631 section 4")
        }
        public static var tree: [AnyField] { [.init(identifiers)] }

        public enum Identifier: ListItem {
            public static var name: String { "ipv6.routing.crh16.segment" }
            public static var title: String { "Segment" }
            public static var meaning: Meaning {
                .init("One identifier of 16 bits.", in: "RFC 9631 section 4")
            }
            @inlinable public static var value: Field<UInt16> {
                .init(
                    "sid", "Segment ID", bits: 0..<16,
                    means: "A number into the table of the node that the packet is at.", in: "RFC 9631 section 4")
            }
        }
    }

    /// RFC 9631 section 4, with identifiers of 32 bits.
    public enum CompactRoute32: Schema {
        public static var name: String { "ipv6.routing.crh32" }
        public static var title: String { "CRH-32" }
        public static var meaning: Meaning {
            .init("A route in identifiers of 32 bits, for networks that need more of them.", in: "RFC 9631 section 4")
        }
        public static var identifiers: Repeated<Identifier> {
            .init(
                "", "Segment identifiers", part: 0, means: "The longer identifiers of the route.",
                in: "RFC 9631 section 4")
        }
        public static var tree: [AnyField] { [.init(identifiers)] }

        public enum Identifier: ListItem {
            public static var name: String { "ipv6.routing.crh32.segment" }
            public static var title: String { "Segment" }
            public static var meaning: Meaning {
                .init("One identifier of 32 bits.", in: "RFC 9631 section 4")
            }
            @inlinable public static var value: Field<UInt32> {
                .init(
                    "sid", "Segment ID", bits: 0..<32, means: "A longer number into a node's table.",
                    in: "RFC 9631 section 4")
            }
        }
    }

    public enum UnknownRoute: Variant {
        public static var name: String { "ipv6.routing.unknown" }
        public static var title: String { "Type-specific data" }
        public static var meaning: Meaning {
            .init(
                """
                A route of a type that has no format here. A node that must visit more of it drops the packet.
                """, in: "RFC 8200 section 4.4")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "unknown_data", "Type-Specific Data", part: 0,
                means: "The route's octets, behind the number of segments left.", in: "RFC 8200 section 4.4")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}
