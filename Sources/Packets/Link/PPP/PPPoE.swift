/// PPP over Ethernet: what finds an access concentrator, and what then carries PPP. RFC 2516.
///
/// The header of both stages; they have EtherTypes and names of their own.
public protocol PPPoEFormat: PacketProtocol {}

extension PPPoEFormat {
    public static var prefix: String { "pppoe" }
    public static var shortName: String { "PPPoE" }
    public static var reference: String { "RFC 2516" }

    public static var version: Field<UInt8> {
        .init("version", "Version", bits: 0..<4, preset: 1, means: "1, the only one.", in: "RFC 2516 section 4")
    }
    public static var type: Field<UInt8> {
        .init("type", "Type", bits: 4..<8, preset: 1, means: "1, as the version.", in: "RFC 2516 section 4")
    }
    public static var code: Field<PPPoECode> {
        .init(
            "code", "Code", bits: 8..<16, show: .hex,
            means: """
                What the discovery packet is: 0x09 a host asks who is there, 0x07 a concentrator offers, 0x19 and 0x65
                agree on a session, 0xa7 ends it. 0 is data of a session.
                """, in: "RFC 2516 section 5")
    }
    public static var session: Field<UInt16> {
        .init(
            "session_id", "Session ID", bits: 16..<32, show: .hex,
            means: "The concentrator's number for the session, 0 until there is one.", in: "RFC 2516 section 4")
    }
    public static var length: Field<UInt16> {
        .init(
            "payload_length", "Payload Length", bits: 32..<48, auto: .length(.rest),
            means: "The octets behind this header; the frame may be padded.", in: "RFC 2516 section 4")
    }
    static var headerFields: [AnyField] { [.init(version), .init(type), .init(code), .init(session), .init(length)] }
}

/// Finding a concentrator and agreeing on a session. RFC 2516 section 5.
public enum PPPoEDiscovery: PPPoEFormat {
    public static var name: String { "pppoed" }
    public static var title: String { "PPP-over-Ethernet Discovery" }
    public static var meaning: Meaning {
        .init(
            "How a host finds the access concentrators on its Ethernet, and begins or ends a session with one.",
            in: "RFC 2516 section 5")
    }
    public static var example: String? {
        "eth(dst=ff:ff:ff:ff:ff:ff)/pppoed(code=0x09,tags=[service_name='',host_uniq=0001])"
    }

    public static var tags: Repeated<Tag> {
        .init(
            "", "Tags", part: 1,
            means:
                "What the two tell each other: the wanted service, who offers it, and what finds the answer's owner.",
            in: "RFC 2516 appendix A")
    }
    public static var tree: [AnyField] { headerFields + [.init(tags)] }

