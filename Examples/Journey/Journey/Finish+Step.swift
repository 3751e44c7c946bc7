import Packets

/// Step 6: the end. Each side says that it sends no more, and hears that this was heard: FIN, ACK, twice. RFC 9293 section 3.6
extension Conversation {
    /// Ends the connection, of which the peer has finished its side.
    public mutating func finish() throws {
        // The peer's FIN counts as an octet; ours leaves with the acknowledgment of it.
        expected &+= 1
        try send(.finish | .acknowledgment)
        next &+= 1
        _ = try receive("acknowledgment of the FIN")
    }

    /// Ends it at once: a RST.
    public func reset() throws { try send(.reset | .acknowledgment) }
}
