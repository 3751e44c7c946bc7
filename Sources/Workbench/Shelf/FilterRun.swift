import PacketFilters
import Packets
import Terminal

/// What a filter found since it last told.
struct FilterNews: Sendable {
    var generation: Int
    /// The frames that it chose, in their order.
    var chosen: [UInt32]
    /// Up to which frame it looked.
    var checked: Int
}

/// Chooses frames by a filter.
struct FilterRun: FrameVisitor {
    private var filter: DisplayFilter
    private let generation: Int
    private let mailbox: Mailbox<BenchMessage>
    private var chosen: [UInt32] = []

    init(_ filter: DisplayFilter, generation: Int, mailbox: Mailbox<BenchMessage>) {
        self.filter = filter
        self.generation = generation
        self.mailbox = mailbox
    }

    func prepare(_ dissector: inout PacketDissector) {
        dissector.followsFlows = filter.needsConversations
        dissector.findsBodies = filter.needsBodies
    }

    mutating func visit(_ packet: inout PacketView) -> Bool {
        guard filter.matches(&packet) else { return false }
        chosen.append(UInt32(truncatingIfNeeded: packet.frame.number))
        return true
    }

    /// The first that fill a screen are told at once.
    var patience: UInt64 { chosen.count >= 64 ? 16_000_000 : 100_000_000 }

    mutating func tell(upTo checked: Int) {
        mailbox.post(.chosen(FilterNews(generation: generation, chosen: chosen, checked: checked)))
        chosen = []
    }
}
