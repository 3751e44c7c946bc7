internal import Links
public import Packets

/// The host's own clocks.
public struct HostClock: AskClock {
    public init() {}

    public var now: ContinuousClock.Instant { .now }
    public var time: Timestamp { .now }
}
