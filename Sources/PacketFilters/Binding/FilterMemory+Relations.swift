import Packets

/// Testing relations between operands.
extension FilterMemory {
    mutating func test(
        _ number: Int, _ program: borrowing FilterProgram, _ declarations: Declarations, _ packet: inout PacketView
    ) -> Bool {
        values.removeAll(keepingCapacity: true)
        if scratch.count > literalCount { scratch.removeLast(scratch.count - literalCount) }
        let relation = program.relations[number]
        let left = evaluate(relation.left, program, declarations, &packet)
        guard !left.isEmpty else { return false }
        switch relation.code {
        case .exists: return true
        case .hasOctets: return left.contains { values[$0].count > 0 }
        case .isNotZero:
            for index in left where isNotZero(values[index], packet) { return true }
            return false
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            let right = evaluate(relation.right, program, declarations, &packet)
            return !right.isEmpty && compare(relation, left, right, packet)
        case .contains:
            let right = evaluate(relation.right, program, declarations, &packet)
            return !right.isEmpty && contains(relation, left, right, packet)
        case .matches, .inRanges, .outsideRanges, .inLiterals:
            for index in left {
                let holds = holds(relation, values[index], program, packet)
                if holds != relation.needsAll { return holds }
            }
            return relation.needsAll
        case .inOperands: return member(relation, left, program, declarations, &packet)
        }
    }

    /// Whether octets are not all zero.
    private func isNotZero(_ value: FilterValue, _ packet: borrowing PacketView) -> Bool {
        let octets = octets(value, packet)
        for index in 0..<octets.byteCount where octets.octet(index) != 0 { return true }
        return false
    }

    private mutating func holds(
        _ relation: FilterRelation, _ value: FilterValue, _ program: borrowing FilterProgram,
        _ packet: borrowing PacketView
    ) -> Bool {
        switch relation.code {
        case .matches:
            let from = value.start
            let to = from &+ value.count
            if value.source == .packet { return matchers[Int(relation.right)].matches(packet.octets.clamped(from, to)) }
            return Self.isFound(&matchers[Int(relation.right)], scratch, from, to)
        case .inLiterals: return isLiteral(value, relation, program, packet)
        default:
            let inside = program.wideRanges.holds(
                value.number, from: Int(relation.right), count: Int(relation.count))
            return inside == (relation.code == .inRanges)
        }
    }

    private static func isFound(
        _ matcher: inout ByteRegex.Matcher, _ octets: borrowing [UInt8], _ from: Int, _ to: Int
    ) -> Bool {
        unsafe matcher.matches(octets.span.bytes.clamped(from, to))
    }