    /// header | tags
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let end = 6 &+ Int(message.word(from &+ 4))
        return to &- from >= 6 ? LayerParts(6, min(end, to &- from)) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let discovery = Layer<PPPoEDiscovery>(message) else { return .malformed }
        return .layer(.none, from: discovery.parts.total, to: discovery.parts.total)
    }

    /// `PPPoE PADI, service any, host-uniq 0x0001`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let discovery = Layer<PPPoEDiscovery>(message) else { return }
        line.append("PPPoE ", as: .protocol)
        line.append(name: PPPoECode.shortName(discovery.code), "code-", discovery.code.rawValue)
        if discovery.session != 0 {
            line.text.append(", session 0x")
            line.text.append(hex: discovery.session, digits: 1)
        }
        var tags = discovery.tags
        while let tag = tags.next() {
            let value = tag.octets(ofPart: 1)
            switch tag.type {
            case 0x0101 where value.byteCount == 0: line.text.append(", any service")
            case 0x0101: line.append(tag: ", service ", value)
            case 0x0102: line.append(tag: ", concentrator ", value)
            case 0x0201: line.append(tag: ", service name error ", value)
            case 0x0202: line.append(tag: ", system error ", value)
            case 0x0203: line.append(tag: ", error ", value)
            default: continue
            }
        }
        if tags.isBroken { line.markMissing("pppoed", at: tags.offset, "a tag does not fit", in: packet) }
    }

    /// A tag: a type, a length and a value. RFC 2516 appendix A.
    public enum Tag: Schema {
        public static var name: String { "" }
        public static var prefix: String { "pppoed" }
        public static var title: String { "Tag" }
        public static var isHeadingOnly: Bool { true }

        public static var type: Field<TagType> {
            .init(
                "tag", "Tag", bits: 0..<16, show: .hex, auto: .variant,
                means: "What the tag holds; 0 ends them. Who does not know one passes over it.",
                in: "RFC 2516 appendix A")
        }
        public static var length: Field<UInt16> {
            .init(
                "tag_length", "Tag Length", bits: 16..<32, auto: .length(.part(1)),
                means: "The octets of the tag's value.", in: "RFC 2516 section 5")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    0x0101: ServiceName.self, 0x0102: ConcentratorName.self, 0x0103: HostUnique.self,
                    0x0104: Cookie.self, 0x0110: RelaySession.self, 0x0120: MaximumPayload.self,
                    0x0201: ServiceError.self, 0x0202: SystemError.self, 0x0203: GenericError.self,
                ], otherwise: UnknownTag.self)
        }
        public static var layout: PartLayout { .counted(4, by: 2) }
    }

    public struct TagType: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x0000, "End-Of-List"), .init(0x0101, "Service-Name"), .init(0x0102, "AC-Name"),
            .init(0x0103, "Host-Uniq"), .init(0x0104, "AC-Cookie"), .init(0x0105, "Vendor-Specific"),
            .init(0x0106, "Credits"), .init(0x0107, "Metrics"), .init(0x0108, "Sequence Number"),
            .init(0x0110, "Relay-Session-Id"), .init(0x0111, "HURL"), .init(0x0112, "MOTM"),
            .init(0x0120, "PPP-Max-Payload"), .init(0x0121, "IP-Route-Add"), .init(0x0201, "Service-Name-Error"),
            .init(0x0202, "AC-System-Error"), .init(0x0203, "Generic-Error"),
        ]
    }
}

/// A tag whose value is one field.
public protocol PPPoETag: Schema {
    associatedtype Value: WireValue
    static var field: StaticString { get }
    static var label: StaticString { get }
    static var words: StaticString { get }
}

extension PPPoETag {
    public static var name: String { "" }
    public static var prefix: String { "pppoed.tags" }
    public static var title: String { label.description }
    public static var keywords: [String] { [field.description] }
    public static var value: Field<Value> { .init(field, label, part: 0, means: words, in: "RFC 2516 appendix A") }
    public static var tree: [AnyField] { [.init(value)] }
    public static var layout: PartLayout { .whole }
}

