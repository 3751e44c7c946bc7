package import Packets
internal import SystemCalls

extension Timestamp {
    /// The time of day. clock_gettime(2)
    package static var now: Timestamp {
        let (seconds, nanoseconds) = System.timeOfDay()
        return Timestamp(seconds: seconds, nanoseconds: nanoseconds)
    }
}
