import Packets

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
            let words = names + (type.values?.words ?? [])
            suggestions = Spelling.suggestions(for: word, among: type.kind == .boolean ? ["true", "false"] : words)
            if suggestions.isEmpty, word.contains(".") {
                suggestions = Spelling.suggestions(for: word, among: declarations.fieldsByName.keys)
            }
            if suggestions.isEmpty, type.isOctets { suggestions = ["\"\(word)\""] }
        }
        let beside = type.name.isEmpty ? "" : " for \(type.name)"
        return FilterError(
            .invalidValue, at: operand.range, reason ?? "\(operand) is no value\(beside)", expected: type.expectation,
            suggestions: suggestions)
    }

    // MARK: Octets

    mutating func literalOctets(_ operand: FilterOperand, _ type: FilterType) throws(FilterError) -> [UInt8] {
        switch operand.kind {
        case .string(let octets): return octets
        case .character(let value):
            if value < 0x100, type.kind != .text { return [UInt8(value)] }
            return Unicode.Scalar(value).map { Array(String($0).utf8) } ?? []
        case .word(let text), .literal(let text):
            if type.kind == .text { return try unquoted(text, operand) }
            if text.hasPrefix("0x") || text.hasPrefix("0X") { return [try octet(text.dropFirst(2), operand, type)] }
            guard let octets = Self.hexadecimal(text) else { throw invalid(operand, type) }
            return octets
        default: throw invalid(operand, type)
        }
    }

    /// A text that stands without quotes beside a text. Wireshark takes it too, and it may be a misspelt field.
    private mutating func unquoted(_ text: String, _ operand: FilterOperand) throws(FilterError) -> [UInt8] {
        if case .word = operand.kind, text.contains(".") {
            let isOfProtocol = text.split(separator: ".").first.map { !identifiers(String($0)).isEmpty } ?? false
            let names = Spelling.suggestions(for: text, among: declarations.fieldsByName.keys)
            guard !isOfProtocol, names.isEmpty else {
                throw FilterError(
                    .unknownField, at: operand.range, "there is no field or protocol \"\(text)\"",
                    expected: "double quotes around a text", suggestions: names + ["\"\(text)\""])
            }
        }
        remark(operand, "\(text) is no field and taken for a text; write \"\(text)\"")
        return Array(text.utf8)
    }

    /// The one octet of a hexadecimal number. More have no order that could be told from it.
    private func octet(
        _ digits: Substring, _ operand: FilterOperand, _ type: FilterType
    ) throws(FilterError) -> UInt8 {
        guard let value = UInt64(digits, radix: 16), digits.first != "+" else { throw invalid(operand, type) }
        guard let octet = UInt8(exactly: value) else {
            throw FilterError(
                .invalidValue, at: operand.range, "\(operand) is more than one octet, whose order it does not say",
                expected: "octets such as 0a:0b:0c")
        }
        return octet
    }

    /// Octets as digits: two each, or one alone at the end and before a separator, which is a colon, a hyphen or a
    /// point.
    static func hexadecimal(_ text: String) -> [UInt8]? {
        let text = Array(text.utf8)
        var octets: [UInt8] = []
        var index = 0
        while index < text.count {
            guard let high = HexText.digit(text[index]) else { return nil }
            index += 1
            var octet = high
            if index < text.count, let low = HexText.digit(text[index]) {
                octet = high << 4 | low
                index += 1
            } else if index < text.count, !isSeparator(text[index]) {
                return nil
            }
            octets.append(octet)
            if index < text.count, isSeparator(text[index]) { index += 1 }
        }
        return octets.isEmpty ? nil : octets
    }

    private static func isSeparator(_ octet: UInt8) -> Bool { octet == 0x3a || octet == 0x2d || octet == 0x2e }

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
            guard type.family == .number else {
                // `sneezy/24`: a name, and how many bits of its address are the network's.
                guard case .word(let host) = left.kind, operation == .divide, case .word(let length) = right.kind,
                    let range = network(of: host, "/\(length)", type)
                else { throw invalid(operand, type) }
                return range
            }
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
        case .number: number = type.number(text) ?? port(text, type)
        case .ipv4, .ipv6:
            guard let range = Self.network(text, type) ?? network(of: text, "", type) else {
                throw invalid(operand, type)
            }
            return range
        case .octets:
            guard let octets = Self.hexadecimal(text), octets.count == 6 else { throw invalid(operand, type) }
            number = octets.reduce(0) { $0 << 8 | Int128($1) }
        case .relativeTime: number = FilterTime.seconds(text)
        case .absoluteTime: number = FilterTime.moment(text, in: &timeZone)
        }
        guard let number else { throw invalid(operand, type) }
        return FilterRange(lower: number, upper: number)
    }

    /// The addresses that an address or a network stands for, of the type's family.
    private static func network(_ text: String, _ type: FilterType) -> FilterRange<Int128>? {
        do throws(AddressError) {
            guard type.family == .ipv6 else {
                let prefix = try IPv4Prefix(parsing: text)
                return FilterRange(lower: Int128(prefix.address.rawValue), upper: Int128(prefix.last.rawValue))
            }
            let prefix = try IPv6Prefix(parsing: text)
            return FilterRange(
                lower: FilterValue.ipv6(prefix.address.high, prefix.address.low).number,
                upper: FilterValue.ipv6(prefix.last.high, prefix.last.low).number)
        } catch { return nil }
    }

    /// The same of a host's name, with what stands behind it.
    private func network(of host: String, _ length: String, _ type: FilterType) -> FilterRange<Int128>? {
        guard type.family == .ipv4 || type.family == .ipv6, FilterType.isHostName(host) else { return nil }
        for address in names.addresses(host) {
            switch address {
            case .v4(let address) where type.family == .ipv4: return Self.network("\(address)\(length)", type)
            case .v6(let address) where type.family == .ipv6: return Self.network("\(address)\(length)", type)
            default: continue
            }
        }
        return nil
    }

    /// The port of a service that only the host knows.
    private func port(_ text: String, _ type: FilterType) -> Int128? {
        guard type.values == Port.self, FilterType.isHostName(text) else { return nil }
        return names.ports(text).first.map { Int128($0) }
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

    /// Whether a text may name a host or a service: it has a letter, and neither a sign nor a space.
    static func isHostName(_ text: String) -> Bool {
        text.utf8.contains { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7a }
            && text.utf8.allSatisfy { FilterLexer.isNameOctet($0) || $0 == 0x2d || $0 == 0x2e }
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
