public import Packets

/// The clocks by which questions are asked. Tests turn their own.
public protocol AskClock {
    /// For deadlines.
    var now: ContinuousClock.Instant { get }
    /// The time of day, in which links tell when frames came.
    var time: Timestamp { get }
}
