public import Packets

/// Secure Sockets Layer 2.0, whose hello older clients sent to newer servers too. RFC 6101 appendix E.
extension TLS {
    /// A record: a length of two octets or, with padding, three, and a message.
    public enum Version2Record: Schema {
        public static var name: String { "tls.record" }
        public static var prefix: String { "tls" }
        public static var title: String { "SSLv2 Record" }
        public static var meaning: Meaning {
            .init(
                """
                A record of SSL 2. The protocol is broken, and servers that still speak it put others in danger
                (DROWN).
                """, in: "RFC 6176 section 2")
        }
        public static var isPresenceOnly: Bool { true }
        public static var isObsolete: Bool { true }

        /// SSL 2.0, which the record itself does not say.
        public static var version: Derived<Version2Record, Version> {
            .init(
                "record.version", "Version", show: .hex, readsFlow: false,
                means: "2, as it is known once the record is.", in: "draft-hickman-netscape-ssl-00 section 1.1"
            ) { _, _ in Version(rawValue: 2) }
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "record.length", "Length", bits: 1..<16, auto: .length(.part(2)),
                means: "The octets of the record behind its header of three.",
                in: "draft-hickman-netscape-ssl-00 section 1.1")
        }
        @inlinable public static var shortLength: Field<UInt16> {
            .init(
                "record.length", "Length", bits: 2..<16, of: 1,
                means: "The octets of the record behind its header of two.",
                in: "draft-hickman-netscape-ssl-00 section 1.1")
        }
        @inlinable public static var isEscape: Field<Bool> {
            .init(
                "record.is_escape", "Is Escape", bits: 1..<2, of: 1,
                means: "Kept for messages outside the stream; never set.",
                in: "draft-hickman-netscape-ssl-00 section 1.1")
        }
        @inlinable public static var paddingLength: Field<UInt8> {
            .init(
                "record.padding_length", "Padding Length", bits: 16..<24, of: 1,
                means: "The octets that fill the record up to a block.", in: "draft-hickman-netscape-ssl-00 section 1.1"
            )
        }
        @inlinable public static var type: Field<Version2Message> {
            .init(
                "handshake.type", "Handshake Message Type", bits: 0..<8, of: 2, auto: .variant,
                means: "What the SSL 2 message is: 1 the client's hello, 2 its master key, 4 the server's hello.",
                in: "draft-hickman-netscape-ssl-00 section 2.8")
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(length),
                .when(
                    Self.self, { record, _ in record.parts.count(1) == 3 },
                    [.init(shortLength), .init(isEscape), .init(paddingLength)]),
                .init(type),
            ]
        }
        public static var variants: Variants? {
            Variants(
                .part(3), by: type,
                [1: Version2ClientHello.self, 2: Version2MasterKey.self, 4: Version2ServerHello.self])
        }

        /// length | length with padding | type | message
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let end = end(message, from: from, to: to) else { return nil }
            let count = message.octet(from) & 0x80 != 0 ? 2 : 3
            return LayerParts(count == 2 ? 2 : 0, count, count &+ 1, end &- from)
        }

        /// Where the record that starts at `from` ends; `nil` when there is none, or not all of it.
        static func end(_ message: RawSpan, from: Int, to: Int) -> Int? {
            guard to &- from >= 5, message.octet(from) & 0x80 != 0 else { return nil }
            let body = from &+ 2
            let length = Int(message.word(from) & 0x7fff)
            guard body &+ length <= to, isMessage(message, body, length) else { return nil }
            return body &+ length
        }

        /// Whether a message of SSL 2.0 that is not encrypted stands there.
        private static func isMessage(_ message: RawSpan, _ at: Int, _ length: Int) -> Bool {
            let body = at &+ 1
            switch message.octet(at) {
            case 1: return length >= 9 && isVersion(message.value(of: Version2ClientHello.version, at: body))
            case 4: return length >= 11 && isVersion(message.value(of: Version2ServerHello.version, at: body))
            case 2:
                let clear = Int(message.value(of: Version2MasterKey.clearLength, at: body))
                let encrypted = Int(message.value(of: Version2MasterKey.encryptedLength, at: body))
                let argument = Int(message.value(of: Version2MasterKey.argumentLength, at: body))
                return length >= 10 && clear + encrypted + argument <= length
            default: return false
            }
        }

        private static func isVersion(_ version: Version) -> Bool {
            version.rawValue == 2 || 0x0300...0x0304 ~= version.rawValue
        }

        /// Whether octets that no port names start with the hello of SSL 2.0, in the form that RFC 5246 appendix E.2 allows.
        static func isClientHello(_ message: RawSpan) -> Bool {
            // Of a record without padding, and of less than 256 octets.
            let lead = Field<UInt8>("", "Length's first octet", bits: 0..<8)
            let type = Field<Version2Message>("", "Message type", bits: 16..<24)
            guard message.byteCount >= 46, message.value(of: lead) == 0x80, message.value(of: type) == 1 else {
                return false
            }
            let hello = Layer<Version2ClientHello>(message, start: 3, parts: LayerParts(8))
            let suites = hello.cipherSpecsLength
            let session = hello.sessionLength
            return suites != 0 && suites % 3 == 0 && (session == 0 || session == 16) && hello.challengeLength == 32
        }
    }

    /// RFC 6101 appendix E.1.
    public enum Version2ClientHello: Schema {
        public static var name: String { "tls.record" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "SSLv2 Client Hello" }
        public static var isObsolete: Bool { true }
        public static var meaning: Meaning {
            .init(
                "The first message of an SSL 2 client, or of one that also speaks newer versions.",
                in: "RFC 5246 appendix E.2")
        }
        public static var keywords: [String] { ["client_hello"] }
        public static var isPresenceOnly: Bool { true }
        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 0..<16, show: .hex, preset: 0x0301,
                means: "The highest version that the client of this hello speaks.", in: "RFC 5246 appendix E.2")
        }
        @inlinable public static var cipherSpecsLength: Field<UInt16> {
            .init(
                "cipher_spec_len", "Cipher Spec Length", bits: 16..<32, auto: .length(.part(1)),
                means: "The octets of its ciphers, three each.", in: "RFC 5246 appendix E.2")
        }
        @inlinable public static var sessionLength: Field<UInt16> {
            .init(
                "session_id_length", "Session ID Length", bits: 32..<48, auto: .length(.part(2)),
                means: "The octets of the session that it would go on with.", in: "RFC 5246 appendix E.2")
        }
        @inlinable public static var challengeLength: Field<UInt16> {
            .init(
                "challenge_length", "Challenge Length", bits: 48..<64, auto: .length(.part(3)),
                means: "The octets of its challenge, 16 to 32.", in: "RFC 5246 appendix E.2")
        }
        public static var cipherSpecs: Repeated<Version2Cipher> {
            .init(
                "ciphersuites", "Cipher Specs", part: 1, heading: .presence,
                means: "The ciphers that it offers; those of newer versions begin with a zero.",
                in: "RFC 5246 appendix E.2")
        }
        @inlinable public static var session: Field<Octets> {
            .init(
                "session_id", "Session ID", part: 2, means: "The session's name in SSL 2.", in: "RFC 5246 appendix E.2")
        }
        @inlinable public static var challenge: Field<Subtree> {
            .init(
                "challenge", "Challenge", part: 3, means: "What stands for the client's random.",
                in: "RFC 5246 appendix E.2")
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(cipherSpecsLength), .init(sessionLength), .init(challengeLength),
                .init(cipherSpecs), .init(session), .init(challenge),
            ]
        }

        /// version, lengths | cipher specs | session | challenge
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let specs = 8 &+ Int(message.word(from &+ 2))
            let session = specs &+ Int(message.word(from &+ 4))
            let challenge = session &+ Int(message.word(from &+ 6))
            return to &- from >= challenge ? LayerParts(8, specs, session, challenge) : nil
        }
    }

    /// A key for the session, part of it encrypted.
    public enum Version2MasterKey: Schema {
        public static var name: String { "tls.record" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "SSLv2 Client Master Key" }
        public static var isObsolete: Bool { true }
        public static var meaning: Meaning {
            .init("The client's key, encrypted for the server.", in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        public static var keywords: [String] { ["client_master_key"] }
        public static var isPresenceOnly: Bool { true }
        @inlinable public static var cipher: Field<CipherSpec> {
            .init(
                "cipherspec", "Cipher Spec", bits: 0..<24, show: .hex, means: "The cipher that the client chose.",
                in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var clearLength: Field<UInt16> {
            .init(
                "clear_key_length", "Clear Key Data Length", bits: 24..<40, auto: .length(.part(1)),
                means: "The octets of the key that are sent in the clear.",
                in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var encryptedLength: Field<UInt16> {
            .init(
                "encrypted_key_length", "Encrypted Key Data Length", bits: 40..<56, auto: .length(.part(2)),
                means: "The octets of the key that are encrypted.", in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var argumentLength: Field<UInt16> {
            .init(
                "key_arg_length", "Key Argument Length", bits: 56..<72, auto: .length(.part(3)),
                means: "The octets of the cipher's initial value.", in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var clear: Field<Subtree> {
            .init(
                "clear_key_data", "Clear Key Data", part: 1,
                means: "The key's part in the clear: export rules of the nineties left 40 secret bits.",
                in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var encrypted: Field<Subtree> {
            .init(
                "encrypted_key", "Encrypted Key", part: 2, means: "The key's secret part, encrypted by RSA.",
                in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        @inlinable public static var argument: Field<Subtree> {
            .init(
                "key_arg", "Key Argument", part: 3, means: "The initial value that the chosen cipher needs.",
                in: "draft-hickman-netscape-ssl-00 section 2.5")
        }
        public static var tree: [AnyField] {
            [
                .init(cipher), .init(clearLength), .init(encryptedLength), .init(argumentLength), .init(clear),
                .init(encrypted), .init(argument),
            ]
        }

        /// cipher, lengths | clear key | encrypted key | argument
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let clear = 9 &+ Int(message.word(from &+ 3))
            let encrypted = clear &+ Int(message.word(from &+ 5))
            let argument = encrypted &+ Int(message.word(from &+ 7))
            return to &- from >= argument ? LayerParts(9, clear, encrypted, argument) : nil
        }
    }

    public enum Version2ServerHello: Schema {
        public static var name: String { "tls.record" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "SSLv2 Server Hello" }
        public static var isObsolete: Bool { true }
        public static var meaning: Meaning {
            .init("The server's answer in SSL 2.", in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        public static var keywords: [String] { ["server_hello"] }
        public static var isPresenceOnly: Bool { true }
        @inlinable public static var isHit: Field<Bool> {
            .init(
                "session_id_hit", "Session ID Hit", bits: 0..<8,
                means: "The server knows the session, and goes on with it.",
                in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var certificateType: Field<UInt8> {
            .init(
                "cert_type", "Certificate Type", bits: 8..<16, preset: 1,
                means: "The kind of the server's certificate: 1 is X.509.",
                in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 16..<32, show: .hex, preset: 2,
                means: "The version that the server answers in.", in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var certificateLength: Field<UInt32> {
            .init(
                "certificate_length", "Certificate Length", bits: 32..<48, auto: .length(.part(1)),
                means: "The octets of the server's certificate.", in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var cipherSpecsLength: Field<UInt16> {
            .init(
                "cipher_spec_len", "Cipher Spec Length", bits: 48..<64, auto: .length(.part(2)),
                means: "The octets of the ciphers that both have.", in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var connectionLength: Field<UInt16> {
            .init(
                "connection_id_length", "Connection ID Length", bits: 64..<80, auto: .length(.part(3)),
                means: "The octets of the connection's name.", in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        @inlinable public static var certificate: Field<Octets> {
            .init(
                "certificate", "Certificate", part: 1, means: "The certificate that the SSL 2 server shows.",
                in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        public static var cipherSpecs: Repeated<Version2Cipher> {
            .init(
                "ciphersuites", "Cipher Specs", part: 2, heading: .presence,
                means: "The ciphers among which the client may choose.", in: "draft-hickman-netscape-ssl-00 section 2.6"
            )
        }
        @inlinable public static var connection: Field<Subtree> {
            .init(
                "connection_id", "Connection ID", part: 3, means: "What the server chose as the connection's name.",
                in: "draft-hickman-netscape-ssl-00 section 2.6")
        }
        public static var tree: [AnyField] {
            [
                .init(isHit), .init(certificateType), .init(version), .init(certificateLength),
                .init(cipherSpecsLength), .init(connectionLength), .init(certificate), .init(cipherSpecs),
                .init(connection),
            ]
        }

        /// version, lengths | certificate | cipher specs | connection
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let certificate = 10 &+ Int(message.word(from &+ 4))
            let specs = certificate &+ Int(message.word(from &+ 6))
            let connection = specs &+ Int(message.word(from &+ 8))
            return to &- from >= connection ? LayerParts(10, certificate, specs, connection) : nil
        }
    }

    /// One cipher that a side knows.
    public enum Version2Cipher: ListItem {
        public static var prefix: String { "tls.handshake" }
        public static var isObsolete: Bool { true }
        @inlinable public static var value: Field<CipherSpec> {
            .init(
                "cipherspec", "Cipher Spec", bits: 0..<24, show: .hex, means: "One cipher of SSL 2, in three octets.",
                in: "draft-hickman-netscape-ssl-00 section 2.9")
        }
    }

    /// A cipher of SSL 2.0, or one of SSL 3.0 and later, whose numbers are shorter.
    public struct CipherSpec: NamedNumber {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static var octets: Int { 3 }
        public static let names: [ValueName] =
            CipherSuite.names + [
                .init(0x01_0080, "SSL2_RC4_128_WITH_MD5"), .init(0x02_0080, "SSL2_RC4_128_EXPORT40_WITH_MD5"),
                .init(0x03_0080, "SSL2_RC2_128_CBC_WITH_MD5"), .init(0x04_0080, "SSL2_RC2_128_CBC_EXPORT40_WITH_MD5"),
                .init(0x05_0080, "SSL2_IDEA_128_CBC_WITH_MD5"), .init(0x06_0040, "SSL2_DES_64_CBC_WITH_MD5"),
                .init(0x07_00c0, "SSL2_DES_192_EDE3_CBC_WITH_MD5"), .init(0x08_0080, "SSL2_RC4_64_WITH_MD5"),
            ]
    }
}
