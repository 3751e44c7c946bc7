/// One variant of a schema.
struct Choice: Sendable, BitwiseCopyable {
    package var raw: UInt64
    package var schema: UInt32
}

/// What is needed to print a field's value, in plain bits.
package struct FieldFormat: Sendable, BitwiseCopyable {
    package var kind: ValueKind
    package var show: FieldDisplay
    /// Hexadecimal digits.
    package var digits: UInt8
    package var type: (any WireValue.Type)?
    /// The full name's octets among the registry's names.
    package var nameStart: UInt32
    package var nameLength: UInt32
}

/// What the walker needs of a schema, in plain bits.
@usableFromInline package struct Plan: Sendable, BitwiseCopyable {
    package var type: any Schema.Type
    package var field: FieldID
    package var firstRow: UInt32 = 0
    package var rowCount: UInt32 = 0
    package var hasVariants = false
    /// Its octets alone say which fields there are and what they are, but for those that are computed.
    package var isPlain = false
    /// Its items have headings, and no name where values have names.
    package var isHeadingOnly = false
    /// Its items have no line of their own.
    package var isBare = false
    /// Its items have headings in trees only.
    @usableFromInline package var isFlat = false
    /// The part that the variant describes; -1 when it replaces the whole item.
    package var variantTarget: Int8 = -1
    package var variantPart: UInt8 = 0
    package var variantPlace = FieldPlace(bit: 0, width: 0)
    package var firstChoice: UInt32 = 0
    package var choiceCount: UInt32 = 0
    /// The schema when no choice fits; `.max` for none.
    package var fallback: UInt32 = .max
}
