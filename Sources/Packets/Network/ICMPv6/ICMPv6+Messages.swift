/// Errors and echoes. RFC 4443 sections 3 and 4.
extension ICMPv6 {
    /// Destination unreachable and time exceeded.
    public enum Unreachable: Schema {
        public static var name: String { "icmpv6.unreachable" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Unused" }
        /// The length of what is quoted in units of 8 octets, where extensions follow. RFC 4884 section 4.
        public static var length: Field<UInt8> { .init("length", "Length of original datagram", bits: 0..<8) }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 0..<32) }
        public static var rest: Field<Octets> { .init("reserved", "Reserved", bits: 8..<32) }
        public static var tree: [AnyField] {
            [
                .when(length, is: 0, [.init(reserved)]), .unless(length, is: 0, [.init(length), .init(rest)]),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    public enum PacketTooBig: Schema {
        public static var name: String { "icmpv6.too_big" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Packet too big" }
        public static var mtu: Field<UInt32> { .init("mtu", "MTU", bits: 0..<32, preset: 1280) }
        public static var tree: [AnyField] { [.init(mtu)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    public enum ParameterProblem: Schema {
        public static var name: String { "icmpv6.parameter_problem" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Parameter problem" }
        public static var pointer: Field<UInt32> { .init("pointer", "Pointer", bits: 0..<32) }
        public static var tree: [AnyField] { [.init(pointer)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    public enum Echo: Schema {
        public static var name: String { "icmpv6.echo" }
        public static var title: String { "Echo" }
        public static var identifier: Field<UInt16> {
            .init("identifier", "Identifier", bits: 0..<16, show: .hex, auto: .identity(from: 1))
        }
        public static var sequence: Field<UInt16> { .init("sequence_number", "Sequence", bits: 16..<32) }
        public static var tree: [AnyField] { [.init(identifier), .init(sequence)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 8335 section 2.
    public enum ExtendedEchoRequest: Schema {
        public static var name: String { "icmpv6.extended_echo_request" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Extended echo request" }
        public static var identifier: Field<UInt16> { .init("echo.identifier", "Identifier", bits: 0..<16, show: .hex) }
        public static var sequence: Field<UInt8> { .init("ext.echo.seq", "Sequence number", bits: 16..<24) }
        public static var reserved: Field<UInt8> { .init("ext.echo.req.res", "Reserved", bits: 24..<31, show: .hex) }
        public static var isLocal: Field<Bool> { .init("ext.echo.req.local", "Local bit", bits: 31..<32) }
        public static var rest: Field<Octets> { .init("", "Extensions", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(sequence), .init(reserved), .init(isLocal), .init(rest),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(4, from, to) }
    }

    /// RFC 8335 section 3.
    public enum ExtendedEchoReply: Schema {
        public static var name: String { "icmpv6.extended_echo_reply" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Extended echo reply" }
        public static var identifier: Field<UInt16> { .init("echo.identifier", "Identifier", bits: 0..<16, show: .hex) }
        public static var sequence: Field<UInt8> { .init("ext.echo.seq", "Sequence number", bits: 16..<24) }
        public static var state: Field<UInt8> { .init("ext.echo.rsp.state", "State", bits: 24..<27) }
        public static var reserved: Field<UInt8> { .init("ext.echo.rsp.res", "Reserved", bits: 27..<29, show: .hex) }
        public static var isActive: Field<Bool> { .init("ext.echo.rsp.active", "Active bit", bits: 29..<30) }
        public static var hasIPv4: Field<Bool> { .init("ext.echo.rsp.ipv4", "IPv4 bit", bits: 30..<31) }
        public static var hasIPv6: Field<Bool> { .init("ext.echo.rsp.ipv6", "IPv6 bit", bits: 31..<32) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(sequence), .init(state), .init(reserved), .init(isActive),
                .init(hasIPv4), .init(hasIPv6),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// Home agent discovery and mobile prefix solicitation. RFC 6275 sections 6.5 and 6.7.
    public enum HomeAgentRequest: Schema {
        public static var name: String { "icmpv6.home_agent_request" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Home agent request" }
        public static var identifier: Field<UInt16> { .init("mip6.identifier", "Identifier", bits: 0..<16) }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 16..<32) }
        public static var tree: [AnyField] { [.init(identifier), .init(reserved)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(4, from, to) }
    }

    /// RFC 6275 section 6.6.
    public enum HomeAgentReply: Schema {
        public static var name: String { "icmpv6.home_agent_reply" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Home agent reply" }
        public static var identifier: Field<UInt16> { .init("mip6.identifier", "Identifier", bits: 0..<16) }
        public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 16..<32) }
        public static var agents: Repeated<Agent> { .init("", "Home agents", part: 1) }
        public static var tree: [AnyField] { [.init(identifier), .init(reserved), .init(agents)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(4, from, to) }

        public enum Agent: Schema {
            public static var name: String { "icmpv6.mip6.agent" }
            public static var prefix: String { "icmpv6" }
            public static var title: String { "Home agent" }
            public static var address: Field<IPv6Address> {
                .init("mip6.home_agent_address", "Home Agent Address", bits: 0..<128)
            }
            public static var tree: [AnyField] { [.init(address)] }
            public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { fixed(16, from, to) }
        }
    }

    /// RFC 6275 section 6.8.
    public enum PrefixAdvertisement: Schema {
        public static var name: String { "icmpv6.prefix_advertisement" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Mobile prefix advertisement" }
        public static var identifier: Field<UInt16> { .init("mip6.identifier", "Identifier", bits: 0..<16) }
        public static var flags: Field<UInt16> { .init("mip6.flag", "Flags", bits: 16..<32, show: .hex) }
        public static var isManaged: Field<Bool> {
            .init("mip6.flag.m", "Managed address configuration", bits: 16..<17)
        }
        public static var isOther: Field<Bool> { .init("mip6.flag.o", "Other configuration", bits: 17..<18) }
        public static var reserved: Field<UInt16> { .init("mip6.flag.rsv", "Reserved", bits: 18..<32) }
        public static var options: Repeated<NeighborOption> { .init("", "Options", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .group(flags, [.init(isManaged), .init(isOther), .init(reserved)]),
                .init(options),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { withRest(4, from, to) }
    }

    /// A message whose type is known and whose fields are not declared: router renumbering, node information, RPL.
    public enum Undeclared: Schema {
        public static var name: String { "icmpv6.undeclared" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Message body" }
        public static var body: Field<Octets> { .init("", "Message body", part: 0) }
        public static var tree: [AnyField] { [.init(body)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    public enum Unknown: Schema {
        public static var name: String { "icmpv6.other" }
        public static var prefix: String { "icmpv6" }
        public static var title: String { "Data" }
        public static var data: Field<Octets> { .init("data", "Data", part: 0) }
        public static var tree: [AnyField] { [.init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }
}
