public import Packets

extension TLS {
    /// One record: what it carries, the version, the length, the fragment. RFC 8446 section 5.1.
    public enum Record: Schema {
        public static var name: String { "tls.record" }
        public static var title: String { "TLS Record" }
        public static var itemExample: String? { "handshake=[client_hello={ciphersuites=[0x1301],comp_methods=[0]}]" }
        public static var meaning: Meaning {
            .init("One record: what kind of content, how long, and the content.", in: "RFC 8446 section 5.1")
        }
        public static var isPresenceOnly: Bool { true }

        @inlinable public static var contentType: Field<ContentType> {
            .init(
                "content_type", "Content Type", bits: 0..<8, auto: .variant,
                means: "What the record carries: 20 the change to new keys, 21 an alert, 22 handshake, 23 data.",
                in: "RFC 8446 section 5.1")
        }
        @inlinable public static var version: Field<Version> {
            .init(
                "version", "Version", bits: 8..<24, show: .hex, preset: 0x0301,
                means: """
                    0x0303, whatever version is spoken; 0x0301 in a first hello, for old servers. It says nothing
                    any more.
                    """, in: "RFC 8446 section 5.1")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "length", "Length", bits: 24..<40, auto: .length(.part(1)),
                means: "The octets of the record's content, at most 16,384, and 256 more where it is encrypted.",
                in: "RFC 8446 section 5.2")
        }
        /// What stands in the content type's place in TLS 1.3 once all is encrypted, its type too. RFC 8446 section 5.2.
        @inlinable public static var opaqueType: Field<ContentType> {
            .init(
                "opaque_type", "Opaque Type", bits: 0..<8,
                means: "23, for the true type is encrypted with the content.", in: "RFC 8446 section 5.2")
        }
        public static var tree: [AnyField] {
            [
                .when(Self.self, { !isOpaque($0, $1) }, [.init(contentType)]),
                .when(Self.self, { isOpaque($0, $1) }, [.init(opaqueType)]),
                .init(version), .init(length),
            ]
        }

        private static func isOpaque(_ record: borrowing Layer<Record>, _ packet: PacketView) -> Bool {
            record.contentType == 23 && packet.tlsSession.version.isVersion13
        }
        public static var variants: Variants? {
            Variants(
                .part(1), by: contentType,
                [
                    20: ChangeCipherSpec.self, 21: Alert.self, 22: HandshakeMessages.self, 23: ApplicationData.self,
                    24: Heartbeat.self,
                ])
        }

        /// header | fragment
        public static var layout: PartLayout { .counted(headerLength, by: 2) }

        /// The octets before the fragment.
        static var headerLength: Int { 5 }

        /// No record is longer, encrypted ones included, in octets. RFC 5246 section 6.2.3.
        static var maximumLength: Int { 1 << 14 + 2048 }

        /// Whether a known content type stands at `at`: what a record that follows another is known by.
        static func isKnown(_ message: RawSpan, at: Int) -> Bool { 20...24 ~= message.octet(at) }

        /// Whether a known content type and a known version stand at `at`.
        static func isPlausible(_ message: RawSpan, at: Int) -> Bool {
            guard isKnown(message, at: at) else { return false }
            switch message.value(of: version, at: at).rawValue {
            case 0x0300...0x0304, 0x0101: return true
            default: return false
            }
        }

        /// Where the record that starts at `from` ends; `nil` when there is none, or not all of it.
        ///
        /// The first must have a version; a later one is taken as one by its content type.
        static func end(_ message: RawSpan, from: Int, to: Int, isFirst: Bool) -> Int? {
            guard isKnown(message, at: from), !isFirst || isPlausible(message, at: from),
                let parts = measure(message, from: from, to: to)
            else { return nil }
            return from &+ parts.total
        }
    }
}

/// What a record carries, chosen by its content type.
public protocol TLSRecordContent: Variant {}

extension TLSRecordContent {
    public static var name: String { "tls.record" }
    public static var meaning: Meaning {
        .init("What a record carries.", in: "RFC 8446 section 5.1")
    }
    public static var isPresenceOnly: Bool { true }
}

