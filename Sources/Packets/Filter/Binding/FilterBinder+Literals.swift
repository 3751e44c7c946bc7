/// Literals, read as the type of what they stand beside.
extension FilterBinder {
    /// A literal as an operand.
    mutating func literal(_ operand: FilterOperand, _ type: FilterType) throws(FilterError) -> Int32 {
        if type.isOctets {
            let octets = try literalOctets(operand, type)
            append(octets)
            return self.operand(FilterOperation(code: .octets, first: Int32(program.literals.count - 1)))
        }
        let range = try range(operand, type)
        guard range.lower == range.upper else {
            throw FilterError(
                .invalidValue, at: operand.range, "a network cannot stand here", expected: "one address")
        }
        return self.operand(FilterOperation(code: .number, number: range.lower))
    }

    mutating func append(_ octets: [UInt8]) {
        program.literals.append(
            FilterLiteralOctets(start: Int32(program.octets.count), count: Int32(octets.count)))
        program.octets += octets
    }

    func invalid(_ operand: FilterOperand, _ type: FilterType, _ reason: String? = nil) -> FilterError {
        var suggestions: [String] = []
        if case .word(let word) = operand.kind {
            let names = (type.values?.names ?? []).map(\.name.description)
            suggestions = Spelling.suggestions(for: word, among: type.kind == .boolean ? ["true", "false"] : names)
            if suggestions.isEmpty, word.contains(".") {
                suggestions = Spelling.suggestions(for: word, among: declarations.fieldsByName.keys)
            }
        }
        let beside = type.name.isEmpty ? "" : " for \(type.name)"
        return FilterError(
            .invalidValue, at: operand.range, reason ?? "\(operand) is no value\(beside)", expected: type.expectation,
            suggestions: suggestions)
    }

    // MARK: Octets

    func literalOctets(_ operand: FilterOperand, _ type: FilterType) throws(FilterError) -> [UInt8] {
        switch operand.kind {
        case .string(let octets): return octets
        case .character(let value):
            if value < 0x100, type.kind != .text { return [UInt8(value)] }
            return Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
        case .word(let text), .literal(let text):
            if type.kind == .text { return Array(text.utf8) }
            if let octets = Self.hexadecimal(text) { return octets }
            // A word beside a protocol may be a string without its quotes, as in Wireshark.
            guard !text.utf8.contains(UInt8(ascii: ":")) else { throw invalid(operand, type) }
            guard type.name.isEmpty || !declarations.fieldsByName[type.name, default: []].isEmpty else {
                throw invalid(operand, type)
            }
            return Array(text.utf8)
        default: throw invalid(operand, type)
        }
    }

    /// Octets as digits, two each (or one alone), with or without separators.
    static func hexadecimal(_ text: String) -> [UInt8]? {
        if text.utf8.count == 1, let octet = text.utf8.first { return HexText.digit(octet).map { [$0] } }
        var text = Substring(text)
        while let last = text.last, ":-.".contains(last) { text.removeLast() }
        return HexText.parse(text).flatMap { $0.isEmpty ? nil : $0 }
    }

    // MARK: Numbers

    /// The numbers that a literal stands for: one, or a network's.
    mutating func range(_ operand: FilterOperand, _ type: FilterType) throws(FilterError) -> FilterRange<Int128> {
        let numbers: FilterRange<Int128>
        switch operand.kind {
        case .negated(let inner):
            let range = try range(
                inner, FilterType(type.kind == .relativeTime ? .relativeTime : .signed, name: type.name))
            guard type.family == .number || type.family == .relativeTime else { throw invalid(operand, type) }
            return FilterRange(lower: -range.upper, upper: -range.lower)
        case .arithmetic(let left, let operation, let right):
            guard type.family == .number else { throw invalid(operand, type) }
            let wide = FilterType(.signed, values: type.values, name: type.name)
            let a = try range(left, wide).lower
            let b = try range(right, wide).lower
            guard let value = Self.fold(a, operation, b) else {
                throw FilterError(.invalidValue, at: operand.range, "this has no value", expected: type.expectation)
            }
            return FilterRange(lower: value, upper: value)
        case .call(let function, let arguments):
            return try fold(function, arguments, operand, type)
        case .character(let value) where type.family == .number:
            numbers = FilterRange(lower: Int128(value), upper: Int128(value))
        case .word(let text), .literal(let text): numbers = try self.numbers(text, operand, type)
        case .string(let octets): numbers = try self.numbers(String(decoding: octets, as: UTF8.self), operand, type)
        default: throw invalid(operand, type)
        }
        if type.family == .number, type.octets < 16 {
            let bits = type.octets * 8
            let limit: Int128 = type.kind == .signed ? (1 << (bits - 1)) - 1 : (1 << bits) - 1
            guard numbers.upper <= limit || type.kind == .boolean else {
                throw invalid(operand, type, "\(operand) is too large for \(type.name), whose maximum is \(limit)")
            }
        }
        return numbers
    }

