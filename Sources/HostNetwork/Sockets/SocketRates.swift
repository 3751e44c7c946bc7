package import Packets

/// How much connections carry, from two looks at what TCP counted.
package struct SocketRates {
    private struct Counters {
        var sent: UInt64
        var received: UInt64
    }

    private var last: [UInt64: Counters] = [:]
    private var current: [UInt64: Counters] = [:]
    private var moment: UInt64 = 0
    private var passed: UInt64 = 0

    package init() {}

    /// Begins a look at a moment, in nanoseconds.
    package mutating func begin(at now: UInt64) {
        passed = moment == 0 ? 0 : now - moment
        moment = now
        last = current
        current.removeAll(keepingCapacity: true)
    }

    /// Octets a second since the last look; `nil` where the connection was not there then. By cookies, which no two
    /// sockets of a host share.
    package mutating func rate(of socket: borrowing Layer<HostSocket>) -> (sending: UInt64, receiving: UInt64)? {
        let counters = Counters(sent: socket.octetsSent, received: socket.octetsReceived)
        let cookie = socket.cookie
        current[cookie] = counters
        guard let then = last[cookie], passed > 0, counters.sent >= then.sent, counters.received >= then.received
        else { return nil }
        return (rate(counters.sent - then.sent), rate(counters.received - then.received))
    }

    private func rate(_ octets: UInt64) -> UInt64 {
        let rate = Double(octets) * 1e9 / Double(passed)
        return rate < 1e18 ? UInt64(rate.rounded()) : .max / 8
    }
}
