/// Follows the flows of a capture: stream numbers, the bases of relative sequence numbers, window scales.
///
/// Bounded: of more flows than twice `limit` those that were silent longest are forgotten, and start anew, under a new
/// number, when they speak again.
public struct ConversationTable: Sendable {
    /// The two ends of a flow in an order that does not depend on who sent the packet.
    struct Key: Hashable, Sendable {
        var lowHigh: UInt64, lowLow: UInt64, highHigh: UInt64, highLow: UInt64
        /// The ports, in the order of the ends, and the transport's number.
        var ports: UInt64
    }

    struct Direction: Sendable {
        var base: UInt32 = 0
        var hasBase = false
        var windowShift: Int8 = -1
        var sent = TCP.Sent()
        /// The sequence numbers between which the latest message lies that did not end with its segment.
        var unfinished: (from: UInt32, to: UInt32)?
    }

    /// Which flow a packet belongs to, and which way it goes there.
    struct Position: Sendable {
        var flow: Int
        var isForward: Bool
    }

    struct Flow: Sendable {
        var stream: UInt32
        var first: Timestamp
        var last: Timestamp
        var forward = Direction()
        var backward = Direction()
        var tls = TLS.Session()
        /// When the latest SYN was sent, and how long the handshake took from there, in nanoseconds; 0 before its end.
        var opened: Timestamp?
        var roundTrip: Int64 = 0
        /// What was found by its looks on ports that are nobody's.
        var application = ProtocolID.none
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
    /// The flow of the packet before this one: most packets follow one of their own.
    private var recent: (key: Key, index: Int)?
    /// The flow of the outermost transport layer of the packet that was followed last, while it is remembered.
    var outermost: Position?

    public init(limit: Int = 1 << 18) { self.limit = max(limit, 1) }

    /// What is known of the packet's flows, this packet included.
    /// - Parameter originalLength: how many octets the packet had on the wire; as many as there are when `nil`.
    public mutating func follow(
        _ bytes: RawSpan, _ layers: Span<LayerSpan>, at time: Timestamp, originalLength: Int? = nil
    ) -> PacketConversations {
        var result = PacketConversations()
        let missing = max(0, (originalLength ?? 0) &- bytes.byteCount)
        var network = -1
        for index in 0..<layers.count {
            let span = layers[index]
            if span.schema == ObjectIdentifier(IPv4.self) || span.schema == ObjectIdentifier(IPv6.self) {
                network = index
            } else if network >= 0, !span.isBroken,
                span.schema == ObjectIdentifier(TCP.self) || span.schema == ObjectIdentifier(UDP.self)
            {
                var conversation = follow(
                    bytes, layers[network], span, at: index, time, missing: missing, isOutermost: result.outer.layer < 0
                )
                if !conversation.leavesPayload, index + 1 < layers.count,
                    layers[index + 1].schema == ObjectIdentifier(TLS.self), let recent
                {
                    let message = bytes.clamped(layers[index + 1].start, layers[index + 1].end)
                    flows[recent.index].tls.follow(message)
                    conversation.tls = flows[recent.index].tls
                }
                if result.outer.layer < 0 {
                    result.outer = conversation
                } else {
                    result.inner = conversation
                    break
                }
            }
        }
        return result
    }

