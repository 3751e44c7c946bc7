public import Packets

/// The parameters of SVCB and HTTPS records. RFC 9460 section 14.3.
extension DNS {
    public struct ServiceParameterKey: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "mandatory"), .init(1, "alpn"), .init(2, "no-default-alpn"), .init(3, "port"),
            .init(4, "ipv4hint"),
            .init(5, "echconfig"), .init(6, "ipv6hint"), .init(32769, "odohconfig"),
        ]
    }

    /// One parameter: a key, a length, a value.
    public enum ServiceParameter: Schema {
        public static var name: String { "dns.svcb.svcparam" }
        public static var title: String { "SvcParam" }
        public static var meaning: Meaning {
            .init(
                "One parameter of a service: a key, a length, a value. Keys stand in ascending order.",
                in: "RFC 9460 section 2.2")
        }
        public static var isPresenceOnly: Bool { true }
        @inlinable public static var key: Field<ServiceParameterKey> {
            .init(
                "key", "SvcParamKey", bits: 0..<16, auto: .variant,
                means: """
                    Which parameter: 1 is the protocols, 3 the port, 4 and 6 addresses, 5 the keys of encrypted
                    hellos.
                    """, in: "RFC 9460 section 14.3")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "value.length", "SvcParamValue length", bits: 16..<32, auto: .length(.part(1)),
                means: "The octets of the parameter's value.", in: "RFC 9460 section 2.2")
        }
        public static var tree: [AnyField] { [.init(key), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: key,
                [
                    0: MandatoryKeys.self, 1: ApplicationProtocols.self, 2: NoDefaultProtocol.self,
                    3: ServicePort.self, 4: AddressHints.self, 5: EncryptedHello.self, 6: AddressHints6.self,
                    32769: ObliviousConfiguration.self,
                ], otherwise: UnknownParameter.self)
        }

        public static var layout: PartLayout { .counted(4, by: 2) }
    }

    /// A parameter's value. Its keyword is what a zone file calls the key.
    public protocol ServiceParameterValue: Variant {}

    /// The keys that a client must understand. RFC 9460 section 8.
    public enum MandatoryKeys: ServiceParameterValue {
        public static var keyword: String { "mandatory" }
        public static var keys: Repeated<MandatoryKey> {
            .init(
                "", "Mandatory keys", part: 0, means: "Keys that a client must understand, or leave the record alone.",
                in: "RFC 9460 section 8")
        }
        public static var tree: [AnyField] { [.init(keys)] }
    }

    public enum MandatoryKey: ListItem {
        public static var prefix: String { "dns.svcb.svcparam" }
        @inlinable public static var value: Field<ServiceParameterKey> {
            .init(
                "mandatory.key", "Mandatory key", bits: 0..<16,
                means: "One key that a client must understand to use the record.", in: "RFC 9460 section 8")
        }
    }

    /// RFC 9460 section 7.1.
    public enum ApplicationProtocols: ServiceParameterValue {
        public static var keyword: String { "alpn" }
        public static var protocols: Repeated<ApplicationProtocol> {
            .init(
                "", "Protocols", part: 0, means: "What the server speaks besides the default.",
                in: "RFC 9460 section 7.1.1")
        }
        public static var tree: [AnyField] { [.init(protocols)] }
    }

    public enum ApplicationProtocol: Schema {
        public static var name: String { "" }
        public static var prefix: String { "dns.svcb.svcparam" }
        public static var title: String { "ALPN" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "alpn.length", "ALPN length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the protocol's name.", in: "RFC 9460 section 7.1.1")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "alpn", "ALPN", part: 1,
                means: "One protocol, as TLS calls it: h2, h3. A browser that finds h3 may begin with QUIC.",
                in: "RFC 9460 section 7.1.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(text)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            DNS.characterString(message, from, to)
        }
    }

    /// Only the protocols that are listed. RFC 9460 section 7.1.
    public enum NoDefaultProtocol: ServiceParameterValue {
        public static var keyword: String { "no-default-alpn" }
        public static var tree: [AnyField] { [] }
    }

    /// RFC 9460 section 7.2.
    public enum ServicePort: ServiceParameterValue {
        public static var keyword: String { "port" }
        @inlinable public static var port: Field<UInt16> {
            .init(
                "port", "Port", bits: 0..<16, means: "The port to connect to, in place of the service's usual one.",
                in: "RFC 9460 section 7.2")
        }
        public static var tree: [AnyField] { [.init(port)] }
        public static var layout: PartLayout { .fixed(2) }
    }

    /// RFC 9460 section 7.3.
    public enum AddressHints: ServiceParameterValue {
        public static var keyword: String { "ipv4hint" }
        public static var addresses: Repeated<AddressHint> {
            .init(
                "", "Addresses", part: 0, means: "IPv4 addresses to begin with while the target's own are asked for.",
                in: "RFC 9460 section 7.3")
        }
        public static var tree: [AnyField] { [.init(addresses)] }
    }

    public enum AddressHint: ListItem {
        public static var prefix: String { "dns.svcb.svcparam" }
        public static var title: String { "Address" }
        @inlinable public static var value: Field<IPv4Address> {
            .init(
                "ipv4hint.ip", "IP", bits: 0..<32, means: "An IPv4 address of the service.", in: "RFC 9460 section 7.3")
        }
    }

    /// RFC 9460 section 7.3.
    public enum AddressHints6: ServiceParameterValue {
        public static var keyword: String { "ipv6hint" }
        public static var addresses: Repeated<AddressHint6> {
            .init("", "Addresses", part: 0, means: "IPv6 addresses to begin with.", in: "RFC 9460 section 7.3")
        }
        public static var tree: [AnyField] { [.init(addresses)] }
    }

    public enum AddressHint6: ListItem {
        public static var prefix: String { "dns.svcb.svcparam" }
        public static var title: String { "Address" }
        @inlinable public static var value: Field<IPv6Address> {
            .init(
                "ipv6hint.ip", "IP", bits: 0..<128, means: "An IPv6 address of the service.", in: "RFC 9460 section 7.3"
            )
        }
    }

    /// Keys for an encrypted ClientHello. RFC 9460 section 14.3.2, draft-ietf-tls-svcb-ech.
    public enum EncryptedHello: ServiceParameterValue {
        public static var keyword: String { "ech" }
        @inlinable public static var configuration: Field<Octets> {
            .init(
                "echconfig", "ECHConfig", part: 0,
                means: "The key by which a client hides the name of the server that it wants.", in: "RFC 9848 section 3"
            )
        }
        public static var tree: [AnyField] { [.init(configuration)] }
    }

    /// Keys for oblivious DNS over HTTPS. RFC 9230 section 5.
    public enum ObliviousConfiguration: ServiceParameterValue {
        public static var keyword: String { "odohconfig" }
        @inlinable public static var configuration: Field<Octets> {
            .init(
                "odohconfig", "ODoHConfig", part: 0,
                means: "The key of an oblivious resolver, to which questions come by way of another.",
                in: "RFC 9230 section 5")
        }
        public static var tree: [AnyField] { [.init(configuration)] }
    }

    public enum UnknownParameter: ServiceParameterValue {
        public static var keyword: String { "key" }
        @inlinable public static var value: Field<Octets> {
            .init(
                "value", "SvcParamValue", part: 0, means: "The value of a key that has no format here.",
                in: "RFC 9460 section 2.2")
        }
        public static var tree: [AnyField] { [.init(value)] }
    }
}

extension DNS.ServiceParameterValue {
    public static var name: String { "dns.svcb.svcparam" }
    public static var meaning: Meaning {
        .init("What a parameter of a service holds.", in: "RFC 9460 section 2.2")
    }
    public static var title: String { "SvcParam \(keyword)" }
    public static var isPresenceOnly: Bool { true }
    public static var prefix: String { name }
}
