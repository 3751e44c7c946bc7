public import Packets

/// Extensions about versions, sessions and records.
extension TLS {
    /// The versions that a client speaks, the best first. RFC 8446 section 4.2.1.
    public enum SupportedVersions: TLSExtensionBody {
        public static var keyword: String { "supported_versions" }
        public static var title: String { "Supported versions" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions.supported_versions_len", "Supported Versions length", bits: 0..<8, auto: .length(.part(1)),
                means: "The octets of the list of versions.", in: "RFC 8446 section 4.2.1")
        }
        public static var values: Repeated<OfferedVersion> {
            .init(
                "versions", "Supported versions", part: 1, heading: .none,
                means: "The versions that the client speaks: what truly decides.", in: "RFC 8446 section 4.2.1")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// One version.
    public enum OfferedVersion: ListItem {
        public static var prefix: String { "tls.handshake" }
        @inlinable public static var value: Field<Version> {
            .init(
                "extensions.supported_version", "Supported Version", bits: 0..<16, show: .hex,
                means: """
                    One version that the client speaks: 0x0304 is 1.3, 0x0303 is 1.2, and older ones are to be
                    refused.
                    """, in: "RFC 8446 section 4.2.1")
        }
    }

    /// RFC 6961 section 2.2.
    public enum StatusRequests: TLSExtensionBody {
        public static var keyword: String { "status_request_v2" }
        public static var title: String { "Certificate status requests" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_status_request_list_len", "Certificate Status List Length", bits: 0..<16,
                auto: .length(.part(1)), means: "The octets of the requests of the second kind.",
                in: "RFC 6961 section 2.2")
        }
        public static var values: Repeated<StatusRequestItem> {
            .init(
                "requests", "Requests", part: 1, heading: .none,
                means: "The requests of the second kind, for the status of each certificate.",
                in: "RFC 6961 section 2.2")
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// The version that a server chose. RFC 8446 section 4.2.1.
    public enum ChosenVersion: TLSExtensionBody {
        public static var keyword: String { "supported_versions" }
        public static var title: String { "Supported versions" }
        @inlinable public static var version: Field<Version> {
            .init(
                "extensions.supported_version", "Supported Version", bits: 0..<16, show: .hex, preset: 0x0304,
                means: "The version that the server chose, whatever its hello says elsewhere.",
                in: "RFC 8446 section 4.2.1")
        }
        public static var tree: [AnyField] { [.init(version)] }
        public static var layout: PartLayout { .fixed(2) }
    }

    /// RFC 6066 section 4.
    public enum MaximumFragmentLength: TLSExtensionBody {
        public static var keyword: String { "max_fragment_length" }
        public static var title: String { "Maximum fragment length" }
        @inlinable public static var length: Field<FragmentLength> {
            .init(
                "max_fragment_length", "Maximum Fragment Length", bits: 0..<8, preset: 4,
                means: "The longest record that a small client can take: 1 is 512 octets, 4 is 4,096.",
                in: "RFC 6066 section 4")
        }
        public static var tree: [AnyField] { [.init(length)] }
        public static var layout: PartLayout { .fixed(1) }
    }

    /// RFC 8449 section 4.
    public enum RecordSizeLimit: TLSExtensionBody {
        public static var keyword: String { "record_size_limit" }
        public static var title: String { "Record size limit" }
        public static var prefix: String { "tls" }
        @inlinable public static var limit: Field<UInt16> {
            .init(
                "record_size_limit", "Record Size Limit", bits: 0..<16, preset: 16385,
                means: "The longest record that the sender can take, in octets.", in: "RFC 8449 section 4")
        }
        public static var tree: [AnyField] { [.init(limit)] }
        public static var layout: PartLayout { .fixed(2) }
    }

    /// RFC 6520 section 2.
    public enum HeartbeatAllowed: TLSExtensionBody {
        public static var keyword: String { "heartbeat" }
        public static var title: String { "Heartbeat" }
        @inlinable public static var mode: Field<HeartbeatMode> {
            .init(
                "extension.heartbeat.mode", "Mode", bits: 0..<8, preset: 1,
                means: "Whether the sender takes heartbeats: 1 it does, 2 it only asks.", in: "RFC 6520 section 2")
        }
        public static var tree: [AnyField] { [.init(mode)] }
        public static var layout: PartLayout { .fixed(1) }
    }

    /// RFC 7685.
    public enum Padding: TLSExtensionBody {
        public static var keyword: String { "padding" }
        public static var title: String { "Padding" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "extensions_padding_data", "Padding Data", part: 0,
                means: "Zeros that bring the hello to a length which some servers can take.", in: "RFC 7685 section 3")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }

    /// A ticket to resume a session with, or the wish for one. RFC 5077 section 3.2.
    public enum SessionTicket: TLSExtensionBody {
        public static var keyword: String { "session_ticket" }
        public static var title: String { "Session ticket" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "extension.data", "Data", part: 0, means: "The ticket with which the client would go on.",
                in: "RFC 5077 section 3.2")
        }
        public static var noData: Derived<SessionTicket, OctetRange> {
            .init(
                "extension.data", "Data", readsFlow: false, means: "The client understands tickets and has none.",
                in: "RFC 5077 section 3.2"
            ) { body, packet in
                TLS.emptyBody(body.start, body.parts, packet)
            }
        }
        public static var tree: [AnyField] { [.init(data), .init(noData)] }
    }

    /// RFC 8446 section 4.2.2.
    public enum Cookie: TLSExtensionBody {
        public static var keyword: String { "cookie" }
        public static var title: String { "Cookie" }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions.cookie_len", "Cookie length", bits: 0..<16, auto: .length(.part(1)),
                means: "The octets of the server's cookie.", in: "RFC 8446 section 4.2.2")
        }
        @inlinable public static var cookie: Field<Octets> {
            .init(
                "extensions.cookie", "Cookie", part: 1,
                means: "What the server wants back in the second hello, so that it need remember nothing.",
                in: "RFC 8446 section 4.2.2")
        }
        public static var tree: [AnyField] { [.init(length), .init(cookie)] }
        public static var layout: PartLayout { .vector(2) }
    }

    /// What binds a renegotiation to the handshake before it. RFC 5746 section 3.2.
    public enum Renegotiation: TLSExtensionBody {
        public static var keyword: String { "renegotiation_info" }
        public static var title: String { "Renegotiation info" }
        @inlinable public static var length: Field<UInt8> {
            .init(
                "extensions_reneg_info_len", "Renegotiation info extension length", bits: 0..<8,
                auto: .length(.part(1)), means: "The octets of what the last handshake ended with; 0 at first.",
                in: "RFC 5746 section 3.2")
        }
        @inlinable public static var data: Field<Octets> {
            .init(
                "extensions_reneg_info", "Renegotiation info", part: 1,
                means: """
                    How the last handshake of the connection ended, so that none in the middle could put another before
                    it.
                    """, in: "RFC 5746 section 3.2")
        }
        public static var tree: [AnyField] { [.init(length), .init(data)] }
        public static var layout: PartLayout { .vector(1) }
    }

    /// What a client wants to know of the certificate. RFC 6066 section 8.
    public enum StatusRequest: TLSExtensionBody {
        public static var keyword: String { "status_request" }
        public static var title: String { "Certificate status request" }
        @inlinable public static var type: Field<CertificateStatusType> {
            .init(
                "extensions_status_request_type", "Certificate Status Type", bits: 0..<8, preset: 1,
                means: "The kind of status that the client wants with the certificate: 1 is OCSP.",
                in: "RFC 6066 section 8")
        }
        @inlinable public static var respondersLength: Field<UInt16> {
            .init(
                "extensions_status_request_responder_ids_len", "Responder ID list Length", bits: 0..<16, of: 1,
                auto: .length(.part(2)), means: "The octets of the responders that it trusts.", in: "RFC 6066 section 8"
            )
        }
        @inlinable public static var responders: Field<Octets> {
            .init(
                "extensions_status_request_responder_ids", "Responder IDs", part: 2,
                means: "The responders whose word the client takes; none means any known one.", in: "RFC 6066 section 8"
            )
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_status_request_exts_len", "Request Extensions Length", bits: 0..<16, of: 3,
                auto: .length(.part(4)), means: "The octets of the request's own extensions.", in: "RFC 6066 section 8")
        }
        @inlinable public static var extensions: Field<Octets> {
            .init(
                "extensions_status_request_exts", "Request Extensions", part: 4,
                means: "OCSP's extensions for the request.", in: "RFC 6066 section 8")
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(respondersLength), .init(responders), .init(extensionsLength),
                .init(extensions),
            ]
        }

        /// type | length | responders | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard to &- from >= 1 else { return nil }
            guard 1...2 ~= message.octet(from) else { return LayerParts(1) }
            guard let responders = TLS.wholeVector(message, from &+ 1, 2, to),
                let extensions = TLS.wholeVector(message, responders, 2, to)
            else { return nil }
            return LayerParts(1, 3, responders &- from, responders &+ 2 &- from, extensions &- from)
        }
    }

    /// One request of several. RFC 6961 section 2.2.
    public enum StatusRequestItem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Request" }
        @inlinable public static var type: Field<CertificateStatusType> {
            .init(
                "extensions_status_request_type", "Certificate Status Type", bits: 0..<8, preset: 2,
                means: "The kind of one request in a list: 1 for one certificate, 2 for all.",
                in: "RFC 6961 section 2.2")
        }
        @inlinable public static var length: Field<UInt16> {
            .init(
                "extensions_status_request_len", "Certificate Status Length", bits: 8..<24, auto: .length(.rest),
                means: "The octets of one status request in a list.", in: "RFC 6961 section 2.2")
        }
        @inlinable public static var respondersLength: Field<UInt16> {
            .init(
                "extensions_status_request_responder_ids_len", "Responder ID list Length", bits: 24..<40,
                auto: .length(.part(1)), means: "The octets of the responders in one request of a list.",
                in: "RFC 6961 section 2.2")
        }
        @inlinable public static var responders: Field<Octets> {
            .init(
                "extensions_status_request_responder_ids", "Responder IDs", part: 1,
                means: "The responders of one request in a list.", in: "RFC 6961 section 2.2")
        }
        @inlinable public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_status_request_exts_len", "Request Extensions Length", bits: 0..<16, of: 2,
                auto: .length(.part(3)), means: "The octets of the extensions in one request of a list.",
                in: "RFC 6961 section 2.2")
        }
        @inlinable public static var extensions: Field<Octets> {
            .init(
                "extensions_status_request_exts", "Request Extensions", part: 3,
                means: "The extensions of one request in a list.", in: "RFC 6961 section 2.2")
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(length), .init(respondersLength), .init(responders),
                .init(extensionsLength), .init(extensions),
            ]
        }

        /// type, lengths | responders | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
            guard let whole = TLS.wholeVector(message, from &+ 1, 2, to),
                let responders = TLS.wholeVector(message, from &+ 3, 2, whole),
                let extensions = TLS.wholeVector(message, responders, 2, whole)
            else { return nil }
            return LayerParts(5, responders &- from, responders &+ 2 &- from, extensions &- from, whole &- from)
        }
    }
}
