import NetStack
import Packets

extension ScriptRun {
    /// Begins a call. One that waits is kept; one that must not wait is done now.
    mutating func startCall(_ call: SystemCall, _ time: EventTime, _ begin: Int64) throws(ScriptError) {
        // The end counts from where the beginning does.
        var end = call.end
        if case .relative(let offset) = time, let relative = call.end { end = begin - offset + relative }
        var pending = PendingCall(call: call, eventTime: begin, end: end ?? begin)
        let outcome = try perform(&pending)
        guard outcome == .waits else { return try finish(pending, outcome) }
        guard end != nil else {
            throw error(
                .call, call.place,
                "runtime error in \(call.name) call: it would wait, and the line does not say until when; write '+0...TIME \(call.name)(…)', or make the socket O_NONBLOCK"
            )
        }
        self.pending = pending
    }

    /// Lets the call that waits go on; says whether it was done.
    mutating func goOn() throws(ScriptError) -> Bool {
        guard var waiting = pending else { return false }
        let before = waiting.progress
        let outcome = try perform(&waiting)
        guard outcome == .waits else {
            pending = nil
            try finish(waiting, outcome)
            return true
        }
        pending = waiting
        return waiting.progress != before
    }

    /// Waits until the call that waits is done.
    mutating func finishPending(_ place: ScriptPlace, _ observe: (ScriptStep) -> Void) throws(ScriptError) {
        guard let waiting = pending else { return }
        try advance(to: waiting.end + options.tolerance, untilDone: true, place, observe)
        guard pending == nil else {
            throw error(
                .timing, waiting.call.place,
                "timing error: expected \(waiting.call.name) call to be done at \(Seconds.text(waiting.end)) sec, and it still waits at \(Seconds.text(elapsed)) sec"
            )
        }
    }

    /// Compares a call's result with what was expected.
    private mutating func finish(_ pending: PendingCall, _ outcome: CallOutcome) throws(ScriptError) {
        let call = pending.call
        let tolerance = options.tolerance
        let shown = Self.text(outcome)
        seen.append(
            .call(at: moment, text: "\(call.name)(\(call.arguments.map(\.text).joined(separator: ", "))) = \(shown)"))
        let isRight: Bool
        switch outcome {
        case .error(let name):
            let isFailure = call.result == .any || call.result == .integer(-1)
            isRight = isFailure && (call.failure.map { Self.number($0) == Self.number(name) } ?? true)
        case .value(let value):
            isRight = call.failure == nil && (call.result == .any || Self.constant(call.result) == value)
        case .waits: isRight = false
        }
        guard isRight else {
            let expected = "\(call.result.text)\(call.failure.map { " \($0)" } ?? "")"
            throw error(
                .call, call.place,
                "runtime error in \(call.name) call: expected result \(expected) but got \(shown)")
        }
        guard abs(elapsed - pending.end) <= tolerance else {
            throw error(
                .timing, call.place,
                "timing error: expected \(call.name) call to be done at \(Seconds.text(pending.end)) sec but it was at \(Seconds.text(elapsed)) sec; tolerance \(Seconds.text(tolerance)) sec"
            )
        }
    }

    private static func number(_ name: String) -> Int? { SystemWords.errors[name]?.number }

    private static func text(_ outcome: CallOutcome) -> String {
        switch outcome {
        case .value(let value): return "\(value)"
        case .waits: return "nothing yet"
        case .error(let name):
            guard let (number, meaning) = SystemWords.errors[name] else { return "-1 \(name)" }
            return "-1 with errno \(number) \(name) (\(meaning))"
        }
    }

    // MARK: Which call

    private mutating func perform(_ pending: inout PendingCall) throws(ScriptError) -> CallOutcome {
        let call = pending.call
        switch call.name {
        case "socket": return try socket(call)
        case "bind": return try bind(call)
        case "listen": return try listen(call)
        case "accept", "accept4": return try accept(call)
        case "connect": return try connect(call)
        case "read", "recv", "recvfrom", "recvmsg", "readv": return try read(&pending)
        case "write", "send", "sendto", "sendmsg", "writev": return try write(&pending)
        case "shutdown": return try shutdown(call)
        case "close": return try close(call)
        case "setsockopt": return try setOption(call)
        case "getsockopt": return try option(call)
        case "fcntl": return try control(call)
        case "ioctl": return try ask(call)
        case "poll": return try poll(pending)
        default:
            throw error(
                .unsupported, call.place,
                "there is no call '\(call.name)' here; calls are socket, bind, listen, accept, connect, read, recv, recvfrom, recvmsg, write, send, sendto, sendmsg, writev, shutdown, close, setsockopt, getsockopt, fcntl, ioctl and poll"
            )
        }
    }

