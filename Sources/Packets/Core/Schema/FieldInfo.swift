/// A number for a field, valid in one registry.
public struct FieldID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt32
    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// What is known of a field at run time; all of it comes from its declaration.
public struct FieldInfo: Sendable {
    /// The full name: `tcp.srcport`.
    public let name: String
    public let label: StaticString
    public let kind: ValueKind
    public let type: (any WireValue.Type)?
    public let show: FieldDisplay
    public let auto: AutoValue
    public let preset: UInt64
    /// The position of its schema among the registry's.
    package let schema: Int
    /// The position of its row in its schema.
    package let row: Int
    /// The field whose value this one repeats under another name.
    public let aliasOf: FieldID?
    /// Whether this is the name of a protocol or an item itself.
    public let isSchema: Bool
    /// Computed, never stored in the octets.
    public let isDerived: Bool
    /// How deep it stands among the fields of its schema.
    public let depth: Int
    /// Which part of its schema it lies in, and which bits of the part; `nil` when it has no fixed bits.
    public let part: Int
    public let bits: Range<Int>?
    let words: Meaning

    /// What the field is for, what its values do and what goes wrong with it, in a sentence or two; `nil` where its
    /// protocol says nothing.
    public var meaning: String? { words.text }
    /// Where that is written: `RFC 9293 section 3.1`.
    public var section: String? { words.section }

    /// The part of the name before the first dot: the protocol's own.
    public var protocolName: String { String(name.prefix { $0 != "." }) }

    /// Hexadecimal digits that its value's type has.
    package var digits: Int { max(1, (type?.octets ?? 1) * 2) }
    public func name(of raw: UInt64) -> StaticString? { type?.name(of: raw) }
}
