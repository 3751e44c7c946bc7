public import Packets

/// What fills a record, by its type: a layout of its own that lies over the record's data.
public protocol DNSRecordData: Schema {
    /// How a master file calls the type: `AAAA`.
    static var keyword: String { get }
}

extension DNSRecordData {
    public static var name: String { "" }
    public static var prefix: String { "dns" }
    public static var title: String { keyword }
    public static var keywords: [String] { [keyword, keyword.lowercased()] }

    /// `count` octets, and `rest` as one part behind them.
    @inline(__always)
    static func fixed(_ count: Int, from: Int, to: Int, rest: Bool = false) -> Parts? {
        guard to &- from >= count else { return nil }
        return rest ? Parts(count, to &- from) : Parts(count)
    }
}

/// The data of record types that hold domain names, which may be compressed: `DNS.Named.CanonicalName`.
public enum DNSNamed<Name: DomainName> {}

extension DNS {
    /// Data of a type that has no description here.
    public enum UnknownData: DNSRecordData {
        public static var keyword: String { "DATA" }
        public static var title: String { "Record data" }
        public static var data: Field<Octets> {
            .init(
                "data", "Data", part: 0, means: "The data of a record type without a format here.",
                in: "RFC 3597 section 3")
        }
        public static var tree: [AnyField] { [.init(data)] }
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }
}

extension DNSFormat {
    /// The record types that hold names, as this protocol reads them.
    public typealias Named = DNSNamed<Name>
}
