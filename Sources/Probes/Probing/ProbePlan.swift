public import Packets

/// Which probes are sent, and what is made of what comes back: a state machine that is told the time.
public protocol ProbePlan: AnyObject {
    /// What to send next.
    func next(at now: ContinuousClock.Instant) -> ProbeTurn
    /// Whether a probe is still worth sending, where it had to wait.
    func wants(_ probe: Probe) -> Bool
    /// A neighbor that a probe is for, or goes by, has been asked for its address.
    ///
    /// - Parameter hardwareAddress: `nil` where it did not answer.
    func resolved(_ neighbor: IPAddress, hardwareAddress: MACAddress?, after delay: Duration)
    /// - Parameter tries: how often it had been sent.
    func answered(_ probe: Probe, by reply: ProbeReply, after delay: Duration, tries: Int)
    /// All the time that there was is over.
    func unanswered(_ probe: Probe)
    /// It was not sent, for no way leads there.
    func undeliverable(_ probe: Probe, because reason: String)
    /// Everything that came was told.
    func paused() throws
}

extension ProbePlan {
    public func wants(_ probe: Probe) -> Bool { true }
    public func resolved(_ neighbor: IPAddress, hardwareAddress: MACAddress?, after delay: Duration) {}
    public func paused() throws {}
}

/// What a plan says when it was asked for a probe.
public enum ProbeTurn: Sendable, Equatable {
    case probe(Probe)
    /// Nothing before this moment, unless something comes.
    case wait(until: ContinuousClock.Instant)
    /// Nothing before one of those that were sent is answered or over.
    case later
    case done
}
