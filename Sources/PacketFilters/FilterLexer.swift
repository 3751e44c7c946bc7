/// Cuts a display filter into tokens.
///
/// Outside quotes only ASCII is allowed. A word takes in letters, digits, `_`, `-`, `:` and single dots inside, so
/// that names (`mac-lte.ue`), addresses (`fe80::1`, `00-11-22-33-44-55`) and dates are one token each; `a-b` is
/// therefore one word, and a subtraction needs a space before its sign, as in Wireshark.
struct FilterLexer {
    var place = 0
    let source: [UInt8]

    init(_ source: [UInt8]) {
        self.source = source
    }

    /// The tokens of the whole filter, `end` last.
    static func tokens(of source: [UInt8]) throws(FilterError) -> [FilterToken] {
        var lexer = FilterLexer(source)
        var tokens: [FilterToken] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    /// The octet `ahead` of the place, or zero beyond the end (no token holds a zero).
    func peek(_ ahead: Int = 0) -> UInt8 {
        place + ahead < source.count ? source[place + ahead] : 0
    }

    mutating func advance(_ count: Int = 1) {
        place = min(place + count, source.count)
    }

    var isAtEnd: Bool { place >= source.count }

    private mutating func next() throws(FilterError) -> FilterToken {
        while !isAtEnd, Self.isBlank(peek()) { place += 1 }
        let start = place
        guard !isAtEnd else { return FilterToken(kind: .end, range: start..<start) }
        let kind = try tokenKind()
        return FilterToken(kind: kind, range: start..<place)
    }

    private mutating func tokenKind() throws(FilterError) -> FilterToken.Kind {
        let octet = peek()
        switch octet {
        case UInt8(ascii: "\""): return .string(try string(isRaw: false))
        case UInt8(ascii: "'"): return .character(try characterConstant())
        case UInt8(ascii: "r") where peek(1) == UInt8(ascii: "\""),
            UInt8(ascii: "R") where peek(1) == UInt8(ascii: "\""):
            advance()
            return .string(try string(isRaw: true))
        case UInt8(ascii: "["): return .slices(try ranges())
        case UInt8(ascii: "#"): return .layers(try layers())
        case UInt8(ascii: "$"): return try reference()
        default: break
        }
        if Self.isWordStart(octet) { return word() }
        if octet == UInt8(ascii: "."), Self.isNameOctet(peek(1)) {
            advance()
            _ = word()
            return .dottedWord
        }
        if let (kind, length) = symbol() {
            advance(length)
            return kind
        }
        throw unexpectedCharacter()
    }

    /// The operator at the place and its length; the longest one wins.
    private func symbol() -> (FilterToken.Kind, Int)? {
        let following = peek(1)
        let equals = UInt8(ascii: "=")
        switch peek() {
        case UInt8(ascii: "("): return (.leftParenthesis, 1)
        case UInt8(ascii: ")"): return (.rightParenthesis, 1)
        case UInt8(ascii: "{"): return (.leftBrace, 1)
        case UInt8(ascii: "}"): return (.rightBrace, 1)
        case UInt8(ascii: ","): return (.comma, 1)
        case UInt8(ascii: "@"): return (.at, 1)
        case UInt8(ascii: "+"): return (.arithmetic(.add), 1)
        case UInt8(ascii: "-"): return (.arithmetic(.subtract), 1)
        case UInt8(ascii: "*"): return (.arithmetic(.multiply), 1)
        case UInt8(ascii: "/"): return (.arithmetic(.divide), 1)
        case UInt8(ascii: "%"): return (.arithmetic(.remainder), 1)
        case UInt8(ascii: "."): return following == UInt8(ascii: ".") ? (.dotDot, 2) : nil
        case UInt8(ascii: "&"): return following == UInt8(ascii: "&") ? (.and, 2) : (.arithmetic(.bitwiseAnd), 1)
        case UInt8(ascii: "|"): return following == UInt8(ascii: "|") ? (.or, 2) : nil
        case UInt8(ascii: "^"): return following == UInt8(ascii: "^") ? (.xor, 2) : nil
        case UInt8(ascii: "~"): return following == equals ? (.comparison(.anyNotEqual), 2) : (.matches, 1)
        case UInt8(ascii: "<"): return following == equals ? (.comparison(.lessOrEqual), 2) : (.comparison(.less), 1)
        case UInt8(ascii: ">"):
            return following == equals ? (.comparison(.greaterOrEqual), 2) : (.comparison(.greater), 1)
        case equals:
            guard following == equals else { return nil }
            return peek(2) == equals ? (.comparison(.allEqual), 3) : (.comparison(.anyEqual), 2)
        case UInt8(ascii: "!"):
            guard following == equals else { return (.not, 1) }
            return peek(2) == equals ? (.comparison(.anyNotEqual), 3) : (.comparison(.allNotEqual), 2)
        default: return nil
        }
    }

    /// A field's name in `${` and `}`.
    private mutating func reference() throws(FilterError) -> FilterToken.Kind {
        let sign = place
        advance()
        guard peek() == UInt8(ascii: "{") else {
            throw FilterError(
                .unexpectedCharacter, at: sign..<place, "\"$\" alone has no meaning here",
                expected: "a field's name in braces, such as ${frame.time_relative}")
        }
        advance()
        let start = place
        while Self.isNameOctet(peek()) || peek() == UInt8(ascii: ".") || peek() == UInt8(ascii: "-") { advance() }
        guard start < place, peek() == UInt8(ascii: "}") else {
            throw FilterError(
                isAtEnd ? .unterminated : .unexpectedCharacter, at: sign..<min(place + 1, source.count),
                "a field's name and \"}\" are missing after \"${\"")
        }
        let name = start..<place
        advance()
        return .reference(name)
    }

    private mutating func word() -> FilterToken.Kind {
        let start = place
        var colons = 0
        var dots = 0
        while !isAtEnd {
            let octet = peek()
            if octet == UInt8(ascii: ".") {
                guard Self.isWordOctet(peek(1)) else { break }
                dots += 1
            } else if !Self.isWordOctet(octet) {
                break
            } else if octet == UInt8(ascii: ":") {
                colons += 1
            }
            advance()
        }
        takePrefixLength(from: start, colons: colons, dots: dots)
        return Self.keywords[String(decoding: source[start..<place], as: UTF8.self)] ?? .word
    }

    /// Takes the `/24` of `10.0.0.0/24` and of `fe80::/10` into the word. After anything else the sign is a division.
    private mutating func takePrefixLength(from start: Int, colons: Int, dots: Int) {
        guard peek() == UInt8(ascii: "/"), Self.isDigit(peek(1)) else { return }
        let word = source[start..<place]
        let isIPv4 = colons == 0 && dots == 3 && word.allSatisfy { Self.isDigit($0) || $0 == UInt8(ascii: ".") }
        guard isIPv4 || colons >= 2 else { return }
        advance()
        while Self.isDigit(peek()) { advance() }
    }

    private func unexpectedCharacter() -> FilterError {
        let octet = peek()
        guard octet >= 0x20, octet < 0x7F else {
            var end = place + 1
            while end < source.count, source[end] & 0xC0 == 0x80 { end += 1 }
            return FilterError(
                .unexpectedCharacter, at: place..<end, "only printable ASCII may stand outside double quotes")
        }
        let meant: [UInt8: String] = [
            UInt8(ascii: "="): "==", UInt8(ascii: "|"): "||", UInt8(ascii: "^"): "^^",
        ]
        let text = String(decoding: [octet], as: UTF8.self)
        return FilterError(
            .unexpectedCharacter, at: place..<place + 1, "\"\(text)\" has no meaning here",
            suggestions: meant[octet].map { [$0] } ?? [])
    }

    static let keywords: [String: FilterToken.Kind] = [
        "eq": .comparison(.anyEqual), "any_eq": .comparison(.anyEqual), "all_eq": .comparison(.allEqual),
        "ne": .comparison(.allNotEqual), "all_ne": .comparison(.allNotEqual), "any_ne": .comparison(.anyNotEqual),
        "gt": .comparison(.greater), "ge": .comparison(.greaterOrEqual),
        "lt": .comparison(.less), "le": .comparison(.lessOrEqual),
        "bitand": .arithmetic(.bitwiseAnd), "bitwise_and": .arithmetic(.bitwiseAnd),
        "any": .quantifier(.any), "all": .quantifier(.all),
        "contains": .contains, "matches": .matches, "in": .in, "not": .not, "and": .and, "or": .or, "xor": .xor,
    ]
}

extension FilterLexer {
    static func isBlank(_ octet: UInt8) -> Bool { octet == 0x20 || octet == 0x09 || octet == 0x0A || octet == 0x0D }

    static func isDigit(_ octet: UInt8) -> Bool { octet >= UInt8(ascii: "0") && octet <= UInt8(ascii: "9") }

    /// Letters, digits and `_`: what a name may start with.
    static func isNameOctet(_ octet: UInt8) -> Bool {
        isDigit(octet) || octet == UInt8(ascii: "_") || (octet | 0x20 >= 0x61 && octet | 0x20 <= 0x7A)
    }

    static func isWordStart(_ octet: UInt8) -> Bool { isNameOctet(octet) || octet == UInt8(ascii: ":") }

    static func isWordOctet(_ octet: UInt8) -> Bool { isWordStart(octet) || octet == UInt8(ascii: "-") }

    static func hexadecimalValue(_ octet: UInt8) -> UInt32? {
        switch octet {
        case 0x30...0x39: UInt32(octet - 0x30)
        case 0x41...0x46: UInt32(octet - 0x41 + 10)
        case 0x61...0x66: UInt32(octet - 0x61 + 10)
        default: nil
        }
    }
}
