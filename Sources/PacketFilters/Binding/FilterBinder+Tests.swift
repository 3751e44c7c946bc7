import Packets

/// Tests: presence and relations.
extension FilterBinder {
    mutating func presence(of operand: FilterOperand) throws(FilterError) -> FilterInstruction {
        switch operand.kind {
        case .word(let word):
            let ids = identifiers(word)
            if ids.isEmpty { throw unknown(word, at: operand.range) }
            return presence(ids, Reading(anyType: true))
        case .field(let name):
            return presence(try identifiers(of: name), Reading(layers: name.layers, anyType: true))
        case .slice:
            return relation(FilterRelation(code: .hasOctets, isOctets: true, left: try bind(operand, as: nil)))
        default:
            // What is computed is true when it is not zero, whatever it is made of.
            guard let type = try type(of: operand) else { throw needsField(operand) }
            guard !type.isOctets else {
                return relation(FilterRelation(code: .isNotZero, isOctets: true, left: try bind(operand, as: nil)))
            }
            let zero: Int128 = type.kind == .ipv6 ? FilterValue.ipv6Sign : 0
            return try inRanges(operand, type, [FilterRange(lower: zero, upper: zero)], false, inside: false)
        }
    }

    private mutating func presence(_ ids: [FieldID], _ reading: Reading) -> FilterInstruction {
        let number = field(ids, reading)
        let field = program.fields[number]
        let groups = program.groups[Int(field.firstGroup)..<Int(field.firstGroup + field.groupCount)]
        if reading.layers.isEmpty {
            if groups.count == 1, let group = groups.first, group.access == .layer {
                return FilterInstruction(.hasProtocol, Int(group.id))
            }
            if groups.allSatisfy({ $0.access == .rows }) { return FilterInstruction(.hasField, number) }
        }
        let left = operand(FilterOperation(code: .field, first: Int32(number)))
        return relation(FilterRelation(code: .exists, left: left))
    }

    mutating func compare(
        _ left: FilterOperand, _ comparison: FilterComparison, _ right: FilterOperand, _ quantifier: FilterQuantifier?,
        _ expression: FilterExpression
    ) throws(FilterError) -> FilterInstruction {
        let leftType = try type(of: left)
        let rightType = try type(of: right)
        let (code, needsAll) = Self.code(comparison, quantifier)
        switch (leftType, rightType) {
        case (nil, nil): throw needsField(left)
        case (let type?, nil): return try compare(left, type, code, needsAll, literal: right)
        case (nil, let type?):
            // What stands first is a field before it is a text.
            if type.isOctets, case .word = left.kind { throw needsField(left) }
            return try compare(right, type, Self.flipped(code), needsAll, literal: left)
        case (let a?, let b?):
            guard a.family == b.family else {
                // A word that is also a protocol's name, such as the `tcp` of `ip.proto == tcp`.
                if case .word(let word) = right.kind, a.family == .number, a.number(named: word) != nil {
                    return try compare(left, a, code, needsAll, literal: right)
                }
                throw incompatible(a, b, at: right.range)
            }
            try checkNotName(right, b, beside: a)
            let isOctets = a.isOctets || b.isOctets
            let first = isOctets ? try octets(left, what: "compared with octets") : try bind(left, as: nil)
            let second = isOctets ? try octets(right, what: "compared with octets") : try bind(right, as: nil)
            return relation(
                FilterRelation(code: code, needsAll: needsAll, isOctets: isOctets, left: first, right: second))
        }
    }

    private static func code(
        _ comparison: FilterComparison, _ quantifier: FilterQuantifier?
    ) -> (FilterRelation.Code, needsAll: Bool) {
        let (code, needsAll): (FilterRelation.Code, Bool) =
            switch comparison {
            case .anyEqual: (.equal, false)
            case .allEqual: (.equal, true)
            case .allNotEqual: (.notEqual, true)
            case .anyNotEqual: (.notEqual, false)
            case .greater: (.greater, false)
            case .greaterOrEqual: (.greaterOrEqual, false)
            case .less: (.less, false)
            case .lessOrEqual: (.lessOrEqual, false)
            }
        return (code, quantifier.map { $0 == .all } ?? needsAll)
    }

    private static func flipped(_ code: FilterRelation.Code) -> FilterRelation.Code {
        switch code {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        default: code
        }
    }

    /// A comparison with a literal, or with arithmetic of literals.
    private mutating func compare(
        _ left: FilterOperand, _ type: FilterType, _ code: FilterRelation.Code, _ needsAll: Bool,
        literal: FilterOperand
    ) throws(FilterError) -> FilterInstruction {
        if type.isOctets {
            let right = try self.literal(literal, type)
            let left = try bind(left, as: nil)
            return relation(FilterRelation(code: code, needsAll: needsAll, isOctets: true, left: left, right: right))
        }
        let range = try range(literal, type)
        switch code {
        case .equal: return try inRanges(left, type, [range], needsAll, inside: true)
        case .notEqual: return try inRanges(left, type, [range], needsAll, inside: false)
        case .less: return try inRanges(left, type, below(range.lower), needsAll, inside: true)
        case .lessOrEqual:
            return try inRanges(left, type, [FilterRange(lower: .min, upper: range.upper)], needsAll, inside: true)
        case .greater: return try inRanges(left, type, above(range.upper), needsAll, inside: true)
        default:
            return try inRanges(left, type, [FilterRange(lower: range.lower, upper: .max)], needsAll, inside: true)
        }
    }

