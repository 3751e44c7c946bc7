import Packets

/// Values: fields, slices, functions and arithmetic.
extension FilterBinder {
    /// The type that an operand has by itself; `nil` for literals, which take the type of what stands beside them.
    func type(of operand: FilterOperand) throws(FilterError) -> FilterType? {
        switch operand.kind {
        case .word(let word):
            let ids = identifiers(word)
            return ids.isEmpty ? nil : type(ids)
        case .field(let name):
            let type = type(try identifiers(of: name))
            return name.isRaw ? FilterType(.bytes, name: "@\(type.name)") : type
        case .literal, .string, .character: return nil
        case .slice: return FilterType(.bytes, name: "a slice")
        case .negated(let inner):
            guard var type = try type(of: inner) else { return nil }
            if type.family == .number { type = FilterType(.signed, name: type.name) }
            return type
        case .call(let function, let arguments):
            switch function {
            case .len, .count: return FilterType(.unsigned, name: "\(function.rawValue)()")
            case .upper, .lower, .string: return FilterType(.text, name: "\(function.rawValue)()")
            case .min, .max, .abs:
                for argument in arguments {
                    if let type = try type(of: argument) { return type }
                }
                return nil
            }
        case .arithmetic(let left, let operation, let right):
            let leftType = try type(of: left)
            let rightType = try type(of: right)
            guard let type = leftType ?? rightType else { return nil }
            if type.family == .number {
                return FilterType(operation == .bitwiseAnd ? .unsigned : .signed, name: "the result")
            }
            // An Ethernet address too, which is compared as a number elsewhere.
            if type.family == .octets { return FilterType(.bytes, name: "the result") }
            if type.family == .absoluteTime, operation == .subtract, rightType?.family == .absoluteTime {
                return FilterType(.relativeTime, name: "the result")
            }
            return type
        case .reference(let name): return type(try identifiers(of: name))
        }
    }

    /// Binds an operand; a literal is read as `expected`.
    mutating func bind(
        _ operand: FilterOperand, as expected: FilterType?, _ reading: Reading = Reading()
    ) throws(FilterError) -> Int32 {
        guard let own = try type(of: operand) else {
            guard let expected else { throw needsField(operand) }
            return try literal(operand, expected)
        }
        switch operand.kind {
        case .word(let word):
            return fieldOperand(identifiers(word), own, reading)
        case .field(let name):
            var reading = reading
            reading.layers = name.layers
            if name.isRaw {
                reading.asOctets = true
                try checkHasOctets(name, operand.range)
            }
            return fieldOperand(try identifiers(of: name), own, reading)
        case .slice(let value, let parts):
            let inner = try octets(value, header: true, what: "sliced")
            let first = program.slices.count
            program.slices += parts
            return self.operand(
                FilterOperation(code: .slice, first: inner, second: Int32(first), count: Int32(parts.count)))
        case .negated(let value):
            try checkNumeric(own, at: value.range, "negated")
            return self.operand(FilterOperation(code: .negate, first: try bind(value, as: own)))
        case .call(let function, let arguments): return try call(function, arguments, own, operand)
        case .arithmetic(let left, let operation, let right):
            return try arithmetic(left, operation, right, own, operand)
        case .reference:
            remark(operand, "no packet is selected to read \(operand) from; what is compared with it never holds")
            return self.operand(FilterOperation(code: .nothing))
        case .literal, .string, .character: throw needsField(operand)
        }
    }

    private mutating func fieldOperand(_ ids: [FieldID], _ type: FilterType, _ reading: Reading) -> Int32 {
        var operation = FilterOperation(code: .field, kind: type.kind)
        operation.first = Int32(field(ids, reading))
        operation.format = ids[0].rawValue
        return operand(operation)
    }

    /// An operand whose octets are wanted and not its number.
    mutating func octets(
        _ operand: FilterOperand, header: Bool = false, what: String
    ) throws(FilterError) -> Int32 {
        guard let type = try type(of: operand) else { throw needsField(operand) }
        if type.isOctets { return try bind(operand, as: nil, Reading(isHeaderOnly: header)) }
        switch operand.kind {
        case .word(let word) where !isComputed(identifiers(word)):
            return try bind(operand, as: nil, Reading(asOctets: true, isHeaderOnly: header))
        case .field(let name) where !isComputed(try identifiers(of: name)):
            return try bind(operand, as: nil, Reading(asOctets: true, isHeaderOnly: header))
        default:
            throw FilterError(
                .incompatibleTypes, at: operand.range, "\(type.name) has no octets and cannot be \(what)",
                expected: "a protocol, octets or a string, or string(…) of the value")
        }
    }

