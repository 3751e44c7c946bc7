/// One element of a set: a value, or a range with both its ends.
public struct FilterSetElement: Sendable, CustomStringConvertible {
    /// The value, or the least value of the range.
    public let lower: FilterOperand
    /// The greatest value of the range; `nil` when the element is one value.
    public let upper: FilterOperand?

    /// Where it stands: octets of the filter's UTF-8.
    public var range: Range<Int> { lower.range.lowerBound..<(upper ?? lower).range.upperBound }

    var height: Int { Swift.max(lower.height, upper?.height ?? 0) }

    /// The element in the filter language.
    public var description: String { upper.map { "\(lower) .. \($0)" } ?? "\(lower)" }
}