extension TLS {
    /// RFC 5246 section 7.1.
    public enum ChangeCipherSpec: TLSRecordContent {
        public static var keyword: String { "change_cipher_spec" }
        public static var title: String { "Change Cipher Spec" }
        @inlinable public static var message: Field<Subtree> {
            .init(
                "change_cipher_spec", "Change Cipher Spec Message", bits: 0..<8, preset: 1,
                means: """
                    From here on the sender's records are encrypted. In version 1.3 it does nothing but please
                    devices on the way.
                    """, in: "RFC 8446 appendix D.4")
        }
        public static var tree: [AnyField] { [.init(message)] }
    }

    /// An alert; one of another length than two octets is encrypted. RFC 8446 section 6.
    public enum Alert: TLSRecordContent {
        public static var keyword: String { "alert" }
        public static var title: String { "Alert" }
        @inlinable public static var message: Field<Subtree> {
            .init(
                "alert_message", "Alert Message", part: 0, means: "Something went wrong, or the connection ends.",
                in: "RFC 8446 section 6")
        }
        @inlinable public static var level: Field<AlertLevel> {
            .init(
                "alert_message.level", "Level", bits: 0..<8,
                means: "1 warns, 2 is fatal; version 1.3 goes by the description alone.", in: "RFC 8446 section 6")
        }
        @inlinable public static var description: Field<AlertDescription> {
            .init(
                "alert_message.desc", "Description", bits: 8..<16,
                means: """
                    What went wrong: 0 is a regular end, 40 no common parameters, 42 to 46 a bad certificate, 48 an
                    unknown authority, 70 no common version, 112 no such name.
                    """, in: "RFC 8446 section 6.2")
        }
        @inlinable public static var encrypted: Field<Subtree> {
            .init(
                "alert_message", "Encrypted Alert", part: 1,
                means: "An alert that cannot be read; at a connection's end most likely the regular one.",
                in: "RFC 5246 section 7.2")
        }
        public static var tree: [AnyField] {
            [
                .group(message, [.init(level), .init(description)]), .init(encrypted),
            ]
        }

        /// alert | encrypted alert
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            to &- from == 2 ? LayerParts(2) : LayerParts(0, to &- from)
        }
    }

    public enum ApplicationData: TLSRecordContent {
        public static var keyword: String { "app_data" }
        public static var title: String { "Application Data" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "app_data", "Encrypted Application Data", part: 0,
                means: "What the programs say, encrypted; in version 1.3 the rest of the handshake too.",
                in: "RFC 8446 section 5.2")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }

    /// RFC 6520 section 4. The payload of one whose length lies (CVE-2014-0160) is what is there.
    public enum Heartbeat: TLSRecordContent {
        public static var keyword: String { "heartbeat" }
        public static var title: String { "Heartbeat" }
        @inlinable public static var message: Field<Subtree> {
            .init(
                "heartbeat_message", "Heartbeat Message", part: 0, means: "Asks whether the other side is there.",
                in: "RFC 6520 section 4")
        }
        @inlinable public static var type: Field<HeartbeatType> {
            .init(
                "heartbeat_message.type", "Type", bits: 0..<8, preset: 1,
                means: "Whether the heartbeat asks (1) or answers (2).", in: "RFC 6520 section 3")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "heartbeat_message.payload_length", "Payload Length", bits: 8..<24, auto: .length(.part(1)),
                means: "The octets of the payload as the sender says. Heartbleed lay in believing it.",
                in: "RFC 6520 section 4")
        }
        @inlinable public static var payload: Field<Octets> {
            .init(
                "heartbeat_message.payload", "Payload", part: 1, means: "What the answer has to repeat.",
                in: "RFC 6520 section 4")
        }
        @inlinable public static var padding: Field<Octets> {
            .init(
                "heartbeat_message.padding", "Padding and HMAC", part: 2,
                means: "At least sixteen random octets, which receivers ignore.", in: "RFC 6520 section 4")
        }
        @inlinable public static var encrypted: Field<Subtree> {
            .init(
                "heartbeat_message", "Encrypted Heartbeat Message", part: 3, means: "A heartbeat that cannot be read.",
                in: "RFC 6520 section 3")
        }
        public static var tree: [AnyField] {
            [
                .group(message, [.init(type), .init(length), .init(payload), .init(padding)]),
                .init(encrypted),
            ]
        }

        /// type, length | payload | padding | encrypted message
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            let count = to &- from
            guard count >= 3, 1...2 ~= message.octet(from) else { return LayerParts(0, 0, 0, count) }
            let end = 3 &+ Int(message.word(from &+ 1))
            return end &+ 16 <= count ? LayerParts(3, end, count) : LayerParts(3, count)
        }
    }
}