extension PPPoEDiscovery {
    public enum ServiceName: PPPoETag {
        public typealias Value = String
        public static var field: StaticString { "service_name" }
        public static var label: StaticString { "Service-Name" }
        public static var words: StaticString { "The service that is wanted or offered; an empty one is any." }
    }
    public enum ConcentratorName: PPPoETag {
        public typealias Value = String
        public static var field: StaticString { "ac_name" }
        public static var label: StaticString { "AC-Name" }
        public static var words: StaticString { "The name of the concentrator that offers." }
    }
    public enum HostUnique: PPPoETag {
        public typealias Value = Octets
        public static var field: StaticString { "host_uniq" }
        public static var label: StaticString { "Host-Uniq" }
        public static var words: StaticString { "The host's mark, which offers and answers repeat." }
    }
    public enum Cookie: PPPoETag {
        public typealias Value = Octets
        public static var field: StaticString { "ac_cookie" }
        public static var label: StaticString { "AC-Cookie" }
        public static var words: StaticString {
            "What the concentrator gets back before it keeps anything of a host, against floods."
        }
    }
    public enum RelaySession: PPPoETag {
        public typealias Value = Octets
        public static var field: StaticString { "relay_session_id" }
        public static var label: StaticString { "Relay-Session-Id" }
        public static var words: StaticString { "The mark of a relay between the host and the concentrator." }
    }
    public enum MaximumPayload: PPPoETag {
        public typealias Value = Octets
        public static var field: StaticString { "max_payload" }
        public static var label: StaticString { "PPP-Max-Payload" }
        public static var words: StaticString { "The largest PPP packet over Ethernet with larger frames (RFC 4638)." }
    }
    public enum ServiceError: PPPoETag {
        public typealias Value = String
        public static var field: StaticString { "service_name_error" }
        public static var label: StaticString { "Service-Name-Error" }
        public static var words: StaticString { "Why the service is refused." }
    }
    public enum SystemError: PPPoETag {
        public typealias Value = String
        public static var field: StaticString { "ac_system_error" }
        public static var label: StaticString { "AC-System-Error" }
        public static var words: StaticString { "Why the concentrator cannot do it, such as for want of addresses." }
    }
    public enum GenericError: PPPoETag {
        public typealias Value = String
        public static var field: StaticString { "generic_error" }
        public static var label: StaticString { "Generic-Error" }
        public static var words: StaticString { "Any other fault, in words; either side may send it." }
    }
    public enum UnknownTag: Schema {
        public static var name: String { "" }
        public static var prefix: String { "pppoed.tag" }
        public static var title: String { "Tag" }
        public static var value: Field<Octets> {
            .init(
                "unknown_data", "Unknown Data", part: 0, means: "The value of a tag without a format here.",
                in: "RFC 2516 appendix A")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}

/// A session's packets. RFC 2516 section 6.
public enum PPPoESession: PPPoEFormat {
    public static var name: String { "pppoes" }
    public static var title: String { "PPP-over-Ethernet Session" }
    public static var meaning: Meaning {
        .init(
            "Carries PPP between a host and its concentrator once they agreed on a session.", in: "RFC 2516 section 6")
    }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/ip(dst=10.0.0.1)/icmp" }
    public static var tree: [AnyField] { headerFields }
    public static var layout: PartLayout { .fixed(6) }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let session = Layer<PPPoESession>(message) else { return .malformed }
        return .layer(PPP.key, from: 6, to: 6 &+ Int(session.length))
    }

    /// An answer comes in the same session.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let session = Layer<PPPoESession>(message) { digest.add(session.session) }
    }

    /// `PPPoE ses 0x1: …`
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let session = Layer<PPPoESession>(message) else { return }
        line.append("PPPoE ", as: .protocol)
        line.text.append("ses 0x")
        line.text.append(hex: session.session, digits: 1)
        line.isAnnounced = false
    }
}

public struct PPPoECode: NamedNumber {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0x00, "Session Data"), .init(0x07, "Active Discovery Offer (PADO)"),
        .init(0x09, "Active Discovery Initiation (PADI)"), .init(0x0a, "Active Discovery Session-Grant (PADG)"),
        .init(0x0b, "Active Discovery Session-Credit Response (PADC)"),
        .init(0x0c, "Active Discovery Quality (PADQ)"), .init(0x19, "Active Discovery Request (PADR)"),
        .init(0x65, "Active Discovery Session-confirmation (PADS)"),
        .init(0xa7, "Active Discovery Terminate (PADT)"), .init(0xd3, "Active Discovery Message (PADM)"),
        .init(0xd4, "Active Discovery Network (PADN)"),
    ]

    static func shortName(_ code: PPPoECode) -> StaticString? {
        switch code {
        case 0x07: "PADO"
        case 0x09: "PADI"
        case 0x19: "PADR"
        case 0x65: "PADS"
        case 0xa7: "PADT"
        default: nil
        }
    }
}

extension SummaryLine {
    fileprivate mutating func append(tag words: StaticString, _ value: RawSpan) {
        text.append(words)
        append(text: value)
    }
}
