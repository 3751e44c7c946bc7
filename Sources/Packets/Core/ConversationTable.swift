/// Follows the flows of a capture: stream numbers, relative sequence numbers, window scales. Bounded in memory.
public struct ConversationTable: Sendable {
    struct Key: Hashable, Sendable {
        var first: (high: UInt64, low: UInt64)
        var second: (high: UInt64, low: UInt64)
        /// Both ports and the transport's number, the ports in the order of the addresses.
        var ports: UInt64

        static func == (a: Key, b: Key) -> Bool {
            a.first == b.first && a.second == b.second && a.ports == b.ports
        }
        func hash(into hasher: inout Hasher) {
            hasher.combine(first.high)
            hasher.combine(first.low)
            hasher.combine(second.high)
            hasher.combine(second.low)
            hasher.combine(ports)
        }
    }

    public init() {}

    /// What is known of the packet's flow, this packet included.
    public mutating func follow(_ bytes: RawSpan, _ dissection: borrowing Dissection, at time: Timestamp) -> Conversation {
        Conversation()
    }
}
