public import Packets

extension TLS {
    /// RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2.
    public enum ClientHello: TLSHandshakeBody {
        public static var keyword: String { "client_hello" }
        public static var title: String { "Client Hello" }

        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 0..<16, show: .hex, preset: 0x0303,
                means: """
                    The highest version before 1.3 that the client speaks; 0x0303 where an extension says the rest.
                    """, in: "RFC 8446 section 4.1.2")
        }
        @inlinable public static var random: Field<Octets> {
            .init(
                "random", "Random", bits: 16..<272, means: "Thirty-two octets by which no two handshakes are the same.",
                in: "RFC 8446 section 4.1.2")
        }
        /// Seconds since 1970 in TLS 1.2; newer clients put noise there.
        @inlinable public static var time: Field<AbsoluteTime> {
            .init(
                "random_time", "GMT Unix Time", bits: 16..<48, scale: 1_000_000_000,
                means: """
                    The first four octets of the client's random, which once were its clock and are random today.
                    """, in: "RFC 5246 section 7.4.1.2")
        }
        @inlinable public static var randomOctets: Field<Octets> {
            .init(
                "random_bytes", "Random Bytes", bits: 48..<272,
                means: "The other twenty-eight octets of the client's random.", in: "RFC 5246 section 7.4.1.2")
        }
        @inlinable public static var sessionLength: Field<UInt8> {
            .init(
                "session_id_length", "Session ID Length", bits: 272..<280, auto: .length(.part(1)),
                means: "The octets of the session that the client would go on with: 0 for none.",
                in: "RFC 5246 section 7.4.1.2")
        }
        @inlinable public static var session: Field<Octets> {
            .init(
                "session_id", "Session ID", part: 1,
                means: """
                    The session that the client would go on with; in version 1.3 random octets that only make it
                    look like one.
                    """, in: "RFC 8446 section 4.1.2")
        }
        @inlinable public static var cipherSuitesLength: Field<UInt16> {
            .init(
                "cipher_suites_length", "Cipher Suites Length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "The octets of the list of cipher suites, two each.", in: "RFC 8446 section 4.1.2")
        }
        public static var cipherSuites: Repeated<OfferedCipherSuite> {
            .init(
                "ciphersuites", "Cipher Suites", part: 3, heading: .presence,
                means: "What the client can encrypt with, the preferred first. The list tells programs apart.",
                in: "RFC 8446 section 4.1.2")
        }
        @inlinable public static var compressionMethodsLength: Field<UInt8> {
            .init(
                "comp_methods_length", "Compression Methods Length", bits: 0..<8, of: 4, auto: .length(.part(5)),
                means: "How many compression methods follow.", in: "RFC 8446 section 4.1.2")
        }
        public static var compressionMethods: Repeated<OfferedCompression> {
            .init(
                "comp_methods", "Compression Methods", part: 5, heading: .presence,
                means: "Only 0, none: compression betrays secrets by length (CRIME).", in: "RFC 8446 section 4.1.2")
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_length", "Extensions Length", bits: 0..<16, of: 6, auto: .length(.part(7)),
                means: "The octets of the client's extensions.", in: "RFC 8446 section 4.2")
        }
        public static var extensions: Repeated<ClientExtension> {
            .init(
                "extensions", "Extensions", part: 7, heading: .none,
                means: "What else the client says: the server's name, versions, groups, keys, protocols.",
                in: "RFC 8446 section 4.2")
        }
        /// What the client offers, in numbers: its fingerprint. https://github.com/salesforce/ja3
        public static var fingerprintText: Derived<ClientHello, String> {
            .init(
                "ja3_full", "JA3 Fullstring", readsFlow: false,
                means: "Version, suites, extensions, groups and point formats as a text, GREASE left out.",
                in: "JA3, github.com/salesforce/ja3"
            ) { hello, _ in hello.fingerprint }
        }
        /// The fingerprint's MD5.
        public static var fingerprint: Derived<ClientHello, String> {
            .init(
                "ja3", "JA3", readsFlow: false,
                means: """
                    The MD5 of the JA3 text: the same for all copies of a program, and for others by chance or on
                    purpose.
                    """, in: "JA3, github.com/salesforce/ja3"
            ) { hello, _ in MD5.hexadecimal(of: hello.fingerprint) }
        }
        public static var tree: [AnyField] {
            [
                .init(version), .group(random, [.init(time), .init(randomOctets)]), .init(sessionLength),
                .init(session), .init(cipherSuitesLength), .init(cipherSuites), .init(compressionMethodsLength),
                .init(compressionMethods), .init(extensionsLength), .init(extensions), .init(fingerprintText),
                .init(fingerprint),
            ]
        }

        /// version, random, length | session | length | cipher suites | length | compression | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 35, let session = TLS.wholeVector(message, from &+ 34, 1, to),
                let suites = TLS.wholeVector(message, session, 2, to),
                let compression = TLS.wholeVector(message, suites, 1, to)
            else { return nil }
            return LayerParts(
                35, session &- from, session &+ 2 &- from, suites &- from, suites &+ 1 &- from, compression &- from,
                min(compression &+ 2, to) &- from, TLS.vectorEnd(message, compression, 2, to) &- from)
        }
    }

    /// RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3.
    public enum ServerHello: TLSHandshakeBody {
        public static var keyword: String { "server_hello" }
        public static var title: String { "Server Hello" }

        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 0..<16, show: .hex, preset: 0x0303,
                means: "The version that the server chose, up to 1.2; 0x0303 for 1.3, which an extension says.",
                in: "RFC 8446 section 4.1.3")
        }
        @inlinable public static var random: Field<Octets> {
            .init(
                "random", "Random", bits: 16..<272,
                means: """
                    The server's thirty-two octets. Its last eight spell DOWNGRD where it was made to speak an old
                    version.
                    """, in: "RFC 8446 section 4.1.3")
        }
        /// Seconds since 1970; TLS 1.3 has none.
        public static var time: Derived<ServerHello, AbsoluteTime> {
            .init(
                "random_time", "GMT Unix Time", readsFlow: false,
                means: "The first four octets of the server's random, once its clock.", in: "RFC 5246 section 7.4.1.3"
            ) { hello, _ in
                hello.isVersion13
                    ? nil : AbsoluteTime(raw: UInt64(hello.message.long(hello.firstOctet(of: random))) &* 1_000_000_000)
            }
        }
        public static var randomOctets: Derived<ServerHello, OctetRange> {
            .init(
                "random_bytes", "Random Bytes", readsFlow: false,
                means: "The other twenty-eight octets of the server's random.", in: "RFC 5246 section 7.4.1.3"
            ) { hello, packet in
                if hello.isVersion13 { return nil }
                let start = packet.layers[packet.index].start &+ hello.start
                return OctetRange(start &+ 6, start &+ 34)
            }
        }
        @inlinable public static var sessionLength: Field<UInt8> {
            .init(
                "session_id_length", "Session ID Length", bits: 0..<8, of: 1, auto: .length(.part(2)),
                means: "The octets of the session's name.", in: "RFC 5246 section 7.4.1.3")
        }
        @inlinable public static var session: Field<Octets> {
            .init(
                "session_id", "Session ID", part: 2,
                means: """
                    The name under which the server keeps the session; the client's own says that it goes on.
                    """, in: "RFC 5246 section 7.4.1.3")
        }
        @inlinable public static var cipherSuite: Field<CipherSuite> {
            .init(
                "ciphersuite", "Cipher Suite", bits: 0..<16, of: 3, show: .hex,
                means: "The suite that the server chose among the client's.", in: "RFC 8446 section 4.1.3")
        }
        @inlinable public static var compressionMethod: Field<CompressionMethod> {
            .init(
                "comp_method", "Compression Method", bits: 0..<8, of: 4,
                means: "The compression that the server chose: none.", in: "RFC 8446 section 4.1.3")
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_length", "Extensions Length", bits: 0..<16, of: 5, auto: .length(.part(6)),
                means: "The octets of the server's extensions.", in: "RFC 8446 section 4.2")
        }
        public static var extensions: Repeated<ServerExtension> {
            .init(
                "extensions", "Extensions", part: 6, heading: .none,
                means: "The server's answers to the client's extensions, and to no others.", in: "RFC 8446 section 4.2")
        }
        /// What the server chose, in numbers.
        public static var fingerprintText: Derived<ServerHello, String> {
            .init(
                "ja3s_full", "JA3S Fullstring", readsFlow: false,
                means: "The server's version, suite and extensions as a text.", in: "JA3, github.com/salesforce/ja3"
            ) { hello, _ in hello.fingerprint }
        }
        /// The fingerprint's MD5.
        public static var fingerprint: Derived<ServerHello, String> {
            .init(
                "ja3s", "JA3S", readsFlow: false,
                means: "The MD5 of the server's text; it depends on what the client offered.",
                in: "JA3, github.com/salesforce/ja3"
            ) { hello, _ in MD5.hexadecimal(of: hello.fingerprint) }
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(random), .init(time), .init(randomOctets), .init(sessionLength),
                .init(session), .init(cipherSuite), .init(compressionMethod), .init(extensionsLength),
                .init(extensions), .init(fingerprintText), .init(fingerprint),
            ]
        }

        /// version, random | length | session | cipher suite | compression | length | extensions
        ///
        /// The drafts of TLS 1.3 up to 21 have no session and no compression.
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 34 else { return nil }
            // Drafts 14 to 21 of TLS 1.3.
            let isShort = 1..<22 ~= Version(rawValue: message.word(from)).draft
            guard let session = isShort ? from &+ 34 : TLS.wholeVector(message, from &+ 34, 1, to) else { return nil }
            let compression = session &+ 2
            let end = compression &+ (isShort ? 0 : 1)
            guard end <= to else { return nil }
            return LayerParts(
                34, isShort ? 34 : 35, session &- from, compression &- from, end &- from, min(end &+ 2, to) &- from,
                TLS.vectorEnd(message, end, 2, to) &- from)
        }
    }

    /// A message of its own in the drafts of TLS 1.3 up to 21; since then a ServerHello with a known random.
    public enum HelloRetryRequest: TLSHandshakeBody {
        public static var keyword: String { "hello_retry_request" }
        public static var title: String { "Hello Retry Request" }
        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 0..<16, show: .hex, preset: 0x7f13,
                means: "The version of drafts of TLS 1.3, where the request was a message of its own.",
                in: "draft-ietf-tls-tls13-18 section 4.1.4")
        }
        @inlinable public static var cipherSuite: Field<CipherSuite> {
            .init(
                "ciphersuite", "Cipher Suite", bits: 0..<16, of: 1, show: .hex,
                means: "The suite that the server will choose after the second hello.", in: "RFC 8446 section 4.1.4")
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_length", "Extensions Length", bits: 0..<16, of: 2, auto: .length(.part(3)),
                means: "The octets of the request's extensions.", in: "RFC 8446 section 4.1.4")
        }
        public static var extensions: Repeated<ServerExtension> {
            .init(
                "extensions", "Extensions", part: 3, heading: .none,
                means: "What the second hello has to have: a share of another group, a cookie.",
                in: "RFC 8446 section 4.1.4")
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(cipherSuite), .init(extensionsLength), .init(extensions),
            ]
        }

        /// version | cipher suite, since draft 19 | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let draft = Version(rawValue: message.word(from)).draft
            let suite = 1..<19 ~= draft ? 2 : 4
            guard to &- from >= suite &+ 2 else { return nil }
            return LayerParts(2, suite, suite &+ 2, TLS.vectorEnd(message, from &+ suite, 2, to) &- from)
        }
    }

    /// One of the cipher suites that a client offers.
    public enum OfferedCipherSuite: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<CipherSuite> {
            .init(
                "ciphersuite", "Cipher Suite", bits: 0..<16, show: .hex,
                means: """
                    One way to encrypt: 0x1301 to 0x1303 are version 1.3's, 0xc02f and its kin have forward secrecy,
                    RC4's and 3DES's are broken.
                    """, in: "RFC 8446 appendix B.4")
        }
    }

    /// One of the compression methods that a client offers.
    public enum OfferedCompression: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<CompressionMethod> {
            .init(
                "comp_method", "Compression Method", bits: 0..<8, means: "One compression method; 0 is none.",
                in: "RFC 3749 section 2")
        }
    }
}
