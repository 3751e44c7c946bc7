public import Packets

/// Domain Name System over TCP: each message stands behind its length. RFC 1035 section 4.2.2, RFC 7766.
///
/// A segment may hold several messages; each is a layer, the next one in the place of a payload.
public enum DNSOverTCP: DNSFormat {
    public typealias Name = FramedDNSName
    public static var name: String { "dns" }
    public static var title: String { "Domain Name System" }
    public static var meaning: Meaning {
        .init(
            """
            DNS messages on a stream, each behind its length: for answers that do not fit a datagram, and for copies
            of zones.
            """, in: "RFC 7766 section 5")
    }
    public static var reference: String { "RFC 1035" }
    public static var aliases: [String] { ["dnstcp"] }
    public static var carriage: DNSCarriage { .stream }

    /// RFC 1035 section 4.1.2.
    public enum Question: DNSQuestionFormat {
        public typealias Name = FramedDNSName
        public static var isMulticast: Bool { false }
    }

    /// A resource record. RFC 1035 section 4.1.3.
    public enum Record: DNSRecordFormat {
        public typealias Name = FramedDNSName
        public static var isMulticast: Bool { false }
    }

    public static var role: LayerRole { .framed }

    public static func messageLength(_ message: RawSpan) -> MessageLength {
        guard message.byteCount >= 2 else { return .needs(2) }
        let length = 2 &+ Int(message.value(of: Self.length))
        return length > message.byteCount ? .needs(length) : .complete(length)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        let end = 2 &+ Int(message.word(0))
        guard end >= 14, message.byteCount &- end > 2 else { return .stop }
        return .layer(.tcpPort(53), from: end, to: message.byteCount)
    }
}
