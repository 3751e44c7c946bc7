/// Cuts a script into its words.
struct Lexer {
    /// No script is longer, in octets, or has more words.
    static var longestText: Int { 1 << 20 }
    static var mostTokens: Int { 200_000 }

    private let file: String
    private let octets: [UInt8]
    private var at = 0
    private var line = 1
    /// Where the line begins.
    private var lineStart = 0
    private var tokens: [Token] = []

    static func tokens(of text: String, file: String) throws(ScriptError) -> [Token] {
        var lexer = Lexer(file: file, octets: Array(text.utf8))
        guard lexer.octets.count <= longestText else {
            throw ScriptError(
                .syntax, file, ScriptPlace(line: 1, column: 1),
                "a script has at most \(longestText) octets, and this has \(lexer.octets.count); cut it in several")
        }
        try lexer.run()
        return lexer.tokens
    }

    private init(file: String, octets: [UInt8]) {
        self.file = file
        self.octets = octets
    }

    private var place: ScriptPlace { ScriptPlace(line: line, column: at - lineStart + 1) }
    private func octet(_ offset: Int = 0) -> UInt8 { at + offset < octets.count ? octets[at + offset] : 0 }

    private func error(_ message: String, at place: ScriptPlace? = nil) -> ScriptError {
        ScriptError(.syntax, file, place ?? self.place, message)
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where at < octets.count {
            if octets[at] == UInt8(ascii: "\n") {
                line += 1
                lineStart = at + 1
            }
            at += 1
        }
    }

    private func text(_ range: Range<Int>) -> String { String(decoding: octets[range], as: UTF8.self) }

    private mutating func run() throws(ScriptError) {
        while true {
            try skip()
            guard tokens.count < Self.mostTokens else {
                throw error("a script has at most \(Self.mostTokens) words; cut it in several")
            }
            let place = place
            guard at < octets.count else {
                tokens.append(Token(kind: .end, place: place))
                return
            }
            tokens.append(Token(kind: try next(place), place: place))
        }
    }

