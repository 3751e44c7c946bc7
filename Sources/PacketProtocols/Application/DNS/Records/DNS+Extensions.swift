public import Packets

/// EDNS: the options in an OPT record's data. RFC 6891 section 6.1.2.
extension DNS {
    public enum ExtensionOptions: DNSRecordData {
        public static var keyword: String { "OPT" }
        public static var title: String { "Options" }
        public static var options: Repeated<ExtensionOption> {
            .init(
                "options", "Options", part: 0,
                means: "What client and server tell each other besides question and answer.",
                in: "RFC 6891 section 6.1.2")
        }
        public static var tree: [AnyField] { [.init(options)] }
    }

    /// https://www.iana.org/assignments/dns-parameters
    public struct ExtensionCode: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "LLQ - Long-lived query"), .init(2, "UL - Update lease"),
            .init(3, "NSID - Name Server Identifier"), .init(4, "Owner"),
            .init(5, "DAU - DNSSEC Algorithm Understood (RFC6975)"), .init(6, "DHU - DS Hash Understood (RFC6975)"),
            .init(7, "N3U - NSEC3 Hash Understood (RFC6975)"), .init(8, "CSUBNET - Client subnet"),
            .init(9, "EDNS EXPIRE (RFC7314)"), .init(10, "COOKIE"), .init(11, "EDNS TCP Keepalive"),
            .init(12, "PADDING"),
            .init(13, "CHAIN"), .init(14, "EDNS KEY TAG"), .init(15, "Extended DNS Error"),
            .init(16, "EDNS CLIENT TAG"),
            .init(17, "EDNS SERVER TAG"),
        ]
    }

    /// One option: a code, a length, data.
    public enum ExtensionOption: Schema {
        public static var name: String { "dns.opt" }
        public static var title: String { "Option" }
        public static var meaning: Meaning {
            .init("One option of EDNS: a code, a length, data.", in: "RFC 6891 section 6.1.2")
        }
        public static var isPresenceOnly: Bool { true }
        @inlinable public static var code: Field<ExtensionCode> {
            .init(
                "code", "Option Code", bits: 0..<16, auto: .variant,
                means: """
                    What the option is: 8 is the client's network, 10 a cookie, 12 padding, 15 an error in detail.
                    """, in: "RFC 6891 section 6.1.2")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "len", "Option Length", bits: 16..<32, auto: .length(.part(1)),
                means: "How many octets of data an EDNS option has.", in: "RFC 6891 section 6.1.2")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "data", "Option Data", part: 1, means: "The data of an EDNS option, as they are.",
                in: "RFC 6891 section 6.1.2")
        }
        public static var tree: [AnyField] { [.init(code), .init(length), .init(data)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: code,
                [
                    5: SigningAlgorithms.self, 6: DigestAlgorithms.self, 7: HashAlgorithms.self, 8: ClientSubnet.self,
                    10: Cookie.self, 11: Keepalive.self, 12: Padding.self, 15: ExtendedError.self,
                ])
        }

        public static var layout: PartLayout { .counted(4, by: 2) }
    }

    /// An option's data.
    public protocol ExtensionData: Variant {}

    /// Which network the question came from. RFC 7871 section 6.
    public enum ClientSubnet: ExtensionData {
        public static var keyword: String { "csubnet" }
        public static var title: String { "Client subnet" }
        @inlinable public static var family: Field<UInt16> {
            .init(
                "client.family", "Family", bits: 0..<16, preset: 1,
                means: "The family of the network: 1 is IPv4, 2 IPv6.", in: "RFC 7871 section 6")
        }
        /// In bits.
        @inlinable public static var sourceLength: Field<UInt8> {
            .init(
                "client.netmask", "Source Netmask", bits: 16..<24,
                means: "How many bits of its client's address a resolver tells.", in: "RFC 7871 section 6")
        }
        /// In bits: for which network the answer holds.
        @inlinable public static var scopeLength: Field<UInt8> {
            .init(
                "client.scope", "Scope Netmask", bits: 24..<32,
                means: "For how large a network the answer is good; 0 in a question.", in: "RFC 7871 section 6")
        }
        /// The address, as many octets of it as the prefix needs.
        @inlinable public static var address: Field<Octets> {
            .init(
                "client.addr", "Client Subnet", part: 1,
                means: "The network that asks, where it is of no known family.", in: "RFC 7871 section 6")
        }
        public static var address4: Derived<ClientSubnet, IPv4Address> {
            .init(
                "client.addr4", "Client Subnet",
                means: """
                    The IPv4 network that asks: by it far servers choose an answer near to it, and know who asked.
                    """, in: "RFC 7871 section 11.1"
            ) { option, _ in
                option.family == 1 ? IPv4Address(padding: option.octets(of: address)) : nil
            }
        }
        @inlinable public static var address6: Field<PaddedIPv6Address> {
            .init(
                "client.addr6", "Client Subnet", part: 1,
                means: "The IPv6 network that asks, cut to the bits that are told.", in: "RFC 7871 section 6"
            )
        }
        public static var tree: [AnyField] {
            [
                .init(family), .init(sourceLength), .init(scopeLength),
                .unless(family, is: 1, [.unless(family, is: 2, [.init(address)])]), .init(address4),
                .when(family, is: 2, [.init(address6)]),
            ]
        }
        public static var layout: PartLayout { .fixedAndRest(4) }
    }

    /// RFC 7873 section 4.
    public enum Cookie: ExtensionData {
        public static var keyword: String { "cookie" }
        public static var title: String { "Cookie" }
        @inlinable public static var client: Field<Octets> {
            .init(
                "cookie.client", "Client Cookie", bits: 0..<64,
                means: """
                    Eight octets that the client chose for this server; an answer without them is not from it.
                    """, in: "RFC 7873 section 4.1")
        }
        /// Empty in a client's first query.
        @inlinable public static var server: Field<Octets> {
            .init(
                "cookie.server", "Server Cookie", part: 1, show: .orMissing,
                means: "What the server gave the client, by which it knows that the address is not forged.",
                in: "RFC 7873 section 4.2")
        }
        public static var tree: [AnyField] { [.init(client), .init(server)] }
        public static var layout: PartLayout { .fixedAndRest(8) }
    }

    /// How long a connection may idle. RFC 7828 section 3.1.
    public enum Keepalive: ExtensionData {
        public static var keyword: String { "keepalive" }
        public static var title: String { "TCP keepalive" }
        /// In units of 100 milliseconds; a client leaves it out.
        @inlinable public static var timeout: Field<UInt16> {
            .init(
                "edns_tcp_keepalive.timeout", "Timeout", bits: 0..<16,
                means: "For how long an idle connection stays open, in units of 100 milliseconds.",
                in: "RFC 7828 section 3.1")
        }
        public static var tree: [AnyField] { [.init(timeout)] }
    }

    /// RFC 7830.
    public enum Padding: ExtensionData {
        public static var keyword: String { "padding" }
        public static var title: String { "Padding" }
        @inlinable public static var octets: Field<Octets> {
            .init(
                "padding", "Padding", part: 0, means: "Zeros that hide how long an encrypted message is.",
                in: "RFC 7830 section 3")
        }
        public static var tree: [AnyField] { [.init(octets)] }
    }

    /// RFC 8914 section 2.
    public enum ExtendedError: ExtensionData {
        public static var keyword: String { "error" }
        public static var title: String { "Extended DNS error" }
        @inlinable public static var code: Field<UInt16> {
            .init(
                "ext_error.info_code", "Info Code", bits: 0..<16,
                means: """
                    Why the answer is as it is: 3 is a stale answer, 6 a bogus signature, 15 blocked, 22 no authority
                    reached.
                    """, in: "RFC 8914 section 4")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "ext_error.extra_text", "Extra Text", part: 1, means: "The reason for people, or for who debugs.",
                in: "RFC 8914 section 2")
        }
        public static var tree: [AnyField] { [.init(code), .init(text)] }
        public static var layout: PartLayout { .fixedAndRest(2) }
    }

    /// What a validator understands. RFC 6975 section 3.
    public enum SigningAlgorithms: ExtensionData {
        public static var keyword: String { "dau" }
        public static var title: String { "DNSSEC algorithms understood" }
        public static var algorithms: Derived<SigningAlgorithms, ValueList<Algorithm>> {
            .init("dau", "DAU", means: "A signing algorithm that the client understands.", in: "RFC 6975 section 3") {
                option, _ in ValueList(option.octetsOfFirstPart.map(Algorithm.init(rawValue:)))
            }
        }
        public static var tree: [AnyField] { [.init(algorithms)] }
    }

    public enum DigestAlgorithms: ExtensionData {
        public static var keyword: String { "dhu" }
        public static var title: String { "DS hashes understood" }
        public static var algorithms: Derived<DigestAlgorithms, ValueList<UInt8>> {
            .init(
                "dhu", "DHU", means: "A digest for delegations that the client understands.", in: "RFC 6975 section 3"
            ) { option, _ in ValueList(option.octetsOfFirstPart) }
        }
        public static var tree: [AnyField] { [.init(algorithms)] }
    }

    public enum HashAlgorithms: ExtensionData {
        public static var keyword: String { "n3u" }
        public static var title: String { "NSEC3 hashes understood" }
        public static var algorithms: Derived<HashAlgorithms, ValueList<UInt8>> {
            .init("n3u", "N3U", means: "A hash for NSEC3 that the client understands.", in: "RFC 6975 section 3") {
                option, _ in ValueList(option.octetsOfFirstPart)
            }
        }
        public static var tree: [AnyField] { [.init(algorithms)] }
    }
}

