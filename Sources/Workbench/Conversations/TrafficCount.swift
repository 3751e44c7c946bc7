import Packets
import Streams
import Synchronization
import SystemCalls
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

/// Counts frames, and those that come, on a thread of its own.
final class TrafficCount: Sendable {
    /// `nil` ends it.
    private let orders: Mailbox<Order?>
    private let mailbox: Mailbox<BenchMessage>
    private let generation: Int
    private let isEnded = Atomic(false)

    private struct Order: Sendable {
        var index: FrameIndex
        var file: FrameFile
    }

    init(generation: Int, registry: Registry, mailbox: Mailbox<BenchMessage>) throws(TerminalError) {
        self.generation = generation
        self.mailbox = mailbox
        orders = try Mailbox()
        System.startThread(named: "ibuki-count") { [self] in run(registry) }
    }

    /// Counts the frames that were not counted yet.
    func look(at index: FrameIndex, in file: FrameFile) { orders.post(Order(index: index, file: file)) }

    func end() {
        isEnded.store(true, ordering: .relaxed)
        orders.post(nil)
    }

    private var isOver: Bool { isEnded.load(ordering: .relaxed) }

    private func run(_ registry: Registry) {
        var tables = TrafficTables()
        var dissector = PacketDissector(registry)
        var octets: [UInt8] = []
        while !isOver {
            guard let latest = orders.wait().last, let order = latest else { continue }
            var last = System.nanoseconds()
            while tables.checked < order.index.count, !isOver {
                let number = tables.checked + 1
                let record = order.index[number]
                order.file.read(record, into: &octets)
                var packet = unsafe dissector.packet(
                    octets.span.bytes, order.index.info(number),
                    isChecksumPending: record.traits.contains(.isChecksumPending))
                tables.add(&packet)
                guard number & 0xfff == 0 else { continue }
                let now = System.nanoseconds()
                // What is told is copied when it changes: not often.
                if now &- last >= 300_000_000 {
                    mailbox.post(.traffic(tables, generation: generation))
                    last = now
                }
            }
            if !isOver { mailbox.post(.traffic(tables, generation: generation)) }
        }
    }
}
