public import Packets

/// Border Gateway Protocol 4: which network is reached by whom, from one autonomous system to the next. RFC 4271.
///
/// A segment may hold several messages; each is a layer, the next one in the place of a payload.
public enum BGP: PacketProtocol {
    public static var name: String { "bgp" }
    public static var title: String { "Border Gateway Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            By it the networks of the Internet tell each other which addresses they lead to. Whoever tells it wrongly
            draws other people's packets to himself.
            """, in: "RFC 4271 section 3")
    }
    public static var reference: String { "RFC 4271" }
    public static var example: String? {
        "ip(dst=10.0.0.1)/tcp(flags=PA)/bgp(type=2,path_attributes=[origin=0,as_path=[{as=[65001]}],"
            + "next_hop=192.0.2.1],nlri=[203.0.113.0/24])"
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "bgp.nlri_cidr", "ip/tcp/bgp(type=2,nlri=[203.0.113.0/24])",
                filter: "bgp.nlri_cidr == \"203.0.113.0/24\""),
            .init(
                "bgp.withdrawn_cidr", "ip/tcp/bgp(type=2,withdrawn_routes=[203.0.113.0/24])",
                filter: "bgp.withdrawn_cidr == \"203.0.113.0/24\""),
            .init("bgp.marker", "ip/tcp/bgp", filter: "bgp.marker[0:2] == ff:ff"),
            .init(
                "bgp.mp_reach_nlri_ipv4_cidr",
                "ip/tcp/bgp(type=2,path_attributes=[mp_reach={afi=1,ipv4_networks=[203.0.113.0/24]}])",
                filter: "bgp.mp_reach_nlri_ipv4_cidr contains \"113\""),
            .init(
                "bgp.mp_unreach_nlri_ipv4_cidr",
                "ip/tcp/bgp(type=2,path_attributes=[mp_unreach={afi=1,lost_ipv4_networks=[203.0.113.0/24]}])",
                filter: "bgp.mp_unreach_nlri_ipv4_cidr contains \"113\""),
            .init(
                "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv4",
                "ip/tcp/bgp(type=2,path_attributes=[mp_reach={afi=1,next_hop.octets=0a000001}])",
                filter: "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv4 == 10.0.0.1"),
            .init(
                "IPv4 Networks", "ip/tcp/bgp(type=2,path_attributes=[mp_reach={afi=1,ipv4_networks=[203.0.113.0/24]}])"),
            .init(
                "Lost IPv4 Networks",
                "ip/tcp/bgp(type=2,path_attributes=[mp_unreach={afi=1,lost_ipv4_networks=[203.0.113.0/24]}])"),
            .init(
                "bgp.mp_reach_nlri_ipv6_cidr",
                "ip/tcp/bgp(type=2,path_attributes=[mp_reach={ipv6_networks=['2001:db8::/32']}])",
                filter: "bgp.mp_reach_nlri_ipv6_cidr contains \"db8\""),
            .init(
                "bgp.mp_unreach_nlri_ipv6_cidr",
                "ip/tcp/bgp(type=2,path_attributes=[mp_unreach={lost_ipv6_networks=['2001:db8::/32']}])",
                filter: "bgp.mp_unreach_nlri_ipv6_cidr contains \"db8\""),
            .init(
                "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6",
                "ip/tcp/bgp(type=2,path_attributes=[mp_reach={next_hop.octets=20010db8000000000000000000000001}])",
                filter: "bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6 == 2001:db8::1"),
        ]
    }
    public static var role: LayerRole { .framed }

    public static var marker: Field<Marker> {
        .init(
            "marker", "Marker", part: 0, means: "Sixteen octets of ones, from a time when they proved the sender.",
            in: "RFC 4271 section 4.1")
    }
    public static var length: Field<UInt16> {
        .init(
            "length", "Length", bits: 0..<16, of: 1, auto: .length(.header),
            means: "The octets of the message with its header, from 19 to 4096.", in: "RFC 4271 section 4.1")
    }
    public static var type: Field<Kind> {
        .init(
            "type", "Type", bits: 16..<24, of: 1, auto: .variant, preset: 4,
            means: """
                1 opens a session, 2 tells of routes, 3 says what went wrong and ends the session, 4 says that the
                sender lives, 5 asks for all routes again.
                """, in: "RFC 4271 section 4.1")
    }
    public static var tree: [AnyField] { [.init(marker), .init(length), .init(type)] }
    public static var variants: Variants? {
        Variants(.part(2), by: type, [1: Open.self, 2: Update.self, 3: Notification.self, 5: RouteRefresh.self])
    }

    /// marker | length and type | what the type says
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.word(from &+ 16))
        return length >= 19 && from &+ length <= to ? LayerParts(16, 19, length) : nil
    }

    public static func messageLength(_ message: RawSpan) -> MessageLength {
        guard message.byteCount >= 19 else { return .needs(19) }
        let length = Int(message.word(16))
        guard hasMarker(message), length >= 19 else { return .refuse }
        return length > message.byteCount ? .needs(length) : .complete(length)
    }

    /// A segment in the middle of a message is not taken for one.
    public static func next(_ message: RawSpan) -> NextLayer {
        guard hasMarker(message) else { return .notMine }
        guard let bgp = Layer<BGP>(message) else { return .malformed }
        let end = bgp.parts.total
        return end < message.byteCount ? .layer(.tcpPort(179), from: end, to: message.byteCount) : .stop
    }

    private static func hasMarker(_ message: RawSpan) -> Bool {
        message.byteCount >= 16 && message.quad(0) == .max && message.quad(8) == .max
    }

    /// Sixteen octets of ones.
    public struct Marker: WireValue {
        public var encoded: [UInt8]
        public static var kind: ValueKind { .bytes }
        public static func read(_ message: RawSpan, _ place: FieldPlace) -> Marker {
            Marker(encoded: message.octets(place.bit / 8, (place.bit + place.width) / 8))
        }
        public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
            text.isEmpty ? [UInt8](repeating: 0xff, count: 16) : try Octets.encode(text)
        }
    }

    public struct Kind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "OPEN Message"), .init(2, "UPDATE Message"), .init(3, "NOTIFICATION Message"),
            .init(4, "KEEPALIVE Message"), .init(5, "ROUTE-REFRESH Message"), .init(6, "CAPABILITY Message"),
        ]
    }

    /// That an item is there, which is all that filters know of it.
    static func presence<P: Schema>(
        of item: P.Type, _ name: StaticString, _ label: StaticString, means words: StaticString,
        in section: StaticString
    ) -> AnyField {
        .hidden(Derived<P, UInt8>(name, label, readsFlow: false, means: words, in: section) { _, _ in 1 })
    }

    /// https://www.iana.org/assignments/address-family-numbers
    public struct AddressFamily: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "IPv4"), .init(2, "IPv6"), .init(25, "Layer-2 VPN"), .init(16388, "BGP-LS"),
        ]
    }

    /// https://www.iana.org/assignments/safi-namespace
    public struct SubsequentFamily: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Unicast"), .init(2, "Multicast"), .init(4, "Labeled Unicast"), .init(5, "MCAST-VPN"),
            .init(65, "VPLS"), .init(70, "EVPN"), .init(71, "BGP-LS"), .init(128, "Labeled VPN Unicast"),
            .init(129, "Labeled VPN Multicast"), .init(132, "Route Target Filter"), .init(133, "Flow Spec Filter"),
            .init(134, "Flow Spec Filter VPN"),
        ]
    }
}
