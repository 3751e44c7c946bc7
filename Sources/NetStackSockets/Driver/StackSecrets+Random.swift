internal import SystemCalls
public import NetStack

extension StackSecrets {
    /// Secrets that nobody knows. getrandom(2)
    public static func random() -> StackSecrets {
        var generator = SystemRandomNumberGenerator()
        return StackSecrets(generator.next(), generator.next())
    }
}

extension StackDriver {
    /// The moment, in nanoseconds of the driver's clock, which only goes forward.
    package static var now: UInt64 { System.nanoseconds() }

    /// The time of the world when that clock showed 0, in nanoseconds since 1970.
    static var epoch: UInt64 {
        let (seconds, nanoseconds) = System.timeOfDay()
        return UInt64(clamping: seconds) &* 1_000_000_000 &+ UInt64(nanoseconds) &- now
    }
}
