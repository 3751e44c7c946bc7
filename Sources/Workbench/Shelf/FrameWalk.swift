import Packets
import Synchronization
import SystemCalls
import Terminal

/// What is done with frames, one after the other.
protocol FrameVisitor: Sendable {
    /// Says what the dissector may leave out.
    func prepare(_ dissector: inout PacketDissector)
    /// Looks at a frame.
    ///
    /// - Returns: whether it is one that is shown.
    mutating func visit(_ packet: inout PacketView) -> Bool
    /// How long nothing is told, in nanoseconds, while there are more frames.
    var patience: UInt64 { get }
    /// Tells what was found up to a frame.
    mutating func tell(upTo checked: Int)
}

/// Has a visitor go over frames, and over those that come, on a thread of its own.
final class FrameWalk: Sendable {
    /// `nil` ends it.
    private let orders: Mailbox<Order?>
    private let isEnded = Atomic(false)

    private struct Order: Sendable {
        var index: FrameIndex
        var file: FrameFile
    }

    /// Begins; nothing is looked at before `look`.
    ///
    /// - Parameter name: the thread's.
    init(named name: String, _ visitor: some FrameVisitor, in registry: Registry) throws(TerminalError) {
        orders = try Mailbox()
        System.startThread(named: name) { [self] in run(visitor, registry) }
    }

    /// Looks at the frames that were not looked at yet.
    func look(at index: FrameIndex, in file: FrameFile) { orders.post(Order(index: index, file: file)) }

    func end() {
        isEnded.store(true, ordering: .relaxed)
        orders.post(nil)
    }

    private var isOver: Bool { isEnded.load(ordering: .relaxed) }

    private func run(_ visitor: some FrameVisitor, _ registry: Registry) {
        var visitor = visitor
        var dissector = PacketDissector(registry)
        visitor.prepare(&dissector)
        var octets: [UInt8] = []
        var checked = 0
        while !isOver {
            guard let latest = orders.wait().last, let order = latest else { continue }
            var last = System.nanoseconds()
            while checked < order.index.count, !isOver {
                checked += 1
                let record = order.index[checked]
                order.file.read(record, into: &octets)
                var packet = unsafe dissector.packet(
                    octets.span.bytes, order.index.info(checked),
                    isChecksumPending: record.traits.contains(.isChecksumPending))
                if visitor.visit(&packet) { dissector.noteShown(record.timestamp) }
                guard checked & 0xff == 0 else { continue }
                let now = System.nanoseconds()
                if now &- last >= visitor.patience {
                    visitor.tell(upTo: checked)
                    last = now
                }
            }
            if !isOver { visitor.tell(upTo: checked) }
        }
    }
}
