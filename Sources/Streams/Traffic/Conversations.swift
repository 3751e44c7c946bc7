public import Packets

/// Who spoke with whom at one layer, how much each way, and when: `conv`.
public struct Conversations: Statistic {
    /// One.
    public struct Row: Sendable, BitwiseCopyable {
        /// The end that sent the first packet, and the other.
        public let opener: TrafficEnd, answerer: TrafficEnd
        /// The flow's number in the capture, counted from 0; `nil` of layers without ports.
        public let stream: UInt32?
        /// From the opener to the answerer, and back.
        public fileprivate(set) var sent = Traffic(), received = Traffic()
        /// The times of the earliest packet and of the latest.
        public fileprivate(set) var start: Timestamp, end: Timestamp
        /// Whether the opener is the lower end, as the key orders them.
        fileprivate let isForward: Bool

        /// Both ways together.
        public var total: Traffic { sent + received }
        /// From the earliest packet to the latest, in nanoseconds.
        public var duration: Int64 { end.nanoseconds(since: start) }

        /// Bits a second over the whole duration; `nil` of one that takes no time.
        public func rate(of traffic: Traffic) -> Double? {
            duration > 0 ? Double(traffic.octets) * 8e9 / Double(duration) : nil
        }
    }

    public let layer: TrafficLayer
    /// How many rows are kept; the packets of later conversations are left out.
    public let limit: Int
    /// In the order of their first packets.
    public private(set) var rows: [Row] = []
    public private(set) var leftOut: UInt64 = 0
    /// The time of the capture's first frame, from which a conversation's start counts.
    public private(set) var origin: Timestamp?
    private var index = TrafficIndex<ConversationKey>()
    private var passages: TrafficPassages

    public init(of layer: TrafficLayer, limit: Int = 1 << 18) {
        self.layer = layer
        self.limit = limit
        passages = TrafficPassages(of: layer)
    }

    public var needsConversations: Bool { layer.hasPorts }

    public mutating func add(_ packet: inout PacketView) {
        if origin == nil { origin = packet.frame.firstTimestamp }
        passages.begin()
        while let passage = passages.next(in: packet) {
            var isForward = false
            let key = ConversationKey(passage, isForward: &isForward)
            guard let row = index.row(of: key) ?? begin(key, passage, isForward, packet.frame.timestamp) else {
                continue
            }
            let octets = UInt64(packet.frame.originalLength)
            if rows[row].isForward == isForward { rows[row].sent.add(octets) } else { rows[row].received.add(octets) }
            rows[row].reach(packet.frame.timestamp)
        }
    }

    private mutating func begin(
        _ key: ConversationKey, _ passage: TrafficPassage, _ isForward: Bool, _ time: Timestamp
    ) -> Int? {
        let row = Row(
            opener: passage.source, answerer: passage.destination,
            stream: passage.stream == .max ? nil : passage.stream,
            start: time, end: time, isForward: isForward)
        return append(row, key)
    }

    private mutating func append(_ row: Row, _ key: ConversationKey) -> Int? {
        guard rows.count < limit else {
            leftOut &+= max(row.total.packets, 1)
            return nil
        }
        rows.append(row)
        index.add(key, row: rows.count - 1)
        return rows.count - 1
    }

    public mutating func merge(_ other: Conversations) {
        if let theirs = other.origin { origin = min(origin ?? theirs, theirs) }
        leftOut &+= other.leftOut
        for row in other.rows {
            var isForward = false
            let passage = TrafficPassage(
                source: row.opener, destination: row.answerer, stream: row.stream ?? .max, layer: 0)
            let key = ConversationKey(passage, isForward: &isForward)
            guard let known = index.row(of: key) else {
                _ = append(row, key)
                continue
            }
            let isSame = rows[known].isForward == isForward
            rows[known].sent = rows[known].sent + (isSame ? row.sent : row.received)
            rows[known].received = rows[known].received + (isSame ? row.received : row.sent)
            rows[known].reach(row.start)
            rows[known].reach(row.end)
        }
    }

    /// What rows are put in order by; of equal ones the one that began earlier stands first.
    public enum Order: String, Sendable, CaseIterable { case packets, octets, start, duration, rate }

    /// The rows in an order, the largest first; by `start` the earliest.
    public func sorted(by order: Order) -> [Row] {
        let indices = rows.indices.sorted { a, b in
            let (first, second) = (rows[a], rows[b])
            switch order {
            case .packets where first.total.packets != second.total.packets:
                return first.total.packets > second.total.packets
            case .octets where first.total.octets != second.total.octets:
                return first.total.octets > second.total.octets
            case .start where first.start != second.start: return first.start < second.start
            case .duration where first.duration != second.duration: return first.duration > second.duration
            case .rate:
                let (one, other) = (first.rate(of: first.total) ?? 0, second.rate(of: second.total) ?? 0)
                return one != other ? one > other : a < b
            default: return a < b
            }
        }
        return indices.map { rows[$0] }
    }
}

extension Conversations.Row {
    fileprivate mutating func reach(_ time: Timestamp) {
        if time > end { end = time } else if time < start { start = time }
    }
}

/// Packets, and their octets on the wire.
public struct Traffic: Hashable, Sendable, BitwiseCopyable {
    public private(set) var packets: UInt64 = 0
    public private(set) var octets: UInt64 = 0

    mutating func add(_ octets: UInt64) {
        packets &+= 1
        self.octets &+= octets
    }

    static func + (a: Traffic, b: Traffic) -> Traffic {
        var sum = a
        sum.packets &+= b.packets
        sum.octets &+= b.octets
        return sum
    }
}
