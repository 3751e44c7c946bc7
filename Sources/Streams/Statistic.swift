public import Packets

/// What is counted over the packets of a capture: fed packet by packet, readable at any time, bounded in memory.
///
/// A value: who shows it while it is fed takes a copy, and what was counted of the parts of a capture can be put together.
///
///     var conversations = Conversations(of: .tcp)
///     while var packet = try packets.next() { conversations.add(&packet) }
public protocol Statistic: Sendable {
    /// Whether it asks for what is known of a packet's flow: then the packets' views must have their conversations.
    var needsConversations: Bool { get }
    /// Whether it asks for what lies behind the headers of a text protocol.
    var needsBodies: Bool { get }
    /// How many packets found no room. Their conversation, protocol or interval came after as many as are kept.
    var leftOut: UInt64 { get }
    /// Takes in a packet. Changes nothing of it but its `index`.
    mutating func add(_ packet: inout PacketView)
    /// Takes in what another counted of other packets of the same capture.
    mutating func merge(_ other: Self)
    /// Writes the table as tshark 4.0 does, octet for octet.
    /// - Parameter filter: what the packets were chosen by, for the line that says so.
    func write(filter: String?, into text: inout TextBuffer)
}

extension Statistic {
    public var needsConversations: Bool { false }
    public var needsBodies: Bool { false }
}
