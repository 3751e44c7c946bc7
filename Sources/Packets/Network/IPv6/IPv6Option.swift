/// One option of a hop-by-hop or destination options header. RFC 8200 section 4.2.
public enum IPv6Option: Schema {
    public static var name: String { "ipv6.option" }
    public static var prefix: String { "ipv6.opt" }
    public static var title: String { "IPv6 Option" }
    public static var meaning: Meaning {
        .init("One option of a hop-by-hop or destination header.", in: "RFC 8200 section 4.2")
    }

    @inlinable public static var type: Field<Kind> {
        .init(
            "type", "Type", bits: 0..<8, show: .hex, auto: .variant,
            means: """
                What the option is. Its two highest bits say what to do who does not know it, the third whether routers
                change it.
                """, in: "RFC 8200 section 4.2")
    }
    /// What a node does that does not know the option.
    @inlinable public static var action: Field<Action> {
        .init(
            "type.action", "Action", bits: 0..<2,
            means: """
                For who does not know the option: 0 skips it, 1 drops the packet, 2 drops it with a message, 3 with a
                message unless it went to a group.
                """, in: "RFC 8200 section 4.2")
    }
    @inlinable public static var mayChange: Field<Bool> {
        .init(
            "type.change", "May Change", bits: 2..<3,
            means: "Whether the data may change on the way, so that signatures leave them out.",
            in: "RFC 8200 section 4.2")
    }
    @inlinable public static var rest: Field<UInt8> {
        .init(
            "type.rest", "Low-Order Bits", bits: 3..<8, show: .hex,
            means: "The five bits that are left of the type; alone they name no option.", in: "RFC 8200 section 4.2")
    }
    @inlinable public static var length: Field<UInt8> {
        .init(
            "length", "Length", bits: 0..<8, of: 1, auto: .length(.part(2)),
            means: "The octets of the option's data, without type and length.", in: "RFC 8200 section 4.2")
    }
    /// That there is an option.
    public static var presence: Derived<IPv6Option, UInt8> {
        .init(
            "/ipv6.opt", "IPv6 Option", readsFlow: false, means: "The extension header has an option.",
            in: "RFC 8200 section 4.2"
        ) { _, _ in 1 }
    }
    public static var tree: [AnyField] {
        [
            .hidden(presence),
            .group(type, [.init(action), .init(mayChange), .init(rest)]), .init(length),
        ]
    }
    public static var variants: Variants? {
        Variants(
            .part(2), by: type,
            [
                0x00: Pad1.self, 0x01: PadN.self, 0x04: TunnelLimit.self, 0x05: RouterAlert.self,
                0x07: LabelSecurity.self, 0x0f: PerformanceMetrics.self, 0x23: LowPowerOption.self,
                0x26: QuickStart.self, 0x30: PathMTU.self, 0x63: LowPowerOption.self, 0xc2: JumboPayload.self,
                0xc9: MobileHomeAddress.self,
            ], otherwise: UnknownOption.self)
    }