    /// Whether a value is one of the sorted literals.
    private func isLiteral(
        _ value: FilterValue, _ relation: FilterRelation, _ program: borrowing FilterProgram,
        _ packet: borrowing PacketView
    ) -> Bool {
        var low = Int(relation.right)
        var high = low + Int(relation.count)
        while low < high {
            let middle = (low + high) / 2
            let literal = program.literals[middle]
            let order = order(
                value, FilterValue(.scratch, Int(literal.start), Int(literal.count)), isOctets: true, packet)
            if order == 0 { return true }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return false
    }

    /// Negative, zero or positive as `a` comes before, is or comes after `b`.
    func order(_ a: FilterValue, _ b: FilterValue, isOctets: Bool, _ packet: borrowing PacketView) -> Int {
        guard isOctets else { return a.number < b.number ? -1 : a.number == b.number ? 0 : 1 }
        let first = octets(a, packet)
        let second = octets(b, packet)
        let common = Swift.min(first.byteCount, second.byteCount)
        for index in 0..<common {
            let (x, y) = (first.octet(index), second.octet(index))
            if x != y { return x < y ? -1 : 1 }
        }
        return first.byteCount - second.byteCount
    }

    private func isEqual(_ a: FilterValue, _ b: FilterValue, _ isOctets: Bool, _ packet: borrowing PacketView) -> Bool {
        if isOctets, a.count != b.count { return false }
        return order(a, b, isOctets: isOctets, packet) == 0
    }

    /// Compares every value of one side with every value of the other, in time linear in their number (or, for many,
    /// as sorting is): whether any pair is ordered so, and whether all are, follows from the least and the greatest.
    private func compare(
        _ relation: FilterRelation, _ left: Range<Int>, _ right: Range<Int>, _ packet: PacketView
    ) -> Bool {
        let isOctets = relation.isOctets
        if left.count == 1, right.count == 1 {
            let (a, b) = (values[left.lowerBound], values[right.lowerBound])
            if isOctets, a.count != b.count, relation.code == .equal || relation.code == .notEqual {
                return relation.code == .notEqual
            }
            return Self.holds(relation.code, order(a, b, isOctets: isOctets, packet))
        }
        switch (relation.code, relation.needsAll) {
        case (.equal, false): return anyEqual(left, right, isOctets, packet)
        case (.notEqual, true): return !anyEqual(left, right, isOctets, packet)
        default: break
        }
        let a = extremes(left, isOctets, packet)
        let b = extremes(right, isOctets, packet)
        let isSame =
            isEqual(a.least, a.greatest, isOctets, packet) && isEqual(b.least, b.greatest, isOctets, packet)
            && isEqual(a.least, b.least, isOctets, packet)
        switch relation.code {
        case .equal: return isSame
        case .notEqual: return !isSame
        case .less, .lessOrEqual:
            let order =
                relation.needsAll
                ? order(a.greatest, b.least, isOctets: isOctets, packet)
                : order(a.least, b.greatest, isOctets: isOctets, packet)
            return Self.holds(relation.code, order)
        default:
            let order =
                relation.needsAll
                ? order(a.least, b.greatest, isOctets: isOctets, packet)
                : order(a.greatest, b.least, isOctets: isOctets, packet)
            return Self.holds(relation.code, order)
        }
    }

    private static func holds(_ code: FilterRelation.Code, _ order: Int) -> Bool {
        switch code {
        case .equal: order == 0
        case .notEqual: order != 0
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .greater: order > 0
        default: order >= 0
        }
    }

    private func extremes(
        _ range: Range<Int>, _ isOctets: Bool, _ packet: borrowing PacketView
    ) -> (least: FilterValue, greatest: FilterValue) {
        var least = values[range.lowerBound]
        var greatest = least
        for index in range.dropFirst() {
            let value = values[index]
            if order(value, least, isOctets: isOctets, packet) < 0 { least = value }
            if order(value, greatest, isOctets: isOctets, packet) > 0 { greatest = value }
        }
        return (least, greatest)
    }

    private func anyEqual(
        _ left: Range<Int>, _ right: Range<Int>, _ isOctets: Bool, _ packet: borrowing PacketView
    ) -> Bool {
        if left.count * right.count <= 4096 {
            for a in left {
                for b in right where isEqual(values[a], values[b], isOctets, packet) { return true }
            }
            return false
        }
        let sorted = sorted(right, isOctets, packet)
        for a in left {
            var low = 0
            var high = sorted.count
            while low < high {
                let middle = (low + high) / 2
                let order = order(values[a], sorted[middle], isOctets: isOctets, packet)
                if order == 0 { return true }
                if order < 0 { high = middle } else { low = middle + 1 }
            }
        }
        return false
    }

    /// The values in order. A merge sort, since a closure would copy the packet's view.
    private func sorted(_ range: Range<Int>, _ isOctets: Bool, _ packet: PacketView) -> [FilterValue] {
        var from = Array(values[range])
        var to = from
        var width = 1
        while width < from.count {
            var start = 0
            while start < from.count {
                let middle = Swift.min(start + width, from.count)
                let end = Swift.min(start + 2 * width, from.count)
                var (a, b) = (start, middle)
                for place in start..<end {
                    if b >= end || (a < middle && order(from[a], from[b], isOctets: isOctets, packet) <= 0) {
                        to[place] = from[a]
                        a += 1
                    } else {
                        to[place] = from[b]
                        b += 1
                    }
                }
                start = end
            }
            swap(&from, &to)
            width *= 2
        }
        return from
    }

    /// With `all` one element must hold all the values, as in Wireshark.
    private mutating func member(
        _ relation: FilterRelation, _ left: Range<Int>, _ program: borrowing FilterProgram,
        _ declarations: Declarations, _ packet: inout PacketView
    ) -> Bool {
        let room = values.count
        for element in 0..<Int(relation.count) {
            values.removeLast(values.count - room)
            let first = Int(relation.right) + 2 * element
            let lower = evaluate(program.arguments[first], program, declarations, &packet)
            guard !lower.isEmpty else { continue }
            var upper = lower
            if program.arguments[first + 1] >= 0 {
                upper = evaluate(program.arguments[first + 1], program, declarations, &packet)
                guard !upper.isEmpty else { continue }
            }
            let least = extremes(lower, relation.isOctets, packet).least
            let greatest = extremes(upper, relation.isOctets, packet).greatest
            var holds = relation.needsAll
            for place in left where holds == relation.needsAll {
                let value = values[place]
                if program.arguments[first + 1] < 0 {
                    holds = lower.contains { isEqual(value, values[$0], relation.isOctets, packet) }
                } else {
                    holds =
                        order(value, least, isOctets: relation.isOctets, packet) >= 0
                        && order(value, greatest, isOctets: relation.isOctets, packet) <= 0
                }
            }
            if holds { return true }
        }
        return false
    }

    private mutating func contains(
        _ relation: FilterRelation, _ left: Range<Int>, _ right: Range<Int>, _ packet: borrowing PacketView
    ) -> Bool {
        var budget = 1 << 12
        for a in left {
            for b in right {
                budget -= 1
                guard budget >= 0 else { return false }
                let holds = occurs(values[b], in: values[a], packet)
                if holds != relation.needsAll { return holds }
            }
        }
        return relation.needsAll
    }

    /// Knuth, Morris and Pratt's search: linear, whatever the octets.
    private mutating func occurs(
        _ needle: FilterValue, in haystack: FilterValue, _ packet: borrowing PacketView
    ) -> Bool {
        let count = needle.count
        guard count > 0 else { return true }
        guard count <= haystack.count else { return false }
        failures.removeAll(keepingCapacity: true)
        failures.append(0)
        var length = 0
        for index in 1..<count {
            let octet = octets(needle, packet).octet(index)
            while length > 0, octets(needle, packet).octet(length) != octet { length = Int(failures[length - 1]) }
            if octets(needle, packet).octet(length) == octet { length += 1 }
            failures.append(Int32(truncatingIfNeeded: length))
        }
        let sought = octets(needle, packet)
        let text = octets(haystack, packet)
        length = 0
        for index in 0..<text.byteCount {
            let octet = text.octet(index)
            while length > 0, sought.octet(length) != octet { length = Int(failures[length - 1]) }
            if sought.octet(length) == octet { length += 1 }
            if length == count { return true }
        }
        return false
    }
}

extension Array {
    /// Whether a number lies in one of `count` sorted ranges that begin at `first`.
    @inline(__always)
    func holds<Bound>(_ number: Bound, from first: Int, count: Int) -> Bool where Element == FilterRange<Bound> {
        var low = first
        var high = first &+ count
        while low < high {
            let middle = (low &+ high) / 2
            let range = self[middle]
            if number < range.lower {
                high = middle
            } else if number > range.upper {
                low = middle &+ 1
            } else {
                return true
            }
        }
        return false
    }
}
