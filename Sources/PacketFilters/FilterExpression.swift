/// A display filter as it was written, before its words are looked up: a tree of tests with the place of each.
public struct FilterExpression: Sendable, CustomStringConvertible {
    public indirect enum Kind: Sendable {
        /// The empty filter: every packet passes.
        case everything
        /// Every one passes; two or more. `a and b and c` is one node, however long.
        case and([FilterExpression])
        /// At least one passes; two or more.
        case or([FilterExpression])
        /// An odd number passes; two or more.
        case xor([FilterExpression])
        case not(FilterExpression)
        /// A field, protocol or slice is there, or an arithmetic result is not zero.
        case exists(FilterOperand)
        case compare(FilterOperand, FilterComparison, FilterOperand, FilterQuantifier?)
        /// The right side's octets occur in the left side's.
        case contains(FilterOperand, FilterOperand, FilterQuantifier?)
        /// The pattern is found in the left side's octets.
        case matches(FilterOperand, FilterPattern, FilterQuantifier?)
        /// The left side equals one of the values or lies in one of the ranges; one or more.
        case member(FilterOperand, [FilterSetElement], FilterQuantifier?)
    }

    /// What it is.
    public let kind: Kind
    /// Where it stands: octets of the filter's UTF-8, without the parentheses around it.
    public let range: Range<Int>
    /// Where its operator stands (the first of several); the whole range when there is none.
    public let operatorRange: Range<Int>
    /// Levels of nesting; at most `FilterParser.maximumDepth`, so that recursion over it is safe.
    let height: Int

    init(_ kind: Kind, at range: Range<Int>, operator operatorRange: Range<Int>? = nil) {
        self.kind = kind
        self.range = range
        self.operatorRange = operatorRange ?? range
        switch kind {
        case .everything: height = 1
        case .and(let terms), .or(let terms), .xor(let terms): height = (terms.map(\.height).max() ?? 0) + 1
        case .not(let term): height = term.height + 1
        case .exists(let value), .matches(let value, _, _): height = value.height + 1
        case .compare(let left, _, let right, _), .contains(let left, let right, _):
            height = Swift.max(left.height, right.height) + 1
        case .member(let value, let elements, _):
            height = Swift.max(value.height, elements.map(\.height).max() ?? 0) + 1
        }
    }

    /// The filter, fully bracketed, in the filter language.
    public var description: String {
        switch kind {
        case .everything: ""
        case .and(let terms): "(" + terms.map(\.description).joined(separator: " and ") + ")"
        case .or(let terms): "(" + terms.map(\.description).joined(separator: " or ") + ")"
        case .xor(let terms): "(" + terms.map(\.description).joined(separator: " xor ") + ")"
        case .not(let term): "(not \(term))"
        case .exists(let value): "\(value)"
        case .compare(let left, let comparison, let right, let quantifier):
            "(\(Self.prefix(quantifier))\(left) \(comparison.rawValue) \(right))"
        case .contains(let left, let right, let quantifier): "(\(Self.prefix(quantifier))\(left) contains \(right))"
        case .matches(let left, let pattern, let quantifier): "(\(Self.prefix(quantifier))\(left) matches \(pattern))"
        case .member(let left, let elements, let quantifier):
            "(\(Self.prefix(quantifier))\(left) in {\(elements.map(\.description).joined(separator: ", "))})"
        }
    }

    private static func prefix(_ quantifier: FilterQuantifier?) -> String {
        quantifier.map { $0.rawValue + " " } ?? ""
    }
}
