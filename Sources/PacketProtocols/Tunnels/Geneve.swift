public import Packets

/// Generic Network Virtualization Encapsulation. RFC 8926.
public enum Geneve: PacketProtocol {
    public static var name: String { "geneve" }
    public static var title: String { "Generic Network Virtualization Encapsulation" }
    public static var meaning: Meaning {
        .init(
            "Carries virtual networks over UDP as VXLAN does, with room for whatever else switches want to know.",
            in: "RFC 8926 section 1")
    }
    public static var shortName: String { "Geneve" }
    public static var reference: String { "RFC 8926" }
    public static var example: String? { "ip(dst=10.0.0.1)/udp/geneve(vni=7)/eth/ip(dst=192.168.0.1)/icmp" }

    public static var examples: [FieldExample] {
        [
            .init("geneve.version", "ip/udp/geneve", filter: "geneve.version == 0"),
            .init(
                "geneve.option.unknown.data", "ip/udp/geneve(options=[{unknown.data=00010203}])",
                filter: "geneve.option.unknown.data == 00:01:02:03"),
        ]
    }

    public static var version: Field<UInt8> {
        .init(
            "version", "Version", bits: 0..<2, means: "0; endpoints drop what has another.",
            in: "RFC 8926 section 3.4")
    }
    public static var optionsLength: Field<UInt8> {
        .init(
            "option.length", "Length", bits: 2..<8, scale: 4, auto: .length(.part(1), unit: 4),
            means: "The octets of options; the field counts words of four.", in: "RFC 8926 section 3.4")
    }
    public static var flags: Field<UInt8> {
        .init(
            "flags", "Flags", bits: 8..<16, show: .hex, means: "Two flags, and six bits that are zero.",
            in: "RFC 8926 section 3.4")
    }
    public static var isControl: Field<Bool> {
        .init(
            "flags.oam", "Operations, Administration and Management Frame", bits: 8..<9,
            means: "The packet is for the tunnel's end itself, and not to be handed on.", in: "RFC 8926 section 3.4")
    }
    public static var hasCritical: Field<Bool> {
        .init(
            "flags.critical", "Critical Options Present", bits: 9..<10,
            means: "Some option must be understood, or the packet be dropped.", in: "RFC 8926 section 3.4")
    }
    public static var reservedFlags: Field<UInt8> {
        .init(
            "flags.reserved", "Reserved", bits: 10..<16, means: "Six bits that senders leave zero.",
            in: "RFC 8926 section 3.4")
    }
    public static var type: Field<EtherType> {
        .init(
            "proto_type", "Protocol Type", bits: 16..<32, show: .hex, auto: .next(.etherType),
            means: "What is carried, as an EtherType: 0x6558 is Ethernet.", in: "RFC 8926 section 3.4")
    }
    public static var network: Field<UInt24> {
        .init(
            "vni", "Virtual Network Identifier (VNI)", bits: 32..<56, show: .hex, preset: 1,
            means: "Which virtual network what is carried belongs to.", in: "RFC 8926 section 3.4")
    }
    public static var reserved: Field<UInt8> {
        .init(
            "reserved", "Reserved", bits: 56..<64, show: .hex, means: "The last octet before the options, zero.",
            in: "RFC 8926 section 3.4")
    }
    public static var options: Repeated<Option> {
        .init(
            "options", "Geneve Options", part: 1, means: "What else tunnel ends tell each other.",
            in: "RFC 8926 section 3.5")
    }
    public static var tree: [AnyField] {
        [
            .init(version), .init(optionsLength),
            .group(flags, [.init(isControl), .init(hasCritical), .init(reservedFlags)]), .init(type), .init(network),
            .init(reserved), .init(options),
        ]
    }

    /// fixed header | options
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let end = 8 &+ Int(message.octet(from) & 0x3f) &* 4
        return end <= to &- from ? LayerParts(8, end) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let geneve = Layer<Geneve>(message) else { return .malformed }
        if geneve.version != 0 { return .notMine }
        return .layer(.etherType(geneve.type.rawValue), from: geneve.parts.total, to: message.byteCount)
    }

    /// An answer comes in the same network.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let geneve = Layer<Geneve>(message) { digest.add(geneve.network.value) }
    }

    /// `Geneve, vni 0x7, proto Transparent Ethernet bridging (0x6558), options [8 bytes]: …`
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let geneve = Layer<Geneve>(message) else { return }
        line.append("Geneve", as: .protocol)
        if geneve.isControl { line.text.append(", OAM") }
        line.text.append(", vni 0x")
        line.text.append(hex: geneve.network.value, digits: 1)
        line.text.append(", proto ")
        line.append(type: geneve.type)
        guard geneve.optionsLength > 0 else { return }
        line.text.append(", options [")
        line.text.append(decimal: geneve.optionsLength)
        line.text.append(" bytes]")
    }

    /// One option: whose it is, what it is, and data in words of four octets. RFC 8926 section 3.5.
    public enum Option: Schema {
        public static var name: String { "geneve.option" }
        public static var title: String { "Option" }
        public static var meaning: Meaning {
            .init("What one vendor's tunnel ends say beside the frame.", in: "RFC 8926 section 3.5")
        }

        public static var optionClass: Field<OptionClass> {
            .init(
                "class", "Class", bits: 0..<16, show: .hex, preset: 0x0102,
                means: "Who defines the option: 0x0102 is Open vSwitch's and its like.",
                in: "RFC 8926 section 3.5")
        }
        public static var type: Field<UInt8> {
            .init(
                "type", "Type", bits: 16..<24, show: .hex, means: "The option's number among those of its class.",
                in: "RFC 8926 section 3.5")
        }
        public static var isCritical: Field<Bool> {
            .init(
                "type.critical", "Critical Option", bits: 16..<17,
                means: "Who does not know this option must drop the packet.", in: "RFC 8926 section 3.5")
        }
        public static var flags: Field<UInt8> {
            .init(
                "flags", "Flags", bits: 24..<27, show: .hex, means: "Three bits of an option without a meaning.",
                in: "RFC 8926 section 3.5")
        }
        public static var words: Field<UInt8> {
            .init(
                "words", "Length in words", bits: 27..<32, auto: .length(.part(1), unit: 4),
                means: "The option's data in words of four octets; its header is not among them.",
                in: "RFC 8926 section 3.5")
        }
        public static var length: Derived<Option, UInt8> {
            .init(
                "length", "Length", readsFlow: false, means: "The octets of the option, header and data.",
                in: "RFC 8926 section 3.5"
            ) { option, _ in UInt8(truncatingIfNeeded: option.parts.total) }
        }
        public static var data: Field<Octets> {
            .init("unknown.data", "Unknown Option Data", part: 1, means: "What the option says.", in: "RFC 8926")
        }
        public static var tree: [AnyField] {
            [
                .init(optionClass), .group(type, [.init(isCritical)]), .init(flags), .init(words), .init(length),
                .init(data),
            ]
        }

        /// fixed | data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let end = 4 &+ Int(message.octet(from &+ 3) & 0x1f) &* 4
            return end <= to &- from ? LayerParts(4, end) : nil
        }
    }

    /// https://www.iana.org/assignments/nvo3
    public struct OptionClass: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0x0100, "Linux"), .init(0x0101, "Open vSwitch"),
            .init(0x0102, "Open Virtual Networking (OVN)"), .init(0x0103, "In-band Network Telemetry (INT)"),
            .init(0x0104, "VMware"), .init(0x0105, "Amazon.com, Inc."), .init(0x0106, "Cisco Systems, Inc."),
            .init(0x0107, "Oracle Corporation"),
        ]
    }
}
