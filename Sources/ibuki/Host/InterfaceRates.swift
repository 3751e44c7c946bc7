#if os(Linux)
    import HostNetwork
    import Packets

    /// How much passes through interfaces, from two looks at their counters.
    struct InterfaceRates {
        /// What passed in a second, in one direction.
        struct Direction {
            var packets: UInt64
            var bits: UInt64
            var errors: UInt64
            var dropped: UInt64

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
        private(set) var lines: [(interface: NetworkInterface, received: Direction, sent: Direction)] = []

        /// Takes in what the counters are at a moment, in nanoseconds. At the first look all rates are 0.
        mutating func update(_ interfaces: [NetworkInterface], at now: UInt64) {
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

        func write(into text: inout TextBuffer, _ style: TextStyle, _ width: Int) {
            var table = TextTable([
                .left("Interface"), .left("State"), .right("Receiving"), .right("Packets/s"), .right("Errors/s"),
                .right("Dropped/s"), .right("Sending"), .right("Packets/s"), .right("Errors/s"), .right("Dropped/s"),
            ])
            for line in lines {
                table.add(.heading, line.interface.name)
                table.add(line.interface.state == .up ? .protocol : .time, line.interface.state.description)
                for direction in [line.received, line.sent] {
                    table.add(.address, Amount.bitRate(direction.bits))
                    table.add(direction.packets)
                    table.add(direction.errors > 0 ? .fault : nil, "\(direction.errors)")
                    table.add(direction.dropped > 0 ? .fault : nil, "\(direction.dropped)")
                }
            }
            table.write(into: &text, style: style, width: width, breaksCells: true)
        }

        func writeJSON(into text: inout TextBuffer) {
            for line in lines {
                var object = JSONObject()
                object.add("name", line.interface.name)
                object.add("state", line.interface.state.description)
                for (key, direction) in [("receiving", line.received), ("sending", line.sent)] {
                    var inner = JSONObject()
                    inner.add("bits", direction.bits)
                    inner.add("packets", direction.packets)
                    inner.add("errors", direction.errors)
                    inner.add("dropped", direction.dropped)
                    object.add(key, inner)
                }
                object.write(into: &text)
            }
        }
    }
#endif
