/// What the messages hold behind their checksum.
extension ICMP {
    /// A question and its answer, which have an identifier and a sequence number of the question's choice. Both are shown in
    /// either order of octets, for systems count their pings in either.
    public protocol Numbered: Variant {}

    /// RFC 792, page 14.
    public enum Echo: Numbered {
        public static var name: String { "icmp.echo" }
        public static var title: String { "Echo" }
        public static var meaning: Meaning {
            .init(
                "What ping sends, and what comes back: a reply repeats the request's numbers and data.", in: "RFC 792")
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(
                means: "Tells the replies of one ping from those of another; often its process number.", in: "RFC 792")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(
                means: """
                    The echo's identifier read the other way round, for senders that count in little-endian order,
                    as Windows does.
                    """, in: "RFC 792")
        }
        @inlinable public static var sequence: Field<UInt16> {
            sequence(
                means: "Counts the requests, so that each reply finds its own, and a missing number is a loss.",
                in: "RFC 792")
        }
        @inlinable public static var sequenceLE: Field<UInt16> {
            sequenceLE(
                means: """
                    The echo's sequence number read in little-endian order: where it counts up evenly, its sender
                    counts so.
                    """, in: "RFC 792")
        }
        /// When the request was sent, where its data look as if they began with that: seconds and microseconds, within a
        /// day of the capture.
        public static var time: Derived<Echo, AbsoluteTime> {
            .init(
                "data_time", "Timestamp from icmp data", readsFlow: false,
                means: """
                    When the request was sent, as ping writes it at the front of its data. Shown where it is near
                    the packet's own time.
                    """, in: "RFC 792"
            ) { echo, packet in
                Self.sent(echo.message, near: packet.frame.timestamp).map { AbsoluteTime($0) }
            }
        }
        public static var timeRelative: Derived<Echo, RelativeTime> {
            .init(
                "data_time_relative", "Timestamp from icmp data (relative)", readsFlow: false,
                means: "How long before the packet was captured that was: of a reply, nearly the round trip.",
                in: "RFC 792"
            ) { echo, packet in
                let now = packet.frame.timestamp
                return Self.sent(echo.message, near: now).map { RelativeTime(now.nanoseconds(since: $0)) }
            }
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE), .init(time),
                .init(timeRelative),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }

        /// Octets that a time takes.
        static let timeLength = 8

