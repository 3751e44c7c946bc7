/// What stands between `%{` and `}%`: assertions about the connection, what is to be printed, and names for numbers. The statements and the
/// expressions are those of Python that scripts use.
struct CodeBlock: Sendable {
    enum Statement: Sendable {
        case assert(CodeExpression, message: CodeExpression?, text: String)
        case print([CodeExpression])
        /// A name is from now on what the expression gives.
        case assign(String, CodeExpression)
    }

    struct Line: Sendable {
        var place: ScriptPlace
        var statement: Statement
    }

    let lines: [Line]

    /// - Parameter place: where the code begins.
    init(_ text: String, _ file: String, _ place: ScriptPlace) throws(ScriptError) {
        var reader = CodeReader(text, file, place)
        lines = try reader.lines()
    }
}

/// An expression, ready to be computed.
indirect enum CodeExpression: Sendable {
    case number(Double)
    case text(String)
    /// A name, and where it stands.
    case name(String, ScriptPlace)
    case not(CodeExpression)
    case negated(CodeExpression)
    case both(CodeExpression, CodeExpression)
    case either(CodeExpression, CodeExpression)
    /// `a < b <= c`: each with the next.
    case comparison(CodeExpression, [(sign: String, with: CodeExpression)])
    case arithmetic(CodeExpression, String, CodeExpression, ScriptPlace)
    /// `abs`, `min`, `max`, `int`.
    case function(String, [CodeExpression])
}

/// What an expression gives.
enum CodeValue: Sendable, Equatable {
    case number(Double)
    case text(String)

    var isTrue: Bool {
        switch self {
        case .number(let number): number != 0
        case .text(let text): !text.isEmpty
        }
    }

    var text: String {
        switch self {
        case .number(let number): number == number.rounded() && abs(number) < 1e15 ? "\(Int64(number))" : "\(number)"
        case .text(let text): text
        }
    }

    init(_ truth: Bool) { self = .number(truth ? 1 : 0) }
}

extension CodeExpression {
    /// Why an expression has no value.
    struct Fault: Error {
        var place: ScriptPlace
        var message: String
    }

    /// Computes the expression with what the names are.
    func value(_ names: [String: Double]) throws(Fault) -> CodeValue {
        switch self {
        case .number(let number): return .number(number)
        case .text(let text): return .text(text)
        case .name(let name, let place):
            guard let value = names[name] else {
                let known = names.keys.filter { $0.hasPrefix("tcpi_") }.sorted().joined(separator: ", ")
                throw Fault(place: place, message: "nothing is called '\(name)' here; there are \(known)")
            }
            return .number(value)
        case .not(let operand): return CodeValue(!(try operand.value(names).isTrue))
        case .negated(let operand): return .number(-(try operand.number(names)))
        case .both(let a, let b):
            let first = try a.value(names)
            return first.isTrue ? try b.value(names) : first
        case .either(let a, let b):
            let first = try a.value(names)
            return first.isTrue ? first : try b.value(names)
        case .comparison(let first, let rest):
            var left = try first.value(names)
            for (sign, operand) in rest {
                let right = try operand.value(names)
                guard Self.holds(left, sign, right) else { return CodeValue(false) }
                left = right
            }
            return CodeValue(true)
        case .arithmetic(let a, let sign, let b, let place):
            return .number(try Self.compute(try a.number(names), sign, try b.number(names), place))
        case .function(let name, let arguments):
            var numbers: [Double] = []
            for argument in arguments { numbers.append(try argument.number(names)) }
            switch name {
            case "abs": return .number(numbers.first.map { abs($0) } ?? 0)
            case "min": return .number(numbers.min() ?? 0)
            case "max": return .number(numbers.max() ?? 0)
            default: return .number(numbers.first.map { $0.rounded(.towardZero) } ?? 0)
            }
        }
    }

    private func number(_ names: [String: Double]) throws(Fault) -> Double {
        guard case .number(let number) = try value(names) else {
            throw Fault(place: ScriptPlace(line: 0, column: 0), message: "a text is no number; take the quotes off")
        }
        return number
    }

    private static func holds(_ a: CodeValue, _ sign: String, _ b: CodeValue) -> Bool {
        if sign == "==" { return a == b }
        if sign == "!=" { return a != b }
        guard case .number(let a) = a, case .number(let b) = b else { return false }
        return switch sign {
        case "<": a < b
        case "<=": a <= b
        case ">": a > b
        default: a >= b
        }
    }

    private static func compute(_ a: Double, _ sign: String, _ b: Double, _ place: ScriptPlace) throws(Fault) -> Double
    {
        switch sign {
        case "+": return a + b
        case "-": return a - b
        case "*": return a * b
        default:
            guard b != 0 else { throw Fault(place: place, message: "it is divided by zero") }
            let quotient = (a / b).rounded(.down)
            return sign == "/" ? a / b : sign == "//" ? quotient : a - b * quotient
        }
    }
}
