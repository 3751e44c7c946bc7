public import Packets

extension TLS {
    /// The handshake messages of one record, as far as they can be read: those behind a ChangeCipherSpec are encrypted,
    /// and a long one goes on in the next record.
    public enum HandshakeMessages: TLSRecordContent {
        public static var keyword: String { "handshake" }
        public static var title: String { "Handshake" }
        public static var messages: Repeated<Handshake> {
            .init(
                "messages", "Messages", part: 0, heading: .none, means: "The messages that the record holds whole.",
                in: "RFC 8446 section 4")
        }
        @inlinable public static var encrypted: Field<Subtree> {
            .init(
                "handshake", "Encrypted Handshake Message", part: 1, means: "A handshake message that cannot be read.",
                in: "RFC 5246 section 7.4.9")
        }
        @inlinable public static var fragment: Field<Subtree> {
            .init(
                "handshake", "Fragment of a handshake message", part: 2,
                means: "A piece of a message that goes on in another record.", in: "RFC 8446 section 5.1")
        }
        public static var tree: [AnyField] {
            [
                .init(messages), .init(encrypted), .init(fragment),
            ]
        }

        /// messages | encrypted | fragment
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            if isEncrypted(message, from, to) { return LayerParts(0, to &- from) }
            var at = from
            while let parts = Handshake.measure(message, from: at, to: to),
                HandshakeType.name(of: UInt64(message.octet(at))) != nil
            { at &+= parts.total }
            return LayerParts(at &- from, at &- from, to &- from)
        }

        /// Whether the octets make no sense as a message. What is encrypted has a MAC or a tag of 16 octets or more;
        /// five octets of zero would be two HelloRequests, and are how an explicit nonce starts that counts.
        private static func isEncrypted(_ message: RawSpan, _ from: Int, _ to: Int) -> Bool {
            guard to &- from >= 16 else { return false }
            let start = message.long(from)
            if start == 0 && message.octet(from &+ Handshake.headerLength) == 0 { return true }
            return HandshakeType.name(of: UInt64(start >> 24)) == nil || start & 0xff_ffff >= 0x1_0000
        }
    }

    /// One message: a type, a length, a body. RFC 8446 section 4.
    public enum Handshake: Schema {
        public static var name: String { "tls.handshake" }
        public static var title: String { "Handshake Protocol" }
        public static var itemExample: String? { "client_hello={ciphersuites=[0x1301],comp_methods=[0]}" }
        public static var meaning: Meaning {
            .init("One message of the handshake: a type, a length, a body.", in: "RFC 8446 section 4")
        }
        public static var isPresenceOnly: Bool { true }

        @inlinable public static var type: Field<HandshakeType> {
            .init(
                "type", "Handshake Type", bits: 0..<8, auto: .variant,
                means: """
                    What the message is: 1 the client's hello, 2 the server's, 4 a ticket, 11 certificates, 15 proof of
                    a key, 20 the end.
                    """, in: "RFC 8446 section 4")
        }
        @inlinable public static var length: Field<UInt32> {
            .init(
                "length", "Length", bits: 8..<32, auto: .length(.part(1)),
                means: "The octets of the message's body, in three octets.", in: "RFC 8446 section 4")
        }
        public static var tree: [AnyField] { [.init(type), .init(length)] }
        public static var variants: Variants? {
            Variants(
                .part(1), by: type,
                [
                    1: ClientHello.self, 2: ServerHello.self, 4: NewSessionTicket.self, 6: HelloRetryRequest.self,
                    8: EncryptedExtensions.self, 11: Certificates.self, 12: ServerKeyExchange.self,
                    13: CertificateRequest.self, 15: CertificateVerify.self, 16: ClientKeyExchange.self,
                    20: Finished.self, 22: CertificateStatus.self, 24: KeyUpdate.self,
                    25: CompressedCertificate.self, 67: NextProtocol.self,
                ])
        }

        /// type, length | body
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= headerLength else { return nil }
            let end = headerLength &+ Int(message.long(from) & 0xff_ffff)
            return end <= to &- from ? LayerParts(headerLength, end) : nil
        }

        /// The octets before the body.
        static var headerLength: Int { 4 }
    }
}

/// A handshake message's body, chosen by its type.
public protocol TLSHandshakeBody: Variant {}

extension TLSHandshakeBody {
    public static var name: String { "tls.handshake" }
    public static var meaning: Meaning {
        .init("What a message of the handshake holds.", in: "RFC 8446 section 4")
    }
    public static var prefix: String { "tls.handshake" }
    public static var isPresenceOnly: Bool { true }
}

extension TLS {
    /// Where the octets end that a length of `octets` octets at `from` counts: at `to` at the latest.
    @inline(__always)
    static func vectorEnd(_ message: RawSpan, _ from: Int, _ octets: Int, _ to: Int) -> Int {
        guard from &+ octets <= to else { return to }
        return min(to, from &+ octets &+ Int(message.bits(from &* 8, octets &* 8)))
    }

    /// The same, but `nil` when the octets do not fit.
    @inline(__always)
    static func wholeVector(_ message: RawSpan, _ from: Int, _ octets: Int, _ to: Int) -> Int? {
        guard from &+ octets <= to else { return nil }
        let end = from &+ octets &+ Int(message.bits(from &* 8, octets &* 8))
        return end <= to ? end : nil
    }
}

extension PartLayout {
    /// A length of `octets` octets and what it counts. What does not fit keeps the octets that are there, so that their
    /// items are shown.
    @inline(__always)
    static func vector(_ octets: Int) -> PartLayout { .counted(octets, by: octets, orLess: true) }
}
