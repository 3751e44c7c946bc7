/// A word, literal or operator of a filter, with its place.
struct FilterToken: Sendable {
    enum Kind: Hashable, Sendable {
        /// An unquoted word; whether it can name a field is seen by its octets.
        case word
        /// `.name`: a field for sure.
        case dottedWord
        /// `${name}`; the name's place.
        case reference(Range<Int>)
        case string([UInt8])
        case character(UInt32)
        /// `[…]`.
        case slices([FilterSlice])
        /// `#2` or `#[…]`.
        case layers([FilterSlice])
        case leftParenthesis
        case rightParenthesis
        case leftBrace
        case rightBrace
        case comma
        case dotDot
        case at
        case comparison(FilterComparison)
        case arithmetic(FilterArithmetic)
        case quantifier(FilterQuantifier)
        case contains
        case matches
        case `in`
        case not
        case and
        case or
        case xor
        case end
    }

    let kind: Kind
    /// Octets of the filter's UTF-8.
    let range: Range<Int>
}
