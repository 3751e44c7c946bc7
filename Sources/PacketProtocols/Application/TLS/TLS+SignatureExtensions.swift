public import Packets

/// Signature algorithms, in extensions and before signatures.
extension TLS {
    /// RFC 8446 section 4.2.3.
    public enum SignatureAlgorithms: TLSExtensionBody {
        public static var keyword: String { "signature_algorithms" }
        public static var title: String { "Signature algorithms" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "sig_hash_alg_len", "Signature Hash Algorithms Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the list of signature algorithms.", in: "RFC 8446 section 4.2.3")
        }
        public static var values: Repeated<SignatureAlgorithm> {
            .init(
                "sig_hash_algs", "Signature Hash Algorithms", part: 1, heading: .presence,
                means: "The signatures that the sender can check.", in: "RFC 8446 section 4.2.3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// RFC 8446 section 4.2.3.
    public enum CertificateSignatureAlgorithms: TLSExtensionBody {
        public static var keyword: String { "signature_algorithms_cert" }
        public static var title: String { "Signature algorithms of certificates" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "sig_hash_alg_len", "Signature Hash Algorithms Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the list for signatures in certificates.", in: "RFC 8446 section 4.2.3")
        }
        public static var values: Repeated<SignatureAlgorithm> {
            .init(
                "sig_hash_algs", "Signature Hash Algorithms", part: 1, heading: .presence,
                means: "The signatures that it can check in certificates.", in: "RFC 8446 section 4.2.3")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// One algorithm; until TLS 1.2 a hash and a signature. RFC 5246 section 7.4.1.4.1.
    public enum SignatureAlgorithm: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Signature Algorithm" }
        @inlinable public static var algorithm: Field<SignatureScheme> {
            .init(
                "sig_hash_alg", "Signature Algorithm", bits: 0..<16, show: .hex,
                means: """
                    One algorithm: 0x0403 is ECDSA on P-256, 0x0804 RSA-PSS, 0x0401 the old RSA, 0x0807 Ed25519.
                    """, in: "RFC 8446 section 4.2.3")
        }
        @inlinable public static var hash: Field<SignatureHash> {
            .init(
                "sig_hash_hash", "Signature Hash Algorithm Hash", bits: 0..<8,
                means: "The first octet of a signature algorithm, which in version 1.2 was the digest.",
                in: "RFC 5246 section 7.4.1.4.1")
        }
        @inlinable public static var signature: Field<SignatureKind> {
            .init(
                "sig_hash_sig", "Signature Hash Algorithm Signature", bits: 8..<16,
                means: "The second octet of a signature algorithm, which in version 1.2 was the kind of key.",
                in: "RFC 5246 section 7.4.1.4.1")
        }
        public static var tree: [AnyField] {
            [
                .group(algorithm, [.init(hash), .init(signature)])
            ]
        }
        public static var layout: PartLayout { .fixed(2) }
    }

    /// A signature behind its length, and since TLS 1.2 behind its algorithm: where both lengths fit, the newer is meant.
    /// RFC 5246 section 4.7.
    static func measureSignature(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let count = to &- from
        if count >= 4, Int(message.word(from &+ 2)) == count &- 4 { return LayerParts(2, 4, count) }
        return count >= 2 && Int(message.word(from)) == count &- 2 ? LayerParts(0, 2, count) : nil
    }
}
