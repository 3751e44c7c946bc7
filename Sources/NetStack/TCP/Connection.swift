import Packets

/// What every connection of a stack goes by.
struct ConnectionSettings: BitwiseCopyable {
    var receiveLimit: UInt32
    var sendLimit: UInt32
    var features: TransportFeatures
    var acknowledgmentDelay: UInt64
    var minimumTimeout: UInt64
    var timeWait: UInt64
    var retransmissionLimit: Int
    var handshakeLimit: Int
    var congestion: CongestionAlgorithm

    init(_ configuration: StackConfiguration) {
        receiveLimit = UInt32(clamping: min(configuration.receiveLimit, 1 << 30))
        sendLimit = UInt32(clamping: min(configuration.sendLimit, 1 << 30))
        features = configuration.features
        acknowledgmentDelay = configuration.acknowledgmentDelay
        minimumTimeout = configuration.minimumTimeout
        timeWait = configuration.timeWait
        retransmissionLimit = configuration.retransmissionLimit
        handshakeLimit = configuration.handshakeLimit
        congestion = configuration.congestion
    }
}

/// A TCP connection: what a segment reads or writes. TCP is three functions over it: `onSegment`, `onTimer`, `nextSegment`.
struct Connection: ~Copyable {
    struct Flags: OptionSet, BitwiseCopyable {
        var rawValue: UInt32
        /// A SYN is to leave.
        static let synPending = Flags(rawValue: 1)
        static let acknowledgeNow = Flags(rawValue: 2)
        /// The application has said all that it had to say.
        static let finishQueued = Flags(rawValue: 4)
        /// Both sides speak of what came out of order. RFC 2018.
        static let selective = Flags(rawValue: 8)
        static let timestamps = Flags(rawValue: 16)
        /// It stands in the list of those with something to send, or in a neighbor's.
        static let isListed = Flags(rawValue: 32)
        /// The peer opened it.
        static let isPassive = Flags(rawValue: 64)
        /// The peer has finished, and all that it said has come.
        static let peerFinished = Flags(rawValue: 128)
        /// An application has a handle to it.
        static let isHeld = Flags(rawValue: 512)
        /// The peer's FIN has come, before data that stands before it.
        static let finishKnown = Flags(rawValue: 1024)
        /// A window probe, or as much as fits into a small window, is to leave.
        static let probePending = Flags(rawValue: 2048)
        /// A tail probe is to leave, or is under way. RFC 8985 section 7.
        static let tailPending = Flags(rawValue: 4096)
        static let isProbing = Flags(rawValue: 8192)
        /// The next acknowledgment speaks of what came out of order or twice.
        static let hasGaps = Flags(rawValue: 1 << 14)
        /// What is less than a segment does not wait. RFC 9293 section 3.7.4.
        static let noDelay = Flags(rawValue: 1 << 15)
        static let isCorked = Flags(rawValue: 1 << 16)
        static let keepsAlive = Flags(rawValue: 1 << 17)
        static let abortsOnClose = Flags(rawValue: 1 << 18)
        /// The peer scales its windows, and so do we. RFC 7323 section 2.
        static let isScaled = Flags(rawValue: 1 << 19)
        /// Both sides tell each other when the network is full. RFC 3168.
        static let notifies = Flags(rawValue: 1 << 20)
        /// A packet was marked, and the peer has not yet said that it knows.
        static let echoesCongestion = Flags(rawValue: 1 << 21)
        /// The peer is to hear that the window was reduced.
        static let tellsReduction = Flags(rawValue: 1 << 22)
        /// The peer is asked whether it is still there.
        static let keepAlivePending = Flags(rawValue: 1 << 23)
        /// It waits to be accepted.
        static let isQueued = Flags(rawValue: 1 << 24)
        /// What comes is answered, and the answers bear the acknowledgments.
        static let isInteractive = Flags(rawValue: 1 << 25)
        /// It does something wrong on purpose: the stack asks its `misbehaviors`.
        static let misbehaves = Flags(rawValue: 1 << 26)
    }