        /// The time in the data of an echo, whose octets begin with ICMP's own header, where they look like one.
        static func sent(_ message: RawSpan, near moment: Timestamp) -> Timestamp? {
            guard message.byteCount >= 8 + timeLength else { return nil }
            for order in [ByteOrder.big, .little] {
                let seconds = FieldPlace(bit: 64, width: 32, order: order).load(message)
                let fraction = FieldPlace(bit: 96, width: 32, order: order).load(message)
                let distance = Int64(seconds) &- moment.seconds
                if fraction < 1_000_000, distance.magnitude < 86_400 {
                    return Timestamp(seconds: Int64(seconds), nanoseconds: UInt32(fraction) * 1000)
                }
            }
            return nil
        }
    }

    /// RFC 792, page 18.
    public enum Information: Numbered {
        public static var name: String { "icmp.information" }
        public static var title: String { "Information" }
        public static var meaning: Meaning {
            .init("An old question after the sender's own network, long replaced by DHCP.", in: "RFC 6918 section 2.2")
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(means: "Ties an information reply to its request.", in: "RFC 792")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(means: "The identifier of an information message, read in little-endian order.", in: "RFC 792")
        }
        @inlinable public static var sequence: Field<UInt16> {
            sequence(means: "The number of the information request.", in: "RFC 792")
        }
        @inlinable public static var sequenceLE: Field<UInt16> {
            sequenceLE(means: "The number of an information message, read in little-endian order.", in: "RFC 792")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 792, page 4; the next hop's MTU: RFC 1191 section 4; the length: RFC 4884 section 4.1.
    public enum Unreachable: Variant {
        public static var name: String { "icmp.unreachable" }
        public static var title: String { "Destination unreachable" }
        public static var meaning: Meaning {
            .init("The packet that is quoted could not be delivered; the code says why.", in: "RFC 792")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16,
                means: """
                    How much of the packet is quoted, in words of four octets, where an extension follows; else 0.
                    """, in: "RFC 4884 section 4.1")
        }
        @inlinable public static var originalLength: Field<UInt8> {
            .init(
                "length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4,
                means: "The quote's length in octets.", in: "RFC 4884 section 4.1")
        }
        @inlinable public static var mtu: Field<UInt16> {
            .init(
                "mtu", "MTU of next hop", bits: 0..<16, of: 2,
                means: """
                    Of code 4, the largest packet that the next link takes: the sender is to send no larger ones along
                    this path. 0 comes from routers before RFC 1191.
                    """, in: "RFC 1191 section 4")
        }
        /// The octets that mean nothing with this code.
        public static var unused: Derived<Unreachable, OctetRange> {
            .init(
                "unused", "Unused", readsFlow: false, means: "Octets that the code leaves without a meaning.",
                in: "RFC 792"
            ) { body, packet in
                let start = packet.layers[packet.index].start + body.start
                return body.length == 0 ? OctetRange(start, start + body.parts.end(1)) : nil
            }
        }
        public static var tree: [AnyField] {
            [
                .init(unused), .unless(length, is: 0, [.init(length), .init(originalLength)]), .init(mtu),
            ]
        }

        /// length | unused | MTU, where fragmentation was needed (code 4, in the second octet of the message)
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            return message.octet(1) == 4 ? LayerParts(2, 2, 4) : LayerParts(2, 4)
        }
    }

    /// RFC 792, page 6.
    public enum TimeExceeded: Variant {
        public static var name: String { "icmp.time_exceeded" }
        public static var title: String { "Time exceeded" }
        public static var meaning: Meaning {
            .init(
                """
                The packet that is quoted ran out of hops (code 0), which is what traceroute provokes, or its
                fragments did not all come in time (code 1).
                """, in: "RFC 792")
        }
        @inlinable public static var unused: Field<Octets> {
            .init("unused", "Unused", bits: 0..<32, means: "Zeros before and behind the length.", in: "RFC 792")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16, means: "Words of four octets that are quoted, before an extension.",
                in: "RFC 4884 section 4.2")
        }
        @inlinable public static var originalLength: Field<UInt8> {
            .init(
                "length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4,
                means: "How many octets of the packet that ran out are quoted; the extension begins behind them.",
                in: "RFC 4884 section 4.2")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Unused", bits: 16..<32) }
        public static var tree: [AnyField] {
            [
                .when(length, is: 0, [.init(unused)]),
                .unless(length, is: 0, [.init(length), .init(originalLength), .init(rest)]),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 792, page 8.
    public enum ParameterProblem: Variant {
        public static var name: String { "icmp.parameter_problem" }
        public static var title: String { "Parameter problem" }
        public static var meaning: Meaning {
            .init("Something in the quoted header is wrong, and the packet was dropped for it.", in: "RFC 792")
        }
        @inlinable public static var pointer: Field<UInt32> {
            .init(
                "pointer", "Pointer", bits: 0..<8, means: "Which octet of the quoted packet is wrong, counted from 0.",
                in: "RFC 792")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16,
                means: "Words of four octets of the packet at fault, before an extension.", in: "RFC 4884 section 4.3")
        }
        @inlinable public static var originalLength: Field<UInt8> {
            .init(
                "length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4,
                means: "The octets of the packet at fault that are quoted.", in: "RFC 4884 section 4.3")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Unused", bits: 16..<32) }
        public static var tree: [AnyField] {
            [
                .init(pointer), .unless(length, is: 0, [.init(length), .init(originalLength)]), .init(rest),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 792, page 12.
    public enum Redirect: Variant {
        public static var name: String { "icmp.redirect" }
        public static var title: String { "Redirect" }
        public static var meaning: Meaning {
            .init(
                """
                A router knows a better way for the packet that is quoted: another router on the same link. Hosts
                should take it from their own router alone.
                """, in: "RFC 1122 section 3.2.2.2")
        }
        @inlinable public static var gateway: Field<IPv4Address> {
            .init(
                "redir_gw", "Gateway Address", bits: 0..<32,
                means: "The router to send to from now on. A forged one leads traffic astray.", in: "RFC 792")
        }
        public static var tree: [AnyField] { [.init(gateway)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// Messages with four octets that mean nothing: source quench, router solicitation.
    public enum Unused: Variant {
        public static var name: String { "icmp.plain" }
        public static var title: String { "Unused" }
        public static var meaning: Meaning {
            .init("A message whose fixed part says nothing.", in: "RFC 792")
        }
        @inlinable public static var unused: Field<Octets> {
            .init("unused", "Unused", bits: 0..<32, means: "The four octets that other messages use.", in: "RFC 792")
        }
        public static var tree: [AnyField] { [.init(unused)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 1256 section 3.
    public enum RouterAdvertisement: Variant {
        public static var name: String { "icmp.router_advertisement" }
        public static var title: String { "Router advertisement" }
        public static var meaning: Meaning {
            .init("A router tells hosts that it is there. DHCP does it in practice.", in: "RFC 1256 section 3")
        }
        @inlinable public static var count: Field<UInt8> {
            .init(
                "num_addrs", "Number of addresses", bits: 0..<8, auto: .count(part: 1),
                means: "How many routers the message names.", in: "RFC 1256 section 3")
        }
        @inlinable public static var entrySize: Field<UInt8> {
            .init(
                "addr_entry_size", "Address entry size", bits: 8..<16, preset: 2,
                means: "How many words of 32 bits each router takes: 2.", in: "RFC 1256 section 3")
        }
        @inlinable public static var lifetime: Field<UInt16> {
            .init(
                "lifetime", "Lifetime", bits: 16..<32, preset: 1800,
                means: "For how many seconds the routers may be used.", in: "RFC 1256 section 3")
        }
        public static var routers: Repeated<Router> {
            .init("", "Routers", part: 1, means: "The routers, each with its preference.", in: "RFC 1256 section 3")
        }
        public static var tree: [AnyField] {
            [
                .init(count), .init(entrySize), .init(lifetime), .init(routers),
            ]
        }
        /// fixed | routers
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            return LayerParts(4, min(4 &+ Int(message.octet(from)) &* 8, to &- from))
        }

        public enum Router: Schema {
            public static var name: String { "icmp.router" }
            public static var prefix: String { "icmp" }
            public static var title: String { "Router" }
            public static var meaning: Meaning {
                .init("One router that may be a default.", in: "RFC 1256 section 3")
            }
            @inlinable public static var address: Field<IPv4Address> {
                .init(
                    "router_address", "Router address", bits: 0..<32,
                    means: "The address of an advertised router on this link.", in: "RFC 1256 section 3")
            }
            @inlinable public static var preference: Field<Int32> {
                .init(
                    "pref_level", "Preference level", bits: 32..<64,
                    means: """
                        How much it is preferred to others; the lowest number, 0x80000000, means never as a default.
                        """, in: "RFC 1256 section 3")
            }
            public static var tree: [AnyField] { [.init(address), .init(preference)] }
            public static var layout: PartLayout { .fixed(8) }
        }
    }

    /// Milliseconds since midnight UT. RFC 792, page 16.
    public enum Timestamps: Numbered {
        public static var name: String { "icmp.timestamps" }
        public static var title: String { "Timestamps" }
        public static var meaning: Meaning {
            .init(
                "Asks a host for its clock. It tells a stranger the host's time, and is mostly filtered.", in: "RFC 792"
            )
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(means: "Ties a timestamp reply to its request.", in: "RFC 792")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(means: "The identifier of a timestamp message, read in little-endian order.", in: "RFC 792")
        }
        @inlinable public static var sequence: Field<UInt16> {
            sequence(means: "The number of the timestamp request.", in: "RFC 792")
        }
        @inlinable public static var sequenceLE: Field<UInt16> {
            sequenceLE(means: "The number of a timestamp message, read in little-endian order.", in: "RFC 792")
        }
        @inlinable public static var originate: Field<UInt32> {
            .init(
                "originate_timestamp", "Originate Timestamp", bits: 32..<64,
                means: "When the sender last touched the request, in milliseconds since midnight UT.", in: "RFC 792")
        }
        @inlinable public static var receive: Field<UInt32> {
            .init(
                "receive_timestamp", "Receive Timestamp", bits: 64..<96,
                means: "When the other host first touched the request, by its clock.", in: "RFC 792")
        }
        @inlinable public static var transmit: Field<UInt32> {
            .init(
                "transmit_timestamp", "Transmit Timestamp", bits: 96..<128,
                means: "When the other host sent the reply.", in: "RFC 792")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE), .init(originate),
                .init(receive), .init(transmit),
            ]
        }
        public static var layout: PartLayout { .fixed(16) }
    }

    /// RFC 950 appendix I.
    public enum AddressMask: Numbered {
        public static var name: String { "icmp.mask" }
        public static var title: String { "Address mask" }
        public static var meaning: Meaning {
            .init("Asked a router for the subnet mask, before DHCP.", in: "RFC 950 appendix I")
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(means: "Ties a mask reply to its request.", in: "RFC 950 appendix I")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(
                means: "The identifier of an address mask message, read in little-endian order.",
                in: "RFC 950 appendix I")
        }
        @inlinable public static var sequence: Field<UInt16> {
            sequence(means: "The number of the mask request.", in: "RFC 950 appendix I")
        }
        @inlinable public static var sequenceLE: Field<UInt16> {
            sequenceLE(
                means: "The number of an address mask message, read in little-endian order.", in: "RFC 950 appendix I")
        }
        @inlinable public static var mask: Field<IPv4Address> {
            .init(
                "address_mask", "Address Mask", bits: 32..<64, means: "The subnet mask; 0 in a request.",
                in: "RFC 950 appendix I")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE), .init(mask),
            ]
        }
        public static var layout: PartLayout { .fixed(8) }
    }

    /// RFC 8335 section 2.
    public enum ExtendedEchoRequest: Numbered {
        public static var name: String { "icmp.extended_echo_request" }
        public static var title: String { "Extended echo request" }
        public static var meaning: Meaning {
            .init(
                "PROBE: asks a host about one of its interfaces, or about a neighbor of it.", in: "RFC 8335 section 2")
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(means: "Ties the extended reply to the request.", in: "RFC 8335 section 2")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(
                means: "The identifier of an extended request, read in little-endian order.", in: "RFC 8335 section 2")
        }
        @inlinable public static var sequence: Field<UInt8> {
            .init(
                "ext.echo.seq", "Sequence Number", bits: 16..<24,
                means: "The number of the extended request, in one octet.", in: "RFC 8335 section 2")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "ext.echo.req.res", "Reserved", bits: 24..<31, show: .hex, means: "Seven bits of zero in the request.",
                in: "RFC 8335 section 2")
        }
        @inlinable public static var isLocal: Field<Bool> {
            .init(
                "ext.echo.req.local", "Local bit", bits: 31..<32,
                means: "1 asks about an interface of the host itself, 0 about one of its neighbors.",
                in: "RFC 8335 section 2")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(reserved), .init(isLocal),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 8335 section 3.
    public enum ExtendedEchoReply: Numbered {
        public static var name: String { "icmp.extended_echo_reply" }
        public static var title: String { "Extended echo reply" }
        public static var meaning: Meaning {
            .init("What PROBE's host says of the interface.", in: "RFC 8335 section 3")
        }
        @inlinable public static var identifier: Field<UInt16> {
            identifier(means: "The request's identifier, repeated.", in: "RFC 8335 section 3")
        }
        @inlinable public static var identifierLE: Field<UInt16> {
            identifierLE(
                means: "The identifier of an extended reply, read in little-endian order.", in: "RFC 8335 section 3")
        }
        @inlinable public static var sequence: Field<UInt8> {
            .init(
                "ext.echo.seq", "Sequence Number", bits: 16..<24, means: "The request's number, repeated.",
                in: "RFC 8335 section 3")
        }
        @inlinable public static var state: Field<UInt8> {
            .init(
                "ext.echo.rsp.state", "State", bits: 24..<27,
                means: """
                    What the host's neighbor table says of a neighbor that was asked about: 2 is reachable, 3 stale, 6
                    failed.
                    """, in: "RFC 8335 section 3")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "ext.echo.rsp.res", "Reserved", bits: 27..<29, show: .hex, means: "Two bits of zero in the reply.",
                in: "RFC 8335 section 3")
        }
        @inlinable public static var isActive: Field<Bool> {
            .init(
                "ext.echo.rsp.active", "Active bit", bits: 29..<30,
                means: "Whether the interface that was asked about is up.", in: "RFC 8335 section 3")
        }
        @inlinable public static var hasIPv4: Field<Bool> {
            .init(
                "ext.echo.rsp.ipv4", "IPv4 bit", bits: 30..<31,
                means: "Whether IPv4 runs on the interface that was asked about.", in: "RFC 8335 section 3")
        }
        @inlinable public static var hasIPv6: Field<Bool> {
            .init(
                "ext.echo.rsp.ipv6", "IPv6 bit", bits: 31..<32,
                means: "Whether IPv6 runs on the interface that was asked about.", in: "RFC 8335 section 3")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(state), .init(reserved),
                .init(isActive), .init(hasIPv4), .init(hasIPv6),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }
}

extension ICMP.Numbered {
    @inlinable @inline(__always)
    static func identifier(means words: StaticString, in section: StaticString) -> Field<UInt16> {
        .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1), means: words, in: section)
    }
    @inlinable @inline(__always)
    static func identifierLE(means words: StaticString, in section: StaticString) -> Field<UInt16> {
        .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little, means: words, in: section)
    }
    @inlinable @inline(__always)
    static func sequence(means words: StaticString, in section: StaticString) -> Field<UInt16> {
        .init("seq", "Sequence Number (BE)", bits: 16..<32, means: words, in: section)
    }
    @inlinable @inline(__always)
    static func sequenceLE(means words: StaticString, in section: StaticString) -> Field<UInt16> {
        .init("seq_le", "Sequence Number (LE)", bits: 16..<32, order: .little, means: words, in: section)
    }
}
