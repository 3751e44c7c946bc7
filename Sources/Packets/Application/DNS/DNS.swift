/// Domain Name System. RFC 1035.
public enum DNS: DNSFormat {
    public typealias Name = DNSName
    public static var name: String { "dns" }
    public static var title: String { "Domain Name System" }
    public static var reference: String { "RFC 1035" }
    public static var carriage: DNSCarriage { .datagram }

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
