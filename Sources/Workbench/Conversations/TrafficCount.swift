import Packets
import Streams
import Terminal

/// Who spoke with whom in the frames so far, at every layer, and which protocols lie in which.
struct TrafficTables: Sendable {
    var conversations = TrafficLayer.allCases.map { Conversations(of: $0, limit: 1 << 16) }
    var endpoints = TrafficLayer.allCases.map { Endpoints(of: $0, limit: 1 << 16) }
    var hierarchy = ProtocolHierarchy()
    /// Up to which frame they count.
    var checked = 0

    mutating func add(_ packet: inout PacketView) {
        for place in conversations.indices {
            conversations[place].add(&packet)
            endpoints[place].add(&packet)
        }
        hierarchy.add(&packet)
        checked = packet.frame.number
    }
}

/// Counts frames.
struct TrafficCount: FrameVisitor {
    let generation: Int
    let mailbox: Mailbox<BenchMessage>
    private var tables = TrafficTables()

    init(generation: Int, mailbox: Mailbox<BenchMessage>) {
        self.generation = generation
        self.mailbox = mailbox
    }

    func prepare(_ dissector: inout PacketDissector) {}

    mutating func visit(_ packet: inout PacketView) -> Bool {
        tables.add(&packet)
        return true
    }

    /// What is told is copied when it changes: not often.
    var patience: UInt64 { 300_000_000 }

    mutating func tell(upTo checked: Int) { mailbox.post(.traffic(tables, generation: generation)) }
}
