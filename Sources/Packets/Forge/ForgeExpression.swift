/// A packet, or many, written as text: `eth/ip(dst=10.0.0.0/30)/tcp(dstport=[22,80],flags=S)/'hello'`.
///
/// Layers stand from the outermost in, between slashes. A layer's name and its keys are the filter's. A value in
/// brackets is a set, `1..1024` or `10.0.0.2..10.0.0.9` a range, an address with a length a prefix, `random` a new number
/// each time; together they stand for the product of all, which `ForgeSequence` expands lazily.
public struct ForgeExpression: Sendable {
    /// One layer or payload.
    struct Element: Sendable {
        enum Content: Sendable {
            case layer(name: String, [Argument])
            case payload([UInt8])
            /// The contents of a file, which the caller reads.
            case file(String)
        }
        var content: Content
        var range: Range<Int>
    }

    struct Argument: Sendable {
        var key: String
        var range: Range<Int>
        var value: Value
    }

    indirect enum Value: Sendable {
        case text(String, isQuoted: Bool, Range<Int>)
        case list([Value], Range<Int>)
        case item([Argument], Range<Int>)
        /// A word with a value inside a list of items: `mss=1460`.
        case pair(Argument)

        var range: Range<Int> {
            switch self {
            case .text(_, _, let range), .list(_, let range), .item(_, let range): range
            case .pair(let argument): argument.range
            }
        }
    }

    public let text: String
    var elements: [Element]

    /// - Throws: with the place in the text and what was expected there.
    public init(_ text: String) throws(ForgeError) {
        self.text = text
        var parser = ForgeParser(text)
        elements = try parser.parse()
    }

    /// The files whose contents the expression asks for.
    public var files: [String] {
        elements.compactMap { element in
            if case .file(let path) = element.content { path } else { nil }
        }
    }

    /// Puts a file's contents where the expression names it.
    public mutating func supply(_ octets: [UInt8], for path: String) {
        for index in elements.indices {
            if case .file(path) = elements[index].content { elements[index].content = .payload(octets) }
        }
    }
}

/// Reads the text of a packet expression. No recursion but for lists and items, whose depth is bounded.
struct ForgeParser {
    private let octets: [UInt8]
    private var at = 0
    private var depth = 0
    static let maximumDepth = 16
    static let maximumLength = 1 << 20

    init(_ text: String) { octets = Array(text.utf8) }

    mutating func parse() throws(ForgeError) -> [ForgeExpression.Element] {
        guard octets.count <= Self.maximumLength else {
            throw ForgeError(.size, "the expression is longer than \(Self.maximumLength) octets")
        }
        var elements: [ForgeExpression.Element] = []
        repeat {
            skipSpace()
            elements.append(try element())
            skipSpace()
        } while take(0x2f)
        guard at == octets.count else { throw unexpected("'/' and a further layer, or the end") }
        return elements
    }

    private mutating func element() throws(ForgeError) -> ForgeExpression.Element {
        let start = at
        guard let first = peek else { throw unexpected("a layer's name, such as ip, or a payload in quotes") }
        if first == 0x27 || first == 0x22 {
            let payload = try quoted()
            return .init(content: .payload(payload), range: start..<at)
        }
        let name = word(allowing: [0x2e, 0x5f, 0x2d])
        if peek == 0x3a {
            at += 1
            let rest = untilSlash()
            switch name {
            case "hex":
                guard let payload = HexText.parse(rest) else {
                    throw ForgeError(.value, "'\(rest)' is not hexadecimal octets, such as 0a0b0c", at: start..<at)
                }
                return .init(content: .payload(payload), range: start..<at)
            case "file": return .init(content: .file(pathAfterColon(rest)), range: start..<at)
            default: throw ForgeError(.syntax, "'\(name):' is neither hex: nor file:", at: start..<at)
            }
        }
        guard !name.isEmpty else { throw unexpected("a layer's name, such as ip, or a payload in quotes") }
        let range = start..<at
        skipSpace()
        let arguments = peek == 0x28 ? try arguments(from: 0x28, to: 0x29) : []
        return .init(content: .layer(name: name, arguments), range: range)
    }

    /// A path may hold slashes: it takes the rest of the expression.
    private mutating func pathAfterColon(_ beginning: String) -> String {
        let rest = String(decoding: octets[at...], as: UTF8.self)
        at = octets.count
        return beginning + rest
    }

    private mutating func arguments(from open: UInt8, to close: UInt8) throws(ForgeError) -> [ForgeExpression.Argument]
    {
        try enter()
        defer { depth -= 1 }
        at += 1
        var arguments: [ForgeExpression.Argument] = []
        var keys = Set<String>()
        skipSpace()
        if take(close) { return arguments }
        while true {
            skipSpace()
            let start = at
            let key = word(allowing: [0x2e, 0x5f, 0x2d])
            guard !key.isEmpty else { throw unexpected("a field's name") }
            let range = start..<at
            guard keys.insert(key).inserted else {
                throw ForgeError(.syntax, "'\(key)' is given a value twice", at: range)
            }
            skipSpace()
            guard take(0x3d) else { throw unexpected("'=' and a value for '\(key)'") }
            skipSpace()
            arguments.append(.init(key: key, range: range, value: try value()))
            skipSpace()
            if take(close) { return arguments }
            guard take(0x2c) else { throw unexpected("',' or '\(Character(UnicodeScalar(close)))'") }
        }
    }

