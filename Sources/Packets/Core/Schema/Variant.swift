/// What describes a part of an item, or all of it, because the item's kind says so: the body of an option, the data of a
/// record.
///
/// The names of its fields begin as its own does: the fields of `tcp.options.mss` with `tcp.options`. A family that calls
/// its variants in another way says so once, by a protocol of its own: `TLSExtensionBody`.
public protocol Variant: Schema {
    /// What the forge calls it first of all.
    static var keyword: String { get }
}

extension Variant {
    public static var prefix: String { nameOfOwner }
    public static var keyword: String { String(name.split(separator: ".").last ?? "") }
    public static var keywords: [String] { [keyword] }
}

/// An item that is one value: one of a list of numbers, names or addresses.
///
///     public enum OfferedVersion: ListItem {
///         public static var prefix: String { "tls.handshake" }
///         public static var value: Field<TLS.Version> { .init("version", "Version", bits: 0..<16) }
///     }
public protocol ListItem: Schema {
    associatedtype Value: WireValue
    /// The one field that it has.
    static var value: Field<Value> { get }
}

extension ListItem {
    public static var name: String { "" }
    public static var prefix: String { nameOfOwner }
    public static var title: String { value.label.description }
    /// Inlined, so that the type of the value is known: asked of the runtime it costs 0.2 million instructions an item.
    @inlinable @inline(__always) public static var tree: [AnyField] { [.init(value)] }
    @inlinable @inline(__always) public static var layout: PartLayout { .fixed(value.width / 8) }
}

extension Schema {
    /// The name without its last word.
    fileprivate static var nameOfOwner: String { String(name[..<(name.lastIndex(of: ".") ?? name.startIndex)]) }
}