    private func below(_ bound: Int128) -> [FilterRange<Int128>] {
        bound == .min ? [] : [FilterRange(lower: .min, upper: bound - 1)]
    }

    private func above(_ bound: Int128) -> [FilterRange<Int128>] {
        bound == .max ? [] : [FilterRange(lower: bound + 1, upper: .max)]
    }

    /// Values of `left` in sorted, disjoint ranges, or outside of them.
    private mutating func inRanges(
        _ left: FilterOperand, _ type: FilterType, _ ranges: [FilterRange<Int128>], _ needsAll: Bool, inside: Bool
    ) throws(FilterError) -> FilterInstruction {
        if let fast = try fast(left, type, ranges) {
            var instruction = fast
            instruction.needsAll = needsAll
            if !inside { instruction.inside.toggle() }
            return instruction
        }
        let operand = try bind(left, as: nil)
        let first = program.wideRanges.count
        program.wideRanges += ranges
        return relation(
            FilterRelation(
                code: inside ? .inRanges : .outsideRanges, needsAll: needsAll, left: operand, right: Int32(first),
                count: Int32(ranges.count)))
    }

    /// The instruction for a plain field of at most 64 bits that no walk is needed for.
    private mutating func fast(
        _ left: FilterOperand, _ type: FilterType, _ ranges: [FilterRange<Int128>]
    ) throws(FilterError) -> FilterInstruction? {
        guard type.kind != .ipv6 else { return nil }
        let ids: [FieldID]
        switch left.kind {
        case .word(let word): ids = identifiers(word)
        case .field(let name) where name.layers.isEmpty && !name.isRaw: ids = try identifiers(of: name)
        default: return nil
        }
        let number = field(ids, Reading())
        let field = program.fields[number]
        let groups = program.groups[Int(field.firstGroup)..<Int(field.firstGroup + field.groupCount)]
        guard groups.allSatisfy({ $0.access == .rows }) else { return nil }
        let rows = groups.flatMap { program.rows[Int($0.first)..<Int($0.first + $0.count)] }
        let isSigned = Self.isSigned(type.kind)
        guard rows.allSatisfy({ Self.isSigned($0.kind) == isSigned && $0.kind.isNumeric }) else { return nil }
        let bias: UInt64 = isSigned ? 1 << 63 : 0
        // The order of raw numbers combined with the bias is that of the numbers less the least of them.
        let least: Int128 = isSigned ? Int128(Int64.min) : 0
        let clamped = ranges.compactMap { range -> FilterRange<UInt64>? in
            let lower = max(range.lower, least)
            let upper = min(range.upper, least + Int128(UInt64.max))
            guard lower <= upper else { return nil }
            return FilterRange(lower: UInt64(lower - least), upper: UInt64(upper - least))
        }
        var instruction = FilterInstruction(clamped.count <= 1 ? .inRange : .inRanges, number)
        instruction.bias = bias
        if let only = clamped.first, clamped.count == 1 {
            instruction.lower = only.lower
            instruction.span = only.upper - only.lower
        } else if clamped.isEmpty {
            // In no range at all: outside of all numbers.
            instruction.span = .max
            instruction.inside = false
        } else {
            instruction.second = Int32(program.ranges.count)
            instruction.count = Int32(clamped.count)
            program.ranges += clamped
        }
        return instruction
    }

    private static func isSigned(_ kind: ValueKind) -> Bool {
        kind == .signed || kind == .absoluteTime || kind == .relativeTime
    }

    mutating func contains(
        _ left: FilterOperand, _ right: FilterOperand, _ quantifier: FilterQuantifier?
    ) throws(FilterError) -> FilterInstruction {
        guard let type = try type(of: left) else { throw needsField(left) }
        let operand = try text(left, "contain anything")
        let read = FilterType(type.kind == .text ? .text : .bytes, name: type.name)
        let other = try self.type(of: right)
        if let other { try checkNotName(right, other, beside: type) }
        if other == nil {
            let octets = try literalOctets(right, read)
            if let regex = Self.search(for: octets) {
                program.regexes.append(regex)
                return relation(
                    FilterRelation(
                        code: .matches, needsAll: quantifier == .all, isOctets: true, left: operand,
                        right: Int32(program.regexes.count - 1)))
            }
        }
        let sought =
            other == nil ? try self.literal(right, read) : try octets(right, what: "searched for")
        return relation(
            FilterRelation(code: .contains, needsAll: quantifier == .all, isOctets: true, left: operand, right: sought))
    }

