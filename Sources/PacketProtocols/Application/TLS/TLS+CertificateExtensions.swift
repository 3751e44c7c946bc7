public import Packets

/// Extensions that say which certificates a side wants.
extension TLS {
    /// RFC 8879 section 3.
    public enum CertificateCompressions: TLSExtensionBody {
        public static var keyword: String { "compress_certificate" }
        public static var title: String { "Certificate compression" }
        public static var prefix: String { "tls.compress_certificate" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "algorithms_length", "Algorithms Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the list of compressions.", in: "RFC 8879 section 3")
        }
        public static var values: Repeated<OfferedCompressionOfCertificates> {
            .init(
                "algorithms", "Certificate compression", part: 1, heading: .none,
                means: "How the other side may compress its certificates.", in: "RFC 8879 section 3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// One way to compress.
    public enum OfferedCompressionOfCertificates: ListItem {
        public static var prefix: String { "tls.compress_certificate" }
        @inlinable public static var value: Field<CertificateCompression> {
            .init(
                "algorithm", "Algorithm", bits: 0..<16, means: "One compression for certificates: 2 is brotli.",
                in: "RFC 8879 section 7.3")
        }
    }

    /// RFC 7250 section 3.
    public enum CertificateTypes: TLSExtensionBody {
        public static var keyword: String { "cert_type" }
        public static var title: String { "Certificate types" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "cert_type.types_len", "Certificate Type List Length", bits: 0..<8, auto: .length(.part(1)),
                means: "How many kinds of certificate the client lists.", in: "RFC 7250 section 3")
        }
        public static var values: Repeated<OfferedCertificateType> {
            .init(
                "cert_type.types", "Certificate Type List", part: 1, heading: .presence,
                means: "The kinds of certificate that it takes, or has.", in: "RFC 7250 section 3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// One type.
    public enum OfferedCertificateType: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<CertificateType> {
            .init(
                "cert_type.type", "Certificate Type", bits: 0..<8, show: .hex,
                means: "One kind of certificate: 0 is X.509, 2 a bare public key.", in: "RFC 7250 section 3")
        }
    }

    /// The type of certificate that a server chose. RFC 7250 section 3.
    public enum ChosenCertificateType: TLSExtensionBody {
        public static var keyword: String { "cert_type" }
        public static var title: String { "Certificate type" }
        @inlinable public static var type: Field<CertificateType> {
            .init(
                "cert_type.type", "Certificate Type", bits: 0..<8, show: .hex, means: "The kind that the server chose.",
                in: "RFC 7250 section 3")
        }
        public static var tree: [AnyField] { [.init(type)] }
        public static var layout: PartLayout { .fixed(1) }
    }

    /// The names of authorities that a side trusts. RFC 8446 section 4.2.4.
    public enum CertificateAuthorities: TLSExtensionBody {
        public static var keyword: String { "certificate_authorities" }
        public static var title: String { "Certificate authorities" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "dnames_len", "Distinguished Names Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the authorities' names.", in: "RFC 8446 section 4.2.4")
        }
        public static var names: Repeated<DistinguishedName> {
            .init(
                "dnames", "Distinguished Names", part: 1, heading: .presence,
                means: "The authorities whose certificates the sender takes.", in: "RFC 8446 section 4.2.4")
        }
        public static var tree: [AnyField] { [.init(length), .init(names)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// A name in X.501's encoding.
    public enum DistinguishedName: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Distinguished Name" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "dname_len", "Distinguished Name Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of one authority's name.", in: "RFC 8446 section 4.2.4")
        }
        @inlinable public static var value: Field<Subtree> {
            .init(
                "dname", "Distinguished Name", part: 1, means: "An authority's name, in X.501's format.",
                in: "RFC 8446 section 4.2.4")
        }
        public static var tree: [AnyField] { [.init(length), .init(value)] }
        public static var layout: PartLayout { .counted(2, by: 2) }
    }

    /// What logs have signed of the server's certificate; a client asks with nothing. RFC 6962 section 3.3.
    public enum SignedTimestamps: TLSExtensionBody {
        public static var keyword: String { "signed_certificate_timestamp" }
        public static var title: String { "Signed certificate timestamps" }
        public static var prefix: String { "tls.sct" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "scts_length", "Serialized SCT List Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of all timestamps.", in: "RFC 6962 section 3.3")
        }
        public static var values: Repeated<SignedTimestamp> {
            .init(
                "scts", "Timestamps", part: 1, heading: .none,
                means: "Proof that the certificate stands in public logs, without which browsers refuse it.",
                in: "RFC 6962 section 3.3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            from == to ? LayerParts(0) : PartLayout.vector(2).measure(message, from: from, to: to)
        }
    }

    /// One log's promise. RFC 6962 section 3.2.
    public enum SignedTimestamp: Schema {
        public static var name: String { "tls.sct" }
        public static var title: String { "Signed Certificate Timestamp" }
        public static var meaning: Meaning {
            .init("One log's promise that it has the certificate.", in: "RFC 6962 section 3.2")
        }
        public static var isHeadingOnly: Bool { true }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "sct_length", "Serialized SCT Length", bits: 0..<16, auto: .length(.rest),
                means: "The octets of one timestamp.", in: "RFC 6962 section 3.3")
        }
        @inlinable public static var version: Field<UInt8> {
            .init(
                "sct_version", "SCT Version", bits: 16..<24, means: "The version of the timestamp: 0 is version 1.",
                in: "RFC 6962 section 3.2")
        }
        @inlinable public static var log: Field<Octets> {
            .init(
                "sct_logid", "Log ID", bits: 24..<280, means: "Which log, by the digest of its key.",
                in: "RFC 6962 section 3.2")
        }
        /// Milliseconds since 1970.
        @inlinable public static var time: Field<AbsoluteTime> {
            .init(
                "sct_timestamp", "Timestamp", bits: 280..<344, scale: 1_000_000,
                means: "When the log got the certificate, in milliseconds since 1970.", in: "RFC 6962 section 3.2")
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "sct_extensions_length", "Extensions length", bits: 344..<360, auto: .length(.part(1)),
                means: "The octets of the timestamp's extensions.", in: "RFC 6962 section 3.2")
        }
        @inlinable public static var extensions: Field<Subtree> {
            .init(
                "sct_extensions", "Extensions", part: 1, means: "Extensions of the timestamp, kept for later versions.",
                in: "RFC 6962 section 3.2")
        }
        @inlinable public static var algorithm: Field<SignatureScheme> {
            .init(
                ".handshake.sig_hash_alg", "Signature Algorithm", bits: 0..<16, of: 2, show: .hex,
                means: "With what the log signed its promise.", in: "RFC 6962 section 2.1.4")
        }
        @inlinable public static var hash: Field<SignatureHash> {
            .init(
                ".handshake.sig_hash_hash", "Signature Hash Algorithm Hash", bits: 0..<8, of: 2,
                means: "The digest that the log signed.", in: "RFC 6962 section 2.1.4")
        }
        @inlinable public static var kind: Field<SignatureKind> {
            .init(
                ".handshake.sig_hash_sig", "Signature Hash Algorithm Signature", bits: 8..<16, of: 2,
                means: "The kind of the log's own key: RSA or ECDSA.", in: "RFC 6962 section 2.1.4")
        }
        @inlinable public static var signatureLength: Field<UInt16> {
            .init(
                "sct_signature_length", "Signature Length", bits: 16..<32, of: 2, auto: .length(.part(3)),
                means: "The octets of the log's signature.", in: "RFC 6962 section 3.2")
        }
        @inlinable public static var signature: Field<Octets> {
            .init(
                "sct_signature", "Signature", part: 3,
                means: "The log's signature, by which a browser knows that the promise is real.",
                in: "RFC 6962 section 3.2")
        }
        public static var tree: [AnyField] {
            [
                .init(length), .init(version), .init(log), .init(time), .init(extensionsLength),
                .init(extensions), .group(algorithm, [.init(hash), .init(kind)]), .init(signatureLength),
                .init(signature),
            ]
        }

        /// length, version, log, time, length | extensions | algorithm, length | signature
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let whole = TLS.wholeVector(message, from, 2, to),
                let extensions = TLS.wholeVector(message, from &+ 43, 2, whole),
                let signature = TLS.wholeVector(message, extensions &+ 2, 2, whole)
            else { return nil }
            return LayerParts(45, extensions &- from, extensions &+ 4 &- from, signature &- from, whole &- from)
        }
    }
}
