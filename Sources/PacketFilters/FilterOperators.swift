/// A comparison of two values, each of which may occur several times in a packet.
public enum FilterComparison: String, Hashable, Sendable, CaseIterable {
    /// `==`, `eq`, `any_eq`: at least one pair is equal.
    case anyEqual = "=="
    /// `===`, `all_eq`: every pair is equal.
    case allEqual = "==="
    /// `!=`, `ne`, `all_ne`: every pair differs.
    case allNotEqual = "!="
    /// `~=`, `!==`, `any_ne`: at least one pair differs.
    case anyNotEqual = "~="
    /// `>`, `gt`.
    case greater = ">"
    /// `>=`, `ge`.
    case greaterOrEqual = ">="
    /// `<`, `lt`.
    case less = "<"
    /// `<=`, `le`.
    case lessOrEqual = "<="
}

/// `any` or `all` before a relation: how many of the left side's occurrences must meet it. It overrules what the
/// comparison itself says: `any a != b` is `a ~= b`.
public enum FilterQuantifier: String, Hashable, Sendable {
    case any
    case all
}

/// An operation on two values.
public enum FilterArithmetic: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case remainder = "%"
    /// `&`, `bitwise_and`, `bitand`: on integers, and on octets of equal number.
    case bitwiseAnd = "&"

    /// How tightly it binds; `&` the least, then sums, then products.
    var precedence: Int {
        switch self {
        case .bitwiseAnd: 1
        case .add, .subtract: 2
        case .multiply, .divide, .remainder: 3
        }
    }
}
