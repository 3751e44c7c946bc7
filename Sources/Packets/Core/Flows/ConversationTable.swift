/// Follows the flows of a capture: stream numbers, the bases of relative sequence numbers, window scales.
///
/// Bounded: of more flows than twice `limit` those that were silent longest are forgotten, and start anew, under a new
/// number, when they speak again.
public struct ConversationTable: Sendable {
    /// The two ends of a flow in an order that does not depend on who sent the packet.
    struct Key: Hashable, Sendable {
        var lowHigh: UInt64 = 0, lowLow: UInt64 = 0, highHigh: UInt64 = 0, highLow: UInt64 = 0
        /// The ports, in the order of the ends, and the transport's number. No flow's is zero.
        var ports: UInt64 = 0

        /// A number below `count`, a power of two, that depends on all of it.
        @inline(__always)
        func place(among count: Int) -> Int {
            let sum = (lowHigh ^ lowLow &+ highHigh ^ highLow) &* 0x9e37_79b9_7f4a_7c15 ^ ports
            return Int(truncatingIfNeeded: (sum &* 0x9e37_79b9_7f4a_7c15) &>> 32) & (count &- 1)
        }
    }

    /// What is known of one end of a flow.
    struct End: Sendable {
        var base: UInt32 = 0
        var hasBase = false
        var windowShift: Int8 = -1
        var sent = TCP.Sent()
        /// The sequence numbers between which the latest message lies that did not end with its segment.
        var unfinished: (from: UInt32, to: UInt32)?
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
        /// In the order of the key's ends.
        var ends = InlineArray<2, End>(repeating: End())
        var tls = TLS.Session()
        /// When the latest SYN was sent, and how long the handshake took from there, in nanoseconds; 0 before its end.
        var opened: Timestamp?
        var roundTrip: Int64 = 0
        /// What was found by its looks on ports that are nobody's.
        var application = ProtocolID.data
        var http = HTTP.Session()
    }

    /// How many flows each of the two generations holds.
    let limit: Int
    var flows: [Flow] = []
    private var young: [Key: Int] = [:]
    private var oldFlows: [Flow] = []
    private var old: [Key: Int] = [:]
    private var tcpStreams: UInt32 = 0
    private var udpStreams: UInt32 = 0
    /// Flows that were found of late, each where the bits of its key say: most packets follow one of their own, and are
    /// spared the hash that no sender can aim at.
    private var recent: [(key: Key, index: Int)] = []
    private static let recentCount = 256
    /// The flow of the layer that was followed last.
    private var latest = 0
    /// The flow of the outermost transport layer of the packet that was followed last, while it is remembered.
    var outermost: Position?

    public init(limit: Int = 1 << 18) { self.limit = max(limit, 1) }

    /// What is known of the packet's flows, this packet included.
    /// - Parameter originalLength: how many octets the packet had on the wire; as many as there are when `nil`.
    public mutating func follow(
        _ bytes: RawSpan, _ layers: Span<LayerSpan>, at time: Timestamp, originalLength: Int? = nil
    ) -> PacketConversations {
        var result = PacketConversations()
        follow(bytes, layers, at: time, originalLength: originalLength, into: &result)
        return result
    }

    mutating func follow(
        _ bytes: RawSpan, _ layers: Span<LayerSpan>, at time: Timestamp, originalLength: Int?,
        into result: inout PacketConversations
    ) {
        result = PacketConversations()
        let missing = max(0, (originalLength ?? 0) &- bytes.byteCount)
        var network = -1
        for index in 0..<layers.count {
            let span = layers[index]
            if span.schema == ObjectIdentifier(IPv4.self) || span.schema == ObjectIdentifier(IPv6.self) {
                network = index
            } else if network >= 0, !span.isBroken,
                span.schema == ObjectIdentifier(TCP.self) || span.schema == ObjectIdentifier(UDP.self)
            {
                let next = index &+ 1 < layers.count ? layers[index &+ 1] : span
                if result.outer.layer >= 0 {
                    follow(bytes, layers[network], span, next, at: index, time, missing: missing, into: &result.inner)
                    break
                }
                outermost = follow(
                    bytes, layers[network], span, next, at: index, time, missing: missing, into: &result.outer)
            }
        }
    }

