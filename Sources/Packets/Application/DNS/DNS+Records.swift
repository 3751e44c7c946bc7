extension DNS {
    /// https://www.iana.org/assignments/dns-parameters
    public struct RecordType: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "A"), .init(2, "NS"), .init(5, "CNAME"), .init(6, "SOA"), .init(12, "PTR"), .init(15, "MX"),
            .init(16, "TXT"), .init(28, "AAAA"), .init(33, "SRV"), .init(41, "OPT"),
        ]
    }

    public struct RecordClass: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [.init(1, "IN"), .init(3, "CH"), .init(4, "HS"), .init(255, "ANY")]
    }

    /// A: a host's IPv4 address. RFC 1035 section 3.4.1.
    public enum Address: Schema {
        public static var name: String { "dns.a" }
        public static var prefix: String { "dns" }
        public static var title: String { "Address" }
        public static var address: Field<IPv4Address> { .init("a", "Address", bits: 0..<32) }
        public static let tree: [AnyField<Address>] = [.init(\.address)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to &- from == 4 ? Parts(4) : nil }
    }

    /// CNAME: the canonical name of an alias. RFC 1035 section 3.3.1.
    public enum CanonicalName: Schema {
        public static var name: String { "dns.cname" }
        public static var prefix: String { "dns" }
        public static var title: String { "CNAME" }
        public static var target: Field<DNSName> { .init("cname", "CNAME", part: 0) }
        public static let tree: [AnyField<CanonicalName>] = [.init(\.target)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            guard let end = DNSName.end(message, from: from, to: to) else { return nil }
            return Parts(end &- from)
        }
    }
}
