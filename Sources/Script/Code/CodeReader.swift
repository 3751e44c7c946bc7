/// Reads the statements of a block of code.
struct CodeReader {
    private enum Word: Equatable {
        case name(String), number(Double), text(String), sign(String), lineEnd, end
    }

    private let file: String
    private var words: [(word: Word, place: ScriptPlace, range: Range<Int>)] = []
    private let octets: [UInt8]
    private var at = 0
    private var depth = 0
    private var fault: ScriptError?

    static var greatestDepth: Int { 32 }

    init(_ text: String, _ file: String, _ place: ScriptPlace) {
        self.file = file
        octets = Array(text.utf8)
        // Two signs stand before the text.
        cut(from: ScriptPlace(line: place.line, column: place.column + 2))
    }

    // MARK: Words

    private mutating func cut(from place: ScriptPlace) {
        var (at, line, column) = (0, place.line, place.column)
        func octet(_ index: Int) -> UInt8 { index < octets.count ? octets[index] : 0 }
        while at < octets.count {
            let start = at
            let place = ScriptPlace(line: line, column: column)
            let first = octet(at)
            var word: Word?
            if first == UInt8(ascii: "\n") || first == UInt8(ascii: ";") {
                word = .lineEnd
                at += 1
            } else if first == UInt8(ascii: "#") {
                while at < octets.count, octet(at) != UInt8(ascii: "\n") { at += 1 }
            } else if first <= 0x20 || first == UInt8(ascii: "\\") {
                // A backslash at a line's end joins it to the next.
                at += first == UInt8(ascii: "\\") && octet(at + 1) == UInt8(ascii: "\n") ? 2 : 1
            } else if first.isDigit || first == UInt8(ascii: ".") && octet(at + 1).isDigit {
                while octet(at).isWord || octet(at) == UInt8(ascii: ".") { at += 1 }
                let text = String(decoding: octets[start..<at], as: UTF8.self)
                let hex = text.hasPrefix("0x") ? UInt64(text.dropFirst(2), radix: 16).map(Double.init) : nil
                if let number = hex ?? Double(text), number.isFinite { word = .number(number) }
                if word == nil { note("'\(text)' is no number", place) }
            } else if first.isWord {
                while octet(at).isWord { at += 1 }
                word = .name(String(decoding: octets[start..<at], as: UTF8.self))
            } else if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
                at += 1
                while at < octets.count, octet(at) != first { at += 1 }
                if at == octets.count { note("the text is never closed", place) }
                word = .text(String(decoding: octets[min(start + 1, at)..<at], as: UTF8.self))
                at = min(at + 1, octets.count)
            } else {
                let pair = String(decoding: octets[at..<min(at + 2, octets.count)], as: UTF8.self)
                let isPair = ["==", "!=", "<=", ">=", "//"].contains(pair)
                word = .sign(isPair ? pair : String(decoding: [first], as: UTF8.self))
                at += isPair ? 2 : 1
            }
            if let word { words.append((word, place, start..<at)) }
            for index in start..<at {
                column += 1
                if octets[index] == UInt8(ascii: "\n") { (line, column) = (line + 1, 1) }
            }
        }
        words.append((.end, ScriptPlace(line: line, column: column), octets.count..<octets.count))
    }

    private mutating func note(_ message: String, _ place: ScriptPlace) {
        fault = fault ?? ScriptError(.syntax, file, place, message)
    }

    private var word: Word { words[min(at, words.count - 1)].word }
    private var place: ScriptPlace { words[min(at, words.count - 1)].place }

    private mutating func take(_ sign: String) -> Bool {
        guard word == .sign(sign) else { return false }
        at += 1
        return true
    }

    private mutating func take(name: String) -> Bool {
        guard word == .name(name) else { return false }
        at += 1
        return true
    }

    private func error(_ message: String) -> ScriptError { ScriptError(.syntax, file, place, message) }

    // MARK: Statements

    mutating func lines() throws(ScriptError) -> [CodeBlock.Line] {
        if let fault { throw fault }
        var lines: [CodeBlock.Line] = []
        while word != .end {
            if word == .lineEnd {
                at += 1
                continue
            }
            lines.append(try line())
            guard word == .lineEnd || word == .end else { throw error("one statement a line, or ';' between them") }
        }
        return lines
    }

    private mutating func line() throws(ScriptError) -> CodeBlock.Line {
        let place = place
        if take(name: "assert") {
            let start = at
            let condition = try expression()
            let text = source(start..<at)
            let message = take(",") ? try expression() : nil
            return .init(place: place, statement: .assert(condition, message: message, text: text))
        }
        if take(name: "print") {
            let isInParentheses = take("(")
            var values: [CodeExpression] = []
            if isInParentheses, take(")") { return .init(place: place, statement: .print([])) }
            repeat { values.append(try expression()) } while take(",")
            if isInParentheses, !take(")") { throw error("')' is missing") }
            return .init(place: place, statement: .print(values))
        }
        if case .name(let name) = word, let operation = assignment {
            at += operation.isEmpty ? 2 : 3
            let value = try expression()
            let isPlain = operation.isEmpty
            return .init(
                place: place,
                statement: .assign(name, isPlain ? value : .arithmetic(.name(name, place), operation, value, place)))
        }
        throw ScriptError(.unsupported, file, place, "of Python are known 'assert', 'print' and 'name = value'")
    }

    /// What stands before the `=` of an assignment whose name is the next word; `nil` where there is none.
    private var assignment: String? {
        func word(_ offset: Int) -> Word { words[min(at + offset, words.count - 1)].word }
        if word(1) == .sign("=") { return "" }
        guard case .sign(let sign) = word(1), ["+", "-", "*", "/"].contains(sign), word(2) == .sign("=") else {
            return nil
        }
        return sign
    }

    private func source(_ range: Range<Int>) -> String {
        guard let first = words[range].first, let last = words[range].last else { return "" }
        return String(decoding: octets[first.range.lowerBound..<last.range.upperBound], as: UTF8.self)
    }

    // MARK: Expressions, the loosest first

    private mutating func expression() throws(ScriptError) -> CodeExpression {
        guard depth < Self.greatestDepth else {
            throw error("at most \(Self.greatestDepth) expressions in one another")
        }
        depth += 1
        defer { depth -= 1 }
        var left = try conjunction()
        while take(name: "or") { left = .either(left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws(ScriptError) -> CodeExpression {
        var left = try negation()
        while take(name: "and") { left = .both(left, try negation()) }
        return left
    }

    private mutating func negation() throws(ScriptError) -> CodeExpression {
        var isNegated = false
        while take(name: "not") { isNegated.toggle() }
        let operand = try comparison()
        return isNegated ? .not(operand) : operand
    }

    private mutating func comparison() throws(ScriptError) -> CodeExpression {
        let first = try sum()
        var rest: [(sign: String, with: CodeExpression)] = []
        while case .sign(let sign) = word, ["==", "!=", "<", "<=", ">", ">="].contains(sign) {
            at += 1
            rest.append((sign, try sum()))
        }
        return rest.isEmpty ? first : .comparison(first, rest)
    }

    private mutating func sum() throws(ScriptError) -> CodeExpression {
        var left = try product()
        while case .sign(let sign) = word, sign == "+" || sign == "-" {
            let place = place
            at += 1
            left = .arithmetic(left, sign, try product(), place)
        }
        return left
    }

    private mutating func product() throws(ScriptError) -> CodeExpression {
        var left = try operand()
        while case .sign(let sign) = word, ["*", "/", "//", "%"].contains(sign) {
            let place = place
            at += 1
            left = .arithmetic(left, sign, try operand(), place)
        }
        return left
    }

    private mutating func operand() throws(ScriptError) -> CodeExpression {
        var isNegative = false
        while true {
            if take("-") {
                isNegative.toggle()
            } else if !take("+") {
                break
            }
        }
        let value = try plainOperand()
        return isNegative ? .negated(value) : value
    }

    private mutating func plainOperand() throws(ScriptError) -> CodeExpression {
        let place = place
        switch word {
        case .number(let number):
            at += 1
            return .number(number)
        case .text(let text):
            at += 1
            return .text(text)
        case .name(let name):
            at += 1
            if name == "True" { return .number(1) }
            if name == "False" { return .number(0) }
            guard take("(") else { return .name(name, place) }
            guard ["abs", "min", "max", "int", "float"].contains(name) else {
                throw ScriptError(
                    .unsupported, file, place, "functions are abs, min, max, int and float, not '\(name)'")
            }
            var arguments: [CodeExpression] = []
            repeat { arguments.append(try expression()) } while take(",")
            guard take(")") else { throw error("')' is missing") }
            return name == "float" && arguments.count == 1 ? arguments[0] : .function(name, arguments)
        case .sign("("):
            at += 1
            let value = try expression()
            guard take(")") else { throw error("')' is missing") }
            return value
        default: throw error("expected a number, a name, a text or '('")
        }
    }
}