    /// - Parameter next: the layer behind the transport's; the transport's own when there is none.
    /// - Returns: where a segment was followed; `nil` for a datagram.
    @discardableResult
    private mutating func follow(
        _ bytes: RawSpan, _ network: LayerSpan, _ transport: LayerSpan, _ next: LayerSpan, at layer: Int,
        _ time: Timestamp, missing: Int, into result: inout Conversation
    ) -> Position? {
        let isTCP = transport.schema == ObjectIdentifier(TCP.self)
        let isVersion4 = network.schema == ObjectIdentifier(IPv4.self)
        let (key, sender) = Self.key(bytes, network, transport, isVersion4: isVersion4, isTCP: isTCP)
        latest = find(key, time, isTCP: isTCP)
        var position: Position?
        result.layer = layer
        if isTCP, var segment = TCP.Arriving(bytes, transport, at: time) {
            // A SYN with another number than the flow's begins a connection anew on the same ports.
            if segment.flags & 0x12 == 0x02, flows[latest].ends[sender].hasBase,
                flows[latest].ends[sender].base != segment.sequence
            {
                latest = begin(key, time, isTCP: true)
            }
            position = Position(flow: latest, sender: sender)
            flows[latest].learn(segment, from: sender, bytes, transport)
            if !transport.isQuoted, let length = Self.length(of: transport, in: network, bytes, missing: missing) {
                segment.length = length
                result.arrival = flows[latest].take(segment, from: sender)
                result.isReset = segment.flags & 0x04 != 0
                result.wireLength = length
            }
            flows[latest].tellBases(of: sender, &result)
        }
        flows[latest].tell(time, &result)
        // A datagram without data does not count, nor one that an error message quotes.
        if isTCP || !transport.isQuoted && transport.payloadStart < transport.end { flows[latest].last = time }
        if next.schema == ObjectIdentifier(TLS.self), !result.leavesPayload {
            flows[latest].tls.follow(bytes.clamped(next.start, next.end))
            result.tls = flows[latest].tls
        }
        return position
    }

    /// How many octets a segment carried on the wire; `nil` for a fragment, which does not tell.
    private static func length(
        of transport: LayerSpan, in network: LayerSpan, _ bytes: RawSpan, missing: Int
    ) -> UInt32? {
        let isVersion4 = network.schema == ObjectIdentifier(IPv4.self)
        let isFragment =
            isVersion4
            ? bytes.word(network.start &+ 6) & 0x3fff != 0
            : bytes.octet(network.start &+ 6) == 44 && bytes.word(network.start &+ 42) & 0xfff9 != 0
        if isFragment { return nil }
        var end = transport.end
        if missing > 0, end == bytes.byteCount {
            let stated = Int(bytes.word(network.start &+ (isVersion4 ? 2 : 4)))
            let wire = network.start &+ (isVersion4 ? 0 : 40) &+ stated
            end = stated == 0 ? end &+ missing : min(max(end, wire), end &+ missing)
        }
        return UInt32(truncatingIfNeeded: end &- transport.payloadStart)
    }

    /// The key of a packet's flow, and which of its ends sent the packet.
    @inline(__always)
    private static func key(
        _ bytes: RawSpan, _ network: LayerSpan, _ transport: LayerSpan, isVersion4: Bool, isTCP: Bool
    ) -> (Key, sender: Int) {
        let at = network.start
        let source: (UInt64, UInt64)
        let destination: (UInt64, UInt64)
        if isVersion4 {
            source = (0, UInt64(bytes.long(at + 12)))
            destination = (0, UInt64(bytes.long(at + 16)))
        } else {
            source = (bytes.quad(at + 8), bytes.quad(at + 16))
            destination = (bytes.quad(at + 24), bytes.quad(at + 32))
        }
        let from = UInt64(bytes.word(transport.start))
        let to = UInt64(bytes.word(transport.start + 2))
        let kind: UInt64 = (isTCP ? 1 : 2) | (isVersion4 ? 4 : 0)
        let isForward =
            source.0 != destination.0
            ? source.0 < destination.0 : source.1 != destination.1 ? source.1 < destination.1 : from <= to
        let (a, b) = isForward ? (source, destination) : (destination, source)
        let ports = isForward ? from << 16 | to : to << 16 | from
        let key = Key(lowHigh: a.0, lowLow: a.1, highHigh: b.0, highLow: b.1, ports: kind << 32 | ports)
        return (key, isForward ? 0 : 1)
    }

