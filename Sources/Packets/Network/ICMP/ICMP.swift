/// Internet Control Message Protocol. RFC 792.
public enum ICMP: PacketProtocol {
    public static var name: String { "icmp" }
    public static var title: String { "Internet Control Message Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            How routers and hosts tell a sender what became of its packets, and how ping asks whether a host is
            there.
            """, in: "RFC 792")
    }
    public static var reference: String { "RFC 792" }
    public static var example: String? { "ip(dst=10.0.0.1)/icmp(type=8)/'ping'" }
    public static var examples: [FieldExample] {
        [
            .init(
                "icmp.mtu",
                "ip/icmp(type=3,code=4,mtu=1)")
        ]
    }
    public static var aliases: [String] { ["icmp4"] }
    public static var role: LayerRole { .timed }
    public static var includesPayload: Bool { true }

    @inlinable public static var type: Field<MessageType> {
        .init(
            "type", "Type", bits: 0..<8, auto: .variant, preset: 8,
            means: """
                What the message is: 8 asks for an echo, 0 is the reply, 3 says unreachable, 5 redirects, 11 says that
                the time to live ran out.
                """, in: "RFC 792")
    }
    @inlinable public static var code: Field<UInt8> {
        .init(
            "code", "Code", bits: 8..<16,
            means: """
                What the type says in more detail: of type 3, 0 is no route, 1 no host, 3 no such port, 4 too large a
                packet, 13 forbidden by a filter.
                """, in: "RFC 792")
    }
    @inlinable public static var checksum: Field<UInt16> {
        .init(
            "checksum", "Checksum", bits: 16..<32, show: .hex, auto: .checksum(.everything),
            means: "A sum over the whole message, without a pseudo-header.", in: "RFC 792")
    }
    public static var checksumStatus: Derived<ICMP, ChecksumStatus> {
        .init(
            "checksum.status", "Checksum Status", readsFlow: false,
            means: "Whether the message's sum fits. An error message whose sum is bad is ignored.",
            in: "RFC 1122 section 3.2.2"
        ) { _, packet in
            guard packet.isWhole else { return .unverified }
            return .of(InternetChecksum.of(packet.message(packet.index)) == 0)
        }
    }
    /// RFC 4884 section 7.
    @inlinable public static var extensionVersion: Field<UInt8> {
        .init(
            "ext.version", "Version", bits: 0..<4, of: 3,
            means: "The version of the extension behind the quoted packet: 2.", in: "RFC 4884 section 7")
    }
    @inlinable public static var extensionReserved: Field<UInt16> {
        .init(
            "ext.res", "Reserved", bits: 4..<16, of: 3, show: .hex, means: "Bits of the extension that are zero.",
            in: "RFC 4884 section 7")
    }
    @inlinable public static var extensionChecksum: Field<UInt16> {
        .init(
            "ext.checksum", "Checksum", bits: 16..<32, of: 3, show: .hex,
            means: "A sum over the extension alone; 0 where there is none.", in: "RFC 4884 section 7")
    }
    public static var extensionChecksumStatus: Derived<ICMP, ChecksumStatus> {
        .init(
            "ext.checksum.status", "Checksum Status", readsFlow: false,
            means: """
                Whether the extension's sum fits; if not, it may be no extension but a part of the quote.
                """, in: "RFC 4884 section 7"
        ) { icmp, packet in
            let start = icmp.start + icmp.parts.start(3)
            guard icmp.parts.count(3) >= 4 else { return nil }
            guard packet.isWhole else { return .unverified }
            if icmp.extensionChecksum == 0 { return .notPresent }
            var checksum = InternetChecksum()
            checksum.add(icmp.message, from: start, to: icmp.start + icmp.parts.total)
            return .of(checksum.finish() == 0)
        }
    }
    /// That there is an extension structure.
    public static var extensionPresence: Derived<ICMP, UInt8> {
        .init(
            "ext", "ICMP Extensions", readsFlow: false,
            means: "The message has an extension, such as the labels that a packet had in an MPLS network.",
            in: "RFC 4884 section 7"
        ) { icmp, _ in icmp.parts.count(3) >= 4 ? 1 : nil }
    }
    public static var extensions: Repeated<ExtensionObject> {
        .init(
            "", "ICMP Extensions", part: 4, means: "The objects of the extension, each of a class.",
            in: "RFC 4884 section 8")
    }
    public static var tree: [AnyField] {
        [
            .init(type), .init(code), .init(checksum), .init(checksumStatus),
            .when(
                extensionVersion, in: 0...15,
                [.init(extensionVersion), .init(extensionReserved), .init(extensionChecksum)]),
            .hidden(extensionPresence), .init(extensionChecksumStatus), .init(extensions),
        ]
    }
    public static var variants: Variants? {
        Variants(
            .part(1), by: type,
            [
                0: Echo.self, 3: Unreachable.self, 4: Unused.self, 5: Redirect.self, 8: Echo.self,
                9: RouterAdvertisement.self, 10: Unused.self, 11: TimeExceeded.self, 12: ParameterProblem.self,
                13: Timestamps.self, 14: Timestamps.self, 15: Information.self, 16: Information.self,
                17: AddressMask.self, 18: AddressMask.self, 42: ExtendedEchoRequest.self, 43: ExtendedEchoReply.self,
            ])
    }

    /// The time that an echo was sent, at the start of its data.
    public static func claimedLength(_ message: RawSpan, near moment: Packets.Timestamp) -> Int {
        guard let icmp = Layer<ICMP>(message), icmp.type == 8 || icmp.type == 0 else { return 0 }
        return Echo.sent(message, near: moment) == nil ? 0 : Echo.timeLength
    }

    /// The part that is the packet that an error is about.
    static var quotedPart: Int { 2 }

    /// type, code, checksum | what the type says | quoted packet | extension header | extension objects
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let type = message.octet(from)
        guard to &- from >= 4, let body = MessageType(rawValue: type).bodyLength else {
            return to &- from >= 4 ? LayerParts(4) : nil
        }
        if type == 9 { return to &- from >= 8 ? LayerParts(4, to &- from) : nil }
        guard 4 &+ body <= to &- from else { return nil }
        // An extended echo request says in an object which interface it asks about. RFC 8335 section 2.
        if type == 42, to &- from >= 12 { return LayerParts(4, 8, 8, 12, to &- from) }
        guard MessageType(rawValue: type).quotes else { return LayerParts(4, 4 &+ body) }
        let quoted = measureQuoted(message, from, to)
        let end = to &- from
        guard quoted &+ 8 &+ 4 <= end else { return LayerParts(4, 8, end) }
        return LayerParts(4, 8, 8 &+ quoted, 12 &+ quoted, end)
    }

    /// How many octets of the packet that went wrong the message holds. RFC 4884 section 5.
    private static func measureQuoted(_ message: RawSpan, _ from: Int, _ to: Int) -> Int {
        let all = to &- from &- 8
        guard MessageType(rawValue: message.octet(from)).mayExtend else { return all }
        let length = Int(message.octet(from &+ 5)) &* 4
        if length > 0 { return min(length, all) }
        // Senders from before RFC 4884 give no length: the extension then follows 128 octets, of which the packet that
        // is quoted may fill fewer.
        return all > 128 && message.word(from &+ 10) <= 128 ? 128 : all
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let icmp = Layer<ICMP>(message) else { return .malformed }
        let type = MessageType(rawValue: message.octet(0))
        guard type.quotes else { return .data(from: icmp.parts.total, to: message.byteCount) }
        return .quoted(.etherType(0x0800), from: 8, to: icmp.parts.end(2), hasTrailer: true)
    }

    /// The request's type, its identifier and its sequence number. An error is known by what it quotes.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        let type = message.value(of: Self.type)
        let request = digest.role == .question ? (type.isRequest ? type.rawValue : nil) : type.request
        guard let request, message.byteCount >= 8 else {
            if digest.role == .question || !type.endsPacket { digest.refuse() }
            return
        }
        digest.add(request)
        // The last octet holds flags where an interface is asked after. RFC 8335 section 2.
        let names = message.value(of: Field<UInt32>("", "Identifier and sequence number", bits: 32..<64))
        digest.add(request == 42 ? names & 0xffff_ff00 : names)
    }

    /// https://www.iana.org/assignments/icmp-parameters
    public struct MessageType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Echo (ping) reply"), .init(3, "Destination unreachable"),
            .init(4, "Source quench (flow control)"),
            .init(5, "Redirect"), .init(6, "Alternate host address"), .init(8, "Echo (ping) request"),
            .init(9, "Router advertisement"), .init(10, "Router solicitation"), .init(11, "Time-to-live exceeded"),
            .init(12, "Parameter problem"), .init(13, "Timestamp request"), .init(14, "Timestamp reply"),
            .init(15, "Information request"), .init(16, "Information reply"), .init(17, "Address mask request"),
            .init(18, "Address mask reply"), .init(30, "Traceroute"), .init(31, "Datagram Conversion Error"),
            .init(32, "Mobile Host Redirect"), .init(37, "Domain Name Request"), .init(38, "Domain Name Reply"),
            .init(39, "SKIP"), .init(40, "Photuris"), .init(42, "Extended Echo request"),
            .init(43, "Extended Echo reply"),
        ]

        /// Whether the message quotes the packet that went wrong.
        var quotes: Bool { rawValue == 3 || rawValue == 4 || rawValue == 5 || rawValue == 11 || rawValue == 12 }
        /// Whether what it quotes went no further: not so where a router only advises. RFC 1122 section 3.2.2.
        var endsPacket: Bool { quotes && rawValue != 4 && rawValue != 5 }
        var isRequest: Bool { [8, 13, 15, 17, 42].contains(rawValue) }
        /// The type of the request that it answers.
        var request: UInt8? {
            switch rawValue {
            case 0: 8
            case 14, 16, 18, 43: rawValue - 1
            default: nil
            }
        }
        /// Whether objects may follow what it quotes. RFC 4884 section 4.
        var mayExtend: Bool { rawValue == 3 || rawValue == 11 || rawValue == 12 }
        /// How many octets follow the checksum before data or the packet that is quoted; `nil` when that is not known.
        var bodyLength: Int? {
            switch rawValue {
            case 0, 3, 4, 5, 8, 9, 10, 11, 12, 15, 16, 42, 43: 4
            case 13, 14: 16
            case 17, 18: 8
            default: nil
            }
        }
    }
}
