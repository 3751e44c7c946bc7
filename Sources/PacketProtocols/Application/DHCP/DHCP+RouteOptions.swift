public import Packets

/// Options that are lists of pairs: filters and routes.
extension DHCP {
    /// Where source routes may lead. RFC 2132 section 4.3.
    public enum PolicyFilters: DHCPData {
        public static var field: StaticString { "policy_filter" }
        public static var label: StaticString { "Policy Filter" }
        public static var meaning: Meaning {
            .init("Where source routes may lead.", in: "RFC 2132 section 4.3")
        }
        public static var filters: Repeated<PolicyFilter> {
            .init("", "Filters", part: 0, means: "The pairs of an address and a mask.", in: "RFC 2132 section 4.3")
        }
        public static var tree: [AnyField] { [.init(filters)] }
    }

    public enum PolicyFilter: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option.policy_filter" }
        public static var title: String { "Policy Filter" }
        @inlinable public static var address: Field<IPv4Address> {
            .init(
                "ip", "IP Address", bits: 0..<32, means: "A destination to which source routes may lead.",
                in: "RFC 2132 section 4.3")
        }
        @inlinable public static var mask: Field<IPv4Address> {
            .init(
                "subnet_mask", "Subnet Mask", bits: 32..<64, means: "Which bits of a policy filter's address count.",
                in: "RFC 2132 section 4.3")
        }
        public static var tree: [AnyField] { [.init(address), .init(mask)] }
        public static var layout: PartLayout { .fixed(8) }
    }

    /// RFC 2132 section 5.8.
    public enum StaticRoutes: DHCPData {
        public static var field: StaticString { "static_route" }
        public static var label: StaticString { "Static Route" }
        public static var meaning: Meaning {
            .init("Routes by the old classes of addresses.", in: "RFC 2132 section 5.8")
        }
        public static var routes: Repeated<StaticRoute> {
            .init("", "Routes", part: 0, means: "The pairs of a destination and a router.", in: "RFC 2132 section 5.8")
        }
        public static var tree: [AnyField] { [.init(routes)] }
    }

    public enum StaticRoute: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dhcp.option.static_route" }
        public static var title: String { "Static Route" }
        @inlinable public static var destination: Field<IPv4Address> {
            .init(
                "ip", "Destination IP Address", bits: 0..<32,
                means: "The destination, whose class says how large a network it is; never 0.0.0.0.",
                in: "RFC 2132 section 5.8")
        }
        @inlinable public static var router: Field<IPv4Address> {
            .init(
                "router", "Destination Router", bits: 32..<64,
                means: "The router by which a static route's destination is reached.", in: "RFC 2132 section 5.8")
        }
        public static var tree: [AnyField] { [.init(destination), .init(router)] }
        public static var layout: PartLayout { .fixed(8) }
    }

    /// RFC 3442; Microsoft's code for the same thing is 249.
    public enum ClasslessRoutes: DHCPData {
        public static var field: StaticString { "classless_static_route" }
        public static var label: StaticString { "Subnet/MaskWidth-Router" }
        public static var meaning: Meaning {
            .init("Routes to networks of any size. A client that gets them ignores the router option.", in: "RFC 3442")
        }
        public static var routes: Repeated<ClasslessRoute> {
            .init("", "Routes", part: 0, means: "The routes, each a width, a destination and a router.", in: "RFC 3442")
        }
        public static var tree: [AnyField] { [.init(routes)] }
    }

    /// A prefix's length, as many octets of it as it needs, and a router.
    public enum ClasslessRoute: Schema {
        public static var name: String { "dhcp.option.classless_static_route" }
        public static var title: String { "Classless route" }
        public static var itemExample: String? { "{width=8,destination=0a,router=10.0.0.1}" }
        public static var meaning: Meaning {
            .init("One route; width 0 is the default route.", in: "RFC 3442")
        }
        @inlinable public static var width: Field<UInt8> {
            .init(
                "width", "Prefix length", bits: 0..<8, means: "How many bits of the destination count, from 0 to 32.",
                in: "RFC 3442")
        }
        /// As many octets as the width needs.
        @inlinable public static var destination: Field<Octets> {
            .init(
                "destination", "Destination", part: 1,
                means: "As many octets of the network's address as the width needs.", in: "RFC 3442")
        }
        @inlinable public static var router: Field<IPv4Address> {
            .init(
                "router", "Router", bits: 0..<32, of: 2,
                means: """
                    The router of the route; 0.0.0.0 says that the network is on the link. Forged routes take traffic
                    out of VPNs.
                    """, in: "RFC 3442")
        }
        public static var tree: [AnyField] { [.init(width), .init(destination), .init(router)] }

        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let length = Int(message.octet(from))
            let end = 1 + (length + 7) / 8 + 4
            return length <= 32 && to - from >= end ? LayerParts(1, end - 4, end) : nil
        }
    }

    /// Names in the form of DNS, whose pointers count from the option's data. RFC 3397 section 2.
    public enum DomainSearch: DHCPData {
        public static var field: StaticString { "dhcp_dns_domain_search_list_fqdn" }
        public static var label: StaticString { "FQDN" }
        public static var meaning: Meaning {
            .init("The domains in which short names are looked up, one after the other.", in: "RFC 3397 section 2")
        }
        public static var domains: Derived<DomainSearch, TextList> {
            .init(field, label, means: meaning.words, in: meaning.source) { search, _ in
                let end = search.start + search.parts.total
                let data = search.message.clamped(0, end)
                var domains: [String] = []
                var offset = search.start
                while offset < end, let next = DNSName.end(data, from: offset, to: end, base: search.start) {
                    var text = TextBuffer()
                    guard DNSName.write(data, from: offset, to: end, base: search.start, into: &text) == .name else {
                        break
                    }
                    domains.append(String(decoding: text))
                    offset = next
                }
                return TextList(domains)
            }
        }
        public static var tree: [AnyField] { [.init(domains)] }
    }
}