extension DNS.ExtensionData {
    public static var name: String { "dns.opt" }
    public static var meaning: Meaning {
        .init("What an option of EDNS holds.", in: "RFC 6891 section 6.1.2")
    }
    public static var isPresenceOnly: Bool { true }
    public static var prefix: String { name }
}

extension Layer {
    fileprivate var octetsOfFirstPart: [UInt8] { message.octets(start, start + parts.end(0)) }
}

/// An IPv6 address of which only the first octets are there; the others are zero.
public struct PaddedIPv6Address: WireValue, Hashable {
    public var address: IPv6Address
    public init(_ address: IPv6Address) { self.address = address }
    public static var kind: ValueKind { .ipv6 }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> PaddedIPv6Address {
        let octets = message.clamped(place.bit / 8, (place.bit + min(place.width, 128)) / 8)
        var halves: (high: UInt64, low: UInt64) = (0, 0)
        for index in 0..<octets.byteCount {
            let octet = UInt64(octets.octet(index)) << UInt64(56 - index % 8 * 8)
            if index < 8 { halves.high |= octet } else { halves.low |= octet }
        }
        return PaddedIPv6Address(IPv6Address(high: halves.high, low: halves.low))
    }
    public static func describe(_ message: RawSpan, from: Int, to: Int, into text: inout TextBuffer) {
        text.append(read(message, FieldPlace(bit: from * 8, width: (to - from) * 8)).address)
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] { try IPv6Address.encode(text) }
    public var encoded: [UInt8] { address.encoded }
}
