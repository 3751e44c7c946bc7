/// Follows the flows of a capture: stream numbers, the bases of relative sequence numbers, window scales.
///
/// Bounded: of more flows than twice `limit` those that were silent longest are forgotten, and start anew, under a new
/// number, when they speak again.
public struct ConversationTable: Sendable {
    /// The two ends of a flow in an order that does not depend on who sent the packet.
    struct Key: Hashable, Sendable {
        var lowHigh: UInt64 = 0, lowLow: UInt64 = 0, highHigh: UInt64 = 0, highLow: UInt64 = 0
        /// The ports, in the order of the ends, and the numbers of network and transport. No flow's is zero.
        var ports: UInt64 = 0

        /// A number below `count`, a power of two, that depends on all of it.
        @inline(__always)
        func place(among count: Int) -> Int {
            let sum = (lowHigh ^ lowLow &+ highHigh ^ highLow) &* 0x9e37_79b9_7f4a_7c15 ^ ports
            return Int(truncatingIfNeeded: (sum &* 0x9e37_79b9_7f4a_7c15) &>> 32) & (count &- 1)
        }
    }

    /// Which flow a packet belongs to, and which of its two ends sent it.
    struct Position: Sendable {
        var flow: Int
        var sender: Int
    }

    struct Flow: Sendable {
        var stream: UInt32
        var first: Timestamp
        var last: Timestamp
        /// Which of its ends sent the first packet.
        var opener: Int
        /// What the transport's protocol keeps of it.
        var memory = TransportMemory()
        /// For each end the number of the message that did not end with its segment; 0 where there is none.
        var messages = InlineArray<2, UInt64>(repeating: 0)
        /// What was found by its looks on ports that are nobody's.
        var application = ProtocolID.data
        /// Whether one of its ports is a protocol's; `nil` before somebody asked.
        var hasNamedPort: Bool?
        /// What the protocols that it carries remember.
        var states = FlowStates()
    }

    /// How many flows each of the two generations holds.
    let limit: Int
    var flows: [Flow] = []
    private var young: [Key: Int] = [:]
    private var oldFlows: [Flow] = []
    private var old: [Key: Int] = [:]
    /// How many flows of each transport there were.
    private var streams: [ProtocolID: UInt32] = [:]
    /// The number of the next new flow, where somebody knows it who has seen more of the capture.
    var nextStream: UInt32?
    /// Flows that were found of late, each where the bits of its key say: most packets follow one of their own, and are
    /// spared the hash that no sender can aim at.
    private var recent: [(key: Key, index: Int)] = []
    private static let recentCount = 256
    /// The flow of the layer that was followed last.
    private var latest = 0
    /// The flows of the packet that was followed last, while they are remembered: of its outermost transport layer, and
    /// of one inside a tunnel or an error message.
    var outermost: Position?
    var innermost: Position?
    /// Whether packets are put together from their pieces, and messages from their segments.
    public var reassembles = true
    /// In which frame the packet is complete that a frame brings a piece of, by the number of the latter: what was found so
    /// far, or in an earlier pass over the same capture. Kept only where somebody means to go over it twice.
    public var completions: [Int: Int]?
    /// Pieces of packets that wait for the others.
    var pieces = PieceTable()
    /// Messages of streams that wait for further segments.
    var unfinished = StreamTable()

    public init(limit: Int = 1 << 18) { self.limit = max(limit, 1) }

    /// Takes in a packet's transport layers.
    /// - Parameters:
    ///   - bytes: all octets that its layers lie in.
    ///   - captured: how many octets of the frame there are, and how many are missing behind them.
    mutating func follow(
        _ bytes: RawSpan, _ layers: Span<LayerSpan>, at time: Timestamp, _ captured: CapturedLength,
        into result: inout PacketFlows
    ) {
        var network = -1
        var isPiece = false
        for index in 0..<layers.count {
            let span = layers[index]
            if span.role.contains(.network) {
                network = index
                isPiece = span.isPiece
            } else if span.isPiece {
                isPiece = true
            } else if network >= 0, !span.isBroken, span.role.contains(.transport) {
                if result.outer.layer >= 0 {
                    innermost = follow(
                        bytes, layers[network], span, at: index, isPiece: isPiece, time, captured, into: &result.inner)
                    break
                }
                outermost = follow(
                    bytes, layers[network], span, at: index, isPiece: isPiece, time, captured, into: &result.outer)
            }
        }
    }

