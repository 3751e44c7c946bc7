/// The values that a field takes in turn, as numbers.
indirect enum PatchValues: Sendable {
    case listed([UInt128])
    /// Consecutive numbers from this one on.
    case range(UInt128)
    case random(bits: Int)
    case joined([(values: PatchValues, count: Int)])

    /// `nil` when a value is not a number of the field's.
    init?(_ choices: ForgeSequence.Choices, _ declaration: FieldDeclaration) {
        switch choices {
        case .one(let text):
            guard let number = Self.number(text, declaration) else { return nil }
            self = .listed([number])
        case .range(let first, _, _): self = .range(first)
        case .random(let bits, _): self = .random(bits: bits)
        case .list(let choices):
            var parts: [(PatchValues, Int)] = []
            for choice in choices {
                guard let values = PatchValues(choice, declaration) else { return nil }
                parts.append((values, choice.count))
            }
            let numbers = parts.compactMap { part -> UInt128? in
                if case .listed(let numbers) = part.0, numbers.count == 1 { numbers[0] } else { nil }
            }
            self = numbers.count == parts.count ? .listed(numbers) : .joined(parts)
        }
    }

    private static func number(_ text: String, _ declaration: FieldDeclaration) -> UInt128? {
        if declaration.kind == .ipv6 { return (try? IPv6Address(parsing: text))?.number }
        return (try? FieldText.number(text, type: declaration.type, kind: declaration.kind)).map { UInt128($0) }
    }

    /// The value at a place; the draws are those of `ForgeSequence.Choices.text`.
    @inline(__always)
    func value(_ index: Int, _ random: inout some RandomNumberGenerator) -> UInt128 {
        switch self {
        case .listed(let numbers): numbers[index]
        case .range(let low): low &+ UInt128(index)
        case .random(let bits): Self.draw(bits, &random)
        case .joined(let parts): Self.value(index, in: parts, &random)
        }
    }

    private static func draw(_ bits: Int, _ random: inout some RandomNumberGenerator) -> UInt128 {
        // What `UInt64.random` gives of all numbers, without its generics, which cost a sender of random packets 5 %.
        let number: UInt64 = random.next()
        if bits == 128 { return UInt128(number) << 64 | UInt128(random.next() as UInt64) }
        return UInt128(bits >= 64 ? number : number & ((1 << UInt64(bits)) - 1))
    }

    private static func value(
        _ index: Int, in parts: [(values: PatchValues, count: Int)], _ random: inout some RandomNumberGenerator
    ) -> UInt128 {
        var rest = index
        for part in parts {
            if rest < part.count { return part.values.value(rest, &random) }
            rest -= part.count
        }
        return 0
    }
}

extension UInt128 {
    /// Stores the low bits of the number where a field lies.
    @inline(__always)
    func store(_ bit: Int, _ width: Int, _ order: ByteOrder, _ bytes: inout MutableRawSpan) {
        if width == 128 {
            IPv6Address(number: self).write(FieldPlace(bit: bit, width: width), into: &bytes)
        } else {
            FieldPlace(bit: bit, width: width, order: order).store(UInt64(truncatingIfNeeded: self), into: &bytes)
        }
    }
}
