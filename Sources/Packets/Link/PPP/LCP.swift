/// The Link Control Protocol: how the two ends of a link agree on it, and look whether it lives. RFC 1661 section 5.
public enum LCP: PPPControl {
    public static var name: String { "lcp" }
    public static var title: String { "PPP Link Control Protocol" }
    public static var meaning: Meaning {
        .init("Opens, tests and closes the link before any other protocol may use it.", in: "RFC 1661 section 5")
    }
    public static var reference: String { "RFC 1661" }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/lcp(options=[mru=1492,magic_number=7])" }

    public static var examples: [FieldExample] {
        [
            .init(
                "lcp.data", "eth/pppoes/ppp/lcp(ppp.code=9,magic_number=7,data=0001)", filter: "lcp.data == 00:01"),
            .init(
                "lcp.rej_packet", "eth/pppoes/ppp/lcp(ppp.code=8,rej_proto=0x8021,rej_packet=0001)",
                filter: "lcp.rej_packet == 00:01"),
            .init("ppp.data", "eth/pppoes/ppp/lcp(ppp.code=5,ppp.data=0001)", filter: "ppp.data == 00:01"),
        ]
    }

    public static var magic: Field<UInt32> {
        .init(
            "magic_number", "Magic Number", bits: 0..<32, of: 3, show: .hex,
            means: "The sender's number in an echo; one's own coming back tells that the link is looped.",
            in: "RFC 1661 section 5.8")
    }
    public static var rejected: Field<PPPProtocol> {
        .init(
            "rej_proto", "Rejected Protocol", bits: 0..<16, of: 4, show: .hex,
            means: "The protocol that the sender does not speak.", in: "RFC 1661 section 5.7")
    }
    public static var rejectedPacket: Field<Octets> {
        .init("rej_packet", "Rejected Packet", part: 5, means: "What was refused.", in: "RFC 1661 section 5.7")
    }
    public static var data: Field<Octets> {
        .init("data", "Data", part: 6, means: "What an echo repeats.", in: "RFC 1661 section 5.8")
    }
    public static var tree: [AnyField] {
        [
            .init(code), .init(identifier), .init(length), .init(options), .init(rest),
            .when(code, in: 9...12, [.init(magic)]), .when(code, is: 8, [.init(rejected)]), .init(rejectedPacket),
            .init(data),
        ]
    }

    /// code, identifier and length | options | anything else | magic number | refused protocol | its packet | echo's data
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let length = Int(message.word(from &+ 2))
        guard length >= 4, from &+ length <= to else { return nil }
        switch message.octet(from) {
        case 1...4: return LayerParts(4, length)
        case 9...12 where length >= 8: return LayerParts(4, 4, 4, 8, 8, 8, length)
        case 8 where length >= 6: return LayerParts(4, 4, 4, 4, 6, length)
        default: return LayerParts(4, 4, length)
        }
    }

    /// `PPP-LCP Configuration Request, id 1, mru 1492, magic 0x7, auth CHAP`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let lcp = Layer<LCP>(message) else { return }
        summarize(lcp, "PPP-LCP", into: &line)
        if lcp.parts.count(3) > 0 {
            line.text.append(", magic 0x")
            line.text.append(hex: lcp.magic, digits: 8)
        }
        if lcp.parts.count(4) > 0 {
            line.text.append(", proto 0x")
            line.text.append(hex: lcp.rejected.rawValue, digits: 4)
        }
        var options = lcp.options
        while let option = options.next() {
            switch option.type {
            case 1:
                guard let size = option.as(ReceiveUnit.self) else { continue }
                line.text.append(", mru ")
                line.text.append(decimal: size.value)
            case 3:
                guard let authentication = option.as(Authentication.self) else { continue }
                line.text.append(", auth ")
                line.text.append(PPPProtocol.name(of: authentication.protocol.raw) ?? "other")
            case 5:
                guard let magic = option.as(MagicNumber.self) else { continue }
                line.text.append(", magic 0x")
                line.text.append(hex: magic.value, digits: 8)
            default: continue
            }
        }
        if options.isBroken { line.markMissing("lcp.opt", at: options.offset, "an option does not fit", in: packet) }
    }

    public enum Option: PPPOption {
        public static var name: String { "" }
        public static var prefix: String { "lcp.opt" }
        public static var title: String { "Option" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "mru=1492" }

        public static var type: Field<OptionType> {
            .init(
                "type", "Type", bits: 0..<8, auto: .variant,
                means:
                    "What of the link the option settles: 1 the size of packets, 3 who must prove itself, 5 a number.",
                in: "RFC 1661 section 6")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16, auto: .length(.header),
                means: "The octets of the link's option with its two of header.", in: "RFC 1661 section 6")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    1: ReceiveUnit.self, 2: ControlCharacters.self, 3: Authentication.self, 4: Quality.self,
                    5: MagicNumber.self, 7: ShortProtocol.self, 8: NoAddress.self, 17: MultilinkUnit.self,
                    19: Endpoint.self,
                ], otherwise: Unknown.self)
        }
    }

    public struct OptionType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Vendor Specific"), .init(1, "Maximum Receive Unit"),
            .init(2, "Async Control Character Map"), .init(3, "Authentication Protocol"),
            .init(4, "Quality Protocol"), .init(5, "Magic Number"), .init(7, "Protocol Field Compression"),
            .init(8, "Address and Control Field Compression"), .init(9, "FCS Alternatives"),
            .init(10, "Self-Describing Pad"), .init(13, "Callback"), .init(17, "Multilink MRRU"),
            .init(18, "Multilink Short Sequence Number Header"), .init(19, "Multilink Endpoint Discriminator"),
        ]
    }
}

