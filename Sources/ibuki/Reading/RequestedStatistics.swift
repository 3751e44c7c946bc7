import Capturing
import Packets
import Streams

/// The tables of `-z`: fed with every packet, whatever `-Y` shows, and written at the end.
struct RequestedStatistics {
    private var requests: [StatisticRequest]
    private let isJSON: Bool

    init(_ requests: [StatisticRequest], isJSON: Bool) {
        self.requests = requests
        self.isJSON = isJSON
    }

    var needsConversations: Bool { requests.contains(where: \.needsConversations) }
    var needsBodies: Bool { requests.contains(where: \.needsBodies) }

    mutating func add(_ packet: inout PacketView) {
        for index in requests.indices { requests[index].add(&packet) }
    }

    /// Writes the tables, the last that was asked for first, as tshark does; as JSON in the order in which they were.
    func write(_ output: borrowing StandardOutput) throws(CommandFailure) {
        var text = TextBuffer()
        if isJSON {
            for request in requests { request.writeJSON(into: &text) }
        } else {
            for request in requests.reversed() { request.write(into: &text) }
        }
        try output.write(text.bytes)
        for request in requests where request.statistic.leftOut > 0 {
            StandardError.print(
                "ibuki: -z \(request.text): \(request.statistic.leftOut) packets found no room and are not in the table"
            )
        }
    }
}

#if os(Linux)
    /// The tables of `-z` during a capture.
    final class LiveStatistics: PacketWatcher {
        private var statistics: RequestedStatistics
        let interval: Duration?

        init(_ statistics: RequestedStatistics, every interval: Duration?) {
            self.statistics = statistics
            self.interval = interval
        }

        var needsConversations: Bool { statistics.needsConversations }
        var needsBodies: Bool { statistics.needsBodies }
        func watch(_ packet: inout PacketView) { statistics.add(&packet) }
        func report() throws { try statistics.write(StandardOutput()) }
    }
#endif

/// Shows no packet.
struct UnshownPackets: PresentingSink, ~Copyable {
    var needsConversations: Bool { false }
    var needsBodies: Bool { false }
    mutating func packet(_ packet: inout PacketView) {}
}
