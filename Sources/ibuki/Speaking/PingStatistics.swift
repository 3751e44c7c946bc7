import Packets

/// What came of echo requests: as ping(8) sums it up.
struct PingStatistics: Sendable {
    private(set) var sent = 0
    private(set) var received = 0
    private var least = Duration.zero
    private var most = Duration.zero
    private var sum = 0.0
    private var sumOfSquares = 0.0

    mutating func request() { sent += 1 }

    /// A request that was never waited for counts as none.
    mutating func takeBack() { sent -= 1 }

    mutating func reply(after time: Duration) {
        received += 1
        least = received == 1 ? time : min(least, time)
        most = max(most, time)
        let seconds = Self.seconds(time)
        sum += seconds
        sumOfSquares += seconds * seconds
    }

    private var mean: Double { received == 0 ? 0 : sum / Double(received) }
    private var deviation: Double {
        received == 0 ? 0 : max(0, sumOfSquares / Double(received) - mean * mean).squareRoot()
    }

    /// Two lines: how many, and how long they took.
    var text: String {
        let lost = sent == 0 ? 0 : 100 * Double(sent - received) / Double(sent)
        var text = "\(sent) sent, \(received) received, \(Decimal.text(lost, digits: 1)) % lost\n"
        guard received > 0 else { return text }
        let times = [Self.seconds(least), mean, Self.seconds(most), deviation]
        text += "least/mean/most/deviation \(times.map { Self.milliseconds($0) }.joined(separator: "/")) ms\n"
        return text
    }

    var object: JSONObject {
        var object = JSONObject()
        object.add("sent", sent)
        object.add("received", received)
        for (name, value) in [
            ("least", Self.seconds(least)), ("mean", mean), ("most", Self.seconds(most)), ("deviation", deviation),
        ] {
            if received > 0 { object.add(name, Duration.seconds(value)) } else { object.addNull(name) }
        }
        return object
    }

    static func seconds(_ time: Duration) -> Double {
        let (seconds, attoseconds) = time.components
        return Double(seconds) + Double(attoseconds) * 1e-18
    }

    /// A time as ping shows it.
    static func milliseconds(_ seconds: Double) -> String { Decimal.text(seconds * 1000, digits: 3) }
}
