/// What a packet's line is written into, and how much of it the reader wants.
public struct SummaryLine: Sendable {
    public var text = TextBuffer(capacity: 512)
    /// Ports and addresses as numbers only.
    public var showsNumbers = true
    /// Sequence numbers as they are on the wire.
    public var showsAbsoluteSequence = false
    /// Only the essential.
    public var isQuiet = false
    public init() {}
}