    /// What the one timer of a connection waits for: never two of these at once.
    enum Timer: UInt8, BitwiseCopyable {
        case none
        /// An acknowledgment. RFC 6298.
        case retransmission
        /// An acknowledgment, before the last that was sent is sent again. RFC 8985 section 7.
        case tail
        /// That the window opens. RFC 9293 section 3.8.6.1.
        case probe
        /// That nothing of this connection is under way any more.
        case timeWait
        /// That the peer says something. RFC 9293 section 3.8.4.
        case keepAlive
    }

    static var never: UInt64 { Deadlines.never }
    /// How long a peer may wait with an acknowledgment of a single segment, in nanoseconds. RFC 8985 section 7.2.
    static var peerDelay: UInt64 { 200_000_000 }
    /// What our windows are scaled by: Linux's choice for large buffers.
    static var receiveShift: UInt8 { 8 }
    /// So often at most the timeout is doubled.
    static var longestBackoff: UInt8 { 9 }

    var ends = FlowEnds()
    var slot: Int32 = -1
    var generation: UInt32 = 0
    var hash: UInt32 = 0
    var state = ConnectionState.closed
    var failure: ConnectionFailure? = nil
    /// What an ICMP error said that need not last: why it timed out, if it does.
    var softFailure: ConnectionFailure? = nil
    var timer = Timer.none
    var sendShift: UInt8 = 0
    var receiveShift: UInt8 = 0
    var backoff: UInt8 = 0
    var flags: Flags = []
    /// The most octets of data in a segment that we send, time stamps taken off.
    var segmentSize: UInt16 = 536
    /// The most octets that we take in a segment, as our SYN says it.
    var ownSegmentSize: UInt16 = 536
    /// By which it leaves, and to whom on the link.
    var interface: Int32 = 0
    var neighbor = NeighborReference()
    var listener: Int32 = -1

    /// Our SYN's number.
    var initial: UInt32 = 0
    var unacknowledged: UInt32 = 0
    var sendNext: UInt32 = 0
    var sendWindow: UInt32 = 0
    var largestWindow: UInt32 = 0
    var windowSequence: UInt32 = 0
    var windowAcknowledgment: UInt32 = 0
    /// Octets that have arrived by the count of acknowledgments of nothing new, where the peer has no SACK.
    var duplicated: UInt32 = 0
    var phase = LossPhase.open
    /// The most that was in flight in this round, and where that ends.
    var roundMost: UInt32 = 0
    var roundEnd: UInt32 = 0
    /// Where the congestion window was in the way the last time.
    var limitedUntil: UInt32 = 0
    /// When something was last sent for the first time.
    var lastSent: UInt64 = 0
    var congestion = CongestionControl(.reno, segmentSize: 536)
    var sendRing = Ring()
    var scoreboard = Scoreboard()

    var receiveNext: UInt32 = 0
    /// The right edge of the window that the peer knows.
    var receiveEdge: UInt32 = 0
    var receiveLimit: UInt32 = 0
    var sendLimit: UInt32 = 0
    /// When a segment came last.
    var lastHeard: UInt64 = 0
    /// When data came last.
    var lastData: UInt64 = 0
    /// The stack's when 0.
    var hopLimit: UInt8 = 0
    var trafficClass: UInt8 = 0
    /// Behind the last that was sent in less than a segment.
    var smallEnd: UInt32 = 0
    /// How many more segments are acknowledged at once.
    var quickLeft: UInt8 = 0
    /// Octets that came since the last acknowledgment left.
    var owed: UInt32 = 0
    var finishSequence: UInt32 = 0
    var recentTimestamp: UInt32 = 0
    var receiveRing = Ring()

    /// When the SYN left.
    var openedAt: UInt64 = 0
    var smoothedRoundTrip: UInt64 = 0
    var roundTripVariance: UInt64 = 0
    var timerAt = never
    var acknowledgeAt = never
    /// When what is out of order has waited long enough. RFC 8985 section 6.2.
    var reorderAt = never
    /// The time that the heap has for this connection.
    var scheduled = never
    /// The next in the list that it stands in, or of free slots.
    var nextListed: Int32 = -1

