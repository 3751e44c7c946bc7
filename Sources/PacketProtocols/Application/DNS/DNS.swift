public import Packets

/// Domain Name System. RFC 1035.
public enum DNS: DNSFormat {
    public typealias Name = DNSName
    public static var name: String { "dns" }
    public static var title: String { "Domain Name System" }
    public static var meaning: Meaning {
        .init(
            """
            Finds what is known under a name: addresses, mail servers, services. The most used way for a network to
            fail, and for others to see where one goes.
            """, in: "RFC 1034 section 2.2")
    }
    public static var reference: String { "RFC 1035" }
    public static var example: String? { "ip(dst=10.0.0.1)/udp/dns(qry.name=example.test,qry.type=AAAA)" }
    public static var carriage: DNSCarriage { .datagram }

    /// A query with one question, or the response to one, whatever its port.
    public static func recognizes(_ message: RawSpan) -> Bool {
        let flags = message.word(2)
        // A plain query's operation code, and the bit that must be zero.
        guard message.byteCount >= 17, flags & 0x7840 == 0, message.word(4) == 1 else { return false }
        let counts = (answers: message.word(6), authority: message.word(8), additional: message.word(10))
        let isPlausible =
            flags & 0x8000 == 0
            ? flags & 0x0f == 0 && counts.answers == 0 && counts.authority == 0 && counts.additional <= 2
            : flags & 0x0f <= 10 && counts.answers <= 64 && counts.authority <= 32 && counts.additional <= 32
        guard isPlausible, let name = DNSName.end(message, from: 12, to: message.byteCount),
            name + 4 <= message.byteCount
        else { return false }
        if isEncodedNetBIOSName(message, at: 12) { return false }
        // Internet, Chaos, Hesiod, none, any. RFC 6895 section 3.2.
        return [1, 3, 4, 254, 255].contains(message.word(name + 2) & 0x7fff)
    }

    /// Whether the first label is a name of NetBIOS, whose name service borrowed the message format: 32 letters from A
    /// to P. RFC 1001 section 14.1.
    private static func isEncodedNetBIOSName(_ message: RawSpan, at name: Int) -> Bool {
        let letters = UInt8(ascii: "A")...UInt8(ascii: "P")
        guard message.octet(name) == 32 else { return false }
        for offset in 1...32 where !(letters ~= message.octet(name + offset)) { return false }
        return true
    }

    /// RFC 1035 section 4.1.2.
    public enum Question: DNSQuestionFormat {
        public typealias Name = DNSName
        public static var isMulticast: Bool { false }
    }

    /// A resource record. RFC 1035 section 4.1.3.
    public enum Record: DNSRecordFormat {
        public typealias Name = DNSName
        public static var isMulticast: Bool { false }
    }
}
