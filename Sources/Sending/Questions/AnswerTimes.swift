/// How long answers take, and how long one that is missing is worth waiting for by that. RFC 6298 section 2
struct AnswerTimes: Sendable {
    /// How many answers say something of those that are missing.
    private static let enough = 8
    /// The least that is waited for: a host that sleeps on a wireless link answers late.
    private static let least = Duration.milliseconds(100)

    private var count = 0
    private var mean = Duration.zero
    private var variation = Duration.zero

    /// Takes the time that an answer took, where it is known which sending it answers.
    mutating func add(_ time: Duration) {
        if count == 0 {
            mean = time
            variation = time / 2
        } else {
            let deviation = mean > time ? mean - time : time - mean
            variation = (variation * 3 + deviation) / 4
            mean = (mean * 7 + time) / 8
        }
        count += 1
    }

    /// How long to wait, `longest` at most.
    func timeout(upTo longest: Duration) -> Duration {
        count < Self.enough ? longest : min(longest, max(Self.least, mean + variation * 4))
    }
}
