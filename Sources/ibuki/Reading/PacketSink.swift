import Captures
import Capturing
import Packets

/// What becomes of the packets that were chosen.
protocol PacketSink: ~Copyable {
    /// Whether it shows what only the conversation table knows.
    var needsConversations: Bool { get }
    /// Whether it shows what lies behind the headers of a text protocol.
    var needsBodies: Bool { get }
    mutating func begin() throws
    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws
    /// A block of a pcapng file that holds no packet.
    mutating func block(_ block: PcapngBlock) throws
    /// Writes out what is held back, so that a reader of the output sees it.
    mutating func flush() throws
    mutating func end() throws
}

extension PacketSink where Self: ~Copyable {
    var needsConversations: Bool { true }
    var needsBodies: Bool { true }
    mutating func begin() throws {}
    mutating func block(_ block: PcapngBlock) throws {}
    mutating func flush() throws {}
    mutating func end() throws {}
}

/// A sink that shows packets, which needs nothing of them but what was dissected: it takes live packets too.
protocol PresentingSink: PacketSink, LivePacketSink, ~Copyable {}

extension PresentingSink where Self: ~Copyable {
    mutating func heed(_ patience: OutputPatience) {}
    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws { try self.packet(&packet) }
}
