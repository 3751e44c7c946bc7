/// Reads Wireshark's display filter language, as version 4.0 understands it, into a `FilterExpression`.
///
/// From the loosest to the tightest: `or`, `xor`, `and`, `not`, relations, `&`, `+ -`, `* / %`, sign. Comparisons
/// chain: `a < b < c` is `a < b and b < c`. Beyond 4.0 it also takes `xor`, `@field`, `bitand`, `[3-3]`, arithmetic
/// in parentheses and inside sets, and arithmetic to the left of `contains`, `matches` and `in`.
///
/// It knows no field: a word that nothing else makes certain stays a word. Whatever the text is, the work is linear
/// in it and nothing nests deeper than `maximumDepth`.
public struct FilterParser {
    /// How deep parentheses, signs, functions, slices of slices and chains of arithmetic may nest.
    public static let maximumDepth = 200

    /// Reads a whole filter; blank text is the filter that every packet passes.
    ///
    /// - Throws: `FilterError` with the place of the first mistake.
    public static func parse(_ source: String) throws(FilterError) -> FilterExpression {
        let octets = Array(source.utf8)
        var parser = FilterParser(source: octets, tokens: try FilterLexer.tokens(of: octets))
        guard parser.token.kind != .end else { return FilterExpression(.everything, at: 0..<0) }
        let expression = try parser.test(parser.disjunction())
        guard parser.token.kind == .end else {
            throw parser.unexpected("an operator such as \"and\", or the filter's end")
        }
        return expression
    }

    /// What a rule found: a test, or a value that may yet become one.
    enum Node {
        case test(FilterExpression)
        case value(FilterOperand)

        var range: Range<Int> {
            switch self {
            case .test(let expression): expression.range
            case .value(let operand): operand.range
            }
        }
    }

    let source: [UInt8]
    private let tokens: [FilterToken]
    private var index = 0
    private var depth = 0

    private init(source: [UInt8], tokens: [FilterToken]) {
        self.source = source
        self.tokens = tokens
    }

    /// The token to be read next; `end` stays for ever.
    var token: FilterToken { tokens[index] }

    mutating func advance() {
        if index < tokens.count - 1 { index += 1 }
    }

    /// Whether the next token is `kind`; if so, it is taken.
    mutating func take(_ kind: FilterToken.Kind) -> Bool {
        guard token.kind == kind else { return false }
        advance()
        return true
    }

    func text(_ range: Range<Int>) -> String { String(decoding: source[range], as: UTF8.self) }
}

// MARK: - Tests

extension FilterParser {
    mutating func disjunction() throws(FilterError) -> Node {
        let first = try exclusion()
        guard token.kind == .or else { return first }
        let place = token.range
        var terms = [try test(first)]
        while take(.or) { terms.append(try test(exclusion())) }
        return .test(try bounded(.or(terms), at: span(terms), operator: place))
    }

    private mutating func exclusion() throws(FilterError) -> Node {
        let first = try conjunction()
        guard token.kind == .xor else { return first }
        let place = token.range
        var terms = [try test(first)]
        while take(.xor) { terms.append(try test(conjunction())) }
        return .test(try bounded(.xor(terms), at: span(terms), operator: place))
    }

    private mutating func conjunction() throws(FilterError) -> Node {
        let first = try negation()
        guard token.kind == .and else { return first }
        let place = token.range
        var terms = [try test(first)]
        while take(.and) { terms.append(try test(negation())) }
        return .test(try bounded(.and(terms), at: span(terms), operator: place))
    }

    private mutating func negation() throws(FilterError) -> Node {
        var signs: [Range<Int>] = []
        while token.kind == .not {
            signs.append(token.range)
            advance()
        }
        var node = try relation()
        for sign in signs.reversed() {
            let term = try test(node)
            node = .test(try bounded(.not(term), at: sign.lowerBound..<term.range.upperBound, operator: sign))
        }
        return node
    }

    private mutating func relation() throws(FilterError) -> Node {
        var quantifier: FilterQuantifier?
        let quantifierRange = token.range
        if case .quantifier(let word) = token.kind {
            quantifier = word
            advance()
        }
        let left = try sum()
        let start = quantifier == nil ? left.range.lowerBound : quantifierRange.lowerBound
        let place = token.range
        switch token.kind {
        case .comparison:
            return .test(try comparisons(value(left), quantifier, from: start))
        case .contains:
            let left = try value(left)
            advance()
            let right = try value(sum())
            return .test(
                try bounded(.contains(left, right, quantifier), at: start..<right.range.upperBound, operator: place))
        case .matches:
            let left = try value(left)
            advance()
            let pattern = try pattern()
            return .test(
                try bounded(.matches(left, pattern, quantifier), at: start..<pattern.range.upperBound, operator: place))
        case .in:
            let left = try value(left)
            advance()
            let (elements, end) = try set()
            return .test(try bounded(.member(left, elements, quantifier), at: start..<end, operator: place))
        case .not:
            let left = try value(left)
            advance()
            guard take(.in) else { throw unexpected("\"in\" after \"not\"") }
            let (elements, end) = try set()
            let member = try bounded(.member(left, elements, quantifier), at: start..<end, operator: place)
            return .test(try bounded(.not(member), at: start..<end, operator: place))
        default:
            guard let quantifier else { return left }
            throw unexpected("a relation, such as ==, after \"\(quantifier.rawValue)\" and a value")
        }
    }

