import Packets

/// How many packets there are, and nothing else.
struct CountSink: PresentingSink, ~Copyable {
    private var count = 0
    var needsConversations: Bool { false }
    var needsBodies: Bool { false }

    mutating func packet(_ packet: inout PacketView) { count += 1 }
    mutating func end() throws { try StandardOutput().write(Array("\(count)\n".utf8)) }
}
