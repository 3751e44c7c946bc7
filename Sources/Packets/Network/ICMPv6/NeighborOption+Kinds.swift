/// What the options of neighbor discovery hold.
extension NeighborOption {
    private static func exactly(_ length: Int, _ from: Int, _ to: Int) -> Parts? {
        to &- from == length ? Parts(length) : nil
    }
    private static func withRest(_ length: Int, _ from: Int, _ to: Int) -> Parts? {
        to &- from >= length ? Parts(length, to &- from) : nil
    }

    /// RFC 4861 section 4.6.1.
    public enum SourceLinkAddress: Schema {
        public static var name: String { "icmpv6.opt.source" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Source link-layer address" }
        public static var address: Field<MACAddress> {
            .init("src_linkaddr", "Source Link-layer address", bits: 0..<48)
        }
        public static var linkAddress: Field<Octets> { .init("linkaddr", "Link-layer address", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(address), .alias("linkaddr", "Link-layer address", address), .init(linkAddress),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(6, from, to) }
    }

    /// RFC 4861 section 4.6.1.
    public enum TargetLinkAddress: Schema {
        public static var name: String { "icmpv6.opt.target" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Target link-layer address" }
        public static var address: Field<MACAddress> {
            .init("target_linkaddr", "Target Link-layer address", bits: 0..<48)
        }
        public static var linkAddress: Field<Octets> { .init("linkaddr", "Link-layer address", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(address), .alias("linkaddr", "Link-layer address", address), .init(linkAddress),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(6, from, to) }
    }

    /// RFC 4861 section 4.6.2; the router address flag: RFC 6275 section 7.2.
    public enum PrefixInformation: Schema {
        public static var name: String { "icmpv6.opt.prefix_information" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Prefix information" }
        public static var keywords: [String] { ["prefix"] }
        public static var length: Field<UInt8> { .init("prefix.length", "Prefix Length", bits: 0..<8, preset: 64) }
        public static var flags: Field<UInt8> { .init("prefix.flag", "Flag", bits: 8..<16, show: .hex, preset: 0xc0) }
        public static var isOnLink: Field<Bool> { .init("prefix.flag.l", "On-link flag(L)", bits: 8..<9) }
        public static var isAutonomous: Field<Bool> {
            .init("prefix.flag.a", "Autonomous address-configuration flag(A)", bits: 9..<10)
        }
        public static var isRouter: Field<Bool> { .init("prefix.flag.r", "Router address flag(R)", bits: 10..<11) }
        public static var flagsReserved: Field<UInt8> { .init("prefix.flag.reserved", "Reserved", bits: 11..<16) }
        public static var validLifetime: Field<UInt32> {
            .init("prefix.valid_lifetime", "Valid Lifetime", bits: 16..<48, preset: 2_592_000)
        }
        public static var preferredLifetime: Field<UInt32> {
            .init("prefix.preferred_lifetime", "Preferred Lifetime", bits: 48..<80, preset: 604_800)
        }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 80..<112) }
        public static var address: Field<IPv6Address> { .init("prefix", "Prefix", bits: 112..<240) }
        public static var tree: [AnyField] {
            [
                .init(length),
                .group(
                    flags, [.init(isOnLink), .init(isAutonomous), .init(isRouter), .init(flagsReserved)]),
                .init(validLifetime), .init(preferredLifetime), .init(reserved), .init(address),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(30, from, to) }
    }

    /// RFC 4861 section 4.6.3.
    public enum RedirectedHeader: Schema {
        public static var name: String { "icmpv6.opt.redirected" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Redirected header" }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<48) }
        public static var packet: Field<Octets> { .init("", "Redirected Packet", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(packet)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(6, from, to) }
    }

    /// RFC 4861 section 4.6.4.
    public enum MTU: Schema {
        public static var name: String { "icmpv6.opt.link_mtu" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "MTU" }
        public static var keywords: [String] { ["mtu"] }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        public static var size: Field<UInt32> { .init("mtu", "MTU", bits: 16..<48, preset: 1500) }
        public static var tree: [AnyField] { [.init(reserved), .init(size)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(6, from, to) }
    }

    /// RFC 6275 section 7.3.
    public enum AdvertisementInterval: Schema {
        public static var name: String { "icmpv6.opt.interval" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Advertisement interval" }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        public static var interval: Field<UInt32> {
            .init("advertisement_interval", "Advertisement Interval", bits: 16..<48)
        }
        public static var tree: [AnyField] { [.init(reserved), .init(interval)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(6, from, to) }
    }

    /// RFC 6275 section 7.4.
    public enum HomeAgentInformation: Schema {
        public static var name: String { "icmpv6.opt.home_agent" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Home agent information" }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        public static var preference: Field<UInt16> {
            .init("home_agent_preference", "Home Agent Preference", bits: 16..<32)
        }
        public static var lifetime: Field<UInt16> { .init("home_agent_lifetime", "Home Agent Lifetime", bits: 32..<48) }
        public static var tree: [AnyField] {
            [
                .init(reserved), .init(preference), .init(lifetime),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(6, from, to) }
    }

    /// RFC 3971 section 5.3.2.
    public enum Nonce: Schema {
        public static var name: String { "icmpv6.opt.random" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Nonce" }
        public static var keywords: [String] { ["nonce"] }
        public static var nonce: Field<Octets> { .init("nonce", "Nonce", part: 0) }
        public static var tree: [AnyField] { [.init(nonce)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// RFC 4191 section 2.3.
    public enum RouteInformation: Schema {
        public static var name: String { "icmpv6.opt.route" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Route information" }
        public static var length: Field<UInt8> { .init("prefix.length", "Prefix Length", bits: 0..<8) }
        public static var flags: Field<UInt8> { .init("route_info.flag", "Flag", bits: 8..<16, show: .hex) }
        public static var preference: Field<ICMPv6.RouterPreference> {
            .init("route_info.flag.route_preference", "Route Preference", bits: 11..<13)
        }
        public static var lifetime: Field<UInt32> { .init("route_lifetime", "Route Lifetime", bits: 16..<48) }
        public static var address: Field<LeadingIPv6Octets> { .init("prefix", "Prefix", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(length), .group(flags, [.init(preference)]), .init(lifetime), .init(address),
            ]
        }
        /// fixed | as many octets of the prefix as are needed
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from <= 22 ? withRest(6, from, to) : nil
        }
    }

    /// RFC 8106 section 5.1.
    public enum DNSServers: Schema {
        public static var name: String { "icmpv6.opt.dns_servers" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Recursive DNS servers" }
        public static var keywords: [String] { ["rdnss"] }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        public static var lifetime: Field<UInt32> { .init("rdnss.lifetime", "Lifetime", bits: 16..<48) }
        public static var servers: Repeated<Server> { .init("", "Servers", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(lifetime), .init(servers)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(6, from, to) }

        public enum Server: Schema {
            public static var name: String { "icmpv6.opt.dns_server" }
            public static var prefix: String { "icmpv6.opt" }
            public static var title: String { "Server" }
            public static var address: Field<IPv6Address> { .init("rdnss", "Recursive DNS Servers", bits: 0..<128) }
            public static var tree: [AnyField] { [.init(address)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
                to &- from >= 16 ? Parts(16) : nil
            }
        }
    }

    /// RFC 8106 section 5.2.
    public enum DNSSearchList: Schema {
        public static var name: String { "icmpv6.opt.dns_search" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "DNS search list" }
        public static var keywords: [String] { ["dnssl"] }
        public static var reserved: Field<Octets> { .init("", "Reserved", bits: 0..<16) }
        public static var lifetime: Field<UInt32> { .init("dnssl.lifetime", "Lifetime", bits: 16..<48) }
        public static var domains: Repeated<Domain> { .init("", "Domains", part: 1) }
        public static var tree: [AnyField] { [.init(reserved), .init(lifetime), .init(domains)] }

        /// fixed | names | padding of zeros
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 6 else { return nil }
            var end = from &+ 6
            while end < to, message.octet(end) != 0, let next = DNSName.end(message, from: end, to: to) { end = next }
            return Parts(6, end &- from, to &- from)
        }

        public enum Domain: Schema {
            public static var name: String { "icmpv6.opt.dns_domain" }
            public static var prefix: String { "icmpv6.opt" }
            public static var title: String { "Domain" }
            public static var domain: Field<DNSName> { .init("dnssl", "Domain Names", part: 0) }
            public static var tree: [AnyField] { [.init(domain)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
                DNSName.end(message, from: from, to: to).map { Parts($0 &- from) }
            }
        }
    }

    /// RFC 5175 section 4.
    public enum FlagsExpansion: Schema {
        public static var name: String { "icmpv6.opt.flags_expansion" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Flags expansion" }
        public static var flags: Field<UInt16> { .init("efo", "Flags Expansion Option", bits: 0..<16, show: .hex) }
        public static var rest: Field<Octets> { .init("", "Reserved", bits: 16..<48) }
        public static var tree: [AnyField] { [.init(flags), .init(rest)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(6, from, to) }
    }

    /// RFC 8910 section 2.3.
    public enum CaptivePortal: Schema {
        public static var name: String { "icmpv6.opt.portal" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Captive portal" }
        public static var address: Field<ASCIIText> { .init("captive_portal", "Captive Portal", part: 0) }
        public static var tree: [AnyField] { [.init(address)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// RFC 8781 section 4.
    public enum TranslationPrefix: Schema {
        public static var name: String { "icmpv6.opt.pref64" }
        public static var title: String { "NAT64 prefix" }
        public static var lifetime: Field<UInt16> { .init("scaled_lifetime", "Scaled Lifetime", bits: 0..<13) }
        public static var lengthCode: Field<UInt16> {
            .init("plc", "PLC (Prefix Length Code)", bits: 13..<16, show: .hex)
        }
        public static var address: Field<LeadingIPv6Octets> { .init("prefix", "Prefix", bits: 16..<112) }
        public static var tree: [AnyField] {
            [
                .init(lifetime), .init(lengthCode), .init(address),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { exactly(14, from, to) }
    }

    public enum Unknown: Schema {
        public static var name: String { "icmpv6.opt.other" }
        public static var prefix: String { "icmpv6.opt" }
        public static var title: String { "Data" }
        public static var data: Field<Octets> { .init("", "Data", part: 0) }
        public static var tree: [AnyField] { [.init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }
}

/// The first octets of an IPv6 address, the others being zero: a prefix as options carry it.
public struct LeadingIPv6Octets: WireValue, Hashable {
    public var address: IPv6Address
    public init(_ address: IPv6Address) { self.address = address }
    public static var kind: ValueKind { .text }
    public static func read(_ message: RawSpan, _ place: Place) -> LeadingIPv6Octets {
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