    @inline(__always)
    private mutating func find(_ key: Key, _ time: Timestamp, isTCP: Bool) -> Int {
        let place = key.place(among: Self.recentCount)
        if place < recent.count, recent[place].key == key { return recent[place].index }
        return look(for: key, time, isTCP: isTCP)
    }

    @inline(never)
    private mutating func look(for key: Key, _ time: Timestamp, isTCP: Bool) -> Int {
        if let index = young[key] {
            keepRecent(key, index)
            return index
        }
        if let index = old[key] {
            let flow = oldFlows[index]
            return remember(key, flow)
        }
        return begin(key, time, isTCP: isTCP)
    }

    private mutating func keepRecent(_ key: Key, _ index: Int) {
        if recent.isEmpty { recent = Array(repeating: (Key(), 0), count: Self.recentCount) }
        recent[key.place(among: Self.recentCount)] = (key, index)
    }

    private mutating func begin(_ key: Key, _ time: Timestamp, isTCP: Bool) -> Int {
        let stream = isTCP ? tcpStreams : udpStreams
        if isTCP { tcpStreams &+= 1 } else { udpStreams &+= 1 }
        return remember(key, Flow(stream: stream, first: time, last: time))
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

extension ConversationTable.Flow {
    /// Takes from a segment where its end's numbers begin, and how its window is scaled.
    @inline(__always)
    fileprivate mutating func learn(
        _ segment: TCP.Arriving, from sender: Int, _ bytes: RawSpan, _ transport: LayerSpan
    ) {
        let isKnown = ends[sender].hasBase && (ends[1 &- sender].hasBase || segment.flags & 0x10 == 0)
        if isKnown, segment.flags & 0x02 == 0 { return }
        learnBases(segment, from: sender)
        if segment.flags & 0x02 != 0 { learnScale(from: sender, bytes, transport) }
    }

    private mutating func learnBases(_ segment: TCP.Arriving, from sender: Int) {
        let isSyn = segment.flags & 0x02 != 0
        let isAck = segment.flags & 0x10 != 0
        if !ends[sender].hasBase || (isSyn && isAck && ends[sender].base != segment.sequence) {
            ends[sender].base = isSyn ? segment.sequence : segment.sequence &- 1
            ends[sender].hasBase = true
        }
        if !ends[1 - sender].hasBase, isAck {
            ends[1 - sender].base = segment.acknowledgment &- 1
            ends[1 - sender].hasBase = true
        }
    }

    private mutating func learnScale(from sender: Int, _ bytes: RawSpan, _ transport: LayerSpan) {
        guard let tcp = Layer<TCP>(bytes.clamped(transport.start, transport.end)) else { return }
        var scale: Int8 = -1
        var options = tcp.options
        while let option = options.next() {
            if option.kind == 3, let window = option.as(TCP.WindowScale.self, part: 2) {
                scale = Int8(min(window.shift, 14))
            }
        }
        if scale >= 0 { ends[sender].windowShift = scale }
        // The handshake says that no scale is used (RFC 7323 section 2.2): it must be offered by both.
        if ends[sender].windowShift == -1 {
            ends[sender].windowShift = -2
            ends[1 - sender].windowShift = -2
        }
    }

    // They change nothing, but of a flow that is only looked at the compiler copies all 237 octets each time.
    @inline(__always)
    fileprivate mutating func tell(_ time: Timestamp, _ result: inout Conversation) {
        result.stream = stream
        result.timeRelative = time.nanoseconds(since: first)
        result.timeDelta = time.nanoseconds(since: last)
    }

    @inline(__always)
    fileprivate mutating func tellBases(of sender: Int, _ result: inout Conversation) {
        result.sequenceBase = ends[sender].base
        result.acknowledgmentBase = ends[1 &- sender].base
        result.windowShift = ends[sender].windowShift
    }

    fileprivate mutating func take(_ segment: TCP.Arriving, from sender: Int) -> TCP.Arrival {
        let peer = ends[1 &- sender].sent
        let arrival = ends[sender].sent.take(segment, answering: peer, roundTrip: roundTrip)
        switch segment.flags & 0x12 {
        case 0x02: opened = segment.time
        case 0x10:
            if roundTrip == 0, let opened { roundTrip = segment.time.nanoseconds(since: opened) }
        default: break
        }
        return arrival
    }
}
