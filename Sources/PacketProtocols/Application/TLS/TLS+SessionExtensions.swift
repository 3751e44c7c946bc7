public import Packets

/// Extensions about versions, sessions and records.
extension TLS {
    /// The versions that a client speaks, the best first. RFC 8446 section 4.2.1.
    public enum SupportedVersions: TLSExtensionBody {
        public static var keyword: String { "supported_versions" }
        public static var title: String { "Supported versions" }
        public static var length: Field<UInt8> {
            .init(
                "extensions.supported_versions_len", "Supported Versions length", bits: 0..<8, auto: .length(.part(1)))
        }
        public static var values: Repeated<OfferedVersion> {
            .init("versions", "Supported versions", part: 1, heading: .none)
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            TLS.vector(message, 1, from: from, to: to)
        }
    }

    /// One version.
    public enum OfferedVersion: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Supported Version" }
        public static var isBare: Bool { true }
        public static var value: Field<Version> {
            .init("extensions.supported_version", "Supported Version", bits: 0..<16, show: .hex)
        }
        public static var tree: [AnyField] { [.init(value)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2) : nil
        }
    }

    /// RFC 6961 section 2.2.
    public enum StatusRequests: TLSExtensionBody {
        public static var keyword: String { "status_request_v2" }
        public static var title: String { "Certificate status requests" }
        public static var length: Field<UInt16> {
            .init(
                "extensions_status_request_list_len", "Certificate Status List Length", bits: 0..<16,
                auto: .length(.part(1)))
        }
        public static var values: Repeated<StatusRequestItem> {
            .init("requests", "Requests", part: 1, heading: .none)
        }
        public static var tree: [AnyField] { [.init(length), .init(values)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            TLS.vector(message, 2, from: from, to: to)
        }
    }

    /// The version that a server chose. RFC 8446 section 4.2.1.
    public enum ChosenVersion: TLSExtensionBody {
        public static var keyword: String { "supported_versions" }
        public static var title: String { "Supported versions" }
        public static var version: Field<Version> {
            .init("extensions.supported_version", "Supported Version", bits: 0..<16, show: .hex, preset: 0x0304)
        }
        public static var tree: [AnyField] { [.init(version)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2) : nil
        }
    }

    /// RFC 6066 section 4.
    public enum MaximumFragmentLength: TLSExtensionBody {
        public static var keyword: String { "max_fragment_length" }
        public static var title: String { "Maximum fragment length" }
        public static var length: Field<FragmentLength> {
            .init("max_fragment_length", "Maximum Fragment Length", bits: 0..<8, preset: 4)
        }
        public static var tree: [AnyField] { [.init(length)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 1 ? Parts(1) : nil
        }
    }

    /// RFC 8449 section 4.
    public enum RecordSizeLimit: TLSExtensionBody {
        public static var keyword: String { "record_size_limit" }
        public static var title: String { "Record size limit" }
        public static var prefix: String { "tls" }
        public static var limit: Field<UInt16> {
            .init("record_size_limit", "Record Size Limit", bits: 0..<16, preset: 16385)
        }
        public static var tree: [AnyField] { [.init(limit)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 2 ? Parts(2) : nil
        }
    }

    /// RFC 6520 section 2.
    public enum HeartbeatAllowed: TLSExtensionBody {
        public static var keyword: String { "heartbeat" }
        public static var title: String { "Heartbeat" }
        public static var mode: Field<HeartbeatMode> {
            .init("extension.heartbeat.mode", "Mode", bits: 0..<8, preset: 1)
        }
        public static var tree: [AnyField] { [.init(mode)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to &- from >= 1 ? Parts(1) : nil
        }
    }

    /// RFC 7685.
    public enum Padding: TLSExtensionBody {
        public static var keyword: String { "padding" }
        public static var title: String { "Padding" }
        public static var data: Field<Octets> { .init("extensions_padding_data", "Padding Data", part: 0) }
        public static var tree: [AnyField] { [.init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// A ticket to resume a session with, or the wish for one. RFC 5077 section 3.2.
    public enum SessionTicket: TLSExtensionBody {
        public static var keyword: String { "session_ticket" }
        public static var title: String { "Session ticket" }
        public static var data: Field<Octets> { .init("extension.data", "Data", part: 0) }
        public static var noData: Derived<SessionTicket, OctetRange> {
            .init("extension.data", "Data", readsFlow: false) { body, packet in
                TLS.emptyBody(body.start, body.parts, packet)
            }
        }
        public static var tree: [AnyField] { [.init(data), .init(noData)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to &- from) }
    }

    /// RFC 8446 section 4.2.2.
    public enum Cookie: TLSExtensionBody {
        public static var keyword: String { "cookie" }
        public static var title: String { "Cookie" }
        public static var length: Field<UInt16> {
            .init("extensions.cookie_len", "Cookie length", bits: 0..<16, auto: .length(.part(1)))
        }
        public static var cookie: Field<Octets> { .init("extensions.cookie", "Cookie", part: 1) }
        public static var tree: [AnyField] { [.init(length), .init(cookie)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            TLS.vector(message, 2, from: from, to: to)
        }
    }

    /// What binds a renegotiation to the handshake before it. RFC 5746 section 3.2.
    public enum Renegotiation: TLSExtensionBody {
        public static var keyword: String { "renegotiation_info" }
        public static var title: String { "Renegotiation info" }
        public static var length: Field<UInt8> {
            .init(
                "extensions_reneg_info_len", "Renegotiation info extension length", bits: 0..<8,
                auto: .length(.part(1)))
        }
        public static var data: Field<Octets> { .init("extensions_reneg_info", "Renegotiation info", part: 1) }
        public static var tree: [AnyField] { [.init(length), .init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            TLS.vector(message, 1, from: from, to: to)
        }
    }

    /// What a client wants to know of the certificate. RFC 6066 section 8.
    public enum StatusRequest: TLSExtensionBody {
        public static var keyword: String { "status_request" }
        public static var title: String { "Certificate status request" }
        public static var type: Field<CertificateStatusType> {
            .init("extensions_status_request_type", "Certificate Status Type", bits: 0..<8, preset: 1)
        }
        public static var respondersLength: Field<UInt16> {
            .init(
                "extensions_status_request_responder_ids_len", "Responder ID list Length", bits: 0..<16, of: 1,
                auto: .length(.part(2)))
        }
        public static var responders: Field<Octets> {
            .init("extensions_status_request_responder_ids", "Responder IDs", part: 2)
        }
        public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_status_request_exts_len", "Request Extensions Length", bits: 0..<16, of: 3,
                auto: .length(.part(4)))
        }
        public static var extensions: Field<Octets> {
            .init("extensions_status_request_exts", "Request Extensions", part: 4)
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(respondersLength), .init(responders), .init(extensionsLength),
                .init(extensions),
            ]
        }

        /// type | length | responders | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard to &- from >= 1 else { return nil }
            guard 1...2 ~= message.octet(from) else { return Parts(1) }
            guard let responders = TLS.wholeVector(message, from &+ 1, 2, to),
                let extensions = TLS.wholeVector(message, responders, 2, to)
            else { return nil }
            return Parts(1, 3, responders &- from, responders &+ 2 &- from, extensions &- from)
        }
    }

    /// One request of several. RFC 6961 section 2.2.
    public enum StatusRequestItem: Schema {
        public static var name: String { "" }
        public static var prefix: String { "tls.handshake" }
        public static var title: String { "Request" }
        public static var isBare: Bool { true }
        public static var type: Field<CertificateStatusType> {
            .init("extensions_status_request_type", "Certificate Status Type", bits: 0..<8, preset: 2)
        }
        public static var length: Field<UInt16> {
            .init(
                "extensions_status_request_len", "Certificate Status Length", bits: 8..<24, auto: .length(.rest))
        }
        public static var respondersLength: Field<UInt16> {
            .init(
                "extensions_status_request_responder_ids_len", "Responder ID list Length", bits: 24..<40,
                auto: .length(.part(1)))
        }
        public static var responders: Field<Octets> {
            .init("extensions_status_request_responder_ids", "Responder IDs", part: 1)
        }
        public static var extensionsLength: Field<UInt16> {
            .init(
                "extensions_status_request_exts_len", "Request Extensions Length", bits: 0..<16, of: 2,
                auto: .length(.part(3)))
        }
        public static var extensions: Field<Octets> {
            .init("extensions_status_request_exts", "Request Extensions", part: 3)
        }
        public static var tree: [AnyField] {
            [
                .init(type), .init(length), .init(respondersLength), .init(responders),
                .init(extensionsLength), .init(extensions),
            ]
        }

        /// type, lengths | responders | length | extensions
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard let whole = TLS.wholeVector(message, from &+ 1, 2, to),
                let responders = TLS.wholeVector(message, from &+ 3, 2, whole),
                let extensions = TLS.wholeVector(message, responders, 2, whole)
            else { return nil }
            return Parts(5, responders &- from, responders &+ 2 &- from, extensions &- from, whole &- from)
        }
    }
}
