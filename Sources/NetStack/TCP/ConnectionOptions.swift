/// What TCP offers to a peer, and takes when the peer offers it.
public struct TransportFeatures: OptionSet, Sendable, BitwiseCopyable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// RFC 7323 section 3.
    public static let timestamps = TransportFeatures(rawValue: 1)
    /// RFC 7323 section 2: without it no window is larger than 64 KiB.
    public static let windowScale = TransportFeatures(rawValue: 2)
    /// RFC 2018.
    public static let selectiveAcknowledgment = TransportFeatures(rawValue: 4)
    /// RFC 3168: taken when the peer offers it.
    public static let congestionNotification = TransportFeatures(rawValue: 8)
    /// RFC 3168: offered too.
    public static let offersCongestionNotification = TransportFeatures(rawValue: 16)
    /// RFC 4987 section 3.6: where a listener's queue is full, the peer keeps what we would remember.
    public static let synCookies = TransportFeatures(rawValue: 32)

    /// What Linux does where nobody says otherwise.
    public static let standard: TransportFeatures = [
        .timestamps, .windowScale, .selectiveAcknowledgment, .congestionNotification, .synCookies,
    ]
}

/// Asking a silent peer whether it is still there. RFC 9293 section 3.8.4. Times in nanoseconds.
public struct KeepAlive: Sendable, BitwiseCopyable, Hashable {
    /// How long nothing comes before it is asked.
    public var idle: UInt64
    public var interval: UInt64
    /// How many questions may stay without an answer.
    public var count: UInt8

    /// Linux's: two hours, then nine questions 75 s apart.
    public init(idle: UInt64 = 7_200_000_000_000, interval: UInt64 = 75_000_000_000, count: UInt8 = 9) {
        self.idle = idle
        self.interval = interval
        self.count = count
    }
}

/// How one connection differs from the others. Set for a listener it holds for all that it will take.
public enum ConnectionOption: Sendable, BitwiseCopyable, Hashable {
    /// What is less than a segment leaves at once, although something is under way: no Nagle. RFC 9293 section 3.7.4.
    case noDelay(Bool)
    /// Only whole segments leave, until it is taken back, at most for a retransmission timeout.
    case cork(Bool)
    case keepAlive(KeepAlive?)
    /// How long data may be without an acknowledgment, in nanoseconds; as long as the retransmissions last when `nil`. RFC 9293
    /// section 3.9.1.1.
    case userTimeout(UInt64?)
    /// Closing is aborting: the peer gets a RST.
    case abortsOnClose(Bool)
    /// The most octets of data in a segment that the peer may send, and that we send; before the handshake.
    case maximumSegmentSize(UInt16)
    /// The most that waits to be sent, or to be read, in octets.
    case sendLimit(Int)
    case receiveLimit(Int)
    case congestion(CongestionAlgorithm)
    /// IPv4's time to live, IPv6's hop limit; the stack's when 0.
    case hopLimit(UInt8)
    /// The six bits of the differentiated services, above those of ECN. RFC 2474.
    case differentiatedServices(UInt8)
    /// What it does wrong on purpose.
    case misbehavior(Misbehavior?)
}

extension Stack {
    /// Changes how a connection behaves.
    ///
    /// - Throws: `StackError`: `gone`.
    public mutating func set(_ option: ConnectionOption, of handle: ConnectionHandle) throws(StackError) {
        journal?.note(.option, handle.journaled + option.journaled)
        guard let slot = slot(handle) else { throw .gone }
        set(option, at: slot)
        activate(slot)
        reschedule(slot)
    }

    /// Changes how the connections behave that a listener takes from now on.
    public mutating func set(_ option: ConnectionOption, of listener: ListenerHandle) {
        journal?.note(.listenerOption, [UInt64(listener.index)] + option.journaled)
        listeners[listener.index].options.append(option)
    }

    mutating func set(_ option: ConnectionOption, at slot: Int) {
        switch option {
        case .noDelay(let isOn): connections[slot].flags.set(.noDelay, isOn)
        case .cork(let isOn): connections[slot].flags.set(.isCorked, isOn)
        case .abortsOnClose(let isOn): connections[slot].flags.set(.abortsOnClose, isOn)
        case .keepAlive(let keepAlive):
            recoveries[slot].keepAlive = keepAlive
            connections[slot].flags.set(.keepsAlive, keepAlive != nil)
            if connections[slot].timer == .none || connections[slot].timer == .keepAlive {
                connections[slot].disarm()
                connections[slot].armKeepAlive(recoveries[slot])
            }
        case .userTimeout(let time): recoveries[slot].userTimeout = time
        case .maximumSegmentSize(let size):
            connections[slot].limitSegments(to: size)
        case .sendLimit(let limit): connections[slot].sendLimit = UInt32(clamping: min(max(limit, 1), 1 << 30))
        case .receiveLimit(let limit):
            connections[slot].receiveLimit = UInt32(clamping: min(max(limit, 1), 1 << 30))
        case .congestion(let algorithm):
            connections[slot].congestion.choose(algorithm)
        case .hopLimit(let limit): connections[slot].hopLimit = limit
        case .differentiatedServices(let bits): connections[slot].trafficClass = bits << 2
        case .misbehavior(let misbehavior): set(misbehavior, at: slot)
        }
    }
}

extension Connection.Flags {
    mutating func set(_ flag: Connection.Flags, _ isOn: Bool) {
        if isOn { insert(flag) } else { remove(flag) }
    }
}

extension Connection {
    /// Neither side sends more octets of data in a segment; never less than 64, that a peer may not make us busy with headers.
    mutating func limitSegments(to size: UInt16) {
        ownSegmentSize = min(ownSegmentSize, max(size, 64))
        segmentSize = min(segmentSize, max(size, 64))
    }

    /// While nothing is under way and nothing waits, the peer is asked some day whether it is still there.
    mutating func armKeepAlive(_ recovery: Recovery) {
        guard let keepAlive = recovery.keepAlive, timer == .none, state.isSynchronized, state != .timeWait else {
            return
        }
        arm(.keepAlive, at: lastHeard &+ keepAlive.idle)
    }
}
