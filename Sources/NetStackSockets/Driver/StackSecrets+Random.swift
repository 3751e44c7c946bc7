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
    static var now: UInt64 { System.nanoseconds() }
}