    init() {}

    var deadline: UInt64 { min(timerAt, acknowledgeAt, reorderAt) }
    var handle: ConnectionHandle { ConnectionHandle(slot: slot, generation: generation) }
    /// Sequence numbers that were sent and not acknowledged.
    var inFlight: UInt32 { sendNext &- unacknowledged }

    /// Begins: a SYN is to leave.
    mutating func open(_ ends: FlowEnds, _ hash: UInt32, initial: UInt32, mtu: Int, _ settings: ConnectionSettings) {
        self.ends = ends
        self.hash = hash
        flags = .synPending
        ownSegmentSize = UInt16(clamping: mtu - ends.remote.headerLength - 20)
        segmentSize = ownSegmentSize
        self.initial = initial
        unacknowledged = initial
        sendNext = initial &+ 1
        scoreboard.begin(at: sendNext)
        smallEnd = initial
        limitedUntil = initial
        roundEnd = initial
        receiveLimit = settings.receiveLimit
        sendLimit = settings.sendLimit
        congestion = CongestionControl(settings.congestion, segmentSize: UInt32(segmentSize))
    }

    mutating func arm(_ timer: Timer, at time: UInt64) {
        self.timer = timer
        timerAt = time
    }

    mutating func disarm() { arm(.none, at: Self.never) }

    /// Ends at once.
    mutating func end(_ failure: ConnectionFailure? = nil) -> ConnectionEffects {
        state = .closed
        self.failure = self.failure ?? (failure == .timedOut ? softFailure ?? failure : failure)
        disarm()
        acknowledgeAt = Self.never
        reorderAt = Self.never
        return .ended
    }

    /// What is free of the receive buffer.
    var freeWindow: UInt32 { receiveLimit &- min(receiveLimit, receiveRing.count) }

    /// The window to announce. Its right edge never moves back, and moves on by a segment or half of the buffer at least
    /// (RFC 9293 section 3.8.6.2.2).
    @inline(__always)
    mutating func announcedWindow(limit: UInt32) -> UInt32 {
        let edge = receiveNext &+ min(freeWindow, limit)
        let gain = Int32(bitPattern: edge &- receiveEdge)
        if gain >= Int32(min(receiveLimit / 2, UInt32(segmentSize))) { receiveEdge = edge }
        return receiveEdge &- receiveNext
    }

    /// The application took data: whether the window has opened so far that the peer should hear of it at once.
    @inline(__always)
    mutating func windowOpened() -> Bool {
        guard state.canReceive else { return false }
        let gain = Int32(bitPattern: receiveNext &+ freeWindow &- receiveEdge)
        let wasSmall = receiveEdge &- receiveNext < UInt32(segmentSize)
        guard gain >= Int32(max(1, min(receiveLimit / 2, wasSmall ? UInt32(segmentSize) : .max))) else { return false }
        flags.insert(.acknowledgeNow)
        return true
    }

    /// Takes a round trip in. RFC 6298 section 2.
    mutating func measured(_ time: UInt64) {
        if smoothedRoundTrip == 0 {
            smoothedRoundTrip = max(1, time)
            roundTripVariance = time / 2
        } else {
            let difference = time > smoothedRoundTrip ? time - smoothedRoundTrip : smoothedRoundTrip - time
            roundTripVariance = (3 * roundTripVariance + difference) / 4
            smoothedRoundTrip = (7 * smoothedRoundTrip + time) / 8
        }
    }

    /// The retransmission timeout, with its back-off. RFC 6298 sections 2 and 5.5. As in Linux the least is added to the round
    /// trip: where that hardly varies a peer's delayed acknowledgment would else come too late.
    func timeout(_ settings: ConnectionSettings) -> UInt64 {
        let time =
            smoothedRoundTrip == 0
            ? 1_000_000_000 : smoothedRoundTrip &+ max(settings.minimumTimeout, 4 &* roundTripVariance)
        return min(time << UInt64(min(backoff, Self.longestBackoff)), 120_000_000_000)
    }
}