    private mutating func value() throws(ForgeError) -> ForgeExpression.Value {
        let start = at
        switch peek {
        case 0x5b:  // [
            try enter()
            defer { depth -= 1 }
            at += 1
            var values: [ForgeExpression.Value] = []
            skipSpace()
            if take(0x5d) { return .list(values, start..<at) }
            while true {
                skipSpace()
                values.append(try listed())
                skipSpace()
                if take(0x5d) { return .list(values, start..<at) }
                guard take(0x2c) else { throw unexpected("',' or ']'") }
            }
        case 0x7b:  // {
            let arguments = try arguments(from: 0x7b, to: 0x7d)
            return .item(arguments, start..<at)
        case 0x27, 0x22:
            let text = String(decoding: try quoted(), as: UTF8.self)
            return .text(text, isQuoted: true, start..<at)
        default:
            let text = scalar()
            guard !text.isEmpty else { throw unexpected("a value") }
            return .text(text, isQuoted: false, start..<at)
        }
    }

    /// A value in a list: also `mss=1460`, or a word that takes items: `sack={…}`.
    private mutating func listed() throws(ForgeError) -> ForgeExpression.Value {
        let start = at
        let key = word(allowing: [0x2e, 0x5f, 0x2d])
        let range = start..<at
        skipSpace()
        if !key.isEmpty, take(0x3d) {
            skipSpace()
            return .pair(.init(key: key, range: range, value: try value()))
        }
        at = start
        return try value()
    }

    private var peek: UInt8? { at < octets.count ? octets[at] : nil }

    private mutating func take(_ character: UInt8) -> Bool {
        guard peek == character else { return false }
        at += 1
        return true
    }

    private mutating func skipSpace() {
        while let character = peek, character == 0x20 || character == 0x09 || character == 0x0a { at += 1 }
    }

    private mutating func word(allowing extra: [UInt8]) -> String {
        let start = at
        while let character = peek, isLetterOrDigit(character) || extra.contains(character) { at += 1 }
        return String(decoding: octets[start..<at], as: UTF8.self)
    }

    private func isLetterOrDigit(_ character: UInt8) -> Bool {
        0x30...0x39 ~= character || 0x41...0x5a ~= character || 0x61...0x7a ~= character
    }

    /// Everything up to a comma or a closing bracket.
    private mutating func scalar() -> String {
        let start = at
        while let character = peek, ![0x2c, 0x29, 0x5d, 0x7d].contains(character) { at += 1 }
        var end = at
        while end > start, octets[end - 1] == 0x20 { end -= 1 }
        return String(decoding: octets[start..<end], as: UTF8.self)
    }

    private mutating func untilSlash() -> String {
        let start = at
        while let character = peek, character != 0x2f { at += 1 }
        return String(decoding: octets[start..<at], as: UTF8.self)
    }

    /// A text between quotes, with `\n \r \t \0 \\ \' \"` and `\xHH`.
    private mutating func quoted() throws(ForgeError) -> [UInt8] {
        let start = at
        let quote = octets[at]
        at += 1
        var result: [UInt8] = []
        while let character = peek {
            at += 1
            if character == quote { return result }
            guard character == 0x5c else {
                result.append(character)
                continue
            }
            guard let escaped = peek else { break }
            at += 1
            switch escaped {
            case 0x6e: result.append(0x0a)
            case 0x72: result.append(0x0d)
            case 0x74: result.append(0x09)
            case 0x30: result.append(0)
            case 0x5c, 0x27, 0x22: result.append(escaped)
            case 0x78:
                guard at + 2 <= octets.count, let high = HexText.digit(octets[at]),
                    let low = HexText.digit(octets[at + 1])
                else {
                    throw ForgeError(
                        .syntax, "'\\x' takes two hexadecimal digits", at: at - 2..<min(at + 2, octets.count))
                }
                result.append(high << 4 | low)
                at += 2
            default:
                throw ForgeError(.syntax, "'\\\(Character(UnicodeScalar(escaped)))' is not an escape", at: at - 2..<at)
            }
        }
        throw ForgeError(.syntax, "the quote is never closed", at: start..<octets.count)
    }

    private mutating func enter() throws(ForgeError) {
        depth += 1
        guard depth <= Self.maximumDepth else {
            throw ForgeError(.syntax, "more than \(Self.maximumDepth) levels of brackets", at: at..<at + 1)
        }
    }

    private func unexpected(_ expected: String) -> ForgeError {
        guard at < octets.count else {
            return ForgeError(.syntax, "expected \(expected), but the expression ends", at: at..<at)
        }
        let found = String(decoding: octets[at..<min(at + 8, octets.count)], as: UTF8.self)
        return ForgeError(.syntax, "expected \(expected), not '\(found)'", at: at..<at + 1)
    }
}
