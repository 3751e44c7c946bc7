/// Errors and echoes. RFC 4443 sections 3 and 4.
extension ICMPv6 {
    /// Destination unreachable and time exceeded.
    public enum Unreachable: Variant {
        public static var name: String { "icmpv6.unreachable" }
        public static var title: String { "Unused" }
        public static var meaning: Meaning {
            .init(
                "A packet could not be delivered, for the reason that the code gives; its beginning follows.",
                in: "RFC 4443 section 3.1")
        }
        /// The length of what is quoted in units of 8 octets, where extensions follow. RFC 4884 section 4.
        @inlinable public static var length: Field<UInt8> {
            .init(
                "length", "Length of original datagram", bits: 0..<8,
                means: "How much of the packet is quoted, in words of eight octets, where an extension follows.",
                in: "RFC 4884 section 4.4")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 0..<32, means: "Zeros beside the length of an unreachable message.",
                in: "RFC 4443 section 3.1")
        }
        @inlinable public static var rest: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 8..<32, means: "The rest of the four unused octets.",
                in: "RFC 4443 section 3.1")
        }
        public static var tree: [AnyField] {
            [
                .when(length, is: 0, [.init(reserved)]), .unless(length, is: 0, [.init(length), .init(rest)]),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    public enum PacketTooBig: Variant {
        public static var name: String { "icmpv6.too_big" }
        public static var title: String { "Packet too big" }
        public static var meaning: Meaning {
            .init(
                """
                A packet did not fit a link on its way. Since IPv6 routers do not fragment, the sender has to;
                whoever filters this message breaks connections.
                """, in: "RFC 4443 section 3.2")
        }
        @inlinable public static var mtu: Field<UInt32> {
            .init(
                "mtu", "MTU", bits: 0..<32, preset: 1280,
                means: "The largest packet that the link takes. Below 1280 it is not to be believed.",
                in: "RFC 8201 section 4")
        }
        public static var tree: [AnyField] { [.init(mtu)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    public enum ParameterProblem: Variant {
        public static var name: String { "icmpv6.parameter_problem" }
        public static var title: String { "Parameter problem" }
        public static var meaning: Meaning {
            .init(
                """
                A field of the quoted packet was not understood: a wrong value, an unknown header, an unknown
                option.
                """, in: "RFC 4443 section 3.4")
        }
        @inlinable public static var pointer: Field<UInt32> {
            .init(
                "pointer", "Pointer", bits: 0..<32,
                means: "Where the fault lies in the packet, in octets; it can point beyond what is quoted.",
                in: "RFC 4443 section 3.4")
        }
        public static var tree: [AnyField] { [.init(pointer)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    public enum Echo: Schema {
        public static var name: String { "icmpv6.echo" }
        public static var title: String { "Echo" }
        public static var meaning: Meaning {
            .init("What ping sends over IPv6, and the reply, which repeats all of it.", in: "RFC 4443 section 4.1")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "identifier", "Identifier", bits: 0..<16, show: .hex, auto: .identity(from: 1),
                means: "Whose ping it is, on the host that sends it.", in: "RFC 4443 section 4.1")
        }
        @inlinable public static var sequence: Field<UInt16> {
            .init(
                "sequence_number", "Sequence", bits: 16..<32, means: "Which of the pings it is; the reply repeats it.",
                in: "RFC 4443 section 4.1")
        }
        public static var tree: [AnyField] { [.init(identifier), .init(sequence)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 8335 section 2.
    public enum ExtendedEchoRequest: Variant {
        public static var name: String { "icmpv6.extended_echo_request" }
        public static var title: String { "Extended echo request" }
        public static var meaning: Meaning {
            .init("PROBE over IPv6: asks whether an interface is up.", in: "RFC 8335 section 2")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "echo.identifier", "Identifier", bits: 0..<16, show: .hex,
                means: "What ties PROBE's reply over IPv6 to the request.", in: "RFC 8335 section 2")
        }
        @inlinable public static var sequence: Field<UInt8> {
            .init(
                "ext.echo.seq", "Sequence number", bits: 16..<24, means: "The number of the request over IPv6.",
                in: "RFC 8335 section 2")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "ext.echo.req.res", "Reserved", bits: 24..<31, show: .hex, means: "Zeros in the request over IPv6.",
                in: "RFC 8335 section 2")
        }
        @inlinable public static var isLocal: Field<Bool> {
            .init(
                "ext.echo.req.local", "Local bit", bits: 31..<32,
                means: "Whether the question is about the host itself (1) or its neighbor (0).",
                in: "RFC 8335 section 2")
        }
        @inlinable public static var rest: Field<Octets> { .init("", "Extensions", part: 1) }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(sequence), .init(reserved), .init(isLocal), .init(rest),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 8335 section 3.
    public enum ExtendedEchoReply: Variant {
        public static var name: String { "icmpv6.extended_echo_reply" }
        public static var title: String { "Extended echo reply" }
        public static var meaning: Meaning {
            .init("The answer to PROBE over IPv6.", in: "RFC 8335 section 3")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "echo.identifier", "Identifier", bits: 0..<16, show: .hex,
                means: "The identifier of the request over IPv6, repeated.", in: "RFC 8335 section 3")
        }
        @inlinable public static var sequence: Field<UInt8> {
            .init(
                "ext.echo.seq", "Sequence number", bits: 16..<24,
                means: "The number of the request over IPv6, repeated.", in: "RFC 8335 section 3")
        }
        @inlinable public static var state: Field<UInt8> {
            .init(
                "ext.echo.rsp.state", "State", bits: 24..<27,
                means: """
                    The state of the neighbor's entry, as 1 incomplete, 2 reachable, 3 stale, 4 delay, 5 probe, 6
                    failed.
                    """, in: "RFC 8335 section 3")
        }
        @inlinable public static var reserved: Field<UInt8> {
            .init(
                "ext.echo.rsp.res", "Reserved", bits: 27..<29, show: .hex, means: "Zeros in the reply over IPv6.",
                in: "RFC 8335 section 3")
        }
        @inlinable public static var isActive: Field<Bool> {
            .init(
                "ext.echo.rsp.active", "Active bit", bits: 29..<30,
                means: "PROBE's answer over IPv6: whether the interface is up.", in: "RFC 8335 section 3")
        }
        @inlinable public static var hasIPv4: Field<Bool> {
            .init(
                "ext.echo.rsp.ipv4", "IPv4 bit", bits: 30..<31,
                means: "PROBE's answer over IPv6: whether the interface speaks IPv4.", in: "RFC 8335 section 3")
        }
        @inlinable public static var hasIPv6: Field<Bool> {
            .init(
                "ext.echo.rsp.ipv6", "IPv6 bit", bits: 31..<32,
                means: "PROBE's answer over IPv6: whether the interface speaks IPv6.", in: "RFC 8335 section 3")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .init(sequence), .init(state), .init(reserved), .init(isActive),
                .init(hasIPv4), .init(hasIPv6),
            ]
        }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// Home agent discovery and mobile prefix solicitation. RFC 6275 sections 6.5 and 6.7.
    public enum HomeAgentRequest: Variant {
        public static var name: String { "icmpv6.home_agent_request" }
        public static var title: String { "Home agent request" }
        public static var meaning: Meaning {
            .init("A mobile node asks which routers of its home network forward for it.", in: "RFC 6275 section 6.5")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "mip6.identifier", "Identifier", bits: 0..<16, means: "Ties a home agent's answer to the question.",
                in: "RFC 6275 section 6.5")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 16..<32, means: "Zeros in a home agent request.",
                in: "RFC 6275 section 6.5")
        }
        public static var tree: [AnyField] { [.init(identifier), .init(reserved)] }
        public static var layout: PartLayout { .fixed(4) }
    }

    /// RFC 6275 section 6.6.
    public enum HomeAgentReply: Variant {
        public static var name: String { "icmpv6.home_agent_reply" }
        public static var title: String { "Home agent reply" }
        public static var meaning: Meaning {
            .init("The routers that may be home agents.", in: "RFC 6275 section 6.6")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "mip6.identifier", "Identifier", bits: 0..<16,
                means: "The identifier of the question, repeated by a home agent.", in: "RFC 6275 section 6.6")
        }
        @inlinable public static var reserved: Field<Octets> {
            .init(
                "reserved", "Reserved", bits: 16..<32, means: "Zeros in a home agent reply.", in: "RFC 6275 section 6.6"
            )
        }
        public static var agents: Repeated<Agent> {
            .init(
                "", "Home agents", part: 1, means: "The addresses of the home agents, the preferred first.",
                in: "RFC 6275 section 6.6")
        }
        public static var tree: [AnyField] { [.init(identifier), .init(reserved), .init(agents)] }
        public static var layout: PartLayout { .fixedAndRest(4) }

        public enum Agent: ListItem {
            public static var name: String { "icmpv6.mip6.agent" }
            public static var prefix: String { "icmpv6" }
            public static var title: String { "Home agent" }
            public static var meaning: Meaning {
                .init("One home agent.", in: "RFC 6275 section 6.6")
            }
            @inlinable public static var value: Field<IPv6Address> {
                .init(
                    "mip6.home_agent_address", "Home Agent Address", bits: 0..<128,
                    means: "A home agent's global address.", in: "RFC 6275 section 6.6")
            }
        }
    }

    /// RFC 6275 section 6.8.
    public enum PrefixAdvertisement: Variant {
        public static var name: String { "icmpv6.prefix_advertisement" }
        public static var title: String { "Mobile prefix advertisement" }
        public static var meaning: Meaning {
            .init("Tells a mobile node the prefixes of its home network while it is away.", in: "RFC 6275 section 6.8")
        }
        @inlinable public static var identifier: Field<UInt16> {
            .init(
                "mip6.identifier", "Identifier", bits: 0..<16,
                means: "The identifier of the solicitation that it answers.", in: "RFC 6275 section 6.8")
        }
        @inlinable public static var flags: Field<UInt16> {
            .init(
                "mip6.flag", "Flags", bits: 16..<32, show: .hex, means: "How the home network gives out addresses.",
                in: "RFC 6275 section 6.8")
        }
        @inlinable public static var isManaged: Field<Bool> {
            .init(
                "mip6.flag.m", "Managed address configuration", bits: 16..<17,
                means: "Addresses at home come by DHCPv6.", in: "RFC 6275 section 6.8")
        }
        @inlinable public static var isOther: Field<Bool> {
            .init(
                "mip6.flag.o", "Other configuration", bits: 17..<18, means: "Other settings at home come by DHCPv6.",
                in: "RFC 6275 section 6.8")
        }
        @inlinable public static var reserved: Field<UInt16> {
            .init(
                "mip6.flag.rsv", "Reserved", bits: 18..<32, means: "Zeros behind the two flags.",
                in: "RFC 6275 section 6.8")
        }
        public static var options: Repeated<NeighborOption> {
            .init("", "Options", part: 1, means: "The home network's prefixes, as options.", in: "RFC 6275 section 6.8")
        }
        public static var tree: [AnyField] {
            [
                .init(identifier), .group(flags, [.init(isManaged), .init(isOther), .init(reserved)]),
                .init(options),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// A message whose type is known and whose fields are not declared: router renumbering, node information, RPL.
    public enum Undeclared: Variant {
        public static var name: String { "icmpv6.undeclared" }
        public static var title: String { "Message body" }
        public static var meaning: Meaning {
            .init("The body of a message that is not taken apart.", in: "RFC 4443 section 2.1")
        }
        @inlinable public static var body: Field<Octets> { .init("", "Message body", part: 0) }
        public static var tree: [AnyField] { [.init(body)] }
    }

    public enum Unknown: Variant {
        public static var name: String { "icmpv6.other" }
        public static var title: String { "Data" }
        public static var meaning: Meaning {
            .init("The body of a message whose type is not known.", in: "RFC 4443 section 2.4")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "data", "Data", part: 0, means: "The octets of a message whose type is not known, behind the checksum.",
                in: "RFC 4443 section 2.4")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}
