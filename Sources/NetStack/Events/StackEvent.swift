/// Something that a connection did for a reason that its segments alone do not show.
public struct StackEvent: Sendable, BitwiseCopyable {
    /// Windows are octets, times nanoseconds, sequence numbers relative to that of our SYN.
    public enum Kind: Sendable, BitwiseCopyable {
        /// The retransmission timer ran out, for the so-manieth time in a row: what begins at `first` is sent again.
        case timedOut(after: UInt64, times: UInt8, first: UInt32, window: UInt32)
        /// Something was found lost while acknowledgments come.
        case recoveryBegan(lost: UInt32, window: UInt32, threshold: UInt32)
        case recoveryEnded(window: UInt32)
        /// What was sent again had arrived the first time.
        case reductionUndone(window: UInt32)
        /// The end of what was sent was lost, and a probe found that out.
        case probeRepaired(window: UInt32, threshold: UInt32)
        case probed(first: UInt32, isRepeated: Bool)
        /// The peer's window is shut, and it is asked whether it still is.
        case windowProbed(times: UInt8)
        case windowReduced(window: UInt32)
        /// As it was told to.
        case misbehaved(Misbehavior.Act)
    }

    public var time: UInt64
    public var connection: ConnectionHandle
    public var kind: Kind
}

extension StackEvent: CustomStringConvertible {
    /// What happened and why, in a line.
    public var description: String {
        switch kind {
        case .timedOut(let after, let times, let first, let window):
            "RTO after \(after / 1_000_000) ms, \(times) in a row: sent again from \(first), cwnd \(window) -> one segment"
        case .recoveryBegan(let lost, let window, let threshold):
            "fast retransmit: \(lost) octets are lost, cwnd \(window) -> \(threshold)"
        case .recoveryEnded(let window): "recovered: all that was sent before the loss has arrived, cwnd \(window)"
        case .reductionUndone(let window): "nothing was lost: the peer had what was sent again, cwnd back to \(window)"
        case .probeRepaired(let window, let threshold):
            "a tail probe mended a loss, cwnd \(window) -> \(threshold)"
        case .probed(let first, let isRepeated):
            "tail probe: \(isRepeated ? "the last segment again" : "new data"), from \(first)"
        case .windowProbed(let times): "window probe \(times): the peer's window is shut"
        case .windowReduced(let window): "the network is congested, as the peer says (ECN): cwnd -> \(window)"
        case .misbehaved(let act): "on purpose: \(act)"
        }
    }
}

/// What happened lately, the oldest gone first where there is no room.
struct EventLog: ~Copyable {
    private let limit: Int
    private var events: [StackEvent] = []
    private var start = 0
    private(set) var dropped: UInt64 = 0

    init(limit: Int) {
        self.limit = limit
        events.reserveCapacity(limit)
    }

    @inline(never)
    mutating func add(_ kind: StackEvent.Kind, _ connection: ConnectionHandle, _ now: UInt64) {
        guard limit > 0 else { return }
        let event = StackEvent(time: now, connection: connection, kind: kind)
        if events.count < limit {
            events.append(event)
        } else {
            events[start] = event
            start = (start + 1) % limit
            dropped &+= 1
        }
    }

    /// Takes them out, the first first.
    mutating func take() -> [StackEvent] {
        defer {
            events.removeAll(keepingCapacity: true)
            start = 0
        }
        return start == 0 ? events : Array(events[start...] + events[..<start])
    }
}
