extension FieldDeclaration {
    /// The numbers by which the field is what it is, where its own value decides that: those that are a length to Ethernet
    /// and no type.
    var decidingNumbers: ClosedRange<UInt64>? {
        guard case .bits(let part, let place) = content else { return nil }
        var range: ClosedRange<UInt64>?
        for condition in conditions
        where !condition.isNegated && condition.part == part && condition.place.bit == place.bit
            && condition.place.width == place.width
        {
            let own = condition.low...condition.high
            range = range?.clamped(to: own) ?? own
        }
        return range
    }

    /// Holds a number that is computed to the field as one that is given is held to it, instead of cutting it off.
    ///
    /// - Parameters:
    ///   - number: as it would be on the wire.
    ///   - prefix: what stands before the field's name in filters.
    /// - Throws: `ForgeError` when it does not fit, or is one by which the field would be another: a length too large for
    ///   Ethernet is a type.
    func check(computed number: Int, behind prefix: String) throws(ForgeError) {
        guard case .bits(_, let place) = content else { return }
        let deciding = decidingNumbers
        let hint = deciding == nil ? "; a value that is given for it is kept" : ""
        let widest = place.width >= 63 ? Int.max : (1 << max(0, place.width)) - 1
        let largest = min(widest, deciding.map { Int(clamping: $0.upperBound) } ?? .max)
        guard number > largest else { return }
        let name = fullName(behind: prefix)
        let called = name.isEmpty ? label.description : name
        throw ForgeError(
            .size,
            "\(called) would be \(number * place.scale), which is more than \(largest * place.scale)\(hint)")
    }
}

/// Why the octets of a header cannot be what they should: a value that is computed for one of its items does not fit.
/// Kept until the packet is written, since a field is set without the possibility to fail.
final class ForgeFailure: Sendable {
    let error: ForgeError
    init(_ error: ForgeError) { self.error = error }
}
