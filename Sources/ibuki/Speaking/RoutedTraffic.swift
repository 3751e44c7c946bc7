import NetStack
import Packets

/// What a router has passed on in some time, and what it has not.
struct RoutedTraffic: Sendable {
    var time: Duration
    /// What was counted at its beginning and at its end.
    var before: StackCounters
    var after: StackCounters

    private var packets: UInt64 { after.forwarded &- before.forwarded }
    private var octets: UInt64 { after.octetsForwarded &- before.octetsForwarded }
    /// What led nowhere, or could not be translated.
    private var refused: UInt64 { after.forOthers &- before.forOthers }
    private var broken: UInt64 {
        after.malformed &- before.malformed &+ after.badChecksums &- before.badChecksums
    }
    private var overflowed: UInt64 { after.overflows &- before.overflows }

    /// Whether there is nothing to tell.
    var isNothing: Bool { packets == 0 }

    /// A line for people.
    var line: String {
        let seconds = PingStatistics.seconds(time)
        let rate = seconds > 0 ? Double(octets) * 8e-6 / seconds : 0
        var line = "\(packets) \(packets == 1 ? "packet" : "packets"), \(octets) octets passed on in "
        line += "\(Decimal.text(seconds, digits: 1)) s, \(Decimal.text(rate, digits: 1)) Mbit/s"
        for (count, what) in [(refused, "not for us"), (broken, "broken"), (overflowed, "without room")] where count > 0
        {
            line += "; \(count) \(what)"
        }
        return line
    }

    /// The same as an object.
    ///
    /// - Parameter isTotal: whether it is about the whole run.
    func object(isTotal: Bool) -> JSONObject {
        var object = JSONObject()
        object.add("event", isTotal ? "total" : "interval")
        object.add("seconds", time)
        object.add("packets", packets)
        object.add("octets", octets)
        object.add("refused", refused)
        object.add("broken", broken)
        object.add("overflowed", overflowed)
        return object
    }
}
