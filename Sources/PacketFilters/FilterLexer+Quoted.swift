/// Strings and character constants.
extension FilterLexer {
    /// The octets of a quoted string; the place is at the opening quote.
    ///
    /// In a raw string a backslash stays as it is; before a quote it keeps the string from ending, and stays too.
    mutating func string(isRaw: Bool) throws(FilterError) -> [UInt8] {
        let start = place
        var octets: [UInt8] = []
        advance()
        while true {
            guard !isAtEnd else {
                throw FilterError(.unterminated, at: start..<source.count, "the closing quote is missing")
            }
            let octet = peek()
            switch octet {
            case UInt8(ascii: "\""):
                advance()
                return octets
            case UInt8(ascii: "\\") where isRaw:
                octets.append(octet)
                advance()
                if !isAtEnd {
                    octets.append(peek())
                    advance()
                }
            case UInt8(ascii: "\\"):
                switch try escape() {
                case .octet(let value): octets.append(value)
                case .scalar(let scalar): octets += Array(String(scalar).utf8)
                }
            default:
                octets.append(octet)
                advance()
            }
        }
    }

    /// The value of a character constant; the place is at the opening quote.
    mutating func characterConstant() throws(FilterError) -> UInt32 {
        let start = place
        advance()
        let value: UInt32
        switch peek() {
        case _ where isAtEnd:
            throw FilterError(.unterminated, at: start..<source.count, "the closing quote is missing")
        case UInt8(ascii: "'"):
            throw FilterError(
                .invalidCharacter, at: start..<place + 1, "a character constant holds one character, not none")
        case UInt8(ascii: "\\"):
            switch try escape() {
            case .octet(let octet): value = UInt32(octet)
            case .scalar(let scalar): value = scalar.value
            }
        case let octet where octet < 0x20 || octet >= 0x7F:
            throw FilterError(
                .invalidCharacter, at: place..<place + 1,
                "a character constant holds a printable ASCII character or an escape such as '\\xff'")
        case let octet:
            value = UInt32(octet)
            advance()
        }
        guard peek() == UInt8(ascii: "'") else {
            guard let end = source[place...].firstIndex(of: UInt8(ascii: "'")) else {
                throw FilterError(.unterminated, at: start..<source.count, "the closing quote is missing")
            }
            throw FilterError(
                .invalidCharacter, at: start..<end + 1, "a character constant holds one character, not more",
                expected: "double quotes around a string")
        }
        advance()
        return value
    }

    private enum Escaped {
        case octet(UInt8)
        case scalar(Unicode.Scalar)
    }

    /// What an escape sequence stands for; the place is at the backslash.
    private mutating func escape() throws(FilterError) -> Escaped {
        let start = place
        advance()
        guard !isAtEnd else {
            throw FilterError(.unterminated, at: start..<source.count, "the closing quote is missing")
        }
        let letter = peek()
        switch letter {
        case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "\\"): advance()
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            let value = digits(radix: 8, most: 3).value
            guard let octet = UInt8(exactly: value) else {
                throw FilterError(.invalidEscape, at: start..<place, "an octal escape must not exceed \\377")
            }
            return .octet(octet)
        case UInt8(ascii: "x"):
            advance()
            let (value, count) = digits(radix: 16, most: 2)
            guard count > 0 else {
                throw FilterError(
                    .invalidEscape, at: start..<place, "\\x lacks its digits", expected: "one or two of 0-9 a-f")
            }
            return .octet(UInt8(truncatingIfNeeded: value))
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            advance()
            let wanted = letter == UInt8(ascii: "u") ? 4 : 8
            let (value, count) = digits(radix: 16, most: wanted)
            guard count == wanted, let scalar = Unicode.Scalar(value) else {
                throw FilterError(
                    .invalidEscape, at: start..<place, "not a Unicode code point",
                    expected: "\(wanted) hexadecimal digits after \\\(wanted == 4 ? "u" : "U")")
            }
            return .scalar(scalar)
        default:
            guard let value = Self.controls[letter] else {
                throw FilterError(
                    .invalidEscape, at: start..<place + 1, "strings have no such escape sequence",
                    expected: "\\\\ for a backslash, or a raw string such as r\"\\d\"")
            }
            advance()
            return .octet(value)
        }
        return .octet(letter)
    }

    private mutating func digits(radix: UInt32, most: Int) -> (value: UInt32, count: Int) {
        var value: UInt32 = 0
        var count = 0
        while count < most, let digit = Self.hexadecimalValue(peek()), digit < radix {
            value = value &* radix &+ digit
            count += 1
            advance()
        }
        return (value, count)
    }

    private static let controls: [UInt8: UInt8] = [
        UInt8(ascii: "a"): 0x07, UInt8(ascii: "b"): 0x08, UInt8(ascii: "t"): 0x09, UInt8(ascii: "n"): 0x0A,
        UInt8(ascii: "v"): 0x0B, UInt8(ascii: "f"): 0x0C, UInt8(ascii: "r"): 0x0D,
    ]
}