    private mutating func fold(
        _ function: FilterFunction, _ arguments: [FilterOperand], _ operand: FilterOperand, _ type: FilterType
    ) throws(FilterError) -> FilterRange<Int128> {
        guard function == .min || function == .max || function == .abs else { throw invalid(operand, type) }
        var best: Int128?
        for argument in arguments {
            let value = try range(argument, type).lower
            best = best.map { function == .min ? min($0, value) : max($0, value) } ?? value
        }
        guard let best else { throw invalid(operand, type) }
        let value = function == .abs && best < 0 ? -best : best
        return FilterRange(lower: value, upper: value)
    }

    private static func fold(_ a: Int128, _ operation: FilterArithmetic, _ b: Int128) -> Int128? {
        let result =
            switch operation {
            case .add: a.addingReportingOverflow(b)
            case .subtract: a.subtractingReportingOverflow(b)
            case .multiply: a.multipliedReportingOverflow(by: b)
            case .divide: a.dividedReportingOverflow(by: b)
            case .remainder: a.remainderReportingOverflow(dividingBy: b)
            case .bitwiseAnd: (partialValue: a & b, overflow: false)
            }
        // Room is left, so that the sign of what is found here can always be turned.
        guard !result.overflow, result.partialValue.magnitude < 1 << 120 else { return nil }
        return result.partialValue
    }

    private mutating func numbers(
        _ text: String, _ operand: FilterOperand, _ type: FilterType
    ) throws(FilterError) -> FilterRange<Int128> {
        let number: Int128?
        switch type.family {
        case .number: number = type.number(text)
        case .ipv4:
            do throws(AddressError) {
                let prefix = try IPv4Prefix(parsing: text)
                return FilterRange(
                    lower: Int128(prefix.address.rawValue), upper: Int128(prefix.last.rawValue))
            } catch { throw invalid(operand, type) }
        case .ipv6:
            do throws(AddressError) {
                let prefix = try IPv6Prefix(parsing: text)
                return FilterRange(
                    lower: FilterValue.ipv6(prefix.address.high, prefix.address.low).number,
                    upper: FilterValue.ipv6(prefix.last.high, prefix.last.low).number)
            } catch { throw invalid(operand, type) }
        case .octets:
            do throws(AddressError) { number = Int128(try MACAddress(parsing: text).rawValue) } catch {
                throw invalid(operand, type)
            }
        case .relativeTime: number = FilterTime.seconds(text)
        case .absoluteTime: number = FilterTime.moment(text, in: &timeZone)
        }
        guard let number else { throw invalid(operand, type) }
        return FilterRange(lower: number, upper: number)
    }
}

extension FilterType {
    /// The number that a text is: decimal, `0x` hexadecimal, `0b` binary, `0` octal, or a value's name.
    func number(_ text: String) -> Int128? {
        if let number = Self.integer(text) { return kind == .boolean ? (number == 0 ? 0 : 1) : number }
        return number(named: text)
    }

    /// The number of a named value, letter case aside.
    func number(named name: String) -> Int128? {
        let folded = Self.folded(name)
        if kind == .boolean {
            if folded == "true" || folded == "set" { return 1 }
            if folded == "false" || folded == "not set" { return 0 }
        }
        for value in values?.names ?? [] where Self.folded(value.name.description) == folded {
            return Int128(value.raw)
        }
        return (values?.parse(name)).map { Int128($0) }
    }

    private static func folded(_ text: String) -> String {
        String(decoding: text.utf8.map { $0 >= 0x41 && $0 <= 0x5a ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    static func integer(_ text: String) -> Int128? {
        var digits = Substring(text)
        var isNegative = false
        if let sign = digits.first, sign == "-" || sign == "+" {
            isNegative = sign == "-"
            digits.removeFirst()
        }
        var radix = 10
        if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
            radix = 16
        } else if digits.hasPrefix("0b") || digits.hasPrefix("0B") {
            radix = 2
        } else if digits.utf8.count > 1, digits.hasPrefix("0") {
            radix = 8
        }
        if radix == 16 || radix == 2 { digits.removeFirst(2) }
        guard let first = digits.first, first != "+", first != "-", let value = UInt64(digits, radix: radix) else {
            return nil
        }
        return isNegative ? -Int128(value) : Int128(value)
    }
}