    /// A search for octets that is fast and linear; `nil` when they are too many.
    private static func search(for octets: [UInt8]) -> ByteRegex? {
        guard !octets.isEmpty, octets.count < ByteRegex.maximumProgram / 2 else { return nil }
        var pattern = Array("(?-i)".utf8)
        for octet in octets {
            pattern += Array("\\x".utf8)
            for digit in [octet >> 4, octet & 15] { pattern.append(digit < 10 ? 0x30 + digit : 0x57 + digit) }
        }
        do throws(ByteRegexError) { return try ByteRegex(pattern) } catch { return nil }
    }

    mutating func matches(
        _ left: FilterOperand, _ pattern: FilterPattern, _ quantifier: FilterQuantifier?
    ) throws(FilterError) -> FilterInstruction {
        let operand = try text(left, "match a pattern")
        program.regexes.append(pattern.regex)
        return relation(
            FilterRelation(
                code: .matches, needsAll: quantifier == .all, isOctets: true, left: operand,
                right: Int32(program.regexes.count - 1)))
    }

    /// The left side of `contains` and `matches`: octets, a string, a protocol or an Ethernet address.
    private mutating func text(_ operand: FilterOperand, _ what: String) throws(FilterError) -> Int32 {
        guard let type = try type(of: operand) else { throw needsField(operand) }
        guard type.isOctets || type.kind == .mac else {
            throw FilterError(
                .incompatibleTypes, at: operand.range, "\(type.name) is no text and no octets and cannot \(what)",
                expected: "a string, octets or a protocol, or string(\(operand))")
        }
        return try octets(operand, what: "searched")
    }

    mutating func member(
        _ left: FilterOperand, _ elements: [FilterSetElement], _ quantifier: FilterQuantifier?
    ) throws(FilterError) -> FilterInstruction {
        guard let type = try type(of: left) else { throw needsField(left) }
        let needsAll = quantifier == .all
        var isConstant = true
        for element in elements where isConstant {
            isConstant = try isLiteral(element.lower, type)
            if let upper = element.upper, isConstant { isConstant = try isLiteral(upper, type) }
        }
        let isSimple = isConstant && (!needsAll || elements.count == 1)
        if isSimple, !type.isOctets {
            return try inRanges(left, type, Self.merged(ranges(of: elements, type)), needsAll, inside: true)
        }
        if isSimple, elements.allSatisfy({ $0.upper == nil }) {
            var literals: [[UInt8]] = []
            for element in elements { literals.append(try literalOctets(element.lower, type)) }
            let operand = try bind(left, as: nil)
            let first = program.literals.count
            for octets in literals.sorted(by: { $0.lexicographicallyPrecedes($1) }) { append(octets) }
            return relation(
                FilterRelation(
                    code: .inLiterals, needsAll: needsAll, isOctets: true, left: operand, right: Int32(first),
                    count: Int32(literals.count)))
        }
        var numbers: [Int32] = []
        for element in elements {
            if element.upper == nil, !type.isOctets, try isLiteral(element.lower, type) {
                // A network is a range of its own.
                let range = try range(element.lower, type)
                for end in [range.lower, range.upper] {
                    numbers.append(operand(FilterOperation(code: .number, number: end)))
                }
                continue
            }
            for end in [element.lower, element.upper] {
                guard let end else {
                    numbers.append(-1)
                    continue
                }
                if try isLiteral(end, type) {
                    numbers.append(try literal(end, type))
                } else {
                    let own = try self.type(of: end)
                    if let own { try checkNotName(end, own, beside: type) }
                    try checkCompatible(end, with: type, own)
                    numbers.append(try bind(end, as: type))
                }
            }
        }
        let operand = try bind(left, as: nil)
        let first = program.arguments.count
        program.arguments += numbers
        return relation(
            FilterRelation(
                code: .inOperands, needsAll: needsAll, isOctets: type.isOctets, left: operand, right: Int32(first),
                count: Int32(elements.count)))
    }

    /// Whether an operand is to be read as a literal of a type.
    private func isLiteral(_ operand: FilterOperand, _ type: FilterType) throws(FilterError) -> Bool {
        guard let own = try self.type(of: operand) else { return true }
        guard case .word(let word) = operand.kind, own.family != type.family else { return false }
        return type.family == .number && type.number(named: word) != nil
    }

    private mutating func ranges(
        of elements: [FilterSetElement], _ type: FilterType
    ) throws(FilterError) -> [FilterRange<Int128>] {
        var ranges: [FilterRange<Int128>] = []
        for element in elements {
            var range = try range(element.lower, type)
            if let upper = element.upper {
                range.upper = try self.range(upper, type).upper
                guard range.lower <= range.upper else { continue }
            }
            ranges.append(range)
        }
        return ranges
    }

    /// The same numbers in sorted ranges that do not touch.
    private static func merged(_ ranges: [FilterRange<Int128>]) -> [FilterRange<Int128>] {
        var result: [FilterRange<Int128>] = []
        for range in ranges.sorted(by: { $0.lower < $1.lower }) {
            if let last = result.last, last.upper == .max || range.lower <= last.upper + 1 {
                result[result.count - 1].upper = max(last.upper, range.upper)
            } else {
                result.append(range)
            }
        }
        return result
    }
}
