/// What the options of neighbor discovery hold.
extension NeighborOption {
    /// RFC 4861 section 4.6.1.
    public enum SourceLinkAddress: Variant {
        public static var name: String { "icmpv6.opt.source" }
        public static var title: String { "Source link-layer address" }
        public static var meaning: Meaning {
            .init("The link address of who sends the message.", in: "RFC 4861 section 4.6.1")
        }
        @inlinable public static var address: Field<MACAddress> {
            .init(
                "src_linkaddr", "Source Link-layer address", bits: 0..<48,
                means: "The sender's card, where the link is like Ethernet. Receivers keep it, and need not ask.",
                in: "RFC 4861 section 4.6.1")
        }
        @inlinable public static var linkAddress: Field<Octets> {
            .init(
                "linkaddr", "Link-layer address", part: 1, means: "The sender's link address, whatever its length.",
                in: "RFC 4861 section 4.6.1")
        }
        public static var tree: [AnyField] {
            [
                .init(address),
                .alias(
                    "linkaddr", "Link-layer address", address,
                    means: "The link address that an option holds, of sender or target.", in: "RFC 4861 section 4.6.1"),
                .init(linkAddress),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// RFC 4861 section 4.6.1.
    public enum TargetLinkAddress: Variant {
        public static var name: String { "icmpv6.opt.target" }
        public static var title: String { "Target link-layer address" }
        public static var meaning: Meaning {
            .init("The link address of who is asked for, or of the better first hop.", in: "RFC 4861 section 4.6.1")
        }
        @inlinable public static var address: Field<MACAddress> {
            .init(
                "target_linkaddr", "Target Link-layer address", bits: 0..<48,
                means: "The card of the target: what neighbor discovery is there to find.", in: "RFC 4861 section 4.6.1"
            )
        }
        @inlinable public static var linkAddress: Field<Octets> {
            .init(
                "linkaddr", "Link-layer address", part: 1,
                means: "The target's link address on a link that is not like Ethernet.", in: "RFC 4861 section 4.6.1")
        }
        public static var tree: [AnyField] {
            [
                .init(address),
                .alias(
                    "linkaddr", "Link-layer address", address,
                    means: "A target's link address under the name that both options share.",
                    in: "RFC 4861 section 4.6.1"), .init(linkAddress),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// RFC 4861 section 4.6.2; the router address flag: RFC 6275 section 7.2.
    public enum PrefixInformation: Variant {
        public static var name: String { "icmpv6.opt.prefix_information" }
        public static var title: String { "Prefix information" }
        public static var meaning: Meaning {
            .init(
                """
                A prefix of the link: whether it is reached directly, and whether hosts make addresses from it.
                """, in: "RFC 4861 section 4.6.2")
        }
        public static var keyword: String { "prefix" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "prefix.length", "Prefix Length", bits: 0..<8, preset: 64,
                means: "How many bits of the prefix count. Hosts make addresses only from one of 64.",
                in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "prefix.flag", "Flag", bits: 8..<16, show: .hex, preset: 0xc0,
                means: "What hosts may do with the prefix.", in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var isOnLink: Field<Bool> {
            .init(
                "prefix.flag.l", "On-link flag(L)", bits: 8..<9,
                means: "Addresses of the prefix are neighbors, reached without the router.",
                in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var isAutonomous: Field<Bool> {
            .init(
                "prefix.flag.a", "Autonomous address-configuration flag(A)", bits: 9..<10,
                means: "Hosts may make their own addresses from the prefix (SLAAC).", in: "RFC 4862 section 5.5.3")
        }
        @inlinable public static var isRouter: Field<Bool> {
            .init(
                "prefix.flag.r", "Router address flag(R)", bits: 10..<11,
                means: "The prefix field holds the router's whole address.", in: "RFC 6275 section 7.2")
        }
        @inlinable public static var flagsReserved: Field<UInt8> {
            .init(
                "prefix.flag.reserved", "Reserved", bits: 11..<16, means: "Bits of a prefix's flags that are zero.",
                in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var validLifetime: Field<UInt32> {
            .init(
                "prefix.valid_lifetime", "Valid Lifetime", bits: 16..<48, preset: 2_592_000,
                means: "For how many seconds addresses of the prefix are good; all ones for ever.",
                in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var preferredLifetime: Field<UInt32> {
            .init(
                "prefix.preferred_lifetime", "Preferred Lifetime", bits: 48..<80, preset: 604_800,
                means: """
                    For how many seconds new connections may begin from them; then they are deprecated. 0 is how a
                    network is renumbered.
                    """, in: "RFC 4861 section 4.6.2")
        }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 80..<112) }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "prefix", "Prefix", bits: 112..<240, means: "The prefix itself; bits beyond its length are zero.",
                in: "RFC 4861 section 4.6.2")
        }
        public static var tree: [AnyField] {
            [
                .init(length),
                .group(
                    flags, [.init(isOnLink), .init(isAutonomous), .init(isRouter), .init(flagsReserved)]),
                .init(validLifetime), .init(preferredLifetime), .init(reserved), .init(address),
            ]
        }
        public static var layout: PartLayout { .exactly(30) }
    }

    /// RFC 4861 section 4.6.3.
    public enum RedirectedHeader: Variant {
        public static var name: String { "icmpv6.opt.redirected" }
        public static var title: String { "Redirected header" }
        public static var meaning: Meaning {
            .init("As much as fits of the packet that made the router send a redirect.", in: "RFC 4861 section 4.6.3")
        }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<48) }
        @inlinable public static var packet: Field<Octets> { .init("", "Redirected Packet", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(packet)] }
        public static var layout: PartLayout { .fixedAndRest(6) }
    }

    /// RFC 4861 section 4.6.4.
    public enum MTU: Variant {
        public static var name: String { "icmpv6.opt.link_mtu" }
        public static var title: String { "MTU" }
        public static var meaning: Meaning {
            .init("The MTU that all hosts of the link shall use.", in: "RFC 4861 section 4.6.4")
        }
        public static var keyword: String { "mtu" }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        @inlinable public static var size: Field<UInt32> {
            .init(
                "mtu", "MTU", bits: 16..<48, preset: 1500,
                means: """
                    The largest packet in octets, at least 1280. Hosts take none that is larger than their link's own.
                    """, in: "RFC 4861 section 4.6.4")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(size)] }
        public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 6275 section 7.3.
    public enum AdvertisementInterval: Variant {
        public static var name: String { "icmpv6.opt.interval" }
        public static var title: String { "Advertisement interval" }
        public static var meaning: Meaning {
            .init(
                "How often the router advertises; mobile nodes tell by it that they have moved.",
                in: "RFC 6275 section 7.3")
        }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        @inlinable public static var interval: Field<UInt32> {
            .init(
                "advertisement_interval", "Advertisement Interval", bits: 16..<48,
                means: "The longest time between two advertisements, in milliseconds.", in: "RFC 6275 section 7.3")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(interval)] }
        public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 6275 section 7.4.
    public enum HomeAgentInformation: Variant {
        public static var name: String { "icmpv6.opt.home_agent" }
        public static var title: String { "Home agent information" }
        public static var meaning: Meaning {
            .init("How good a home agent the router is.", in: "RFC 6275 section 7.4")
        }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        @inlinable public static var preference: Field<UInt16> {
            .init(
                "home_agent_preference", "Home Agent Preference", bits: 16..<32, means: "A higher number is preferred.",
                in: "RFC 6275 section 7.4")
        }
        @inlinable public static var lifetime: Field<UInt16> {
            .init(
                "home_agent_lifetime", "Home Agent Lifetime", bits: 32..<48,
                means: "For how many seconds it may be used as a home agent; never 0.", in: "RFC 6275 section 7.4")
        }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(preference), .init(lifetime),
            ]
        }
        public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 3971 section 5.3.2.
    public enum Nonce: Variant {
        public static var name: String { "icmpv6.opt.random" }
        public static var title: String { "Nonce" }
        public static var meaning: Meaning {
            .init(
                """
                Ties an advertisement to the solicitation that it answers; in probes it tells the host its own,
                looped back.
                """, in: "RFC 3971 section 5.3")
        }
        public static var keyword: String { "nonce" }
        @inlinable public static var nonce: Field<Octets> {
            .init(
                "nonce", "Nonce", part: 0, means: "At least six random octets, which the answer repeats.",
                in: "RFC 3971 section 5.3.2")
        }
        public static var tree: [AnyField] { [.init(nonce)] }
    }

    /// RFC 4191 section 2.3.
    public enum RouteInformation: Variant {
        public static var name: String { "icmpv6.opt.route" }
        public static var title: String { "Route information" }
        public static var meaning: Meaning {
            .init("A route that hosts shall take through this router.", in: "RFC 4191 section 2.3")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "prefix.length", "Prefix Length", bits: 0..<8,
                means: "How many bits of the route's prefix count; 0 is a default route.", in: "RFC 4191 section 2.3")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "route_info.flag", "Flag", bits: 8..<16, show: .hex,
                means: "The octet that holds the route's preference.", in: "RFC 4191 section 2.3")
        }
        @inlinable public static var preference: Field<ICMPv6.RouterPreference> {
            .init(
                "route_info.flag.route_preference", "Route Preference", bits: 11..<13,
                means: """
                    Which of several routers to take for this route: 1 is high, 0 medium, 3 low; 2 means that the
                    option is ignored.
                    """, in: "RFC 4191 section 2.3")
        }
        @inlinable public static var lifetime: Field<UInt32> {
            .init(
                "route_lifetime", "Route Lifetime", bits: 16..<48,
                means: "For how many seconds the route is good; 0 takes it back.", in: "RFC 4191 section 2.3")
        }
        @inlinable public static var address: Field<LeadingIPv6Octets> {
            .init(
                "prefix", "Prefix", part: 1, means: "The destinations of the route, in as many octets as are needed.",
                in: "RFC 4191 section 2.3")
        }
        public static var tree: [AnyField] {
            [
                .init(length), .group(flags, [.init(preference)]), .init(lifetime), .init(address),
            ]
        }
        /// fixed | as many octets of the prefix as are needed
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            6...22 ~= to &- from ? LayerParts(6, to &- from) : nil
        }
    }

    /// RFC 8106 section 5.1.
    public enum DNSServers: Variant {
        public static var name: String { "icmpv6.opt.dns_servers" }
        public static var title: String { "Recursive DNS servers" }
        public static var meaning: Meaning {
            .init("The name servers that hosts shall ask: no DHCP is needed for them.", in: "RFC 8106 section 5.1")
        }
        public static var keyword: String { "rdnss" }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        @inlinable public static var lifetime: Field<UInt32> {
            .init(
                "rdnss.lifetime", "Lifetime", bits: 16..<48,
                means: "For how many seconds the name servers may be asked; 0 takes them back.",
                in: "RFC 8106 section 5.1")
        }
        public static var servers: Repeated<Server> {
            .init(
                "", "Servers", part: 1, means: "The servers, in the order in which they are tried.",
                in: "RFC 8106 section 5.1")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(lifetime), .init(servers)] }
        public static var layout: PartLayout { .fixedAndRest(6) }

        public enum Server: ListItem {
            public static var name: String { "icmpv6.opt.dns_server" }
            public static var title: String { "Server" }
            public static var meaning: Meaning {
                .init("One name server.", in: "RFC 8106 section 5.1")
            }
            @inlinable public static var value: Field<IPv6Address> {
                .init(
                    "rdnss", "Recursive DNS Servers", bits: 0..<128, means: "A recursive name server's address.",
                    in: "RFC 8106 section 5.1")
            }
        }
    }

    /// RFC 8106 section 5.2.
    public enum DNSSearchList: Variant {
        public static var name: String { "icmpv6.opt.dns_search" }
        public static var title: String { "DNS search list" }
        public static var meaning: Meaning {
            .init("The domains that hosts append to short names.", in: "RFC 8106 section 5.2")
        }
        public static var keyword: String { "dnssl" }
        @inlinable public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        @inlinable public static var lifetime: Field<UInt32> {
            .init(
                "dnssl.lifetime", "Lifetime", bits: 16..<48, means: "For how many seconds the domains may be used.",
                in: "RFC 8106 section 5.2")
        }
        public static var domains: Repeated<Domain> {
            .init(
                "", "Domains", part: 1, means: "The domains, then zeros up to a word of eight octets.",
                in: "RFC 8106 section 5.2")
        }
        public static var tree: [AnyField] { [.init(reserved), .init(lifetime), .init(domains)] }

        /// fixed | names | padding of zeros
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 6 else { return nil }
            var end = from &+ 6
            while end < to, message.octet(end) != 0, let next = DNSName.end(message, from: end, to: to) { end = next }
            return LayerParts(6, end &- from, to &- from)
        }

        public enum Domain: Schema {
            public static var name: String { "icmpv6.opt.dns_domain" }
            public static var prefix: String { "icmpv6.opt" }
            public static var title: String { "Domain" }
            public static var meaning: Meaning {
                .init("One domain of the search list.", in: "RFC 8106 section 5.2")
            }
            @inlinable public static var domain: Field<DNSName> {
                .init(
                    "dnssl", "Domain Names", part: 0, means: "The domain's name, never compressed.",
                    in: "RFC 8106 section 5.2")
            }
            public static var tree: [AnyField] { [.init(domain)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
                DNSName.end(message, from: from, to: to).map { LayerParts($0 &- from) }
            }
        }
    }

    /// RFC 5175 section 4.
    public enum FlagsExpansion: Variant {
        public static var name: String { "icmpv6.opt.flags_expansion" }
        public static var title: String { "Flags expansion" }
        public static var meaning: Meaning {
            .init("Room for more flags of a router's advertisement.", in: "RFC 5175 section 4")
        }
        @inlinable public static var flags: Field<UInt16> {
            .init(
                "efo", "Flags Expansion Option", bits: 0..<16, show: .hex,
                means: "Forty-eight further flags of a router's advertisement, none of them in use.",
                in: "RFC 5175 section 4")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Reserved", bits: 16..<48) }
        public static var tree: [AnyField] { [.init(flags), .init(rest)] }
        public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 8910 section 2.3.
    public enum CaptivePortal: Variant {
        public static var name: String { "icmpv6.opt.portal" }
        public static var title: String { "Captive portal" }
        public static var meaning: Meaning {
            .init("Where to ask whether a network wants its visitors to log in.", in: "RFC 8910 section 2.3")
        }
        @inlinable public static var address: Field<ASCIIText> {
            .init(
                "captive_portal", "Captive Portal", part: 0,
                means: """
                    The address of the portal's API, as a URI; urn:ietf:params:capport:unrestricted says that there is
                    no portal.
                    """, in: "RFC 8910 section 2.3")
        }
        public static var tree: [AnyField] { [.init(address)] }
    }

    /// RFC 8781 section 4.
    public enum TranslationPrefix: Schema {
        public static var name: String { "icmpv6.opt.pref64" }
        public static var title: String { "NAT64 prefix" }
        public static var meaning: Meaning {
            .init("The prefix under which IPv4's hosts are reached by NAT64.", in: "RFC 8781 section 4")
        }
        @inlinable public static var lifetime: Field<UInt16> {
            .init(
                "scaled_lifetime", "Scaled Lifetime", bits: 0..<13,
                means: "For how long the prefix is good, in units of eight seconds.", in: "RFC 8781 section 4")
        }
        @inlinable public static var lengthCode: Field<UInt16> {
            .init(
                "plc", "PLC (Prefix Length Code)", bits: 13..<16, show: .hex,
                means: "The prefix's length: 0 is 96 bits, then 64, 56, 48, 40, 32.", in: "RFC 8781 section 4")
        }
        @inlinable public static var address: Field<LeadingIPv6Octets> {
            .init(
                "prefix", "Prefix", bits: 16..<112, means: "The highest 96 bits of the translation prefix.",
                in: "RFC 8781 section 4")
        }
        public static var tree: [AnyField] {
            [
                .init(lifetime), .init(lengthCode), .init(address),
            ]
        }
        public static var layout: PartLayout { .exactly(14) }
    }

    public enum Unknown: Variant {
        public static var name: String { "icmpv6.opt.other" }
        public static var title: String { "Data" }
        public static var meaning: Meaning {
            .init("An option of a type that has no format here.", in: "RFC 4861 section 4.6")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "", "Data", part: 0, means: "The octets of an unknown option, behind its length.",
                in: "RFC 4861 section 4.6")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}

/// The first octets of an IPv6 address, the others being zero: a prefix as options carry it.
public struct LeadingIPv6Octets: WireValue, Hashable {
    public var address: IPv6Address
    public init(_ address: IPv6Address) { self.address = address }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> LeadingIPv6Octets {
        leading(message, place.bit / 8, (place.bit + place.width) / 8)
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(leading(message, from, to).address)
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] { try IPv6Address.encode(text) }

    private static func leading(_ message: RawSpan, _ from: Int, _ to: Int) -> LeadingIPv6Octets {
        var high: UInt64 = 0
        var low: UInt64 = 0
        for index in 0..<16 {
            let octet = UInt64(from + index < to ? message.octet(from + index) : 0)
            if index < 8 { high = high << 8 | octet } else { low = low << 8 | octet }
        }
        return LeadingIPv6Octets(IPv6Address(high: high, low: low))
    }
}
