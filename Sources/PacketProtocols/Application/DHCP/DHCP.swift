public import Packets

/// Dynamic Host Configuration Protocol, and BOOTP from which it grew. RFC 2131, RFC 951.
public enum DHCP: PacketProtocol {
    public static var name: String { "dhcp" }
    public static var title: String { "Dynamic Host Configuration Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Gives hosts their address and all that they need to know of a network. Whoever answers first rules where
            the client's packets go.
            """, in: "RFC 2131 section 1")
    }
    public static var reference: String { "RFC 2131" }
    public static var aliases: [String] { ["bootp"] }
    /// A server may first ask whether an address is free (RFC 2131 section 2.2); a client waits this long before it asks
    /// again (section 4.1).
    public static var answerTime: Duration? { .seconds(4) }
    public static var example: String? {
        "ip(src=0.0.0.0,dst=255.255.255.255)/udp(srcport=68,dstport=67)/dhcp(options=[dhcp=Discover,end])"
    }

    @inlinable public static var operation: Field<Operation> {
        .init(
            "type", "Message type", bits: 0..<8, preset: 1,
            means: """
                1 is from a client, 2 from a server. What the message is in DHCP's own words, an option says.
                """, in: "RFC 2131 section 2")
    }
    @inlinable public static var hardwareType: Field<UInt8> {
        .init(
            "hw.type", "Hardware type", bits: 8..<16, show: .hex, preset: 1,
            means: "The kind of the client's link, in ARP's numbers: 1 is Ethernet.", in: "RFC 2131 section 2")
    }
    @inlinable public static var hardwareLength: Field<UInt8> {
        .init(
            "hw.len", "Hardware address length", bits: 16..<24, auto: .length(.part(1)),
            means: "The octets of the client's hardware address, 6 of Ethernet.", in: "RFC 2131 section 2")
    }
    @inlinable public static var hops: Field<UInt8> {
        .init(
            "hops", "Hops", bits: 24..<32, means: "How many relays passed the message on; a client sends 0.",
            in: "RFC 2131 section 2")
    }
    @inlinable public static var identifier: Field<UInt32> {
        .init(
            "id", "Transaction ID", bits: 32..<64, show: .hex, auto: .identity(from: 1),
            means: "The client's number for this exchange, which each answer repeats.", in: "RFC 2131 section 2")
    }
    /// Since the client began, in seconds.
    @inlinable public static var seconds: Field<UInt16> {
        .init(
            "secs", "Seconds elapsed", bits: 64..<80,
            means: "For how long the client has been trying: some servers answer only those who wait.",
            in: "RFC 2131 section 2")
    }
    @inlinable public static var flags: Field<UInt16> {
        .init(
            "flags", "Bootp flags", bits: 80..<96, show: .hex, means: "One flag, and fifteen bits that are zero.",
            in: "RFC 2131 section 2")
    }
    /// The client cannot take a unicast before it has an address. RFC 1542 section 3.1.1.
    @inlinable public static var isBroadcast: Field<Bool> {
        .init(
            "flags.bc", "Broadcast flag", bits: 80..<81,
            means: "The client cannot take a packet for an address that it has not got yet: answer to all.",
            in: "RFC 2131 section 4.1")
    }
    @inlinable public static var reservedFlags: Field<UInt16> {
        .init(
            "flags.reserved", "Reserved flags", bits: 81..<96, show: .hex, means: "Must be zero in what clients send.",
            in: "RFC 2131 section 2")
    }
    /// `ciaddr`: the address that the client has.
    @inlinable public static var clientAddress: Field<IPv4Address> {
        .init(
            "ip.client", "Client IP address", bits: 96..<128,
            means: """
                The address that the client has and uses already (ciaddr): when it renews, or only asks for settings.
                """, in: "RFC 2131 section 2")
    }
    /// `yiaddr`: the address that the client is given.
    @inlinable public static var yourAddress: Field<IPv4Address> {
        .init(
            "ip.your", "Your (client) IP address", bits: 128..<160,
            means: "The address that the server gives the client (yiaddr).", in: "RFC 2131 section 2")
    }
    /// `siaddr`: where to boot from.
    @inlinable public static var serverAddress: Field<IPv4Address> {
        .init(
            "ip.server", "Next server IP address", bits: 160..<192,
            means: "The server to boot from next (siaddr), which need not be the one that answers.",
            in: "RFC 2131 section 2")
    }
    /// `giaddr`.
    @inlinable public static var relayAddress: Field<IPv4Address> {
        .init(
            "ip.relay", "Relay agent IP address", bits: 192..<224,
            means: """
                The relay's address on the client's link (giaddr): by it the server chooses the subnet, and to it the
                answer goes.
                """, in: "RFC 2131 section 2")
    }
    /// `chaddr`, of Ethernet.
    @inlinable public static var hardwareAddress: Field<MACAddress> {
        .init(
            "hw.mac_addr", "Client MAC address", bits: 0..<48, of: 1,
            means: """
                The client's card (chaddr), by which servers know it where it names itself in no other way.
                """, in: "RFC 2131 section 2")
    }
    @inlinable public static var otherHardwareAddress: Field<Octets> {
        .init(
            "hw.addr", "Client hardware address", part: 1, means: "The client's hardware address of another length.",
            in: "RFC 2131 section 2")
    }
    @inlinable public static var hardwarePadding: Field<Octets> {
        .init(
            "hw.addr_padding", "Client hardware address padding", bits: 0..<80, of: 2,
            means: "What the address leaves of its sixteen octets.", in: "RFC 2131 section 2")
    }
    /// `sname`.
    @inlinable public static var serverName: Field<TerminatedText> {
        .init(
            "server", "Server host name", bits: 0..<512, of: 3,
            means: "The name of the server to boot from (sname), unless its room holds options.",
            in: "RFC 2131 section 2")
    }
    @inlinable public static var file: Field<TerminatedText> {
        .init(
            "file", "Boot file name", bits: 0..<1024, of: 4,
            means: "The file to boot (file), unless its room holds options.", in: "RFC 2131 section 2")
    }
    /// That options follow. RFC 2132 section 2.
    @inlinable public static var cookie: Field<IPv4Address> {
        .init(
            "cookie", "Magic cookie", bits: 0..<32, of: 5, preset: 0x6382_5363,
            means: "99.130.83.99 says that options follow; without it the message is plain BOOTP.",
            in: "RFC 2131 section 3")
    }
    public static var options: Repeated<Option> {
        .init("options", "Options", part: 6, means: "What the message is, and all settings.", in: "RFC 2131 section 3")
    }
    /// What `sname` holds where the options say so. RFC 2131 section 4.1.
    public static var serverNameOptions: Repeated<OverloadedOption> {
        .init(
            "server.options", "Server host name option overload", part: 3,
            means: "Options for which the option field had no room, in place of the server's name.",
            in: "RFC 2131 section 4.1")
    }
    /// What `file` holds likewise.
    public static var fileOptions: Repeated<OverloadedOption> {
        .init(
            "file.options", "Boot file name option overload", part: 4,
            means: "Options in place of the boot file's name; read before those in place of the server's.",
            in: "RFC 2131 section 4.1")
    }
    /// What stands behind the end option, or in a BOOTP message without a cookie.
    @inlinable public static var padding: Field<Octets> {
        .init(
            "option.padding", "Padding", part: 7,
            means: "Octets behind the end option. Some old systems want messages of 300 octets.",
            in: "RFC 1542 section 2.1")
    }
    public static var vendorOctets: Derived<DHCP, OctetRange> {
        .init(
            "vendor_specific_options", "Bootp vendor specific options",
            means: "The vendor's area of a BOOTP message that has no cookie.", in: "RFC 951 section 3"
        ) { dhcp, packet in
            guard dhcp.parts.count(5) == 0, dhcp.parts.count(7) > 0 else { return nil }
            let base = packet.layers[packet.index].start + dhcp.start
            return OctetRange(base + dhcp.parts.start(7), base + dhcp.parts.end(7))
        }
    }

    public static var tree: [AnyField] {
        [
            .init(operation), .init(hardwareType), .init(hardwareLength), .init(hops), .init(identifier),
            .init(seconds), .group(flags, [.init(isBroadcast), .init(reservedFlags)]), .init(clientAddress),
            .init(yourAddress), .init(serverAddress), .init(relayAddress),
            .unless(octetsOf: DHCP.self, { !$0.hasCardAddress }, [.init(hardwareAddress)]),
            .when(octetsOf: DHCP.self, { !$0.hasCardAddress }, [.init(otherHardwareAddress)]),
            .init(hardwarePadding),
            .unless(octetsOf: DHCP.self, { $0.overloadKind.takesServerName }, [.init(serverName)]),
            .unless(octetsOf: DHCP.self, { $0.overloadKind.takesFile }, [.init(file)]),
            .init(cookie), .init(options),
            .when(octetsOf: DHCP.self, { $0.overloadKind.takesServerName }, [.init(serverNameOptions)]),
            .when(octetsOf: DHCP.self, { $0.overloadKind.takesFile }, [.init(fileOptions)]),
            .init(padding), .init(vendorOctets),
        ]
    }

    /// numbers and addresses | hardware address | its padding | server | file | cookie | options | padding
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to - from >= 236 else { return nil }
        let length = Int(message.octet(from + 2))
        let address = length <= 16 ? 28 + length : 28
        guard to - from >= 240, message.long(from + 236) == 0x6382_5363 else {
            return LayerParts(ends: [28, address, 44, 108, 236, 236, 236, to - from])
        }
        return LayerParts(ends: [
            28, address, 44, 108, 236, 240, measureOptions(message, from: from + 240, to: to) - from, to - from,
        ])
    }

    public static func measureCut(_ message: RawSpan, from: Int, to: Int) -> LayerParts {
        let count = max(0, min(to, message.byteCount) - from)
        guard count >= 28 else { return LayerParts(count) }
        let length = Int(message.octet(from + 2))
        let address = length <= 16 ? 28 + length : 28
        return LayerParts(28, min(address, count), min(44, count), min(108, count), min(236, count), count)
    }

    /// The transaction: neither client nor server need have an address yet. RFC 2131 section 4.1.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let dhcp = Layer<DHCP>(message), dhcp.operation == (digest.role == .question ? 1 : 2) else {
            return digest.refuse()
        }
        digest.restart(asksGroup: digest.asksGroup)
        digest.add(dhcp.identifier)
        digest.add(dhcp.cookie.rawValue)
    }

    /// Where the options end: behind the end option, or at `to`.
    private static func measureOptions(_ message: RawSpan, from: Int, to: Int) -> Int {
        var offset = from
        while offset < to {
            switch message.octet(offset) {
            case 0: offset += 1
            case 255: return offset + 1
            default: offset += 2 + Int(message.octet(offset + 1))
            }
        }
        return to
    }

    public struct Operation: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [.init(1, "Boot Request"), .init(2, "Boot Reply")]
    }

    public struct MessageType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Discover"), .init(2, "Offer"), .init(3, "Request"), .init(4, "Decline"), .init(5, "ACK"),
            .init(6, "NAK"), .init(7, "Release"), .init(8, "Inform"), .init(9, "Force Renew"), .init(10, "Lease query"),
            .init(11, "Lease Unassigned"), .init(12, "Lease Unknown"), .init(13, "Lease Active"),
            .init(14, "Bulk Lease Query"), .init(15, "Lease Query Done"), .init(16, "Active LeaseQuery"),
            .init(17, "Lease Query Status"), .init(18, "TLS"),
        ]
    }
}

extension Layer where P == DHCP {
    /// Whether the client's link is Ethernet or like it, by ARP's numbers, so that its address is a card's.
    var hasCardAddress: Bool { self.hardwareLength == 6 && (self.hardwareType == 1 || self.hardwareType == 6) }
}
