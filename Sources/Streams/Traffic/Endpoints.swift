public import Packets

/// Who sent and received how much at one layer: `endpoints`.
public struct Endpoints: Statistic {
    /// One.
    public struct Row: Sendable, BitwiseCopyable {
        public let end: TrafficEnd
        public fileprivate(set) var sent = Traffic(), received = Traffic()
        /// Both ways together; a packet from an end to itself counts twice.
        public var total: Traffic { sent + received }
    }

    public let layer: TrafficLayer
    /// How many rows are kept; what later ends send or receive is left out.
    public let limit: Int
    /// In the order of their first packets.
    public private(set) var rows: [Row] = []
    public private(set) var leftOut: UInt64 = 0
    private var index = TrafficIndex<TrafficEnd>()
    private var passages: TrafficPassages

    public init(of layer: TrafficLayer, limit: Int = 1 << 18) {
        self.layer = layer
        self.limit = limit
        passages = TrafficPassages(of: layer)
    }

    public mutating func add(_ packet: inout PacketView) {
        let octets = UInt64(packet.frame.originalLength)
        passages.begin()
        while let passage = passages.next(in: packet) {
            let source = row(of: passage.source), destination = row(of: passage.destination)
            if let source { rows[source].sent.add(octets) }
            if let destination { rows[destination].received.add(octets) }
            if source == nil || destination == nil { leftOut &+= 1 }
        }
    }

    private mutating func row(of end: TrafficEnd) -> Int? {
        if let row = index.row(of: end) { return row }
        guard rows.count < limit else { return nil }
        rows.append(Row(end: end))
        index.add(end, row: rows.count - 1)
        return rows.count - 1
    }

    public mutating func merge(_ other: Endpoints) {
        leftOut &+= other.leftOut
        for theirs in other.rows {
            guard let mine = row(of: theirs.end) else {
                leftOut &+= theirs.total.packets
                continue
            }
            rows[mine].sent = rows[mine].sent + theirs.sent
            rows[mine].received = rows[mine].received + theirs.received
        }
    }

    /// The rows, those with the most packets first.
    public var sorted: [Row] {
        let indices = rows.indices.sorted { a, b in
            let (first, second) = (rows[a].total.packets, rows[b].total.packets)
            return first != second ? first > second : a < b
        }
        return indices.map { rows[$0] }
    }

    public func write(filter: String?, into text: inout TextBuffer) {
        text.append(character: "=", repeated: 80)
        text.append("\n\(layer.title) Endpoints\nFilter:\(filter ?? "<No Filter>")\n" as String)
        text.append(character: " ", repeated: 23)
        text.append(layer.hasPorts ? "|  Port  ||  Packets  | |" : "|  Packets  | |")
        text.append("  Bytes  | | Tx Packets | | Tx Bytes | | Rx Packets | | Rx Bytes |\n")
        for row in sorted {
            text.append(leftIn: 20) { row.end.appendAddress(to: &$0) }
            text.append("      ")
            if let port = row.end.port {
                text.append(port, rightIn: 5)
                text.append("     ")
            }
            text.append(row.total.packets, rightIn: 6)
            text.append("     ")
            text.append(row.total.octets, rightIn: 9)
            text.append("     ")
            text.append(row.sent.packets, rightIn: 6)
            text.append("       ")
            text.append(row.sent.octets, rightIn: 9)
            text.append("      ")
            text.append(row.received.packets, rightIn: 6)
            text.append("       ")
            text.append(row.received.octets, rightIn: 9)
            text.append("   \n")
        }
        text.append(character: "=", repeated: 80)
        text.append("\n")
    }
}
