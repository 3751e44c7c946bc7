/// Internet Control Message Protocol for IPv6, with neighbor discovery and multicast listeners. RFC 4443, RFC 4861.
public enum ICMPv6: PacketProtocol {
    public static var name: String { "icmpv6" }
    public static var title: String { "Internet Control Message Protocol v6" }
    public static var meaning: Meaning {
        .init(
            """
            All that IPv6 says about itself: errors, echoes, which routers and neighbors there are, and who listens
            to a group. A firewall that drops all of it breaks IPv6.
            """, in: "RFC 4443 section 1")
    }
    public static var shortName: String { "ICMPv6" }
    public static var reference: String { "RFC 4443" }
    public static var carrier: (any PacketProtocol.Type)? { IPv6.self }
    public static var example: String? { "ipv6/icmpv6(nd.ns.target_address=fe80::1)" }
    public static var examples: [FieldExample] {
        [
            .init(
                "icmpv6.opt.pref64.prefix",
                "ipv6/icmpv6(type=134,options=[{opt.type=38}])",
                filter: "icmpv6.opt.pref64.prefix"),
            .init(
                "icmpv6.mld.maximum_response_delay",
                "ipv6/icmpv6(type=131,mld.maximum_response_delay=1)"),
            .init(
                "icmpv6.mldr.mar.auxiliary_data",
                "ipv6/icmpv6(type=143,mldr.mar.multicast_address=ff02::1,mldr.mar.auxiliary_data=00010203)"),
            .init(
                "icmpv6.data",
                "ipv6/icmpv6(type=200,data=0001)"),
        ]
    }
    public static var aliases: [String] { ["icmp6"] }
    public static var includesPayload: Bool { true }

