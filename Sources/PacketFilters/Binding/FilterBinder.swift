import Packets

/// Turns a filter's tree into a program: looks up its names, reads its literals as the types beside them, and lays its
/// tests out flat.
struct FilterBinder {
    let registry: Registry
    let declarations: Declarations
    var timeZone: TimeZoneTable
    let names: FilterNames
    var program = FilterProgram()
    /// What holds, but perhaps not as it was meant.
    private(set) var remarks: [FilterError] = []
    /// For each schema the protocols in whose items or variants it may lie.
    var hosts: [[Int]]?
    /// The tests in the order of the text; laid out from the last.
    private var tests: [FilterInstruction] = []
    private var openCounters = 0

    init(_ registry: Registry, _ timeZone: TimeZoneTable, _ names: FilterNames) {
        self.registry = registry
        declarations = registry.declarations
        self.timeZone = timeZone
        self.names = names
    }

    mutating func bind(_ expression: FilterExpression) throws(FilterError) -> FilterProgram {
        // First all names, in order, so that the first mistake is the one that is told.
        try bindTests(of: expression)
        program.entry = lay(expression, FilterProgram.accept, FilterProgram.reject)
        return program
    }

    private mutating func bindTests(of expression: FilterExpression) throws(FilterError) {
        switch expression.kind {
        case .everything: break
        case .and(let terms), .or(let terms), .xor(let terms):
            for term in terms { try bindTests(of: term) }
        case .not(let term): try bindTests(of: term)
        case .exists(let operand): tests.append(try presence(of: operand))
        case .compare(let left, let comparison, let right, let quantifier):
            tests.append(try compare(left, comparison, right, quantifier, expression))
        case .contains(let left, let right, let quantifier):
            tests.append(try contains(left, right, quantifier))
        case .matches(let left, let pattern, let quantifier):
            tests.append(try matches(left, pattern, quantifier))
        case .member(let left, let elements, let quantifier):
            tests.append(try member(left, elements, quantifier))
        }
    }

    /// Lays out a term whose outcome leads to `onTrue` or `onFalse`; gives its entry. Since what comes later is laid
    /// out first, every jump leads to a smaller number and the program ends.
    private mutating func lay(_ expression: FilterExpression, _ onTrue: Int32, _ onFalse: Int32) -> Int32 {
        switch expression.kind {
        case .everything: return onTrue
        case .not(let term): return lay(term, onFalse, onTrue)
        case .and(let terms): return terms.reversed().reduce(onTrue) { lay($1, $0, onFalse) }
        case .or(let terms): return terms.reversed().reduce(onFalse) { lay($1, onTrue, $0) }
        case .xor(let terms):
            let counter = openCounters
            openCounters += 1
            defer { openCounters -= 1 }
            program.toggles = max(program.toggles, openCounters)
            var next = emit(FilterInstruction(.counter, counter), onTrue, onFalse)
            for term in terms.reversed() {
                let toggle = emit(FilterInstruction(.toggle, counter), next, next)
                next = lay(term, toggle, next)
            }
            return emit(FilterInstruction(.clear, counter), next, next)
        case .exists, .compare, .contains, .matches, .member:
            return emit(tests.removeLast(), onTrue, onFalse)
        }
    }

    private mutating func emit(_ instruction: FilterInstruction, _ onTrue: Int32, _ onFalse: Int32) -> Int32 {
        var instruction = instruction
        instruction.onTrue = onTrue
        instruction.onFalse = onFalse
        program.instructions.append(instruction)
        return Int32(program.instructions.count - 1)
    }

    /// Remarks on an operand, once.
    mutating func remark(_ operand: FilterOperand, _ message: String) {
        guard !remarks.contains(where: { $0.range == operand.range }) else { return }
        remarks.append(FilterError(.doubtful, at: operand.range, message))
    }

    mutating func relation(_ relation: FilterRelation) -> FilterInstruction {
        program.usesMemory = true
        program.relations.append(relation)
        return FilterInstruction(.relation, program.relations.count - 1)
    }

    mutating func operand(_ operation: FilterOperation) -> Int32 {
        program.operands.append(operation)
        return Int32(program.operands.count - 1)
    }
}
