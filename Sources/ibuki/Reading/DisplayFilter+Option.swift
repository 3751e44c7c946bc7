import PacketFilters
import Packets

extension DisplayFilter {
    /// The filter that `-Y` says; `nil` when it says none.
    ///
    /// - Parameter captureOption: the option that takes a capture filter instead; `nil` where the command has none.
    /// - Throws: what is wrong with it, its place marked.
    static func option(
        _ text: String?, in registry: Registry, captureOption: String? = nil
    ) throws(CommandFailure) -> DisplayFilter? {
        guard let text else { return nil }
        return try TypedFilter.display(text, in: registry, captureOption: captureOption)
    }
}