    @inlinable public static var type: Field<MessageType> {
        .init(
            "type", "Type", bits: 0..<8, auto: .variant, preset: 128,
            means: """
                What the message is: below 128 an error, from 128 on information. 128 asks for an echo, 134 is a
                router's advertisement, 135 a neighbor's solicitation.
                """, in: "RFC 4443 section 2.1")
    }
    @inlinable public static var code: Field<UInt8> {
        .init(
            "code", "Code", bits: 8..<16,
            means: """
                More about the type: of unreachable, 0 is no route, 1 forbidden, 3 no such neighbor, 4 no such port.
                """, in: "RFC 4443 section 2.1")
    }
    @inlinable public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 16..<32, show: .hex, auto: .checksum(.everything, pseudoHeader: true),
            means: """
                A sum over the message and a pseudo-header of the addresses, unlike that of ICMP for IPv4.
                """, in: "RFC 4443 section 2.3")
    }
    public static var checksumStatus: Derived<ICMPv6, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false, means: "Whether message and addresses fit the sum.",
            in: "RFC 4443 section 2.3"
        ) { _, packet in packet.verify(protocolNumber: 58) }
    }
    public static var tree: [AnyField] {
        [
            .init(type), .init(code), .init(checksum), .init(checksumStatus),
        ]
    }
    public static var variants: Variants? {
        Variants(
            .part(1), by: type,
            [
                1: Unreachable.self, 2: PacketTooBig.self, 3: Unreachable.self, 4: ParameterProblem.self,
                128: Echo.self, 129: Echo.self, 130: ListenerQuery.self, 131: Listener.self, 132: Listener.self,
                133: RouterSolicitation.self, 134: RouterAdvertisement.self, 135: NeighborSolicitation.self,
                136: NeighborAdvertisement.self, 137: Redirect.self, 143: ListenerReport.self,
                144: HomeAgentRequest.self, 145: HomeAgentReply.self, 146: HomeAgentRequest.self,
                138: Undeclared.self, 139: Undeclared.self, 140: Undeclared.self, 141: Undeclared.self,
                142: Undeclared.self, 147: PrefixAdvertisement.self, 148: Undeclared.self, 149: Undeclared.self,
                151: Undeclared.self, 152: Undeclared.self, 153: Undeclared.self, 154: Undeclared.self,
                155: Undeclared.self, 156: Undeclared.self, 157: Undeclared.self, 158: Undeclared.self,
                159: Undeclared.self, 160: ExtendedEchoRequest.self, 161: ExtendedEchoReply.self,
            ], otherwise: Unknown.self)
    }

    /// type, code, checksum | what the type says
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 4 else { return nil }
        let type = MessageType(rawValue: message.octet(from))
        if type.quotes || type.isEcho { return to &- from >= 8 ? LayerParts(4, 8) : nil }
        return LayerParts(4, to &- from)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 4 else { return .malformed }
        let type = MessageType(rawValue: message.octet(0))
        if type.quotes {
            guard message.byteCount >= 8 else { return .malformed }
            return .quoted(.etherType(0x86dd), from: 8, to: message.byteCount)
        }
        if type.isEcho { return message.byteCount >= 8 ? .data(from: 8, to: message.byteCount) : .malformed }
        return .stop
    }

    /// The request's type, its identifier and its sequence number, or the address that is asked for. An error is known by
    /// what it quotes.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        let type = message.value(of: Self.type)
        let request = digest.role == .question ? (type.isRequest ? type.rawValue : nil) : type.request
        guard let request else {
            if digest.role == .question || !type.quotes { digest.refuse() }
            return
        }
        let names = message.value(of: Field<UInt32>("", "Identifier and sequence number", bits: 32..<64))
        switch request {
        case 135:
            guard message.byteCount >= 24 else { return digest.refuse() }
            let target = message.value(of: Field<IPv6Address>("", "Target address", bits: 64..<192))
            digest.restart()
            digest.add(target.high)
            digest.add(target.low)
        case 130, 133: digest.restart(asksGroup: true)
        case 160: digest.add(names & 0xffff_ff00)
        default: digest.add(names)
        }
        digest.add(request)
    }

    /// https://www.iana.org/assignments/icmpv6-parameters
    public struct MessageType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Destination Unreachable"), .init(2, "Packet Too Big"), .init(3, "Time Exceeded"),
            .init(4, "Parameter Problem"), .init(100, "Private experimentation"), .init(101, "Private experimentation"),
            .init(127, "Reserved for expansion of ICMPv6 error messages"), .init(128, "Echo (ping) request"),
            .init(129, "Echo (ping) reply"), .init(130, "Multicast Listener Query"),
            .init(131, "Multicast Listener Report"), .init(132, "Multicast Listener Done"),
            .init(133, "Router Solicitation"), .init(134, "Router Advertisement"), .init(135, "Neighbor Solicitation"),
            .init(136, "Neighbor Advertisement"), .init(137, "Redirect"), .init(138, "Router Renumbering"),
            .init(139, "Node Information Query"), .init(140, "Node Information Reply"),
            .init(141, "Inverse Neighbor Discovery Solicitation"),
            .init(142, "Inverse Neighbor Discovery Advertisement"), .init(143, "Multicast Listener Report Message v2"),
            .init(144, "Home Agent Address Discovery Request"), .init(145, "Home Agent Address Discovery Reply"),
            .init(146, "Mobile Prefix Solicitation"), .init(147, "Mobile Prefix Advertisement"),
            .init(148, "Certification Path Solicitation"), .init(149, "Certification Path Advertisement"),
            .init(151, "Multicast Router Advertisement"), .init(152, "Multicast Router Solicitation"),
            .init(153, "Multicast Router Termination"), .init(154, "FMIPv6"), .init(155, "RPL Control"),
            .init(156, "ILNPv6 Locator Update Message"), .init(157, "Duplicate Address Request"),
            .init(158, "Duplicate Address Confirmation"), .init(159, "MPL Control Message"),
            .init(160, "Extended Echo Request"), .init(161, "Extended Echo Reply"),
        ]

        /// Whether the message quotes the packet that went wrong. RFC 4443 section 3.
        var quotes: Bool { rawValue >= 1 && rawValue <= 4 }
        var isEcho: Bool { rawValue == 128 || rawValue == 129 }
        var isRequest: Bool { [128, 130, 133, 135, 139, 144, 146, 160].contains(rawValue) }
        /// The type of the request that it answers.
        var request: UInt8? {
            switch rawValue {
            case 129, 134, 136, 140, 145, 147, 161: rawValue - 1
            case 131, 143: 130
            default: nil
            }
        }
    }
}
