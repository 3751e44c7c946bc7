/// The Point-to-Point Protocol: packets of any kind over one link. RFC 1661; RFC 1662 for links like HDLC.
public enum PPP: PacketProtocol {
    public static var name: String { "ppp" }
    public static var title: String { "Point-to-Point Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Carries packets between two ends that first agree on how, prove who they are and get an address: modems
            once, PPPoE and PPTP today.
            """, in: "RFC 1661 section 1")
    }
    public static var reference: String { "RFC 1661" }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/lcp(options=[{type=1,mru=1492}])" }

    public static var address: Field<UInt8> {
        .init(
            "address", "Address", bits: 0..<8, show: .hex, means: "0xff, for all stations: a link has only one other.",
            in: "RFC 1662 section 3.1")
    }
    public static var control: Field<UInt8> {
        .init(
            "control", "Control", bits: 8..<16, show: .hex,
            means: "3, an unnumbered frame. Both octets may be left out where the ends agreed on it.",
            in: "RFC 1662 section 3.1")
    }
    public static var type: Field<PPPProtocol> {
        .init(
            "protocol", "Protocol", bits: 0..<16, of: 1, show: .hex, auto: .next(.pppProtocol), preset: 0x0021,
            means: """
                What is carried: 0x0021 is IPv4, 0x0057 IPv6; from 0x8000 on what settles such a protocol, from 0xc000
                on what settles the link.
                """, in: "RFC 1661 section 2")
    }
    /// In one octet, once the ends agreed on that. RFC 1661 section 6.5.
    public static var shortType: Field<PPPProtocol> {
        .init(
            "protocol", "Protocol", bits: 0..<8, of: 2, show: .hex,
            means: "A number below 256 in one octet, which the ends must have agreed on.", in: "RFC 1661 section 6.5")
    }
    public static var tree: [AnyField] {
        [
            .when(octetsOf: PPP.self, { $0.parts.count(0) > 0 }, [.init(address), .init(control)]), .init(type),
            .when(octetsOf: PPP.self, { $0.parts.count(2) > 0 }, [.init(shortType)]),
        ]
    }

    /// address and control | protocol in two octets | in one
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let start = to &- from >= 2 && message.word(from) == 0xff03 ? 2 : 0
        // The last octet of a number is odd, all before it are even (RFC 1661 section 2).
        let isShort = message.octet(from &+ start) & 1 == 1
        let end = start &+ (isShort ? 1 : 2)
        guard end <= to &- from else { return nil }
        return isShort ? LayerParts(start, start, end) : LayerParts(start, end)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let ppp = Layer<PPP>(message) else { return .malformed }
        return .layer(.init(.pppProtocol, UInt32(ppp.number.rawValue)), from: ppp.parts.total, to: message.byteCount)
    }

    /// `PPP, proto Compressed datagram (0x00fd), length 30`; what is known names itself.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard packet.carriesData, let ppp = Layer<PPP>(message) else { return }
        line.append("PPP", as: .protocol)
        line.text.append(", proto ")
        line.text.append(PPPProtocol.name(of: ppp.number.raw) ?? "Unknown")
        line.text.append(" (0x")
        line.text.append(hex: ppp.number.rawValue, digits: 4)
        line.text.append("), length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }

    /// The key under which links of Ethernet and tunnels know PPP: its EtherType.
    static var key: DispatchKey { .etherType(0x880b) }
}

extension Layer where P == PPP {
    var number: PPPProtocol { parts.count(1) > 0 ? load(PPP.type) : load(PPP.shortType) }
}

extension DispatchTable {
    /// What PPP carries. https://www.iana.org/assignments/ppp-numbers
    public static var pppProtocol: DispatchTable { .init(rawValue: 8) }
}

/// https://www.iana.org/assignments/ppp-numbers
public struct PPPProtocol: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x0021, "Internet Protocol version 4"), .init(0x002d, "Van Jacobson Compressed TCP/IP"),
        .init(0x002f, "Van Jacobson Uncompressed TCP/IP"), .init(0x0031, "Bridging PDU"),
        .init(0x003d, "PPP Multilink Protocol"), .init(0x0057, "Internet Protocol version 6"),
        .init(0x00fd, "Compressed datagram"), .init(0x0281, "MPLS Unicast"),
        .init(0x8021, "Internet Protocol Control Protocol"), .init(0x8053, "Encryption Control Protocol"),
        .init(0x8057, "IPv6 Control Protocol"), .init(0x80fd, "Compression Control Protocol"),
        .init(0x8281, "MPLS Control Protocol"), .init(0xc021, "Link Control Protocol"),
        .init(0xc023, "Password Authentication Protocol"), .init(0xc025, "Link Quality Report"),
        .init(0xc223, "Challenge Handshake Authentication Protocol"),
        .init(0xc227, "Extensible Authentication Protocol"),
    ]
}
