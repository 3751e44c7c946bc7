/// What a link has counted since it was opened.
public struct LinkStatistics: Hashable, Sendable {
    /// Frames that passed the link's filter, those that were then dropped included.
    public var received: UInt64 = 0
    /// Frames that were dropped because there was no room for them: the reader was too slow.
    public var dropped: UInt64 = 0
    /// How often the ring was full, so that it froze until there was room.
    public var frozen: UInt64 = 0
    /// Frames sent.
    public var sent: UInt64 = 0

    public init(received: UInt64 = 0, dropped: UInt64 = 0, frozen: UInt64 = 0, sent: UInt64 = 0) {
        self.received = received
        self.dropped = dropped
        self.frozen = frozen
        self.sent = sent
    }
}
