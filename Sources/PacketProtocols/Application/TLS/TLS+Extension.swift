public import Packets

/// An extension: a type, a length, a body that depends on who speaks. RFC 8446 section 4.2.
public protocol TLSExtension: Schema {
    /// What describes the bodies that this side sends.
    static var bodies: KeyValuePairs<TLS.ExtensionType, any Schema.Type> { get }
}

extension TLSExtension {
    public static var name: String { "tls.handshake.extension" }
    public static var title: String { "Extension" }
    public static var meaning: Meaning {
        .init("One extension of a hello: a type, a length, data.", in: "RFC 8446 section 4.2")
    }
    public static var isHeadingOnly: Bool { true }

    @inlinable public static var type: Field<TLS.ExtensionType> {
        .init(
            "type", "Type", bits: 0..<16, auto: .variant,
            means: """
                What the extension is: 0 the server's name, 10 groups, 13 signatures, 16 protocols, 43 versions, 51 key
                shares. Types that look alike in their digits (0x0a0a) are GREASE.
                """, in: "RFC 8446 section 4.2")
    }
    @inlinable public static var length: Field<UInt16> {
        .init(
            "len", "Length", bits: 16..<32, auto: .length(.part(1)), means: "The octets of the extension's data.",
            in: "RFC 8446 section 4.2")
    }
    public static var tree: [AnyField] { [.init(type), .init(length)] }
    public static var variants: Variants? {
        Variants(.part(1), by: type, bodies, otherwise: TLS.OtherExtension.self)
    }

    /// type, length | body
    public static var layout: PartLayout { .counted(4, by: 2) }
}

/// An extension's body, chosen by its type.
public protocol TLSExtensionBody: Variant {}

extension TLSExtensionBody {
    public static var name: String { "tls.handshake.extension" }
    public static var meaning: Meaning {
        .init("What an extension of a hello holds.", in: "RFC 8446 section 4.2")
    }
    public static var isHeadingOnly: Bool { true }
}

extension TLS {
    /// An extension that a client sends.
    public enum ClientExtension: TLSExtension {
        public static var itemExample: String? { "server_name=[extensions_server_name=example.test]" }
        public static var bodies: KeyValuePairs<ExtensionType, any Schema.Type> {
            [
                0: ServerNames.self, 1: MaximumFragmentLength.self, 5: StatusRequest.self, 9: CertificateTypes.self,
                10: SupportedGroups.self, 11: PointFormats.self, 13: SignatureAlgorithms.self,
                15: HeartbeatAllowed.self,
                16: ApplicationProtocols.self, 17: StatusRequests.self, 18: SignedTimestamps.self,
                19: CertificateTypes.self, 20: CertificateTypes.self, 21: Padding.self, 22: EncryptThenMAC.self,
                23: ExtendedMasterSecret.self, 27: CertificateCompressions.self, 28: RecordSizeLimit.self,
                34: SignatureAlgorithms.self, 35: SessionTicket.self, 40: ClientKeyShares.self, 41: OfferedKeys.self,
                42: EarlyData.self, 43: SupportedVersions.self, 44: Cookie.self, 45: KeyExchangeModes.self,
                47: CertificateAuthorities.self, 49: PostHandshakeAuthentication.self,
                50: CertificateSignatureAlgorithms.self, 51: ClientKeyShares.self, 13172: NextProtocols.self,
                17513: ApplicationSettings.self, 65281: Renegotiation.self,
            ]
        }
    }

    /// An extension that a server sends.
    public enum ServerExtension: TLSExtension {
        public static var bodies: KeyValuePairs<ExtensionType, any Schema.Type> {
            [
                0: ServerNames.self, 1: MaximumFragmentLength.self, 5: StatusPromised.self,
                9: ChosenCertificateType.self, 10: SupportedGroups.self, 11: PointFormats.self,
                15: HeartbeatAllowed.self, 16: ApplicationProtocols.self, 17: StatusPromised.self,
                18: SignedTimestamps.self, 19: ChosenCertificateType.self, 20: ChosenCertificateType.self,
                22: EncryptThenMAC.self, 23: ExtendedMasterSecret.self, 28: RecordSizeLimit.self,
                35: SessionTicket.self, 40: ServerKeyShare.self, 41: ChosenKey.self, 42: EarlyData.self,
                43: ChosenVersion.self, 44: Cookie.self, 51: ServerKeyShare.self, 13172: NextProtocols.self,
                17513: ApplicationSettings.self, 65281: Renegotiation.self,
            ]
        }
    }

    /// Where a body lies that has no octets: Wireshark shows that there are none.
    static func emptyBody(_ start: Int, _ parts: LayerParts, _ packet: borrowing PacketView) -> OctetRange? {
        guard parts.total == 0 else { return nil }
        let place = packet.layers[packet.index].start &+ start
        return OctetRange(place, place)
    }

    /// The body of an extension without a meaning here.
    public enum OtherExtension: TLSExtensionBody {
        public static var keyword: String { "other" }
        public static var title: String { "Extension" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "extension.data", "Data", part: 0, means: "The data of an extension without a format here.",
                in: "RFC 8446 section 4.2")
        }
        public static var noData: Derived<OtherExtension, OctetRange> {
            .init(
                "extension.data", "Data", readsFlow: false,
                means: "The extension has no data: that it is there says all.", in: "RFC 8446 section 4.2"
            ) { body, packet in
                TLS.emptyBody(body.start, body.parts, packet)
            }
        }
        public static var tree: [AnyField] { [.init(data), .init(noData)] }
    }
}

/// An extension that says what it says by being there.
public protocol TLSEmptyExtension: TLSExtensionBody {}

extension TLSEmptyExtension {
    public static var tree: [AnyField] { [] }
}

extension TLS {
    /// RFC 7366.
    public enum EncryptThenMAC: TLSEmptyExtension {
        public static var keyword: String { "encrypt_then_mac" }
        public static var title: String { "Encrypt then MAC" }
    }

    /// RFC 7627.
    public enum ExtendedMasterSecret: TLSEmptyExtension {
        public static var keyword: String { "extended_master_secret" }
        public static var title: String { "Extended master secret" }
    }

    /// RFC 8446 section 4.2.10.
    public enum EarlyData: TLSEmptyExtension {
        public static var keyword: String { "early_data" }
        public static var title: String { "Early data" }
    }

    /// RFC 8446 section 4.2.6.
    public enum PostHandshakeAuthentication: TLSEmptyExtension {
        public static var keyword: String { "post_handshake_auth" }
        public static var title: String { "Post-handshake authentication" }
    }

    /// A server's promise to send a CertificateStatus. RFC 6066 section 8.
    public enum StatusPromised: TLSEmptyExtension {
        public static var keyword: String { "status_request" }
        public static var title: String { "Certificate status" }
    }
}
