import Packets

/// Values: arithmetic, fields, literals, functions, slices.
extension FilterParser {
    /// Arithmetic of any precedence; a single value or a test in parentheses passes through.
    mutating func sum() throws(FilterError) -> Node {
        try arithmetic(atLeast: 1)
    }

    private mutating func arithmetic(atLeast precedence: Int) throws(FilterError) -> Node {
        var left = try signed()
        while case .arithmetic(let operation) = token.kind, operation.precedence >= precedence {
            let place = token.range
            let first = try value(left)
            advance()
            let second = try value(arithmetic(atLeast: operation.precedence + 1))
            let range = first.range.lowerBound..<second.range.upperBound
            left = .value(try bounded(.arithmetic(first, operation, second), at: range, from: place))
        }
        return left
    }

    private mutating func signed() throws(FilterError) -> Node {
        let place = token.range
        switch token.kind {
        case .arithmetic(.subtract):
            advance()
            let operand = try value(nested(at: place) { parser throws(FilterError) in try parser.signed() })
            return .value(try bounded(.negated(operand), at: place.lowerBound..<operand.range.upperBound, from: place))
        case .arithmetic(.add):
            advance()
            return .value(try value(nested(at: place) { parser throws(FilterError) in try parser.signed() }))
        default: return try sliced()
        }
    }

    private mutating func sliced() throws(FilterError) -> Node {
        var node = try primary()
        while case .slices(let parts) = token.kind {
            let place = token.range
            let operand = try value(node)
            switch operand.kind {
            case .string, .character, .literal:
                throw FilterError(
                    .notAValue, at: operand.range, "a literal cannot be sliced", expected: "a field or a function")
            default: break
            }
            advance()
            let range = operand.range.lowerBound..<place.upperBound
            node = .value(try bounded(.slice(operand, parts), at: range, from: place))
        }
        return node
    }

    private mutating func primary() throws(FilterError) -> Node {
        let place = token.range
        switch token.kind {
        case .string(let octets):
            advance()
            return .value(FilterOperand(.string(octets), at: place))
        case .character(let value):
            advance()
            return .value(FilterOperand(.character(value), at: place))
        case .word:
            advance()
            if token.kind == .leftParenthesis { return .value(try call(place)) }
            return .value(try word(place))
        case .dottedWord:
            advance()
            return .value(field(place.lowerBound + 1..<place.upperBound, from: place.lowerBound, isRaw: false))
        case .reference(let name):
            advance()
            return .value(
                FilterOperand(.reference(FilterFieldName(name: text(name), nameRange: name)), at: place))
        case .at:
            advance()
            var name = token.range
            switch token.kind {
            case .word: break
            case .dottedWord: name = name.lowerBound + 1..<name.upperBound
            default: throw unexpected("a field's name after \"@\"")
            }
            try checkName(name)
            advance()
            return .value(field(name, from: place.lowerBound, isRaw: true))
        case .leftParenthesis:
            advance()
            let node = try nested(at: place) { parser throws(FilterError) in try parser.disjunction() }
            guard take(.rightParenthesis) else { throw unexpected("\")\"") }
            return node
        case .leftBrace:
            advance()
            let node = try nested(at: place) { parser throws(FilterError) in .value(try parser.value(parser.sum())) }
            guard take(.rightBrace) else { throw unexpected("arithmetic or \"}\"") }
            return node
        default:
            throw unexpected("a field, a literal, a function or \"(\"")
        }
    }

    /// A word alone or with layers after it.
    private mutating func word(_ range: Range<Int>) throws(FilterError) -> FilterOperand {
        if case .layers = token.kind {
            try checkName(range)
            return field(range, from: range.lowerBound, isRaw: false)
        }
        guard !isName(range) else { return FilterOperand(.word(text(range)), at: range) }
        // A colon in front marks a literal that could be taken for a field (`:fe`); two belong to an IPv6 address.
        let colon = UInt8(ascii: ":")
        guard source[range.lowerBound] == colon, !source[range].dropFirst().starts(with: [colon]) else {
            return FilterOperand(.literal(text(range)), at: range)
        }
        let value = range.lowerBound + 1..<range.upperBound
        guard let first = source[value].first, FilterLexer.isNameOctet(first) else {
            throw FilterError(
                .unexpectedToken, at: range, "\":\" alone is no literal", expected: "a literal right after the colon")
        }
        return FilterOperand(.literal(text(value)), at: range)
    }

    private mutating func field(_ name: Range<Int>, from start: Int, isRaw: Bool) -> FilterOperand {
        var layers: [FilterSlice] = []
        var end = name.upperBound
        if case .layers(let ranges) = token.kind {
            layers = ranges
            end = token.range.upperBound
            advance()
        }
        let field = FilterFieldName(name: text(name), nameRange: name, layers: layers, isRaw: isRaw)
        return FilterOperand(.field(field), at: start..<end)
    }

    /// Whether a word can name a field: it has no colon and no slash.
    private func isName(_ range: Range<Int>) -> Bool {
        source[range].allSatisfy { $0 != UInt8(ascii: ":") && $0 != UInt8(ascii: "/") }
    }

    private func checkName(_ range: Range<Int>) throws(FilterError) {
        guard isName(range) else {
            throw FilterError(
                .unexpectedToken, at: range, "\(text(range)) is a literal and has no layers or raw octets",
                expected: "a field or a protocol")
        }
    }

    private mutating func call(_ name: Range<Int>) throws(FilterError) -> FilterOperand {
        let text = text(name)
        guard let function = FilterFunction(rawValue: text) else {
            throw FilterError(
                .unknownFunction, at: name, "there is no function \(text)",
                expected: "one of " + FilterFunction.allCases.map(\.rawValue).joined(separator: ", "),
                suggestions: Spelling.suggestions(for: text, among: FilterFunction.allCases.map(\.rawValue)))
        }
        advance()
        var arguments: [FilterOperand] = []
        if token.kind != .rightParenthesis {
            repeat {
                arguments.append(
                    try value(nested(at: name) { parser throws(FilterError) in try parser.sum() }))
            } while take(.comma)
        }
        let range = name.lowerBound..<token.range.upperBound
        guard take(.rightParenthesis) else { throw unexpected("\",\" or \")\"") }
        guard arguments.count == 1 || (function.isVariadic && !arguments.isEmpty) else {
            throw FilterError(
                .wrongArgumentCount, at: range, "\(text) has \(arguments.count) arguments",
                expected: function.isVariadic ? "at least one" : "exactly one")
        }
        return try bounded(.call(function, arguments), at: range, from: name)
    }

    private func bounded(
        _ kind: FilterOperand.Kind, at range: Range<Int>, from place: Range<Int>
    ) throws(FilterError) -> FilterOperand {
        let operand = FilterOperand(kind, at: range)
        guard operand.height < Self.maximumDepth else { throw Self.tooDeep(at: place) }
        return operand
    }
}
