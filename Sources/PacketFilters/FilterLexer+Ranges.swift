/// Slices and layer ranges: `[1,3-5,9:]`, `#2`, `#[1-3]`.
extension FilterLexer {
    /// The layers after a hash sign, where the place is.
    mutating func layers() throws(FilterError) -> [FilterSlice] {
        let start = place
        advance()
        if peek() == UInt8(ascii: "[") { return try ranges() }
        guard let index = try number(from: start, isLayer: true) else {
            throw FilterError(
                isAtEnd ? .unexpectedEnd : .invalidRange, at: place..<min(place + 1, source.count),
                "the layer number is missing after \"#\"", expected: "a number or a range such as [1-2]")
        }
        return [FilterSlice(start: index, extent: .length(1))]
    }

    /// The ranges between brackets; the place is at the opening bracket.
    mutating func ranges() throws(FilterError) -> [FilterSlice] {
        let bracket = place
        var ranges: [FilterSlice] = []
        advance()
        while true {
            ranges.append(try range(after: bracket))
            switch peek() {
            case UInt8(ascii: ","): advance()
            case UInt8(ascii: "]"):
                advance()
                return ranges
            case _ where isAtEnd:
                throw FilterError(.unterminated, at: bracket..<place, "the closing bracket \"]\" is missing")
            default:
                throw FilterError(
                    .invalidRange, at: place..<place + 1, "not a range",
                    expected: "[i], [i:length], [i-last], [:length] or [i:], with commas between several")
            }
        }
    }

    private mutating func range(after bracket: Int) throws(FilterError) -> FilterSlice {
        skipBlanks()
        let start = place
        let first = try number(from: start, isLayer: false)
        skipBlanks()
        let extent: FilterSlice.Extent
        switch peek() {
        case UInt8(ascii: ":"):
            advance()
            skipBlanks()
            if let length = try number(from: place, isLayer: false) {
                guard length > 0 else {
                    throw FilterError(.invalidRange, at: start..<place, "a range's length must be at least 1")
                }
                extent = .length(length)
            } else {
                extent = .rest
            }
        case UInt8(ascii: "-") where first != nil:
            advance()
            skipBlanks()
            guard let last = try number(from: place, isLayer: false) else {
                throw FilterError(.invalidRange, at: start..<place, "the range's last offset is missing")
            }
            guard let first, (first < 0) == (last < 0) else {
                throw FilterError(
                    .invalidRange, at: start..<place,
                    "a range's ends must both count from the start or both from the end")
            }
            guard first <= last else {
                throw FilterError(.invalidRange, at: start..<place, "the range ends before it starts")
            }
            extent = .through(last)
        default:
            guard first != nil else {
                if isAtEnd {
                    throw FilterError(.unterminated, at: bracket..<place, "the closing bracket \"]\" is missing")
                }
                throw FilterError(.invalidRange, at: place..<place + 1, "a range is missing", expected: "an offset")
            }
            extent = .length(1)
        }
        skipBlanks()
        return FilterSlice(start: first ?? 0, extent: extent)
    }

    private mutating func skipBlanks() {
        while !isAtEnd, Self.isBlank(peek()) { advance() }
    }

    /// A number in C's notation: decimal, `0x` hexadecimal or `0` octal, with a sign; `nil`, and the place unmoved,
    /// when there is none. A layer's number is decimal and has no sign. The magnitude is that of 32 bits.
    private mutating func number(from start: Int, isLayer: Bool) throws(FilterError) -> Int? {
        let before = place
        var isNegative = false
        if !isLayer, peek() == UInt8(ascii: "-") || peek() == UInt8(ascii: "+") {
            isNegative = peek() == UInt8(ascii: "-")
            advance()
        }
        guard Self.isDigit(peek()) else {
            place = before
            return nil
        }
        var radix: UInt32 = 10
        if !isLayer, peek() == UInt8(ascii: "0") {
            if peek(1) | 0x20 == UInt8(ascii: "x"), Self.hexadecimalValue(peek(2)) != nil {
                radix = 16
                advance(2)
            } else {
                radix = 8
            }
        }
        var value = 0
        while let digit = Self.hexadecimalValue(peek()), digit < radix {
            value = value * Int(radix) + Int(digit)
            advance()
            guard value <= Int(Int32.max) else {
                while Self.hexadecimalValue(peek()) != nil { advance() }
                throw FilterError(.invalidRange, at: start..<place, "the number does not fit in 32 bits")
            }
        }
        return isNegative ? -value : value
    }
}
