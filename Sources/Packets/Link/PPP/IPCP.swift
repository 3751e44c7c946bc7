/// The IP Control Protocol: how a host on a PPP link gets its addresses. RFC 1332, RFC 1877.
public enum IPCP: PPPControl {
    public static var name: String { "ipcp" }
    public static var title: String { "PPP IP Control Protocol" }
    public static var meaning: Meaning {
        .init(
            "Settles the IPv4 addresses of both ends of a link, and the name servers of one.", in: "RFC 1332 section 2")
    }
    public static var reference: String { "RFC 1332" }
    public static var example: String? { "eth/pppoes(session_id=1)/ppp/ipcp(options=[ip_address=0.0.0.0])" }

    /// `PPP-IPCP Configuration Request, id 1, ip 0.0.0.0, dns 0.0.0.0`.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let ipcp = Layer<IPCP>(message) else { return }
        summarize(ipcp, "PPP-IPCP", into: &line)
        var options = ipcp.options
        while let option = options.next() {
            guard let address = option.as(Address.self) else { continue }
            switch option.type {
            case 3: line.text.append(", ip ")
            case 129, 131: line.text.append(", dns ")
            case 130, 132: line.text.append(", nbns ")
            default: continue
            }
            line.append(address.value)
        }
        if options.isBroken { line.markMissing("ipcp.opt", at: options.offset, "an option does not fit", in: packet) }
    }

    public enum Option: PPPOption {
        public static var name: String { "" }
        public static var prefix: String { "ipcp.opt" }
        public static var title: String { "Option" }
        public static var isHeadingOnly: Bool { true }
        public static var itemExample: String? { "ip_address=10.0.0.2" }

        public static var type: Field<OptionType> {
            .init(
                "type", "Type", bits: 0..<8, auto: .variant,
                means: "What of IPv4 the option settles: 3 the sender's address, 129 to 132 its name servers.",
                in: "RFC 1332 section 3")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16, auto: .length(.header),
                means: "The octets of IPv4's option, 6 of an address.", in: "RFC 1332 section 3")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    3: Address.self, 129: PrimaryDNS.self, 130: PrimaryNBNS.self, 131: SecondaryDNS.self,
                    132: SecondaryNBNS.self, 2: Compression.self,
                ], otherwise: Unknown.self)
        }
    }

    public struct OptionType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "IP Addresses (deprecated)"), .init(2, "IP Compression Protocol"), .init(3, "IP Address"),
            .init(4, "Mobile Node's Home Address"), .init(129, "Primary DNS Server IP Address"),
            .init(130, "Primary NBNS Server IP Address"), .init(131, "Secondary DNS Server IP Address"),
            .init(132, "Secondary NBNS Server IP Address"),
        ]
    }

    public enum Address: IPCPAddress {
        public static var field: StaticString { "ip_address" }
        public static var label: StaticString { "IP Address" }
        public static var words: StaticString {
            "The sender's address; 0.0.0.0 asks for one, and the other end answers with it."
        }
        public static var section: StaticString { "RFC 1332 section 3.3" }
    }
    public enum PrimaryDNS: IPCPAddress {
        public static var field: StaticString { "pri_dns_address" }
        public static var label: StaticString { "Primary DNS Address" }
        public static var words: StaticString { "The name server to ask first." }
        public static var section: StaticString { "RFC 1877 section 1.1" }
    }
    public enum PrimaryNBNS: IPCPAddress {
        public static var field: StaticString { "pri_nbns_address" }
        public static var label: StaticString { "Primary NBNS Address" }
        public static var words: StaticString { "The server of NetBIOS names to ask first." }
        public static var section: StaticString { "RFC 1877 section 1.2" }
    }
    public enum SecondaryDNS: IPCPAddress {
        public static var field: StaticString { "sec_dns_address" }
        public static var label: StaticString { "Secondary DNS Address" }
        public static var words: StaticString { "The name server to ask when the first is silent." }
        public static var section: StaticString { "RFC 1877 section 1.3" }
    }
    public enum SecondaryNBNS: IPCPAddress {
        public static var field: StaticString { "sec_nbns_address" }
        public static var label: StaticString { "Secondary NBNS Address" }
        public static var words: StaticString { "The second server of NetBIOS names." }
        public static var section: StaticString { "RFC 1877 section 1.4" }
    }

    public enum Compression: Schema {
        public static var name: String { "" }
        public static var prefix: String { "ipcp.opt" }
        public static var title: String { "IP Compression Protocol" }
        public static var keywords: [String] { ["compress_proto"] }
        public static var `protocol`: Field<PPPProtocol> {
            .init(
                "compress_proto", "IP Compression Protocol", bits: 0..<16, show: .hex, preset: 0x002d,
                means: "How headers of IP and TCP are made shorter: 0x002d is Van Jacobson's way.",
                in: "RFC 1332 section 3.2")
        }
        public static var slot: Field<UInt8> {
            .init(
                "max_slot_id", "Max Slot ID", bits: 0..<8, of: 1,
                means: "The highest number of a connection whose header is remembered.", in: "RFC 1332 section 4")
        }
        public static var compressesSlot: Field<Bool> {
            .init(
                "comp_slot_id", "Comp Slot ID", bits: 15..<16, of: 1,
                means: "Whether the connection's number may be left out.", in: "RFC 1332 section 4")
        }
        public static var slotReserved: Field<UInt8> {
            .init("slot_reserved", "Reserved", bits: 8..<15, of: 1, means: "Seven zeros.", in: "RFC 1332 section 4")
        }
        public static var tree: [AnyField] {
            [
                .init(`protocol`),
                .when(`protocol`, is: 0x002d, [.init(slot), .init(slotReserved), .init(compressesSlot)]),
            ]
        }
        /// protocol | its own
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from >= 2 ? LayerParts(2, to &- from) : nil
        }
    }

    public enum Unknown: Schema {
        public static var name: String { "" }
        public static var prefix: String { "ipcp.opt" }
        public static var title: String { "Option" }
        public static var value: Field<Octets> {
            .init(
                "unknown_data", "Data", part: 0, means: "An option of IPv4 on the link without a format here.",
                in: "RFC 1332 section 3")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}

/// An option that is one address.
public protocol IPCPAddress: Schema {
    static var field: StaticString { get }
    static var label: StaticString { get }
    static var words: StaticString { get }
    static var section: StaticString { get }
}

extension IPCPAddress {
    public static var name: String { "" }
    public static var prefix: String { "ipcp.opt" }
    public static var title: String { label.description }
    public static var keywords: [String] { [field.description] }
    public static var value: Field<IPv4Address> { .init(field, label, bits: 0..<32, means: words, in: section) }
    public static var tree: [AnyField] { [.init(value)] }
    public static var layout: PartLayout { .exactly(4) }
}

/// The same for IPv6: only the last half of the link's address. RFC 5072.
public enum IPv6CP: PPPControl {
    public static var name: String { "ipv6cp" }
    public static var title: String { "PPP IPv6 Control Protocol" }
    public static var meaning: Meaning {
        .init(
            "Settles that both ends of a link have different interface identifiers; all else comes by NDP and DHCPv6.",
            in: "RFC 5072 section 3")
    }
    public static var reference: String { "RFC 5072" }
    public static var example: String? {
        "eth/pppoes(session_id=1)/ppp/ipv6cp(options=[interface_identifier=0200000000000001])"
    }
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let control = Layer<IPv6CP>(message) else { return }
        summarize(control, "PPP-IPV6CP", into: &line)
        var options = control.options
        while let option = options.next() {
            guard option.type == 1 else { continue }
            line.text.append(", identifier ")
            line.text.append(hexOf: option.octets(ofPart: 1), separator: UInt8(ascii: ":"))
        }
    }

    public enum Option: PPPOption {
        public static var name: String { "" }
        public static var prefix: String { "ipv6cp.opt" }
        public static var title: String { "Option" }
        public static var isHeadingOnly: Bool { true }

        public static var type: Field<OptionType> {
            .init(
                "type", "Type", bits: 0..<8, auto: .variant,
                means: "1 is the interface identifier, nearly the only one.",
                in: "RFC 5072 section 4")
        }
        public static var length: Field<UInt8> {
            .init(
                "length", "Length", bits: 8..<16, auto: .length(.header),
                means: "The octets of IPv6's option, 10 of an identifier.", in: "RFC 5072 section 4.1")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? { Variants(.part(1), by: type, [1: Identifier.self]) }
    }

    public struct OptionType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "Interface Identifier"), .init(2, "IPv6 Compression Protocol"),
        ]
    }

    public enum Identifier: Schema {
        public static var name: String { "" }
        public static var prefix: String { "ipv6cp" }
        public static var title: String { "Interface Identifier" }
        public static var keywords: [String] { ["interface_identifier"] }
        public static var value: Field<Octets> {
            .init(
                "interface_identifier", "Interface Identifier", bits: 0..<64,
                means: "The last eight octets of the sender's link-local address; zeros ask for some.",
                in: "RFC 5072 section 4.1")
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static var layout: PartLayout { .exactly(8) }
    }
}
