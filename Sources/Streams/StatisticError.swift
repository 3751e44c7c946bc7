public import PacketFilters
import Packets

/// Why a statistic cannot be made: what is wrong with its words, and what is expected.
public struct StatisticError: Error, CustomStringConvertible {
    /// The kinds of mistakes.
    public enum Code: Sendable { case unknown, wrongArgument, wrongFilter, refused }

    public let code: Code
    public let message: String
    /// The filter that is wrong, and where: to be shown with the place marked.
    public let filter: (text: String, error: FilterError)?

    init(_ message: String, _ code: Code = .wrongArgument) {
        self.code = code
        self.message = message
        filter = nil
    }

    init(_ error: FilterError, in text: String) {
        code = .wrongFilter
        message = error.message
        filter = (text, error)
    }

    init(unknownField name: String, in registry: Registry) {
        let near = Spelling.suggestions(for: name, among: registry.fields.map { $0.name })
        self.init(
            "no field is called '\(name)'"
                + (near.isEmpty ? "" : "; did you mean \(near.joined(separator: ", "))?"))
    }

    public var description: String { message }
}

extension DisplayFilter {
    /// The filter of a statistic.
    static func ofStatistic(_ text: String, in registry: Registry) throws(StatisticError) -> DisplayFilter {
        do throws(FilterError) {
            return try DisplayFilter(text, in: registry)
        } catch {
            throw StatisticError(error, in: text)
        }
    }
}
