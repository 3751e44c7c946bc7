import NetStack

/// Whether a socket asks a silent peer if it is there, and how.
struct KeepAliveChoice {
    var isOn = false
    var keepAlive = KeepAlive()
}

/// What `setsockopt` sets.
struct SocketOption {
    let name: String
    let value: CallValue
    let number: Int64?

    init(_ name: String, _ value: CallValue, _ number: Int64?) {
        self.name = name
        self.value = value
        self.number = number
    }

    /// What the stack is told.
    ///
    /// - Throws: `unsupported`, with the option's name.
    func connectionOptions(
        _ keepAlive: inout KeepAliveChoice, _ file: String, _ place: ScriptPlace
    ) throws(ScriptError) -> [ConnectionOption] {
        func number(_ range: ClosedRange<Int64>) throws(ScriptError) -> Int64 {
            guard let number = self.number, range.contains(number) else {
                throw ScriptError(
                    .unsupported, file, place,
                    "\(name) takes a number from \(range.lowerBound) to \(range.upperBound), not '\(value.text)'")
            }
            return number
        }
        let seconds: UInt64 = 1_000_000_000
        switch name {
        // A port may be bound again at once in any case.
        case "SO_REUSEADDR", "SO_REUSEPORT": return []
        case "TCP_NODELAY": return [.noDelay(try number(0...Int64(Int32.max)) != 0)]
        case "TCP_CORK": return [.cork(try number(0...Int64(Int32.max)) != 0)]
        case "TCP_MAXSEG": return [.maximumSegmentSize(UInt16(try number(64...65495)))]
        case "SO_SNDBUF": return [.sendLimit(Int(try number(1...1 << 28)))]
        case "SO_RCVBUF": return [.receiveLimit(Int(try number(1...1 << 28)))]
        case "IP_TTL", "IPV6_UNICAST_HOPS": return [.hopLimit(UInt8(try number(1...255)))]
        case "IP_TOS", "IPV6_TCLASS": return [.differentiatedServices(UInt8(try number(0...255)) >> 2)]
        case "TCP_USER_TIMEOUT":
            let milliseconds = try number(0...1_000_000_000)
            return [.userTimeout(milliseconds == 0 ? nil : UInt64(milliseconds) * 1_000_000)]
        case "TCP_CONGESTION":
            switch value {
            case .string("cubic"): return [.congestion(.cubic)]
            case .string("reno"): return [.congestion(.reno)]
            default: break
            }
        case "SO_LINGER":
            // A close that waits for the peer has no place in time that nobody counts.
            switch (value["onoff"], value["linger"]) {
            case (.integer(0)?, _): return [.abortsOnClose(false)]
            case (.integer?, .integer(0)?): return [.abortsOnClose(true)]
            default: break
            }
        case "TCP_MISBEHAVE":
            guard case .string(let words) = value else { break }
            do throws(MisbehaviorError) { return [.misbehavior(try Misbehavior(parsing: words))] } catch {
                throw ScriptError(.unsupported, file, place, "\(name): \(error)")
            }
        case "SO_KEEPALIVE":
            keepAlive.isOn = try number(0...Int64(Int32.max)) != 0
            return [.keepAlive(keepAlive.isOn ? keepAlive.keepAlive : nil)]
        case "TCP_KEEPIDLE", "TCP_KEEPINTVL", "TCP_KEEPCNT":
            let value = UInt64(try number(1...(name == "TCP_KEEPCNT" ? 127 : 32767)))
            switch name {
            case "TCP_KEEPIDLE": keepAlive.keepAlive.idle = value * seconds
            case "TCP_KEEPINTVL": keepAlive.keepAlive.interval = value * seconds
            default: keepAlive.keepAlive.count = UInt8(value)
            }
            return keepAlive.isOn ? [.keepAlive(keepAlive.keepAlive)] : []
        default: break
        }
        let given = self.number == nil ? "=\(value.text)" : ""
        throw ScriptError(.unsupported, file, place, "not supported by the stack yet: \(name)\(given)")
    }
}