    private mutating func follow(
        _ bytes: RawSpan, _ network: LayerSpan, _ transport: LayerSpan, at layer: Int, _ time: Timestamp,
        missing: Int, isOutermost: Bool
    ) -> Conversation {
        let isTCP = transport.schema == ObjectIdentifier(TCP.self)
        let isVersion4 = network.schema == ObjectIdentifier(IPv4.self)
        let (key, isForward) = Self.key(bytes, network, transport, isVersion4: isVersion4, isTCP: isTCP)
        var index = find(key, time, isTCP: isTCP)
        var result = Conversation()
        result.layer = layer
        if isTCP, let tcp = Layer<TCP>(bytes.clamped(transport.start, transport.end)) {
            let flags = tcp.flags.rawValue
            let sender = isForward ? flows[index].forward : flows[index].backward
            // A SYN with another number than the flow's begins a connection anew on the same ports.
            if flags & 0x12 == 0x02, sender.hasBase, sender.base != tcp.sequenceNumber {
                index = begin(key, time, isTCP: true)
            }
            if isOutermost { outermost = Position(flow: index, isForward: isForward) }
            Self.update(&flows[index], tcp, flags, isForward: isForward)
            if !transport.isQuoted, let length = Self.length(of: transport, in: network, bytes, missing: missing) {
                let segment = TCP.Arriving(
                    sequence: tcp.sequenceNumber, acknowledgment: tcp.acknowledgmentNumber, length: length,
                    flags: tcp.flags, window: tcp.window, time: time)
                result.arrival = Self.take(segment, in: &flows[index], isForward: isForward)
                result.isReset = flags & 0x04 != 0
                result.wireLength = length
            }
            let flow = flows[index]
            result.sequenceBase = isForward ? flow.forward.base : flow.backward.base
            result.acknowledgmentBase = isForward ? flow.backward.base : flow.forward.base
            result.windowShift = isForward ? flow.forward.windowShift : flow.backward.windowShift
        }
        result.stream = flows[index].stream
        result.timeRelative = time.nanoseconds(since: flows[index].first)
        result.timeDelta = time.nanoseconds(since: flows[index].last)
        // A datagram without data does not count, nor one that an error message quotes.
        if isTCP || !transport.isQuoted && transport.payloadStart < transport.end { flows[index].last = time }
        return result
    }

    private static func update(
        _ flow: inout Flow, _ tcp: borrowing Layer<TCP>, _ flags: UInt16, isForward: Bool
    ) {
        var sender = isForward ? flow.forward : flow.backward
        var receiver = isForward ? flow.backward : flow.forward
        let isSyn = flags & 0x02 != 0
        let isAck = flags & 0x10 != 0
        if !sender.hasBase || (isSyn && isAck && sender.base != tcp.sequenceNumber) {
            sender.base = isSyn ? tcp.sequenceNumber : tcp.sequenceNumber &- 1
            sender.hasBase = true
        }
        if !receiver.hasBase, isAck {
            receiver.base = tcp.acknowledgmentNumber &- 1
            receiver.hasBase = true
        }
        if isSyn {
            var scale: Int8 = -1
            var options = tcp.options
            while let option = options.next() {
                if option.kind == 3, let window = option.as(TCP.WindowScale.self, part: 2) {
                    scale = Int8(min(window.shift, 14))
                }
            }
            if scale >= 0 { sender.windowShift = scale }
            // The handshake says that no scale is used (RFC 7323 section 2.2): it must be offered by both.
            if sender.windowShift == -1 {
                sender.windowShift = -2
                receiver.windowShift = -2
            }
        }
        if isForward {
            flow.forward = sender
            flow.backward = receiver
        } else {
            flow.forward = receiver
            flow.backward = sender
        }
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

    private static func take(_ segment: TCP.Arriving, in flow: inout Flow, isForward: Bool) -> TCP.Arrival {
        let arrival =
            isForward
            ? flow.forward.sent.take(segment, answering: flow.backward.sent, roundTrip: flow.roundTrip)
            : flow.backward.sent.take(segment, answering: flow.forward.sent, roundTrip: flow.roundTrip)
        switch segment.flags.rawValue & 0x12 {
        case 0x02: flow.opened = segment.time
        case 0x10:
            if flow.roundTrip == 0, let opened = flow.opened {
                flow.roundTrip = segment.time.nanoseconds(since: opened)
            }
        default: break
        }
        return arrival
    }

    /// The key of a packet's flow, and whether the packet goes from its first end to the second.
    @inline(__always)
    private static func key(
        _ bytes: RawSpan, _ network: LayerSpan, _ transport: LayerSpan, isVersion4: Bool, isTCP: Bool
    ) -> (Key, isForward: Bool) {
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
        return (Key(lowHigh: a.0, lowLow: a.1, highHigh: b.0, highLow: b.1, ports: kind << 32 | ports), isForward)
    }

    private mutating func find(_ key: Key, _ time: Timestamp, isTCP: Bool) -> Int {
        if let recent, recent.key == key { return recent.index }
        if let index = young[key] {
            recent = (key, index)
            return index
        }
        if let index = old[key] {
            let flow = oldFlows[index]
            return remember(key, flow)
        }
        return begin(key, time, isTCP: isTCP)
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
        }
        flows.append(flow)
        young[key] = flows.count - 1
        recent = (key, flows.count - 1)
        return flows.count - 1
    }
}
