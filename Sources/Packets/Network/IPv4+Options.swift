extension IPv4 {
    /// What an IPv4 option is. https://www.iana.org/assignments/ip-parameters
    public struct OptionType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "End of Options List (EOL)"), .init(1, "No-Operation (NOP)"), .init(7, "Record Route"),
            .init(11, "MTU Probe"), .init(12, "MTU Reply"), .init(25, "Quick-Start"), .init(68, "Time Stamp"),
            .init(82, "Traceroute"), .init(130, "Security"), .init(131, "Loose Source Route"),
            .init(133, "Extended Security"), .init(134, "Commercial Security"), .init(136, "Stream ID"),
            .init(137, "Strict Source Route"), .init(148, "Router Alert"), .init(149, "Selective Directed Broadcast"),
        ]
    }

    /// One option: a type, and, but for the two shortest, a length and data. RFC 791 section 3.1.
    public enum Option: Schema {
        public static var name: String { "ip.opt" }
        public static var title: String { "IP Option" }
        public static var meaning: Meaning {
            .init("One option: a type, and but for two of them a length and data.", in: "RFC 791 section 3.1")
        }

        @inlinable public static var type: Field<OptionType> {
            .init(
                "type", "Type", bits: 0..<8, auto: .variant,
                means: "What the option is; the octet holds three fields of its own. 0 ends the list, 1 fills.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var isCopied: Field<Bool> {
            .init(
                "type.copy", "Copy on fragmentation", bits: 0..<1,
                means: "Whether each fragment carries the option, or the first alone.", in: "RFC 791 section 3.1")
        }
        @inlinable public static var optionClass: Field<OptionClass> {
            .init(
                "type.class", "Class", bits: 1..<3, means: "0 for control, 2 for measurement; the others are reserved.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var number: Field<UInt8> {
            .init(
                "type.number", "Number", bits: 3..<8, means: "Which option of its class it is.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "len", "Length", bits: 0..<8, of: 1, auto: .length(.header),
                means: """
                    The octets of the option, with type and length. Below 2, or beyond the header, the list is broken.
                    """, in: "RFC 791 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .group(type, [.init(isCopied), .init(optionClass), .init(number)]), .init(length),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(2), by: type,
                [
                    7: RecordRoute.self, 11: MTUProbe.self, 12: MTUProbe.self, 25: QuickStart.self,
                    68: TimestampOption.self, 82: Traceroute.self, 130: Security.self, 131: SourceRoute.self,
                    133: ExtendedSecurity.self, 134: CommercialSecurity.self, 136: StreamIdentifier.self,
                    137: StrictSourceRoute.self, 148: RouterAlert.self, 149: DirectedBroadcast.self,
                ])
        }

        /// type | length | data
        ///
        /// The end of the list takes what is left: whatever it is, it is no option.
        @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard from < to else { return nil }
            if message.octet(from) == 0 { return LayerParts(1, 1, to &- from) }
            if message.octet(from) == 1 { return LayerParts(1) }
            guard from &+ 2 <= to else { return nil }
            let length = Int(message.octet(from &+ 1))
            guard length >= 2, from &+ length <= to else { return nil }
            return LayerParts(1, 2, length)
        }
    }

    /// What a group of options is for. RFC 791 section 3.1.
    public struct OptionClass: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Control"), .init(1, "Reserved for future use"), .init(2, "Debugging and measurement"),
            .init(3, "Reserved for future use"),
        ]
    }

    /// The common form of options that hold one number of 16 bits.
    private static func word(_ from: Int, _ to: Int) -> LayerParts? { to &- from == 2 ? LayerParts(2) : nil }

    /// RFC 2113.
    public enum RouterAlert: Schema {
        public static var name: String { "ip.options.routeralert" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Router Alert" }
        public static var meaning: Meaning {
            .init(
                "Asks every router on the path to look into the packet; IGMP and RSVP use it.",
                in: "RFC 2113 section 2.1")
        }
        public static var keywords: [String] { ["routeralert", "ra"] }
        @inlinable public static var value: Field<UInt16> {
            .init(
                "ra", "Router Alert", bits: 0..<16,
                means: "0: routers shall examine the packet. Other values are reserved.", in: "RFC 2113 section 2.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { word(from, to) }
    }

    /// RFC 791 section 3.1.
    public enum StreamIdentifier: Schema {
        public static var name: String { "ip.options.sid" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Stream ID" }
        public static var meaning: Meaning {
            .init(
                "Carried the stream number of SATNET through networks without streams. It is obsolete.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var value: Field<UInt16> {
            .init(
                "sid", "Stream Identifier", bits: 0..<16,
                means: "The number of a stream in SATNET, a satellite network of the seventies.",
                in: "RFC 791 section 3.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { word(from, to) }
    }

    /// A probe for the smallest MTU of a path, or the reply. RFC 1063.
    public enum MTUProbe: Schema {
        public static var name: String { "ip.options.mtu_probe" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "MTU Probe" }
        public static var meaning: Meaning {
            .init(
                "Asked and answered for the smallest MTU of a path, before path MTU discovery.",
                in: "RFC 1063 section 3.1")
        }
        @inlinable public static var size: Field<UInt16> {
            .init(
                "mtu", "MTU", bits: 0..<16,
                means: "The smallest MTU so far, lowered by each router that has a smaller one.",
                in: "RFC 1063 section 3.1")
        }
        public static var tree: [AnyField] { [.init(size)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { word(from, to) }
    }

    /// RFC 1393.
    public enum Traceroute: Schema {
        public static var name: String { "ip.options.traceroute" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Traceroute" }
        public static var meaning: Meaning {
            .init(
                """
                Was to make each router on the path send a message. Hardly any did, and the option is historic.
                """, in: "RFC 1393 section 2.2")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "id_number", "ID Number", bits: 0..<16, means: "Which trace the answers belong to.",
                in: "RFC 1393 section 2.2")
        }
        @inlinable public static var outboundHops: Field<UInt16> {
            .init(
                "ohc", "Outbound Hop Count", bits: 16..<32, means: "How many routers the packet passed on its way out.",
                in: "RFC 1393 section 2.2")
        }
        @inlinable public static var returnHops: Field<UInt16> {
            .init(
                "rhc", "Return Hop Count", bits: 32..<48,
                means: "How many routers the answer passed on its way back; 0xffff on the way out.",
                in: "RFC 1393 section 2.2")
        }
        @inlinable public static var originator: Field<IPv4Address> {
            .init(
                "originator", "Originator IP Address", bits: 48..<80, means: "Whom the routers should write to.",
                in: "RFC 1393 section 2.2")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(outboundHops), .init(returnHops), .init(originator),
            ]
        }
        public static var layout: PartLayout { .exactly(10) }
    }

    /// Addresses to which a directed broadcast goes. RFC 1770.
    public enum DirectedBroadcast: Schema {
        public static var name: String { "ip.options.sdb" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Selective Directed Broadcast" }
        public static var meaning: Meaning {
            .init(
                """
                Lists hosts to which a router was to broadcast selectively. It is experimental and unused.
                """, in: "RFC 1770 section 2")
        }
        public static var addresses: Repeated<Target> {
            .init("", "Addresses", part: 0, means: "The addresses of those hosts.", in: "RFC 1770 section 2")
        }
        public static var tree: [AnyField] { [.init(addresses)] }

        public enum Target: ListItem {
            public static var name: String { "ip.opt.target" }
            public static var title: String { "Target" }
            public static var meaning: Meaning {
                .init("One host of a selective broadcast.", in: "RFC 1770 section 2")
            }
            @inlinable public static var value: Field<IPv4Address> {
                .init(
                    "addr", "IP Address", bits: 0..<32, means: "One host that the broadcast was for.",
                    in: "RFC 1770 section 2")
            }
        }
    }

    /// A request to send fast from the start. RFC 4782 section 3.1.
    public enum QuickStart: Schema {
        public static var name: String { "ip.options.qs" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Quick-Start" }
        public static var meaning: Meaning {
            .init("A sender asks the routers on the path at which rate it may begin.", in: "RFC 4782 section 3.1")
        }
        @inlinable public static var function: Field<UInt8> {
            .init(
                "qs_func", "Function", bits: 0..<4, means: "0 asks for a rate, 8 reports the one that was used.",
                in: "RFC 4782 section 3.1")
        }
        @inlinable public static var rate: Field<UInt8> {
            .init(
                "qs_rate", "Rate", bits: 4..<8,
                means: "The rate asked for, which each router may lower: 2 to this power times 40 kbit/s.",
                in: "RFC 4782 section 3.1")
        }
        @inlinable public static var timeToLive: Field<UInt8> {
            .init(
                "qs_ttl", "QS TTL", bits: 8..<16,
                means: """
                    A random start from which each router that took part subtracts one, as from the time to live.
                    """, in: "RFC 4782 section 3.1")
        }
        /// How much the packet's time to live and its Quick-Start one differ.
        public static var difference: Derived<QuickStart, UInt8> {
            .init(
                "qs_ttl_diff", "TTL Diff", readsFlow: false,
                means: """
                    How far the option's time to live is from IP's: it must arrive as it was sent, or some router
                    did not take part.
                    """, in: "RFC 4782 section 3.1"
            ) { option, packet in
                guard option.function == 0 else { return nil }
                return packet.octets.value(of: IPv4.timeToLive, at: packet.layers[packet.index].start)
                    &- option.timeToLive
            }
        }
        @inlinable public static var nonce: Field<UInt32> {
            .init(
                "qs_nonce", "QS Nonce", bits: 16..<46, show: .hex,
                means: """
                    Random bits, which a router that lowers the rate makes anew: the receiver cannot claim more than was
                    granted.
                    """, in: "RFC 4782 section 3.4")
        }
        @inlinable public static var reserved: Field<UInt32> {
            .init(
                "qs_reserved", "Reserved", bits: 46..<48, show: .hex,
                means: "Two bits of the nonce's word that mean nothing.", in: "RFC 4782 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .init(function), .init(rate), .when(function, is: 0, [.init(timeToLive)]), .init(difference),
                .init(nonce), .init(reserved),
            ]
        }
        public static var layout: PartLayout { .exactly(6) }
    }
}
