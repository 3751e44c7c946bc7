/// A field or protocol as a filter names it, with the layers it is sought in.
public struct FilterFieldName: Hashable, Sendable, CustomStringConvertible {
    /// The name, without a leading dot.
    public let name: String
    /// Where the name alone stands: octets of the filter's UTF-8.
    public let nameRange: Range<Int>
    /// The layers of `#2` or `#[1-3]`, counted from 1; empty when every layer is meant.
    public let layers: [FilterSlice]
    /// Whether the field's octets are meant instead of its value: `@ip.src`.
    public let isRaw: Bool

    public init(name: String, nameRange: Range<Int>, layers: [FilterSlice] = [], isRaw: Bool = false) {
        self.name = name
        self.nameRange = nameRange
        self.layers = layers
        self.isRaw = isRaw
    }

    /// The name in the filter language.
    public var description: String {
        let index = layers.isEmpty ? "" : "#[\(layers.map(\.description).joined(separator: ","))]"
        return "\(isRaw ? "@" : "").\(name)\(index)"
    }
}
