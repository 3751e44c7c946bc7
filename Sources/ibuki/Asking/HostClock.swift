import Packets
import Probes
import SystemCalls

/// The host's own clocks.
struct HostClock: AskClock {
    var now: ContinuousClock.Instant { .now }
    var time: Timestamp { System.wallClock() }
}
