public import Packets

extension TLS {
    /// RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2.
    public enum ClientHello: TLSHandshakeBody {
        public static var keyword: String { "client_hello" }
        public static var title: String { "Client Hello" }

        public static var version: Field<Version> {
            .init("version", "Version", bits: 0..<16, show: .hex, preset: 0x0303)
        }
        public static var random: Field<Octets> { .init("random", "Random", bits: 16..<272) }
        /// Seconds since 1970 in TLS 1.2; newer clients put noise there.
        public static var time: Field<AbsoluteTime> {
            .init("random_time", "GMT Unix Time", bits: 16..<48, scale: 1_000_000_000)
        }
        public static var randomOctets: Field<Octets> { .init("random_bytes", "Random Bytes", bits: 48..<272) }
        public static var sessionLength: Field<UInt8> {
            .init("session_id_length", "Session ID Length", bits: 272..<280, auto: .length(.part(1)))
        }
        public static var session: Field<Octets> { .init("session_id", "Session ID", part: 1) }
        public static var cipherSuitesLength: Field<UInt16> {
            .init("cipher_suites_length", "Cipher Suites Length", bits: 0..<16, of: 2, auto: .length(.part(3)))
        }
        public static var cipherSuites: Repeated<OfferedCipherSuite> {
            .init("ciphersuites", "Cipher Suites", part: 3, heading: .presence)
        }
        public static var compressionMethodsLength: Field<UInt8> {
            .init("comp_methods_length", "Compression Methods Length", bits: 0..<8, of: 4, auto: .length(.part(5)))
        }
        public static var compressionMethods: Repeated<OfferedCompression> {
            .init("comp_methods", "Compression Methods", part: 5, heading: .presence)
        }
        public static var extensionsLength: Field<UInt16> {
            .init("extensions_length", "Extensions Length", bits: 0..<16, of: 6, auto: .length(.part(7)))
        }
        public static var extensions: Repeated<ClientExtension> {
            .init("extensions", "Extensions", part: 7, heading: .none)
        }
        /// What the client offers, in numbers: its fingerprint. https://github.com/salesforce/ja3
        public static var fingerprintText: Derived<ClientHello, String> {
            .init("ja3_full", "JA3 Fullstring", readsFlow: false) { hello, _ in hello.fingerprint }
        }
        /// The fingerprint's MD5.
        public static var fingerprint: Derived<ClientHello, String> {
            .init("ja3", "JA3", readsFlow: false) { hello, _ in MD5.hexadecimal(of: hello.fingerprint) }
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
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 35, let session = TLS.wholeVector(message, from &+ 34, 1, to),
                let suites = TLS.wholeVector(message, session, 2, to),
                let compression = TLS.wholeVector(message, suites, 1, to)
            else { return nil }
            return Parts(
                35, session &- from, session &+ 2 &- from, suites &- from, suites &+ 1 &- from, compression &- from,
                min(compression &+ 2, to) &- from, TLS.vectorEnd(message, compression, 2, to) &- from)
        }
    }

    /// RFC 8446 section 4.1.3, RFC 5246 section 7.4.1.3.
    public enum ServerHello: TLSHandshakeBody {
        public static var keyword: String { "server_hello" }
        public static var title: String { "Server Hello" }

