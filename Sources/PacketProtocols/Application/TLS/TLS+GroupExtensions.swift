public import Packets

/// Extensions that say which groups, curves and key exchanges a side knows.
extension TLS {
    /// The groups for Diffie-Hellman that a side knows. RFC 8446 section 4.2.7.
    public enum SupportedGroups: TLSExtensionBody {
        public static var keyword: String { "supported_groups" }
        public static var title: String { "Supported groups" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_supported_groups_length", "Supported Groups List Length", bits: 0..<16,
                auto: .length(.part(1)), means: "The octets of the list of groups.", in: "RFC 8446 section 4.2.7")
        }
        public static var values: Repeated<SupportedGroup> {
            .init(
                "extensions_supported_groups", "Supported Groups", part: 1, heading: .presence,
                means: "The groups that the client can exchange keys in, the preferred first.",
                in: "RFC 8446 section 4.2.7")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// One group.
    public enum SupportedGroup: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<NamedGroup> {
            .init(
                "extensions_supported_group", "Supported Group", bits: 0..<16, show: .hex,
                means: """
                    One group: 23 is P-256, 29 X25519, 4588 X25519 with ML-KEM, which quantum computers should not
                    break.
                    """, in: "RFC 8446 section 4.2.7")
        }
    }

    /// RFC 8422 section 5.1.2.
    public enum PointFormats: TLSExtensionBody {
        public static var keyword: String { "ec_point_formats" }
        public static var title: String { "EC point formats" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions_ec_point_formats_length", "EC point formats Length", bits: 0..<8, auto: .length(.part(1)),
                means: "How many point formats follow.", in: "RFC 8422 section 5.1.2")
        }
        public static var values: Repeated<OfferedPointFormat> {
            .init(
                "extensions_ec_point_formats", "Elliptic curves point formats", part: 1, heading: .presence,
                means: "How points on curves may be written.", in: "RFC 8422 section 5.1.2")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// One way to write a point.
    public enum OfferedPointFormat: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<PointFormat> {
            .init(
                "extensions_ec_point_format", "EC point format", bits: 0..<8,
                means: "One way to write points: 0 is uncompressed, and the others are deprecated.",
                in: "RFC 8422 section 5.1.2")
        }
    }

    /// RFC 8446 section 4.2.9.
    public enum KeyExchangeModes: TLSExtensionBody {
        public static var keyword: String { "psk_key_exchange_modes" }
        public static var title: String { "PSK key exchange modes" }
        public static var prefix: String { "tls.extension" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "psk_ke_modes_length", "PSK Key Exchange Modes Length", bits: 0..<8, auto: .length(.part(1)),
                means: "How many ways of using an earlier key follow.", in: "RFC 8446 section 4.2.9")
        }
        public static var values: Repeated<OfferedKeyExchangeMode> {
            .init(
                "modes", "PSK key exchange modes", part: 1, heading: .none,
                means: "How the client would use a key that both know already.", in: "RFC 8446 section 4.2.9")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// One mode.
    public enum OfferedKeyExchangeMode: ListItem {
        public static var prefix: String { "tls.extension" }
        @inlinable public static var value: Field<KeyExchangeMode> {
            .init(
                "psk_ke_mode", "PSK Key Exchange Mode", bits: 0..<8,
                means: """
                    How an earlier key would be used: 0 alone, 1 along with a fresh exchange, so that its theft
                    opens nothing.
                    """, in: "RFC 8446 section 4.2.9")
        }
    }
}
