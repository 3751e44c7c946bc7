/// What the messages hold behind their checksum.
extension ICMP {
    private static func fixed(_ length: Int, _ from: Int, _ to: Int) -> Parts? {
        to &- from >= length ? Parts(length) : nil
    }

    /// RFC 792, page 14. The two octet orders are those in which systems count their pings.
    public enum Echo: Schema {
        public static var name: String { "icmp.echo" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Echo" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt16> { .init("seq", "Sequence Number (BE)", bits: 16..<32) }
        public static var sequenceLE: Field<UInt16> {
            .init("seq_le", "Sequence Number (LE)", bits: 16..<32, order: .little)
        }
        /// When the request was sent, where its data look as if they began with that: seconds and microseconds, within a
        /// day of the capture.
        public static var time: Derived<Echo, AbsoluteTime> {
            .init("data_time", "Timestamp from icmp data", readsFlow: false) { echo, packet in
                Self.sent(echo.message, near: packet.frame.timestamp).map { AbsoluteTime($0) }
            }
        }
        public static var timeRelative: Derived<Echo, RelativeTime> {
            .init("data_time_relative", "Timestamp from icmp data (relative)", readsFlow: false) { echo, packet in
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
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }

        /// Octets that a time takes.
        static let timeLength = 8

        /// The time in the data of an echo, whose octets begin with ICMP's own header, where they look like one.
        static func sent(_ message: RawSpan, near moment: Timestamp) -> Timestamp? {
            guard message.byteCount >= 8 + timeLength else { return nil }
            for order in [ByteOrder.big, .little] {
                let seconds = Place(bit: 64, width: 32, order: order).load(message)
                let fraction = Place(bit: 96, width: 32, order: order).load(message)
                let distance = Int64(seconds) &- moment.seconds
                if fraction < 1_000_000, distance.magnitude < 86_400 {
                    return Timestamp(seconds: Int64(seconds), nanoseconds: UInt32(fraction) * 1000)
                }
            }
            return nil
        }
    }

    /// RFC 792, page 18.
    public enum Information: Schema {
        public static var name: String { "icmp.information" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Information" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt16> { .init("seq", "Sequence Number (BE)", bits: 16..<32) }
        public static var sequenceLE: Field<UInt16> {
            .init("seq_le", "Sequence Number (LE)", bits: 16..<32, order: .little)
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 792, page 4; the next hop's MTU: RFC 1191 section 4; the length: RFC 4884 section 4.1.
    public enum Unreachable: Schema {
        public static var name: String { "icmp.unreachable" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Destination unreachable" }
        public static var length: Field<UInt8> { .init("length", "Length", bits: 8..<16) }
        public static var originalLength: Field<UInt8> {
            .init("length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4)
        }
        public static var mtu: Field<UInt16> { .init("mtu", "MTU of next hop", bits: 0..<16, of: 2) }
        /// The octets that mean nothing with this code.
        public static var unused: Derived<Unreachable, OctetRange> {
            .init("unused", "Unused", readsFlow: false) { body, packet in
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
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 4 else { return nil }
            return message.octet(1) == 4 ? Parts(2, 2, 4) : Parts(2, 4)
        }
    }

    /// RFC 792, page 6.
    public enum TimeExceeded: Schema {
        public static var name: String { "icmp.time_exceeded" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Time exceeded" }
        public static var unused: Field<Octets> { .init("unused", "Unused", bits: 0..<32) }
        public static var length: Field<UInt8> { .init("length", "Length", bits: 8..<16) }
        public static var originalLength: Field<UInt8> {
            .init("length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4)
        }
        public static var rest: Field<Octets> { .init("", "Unused", bits: 16..<32) }
        public static var tree: [AnyField] {
            [
                .when(length, is: 0, [.init(unused)]),
                .unless(length, is: 0, [.init(length), .init(originalLength), .init(rest)]),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 792, page 8.
    public enum ParameterProblem: Schema {
        public static var name: String { "icmp.parameter_problem" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Parameter problem" }
        public static var pointer: Field<UInt32> { .init("pointer", "Pointer", bits: 0..<8) }
        public static var length: Field<UInt8> { .init("length", "Length", bits: 8..<16) }
        public static var originalLength: Field<UInt8> {
            .init("length.original_datagram", "Length of original datagram", bits: 8..<16, scale: 4)
        }
        public static var rest: Field<Octets> { .init("", "Unused", bits: 16..<32) }
        public static var tree: [AnyField] {
            [
                .init(pointer), .unless(length, is: 0, [.init(length), .init(originalLength)]), .init(rest),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 792, page 12.
    public enum Redirect: Schema {
        public static var name: String { "icmp.redirect" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Redirect" }
        public static var gateway: Field<IPv4Address> { .init("redir_gw", "Gateway Address", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(gateway)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// Messages with four octets that mean nothing: source quench, router solicitation.
    public enum Unused: Schema {
        public static var name: String { "icmp.plain" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Unused" }
        public static var unused: Field<Octets> { .init("unused", "Unused", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(unused)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 1256 section 3.
    public enum RouterAdvertisement: Schema {
        public static var name: String { "icmp.router_advertisement" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Router advertisement" }
        public static var count: Field<UInt8> {
            .init("num_addrs", "Number of addresses", bits: 0..<8, auto: .count(part: 1))
        }
        public static var entrySize: Field<UInt8> {
            .init("addr_entry_size", "Address entry size", bits: 8..<16, preset: 2)
        }
        public static var lifetime: Field<UInt16> { .init("lifetime", "Lifetime", bits: 16..<32, preset: 1800) }
        public static var routers: Repeated<Router> { .init("", "Routers", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(count), .init(entrySize), .init(lifetime), .init(routers),
            ]
        }
        /// fixed | routers
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 4 else { return nil }
            return Parts(4, min(4 &+ Int(message.octet(from)) &* 8, to &- from))
        }

        public enum Router: Schema {
            public static var name: String { "icmp.router" }
            public static var prefix: String { "icmp" }
            public static var title: String { "Router" }
            public static var address: Field<IPv4Address> { .init("router_address", "Router address", bits: 0..<32) }
            public static var preference: Field<Int32> { .init("pref_level", "Preference level", bits: 32..<64) }
            public static var tree: [AnyField] { [.init(address), .init(preference)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(8, from, to) }
        }
    }

    /// Milliseconds since midnight UT. RFC 792, page 16.
    public enum Timestamps: Schema {
        public static var name: String { "icmp.timestamps" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Timestamps" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt16> { .init("seq", "Sequence Number (BE)", bits: 16..<32) }
        public static var sequenceLE: Field<UInt16> {
            .init("seq_le", "Sequence Number (LE)", bits: 16..<32, order: .little)
        }
        public static var originate: Field<UInt32> {
            .init("originate_timestamp", "Originate Timestamp", bits: 32..<64)
        }
        public static var receive: Field<UInt32> { .init("receive_timestamp", "Receive Timestamp", bits: 64..<96) }
        public static var transmit: Field<UInt32> { .init("transmit_timestamp", "Transmit Timestamp", bits: 96..<128) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE), .init(originate),
                .init(receive), .init(transmit),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(16, from, to) }
    }

    /// RFC 950 appendix I.
    public enum AddressMask: Schema {
        public static var name: String { "icmp.mask" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Address mask" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt16> { .init("seq", "Sequence Number (BE)", bits: 16..<32) }
        public static var sequenceLE: Field<UInt16> {
            .init("seq_le", "Sequence Number (LE)", bits: 16..<32, order: .little)
        }
        public static var mask: Field<IPv4Address> { .init("address_mask", "Address Mask", bits: 32..<64) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(sequenceLE), .init(mask),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(8, from, to) }
    }

    /// RFC 8335 section 2.
    public enum ExtendedEchoRequest: Schema {
        public static var name: String { "icmp.extended_echo_request" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Extended echo request" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt8> { .init("ext.echo.seq", "Sequence Number", bits: 16..<24) }
        public static var reserved: Field<UInt8> { .init("ext.echo.req.res", "Reserved", bits: 24..<31, show: .hex) }
        public static var isLocal: Field<Bool> { .init("ext.echo.req.local", "Local bit", bits: 31..<32) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(reserved), .init(isLocal),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 8335 section 3.
    public enum ExtendedEchoReply: Schema {
        public static var name: String { "icmp.extended_echo_reply" }
        public static var prefix: String { "icmp" }
        public static var title: String { "Extended echo reply" }
        public static var identifier: Field<UInt16> {
            .init("ident", "Identifier (BE)", bits: 0..<16, auto: .identity(from: 1))
        }
        public static var identifierLE: Field<UInt16> {
            .init("ident_le", "Identifier (LE)", bits: 0..<16, order: .little)
        }
        public static var sequence: Field<UInt8> { .init("ext.echo.seq", "Sequence Number", bits: 16..<24) }
        public static var state: Field<UInt8> { .init("ext.echo.rsp.state", "State", bits: 24..<27) }
        public static var reserved: Field<UInt8> { .init("ext.echo.rsp.res", "Reserved", bits: 27..<29, show: .hex) }
        public static var isActive: Field<Bool> { .init("ext.echo.rsp.active", "Active bit", bits: 29..<30) }
        public static var hasIPv4: Field<Bool> { .init("ext.echo.rsp.ipv4", "IPv4 bit", bits: 30..<31) }
        public static var hasIPv6: Field<Bool> { .init("ext.echo.rsp.ipv6", "IPv6 bit", bits: 31..<32) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(identifierLE), .init(sequence), .init(state), .init(reserved),
                .init(isActive), .init(hasIPv4), .init(hasIPv6),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }
}