    private mutating func follow(
        _ bytes: RawSpan, _ network: LayerSpan, _ transport: LayerSpan, at layer: Int, isPiece: Bool, _ time: Timestamp,
        _ captured: CapturedLength, into result: inout Conversation
    ) -> Position? {
        guard let header = network.type.networkHeader(bytes.clamped(network.start, network.end)) else { return nil }
        let message = bytes.clamped(transport.start, transport.end)
        let (key, sender) = Key.of(header, network.id, transport.type.ports(message), transport.id)
        latest = find(key, time, transport.id, sender)
        result.layer = layer
        let passage = TransportPassage(
            sender: sender, time: time,
            wireLength: transport.isQuoted || isPiece ? nil : captured.length(of: transport, in: network, header))
        result.wireLength = passage.wireLength ?? 0
        if !transport.type.follow(message, passage, &flows[latest].memory, into: &result) {
            latest = begin(key, time, transport.id, sender)
            _ = transport.type.follow(message, passage, &flows[latest].memory, into: &result)
        }
        result.stream = flows[latest].stream
        result.timeRelative = time.nanoseconds(since: flows[latest].first)
        result.timeDelta = time.nanoseconds(since: flows[latest].last)
        // A datagram without data does not count, nor one that an error message quotes.
        if transport.role.contains(.stream) || !transport.isQuoted && transport.payloadStart < transport.end {
            flows[latest].last = time
        }
        return Position(flow: latest, sender: sender)
    }

    @inline(__always)
    private mutating func find(_ key: Key, _ time: Timestamp, _ transport: ProtocolID, _ sender: Int) -> Int {
        let place = key.place(among: Self.recentCount)
        if place < recent.count, recent[place].key == key { return recent[place].index }
        return look(for: key, time, transport, sender)
    }

    @inline(never)
    private mutating func look(for key: Key, _ time: Timestamp, _ transport: ProtocolID, _ sender: Int) -> Int {
        if let index = young[key] {
            keepRecent(key, index)
            return index
        }
        if let index = old[key] {
            let flow = oldFlows[index]
            return remember(key, flow)
        }
        return begin(key, time, transport, sender)
    }

    private mutating func keepRecent(_ key: Key, _ index: Int) {
        if recent.isEmpty { recent = Array(repeating: (Key(), 0), count: Self.recentCount) }
        recent[key.place(among: Self.recentCount)] = (key, index)
    }

    private mutating func begin(_ key: Key, _ time: Timestamp, _ transport: ProtocolID, _ sender: Int) -> Int {
        let stream = nextStream ?? streams[transport, default: 0]
        streams[transport] = stream &+ 1
        return remember(key, Flow(stream: stream, first: time, last: time, opener: sender))
    }

    private mutating func remember(_ key: Key, _ flow: Flow) -> Int {
        if flows.count >= limit {
            outermost = nil
            old = young
            oldFlows = flows
            young = [:]
            flows = []
            recent = []
        }
        flows.append(flow)
        young[key] = flows.count - 1
        keepRecent(key, flows.count - 1)
        return flows.count - 1
    }
}

/// How much of a frame was captured.
struct CapturedLength {
    /// How many octets there are.
    var count: Int
    /// How many the frame had besides.
    var missing: Int

    @inline(__always)
    init(_ bytes: RawSpan, of originalLength: Int?) {
        count = bytes.byteCount
        missing = max(0, (originalLength ?? 0) &- bytes.byteCount)
    }

    /// How many octets a packet's transport carried on the wire.
    @inline(__always)
    func length(of transport: LayerSpan, in network: LayerSpan, _ header: NetworkHeader) -> UInt32 {
        var end = transport.end
        if missing > 0, end == count {
            let wire = network.start &+ header.statedEnd
            end = header.statedEnd == 0 ? end &+ missing : min(max(end, wire), end &+ missing)
        }
        return UInt32(truncatingIfNeeded: end &- transport.payloadStart)
    }
}

extension ConversationTable.Key {
    /// The key of a packet's flow, and which of its ends sent the packet.
    @inline(__always)
    static func of(
        _ header: NetworkHeader, _ network: ProtocolID, _ ports: FlowPorts, _ transport: ProtocolID
    ) -> (ConversationTable.Key, sender: Int) {
        let from = UInt64(ports.source)
        let to = UInt64(ports.destination)
        let isForward = header.source != header.destination ? header.source < header.destination : from <= to
        let low = isForward ? header.source : header.destination
        let high = isForward ? header.destination : header.source
        let kind = UInt64(network.rawValue) &<< 16 | UInt64(transport.rawValue)
        let key = ConversationTable.Key(
            lowHigh: UInt64(truncatingIfNeeded: low &>> 64), lowLow: UInt64(truncatingIfNeeded: low),
            highHigh: UInt64(truncatingIfNeeded: high &>> 64), highLow: UInt64(truncatingIfNeeded: high),
            ports: kind &<< 32 | (isForward ? from &<< 16 | to : to &<< 16 | from))
        return (key, isForward ? 0 : 1)
    }
}
