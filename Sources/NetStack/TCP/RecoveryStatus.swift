/// What a connection makes of its losses.
public enum RecoveryPhase: UInt8, Sendable, BitwiseCopyable {
    /// Nothing is known to be lost, or out of order.
    case open
    /// Something arrived out of order, and may be lost.
    case disordered
    /// The network said that it is congested.
    case reduced
    /// What was found lost by acknowledgments is sent again.
    case recovery
    /// The retransmission timer ran out.
    case loss
}

/// How a connection's sending stands: a snapshot, in octets and nanoseconds.
public struct RecoveryStatus: Sendable, BitwiseCopyable {
    public var phase: RecoveryPhase
    /// Octets that wait in the send buffer, those included that were sent and not acknowledged.
    public var queued: Int
    /// Sequence numbers that were sent and not acknowledged in their order.
    public var unacknowledged: Int
    /// Of these what has arrived out of order, and what is taken for lost and was not yet sent again.
    public var selectivelyAcknowledged: Int
    public var lost: Int
    /// The slow start threshold.
    public var threshold: Int
    public var roundTripVariance: UInt64
    /// How often in a row the timer has run out.
    public var backoff: Int
}

extension Stack {
    /// How a connection's sending stands; `nil` when it is gone.
    public func recoveryStatus(_ handle: ConnectionHandle) -> RecoveryStatus? {
        guard let slot = slot(handle) else { return nil }
        let sacked = Int(connections[slot].scoreboard.sacked)
        let phase: RecoveryPhase =
            switch connections[slot].phase {
            case .open: sacked > 0 || connections[slot].duplicated > 0 ? .disordered : .open
            case .reduced: .reduced
            case .recovery: .recovery
            case .loss: .loss
            }
        return RecoveryStatus(
            phase: phase, queued: Int(connections[slot].sendRing.count),
            unacknowledged: Int(connections[slot].inFlight), selectivelyAcknowledged: sacked,
            lost: Int(connections[slot].scoreboard.lost), threshold: Int(connections[slot].congestion.threshold),
            roundTripVariance: connections[slot].roundTripVariance, backoff: Int(connections[slot].backoff))
    }
}

extension Stack {
    /// Whether a connection waits to be accepted.
    public func isAcceptable(_ listener: ListenerHandle) -> Bool {
        listeners.indices.contains(listener.index) && listeners[listener.index].accepted.contains { slot($0) != nil }
    }
}
