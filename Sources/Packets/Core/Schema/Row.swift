/// A field as the walker, the filter and the forge see it: plain bits.
@usableFromInline package struct Row: Sendable, BitwiseCopyable {
    @usableFromInline package enum Content: UInt8, Sendable, BitwiseCopyable { case bits, items, derived }
    package var content: Content
    package var kind: ValueKind
    package var depth: UInt8
    @usableFromInline package var part: UInt8
    @usableFromInline package var order: ByteOrder
    package var isAlias: Bool
    /// The field is there also when it has no octets.
    package var isShownEmpty = false
    /// The value is the number that its bits are, as they stand in the octets.
    package var isPlain = false
    /// How many rows from this one on are such numbers of the same part, there whatever else is.
    package var plainRun: UInt8 = 0
    @usableFromInline package var bit: UInt32
    /// In bits; 0 means the whole part.
    @usableFromInline package var width: UInt32
    @usableFromInline package var scale: UInt32
    package var field: FieldID
    /// The item's schema, or the derived field's number.
    package var target: UInt32
    /// The number of the first condition under which the field is there, and how many there are.
    package var condition: UInt32 = 0
    package var conditionCount: UInt8 = 0
    /// How many rows right behind this one are there under the very same conditions, or when the same code says so.
    package var alike: UInt8 = 0
    /// The number of the code that says whether the field is there; `.max` for none.
    package var predicate: UInt16 = .max

    @inlinable @inline(__always)
    package func place(from start: Int, _ parts: LayerParts) -> FieldPlace {
        let part = Int(part)
        return FieldPlace(
            bit: (start &+ parts.start(part)) &* 8 &+ Int(bit),
            width: width == 0 ? parts.count(part) &* 8 : Int(width), scale: Int(scale), order: order)
    }
}

/// A condition, and the first one before it that looks at the same place.
struct RowCondition: Sendable, BitwiseCopyable {
    package var condition: FieldCondition
    package var look: UInt32
}
