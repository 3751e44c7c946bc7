public import Packets

/// Messages about certificates and tickets, in the form of TLS 1.2: later ones are encrypted.
extension TLS {
    /// A chain of certificates. RFC 5246 section 7.4.2.
    public enum Certificates: TLSHandshakeBody {
        public static var keyword: String { "certificate" }
        public static var title: String { "Certificate" }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "certificates_length", "Certificates Length", bits: 0..<24, auto: .length(.part(1)),
                means: "The octets of all certificates together.", in: "RFC 5246 section 7.4.2")
        }
        public static var certificates: Repeated<Certificate> {
            .init(
                "certificates", "Certificates", part: 1, heading: .presence,
                means: """
                    Who the sender is, then who vouches for it, one by the other. A missing middle one is the most
                    common fault.
                    """, in: "RFC 5246 section 7.4.2")
        }
        public static var tree: [AnyField] { [.init(length), .init(certificates)] }
        public static var layout: PartLayout { .vector(3) }
    }

    /// One certificate.
    public enum Certificate: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Certificate" }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "certificate_length", "Certificate Length", bits: 0..<24, auto: .length(.part(1)),
                means: "The octets of one certificate.", in: "RFC 5246 section 7.4.2")
        }
        @inlinable public static var certificate: Field<Octets> {
            .init(
                "certificate", "Certificate", part: 1, means: "One certificate, in X.509's format.",
                in: "RFC 5280 section 4.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(certificate)] }
        public static var layout: PartLayout { .counted(3, by: 3) }
    }

    /// Which certificates a server would take. RFC 5246 section 7.4.4.
    public enum CertificateRequest: TLSHandshakeBody {
        public static var keyword: String { "certificate_request" }
        public static var title: String { "Certificate Request" }
        @inlinable public static var typesCount: Field<UInt8> {
            .init(
                "cert_types_count", "Certificate types count", bits: 0..<8, auto: .length(.part(1)),
                means: "How many kinds of certificate follow.", in: "RFC 5246 section 7.4.4")
        }
        public static var types: Repeated<RequestedCertificateType> {
            .init(
                "cert_types", "Certificate types", part: 1, heading: .presence,
                means: "The kinds that the client may show.", in: "RFC 5246 section 7.4.4")
        }
        @inlinable public static var algorithmsLength: Field<UInt16> {
            .init(
                "sig_hash_alg_len", "Signature Hash Algorithms Length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "The octets of the algorithms that the server can check.", in: "RFC 5246 section 7.4.4")
        }
        public static var algorithms: Repeated<SignatureAlgorithm> {
            .init(
                "sig_hash_algs", "Signature Hash Algorithms", part: 3, heading: .presence,
                means: "The signatures that the server can check in the client's certificate.",
                in: "RFC 5246 section 7.4.4")
        }
        @inlinable public static var namesLength: Field<UInt16> {
            .init(
                "dnames_len", "Distinguished Names Length", bits: 0..<16, of: 4, auto: .length(.part(5)),
                means: "The octets of the names of authorities.", in: "RFC 5246 section 7.4.4")
        }
        public static var names: Repeated<DistinguishedName> {
            .init(
                "dnames", "Distinguished Names", part: 5, heading: .presence,
                means: "Whose certificates the server takes; none means any.", in: "RFC 5246 section 7.4.4")
        }
        public static var tree: [AnyField] {
            [
                .init(typesCount), .init(types), .init(algorithmsLength), .init(algorithms), .init(namesLength),
                .init(names),
            ]
        }

        /// count | types | length | algorithms, since TLS 1.2 | length | names
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let types = TLS.wholeVector(message, from, 1, to) else { return nil }
            let isOld = TLS.wholeVector(message, types, 2, to) == to
            let algorithms = isOld ? types : TLS.vectorEnd(message, types, 2, to)
            return LayerParts(
                1, types &- from, isOld ? types &- from : min(types &+ 2, to) &- from, algorithms &- from,
                min(algorithms &+ 2, to) &- from, TLS.vectorEnd(message, algorithms, 2, to) &- from)
        }
    }

    /// One kind of key that a client may have.
    public enum RequestedCertificateType: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<ClientCertificateType> {
            .init(
                "cert_type", "Certificate type", bits: 0..<8,
                means: "One kind of certificate that the client may show: 1 signs by RSA, 64 by ECDSA.",
                in: "RFC 8422 section 5.5")
        }
    }

    /// What an authority says of the certificate's validity. RFC 6066 section 8.
    public enum CertificateStatus: TLSHandshakeBody {
        public static var keyword: String { "certificate_status" }
        public static var title: String { "Certificate Status" }
        @inlinable public static var type: Field<CertificateStatusType> {
            .init(
                "extensions_status_request_type", "Certificate Status Type", bits: 0..<8, preset: 1,
                means: "How it is shown that the certificate was not revoked: 1 is OCSP.", in: "RFC 6066 section 8")
        }
        @inlinable public static var listLength: Field<UInt32> {
            .init(
                "ocsp_response_list_len", "OCSP Response List Length", bits: 0..<24, of: 1,
                means: "The octets of all responses, one for each certificate.", in: "RFC 6961 section 2.2")
        }
        public static var responses: Repeated<StatusResponse> {
            .init(
                "ocsp_responses", "OCSP Responses", part: 2, heading: .none,
                means: "What the authorities say of the certificates, one response for each.",
                in: "RFC 6961 section 2.2")
        }
        public static var tree: [AnyField] {
            [
                .init(type), .when(type, is: 2, [.init(listLength)]), .init(responses),
            ]
        }

        /// type | length, of several | responses
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 4 else { return nil }
            switch message.octet(from) {
            case 1: return LayerParts(1, 1, to &- from)
            case 2: return LayerParts(1, 4, TLS.vectorEnd(message, from &+ 1, 3, to) &- from)
            default: return LayerParts(1)
            }
        }
    }

    /// One response of OCSP.
    public enum StatusResponse: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "OCSP Response" }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "ocsp_response_len", "OCSP Response Length", bits: 0..<24, auto: .length(.part(1)),
                means: "The octets of one OCSP response.", in: "RFC 6066 section 8")
        }
        @inlinable public static var response: Field<Octets> {
            .init(
                "ocsp_response", "OCSP Response", part: 1,
                means: """
                    What the authority says of the certificate, signed; the server fetched it, so that the client need
                    not ask.
                    """, in: "RFC 6960 section 4.2.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(response)] }
        public static var layout: PartLayout { .counted(3, by: 3) }
    }

    /// RFC 8879 section 4.
    public enum CompressedCertificate: TLSHandshakeBody {
        public static var keyword: String { "compressed_certificate" }
        public static var title: String { "Compressed Certificate" }
        public static var prefix: String { "tls.compress_certificate" }
        @inlinable public static var algorithm: Field<CertificateCompression> {
            .init(
                "algorithm", "Algorithm", bits: 0..<16,
                means: "How the certificates are compressed: 1 zlib, 2 brotli, 3 zstd.", in: "RFC 8879 section 4")
        }
        @inlinable public static var uncompressedLength: Field<UInt32> {
            .init(
                "uncompressed_length", "Uncompressed Length", bits: 16..<40,
                means: """
                    The octets of the certificates when inflated. A receiver that does not bound it can be filled
                    up.
                    """, in: "RFC 8879 section 4")
        }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "compressed_certificate_message.length", "Length", bits: 40..<64, auto: .length(.part(1)),
                means: "The octets of the certificates as they are sent.", in: "RFC 8879 section 4")
        }
        @inlinable public static var message: Field<Octets> {
            .init(
                "compressed_certificate_message", "Compressed Certificate Message", part: 1,
                means: "The compressed certificates.", in: "RFC 8879 section 4")
        }
        public static var tree: [AnyField] {
            [
                .init(algorithm), .init(uncompressedLength), .init(length), .init(message),
            ]
        }
        public static var layout: PartLayout { .counted(8, by: 3) }
    }

    /// A ticket to resume the session with. RFC 5077 section 3.3.
    public enum NewSessionTicket: TLSHandshakeBody {
        public static var keyword: String { "new_session_ticket" }
        public static var title: String { "New Session Ticket" }
        /// In seconds.
        @inlinable public static var lifetime: Field<UInt32> {
            .init(
                "session_ticket_lifetime_hint", "Session Ticket Lifetime Hint", bits: 0..<32, preset: 7200,
                means: "For how many seconds the ticket may be used.", in: "RFC 5077 section 3.3")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "session_ticket_length", "Session Ticket Length", bits: 32..<48, auto: .length(.part(1)),
                means: "The octets of a new ticket.", in: "RFC 5077 section 3.3")
        }
        @inlinable public static var ticket: Field<Octets> {
            .init(
                "session_ticket", "Session Ticket", part: 1,
                means: """
                    The session, encrypted by the server for itself: shown again, it saves a handshake. Whoever has its
                    key can read all such sessions.
                    """, in: "RFC 5077 section 4")
        }
        public static var tree: [AnyField] { [.init(lifetime), .init(length), .init(ticket)] }
        public static var layout: PartLayout { .counted(6, by: 2) }
    }

    /// RFC 8446 section 4.3.1.
    public enum EncryptedExtensions: TLSHandshakeBody {
        public static var keyword: String { "encrypted_extensions" }
        public static var title: String { "Encrypted Extensions" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_length", "Extensions Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of extensions that come after keys are agreed on.", in: "RFC 8446 section 4.3.1")
        }
        public static var extensions: Repeated<ServerExtension> {
            .init(
                "extensions", "Extensions", part: 1, heading: .none,
                means: "The server's answers that nobody else need see.", in: "RFC 8446 section 4.3.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(extensions)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// RFC 8446 section 4.6.3.
    public enum KeyUpdate: TLSHandshakeBody {
        public static var keyword: String { "key_update" }
        public static var title: String { "Key Update" }
        @inlinable public static var request: Field<KeyUpdateRequest> {
            .init(
                "key_update.request_update", "Key Update Request", bits: 0..<8,
                means: "Whether the other side shall change its keys too (1).", in: "RFC 8446 section 4.6.3")
        }
        public static var tree: [AnyField] { [.init(request)] }
        public static var layout: PartLayout { .fixed(1) }
    }

    /// The protocol that a client chose of those that the server offered. draft-agl-tls-nextprotoneg.
    public enum NextProtocol: TLSHandshakeBody {
        public static var keyword: String { "next_protocol" }
        public static var title: String { "Next Protocol" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "npn_selected_protocol_len", "Selected Protocol Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the protocol that an old client chose.",
                in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
        @inlinable public static var text: Field<String> {
            .init(
                "npn_selected_protocol", "Selected Protocol", part: 1,
                means: "The protocol that an old client chose by NPN, which ALPN replaced.",
                in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
        @inlinable public static var paddingLength: Field<UInt8> {
            .init(
                "npn_padding_len", "Padding Length", bits: 0..<8, of: 2, auto: .length(.part(3)),
                means: "The octets of padding behind the chosen protocol.",
                in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
        @inlinable public static var padding: Field<Octets> {
            .init(
                "npn_padding", "Padding", part: 3, means: "Zeros that hide how long the protocol's name is.",
                in: "draft-agl-tls-nextprotoneg-04 section 3")
        }
        public static var tree: [AnyField] {
            [
                .init(length), .init(text), .init(paddingLength), .init(padding),
            ]
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let text = TLS.wholeVector(message, from, 1, to),
                let padding = TLS.wholeVector(message, text, 1, to)
            else { return nil }
            return LayerParts(1, text &- from, text &+ 1 &- from, padding &- from)
        }
    }
}
