/// A value in a filter: a field, a literal, or what is computed from them. It says nothing about types: what a word
/// means is decided by whoever knows the fields.
public struct FilterOperand: Sendable, CustomStringConvertible {
    public indirect enum Kind: Sendable {
        /// An unquoted word that can be a field or a protocol, and otherwise is a literal or a value's name:
        /// `ip.src`, `53`, `0x10`, `10.0.0.1`, `1.5`, `fe`, `00-11-22`, `True`, `request`.
        case word(String)
        /// A name that can only be a field or a protocol: `.ip`, `ip.src#2`, `@ip.src`.
        case field(FilterFieldName)
        /// `${name}`: the field's value in the packet that is selected.
        case reference(FilterFieldName)
        /// An unquoted literal that cannot be a field's name: `10.0.0.0/8`, `fe80::1`, `00:11:22`, and `:fe`, of
        /// which the text here is `fe`.
        case literal(String)
        /// A quoted string, its escapes resolved; any octets.
        case string([UInt8])
        /// A character constant; an octet, or a code point when it was written `'\u…'`.
        case character(UInt32)
        /// Parts of a value's octets, one after the other.
        case slice(FilterOperand, [FilterSlice])
        /// A function's result; the number of arguments is right.
        case call(FilterFunction, [FilterOperand])
        /// `-value`.
        case negated(FilterOperand)
        /// Two values combined.
        case arithmetic(FilterOperand, FilterArithmetic, FilterOperand)
    }

    /// What it is.
    public let kind: Kind
    /// Where it stands: octets of the filter's UTF-8.
    public let range: Range<Int>
    /// Levels of nesting, 1 for a word; at most `FilterParser.maximumDepth`, so that recursion over it is safe.
    let height: Int

    init(_ kind: Kind, at range: Range<Int>) {
        self.kind = kind
        self.range = range
        switch kind {
        case .word, .field, .reference, .literal, .string, .character: height = 1
        case .slice(let value, _), .negated(let value): height = value.height + 1
        case .call(_, let arguments): height = (arguments.map(\.height).max() ?? 0) + 1
        case .arithmetic(let left, _, let right): height = Swift.max(left.height, right.height) + 1
        }
    }

    /// The operand, fully bracketed, in the filter language.
    public var description: String {
        switch kind {
        case .word(let text): text
        case .literal(let text):
            text.utf8.contains { $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "/") } ? text : ":" + text
        case .field(let name): "\(name)"
        case .reference(let name): "${\(name.name)}"
        case .string(let octets): Self.quoted(octets)
        case .character(let value): "'\\U" + Self.hexadecimal(value, digits: 8) + "'"
        case .slice(let value, let parts): "\(value)[\(parts.map(\.description).joined(separator: ","))]"
        case .call(let function, let arguments):
            "\(function)(\(arguments.map(\.description).joined(separator: ", ")))"
        case .negated(let value): "-\(value)"
        case .arithmetic(let left, let operation, let right): "{\(left) \(operation.rawValue) \(right)}"
        }
    }

    static func quoted(_ octets: [UInt8]) -> String {
        var text = "\""
        for octet in octets {
            switch octet {
            case 0x22: text += "\\\""
            case 0x5C: text += "\\\\"
            case 0x20..<0x7F: text.unicodeScalars.append(Unicode.Scalar(octet))
            default: text += "\\x" + hexadecimal(UInt32(octet), digits: 2)
            }
        }
        return text + "\""
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: Swift.max(0, digits - text.count)) + text
    }
}