    /// Whether the values of a name have no octets of their own.
    func isComputed(_ ids: [FieldID]) -> Bool { ids.allSatisfy { declarations.info($0).isDerived } }

    private func checkHasOctets(_ name: FilterFieldName, _ range: Range<Int>) throws(FilterError) {
        let ids = try identifiers(of: name)
        guard isComputed(ids), !type(ids).isOctets else { return }
        throw FilterError(.incompatibleTypes, at: range, "\(name.name) is computed and has no octets of its own")
    }

    func checkNumeric(_ type: FilterType, at range: Range<Int>, _ what: String) throws(FilterError) {
        switch type.family {
        case .number, .relativeTime: return
        default: throw FilterError(.incompatibleTypes, at: range, "\(type.name) is no number and cannot be \(what)")
        }
    }

    private mutating func call(
        _ function: FilterFunction, _ arguments: [FilterOperand], _ own: FilterType, _ operand: FilterOperand
    ) throws(FilterError) -> Int32 {
        guard let argument = arguments.first else { throw needsField(operand) }
        switch function {
        case .len:
            let inner = try octets(argument, header: true, what: "measured in octets")
            return self.operand(FilterOperation(code: .length, first: inner))
        case .count:
            switch argument.kind {
            case .word, .field: break
            default:
                throw FilterError(
                    .incompatibleTypes, at: argument.range, "only a field can be counted", expected: "a field")
            }
            return self.operand(
                FilterOperation(code: .count, first: try bind(argument, as: nil, Reading(anyType: true))))
        case .upper, .lower:
            guard let type = try type(of: argument) else { throw needsField(argument) }
            guard type.isOctets else {
                throw FilterError(
                    .incompatibleTypes, at: argument.range, "\(type.name) is no string", expected: "a string field")
            }
            return self.operand(
                FilterOperation(code: function == .upper ? .upper : .lower, first: try bind(argument, as: nil)))
        case .string:
            guard let type = try type(of: argument) else { throw needsField(argument) }
            var operation = FilterOperation(code: .string, kind: type.kind, first: try bind(argument, as: nil))
            if case .word(let word) = argument.kind { operation.format = identifiers(word).first?.rawValue ?? .max }
            if case .field(let name) = argument.kind, !name.isRaw {
                operation.format = identifiers(name.name).first?.rawValue ?? .max
            }
            if type.kind == .ipv4 || type.kind == .mac {
                operation.format = operation.format == .max ? 0 : operation.format
            }
            return self.operand(operation)
        case .abs:
            try checkNumeric(own, at: argument.range, "taken without its sign")
            return self.operand(FilterOperation(code: .absolute, first: try bind(argument, as: own)))
        case .min, .max:
            var numbers: [Int32] = []
            for argument in arguments {
                try checkCompatible(argument, with: own, try type(of: argument))
                numbers.append(try bind(argument, as: own))
            }
            let first = program.arguments.count
            program.arguments += numbers
            return self.operand(
                FilterOperation(
                    code: function == .min ? .minimum : .maximum, kind: own.isOctets ? .bytes : own.kind,
                    first: Int32(first), count: Int32(numbers.count)))
        }
    }

