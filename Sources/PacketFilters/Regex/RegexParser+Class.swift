/// Character classes and escape sequences.
extension RegexParser {
    /// The set of a class; the place is after the opening bracket, which is at `start`.
    mutating func characterClass(from start: Int) throws(ByteRegexError) -> ByteSet {
        var set = ByteSet()
        let isNegated = take("^")
        var isFirst = true
        while true {
            guard let octet = peek() else {
                throw ByteRegexError(.unbalanced, at: start..<start + 1, "the class is not closed with \"]\"")
            }
            if octet == UInt8(ascii: "]"), !isFirst { break }
            isFirst = false
            let itemStart = place
            guard let item = try classItem() else { continue }
            guard let last = try rangeEnd(after: item, from: itemStart) else {
                set.formUnion(item.set)
                continue
            }
            guard let first = item.octet, first <= last else {
                throw ByteRegexError(.invalidClass, at: itemStart..<place, "the range runs backwards")
            }
            set.insert(first...last)
        }
        place += 1
        if options.ignoresCase { set = set.caseFolded }
        return isNegated ? set.inverted : set
    }

    /// An item of a class; `octet` is `nil` for a set such as `\d`.
    private struct ClassItem {
        var set: ByteSet
        var octet: UInt8?
    }

    /// The next item, or `nil` for one that stands for nothing (`\E`).
    private mutating func classItem() throws(ByteRegexError) -> ClassItem? {
        let start = place
        guard let octet = peek() else { return nil }
        if octet == UInt8(ascii: "["), let kind = peek(1),
            kind == UInt8(ascii: ":") || kind == UInt8(ascii: ".") || kind == UInt8(ascii: "="),
            let set = try posixClass(kind)
        {
            return ClassItem(set: set, octet: nil)
        }
        place += 1
        guard octet == UInt8(ascii: "\\") else { return ClassItem(set: ByteSet(octet), octet: octet) }
        if take("E") { return nil }
        if take("b") { return ClassItem(set: ByteSet(0x08), octet: 0x08) }
        let set = try escape(from: start, inClass: true)
        return ClassItem(set: set, octet: set.count == 1 ? set.octets.first : nil)
    }

    /// The last octet of a range, when a hyphen makes `item` the first.
    private mutating func rangeEnd(after item: ClassItem, from start: Int) throws(ByteRegexError) -> UInt8? {
        guard peek() == UInt8(ascii: "-"), let following = peek(1), following != UInt8(ascii: "]") else { return nil }
        place += 1
        guard item.octet != nil, let end = try classItem(), let octet = end.octet else {
            throw ByteRegexError(.invalidClass, at: start..<place, "a range must begin and end with one character")
        }
        return octet
    }

    /// `[:alpha:]` and `[:^alpha:]`; `nil` when the bracket is only a character.
    private mutating func posixClass(_ kind: UInt8) throws(ByteRegexError) -> ByteSet? {
        let start = place
        var end = place + 2
        while end < pattern.count, ByteSet.word.contains(pattern[end]) || pattern[end] == UInt8(ascii: "^") { end += 1 }
        guard end + 1 < pattern.count, pattern[end] == kind, pattern[end + 1] == UInt8(ascii: "]") else { return nil }
        guard kind == UInt8(ascii: ":") else {
            throw ByteRegexError(.unsupported, at: start..<end + 2, "collating elements are not supported")
        }
        var name = String(decoding: pattern[start + 2..<end], as: UTF8.self)
        let isNegated = name.hasPrefix("^")
        if isNegated { name.removeFirst() }
        guard let set = ByteSet.posix(name) else {
            throw ByteRegexError(.invalidClass, at: start..<end + 2, "there is no class [:\(name):]")
        }
        place = end + 2
        return isNegated ? set.inverted : set
    }

