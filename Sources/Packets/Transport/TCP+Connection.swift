extension TCP {
    /// What the conversation table keeps of a connection.
    struct Connection: BitwiseCopyable {
        /// What is known of one end.
        struct End: BitwiseCopyable {
            var base: UInt32 = 0
            var hasBase = false
            var windowShift: Int8 = -1
            var sent = Sent()
        }
        /// By the ends' numbers.
        var ends = InlineArray<2, End>(repeating: End())
        /// When the latest SYN was sent, and how long the handshake took from there, in nanoseconds; 0 before its end.
        var opened: Timestamp?
        var roundTrip: Int64 = 0
    }

    /// What a connection so far says of one of its segments.
    public struct Progress: Sendable, BitwiseCopyable {
        /// What is subtracted from sequence numbers to give relative ones.
        public var sequenceBase: UInt32 = 0
        public var acknowledgmentBase: UInt32 = 0
        /// The sender's window scale, 0...14; -1 when the handshake was not seen, -2 when it agreed on none.
        public var windowShift: Int8 = -1
        /// How the segment stands to those before it.
        public var arrival = Arrival.new

        public init() {}
    }

    public static func ports(_ message: RawSpan) -> FlowPorts {
        guard let tcp = Layer<TCP>(fixed: message, count: 20) else { return FlowPorts(from: 0, to: 0) }
        return FlowPorts(from: tcp.sourcePort.rawValue, to: tcp.destinationPort.rawValue)
    }

    public static func follow(
        _ message: RawSpan, _ passage: TransportPassage, _ memory: inout TransportMemory,
        into conversation: inout Conversation
    ) -> Bool {
        guard var segment = Arriving(message, at: passage.time) else { return true }
        return memory.update(startingWith: Connection()) { connection in
            if connection.isOver(by: segment, from: passage.sender) { return false }
            connection.learn(segment, from: passage.sender, message)
            var progress = Progress()
            if let length = passage.wireLength {
                segment.length = length
                progress.arrival = connection.take(segment, from: passage.sender)
                // A reset may say in words why there is one (RFC 9293 section 3.5.2).
                conversation.leavesPayload = progress.arrival.isLeftAlone || segment.isReset
                if segment.isReset { conversation.wireLength = 0 }
            }
            connection.tellBases(of: passage.sender, &progress)
            conversation.streamPosition = segment.sequence &+ (segment.isSynchronize ? 1 : 0)
            conversation.acknowledgedPosition = connection.ends[1 &- passage.sender].sent.acknowledged
            conversation.setNote(progress)
            return true
        }
    }
}

extension Conversation {
    /// What the connection so far says of the packet's segment; `nil` when this is about no segment.
    @inline(__always) public var tcp: TCP.Progress? { note() }
}

extension TCP.Connection {
    /// Whether the segment begins another connection on the same ports: a SYN with another number than this one's.
    @inline(__always)
    func isOver(by segment: TCP.Arriving, from sender: Int) -> Bool {
        segment.isSynchronize && !segment.isAcknowledgment && ends[sender].hasBase
            && ends[sender].base != segment.sequence
    }

    /// Takes from a segment where its end's numbers begin, and how its window is scaled.
    @inline(__always)
    mutating func learn(_ segment: TCP.Arriving, from sender: Int, _ message: RawSpan) {
        let isKnown = ends[sender].hasBase && (ends[1 &- sender].hasBase || !segment.isAcknowledgment)
        if isKnown, !segment.isSynchronize { return }
        learnBases(segment, from: sender)
        if segment.isSynchronize { learnScale(from: sender, message) }
    }

    private mutating func learnBases(_ segment: TCP.Arriving, from sender: Int) {
        let isAnswer = segment.isSynchronize && segment.isAcknowledgment
        if !ends[sender].hasBase || (isAnswer && ends[sender].base != segment.sequence) {
            ends[sender].base = segment.isSynchronize ? segment.sequence : segment.sequence &- 1
            ends[sender].hasBase = true
        }
        if !ends[1 - sender].hasBase, segment.isAcknowledgment {
            ends[1 - sender].base = segment.acknowledgment &- 1
            ends[1 - sender].hasBase = true
        }
    }

    private mutating func learnScale(from sender: Int, _ message: RawSpan) {
        guard let tcp = Layer<TCP>(message) else { return }
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

    @inline(__always)
    func tellBases(of sender: Int, _ progress: inout TCP.Progress) {
        progress.sequenceBase = ends[sender].base
        progress.acknowledgmentBase = ends[1 &- sender].base
        progress.windowShift = ends[sender].windowShift
    }

    mutating func take(_ segment: TCP.Arriving, from sender: Int) -> TCP.Arrival {
        let peer = ends[1 &- sender].sent
        let arrival = ends[sender].sent.take(segment, answering: peer, roundTrip: roundTrip)
        if segment.isSynchronize {
            if !segment.isAcknowledgment { opened = segment.time }
        } else if segment.isAcknowledgment, roundTrip == 0, let opened {
            roundTrip = segment.time.nanoseconds(since: opened)
        }
        return arrival
    }
}