        public static var version: Field<Version> {
            .init("version", "Version", bits: 0..<16, show: .hex, preset: 0x0303)
        }
        public static var random: Field<Octets> { .init("random", "Random", bits: 16..<272) }
        /// Seconds since 1970; TLS 1.3 has none.
        public static var time: Derived<ServerHello, AbsoluteTime> {
            .init("random_time", "GMT Unix Time", readsFlow: false) { hello, _ in
                hello.isVersion13
                    ? nil : AbsoluteTime(raw: UInt64(hello.message.long(hello.start &+ 2)) &* 1_000_000_000)
            }
        }
        public static var randomOctets: Derived<ServerHello, OctetRange> {
            .init("random_bytes", "Random Bytes", readsFlow: false) { hello, packet in
                if hello.isVersion13 { return nil }
                let start = packet.layers[packet.index].start &+ hello.start
                return OctetRange(start &+ 6, start &+ 34)
            }
        }
        public static var sessionLength: Field<UInt8> {
            .init("session_id_length", "Session ID Length", bits: 0..<8, of: 1, auto: .length(.part(2)))
        }
        public static var session: Field<Octets> { .init("session_id", "Session ID", part: 2) }
        public static var cipherSuite: Field<CipherSuite> {
            .init("ciphersuite", "Cipher Suite", bits: 0..<16, of: 3, show: .hex)
        }
        public static var compressionMethod: Field<CompressionMethod> {
            .init("comp_method", "Compression Method", bits: 0..<8, of: 4)
        }
        public static var extensionsLength: Field<UInt16> {
            .init("extensions_length", "Extensions Length", bits: 0..<16, of: 5, auto: .length(.part(6)))
        }
        public static var extensions: Repeated<ServerExtension> {
            .init("extensions", "Extensions", part: 6, heading: .none)
        }
        /// What the server chose, in numbers.
        public static var fingerprintText: Derived<ServerHello, String> {
            .init("ja3s_full", "JA3S Fullstring", readsFlow: false) { hello, _ in hello.fingerprint }
        }
        /// The fingerprint's MD5.
        public static var fingerprint: Derived<ServerHello, String> {
            .init("ja3s", "JA3S", readsFlow: false) { hello, _ in MD5.hexadecimal(of: hello.fingerprint) }
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
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 34 else { return nil }
            // Drafts 14 to 21 of TLS 1.3.
            let isShort = 1..<22 ~= Version(rawValue: message.word(from)).draft
            guard let session = isShort ? from &+ 34 : TLS.wholeVector(message, from &+ 34, 1, to) else { return nil }
            let compression = session &+ 2
            let end = compression &+ (isShort ? 0 : 1)
            guard end <= to else { return nil }
            return Parts(
                34, isShort ? 34 : 35, session &- from, compression &- from, end &- from, min(end &+ 2, to) &- from,
                TLS.vectorEnd(message, end, 2, to) &- from)
        }
    }

    /// A message of its own in the drafts of TLS 1.3 up to 21; since then a ServerHello with a known random.
    public enum HelloRetryRequest: TLSHandshakeBody {
        public static var keyword: String { "hello_retry_request" }
        public static var title: String { "Hello Retry Request" }
        public static var version: Field<Version> {
            .init("version", "Version", bits: 0..<16, show: .hex, preset: 0x7f13)
        }
        public static var cipherSuite: Field<CipherSuite> {
            .init("ciphersuite", "Cipher Suite", bits: 0..<16, of: 1, show: .hex)
        }
        public static var extensionsLength: Field<UInt16> {
            .init("extensions_length", "Extensions Length", bits: 0..<16, of: 2, auto: .length(.part(3)))
        }
        public static var extensions: Repeated<ServerExtension> {
            .init("extensions", "Extensions", part: 3, heading: .none)
        }
        public static var tree: [AnyField] {
            [
                .init(version), .init(cipherSuite), .init(extensionsLength), .init(extensions),
            ]
        }

        /// version | cipher suite, since draft 19 | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            let draft = Version(rawValue: message.word(from)).draft
            let suite = 1..<19 ~= draft ? 2 : 4
            guard to &- from >= suite &+ 2 else { return nil }
            return Parts(2, suite, suite &+ 2, TLS.vectorEnd(message, from &+ suite, 2, to) &- from)
        }
    }

    /// One of the cipher suites that a client offers.
    public enum OfferedCipherSuite: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Cipher Suite" }
        public static var isBare: Bool { true }
        public static var suite: Field<CipherSuite> { .init("ciphersuite", "Cipher Suite", bits: 0..<16, show: .hex) }
        public static var tree: [AnyField] { [.init(suite)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2) : nil
        }
    }

    /// One of the compression methods that a client offers.
    public enum OfferedCompression: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Compression Method" }
        public static var isBare: Bool { true }
        public static var method: Field<CompressionMethod> { .init("comp_method", "Compression Method", bits: 0..<8) }
        public static var tree: [AnyField] { [.init(method)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 1 ? Parts(1) : nil
        }
    }
}
