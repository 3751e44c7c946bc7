public import Packets

/// Transport Layer Security, and SSL before it. RFC 8446, RFC 5246, RFC 6101.
///
/// A record that goes on in further segments is shown in the one that ends it.
public enum TLS: StatefulProtocol {
    public static var name: String { "tls" }
    public static var title: String { "Transport Layer Security" }
    public static var meaning: Meaning {
        .init(
            """
            Hides what two programs say to each other, and proves to the client at least who the server is. Names
            and first numbers of the handshake can still be read.
            """, in: "RFC 8446 section 1")
    }
    public static var reference: String { "RFC 8446" }
    public static var example: String? {
        "ip(dst=10.0.0.1)/tcp(flags=PA)/tls(records=[handshake=[client_hello={ciphersuites=[0x1301],"
            + "comp_methods=[0],extensions=[server_name=[extensions_server_name=example.test]]}]])"
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "tls.handshake.ciphersuites",
                "ip/tcp/tls(records=[handshake=[client_hello={ciphersuites=[0x1301],comp_methods=[0]}]])"),
            .init(
                "tls.record.version",
                "ip/tcp/tls(record.content_type=22,record.version=769)"),
            .init(
                "tls.record.length",
                "ip/tcp/tls(records=[handshake=[client_hello]])",
                filter: "tls.record.length > 1"),
            .init(
                "tls.handshake.dnames",
                "ip/tcp/tls(records=[handshake=[certificate_request={dnames=[{dname=0001}]}]])"),
        ]
    }
    public static var aliases: [String] { ["ssl"] }

    public static var version2Records: Repeated<Version2Record> {
        .init(
            "version2_records", "SSLv2 Records", part: 0, heading: .none,
            means: "Records in the format of SSL 2, which the first hello of old clients still had.",
            in: "RFC 6101 appendix E")
    }
    public static var records: Repeated<Record> {
        .init(
            "records", "Records", part: 1, heading: .none, means: "The records of the segment, one after the other.",
            in: "RFC 8446 section 5.1")
    }
    /// The start of a record that goes on in another segment, the rest of one, or no record at all.
    @inlinable public static var continuation: Field<Octets> {
        .init(
            "continuation", "Continuation Data", part: 2, means: "The rest of a record that began in a segment before.",
            in: "RFC 8446 section 5.1")
    }
    public static var tree: [AnyField] { [.init(version2Records), .init(records), .init(continuation)] }

    /// SSLv2 records | records | what is left
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        var at = from
        while let end = Version2Record.end(message, from: at, to: to) { at = end }
        let first = at
        while let end = Record.end(message, from: at, to: to, isFirst: at == from) { at = end }
        return LayerParts(first &- from, at &- from, to &- from)
    }

    public static var role: LayerRole { [.stateful, .framed, .continued] }

    /// A record's. Who meets a connection in the middle of one waits for nothing.
    public static func messageLength(_ message: RawSpan) -> MessageLength {
        guard message.byteCount >= Record.headerLength else {
            return Record.isKnown(message, at: 0) ? .more : .refuse
        }
        guard Record.isPlausible(message, at: 0) else { return .refuse }
        let length = Record.headerLength + Int(message.value(of: Record.length))
        guard length <= Record.headerLength + Record.maximumLength else { return .refuse }
        return length > message.byteCount ? .needs(length) : .complete(length)
    }

    /// Text on a port of TLS is another protocol's: no record begins with four octets that are printed.
    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount > 4 else { return .stop }
        for offset in 0..<4 where !(0x20...0x7e ~= message.octet(offset)) { return .stop }
        return .notMine
    }

    public static func recognizes(_ message: RawSpan) -> Bool {
        if Version2Record.isClientHello(message) { return true }
        guard message.byteCount >= 5, Record.isPlausible(message, at: 0) else { return false }
        let length = message.word(3)
        switch message.octet(0) {
        case 20: return length == 1
        case 21: return length == 2 || length >= 16 && length < 256
        default: return length > 0 && Int(length) < Record.maximumLength
        }
    }
}