/// What fills an option of LCP.
public protocol LCPOption: Schema {}

extension LCPOption {
    public static var name: String { "" }
    public static var prefix: String { "lcp.opt" }
}

extension LCP {
    public enum ReceiveUnit: LCPOption {
        public static var title: String { "Maximum Receive Unit" }
        public static var keywords: [String] { ["mru"] }
        public static var value: Field<UInt16> {
            .init(
                "mru", "Maximum Receive Unit", bits: 0..<16, preset: 1500,
                means: "The largest packet that the sender takes: 1500 unless said, 1492 over Ethernet.",
                in: "RFC 1661 section 6.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(2) }
    }

    public enum ControlCharacters: LCPOption {
        public static var title: String { "Async Control Character Map" }
        public static var keywords: [String] { ["asyncmap"] }
        public static var value: Field<UInt32> {
            .init(
                "asyncmap", "Async Control Character Map", bits: 0..<32, show: .hex,
                means: "A bit for each control character that a serial line must not carry as it is.",
                in: "RFC 1662 section 7.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum Authentication: LCPOption {
        public static var title: String { "Authentication Protocol" }
        public static var keywords: [String] { ["auth_protocol", "authentication"] }
        public static var `protocol`: Field<PPPProtocol> {
            .init(
                "auth_protocol", "Authentication Protocol", bits: 0..<16, show: .hex, preset: 0xc223,
                means: "How the other end shall prove who it is: 0xc023 sends its password as it is, 0xc223 hashes it.",
                in: "RFC 1661 section 6.2")
        }
        public static var algorithm: Field<Algorithm> {
            .init(
                "algorithm", "Algorithm", bits: 0..<8, of: 1,
                means: "What CHAP hashes with: 5 is MD5, 129 Microsoft's second way.", in: "RFC 1994 section 3")
        }
        public static var tree: [AnyField] {
            [.init(`protocol`), .when(`protocol`, is: 0xc223, [.init(algorithm)])]
        }
        /// protocol | its own
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 2 ? LayerParts(2, to &- from) : nil
        }

        public struct Algorithm: NamedNumber {
            public var rawValue: UInt8
            public init(rawValue: UInt8) { self.rawValue = rawValue }
            public static let names: [ValueName] = [
                .init(5, "CHAP with MD5"), .init(6, "CHAP with SHA-1"), .init(7, "CHAP with SHA-256"),
                .init(8, "CHAP with SHA3-256"), .init(128, "MS-CHAP"), .init(129, "MS-CHAP-2"),
            ]
        }
    }

    public enum Quality: LCPOption {
        public static var title: String { "Quality Protocol" }
        public static var keywords: [String] { ["quality_protocol"] }
        public static var `protocol`: Field<PPPProtocol> {
            .init(
                "quality_protocol", "Quality Protocol", bits: 0..<16, show: .hex, preset: 0xc025,
                means: "Which protocol tells how good the link is; 0xc025 is the only one.", in: "RFC 1661 section 6.3")
        }
        public static var period: Field<UInt32> {
            .init(
                "reporting_period", "Reporting Period", bits: 16..<48,
                means: "The longest time between two quality reports, in hundredths of a second.",
                in: "RFC 1989 section 2.3")
        }
        public static var tree: [AnyField] { [.init(`protocol`), .init(period)] }
        public static var layout: PartLayout { .exactly(6) }
    }

    public enum MagicNumber: LCPOption {
        public static var title: String { "Magic Number" }
        public static var keywords: [String] { ["magic_number", "magic"] }
        public static var value: Field<UInt32> {
            .init(
                "magic_number", "Magic Number", bits: 0..<32, show: .hex,
                means: "A number taken by chance: who gets its own back speaks to itself.", in: "RFC 1661 section 6.4")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(4) }
    }

    public enum ShortProtocol: LCPOption {
        public static var title: String { "Protocol Field Compression" }
        public static var keywords: [String] { ["pfc"] }
        public static var tree: [AnyField] { [] }
    }

    public enum NoAddress: LCPOption {
        public static var title: String { "Address and Control Field Compression" }
        public static var keywords: [String] { ["acfc"] }
        public static var tree: [AnyField] { [] }
    }

    public enum MultilinkUnit: LCPOption {
        public static var title: String { "Multilink MRRU" }
        public static var keywords: [String] { ["mrru"] }
        public static var value: Field<UInt16> {
            .init(
                "mrru", "MRRU", bits: 0..<16, preset: 1500,
                means: "The largest packet that the sender puts together of pieces from several links.",
                in: "RFC 1990 section 5.1.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(2) }
    }

    public enum Endpoint: LCPOption {
        public static var title: String { "Multilink Endpoint Discriminator" }
        public static var keywords: [String] { ["endpoint"] }
        public static var addressClass: Field<UInt8> {
            .init(
                "ep_disc_class", "Class", bits: 0..<8, preset: 1,
                means: "What the endpoint's name is: 1 local, 2 an IPv4 address, 3 a MAC address.",
                in: "RFC 1990 section 5.1.3")
        }
        public static var value: Field<Octets> {
            .init(
                "data", "Data", part: 1, means: "The name of the end that several links lead to.",
                in: "RFC 1990 section 5.1.3")
        }
        public static var tree: [AnyField] { [.init(addressClass), .init(value)] }
        public static var layout: PartLayout { .fixedAndRest(1) }
    }

    public enum Unknown: LCPOption {
        public static var title: String { "Option" }
        public static var value: Field<Octets> {
            .init(
                "unknown_data", "Data", part: 0, means: "An option of the link without a format here.",
                in: "RFC 1661 section 6")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}