    /// What an escape sequence stands for; the place is after the backslash, which is at `start`.
    mutating func escape(from start: Int, inClass: Bool) throws(ByteRegexError) -> ByteSet {
        guard let letter = peek() else {
            throw ByteRegexError(.invalidEscape, at: start..<pattern.count, "the pattern ends with a backslash")
        }
        place += 1
        switch letter {
        case UInt8(ascii: "d"): return .digits
        case UInt8(ascii: "D"): return ByteSet.digits.inverted
        case UInt8(ascii: "w"): return .word
        case UInt8(ascii: "W"): return ByteSet.word.inverted
        case UInt8(ascii: "s"): return .space
        case UInt8(ascii: "S"): return ByteSet.space.inverted
        case UInt8(ascii: "h"): return .horizontalSpace
        case UInt8(ascii: "H"): return ByteSet.horizontalSpace.inverted
        case UInt8(ascii: "v"): return .verticalSpace
        case UInt8(ascii: "V"): return ByteSet.verticalSpace.inverted
        case UInt8(ascii: "N") where !inClass: return ByteSet.lineFeed.inverted
        case UInt8(ascii: "n"): return .lineFeed
        case UInt8(ascii: "r"): return ByteSet(0x0D)
        case UInt8(ascii: "t"): return ByteSet(0x09)
        case UInt8(ascii: "f"): return ByteSet(0x0C)
        case UInt8(ascii: "a"): return ByteSet(0x07)
        case UInt8(ascii: "e"): return ByteSet(0x1B)
        case UInt8(ascii: "x"): return ByteSet(try hexadecimal(from: start))
        case UInt8(ascii: "o"): return ByteSet(try bracedNumber(radix: 8, from: start))
        case UInt8(ascii: "c"):
            guard let control = peek(), control >= 0x20, control < 0x7F else {
                throw ByteRegexError(.invalidEscape, at: start..<place, "\\c must be followed by a printable character")
            }
            place += 1
            return ByteSet((ByteSet.lower.contains(control) ? control - 0x20 : control) ^ 0x40)
        case UInt8(ascii: "0"):
            place -= 1
            return ByteSet(try octal(from: start))
        case UInt8(ascii: "1")...UInt8(ascii: "7") where inClass || isOctal:
            place -= 1
            return ByteSet(try octal(from: start))
        case UInt8(ascii: "1")...UInt8(ascii: "9") where !inClass,
            UInt8(ascii: "k") where !inClass, UInt8(ascii: "g") where !inClass:
            throw ByteRegexError(
                .notLinear, at: start..<place,
                "back references cannot be matched in time linear in the input; write octets as \\xHH")
        case _ where ByteSet.word.contains(letter) && letter != UInt8(ascii: "_"):
            throw ByteRegexError(.invalidEscape, at: start..<place, "this escape sequence is not supported")
        default: return ByteSet(letter)
        }
    }

    /// Whether the digits of `\141`, of which the first is behind the place, are an octal number: outside a class
    /// fewer than two digits, or a number of groups that there can be, refer back to a group.
    private var isOctal: Bool {
        var number = 0
        var count = 0
        for octet in pattern[(place - 1)...] {
            guard ByteSet.digits.contains(octet), count < 6 else { break }
            number = number * 10 + Int(octet - 0x30)
            count += 1
        }
        return number >= 10 && number > groups
    }

    /// After `\x`: up to two digits, or any number of them in braces.
    private mutating func hexadecimal(from start: Int) throws(ByteRegexError) -> UInt8 {
        if peek() == UInt8(ascii: "{") { return try bracedNumber(radix: 16, from: start) }
        var value: UInt32 = 0
        var count = 0
        while count < 2, let octet = peek(), let digit = FilterLexer.hexadecimalValue(octet) {
            value = value * 16 + digit
            count += 1
            place += 1
        }
        return UInt8(truncatingIfNeeded: value)
    }

    private mutating func octal(from start: Int) throws(ByteRegexError) -> UInt8 {
        var value: UInt32 = 0
        var count = 0
        while count < 3, let octet = peek(), octet >= 0x30, octet <= 0x37 {
            value = value * 8 + UInt32(octet - 0x30)
            count += 1
            place += 1
        }
        return try octet(value, from: start)
    }

    private mutating func bracedNumber(radix: UInt32, from start: Int) throws(ByteRegexError) -> UInt8 {
        guard take("{") else {
            throw ByteRegexError(.invalidEscape, at: start..<place, "digits in braces are missing")
        }
        var value: UInt32 = 0
        let first = place
        while let octet = peek(), let digit = FilterLexer.hexadecimalValue(octet), digit < radix {
            value = min(value * radix + digit, 0xFFFF)
            place += 1
        }
        guard place > first, take("}") else {
            throw ByteRegexError(.invalidEscape, at: start..<place, "digits in braces are missing")
        }
        return try octet(value, from: start)
    }

    private func octet(_ value: UInt32, from start: Int) throws(ByteRegexError) -> UInt8 {
        guard let octet = UInt8(exactly: value) else {
            throw ByteRegexError(
                .invalidEscape, at: start..<place, "an octet's greatest value is \\xff")
        }
        return octet
    }
}