    /// type | length | data
    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        if message.octet(from) == 0 { return from < to ? LayerParts(1) : nil }
        guard from &+ 2 <= to else { return nil }
        let length = 2 &+ Int(message.octet(from &+ 1))
        return from &+ length <= to ? LayerParts(1, 2, length) : nil
    }

    /// https://www.iana.org/assignments/ipv6-parameters
    public struct Kind: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x00, "Pad1"), .init(0x01, "PadN"), .init(0x04, "Tunnel Encapsulation Limit"),
            .init(0x05, "Router Alert"), .init(0x07, "Common Architecture Label IPv6 Security Option"),
            .init(0x08, "Simplified Multicast Forwarding Duplicate Packet Detection"),
            .init(0x0f, "Performance and Diagnostic Metrics"), .init(0x23, "RPL Option"), .init(0x26, "Quick-Start"),
            .init(0x30, "Path MTU Record"), .init(0x63, "RPL Option (deprecated)"), .init(0x6d, "MPL Option"),
            .init(0x8a, "Endpoint Identification"), .init(0x8b, "ILNP Nonce"),
            .init(0x8c, "Line-Identification Option"),
            .init(0xc2, "Jumbo Payload"), .init(0xc9, "Home Address"), .init(0xee, "IPv6 DFF Header"),
        ]
    }

    /// RFC 8200 section 4.2.
    public struct Action: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Skip and continue"), .init(1, "Discard"), .init(2, "Discard and send ICMP Parameter Problem"),
            .init(3, "Discard and send ICMP if not multicast"),
        ]
    }

    /// One octet of padding: the option is its type alone.
    public enum Pad1: Schema {
        public static var name: String { "ipv6.opt.pad_1" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Pad1" }
        public static var meaning: Meaning {
            .init("One octet of padding, without a length.", in: "RFC 8200 section 4.2")
        }
        public static var keywords: [String] { ["pad1"] }
        public static var presence: Derived<Pad1, UInt8> {
            .init("pad1", "Pad1", readsFlow: false, means: "One octet of padding is here.", in: "RFC 8200 section 4.2")
            { _, _ in 1 }
        }
        public static var tree: [AnyField] { [.hidden(presence)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
    }

    public enum PadN: Schema {
        public static var name: String { "ipv6.opt.pad" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "PadN" }
        public static var meaning: Meaning {
            .init("Two or more octets of padding.", in: "RFC 8200 section 4.2")
        }
        public static var keywords: [String] { ["padn"] }
        @inlinable public static var padding: Field<Octets> {
            .init(
                "padn", "PadN", part: 0, show: .orNone, means: "The padding's zeros. What is not zero hides something.",
                in: "RFC 8200 section 4.2")
        }
        public static var tree: [AnyField] { [.init(padding)] }
    }

    /// RFC 2473 section 4.1.1.
    public enum TunnelLimit: Schema {
        public static var name: String { "ipv6.opt.tunnel_limit" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Tunnel Encapsulation Limit" }
        public static var meaning: Meaning {
            .init("How often the packet may be put into a tunnel.", in: "RFC 2473 section 4.1.1")
        }
        public static var keywords: [String] { ["tel"] }
        @inlinable public static var limit: Field<UInt8> {
            .init(
                "tel", "Tunnel Encapsulation Limit", bits: 0..<8,
                means: """
                    How many tunnels more it may enter; at 0 none, which keeps tunnels within tunnels from growing
                    without end.
                    """, in: "RFC 2473 section 4.1.1")
        }
        public static var tree: [AnyField] { [.init(limit)] }
        public static var layout: PartLayout { .exactly(1) }
    }

    /// RFC 2711.
    public enum RouterAlert: Schema {
        public static var name: String { "ipv6.opt.alert" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Router Alert" }
        public static var meaning: Meaning {
            .init("Asks the routers on the path to look into the packet.", in: "RFC 2711 section 2.1")
        }
        public static var keywords: [String] { ["router_alert", "ra"] }
        @inlinable public static var value: Field<UInt16> {
            .init(
                "router_alert", "Router Alert", bits: 0..<16, means: "Why: 0 is for multicast listeners, 1 RSVP.",
                in: "RFC 2711 section 2.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(2) }
    }

    /// RFC 5570 section 5.
    public enum LabelSecurity: Schema {
        public static var name: String { "ipv6.opt.calipso" }
        public static var title: String { "CALIPSO" }
        public static var meaning: Meaning {
            .init("CALIPSO: a security label, as CIPSO is for IPv4.", in: "RFC 5570 section 5")
        }
        @inlinable public static var domain: Field<UInt32> {
            .init(
                "doi", "CALIPSO Domain of Interpretation", bits: 0..<32,
                means: "By whose scale the label is to be read.", in: "RFC 5570 section 5.1")
        }
        @inlinable public static var compartmentLength: Field<UInt8> {
            .init(
                "cmpt.length", "Compartment Length", bits: 32..<40, means: "The bit map's length in words of 32 bits.",
                in: "RFC 5570 section 5.1")
        }
        @inlinable public static var level: Field<UInt8> {
            .init(
                "sens_level", "Sensitivity Level", bits: 40..<48,
                means: "How sensitive the packet is, by the scale of the label's domain.", in: "RFC 5570 section 5.1")
        }
        @inlinable public static var checksum: Field<UInt16> {
            .init(
                "checksum", "Checksum", bits: 48..<64, show: .hex,
                means: "A CRC over the option: a label that bit errors changed would be worse than none.",
                in: "RFC 5570 section 5.1")
        }
        @inlinable public static var compartments: Field<Octets> {
            .init(
                "cmpt_bitmap", "Compartment Bitmap", part: 1, means: "The compartments, a bit each.",
                in: "RFC 5570 section 5.1")
        }
        public static var tree: [AnyField] {
            [
                .init(domain), .init(compartmentLength), .init(level), .init(checksum), .init(compartments),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(8) }
    }

    /// RFC 8250 section 3.
    public enum PerformanceMetrics: Schema {
        public static var name: String { "ipv6.opt.pdm" }
        public static var title: String { "Performance and Diagnostic Metrics" }
        public static var meaning: Meaning {
            .init("Lets who watches tell the network's delay from the server's.", in: "RFC 8250 section 3")
        }
        @inlinable public static var scaleReceived: Field<UInt8> {
            .init(
                "scale_dtlr", "Scale DTLR", bits: 0..<8,
                means: """
                    The power of two of attoseconds in which the time since the last packet received is told.
                    """, in: "RFC 8250 section 3.2")
        }
        @inlinable public static var scaleSent: Field<UInt8> {
            .init(
                "scale_dtls", "Scale DTLS", bits: 8..<16,
                means: "The unit of the time since the last packet sent, as a power of two of attoseconds.",
                in: "RFC 8250 section 3.2")
        }
        @inlinable public static var thisPacket: Field<UInt16> {
            .init(
                "psn_this_pkt", "PSN This Packet", bits: 16..<32, means: "Counts the packets that this side sends.",
                in: "RFC 8250 section 3.2")
        }
        @inlinable public static var lastReceived: Field<UInt16> {
            .init(
                "psn_last_recv", "PSN Last Received", bits: 32..<48,
                means: "The count of the last packet that came from the other side.", in: "RFC 8250 section 3.2")
        }
        @inlinable public static var deltaReceived: Field<UInt16> {
            .init(
                "delta_last_recv", "Delta Time Last Received", bits: 48..<64,
                means: "The time from that packet's coming until this one was sent: what the host itself took.",
                in: "RFC 8250 section 3.2")
        }
        @inlinable public static var deltaSent: Field<UInt16> {
            .init(
                "delta_last_sent", "Delta Time Last Sent", bits: 64..<80,
                means: "The time from this side's last packet until an answer came.", in: "RFC 8250 section 3.2")
        }
        public static var tree: [AnyField] {
            [
                .init(scaleReceived), .init(scaleSent), .init(thisPacket), .init(lastReceived),
                .init(deltaReceived), .init(deltaSent),
            ]
        }
        public static var layout: PartLayout { .exactly(10) }
    }

    /// RFC 6553 section 3.
    public enum LowPowerOption: Schema {
        public static var name: String { "ipv6.opt.rpl" }
        public static var title: String { "RPL Option" }
        public static var meaning: Meaning {
            .init("What RPL's nodes tell each other in each packet, so that loops are found.", in: "RFC 6553 section 3")
        }
        @inlinable public static var flags: Field<UInt8> {
            .init(
                "flag", "Flag", bits: 0..<8, show: .hex, means: "Three flags about the packet's way.",
                in: "RFC 6553 section 3")
        }
        @inlinable public static var isDown: Field<Bool> {
            .init(
                "flag.o", "Down", bits: 0..<1, means: "The packet goes away from the root.", in: "RFC 6550 section 11.2"
            )
        }
        @inlinable public static var rankError: Field<Bool> {
            .init(
                "flag.r", "Rank Error", bits: 1..<2,
                means: "A node found that the packet went the wrong way: a loop, when it happens twice.",
                in: "RFC 6550 section 11.2")
        }
        @inlinable public static var forwardingError: Field<Bool> {
            .init(
                "flag.f", "Forwarding Error", bits: 2..<3,
                means: "The node below has no route, and sent the packet back.", in: "RFC 6550 section 11.2")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "flag.rsv", "Reserved", bits: 3..<8, show: .hex, means: "Five bits of zero behind RPL's flags.",
                in: "RFC 6553 section 3")
        }
        @inlinable public static var instance: Field<UInt8> {
            .init(
                "instance_id", "RPLInstanceID", bits: 8..<16, show: .hex,
                means: "Which of the network's topologies the packet uses.", in: "RFC 6553 section 3")
        }
        @inlinable public static var rank: Field<UInt16> {
            .init(
                "sender_rank", "Sender Rank", bits: 16..<32, show: .hex, means: "How far from the root its sender is.",
                in: "RFC 6553 section 3")
        }
        public static var tree: [AnyField] {
            [
                .group(flags, [.init(isDown), .init(rankError), .init(forwardingError), .init(reserved)]),
                .init(instance), .init(rank),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 4782 section 3.2.
    public enum QuickStart: Schema {
        public static var name: String { "ipv6.opt.quick_start" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Quick-Start" }
        public static var meaning: Meaning {
            .init("Asks IPv6 routers for a rate to begin with.", in: "RFC 4782 section 3.2")
        }
        @inlinable public static var function: Field<UInt8> {
            .init(
                "qs_func", "Function", bits: 0..<4, means: "Whether a rate is asked for (0) or reported (8).",
                in: "RFC 4782 section 3.2")
        }
        @inlinable public static var rate: Field<UInt8> {
            .init(
                "qs_rate", "Rate", bits: 4..<8, means: "The rate, as the exponent of its steps; 0 is none.",
                in: "RFC 4782 section 3.2")
        }
        @inlinable public static var timeToLive: Field<UInt8> {
            .init(
                "qs_ttl", "QS TTL", bits: 8..<16, means: "Goes down with the hop limit where each router takes part.",
                in: "RFC 4782 section 3.2")
        }
        @inlinable public static var nonce: Field<UInt32> {
            .init(
                "qs_nonce", "QS Nonce", bits: 16..<46, show: .hex,
                means: "Thirty random bits, against a receiver that claims a higher rate.", in: "RFC 4782 section 3.2")
        }
        @inlinable public static var reserved: Field<UInt32> {
            .init(
                "qs_reserved", "Reserved", bits: 46..<48, show: .hex,
                means: "The nonce's two last bits, which are zero.", in: "RFC 4782 section 3.2")
        }
        public static var tree: [AnyField] {
            [
                .init(function), .init(rate), .init(timeToLive), .init(nonce), .init(reserved),
            ]
        }
        public static var layout: PartLayout { .exactly(6) }
    }

    /// RFC 9268 section 5.
    public enum PathMTU: Schema {
        public static var name: String { "ipv6.opt.pmtu" }
        public static var title: String { "Path MTU Record" }
        public static var meaning: Meaning {
            .init(
                "Each router writes its MTU where that is smaller: the path's is known in one round trip.",
                in: "RFC 9268 section 5")
        }
        @inlinable public static var minimum: Field<UInt16> {
            .init(
                "min", "Minimum Reported PMTU", bits: 0..<16, means: "The smallest MTU so far on the way here.",
                in: "RFC 9268 section 5")
        }
        @inlinable public static var returned: Field<UInt16> {
            .init(
                "rtn", "Return Minimum PMTU", bits: 16..<31, scale: 2,
                means: "The smallest MTU of the other direction, sent back.", in: "RFC 9268 section 5")
        }
        @inlinable public static var isReturned: Field<Bool> {
            .init(
                "r_flag", "Return Flag", bits: 31..<32, means: "The sender wants the value sent back.",
                in: "RFC 9268 section 5")
        }
        public static var tree: [AnyField] { [.init(minimum), .init(returned), .init(isReturned)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 2675 section 2.
    public enum JumboPayload: Schema {
        public static var name: String { "ipv6.opt.jumbo_payload" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Jumbo Payload" }
        public static var meaning: Meaning {
            .init("Lets a packet be larger than 65,535 octets.", in: "RFC 2675 section 2")
        }
        public static var keywords: [String] { ["jumbo"] }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "jumbo", "Payload Length", bits: 0..<32,
                means: "The octets behind the IPv6 header, more than 65,535; the header's own length is 0.",
                in: "RFC 2675 section 2")
        }
        public static var tree: [AnyField] { [.init(length)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    /// RFC 6275 section 6.3.
    public enum MobileHomeAddress: Schema {
        public static var name: String { "ipv6.opt.mipv6" }
        public static var title: String { "Home Address" }
        public static var meaning: Meaning {
            .init("A mobile node that is away says who it is at home.", in: "RFC 6275 section 6.3")
        }
        @inlinable public static var address: Field<IPv6Address> {
            .init(
                "home_address", "MIPv6 Home Address", bits: 0..<128,
                means: "The address at home, which stands for the source in all that is above IP.",
                in: "RFC 6275 section 6.3")
        }
        public static var tree: [AnyField] { [.init(address)] }
        public static var layout: PartLayout { .exactly(16) }
    }

    public enum UnknownOption: Schema {
        public static var name: String { "ipv6.opt.other" }
        public static var prefix: String { "ipv6.opt" }
        public static var title: String { "Unknown" }
        public static var meaning: Meaning {
            .init(
                """
                An option of a type without a format here; its highest bits say what becomes of the packet.
                """, in: "RFC 8200 section 4.2")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "unknown", "Unknown Option Payload", part: 0, means: "The data of an option that is not known.",
                in: "RFC 8200 section 4.2")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}