    /// `a < b`, and `a < b < c` as the conjunction of both.
    private mutating func comparisons(
        _ first: FilterOperand, _ quantifier: FilterQuantifier?, from start: Int
    ) throws(FilterError) -> FilterExpression {
        var tests: [FilterExpression] = []
        var left = first
        var begin = start
        while case .comparison(let comparison) = token.kind {
            let place = token.range
            advance()
            let right = try value(sum())
            tests.append(
                try bounded(
                    .compare(left, comparison, right, quantifier), at: begin..<right.range.upperBound, operator: place))
            left = right
            begin = right.range.lowerBound
        }
        guard tests.count > 1 else { return tests[0] }
        return try bounded(.and(tests), at: span(tests), operator: tests[0].operatorRange)
    }

    private mutating func pattern() throws(FilterError) -> FilterPattern {
        guard case .string(let octets) = token.kind else {
            throw unexpected("a regular expression in double quotes")
        }
        let range = token.range
        do throws(ByteRegexError) {
            let regex = try ByteRegex(octets)
            advance()
            return FilterPattern(source: octets, regex: regex, range: range)
        } catch {
            throw FilterError(.invalidPattern, at: place(of: error.range, in: octets, at: range), error.message)
        }
    }

    /// Where part of a string's value stands in the filter. Exact unless escapes made the value shorter than its text.
    private func place(of part: Range<Int>, in octets: [UInt8], at range: Range<Int>) -> Range<Int> {
        let quote = source[range.lowerBound] == UInt8(ascii: "\"") ? 1 : 2
        guard range.count == octets.count + quote + 1 else { return range }
        let offset = range.lowerBound + quote
        return offset + part.lowerBound..<offset + part.upperBound
    }

    private mutating func set() throws(FilterError) -> (elements: [FilterSetElement], end: Int) {
        guard take(.leftBrace) else { throw unexpected("a set such as {80, 443, 8000..8080}") }
        var elements: [FilterSetElement] = []
        repeat {
            let lower = try value(sum())
            let upper = take(.dotDot) ? try value(sum()) : nil
            elements.append(FilterSetElement(lower: lower, upper: upper))
        } while take(.comma)
        let end = token.range.upperBound
        guard take(.rightBrace) else { throw unexpected("\",\", \"..\" or \"}\"") }
        return (elements, end)
    }
}

// MARK: - What the rules share

extension FilterParser {
    /// Runs `rule` one level deeper.
    mutating func nested(
        at range: Range<Int>, _ rule: (inout FilterParser) throws(FilterError) -> Node
    ) throws(FilterError) -> Node {
        guard depth < Self.maximumDepth else { throw Self.tooDeep(at: range) }
        depth += 1
        defer { depth -= 1 }
        return try rule(&self)
    }

    static func tooDeep(at range: Range<Int>) -> FilterError {
        FilterError(.tooDeep, at: range, "the filter nests more than \(maximumDepth) levels deep")
    }

    private func span(_ terms: [FilterExpression]) -> Range<Int> {
        terms[0].range.lowerBound..<terms[terms.count - 1].range.upperBound
    }

    private func bounded(
        _ kind: FilterExpression.Kind, at range: Range<Int>, operator place: Range<Int>
    ) throws(FilterError) -> FilterExpression {
        let expression = FilterExpression(kind, at: range, operator: place)
        guard expression.height <= Self.maximumDepth else { throw Self.tooDeep(at: place) }
        return expression
    }

    /// The node as a test: a value is tested for being there.
    func test(_ node: Node) throws(FilterError) -> FilterExpression {
        switch node {
        case .test(let expression): return expression
        case .value(let operand):
            switch operand.kind {
            case .string, .character, .literal:
                throw FilterError(
                    .notATest, at: operand.range, "a literal alone is no test",
                    expected: "a field, a protocol or a comparison")
            case .call(let function, _):
                throw FilterError(
                    .notATest, at: operand.range, "a function's result alone is no test",
                    expected: "a comparison such as \(function.rawValue)(…) > 0")
            default: return try bounded(.exists(operand), at: operand.range, operator: operand.range)
            }
        }
    }

    /// The node as a value.
    func value(_ node: Node) throws(FilterError) -> FilterOperand {
        switch node {
        case .value(let operand): return operand
        case .test(let expression):
            throw FilterError(
                .notAValue, at: expression.range, "a test cannot be an operand",
                expected: "a field, a literal, a function or arithmetic")
        }
    }

    private static func isQuoted(_ text: String) -> Bool { text.hasSuffix("\"") || text.hasSuffix("'") }

    /// The next token has no place here.
    func unexpected(_ expected: String) -> FilterError {
        let range = token.range
        guard token.kind != .end else {
            return FilterError(.unexpectedEnd, at: range, "the filter ends too early", expected: expected)
        }
        let text = text(range)
        let shown = text.utf8.count > 40 ? String(decoding: Array(text.utf8.prefix(40)), as: UTF8.self) + "…" : text
        let word = text.utf8.count <= 12 ? text.lowercased() : text
        let meant = token.kind == .word && FilterLexer.keywords[word] != nil ? [word] : []
        return FilterError(
            .unexpectedToken, at: range, "\(Self.isQuoted(text) ? shown : "\"\(shown)\"") has no place here",
            expected: expected, suggestions: meant)
    }
}