    /// Passes over blanks and comments: `//`, `#` and `/* */`.
    private mutating func skip() throws(ScriptError) {
        while at < octets.count {
            switch octet() {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): advance()
            case UInt8(ascii: "#"): skipLine()
            case UInt8(ascii: "/") where octet(1) == UInt8(ascii: "/"): skipLine()
            case UInt8(ascii: "/") where octet(1) == UInt8(ascii: "*"):
                let start = place
                advance(2)
                while at < octets.count, octet() != UInt8(ascii: "*") || octet(1) != UInt8(ascii: "/") { advance() }
                guard at < octets.count else { throw error("the comment is never closed; '*/' is missing", at: start) }
                advance(2)
            default: return
            }
        }
    }

    private mutating func skipLine() {
        while at < octets.count, octet() != UInt8(ascii: "\n") { advance() }
    }

    private mutating func next(_ place: ScriptPlace) throws(ScriptError) -> Token.Kind {
        let first = octet()
        switch first {
        case UInt8(ascii: "\""): return .string(try quoted(by: first, unescaping: true, place))
        case UInt8(ascii: "`"): return .command(try quoted(by: first, unescaping: false, place))
        case UInt8(ascii: "%") where octet(1) == UInt8(ascii: "{"): return .code(try code(place))
        case UInt8(ascii: "-") where octet(1) == UInt8(ascii: "-"): return try option(place)
        case UInt8(ascii: ".") where octet(1) == UInt8(ascii: ".") && octet(2) == UInt8(ascii: "."):
            advance(3)
            return .ellipsis
        default: break
        }
        let isNegative = first == UInt8(ascii: "-")
        let digits = isNegative ? octet(1) : first
        if digits.isDigit || digits == UInt8(ascii: "."), let number = try number(isNegative: isNegative, place) {
            return number
        }
        if first.isWord {
            let start = at
            while octet().isWord { advance() }
            return .word(text(start..<at))
        }
        guard first >= 0x20, first < 0x7F else {
            throw error("an octet of 0x\(String(first, radix: 16)) stands outside of strings and comments; take it out")
        }
        advance()
        return .sign(Character(Unicode.Scalar(first)))
    }

    /// A number, or nothing where a word begins with a digit or a point stands alone.
    private mutating func number(isNegative: Bool, _ place: ScriptPlace) throws(ScriptError) -> Token.Kind? {
        var end = at + (isNegative ? 1 : 0)
        let start = end
        func octet(_ index: Int) -> UInt8 { index < octets.count ? octets[index] : 0 }
        let isHex = octet(end) == UInt8(ascii: "0") && (octet(end + 1) | 0x20) == UInt8(ascii: "x")
        if isHex { end += 2 }
        while isHex ? octet(end).isHexDigit : octet(end).isDigit { end += 1 }
        let whole = text((isHex ? start + 2 : start)..<end)
        if !isHex, octet(end) == UInt8(ascii: "."), octet(end + 1).isDigit {
            let point = end + 1
            end = point
            while octet(end).isDigit { end += 1 }
            let billionths = (text(point..<end) + "000000000").prefix(9)
            guard let seconds = Int64(whole.isEmpty ? "0" : whole), seconds <= 1_000_000_000,
                let rest = Int64(billionths)
            else { throw error("a number with a point is at most 1,000,000,000", at: place) }
            advance(end - at)
            let value = seconds * Seconds.nanoseconds + rest
            return .fraction(isNegative ? -value : value)
        }
        guard !whole.isEmpty, !octet(end).isWord else { return nil }
        guard let value = Int64(whole, radix: isHex ? 16 : 10) else {
            throw error("the number does not fit in 63 bits", at: place)
        }
        advance(end - at)
        return .integer(isNegative ? -value : value)
    }

    private mutating func quoted(
        by quote: UInt8, unescaping: Bool, _ place: ScriptPlace
    ) throws(ScriptError) -> String {
        advance()
        var content: [UInt8] = []
        while at < octets.count, octet() != quote {
            if unescaping, octet() == UInt8(ascii: "\\"), at + 1 < octets.count {
                advance()
                switch octet() {
                case UInt8(ascii: "n"): content.append(10)
                case UInt8(ascii: "t"): content.append(9)
                case UInt8(ascii: "r"): content.append(13)
                default: content.append(octet())
                }
            } else {
                content.append(octet())
            }
            advance()
        }
        guard at < octets.count else {
            throw error("what begins here is never closed: '\(Character(Unicode.Scalar(quote)))' is missing", at: place)
        }
        advance()
        return String(decoding: content, as: UTF8.self)
    }

    private mutating func code(_ place: ScriptPlace) throws(ScriptError) -> String {
        advance(2)
        let start = at
        while at < octets.count, octet() != UInt8(ascii: "}") || octet(1) != UInt8(ascii: "%") { advance() }
        guard at < octets.count else { throw error("the code is never closed: '}%' is missing", at: place) }
        let content = text(start..<at)
        advance(2)
        return content
    }

    /// `--name=value`: the value goes as far as the next blank, or stands in quotes.
    private mutating func option(_ place: ScriptPlace) throws(ScriptError) -> Token.Kind {
        advance(2)
        let start = at
        while octet().isWord || octet() == UInt8(ascii: "-") { advance() }
        let name = text(start..<at)
        guard !name.isEmpty else { throw error("an option's name is missing behind '--'", at: place) }
        try skip()
        guard octet() == UInt8(ascii: "=") else { return .option(name, "") }
        advance()
        try skip()
        if octet() == UInt8(ascii: "\"") {
            return .option(name, try quoted(by: UInt8(ascii: "\""), unescaping: true, self.place))
        }
        let value = at
        while at < octets.count, octet() > 0x20 { advance() }
        return .option(name, text(value..<at))
    }
}

extension UInt8 {
    var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }
    var isHexDigit: Bool { isDigit || (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "f") }
    /// Whether it may stand in a word.
    var isWord: Bool {
        isDigit || self == UInt8(ascii: "_") || (self | 0x20) >= UInt8(ascii: "a") && (self | 0x20) <= UInt8(ascii: "z")
    }
}
