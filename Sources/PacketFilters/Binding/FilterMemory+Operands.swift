import Packets

/// Computing operands. Each leaves its values side by side at the end of `values`; an operand that a packet does not
/// have leaves none.
extension FilterMemory {
    mutating func evaluate(
        _ number: Int32, _ program: borrowing FilterProgram, _ declarations: Declarations, _ packet: inout PacketView
    ) -> Range<Int> {
        let operation = program.operands[Int(number)]
        switch operation.code {
        case .field:
            let start = values.count
            collect(Int(operation.first), program, declarations, &packet)
            return start..<values.count
        case .nothing: return values.count..<values.count
        case .number:
            values.append(FilterValue(operation.number))
            return values.count - 1..<values.count
        case .octets:
            let literal = program.literals[Int(operation.first)]
            values.append(FilterValue(.scratch, Int(literal.start), Int(literal.count)))
            return values.count - 1..<values.count
        case .minimum, .maximum: return extreme(operation, program, declarations, &packet)
        case .add, .subtract, .multiply, .divide, .remainder, .bitwiseAnd:
            let left = evaluate(operation.first, program, declarations, &packet)
            let right = left.isEmpty ? left : evaluate(operation.second, program, declarations, &packet)
            return combine(operation, left, right, packet)
        case .slice, .length, .count, .upper, .lower, .absolute, .negate, .string:
            let inner = evaluate(operation.first, program, declarations, &packet)
            return transform(operation, inner, program, declarations, packet)
        }
    }

    private mutating func extreme(
        _ operation: FilterOperation, _ program: borrowing FilterProgram, _ declarations: Declarations,
        _ packet: inout PacketView
    ) -> Range<Int> {
        var best: FilterValue?
        for index in Int(operation.first)..<Int(operation.first + operation.count) {
            let range = evaluate(program.arguments[index], program, declarations, &packet)
            guard !range.isEmpty else { return values.count..<values.count }
            for place in range {
                let value = values[place]
                guard let old = best else {
                    best = value
                    continue
                }
                let order = order(value, old, isOctets: operation.kind == .bytes, packet)
                if operation.code == .minimum ? order < 0 : order > 0 { best = value }
            }
        }
        if let best { values.append(best) }
        return values.count - (best == nil ? 0 : 1)..<values.count
    }

    private mutating func transform(
        _ operation: FilterOperation, _ inner: Range<Int>, _ program: borrowing FilterProgram,
        _ declarations: Declarations, _ packet: borrowing PacketView
    ) -> Range<Int> {
        let start = values.count
        if operation.code == .count {
            if !inner.isEmpty { values.append(FilterValue(Int128(inner.count))) }
            return start..<values.count
        }
        for index in inner {
            guard hasRoom else { break }
            let value = values[index]
            switch operation.code {
            case .length: values.append(FilterValue(Int128(value.count)))
            case .negate, .absolute:
                if operation.code == .absolute, value.number >= 0 {
                    values.append(value)
                } else {
                    let (negated, overflow) = Int128(0).subtractingReportingOverflow(value.number)
                    if !overflow { values.append(FilterValue(negated)) }
                }
            case .upper, .lower:
                let place = scratch.count
                append(value, packet)
                let isUpper = operation.code == .upper
                for octet in place..<scratch.count {
                    let letter = scratch[octet] | 0x20
                    guard letter >= 0x61, letter <= 0x7a else { continue }
                    scratch[octet] = isUpper ? letter & ~0x20 : letter
                }
                pushScratch(from: place)
            case .string: write(value, operation, declarations, packet)
            case .slice: slice(value, operation, program, packet)
            default: break
            }
        }
        return start..<values.count
    }

