extension System {
    /// The time of day, since 1970. clock_gettime(2)
    package static func timeOfDay() -> (seconds: Int64, nanoseconds: UInt32) {
        var time = timespec()
        unsafe clock_gettime(CLOCK_REALTIME, &time)
        return (Int64(time.tv_sec), UInt32(time.tv_nsec))
    }

    /// The moment, in nanoseconds of a clock that only goes forward. clock_gettime(2)
    package static func nanoseconds() -> UInt64 {
        var time = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }

    /// Sleeps; a signal may end it early. usleep(3)
    package static func sleep(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let microseconds = seconds * 1_000_000 + attoseconds / 1_000_000_000_000
        _ = usleep(UInt32(clamping: min(999_999, max(0, microseconds))))
    }
}