    // MARK: Arguments

    /// A number, a constant, or flags; `nil` where it is none of these.
    static func constant(_ value: CallValue) -> Int64? {
        switch value {
        case .integer(let number): return number
        case .word(let word): return SystemWords.constants[word]
        case .flags(let values):
            var all: Int64 = 0
            for value in values {
                guard let flag = constant(value) else { return nil }
                all |= flag
            }
            return all
        case .function("htons", let values), .function("htonl", let values):
            return values.first.flatMap { constant($0) }
        default: return nil
        }
    }

    func argument(_ index: Int, _ call: SystemCall) throws(ScriptError) -> CallValue {
        guard index < call.arguments.count else {
            throw error(.call, call.place, "\(call.name) takes more than \(call.arguments.count) arguments")
        }
        return call.arguments[index]
    }

    /// A number among the arguments; a constant that nobody knows is refused.
    func number(_ index: Int, _ call: SystemCall) throws(ScriptError) -> Int64 {
        let value = try argument(index, call)
        guard let number = Self.constant(value) else {
            throw error(
                .unsupported, call.place,
                "argument \(index + 1) of \(call.name) is '\(value.text)', which is no number or constant that is known here"
            )
        }
        return number
    }

    /// The descriptor that a call is about, and its socket; `nil` where nobody has opened it.
    func socket(of call: SystemCall) throws(ScriptError) -> (Int64, ScriptSocket)? {
        let descriptor = try number(0, call)
        return sockets[descriptor].map { (descriptor, $0) }
    }

    /// An end that is given, `{sa_family=AF_INET, sin_port=htons(8080), sin_addr=inet_addr("192.0.2.1")}`, or the usual one.
    func endpoint(_ value: CallValue, or usual: Endpoint, _ call: SystemCall) throws(ScriptError) -> Endpoint {
        var end = usual
        guard case .structure = value else {
            guard value == .any || value == .word("NULL") else {
                throw error(.call, call.place, "an address is '...' or a structure, not '\(value.text)'")
            }
            return end
        }
        if let port = value["sin_port"] ?? value["sin6_port"] {
            guard let number = Self.constant(port), let port = UInt16(exactly: number) else {
                throw error(.call, call.place, "a port is htons(1) to htons(65535), not '\(port.text)'")
            }
            end.port = port
        }
        for member in [value["sin_addr"], value["sin6_addr"]] {
            guard case .function(_, let values)? = member else { continue }
            let texts = values.compactMap { value in
                if case .string(let text) = value { return text } else { return nil }
            }
            guard let text = texts.first else { continue }
            do throws(AddressError) { end.address = try IPAddress(parsing: text) } catch {
                throw self.error(.call, call.place, "'\(text)' is no address: \(error)")
            }
        }
        return end
    }

    /// The octets that a call is to move: the count of `read` and its kin, or what the parts have room for.
    func count(_ call: SystemCall) throws(ScriptError) -> Int {
        let value: Int64
        switch call.name {
        case "readv", "writev": value = size(of: try argument(1, call))
        case "recvmsg", "sendmsg": value = size(of: try argument(1, call)["msg_iov"] ?? .any)
        default: value = try number(2, call)
        }
        guard value >= 0, value <= 1 << 26 else {
            throw error(.call, call.place, "\(call.name) moves from 0 to \(1 << 26) octets here, not \(value)")
        }
        return Int(value)
    }

    private func size(of parts: CallValue) -> Int64 {
        guard case .array(let parts) = parts else { return -1 }
        var total: Int64 = 0
        for part in parts {
            guard case .structure(let members) = part, members.count == 2, let size = Self.constant(members[1].value),
                size >= 0, size <= 1 << 26
            else { return -1 }
            total += size
        }
        return total
    }

    /// The flags of a call that has some.
    func flags(_ call: SystemCall) throws(ScriptError) -> Int64 {
        let index: Int
        switch call.name {
        case "recv", "send", "recvfrom", "sendto": index = 3
        case "recvmsg", "sendmsg": index = 2
        default: return 0
        }
        let flags = try number(index, call)
        let known: [String] = ["MSG_DONTWAIT", "MSG_NOSIGNAL", "MSG_WAITALL", "MSG_TRUNC"]
        let rest = known.reduce(flags) { $0 & ~(SystemWords.constants[$1] ?? 0) }
        guard rest == 0 else {
            throw error(
                .unsupported, call.place,
                "not supported by the stack yet: \(try argument(index, call).text) in \(call.name)")
        }
        return flags
    }
}
