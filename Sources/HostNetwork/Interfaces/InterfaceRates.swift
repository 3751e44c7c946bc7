/// How much passes through interfaces, from two looks at their counters.
package struct InterfaceRates {
    /// What passed in a second, in one direction.
    package struct Direction {
        package var packets: UInt64
        package var bits: UInt64
        package var errors: UInt64
        package var dropped: UInt64

        /// A counter that is less than it was began anew: then nothing is said of it.
        init(
            _ now: InterfaceCounters.Direction, since then: InterfaceCounters.Direction, nanoseconds: UInt64
        ) {
            func rate(_ now: UInt64, _ then: UInt64, _ factor: Double) -> UInt64 {
                guard now > then, nanoseconds > 0 else { return 0 }
                let rate = Double(now - then) * factor * 1e9 / Double(nanoseconds)
                return rate < 9e18 ? UInt64(rate.rounded()) : .max
            }
            packets = rate(now.packets, then.packets, 1)
            bits = rate(now.octets, then.octets, 8)
            errors = rate(now.errors, then.errors, 1)
            dropped = rate(now.dropped, then.dropped, 1)
        }
    }

    private var last: [UInt32: InterfaceCounters] = [:]
    private var moment: UInt64 = 0
    package private(set) var lines: [(interface: NetworkInterface, received: Direction, sent: Direction)] = []

    package init() {}

    /// Takes in what the counters are at a moment, in nanoseconds. At the first look all rates are 0.
    package mutating func update(_ interfaces: [NetworkInterface], at now: UInt64) {
        let passed = now - moment
        lines = interfaces.map { interface in
            let then = last[interface.index] ?? interface.counters
            return (
                interface, Direction(interface.counters.received, since: then.received, nanoseconds: passed),
                Direction(interface.counters.sent, since: then.sent, nanoseconds: passed)
            )
        }
        last = Dictionary(interfaces.map { ($0.index, $0.counters) }, uniquingKeysWith: { first, _ in first })
        moment = now
    }
}
