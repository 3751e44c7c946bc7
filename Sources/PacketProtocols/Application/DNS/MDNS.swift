public import Packets

/// Multicast DNS. RFC 6762.
public enum MDNS: DNSFormat {
    public typealias Name = DNSName
    public static var name: String { "mdns" }
    public static var title: String { "Multicast Domain Name System" }
    public static var meaning: Meaning {
        .init(
            """
            Names of one link, without a server: a question goes to all, and who has the name answers. Names end
            with .local; printers and speakers are found by it.
            """, in: "RFC 6762 section 3")
    }
    public static var reference: String { "RFC 6762" }
    public static var carriage: DNSCarriage { .multicast }

    /// RFC 6762 section 18.12: the class's first bit asks for an answer by unicast.
    public enum Question: DNSQuestionFormat {
        public typealias Name = DNSName
        public static var isMulticast: Bool { true }
    }

    /// RFC 6762 section 18.13: the class's first bit takes older records out of caches.
    public enum Record: DNSRecordFormat {
        public typealias Name = DNSName
        public static var isMulticast: Bool { true }
    }
}
