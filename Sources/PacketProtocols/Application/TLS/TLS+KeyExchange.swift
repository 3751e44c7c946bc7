public import Packets

/// Messages that carry keys and signatures, until TLS 1.2. Which of the forms is meant depends on the cipher suite, which
/// stands in another message: the octets must do.
extension TLS {
    /// A server's half of the key exchange. RFC 5246 section 7.4.3, RFC 8422 section 5.4.
    public enum ServerKeyExchange: TLSHandshakeBody {
        public static var keyword: String { "server_key_exchange" }
        public static var title: String { "Server Key Exchange" }
        /// The first octet: 3 names a curve; a prime of Diffie-Hellman starts with its length, which is shorter.
        static var form: Field<UInt8> { .init("", "", bits: 0..<8, of: 1) }
        public static var tree: [AnyField] { [] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: form, [3: ServerCurveParameters.self],
                otherwise: ServerPrimeParameters.self)
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0, to &- from) }
    }

    /// RFC 8422 section 5.4.
    public enum ServerCurveParameters: Schema {
        public static var name: String { "tls.handshake" }
        public static var title: String { "EC Diffie-Hellman Server Params" }
        public static var meaning: Meaning {
            .init("The server's share of a key on a curve, signed.", in: "RFC 8422 section 5.4")
        }
        public static var keywords: [String] { ["ecdhe"] }
        @inlinable public static var curveType: Field<CurveType> {
            .init(
                "server_curve_type", "Curve Type", bits: 0..<8, show: .hex, preset: 3,
                means: "How the curve is given: 3 says by its name, and other ways are forbidden.",
                in: "RFC 8422 section 5.4")
        }
        @inlinable public static var curve: Field<NamedGroup> {
            .init(
                "server_named_curve", "Named Curve", bits: 8..<24, show: .hex, preset: 29,
                means: "Which curve: 23 is P-256, 29 X25519.", in: "RFC 8422 section 5.1.1")
        }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "server_point_len", "Pubkey Length", bits: 24..<32, auto: .length(.part(1)),
                means: "The octets of the server's point.", in: "RFC 8422 section 5.4")
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "server_point", "Pubkey", part: 1,
                means: """
                    The server's point on the curve, fresh for each connection: later theft of its key opens nothing.
                    """, in: "RFC 8422 section 5.4")
        }
        public static var signature: Repeated<ServerSignature> {
            .init(
                "server_signature", "Signature", part: 2, heading: .none,
                means: "Proof that the point is the server's.", in: "RFC 8422 section 5.4")
        }
        public static var tree: [AnyField] {
            [
                .init(curveType), .init(curve), .init(length), .init(key), .init(signature),
            ]
        }

        /// curve, length | key | signature
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let key = TLS.wholeVector(message, from &+ 3, 1, to) else { return nil }
            return LayerParts(4, key &- from, to &- from)
        }
    }

    /// RFC 5246 section 7.4.3.
    public enum ServerPrimeParameters: Schema {
        public static var name: String { "tls.handshake" }
        public static var title: String { "Diffie-Hellman Server Params" }
        public static var meaning: Meaning {
            .init("The server's share of a Diffie-Hellman key, and its numbers.", in: "RFC 5246 section 7.4.3")
        }
        public static var keywords: [String] { ["dhe"] }
        @inlinable public static var primeLength: Field<UInt16> {
            .init(
                "p_len", "p Length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the prime. Below 128 it can be broken (Logjam).", in: "RFC 5246 section 7.4.3")
        }
        @inlinable public static var prime: Field<Octets> {
            .init("p", "p", part: 1, means: "The prime by which both sides reckon.", in: "RFC 5246 section 7.4.3")
        }
        @inlinable public static var generatorLength: Field<UInt16> {
            .init(
                "g_len", "g Length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "The octets of the generator.", in: "RFC 5246 section 7.4.3")
        }
        @inlinable public static var generator: Field<Octets> {
            .init("g", "g", part: 3, means: "The number whose powers are exchanged.", in: "RFC 5246 section 7.4.3")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "ys_len", "Pubkey Length", bits: 0..<16, of: 4, auto: .length(.part(5)),
                means: "The octets of the server's power.", in: "RFC 5246 section 7.4.3")
        }
        @inlinable public static var key: Field<Octets> {
            .init("ys", "Pubkey", part: 5, means: "The server's power of the generator.", in: "RFC 5246 section 7.4.3")
        }
        public static var signature: Repeated<ServerSignature> {
            .init(
                "server_signature", "Signature", part: 6, heading: .none,
                means: "Proof that the numbers are the server's.", in: "RFC 5246 section 7.4.3")
        }
        public static var tree: [AnyField] {
            [
                .init(primeLength), .init(prime), .init(generatorLength), .init(generator), .init(length),
                .init(key), .init(signature),
            ]
        }

        /// length | prime | length | generator | length | key | signature
        ///
        /// Parameters of other kinds, such as a hint for pre-shared keys, are left as octets.
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let prime = TLS.wholeVector(message, from, 2, to),
                let generator = TLS.wholeVector(message, prime, 2, to),
                let key = TLS.wholeVector(message, generator, 2, to)
            else { return LayerParts(0) }
            return LayerParts(
                2, prime &- from, prime &+ 2 &- from, generator &- from, generator &+ 2 &- from, key &- from,
                to &- from)
        }
    }

    /// A server's signature over its parameters.
    public enum ServerSignature: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Signature" }
        @inlinable public static var algorithm: Field<SignatureScheme> {
            .init(
                "sig_hash_alg", "Signature Algorithm", bits: 0..<16, show: .hex,
                means: "With what the server signed its share.", in: "RFC 5246 section 7.4.1.4.1")
        }
        @inlinable public static var hash: Field<SignatureHash> {
            .init(
                "sig_hash_hash", "Signature Hash Algorithm Hash", bits: 0..<8,
                means: """
                    The digest that the server's signature is made of: 4 is SHA-256, 2 SHA-1, which is broken.
                    """, in: "RFC 5246 section 7.4.1.4.1")
        }
        @inlinable public static var kind: Field<SignatureKind> {
            .init(
                "sig_hash_sig", "Signature Hash Algorithm Signature", bits: 8..<16,
                means: "The kind of key that the server signed with: 1 is RSA, 3 ECDSA.",
                in: "RFC 5246 section 7.4.1.4.1")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "sig_len", "Signature Length", bits: 0..<16, of: 1, auto: .length(.part(2)),
                means: "The octets of the server's signature.", in: "RFC 5246 section 4.7")
        }
        @inlinable public static var signature: Field<Octets> {
            .init(
                "sig", "Signature", part: 2, means: "The signature over both randoms and the share.",
                in: "RFC 5246 section 7.4.3")
        }
        public static var tree: [AnyField] {
            [
                .group(algorithm, [.init(hash), .init(kind)]), .init(length), .init(signature),
            ]
        }

        /// algorithm | length | signature
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            TLS.measureSignature(message, from: from, to: to)
        }
    }

    /// A client's half of the key exchange. RFC 5246 section 7.4.7, RFC 8422 section 5.7.
    public enum ClientKeyExchange: TLSHandshakeBody {
        public static var keyword: String { "client_key_exchange" }
        public static var title: String { "Client Key Exchange" }
        /// The first octet: a point's length, or the high octet of a longer length.
        static var form: Field<UInt8> { .init("", "", bits: 0..<8, of: 1) }
        public static var tree: [AnyField] { [] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: form,
                [
                    0: EncryptedSecret.self, 1: EncryptedSecret.self, 2: EncryptedSecret.self, 3: EncryptedSecret.self,
                    4: EncryptedSecret.self,
                ], otherwise: ClientPoint.self)
        }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0, to &- from) }
    }

    /// RFC 8422 section 5.7.
    public enum ClientPoint: Schema {
        public static var name: String { "tls.handshake" }
        public static var title: String { "EC Diffie-Hellman Client Params" }
        public static var meaning: Meaning {
            .init("The client's share of a key on a curve.", in: "RFC 8422 section 5.7")
        }
        public static var keywords: [String] { ["ecdh"] }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "client_point_len", "Pubkey Length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the client's point.", in: "RFC 8422 section 5.7")
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "client_point", "Pubkey", part: 1, means: "The client's point on the curve.", in: "RFC 8422 section 5.7"
            )
        }
        /// In SSL 3.0 the secret fills the message.
        @inlinable public static var secret: Field<Octets> {
            .init(
                "epms", "Encrypted PreMaster", part: 2,
                means: "The secret as SSL 3 sends it, encrypted and without a length.", in: "RFC 6101 section 5.6.7.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(key), .init(secret)] }

        /// length | key | secret
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            TLS.wholeVector(message, from, 1, to) == to ? LayerParts(1, to &- from) : LayerParts(0, 0, to &- from)
        }
    }

    /// A secret that only the server's RSA key opens, or the name of a pre-shared key. RFC 5246 section 7.4.7.1, RFC 4279
    /// section 2. A public key of Diffie-Hellman looks the same; the flow's cipher suite tells, where it was seen.
    public enum EncryptedSecret: Schema {
        public static var name: String { "tls.handshake" }
        public static var title: String { "RSA Encrypted PreMaster Secret" }
        public static var meaning: Meaning {
            .init("What the client sends for the key: a secret, a power, or who it is.", in: "RFC 5246 section 7.4.7")
        }
        public static var keywords: [String] { ["rsa"] }
        @inlinable public static var room: Field<UInt16> { .init("", "Length", bits: 0..<16) }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "epms_len", "Encrypted PreMaster length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the encrypted secret.", in: "RFC 5246 section 7.4.7.1")
        }
        @inlinable public static var secret: Field<Octets> {
            .init(
                "epms", "Encrypted PreMaster", part: 1,
                means: """
                    The secret from which all keys come, encrypted with the server's RSA key: who gets that key later
                    reads everything.
                    """, in: "RFC 5246 section 7.4.7.1")
        }
        @inlinable public static var keyLength: Field<UInt16> {
            .init(
                "yc_len", "Pubkey Length", bits: 0..<16, means: "The octets of the client's power.",
                in: "RFC 5246 section 7.4.7.2")
        }
        @inlinable public static var key: Field<Octets> {
            .init(
                "yc", "Pubkey", part: 1, means: "The client's power of the generator.", in: "RFC 5246 section 7.4.7.2")
        }
        @inlinable public static var identityLength: Field<UInt16> {
            .init(
                "identity_len", "Identity Length", bits: 0..<16, means: "The octets of the client's name.",
                in: "RFC 4279 section 2")
        }
        @inlinable public static var identity: Field<Octets> {
            .init(
                "identity", "Identity", part: 1,
                means: "By which name the client's shared key is known to the server; anyone can read it.",
                in: "RFC 4279 section 2")
        }
        public static var tree: [AnyField] {
            [
                .init(room),
                .when(
                    Self.self, { !isIdentity($0) && !$1.tlsSession.isDiffieHellman }, [.init(length), .init(secret)]),
                .when(Self.self, { !isIdentity($0) && $1.tlsSession.isDiffieHellman }, [.init(keyLength), .init(key)]),
                .when(Self.self, { secret, _ in isIdentity(secret) }, [.init(identityLength), .init(identity)]),
            ]
        }

        /// Whether the octets are too few, or too odd, for a secret or a public key: the name of a key.
        private static func isIdentity(_ secret: borrowing Layer<EncryptedSecret>) -> Bool {
            let count = secret.parts.count(1)
            return secret.parts.count(0) > 0 && (count < 48 || count % 8 != 0)
        }

        /// length, not in SSL 3.0 | secret
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let count = to &- from
            return count >= 2 && Int(message.word(from)) == count &- 2 ? LayerParts(2, count) : LayerParts(0, count)
        }
    }

    /// A client's proof that it has its certificate's key. RFC 8446 section 4.4.3.
    public enum CertificateVerify: TLSHandshakeBody {
        public static var keyword: String { "certificate_verify" }
        public static var title: String { "Certificate Verify" }
        @inlinable public static var algorithm: Field<SignatureScheme> {
            .init(
                "sig_hash_alg", "Signature Algorithm", bits: 0..<16, show: .hex, preset: 0x0804,
                means: "With what the sender proves that its certificate's key is its own.",
                in: "RFC 5246 section 7.4.8")
        }
        @inlinable public static var hash: Field<SignatureHash> {
            .init(
                "sig_hash_hash", "Signature Hash Algorithm Hash", bits: 0..<8,
                means: "The digest in the proof that the certificate's key is the sender's.",
                in: "RFC 5246 section 7.4.8")
        }
        @inlinable public static var kind: Field<SignatureKind> {
            .init(
                "sig_hash_sig", "Signature Hash Algorithm Signature", bits: 8..<16,
                means: "The kind of key in the proof that the certificate's key is the sender's.",
                in: "RFC 5246 section 7.4.8")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "client_cert_vrfy.sig_len", "Signature length", bits: 0..<16, of: 1, auto: .length(.part(2)),
                means: "The octets of the proof that the certificate's key is the sender's.",
                in: "RFC 5246 section 7.4.8")
        }
        @inlinable public static var signature: Field<Octets> {
            .init(
                "client_cert_vrfy.sig", "Signature", part: 2,
                means: """
                    A signature over the whole handshake so far, which only the certificate's owner can make.
                    """, in: "RFC 5246 section 7.4.8")
        }
        public static var tree: [AnyField] {
            [
                .group(algorithm, [.init(hash), .init(kind)]), .init(length), .init(signature),
            ]
        }

        /// algorithm, since TLS 1.2 | length | signature
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            TLS.measureSignature(message, from: from, to: to)
        }
    }

    /// A digest over the handshake. RFC 8446 section 4.4.4.
    public enum Finished: TLSHandshakeBody {
        public static var keyword: String { "finished" }
        public static var title: String { "Finished" }
        @inlinable public static var verifyData: Field<Subtree> {
            .init(
                "verify_data", "Verify Data", part: 0,
                means: "A code over the whole handshake: a change by someone in the middle shows here.",
                in: "RFC 8446 section 4.4.4")
        }
        public static var tree: [AnyField] { [.init(verifyData)] }
    }
}
