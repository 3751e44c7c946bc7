import PacketFilters
import Packets
import Synchronization
import SystemCalls
import Terminal

/// What a filter found since it last told.
struct FilterNews: Sendable {
    var generation: Int
    /// The frames that it chose, in their order.
    var chosen: [UInt32]
    /// Up to which frame it looked.
    var checked: Int
}

/// Runs a filter over frames, and over those that come, on a thread of its own.
final class FilterRun: Sendable {
    private let generation: Int
    /// `nil` ends it.
    private let orders: Mailbox<Order?>
    private let mailbox: Mailbox<BenchMessage>
    private let isEnded = Atomic(false)

    private struct Order: Sendable {
        var index: FrameIndex
        var file: FrameFile
    }

    /// Begins; nothing is looked at before `look`.
    init(_ filter: DisplayFilter, generation: Int, registry: Registry, mailbox: Mailbox<BenchMessage>)
        throws(TerminalError)
    {
        self.generation = generation
        self.mailbox = mailbox
        orders = try Mailbox()
        System.startThread(named: "ibuki-filter") { [self] in run(filter, registry) }
    }

    /// Looks at the frames that were not looked at yet.
    func look(at index: FrameIndex, in file: FrameFile) { orders.post(Order(index: index, file: file)) }

    func end() {
        isEnded.store(true, ordering: .relaxed)
        orders.post(nil)
    }

    private var isOver: Bool { isEnded.load(ordering: .relaxed) }

    private func run(_ filter: DisplayFilter, _ registry: Registry) {
        var filter = filter
        var dissector = PacketDissector(registry)
        dissector.followsFlows = filter.needsConversations
        dissector.findsBodies = filter.needsBodies
        var octets: [UInt8] = []
        var checked = 0
        while !isOver {
            guard let latest = orders.wait().last, let order = latest else { continue }
            var news = FilterNews(generation: generation, chosen: [], checked: checked)
            var last = System.nanoseconds()
            while checked < order.index.count, !isOver {
                checked += 1
                let record = order.index[checked]
                order.file.read(record, into: &octets)
                var packet = unsafe dissector.packet(
                    octets.span.bytes, order.index.info(checked),
                    isChecksumPending: record.traits.contains(.isChecksumPending))
                if filter.matches(&packet) {
                    news.chosen.append(UInt32(truncatingIfNeeded: checked))
                    dissector.noteShown(record.timestamp)
                }
                guard checked & 0xff == 0 else { continue }
                // The first that are found are told at once.
                let now = System.nanoseconds()
                if now &- last >= (news.chosen.count >= 64 ? 16_000_000 : 100_000_000) {
                    news.checked = checked
                    mailbox.post(.chosen(news))
                    news.chosen = []
                    last = now
                }
            }
            news.checked = checked
            if !isOver { mailbox.post(.chosen(news)) }
        }
    }
}
