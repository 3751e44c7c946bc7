import Links
import Packets

/// A capture filter for files: compiled anew for each link type that comes up in them.
final class CaptureFilters {
    private let expression: String
    private var compiled: [LinkType: Compiled] = [:]

    private final class Compiled {
        let filter: CaptureFilter
        init(_ filter: consuming CaptureFilter) { self.filter = filter }
    }

    init(_ expression: String) { self.expression = expression }

    /// Whether the filter chooses a frame.
    func matches(_ bytes: RawSpan, _ originalLength: Int, _ linkType: LinkType) throws -> Bool {
        if let known = compiled[linkType] { return known.filter.matches(bytes, originalLength: originalLength) }
        do {
            let new = Compiled(try CaptureFilter(expression, linkType: linkType))
            compiled[linkType] = new
            return new.filter.matches(bytes, originalLength: originalLength)
        } catch {
            throw CommandFailure(error, in: expression)
        }
    }
}
