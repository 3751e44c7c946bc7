import NetStack
import Packets

extension ScriptRun {
    // MARK: Options

    mutating func setOption(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, found) = try socket(of: call) else { return .error("EBADF") }
        var socket = found
        let name = try argument(2, call).text
        let given = try argument(3, call)
        var value = given
        if case .array(let values) = given, values.count == 1 { value = values[0] }
        let number = Self.constant(value)
        let options = try SocketOption(name, value, number).connectionOptions(
            &socket.keepAlive, script.name, call.place)
        if let number { socket.values[name] = number }
        for option in options {
            switch socket.state {
            case .fresh: socket.options.append(option)
            case .listening(let listener): stack.set(option, of: listener)
            case .connection(let connection):
                do throws(StackError) { try stack.set(option, of: connection) } catch {
                    return .error(Self.name(of: error))
                }
            case .datagrams:
                throw error(.unsupported, call.place, "not supported by the stack yet: \(name) of UDP sockets")
            }
        }
        sockets[descriptor] = socket
        return .value(0)
    }

    mutating func option(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, socket) = try socket(of: call) else { return .error("EBADF") }
        let name = try argument(2, call).text
        let status = socket.connection.flatMap { stack.status($0) }
        let value: Int64
        switch name {
        case "SO_ERROR": value = Int64(takeFailure(descriptor).flatMap { SystemWords.errors[$0]?.number } ?? 0)
        case "SO_TYPE": value = socket.isStream ? 1 : 2
        case "SO_ACCEPTCONN":
            if case .listening = socket.state { value = 1 } else { value = 0 }
        case "TCP_MAXSEG": value = Int64(status?.segmentSize ?? 536)
        default:
            guard let known = socket.values[name] else {
                throw error(.unsupported, call.place, "not supported by the stack yet: \(name) in getsockopt")
            }
            value = known
        }
        try compare(value, name, try argument(3, call), call)
        return .value(0)
    }

    /// Compares what a call writes, `[0]`, with what it is to write.
    private func compare(_ value: Int64, _ what: String, _ expected: CallValue, _ call: SystemCall) throws(ScriptError)
    {
        guard expected != .any else { return }
        var wanted = expected
        if case .array(let values) = expected, values.count == 1 { wanted = values[0] }
        var number = Self.constant(wanted)
        if case .word(let word) = wanted { number = SystemWords.errors[word].map { Int64($0.number) } ?? number }
        guard wanted == .any || number == value else {
            throw error(
                .call, call.place,
                "runtime error in \(call.name) call: \(what): expected: \(wanted.text) vs actual: \(value)")
        }
    }

    // MARK: fcntl, ioctl

    mutating func control(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, socket) = try socket(of: call) else { return .error("EBADF") }
        switch try number(1, call) {
        case 3: return .value(2 | (socket.isNonBlocking ? 0o4000 : 0))
        case 4:
            let isNonBlocking = try number(2, call) & 0o4000 != 0
            sockets[descriptor]?.isNonBlocking = isNonBlocking
            return .value(0)
        default:
            throw error(
                .unsupported, call.place, "fcntl takes F_GETFL and F_SETFL here, not '\(try argument(1, call).text)'")
        }
    }

    mutating func ask(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (_, socket) = try socket(of: call) else { return .error("EBADF") }
        let name = try argument(1, call).text
        guard let connection = socket.connection, let status = stack.status(connection),
            let recovery = stack.recoveryStatus(connection)
        else { return .error("EINVAL") }
        let value: Int
        switch name {
        case "SIOCINQ", "FIONREAD": value = status.readable
        case "SIOCOUTQ", "TIOCOUTQ": value = recovery.queued
        case "SIOCOUTQNSD": value = recovery.queued - min(recovery.queued, recovery.unacknowledged)
        default:
            throw error(.unsupported, call.place, "ioctl takes SIOCINQ, SIOCOUTQ and SIOCOUTQNSD here, not '\(name)'")
        }
        try compare(Int64(value), name, try argument(2, call), call)
        return .value(0)
    }

    // MARK: poll

    /// When a `poll` that waits gives up, by the stack's clock.
    var pollLimit: UInt64? {
        guard let pending, pending.call.name == "poll", pending.call.arguments.count == 3,
            let timeout = Self.constant(pending.call.arguments[2]), timeout >= 0
        else { return nil }
        return start + UInt64(pending.eventTime) + UInt64(min(timeout, 1_000_000_000)) * 1_000_000
    }

    mutating func poll(_ pending: PendingCall) throws(ScriptError) -> CallOutcome {
        let call = pending.call
        guard case .array(let entries) = try argument(0, call) else {
            throw error(.call, call.place, "poll takes [{fd=3, events=POLLIN, revents=POLLIN}], and so on")
        }
        let timeout = try number(2, call)
        var ready: Int64 = 0
        var found: [(expected: CallValue?, actual: Int64)] = []
        for entry in entries {
            guard let descriptor = entry["fd"].flatMap({ Self.constant($0) }),
                let events = entry["events"].flatMap({ Self.constant($0) })
            else { throw error(.call, call.place, "an entry of poll has fd and events, not '\(entry.text)'") }
            let happened = readiness(descriptor) & (events | 0x18)
            if happened != 0 { ready += 1 }
            found.append((entry["revents"], happened))
        }
        let isOver =
            timeout >= 0 && now >= start + UInt64(pending.eventTime) + UInt64(min(timeout, 1_000_000_000)) * 1_000_000
        guard ready > 0 || isOver else { return .waits }
        for (expected, actual) in found {
            guard let expected else { continue }
            try compare(actual, "revents", expected, call)
        }
        return .value(ready)
    }

    /// What `poll` says of a socket.
    private func readiness(_ descriptor: Int64) -> Int64 {
        guard let socket = sockets[descriptor] else { return 0x20 }
        guard let connection = socket.connection, let status = stack.status(connection) else {
            if case .listening(let listener) = socket.state { return stack.isAcceptable(listener) ? 1 : 0 }
            return socket.isStream ? 0x14 : 4
        }
        var happened: Int64 = 0
        let isClosed = status.state == .closed
        if status.failure != nil, !socket.hasFailed { happened |= 8 }
        if status.readable > 0 || status.peerFinished || socket.cannotRead || isClosed { happened |= 1 }
        if status.peerFinished || socket.cannotRead || isClosed { happened |= 0x2000 }
        if isClosed || status.peerFinished && socket.cannotWrite { happened |= 0x10 }
        let isOpen = status.state == .established || status.state == .closeWait
        if socket.cannotWrite || isClosed || isOpen && status.writable > 0 { happened |= 4 }
        return happened
    }
}