    /// Copies a value's octets behind the scratch.
    private mutating func append(_ value: FilterValue, _ packet: borrowing PacketView) {
        if value.source == .packet {
            let octets = packet.octets.clamped(value.start, value.start + value.count)
            for index in 0..<octets.byteCount { scratch.append(octets.octet(index)) }
        } else {
            for index in value.start..<Swift.min(value.start + value.count, scratch.count) {
                scratch.append(scratch[index])
            }
        }
    }

    private mutating func slice(
        _ value: FilterValue, _ operation: FilterOperation, _ program: borrowing FilterProgram,
        _ packet: borrowing PacketView
    ) {
        if operation.count == 1 {
            let range = program.slices[Int(operation.second)].offsets(in: value.count) ?? 0..<0
            values.append(FilterValue(value.source, value.start + range.lowerBound, range.count))
            return
        }
        let start = scratch.count
        for index in Int(operation.second)..<Int(operation.second + operation.count) {
            guard let range = program.slices[index].offsets(in: value.count), hasRoom else { break }
            append(FilterValue(value.source, value.start + range.lowerBound, range.count), packet)
        }
        pushScratch(from: start)
    }

    private mutating func write(
        _ value: FilterValue, _ operation: FilterOperation, _ declarations: Declarations,
        _ packet: borrowing PacketView
    ) {
        let raw = UInt64(truncatingIfNeeded: value.number)
        switch operation.kind {
        case .ipv6:
            text.append(IPv6Address(number: UInt128(truncatingIfNeeded: value.number ^ FilterValue.ipv6Sign)))
        case .bytes, .text, .none:
            values.append(value)
            return
        case _ where operation.format == .max:
            text.append(decimal: Int64(clamping: value.number))
        default:
            let node = DetailNode(
                field: FieldID(rawValue: operation.format), kind: .value, value: operation.kind, depth: 0,
                isHidden: false, layer: 0, start: 0, length: 0, raw: raw, schema: 0, isDerived: true)
            declarations.write(node, of: packet, detail, into: &text)
        }
        pushText()
    }

    private mutating func combine(
        _ operation: FilterOperation, _ left: Range<Int>, _ right: Range<Int>, _ packet: borrowing PacketView
    ) -> Range<Int> {
        let start = values.count
        for first in left {
            for second in right {
                guard hasRoom else { return start..<values.count }
                if operation.kind == .bytes {
                    intersect(values[first], values[second], packet)
                } else if let number = Self.combine(operation, values[first].number, values[second].number) {
                    values.append(FilterValue(number))
                }
            }
        }
        return start..<values.count
    }

    /// `nil` for a division by zero and for what no number can hold.
    private static func combine(_ operation: FilterOperation, _ a: Int128, _ b: Int128) -> Int128? {
        let result: (partialValue: Int128, overflow: Bool)
        switch operation.code {
        case .add: result = a.addingReportingOverflow(b)
        case .subtract: result = a.subtractingReportingOverflow(b)
        case .multiply: result = a.multipliedReportingOverflow(by: b)
        case .divide: result = a.dividedReportingOverflow(by: b)
        case .remainder: result = a.remainderReportingOverflow(dividingBy: b)
        default:
            let sign: Int128 = operation.kind == .ipv6 ? FilterValue.ipv6Sign : 0
            result = (((a ^ sign) & (b ^ sign)) ^ sign, false)
        }
        return result.overflow ? nil : result.partialValue
    }

    /// The bits that two values have in common, octet by octet from the first; as many octets as the shorter has.
    private mutating func intersect(_ a: FilterValue, _ b: FilterValue, _ packet: borrowing PacketView) {
        let count = Swift.min(a.count, b.count)
        guard count > 0 else { return }
        let start = scratch.count
        append(FilterValue(a.source, a.start, count), packet)
        append(FilterValue(b.source, b.start, count), packet)
        guard scratch.count == start + 2 * count else {
            scratch.removeLast(scratch.count - start)
            return
        }
        for index in 0..<count { scratch[start + index] &= scratch[start + count + index] }
        scratch.removeLast(count)
        pushScratch(from: start)
    }
}
