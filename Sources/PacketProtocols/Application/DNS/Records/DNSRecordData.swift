public import Packets

/// What fills a record, by its type: a layout of its own that lies over the record's data.
///
/// Its keyword is how a master file calls the type: `AAAA`.
public protocol DNSRecordData: Variant {}

extension DNSRecordData {
    public static var name: String { "" }
    public static var prefix: String { "dns" }
    public static var title: String { keyword }
    public static var keywords: [String] { [keyword, keyword.lowercased()] }
}

/// The data of record types that hold domain names, which may be compressed: `DNS.Named.CanonicalName`.
public enum DNSNamed<Name: DomainName> {}

extension DNS {
    /// Data of a type that has no description here.
    public enum UnknownData: DNSRecordData {
        public static var keyword: String { "DATA" }
        public static var title: String { "Record data" }
        @inlinable public static var data: Field<Octets> {
            .init(
                "data", "Data", part: 0, means: "The data of a record type without a format here.",
                in: "RFC 3597 section 3")
        }
        public static var tree: [AnyField] { [.init(data)] }
    }
}

extension DNSFormat {
    /// The record types that hold names, as this protocol reads them.
    public typealias Named = DNSNamed<Name>
}
