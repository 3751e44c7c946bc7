/// Options that hold addresses up to a pointer, which counts from 1 at the option's type. RFC 791 section 3.1.
extension IPv4 {
    /// One address of a route.
    public enum Hop: ListItem {
        public static var name: String { "ip.opt.route" }
        public static var prefix: String { "ip.opt.route" }
        public static var title: String { "Hop" }
        public static var meaning: Meaning {
            .init("One place of a route.", in: "RFC 791 section 3.1")
        }
        @inlinable public static var value: Field<IPv4Address> {
            .init("addr", "Address", bits: 0..<32, means: "One router of the route.", in: "RFC 791 section 3.1")
        }
    }

    /// Where the packet was: each router writes its address.
    public enum RecordRoute: Schema {
        public static var name: String { "ip.options.record_route" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Record Route" }
        public static var meaning: Meaning {
            .init("Routers write their addresses into it as the packet passes. Nine fit.", in: "RFC 791 section 3.1")
        }
        public static var keywords: [String] { ["record_route", "rr"] }
        @inlinable public static var pointer: Field<UInt8> {
            .init(
                "ptr", "Pointer", bits: 0..<8, preset: 4,
                means: """
                    Where the next router writes, counted from the option's first octet as 1; 4 at the start. Beyond the
                    length the option is full.
                    """, in: "RFC 791 section 3.1")
        }
        public static var hops: Repeated<Hop> {
            .init("", "Route", part: 1, means: "The places for addresses, written and free.", in: "RFC 791 section 3.1")
        }
        public static var recorded: Derived<RecordRoute, ValueList<IPv4Address>> {
            .init(
                ".rec_rt", "Recorded Route", readsFlow: false, means: "A router that wrote its address.",
                in: "RFC 791 section 3.1"
            ) { option, _ in addresses(option, isPassed: true) }
        }
        public static var empty: Derived<RecordRoute, ValueList<IPv4Address>> {
            .init(
                ".empty_rt", "Empty Route", readsFlow: false, means: "A place that no router wrote to as yet.",
                in: "RFC 791 section 3.1"
            ) { option, _ in addresses(option, isPassed: false) }
        }
        public static var tree: [AnyField] {
            [
                .init(pointer), .init(recorded), .init(empty), .init(hops),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { route(from, to) }
    }

    /// The routers through which the packet must go, and others between them.
    public enum SourceRoute: Schema {
        public static var name: String { "ip.options.route" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Loose Source Route" }
        public static var meaning: Meaning {
            .init(
                """
                The sender names routers that the packet shall pass, with any others between. Hosts and routers drop
                it today, since it leads around filters.
                """, in: "RFC 791 section 3.1")
        }
        public static var keywords: [String] { ["lsrr"] }
        @inlinable public static var pointer: Field<UInt8> {
            .init(
                "ptr", "Pointer", bits: 0..<8, preset: 4, means: "Which address is the next to go to.",
                in: "RFC 791 section 3.1")
        }
        public static var hops: Repeated<Hop> {
            .init(
                "", "Route", part: 1, means: "The route: addresses passed, then those to come.",
                in: "RFC 791 section 3.1")
        }
        public static var recorded: Derived<SourceRoute, ValueList<IPv4Address>> {
            .init(
                ".rec_rt", "Recorded Route", readsFlow: false,
                means: "A router of the route that was passed; it put its outgoing address here.",
                in: "RFC 791 section 3.1"
            ) { option, _ in addresses(option, isPassed: true) }
        }
        public static var ahead: Derived<SourceRoute, ValueList<IPv4Address>> {
            .init(
                ".src_rt", "Source Route", readsFlow: false, means: "A router of the route that is yet to come.",
                in: "RFC 791 section 3.1"
            ) { option, _ in
                addresses(option, isPassed: false, withoutLast: true)
            }
        }
        public static var tree: [AnyField] {
            [
                .init(pointer), .init(recorded), .init(ahead), .init(hops),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { route(from, to) }
    }

    /// The routers through which the packet must go, and no others.
    public enum StrictSourceRoute: Schema {
        public static var name: String { "ip.options.source_route" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Strict Source Route" }
        public static var meaning: Meaning {
            .init(
                """
                The sender names each router of the whole path: every one must be the neighbor of the one before.
                """, in: "RFC 791 section 3.1")
        }
        public static var keywords: [String] { ["ssrr"] }
        @inlinable public static var pointer: Field<UInt8> {
            .init(
                "ptr", "Pointer", bits: 0..<8, preset: 4, means: "Which of the strict route's addresses comes next.",
                in: "RFC 791 section 3.1")
        }
        public static var hops: Repeated<Hop> {
            .init("", "Route", part: 1, means: "The whole strict route, behind and ahead.", in: "RFC 791 section 3.1")
        }
        public static var recorded: Derived<StrictSourceRoute, ValueList<IPv4Address>> {
            .init(
                ".rec_rt", "Recorded Route", readsFlow: false, means: "A router of the strict route that was passed.",
                in: "RFC 791 section 3.1"
            ) { option, _ in addresses(option, isPassed: true) }
        }
        public static var ahead: Derived<StrictSourceRoute, ValueList<IPv4Address>> {
            .init(
                ".src_rt", "Source Route", readsFlow: false, means: "A router of the strict route still ahead.",
                in: "RFC 791 section 3.1"
            ) { option, _ in
                addresses(option, isPassed: false, withoutLast: true)
            }
        }
        public static var tree: [AnyField] {
            [
                .init(pointer), .init(recorded), .init(ahead), .init(hops),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { route(from, to) }
    }

    /// When the packet passed which routers.
    public enum TimestampOption: Schema {
        public static var name: String { "ip.options.timestamp" }
        public static var prefix: String { "ip.opt" }
        public static var title: String { "Time Stamp" }
        public static var meaning: Meaning {
            .init("Routers write when the packet passed, and where if asked.", in: "RFC 791 section 3.1")
        }
        public static var keywords: [String] { ["timestamp", "ts"] }
        @inlinable public static var pointer: Field<UInt8> {
            .init(
                "ptr", "Pointer", bits: 0..<8, preset: 5,
                means: "Where the next router writes its time; 5 at the start.", in: "RFC 791 section 3.1")
        }
        /// How many routers had no room to write.
        @inlinable public static var overflow: Field<UInt8> {
            .init(
                "overflow", "Overflow", bits: 8..<12, means: "How many routers found no room.",
                in: "RFC 791 section 3.1")
        }
        @inlinable public static var flag: Field<UInt8> {
            .init(
                "flag", "Flag", bits: 12..<16, show: .hex,
                means: """
                    0: times alone; 1: each behind its router's address; 3: only by the routers that the sender named.
                    """, in: "RFC 791 section 3.1")
        }
        public static var stamps: Repeated<Stamp> {
            .init("", "Time stamps", part: 1, means: "The times that were written.", in: "RFC 791 section 3.1")
        }
        public static var addressedStamps: Repeated<AddressedStamp> {
            .init(
                "", "Addresses and time stamps", part: 2, means: "The routers and their times.",
                in: "RFC 791 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .init(pointer), .init(overflow), .init(flag), .init(stamps), .init(addressedStamps),
            ]
        }

        /// pointer, overflow, flag | time stamps | addresses and time stamps
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 2 else { return nil }
            return message.octet(from &+ 1) & 15 == 0 ? LayerParts(2, to &- from) : LayerParts(2, 2, to &- from)
        }

        /// Milliseconds since midnight UT.
        public enum Stamp: ListItem {
            public static var name: String { "ip.opt.stamp" }
            public static var meaning: Meaning {
                .init("One time that a router wrote.", in: "RFC 791 section 3.1")
            }
            @inlinable public static var value: Field<UInt32> {
                .init(
                    "time_stamp", "Time stamp", bits: 0..<32,
                    means: "Milliseconds since midnight UT; with the highest bit set, some other clock's.",
                    in: "RFC 791 section 3.1")
            }
        }

        public enum AddressedStamp: Schema {
            public static var name: String { "ip.opt.addressed_stamp" }
            public static var prefix: String { "ip.opt" }
            public static var title: String { "Address and time stamp" }
            public static var meaning: Meaning {
                .init("One router and its time.", in: "RFC 791 section 3.1")
            }
            @inlinable public static var address: Field<IPv4Address> {
                .init(
                    "time_stamp_addr", "Address", bits: 0..<32,
                    means: "The router that wrote the time behind it, or shall.", in: "RFC 791 section 3.1")
            }
            @inlinable public static var time: Field<UInt32> {
                .init(
                    "time_stamp", "Time stamp", bits: 32..<64,
                    means: "When the packet passed that router, in milliseconds since midnight UT.",
                    in: "RFC 791 section 3.1")
            }
            public static var tree: [AnyField] { [.init(address), .init(time)] }
            public static var layout: PartLayout { .fixed(8) }
        }
    }

    /// pointer | addresses
    private static func route(_ from: Int, _ to: Int) -> LayerParts? { to > from ? LayerParts(1, to &- from) : nil }

    /// The addresses before the pointer, or those from it on.
    private static func addresses<P: Schema>(
        _ option: borrowing Layer<P>, isPassed: Bool, withoutLast: Bool = false
    ) -> ValueList<IPv4Address>? {
        // The pointer counts from 1 at the option's type, which is two octets before its data.
        let pointer = Int(option.message.octet(option.start)) - 3
        let end = option.parts.total - (withoutLast ? 4 : 0)
        var values: [IPv4Address] = []
        for offset in stride(from: 1, through: end - 4, by: 4) where (offset < pointer) == isPassed {
            values.append(IPv4Address(rawValue: option.message.long(option.start + offset)))
        }
        return ValueList(values)
    }
}