    private mutating func arithmetic(
        _ left: FilterOperand, _ operation: FilterArithmetic, _ right: FilterOperand, _ own: FilterType,
        _ operand: FilterOperand
    ) throws(FilterError) -> Int32 {
        let leftType = try type(of: left)
        let rightType = try type(of: right)
        guard let type = leftType ?? rightType else { throw needsField(operand) }
        var code = FilterOperation.Code.add
        var fits = type.family == .number
        // What a literal on either side is read as.
        var beside = type.family == .number ? FilterType(.signed, values: type.values, name: type.name) : type
        switch operation {
        case .add: fits = fits || type.family == .relativeTime || type.family == .absoluteTime
        case .subtract:
            code = .subtract
            fits = fits || type.family == .relativeTime || type.family == .absoluteTime
        case .multiply, .divide, .remainder:
            code = operation == .multiply ? .multiply : operation == .divide ? .divide : .remainder
            fits = fits || (type.family == .relativeTime && operation != .remainder && leftType != nil)
            if type.family == .relativeTime { beside = FilterType(.signed, name: "a factor") }
        case .bitwiseAnd:
            code = .bitwiseAnd
            fits = fits || type.family == .ipv4 || type.family == .ipv6
            fits = fits || (type.family == .octets && leftType?.kind != .text && rightType?.kind != .text)
        }
        if type.family == .absoluteTime { beside = FilterType(.relativeTime, name: "a span of time") }
        guard fits else {
            throw FilterError(
                .incompatibleTypes, at: operand.range, "\(type.name) cannot be an operand of \"\(operation.rawValue)\"",
                expected: "numbers")
        }
        if let leftType, let rightType, leftType.family != rightType.family,
            !(leftType.family == .absoluteTime && rightType.family == .relativeTime)
        {
            throw incompatible(leftType, rightType, at: right.range)
        }
        if operation == .bitwiseAnd, type.family == .octets {
            let mask = FilterType(.bytes, name: type.name)
            for (side, own) in [(left, leftType), (right, rightType)] where own == nil && type.kind == .mac {
                guard try literalOctets(side, mask).count == 6 else { throw invalid(side, type) }
            }
            let a = try leftType == nil ? bind(left, as: mask) : octets(left, what: "combined")
            let b = try rightType == nil ? bind(right, as: mask) : octets(right, what: "combined")
            return self.operand(FilterOperation(code: .bitwiseAnd, kind: .bytes, first: a, second: b))
        }
        let a = try bind(left, as: beside)
        let b = try bind(right, as: beside)
        return self.operand(FilterOperation(code: code, kind: type.kind, first: a, second: b))
    }

    func checkCompatible(
        _ operand: FilterOperand, with type: FilterType, _ other: FilterType?
    ) throws(FilterError) {
        guard let other, other.family != type.family || other.isOctets != type.isOctets else { return }
        throw incompatible(type, other, at: operand.range)
    }

    /// Refuses a protocol's name beside a text: whoever writes `frame.protocols contains tls` means the word.
    func checkNotName(_ operand: FilterOperand, _ own: FilterType, beside type: FilterType) throws(FilterError) {
        guard type.kind == .text, case .word(let word) = operand.kind else { return }
        guard identifiers(word).contains(where: { declarations.info($0).isSchema }) else { return }
        throw FilterError(
            .incompatibleTypes, at: operand.range, "\(word) is a protocol and does not compare with \(type.name)",
            expected: type.expectation, suggestions: ["\"\(word)\""])
    }

    func incompatible(_ a: FilterType, _ b: FilterType, at range: Range<Int>) -> FilterError {
        FilterError(
            .incompatibleTypes, at: range, "\(a.name) and \(b.name) are of types that do not compare",
            expected: a.expectation)
    }

    /// A literal stands where something with a type must.
    func needsField(_ operand: FilterOperand) -> FilterError {
        if let (word, range) = firstWord(in: operand) { return unknown(word, at: range) }
        return FilterError(
            .incompatibleTypes, at: operand.range, "a literal has no type of its own here",
            expected: "a field, or a literal beside a field")
    }

    /// The first word that may be a misspelt field.
    private func firstWord(in operand: FilterOperand) -> (String, Range<Int>)? {
        switch operand.kind {
        case .word(let word): Self.mayBeName(word) ? (word, operand.range) : nil
        case .field, .reference, .literal, .string, .character: nil
        case .slice(let value, _), .negated(let value): firstWord(in: value)
        case .call(_, let arguments):
            arguments.lazy.compactMap { firstWord(in: $0) }.first
        case .arithmetic(let left, _, let right): firstWord(in: left) ?? firstWord(in: right)
        }
    }

    /// Whether a word is no number and no address.
    private static func mayBeName(_ word: String) -> Bool {
        FilterType.integer(word) == nil && !word.utf8.allSatisfy { FilterLexer.isDigit($0) || $0 == 0x2e }
    }
}
