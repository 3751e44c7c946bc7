import Packets
import Probes

/// How long answers took, and how many there were not: their mean and deviation without keeping them. Welford, "Note on a method for
/// calculating corrected sums of squares and products", 1962.
struct DelayStatistics: Equatable, Sendable {
    private(set) var sent = 0
    private(set) var received = 0
    /// Of the answers, in milliseconds.
    private(set) var last: Double?
    private(set) var best = Double.infinity
    private(set) var worst = 0.0
    private(set) var mean = 0.0
    private var squares = 0.0
    private(set) var curve = Curve()

    /// - Parameter delay: in milliseconds; `nil` where no answer came.
    mutating func add(_ delay: Double?) {
        sent += 1
        last = delay
        curve.append(delay ?? .nan)
        guard let delay else { return }
        received += 1
        best = min(best, delay)
        worst = max(worst, delay)
        let difference = delay - mean
        mean += difference / Double(received)
        squares += difference * (delay - mean)
    }

    /// In parts of 100.
    var loss: Double { sent == 0 ? 0 : 100 * Double(sent - received) / Double(sent) }
    /// The answers' standard deviation, taken as all that there are.
    var deviation: Double { received == 0 ? 0 : (squares / Double(received)).squareRoot() }
}

/// Who is at one distance, and how long it takes to answer.
struct PathHop: Equatable, Sendable {
    var number: Int
    /// Who answered, the latest first.
    var senders: [IPAddress] = []
    var reason = ""
    var delays = DelayStatistics()

    /// So many are kept; more routers than that share no load.
    private static let senderLimit = 8

    mutating func add(_ answer: Trace.Answer?) {
        delays.add(answer.map { Self.milliseconds($0.delay) })
        guard let answer else { return }
        reason = answer.reply.reason
        senders.removeAll { $0 == answer.reply.sender }
        senders.insert(answer.reply.sender, at: 0)
        senders = Array(senders.prefix(Self.senderLimit))
    }

    static func milliseconds(_ time: Duration) -> Double {
        let (seconds, attoseconds) = time.components
        return Double(seconds) * 1e3 + Double(attoseconds) * 1e-15
    }
}
