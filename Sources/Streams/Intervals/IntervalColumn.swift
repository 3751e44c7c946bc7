import PacketFilters
import PacketPresenters
public import Packets

/// A column of `io,stat`: which packets, and what is worked out of them.
public struct IntervalColumn: Sendable {
    /// What is worked out.
    public enum Calculation: String, Sendable, CaseIterable {
        case framesAndOctets = "FRAMES BYTES"
        case frames = "FRAMES"
        case octets = "BYTES"
        case count = "COUNT"
        case sum = "SUM"
        case minimum = "MIN"
        case maximum = "MAX"
        case average = "AVG"

        /// Whether it is of a field's values.
        public var hasField: Bool {
            switch self {
            case .framesAndOctets, .frames, .octets: false
            case .count, .sum, .minimum, .maximum, .average: true
            }
        }
    }

    /// As it was written; `nil` of an empty one.
    public let text: String?
    public let calculation: Calculation
    /// Whose values; empty where it is about whole packets.
    public let field: String
    /// Whether the values are spans of time, in nanoseconds.
    public let isTime: Bool
    /// Whether the values have a sign.
    public let isSigned: Bool
    /// Which packets; all when `nil`.
    var filter: DisplayFilter?

    /// Reads a column as tshark writes them: a display filter, `FRAMES()filter`, `BYTES()filter`, or `SUM(field)filter` and the
    /// like.
    /// - Throws: what is wrong with it.
    public init(_ text: String, in registry: Registry) throws(StatisticError) {
        self.text = text.isEmpty ? nil : text
        let parts = try Self.parts(of: text)
        calculation = parts.calculation
        field = parts.field
        if calculation.hasField {
            let infos = registry.fields(named: field)
            guard let info = infos.first else { throw StatisticError(unknownField: field, in: registry) }
            isTime = info.kind == .relativeTime
            isSigned = info.kind == .signed
            let isNumber = isTime || isSigned || info.kind == .unsigned
            guard isNumber || calculation == .count else {
                throw StatisticError(
                    "\(field) is no number, and \(calculation.rawValue) works one out; COUNT takes any field")
            }
        } else {
            (isTime, isSigned) = (false, false)
        }
        filter = try parts.filter.isEmpty ? nil : DisplayFilter.ofStatistic(parts.filter, in: registry)
    }

    private static func parts(
        of text: String
    ) throws(StatisticError) -> (calculation: Calculation, field: String, filter: String) {
        for calculation in Calculation.allCases where text.hasPrefix(calculation.rawValue + "(") {
            let inside = text.dropFirst(calculation.rawValue.count + 1)
            guard let end = inside.firstIndex(of: ")") else {
                throw StatisticError("'\(text)' wants a ) behind its field")
            }
            let field = String(inside[..<end])
            let filter = inside[inside.index(after: end)...].trimmed
            if !calculation.hasField, !field.isEmpty {
                throw StatisticError("\(calculation.rawValue) is of whole packets; write \(calculation.rawValue)()")
            }
            if calculation.hasField, field.isEmpty {
                throw StatisticError(
                    "\(calculation.rawValue)() wants a field, such as \(calculation.rawValue)(frame.len)")
            }
            return (calculation, field, filter)
        }
        if text == "FRAMES" { return (.frames, "", "") }
        if text == "BYTES" { return (.octets, "", "") }
        return (.framesAndOctets, "", text.trimmed)
    }
}

extension StringProtocol {
    /// Without the spaces at both ends.
    var trimmed: String {
        var text = self[...]
        while text.first == " " { text = text.dropFirst() }
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
