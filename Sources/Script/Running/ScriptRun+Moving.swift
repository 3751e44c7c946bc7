import NetStack
import Packets

extension ScriptRun {
    /// What is written, so many octets at a time.
    private static let octets = [UInt8](repeating: 0, count: 65536)

    // MARK: Reading

    mutating func read(_ pending: inout PendingCall) throws(ScriptError) -> CallOutcome {
        let call = pending.call
        guard let (descriptor, socket) = try socket(of: call) else { return .error("EBADF") }
        let wanted = try count(call)
        let flags = try flags(call)
        let cannotWait = socket.isNonBlocking || flags & (SystemWords.constants["MSG_DONTWAIT"] ?? 0) != 0
        if case .datagrams(let datagrams) = socket.state {
            return try readDatagram(datagrams, wanted, flags, cannotWait: cannotWait)
        }
        guard let connection = socket.connection, let status = stack.status(connection) else {
            return .error("ENOTCONN")
        }
        let waitsForAll = flags & (SystemWords.constants["MSG_WAITALL"] ?? 0) != 0 && !cannotWait
        if status.readable > 0, wanted > 0 {
            var buffer = [UInt8](repeating: 0, count: min(wanted - pending.progress, status.readable))
            do throws(StackError) {
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                pending.progress += try stack.read(into: &bytes, from: connection)
            } catch { return .error(Self.name(of: error)) }
            if pending.progress == wanted || !waitsForAll { return .value(Int64(pending.progress)) }
        }
        if pending.progress > 0, status.peerFinished || status.state == .closed {
            return .value(Int64(pending.progress))
        }
        if let failure = takeFailure(descriptor) { return .error(failure) }
        if wanted == 0 || status.peerFinished || socket.cannotRead || status.state == .closed { return .value(0) }
        return cannotWait ? .error("EAGAIN") : .waits
    }

    private mutating func readDatagram(
        _ handle: DatagramHandle, _ wanted: Int, _ flags: Int64, cannotWait: Bool
    ) throws(ScriptError) -> CallOutcome {
        var buffer = [UInt8](repeating: 0, count: min(max(1, wanted), 65536))
        let received: ReceivedDatagram?
        do throws(StackError) {
            var span = buffer.mutableSpan
            var bytes = unsafe span.mutableBytes
            received = try stack.receive(into: &bytes, from: handle)
        } catch { return .error(Self.name(of: error)) }
        guard let received else { return cannotWait ? .error("EAGAIN") : .waits }
        let isWhole = flags & (SystemWords.constants["MSG_TRUNC"] ?? 0) != 0
        return .value(Int64(isWhole ? received.length : min(wanted, received.length)))
    }

    // MARK: Writing

    mutating func write(_ pending: inout PendingCall) throws(ScriptError) -> CallOutcome {
        let call = pending.call
        guard let (descriptor, socket) = try socket(of: call) else { return .error("EBADF") }
        let count = try count(call)
        let flags = try flags(call)
        let cannotWait = socket.isNonBlocking || flags & (SystemWords.constants["MSG_DONTWAIT"] ?? 0) != 0
        if !socket.isStream { return try writeDatagram(descriptor, socket, count, call) }
        if let failure = takeFailure(descriptor) { return .error(failure) }
        guard let connection = socket.connection else { return .error("EPIPE") }
        guard let status = stack.status(connection), !socket.cannotWrite else { return .error("EPIPE") }
        let isOpening = status.state == .synSent || status.state == .synReceived
        guard isOpening || status.state == .established || status.state == .closeWait else { return .error("EPIPE") }
        if isOpening { return cannotWait ? .error("EAGAIN") : .waits }
        while pending.progress < count {
            let piece = min(count - pending.progress, Self.octets.count)
            var taken = 0
            do throws(StackError) {
                let octets = piece == Self.octets.count ? Self.octets : Array(Self.octets[..<piece])
                taken = try octets.lend { (span) throws(StackError) in try stack.write(span, to: connection) }
            } catch { return .error(Self.name(of: error)) }
            pending.progress += taken
            guard taken == piece else { break }
        }
        if pending.progress == count { return .value(Int64(count)) }
        guard cannotWait else { return .waits }
        return pending.progress > 0 ? .value(Int64(pending.progress)) : .error("EAGAIN")
    }

    // MARK: Datagrams

    mutating func connectDatagrams(
        _ descriptor: Int64, _ socket: ScriptSocket, _ end: Endpoint
    ) throws(ScriptError) -> CallOutcome {
        var socket = socket
        socket.remote = end
        if let failure = open(&socket) { return .error(failure) }
        sockets[descriptor] = socket
        return .value(0)
    }

    /// Binds a datagram socket that nobody has bound.
    private mutating func open(_ socket: inout ScriptSocket) -> String? {
        guard case .fresh = socket.state else { return nil }
        let port = UInt16(50_000 + sockets.count)
        do throws(StackError) { socket.state = .datagrams(try stack.openSocket(.udp, port: port)) } catch {
            return Self.name(of: error)
        }
        socket.port = port
        return nil
    }

    private mutating func writeDatagram(
        _ descriptor: Int64, _ socket: ScriptSocket, _ count: Int, _ call: SystemCall
    ) throws(ScriptError) -> CallOutcome {
        var socket = socket
        var end = socket.remote
        if call.name == "sendto" || call.name == "sendmsg" {
            let name = call.name == "sendto" ? try argument(4, call) : try argument(1, call)["msg_name"] ?? .any
            if name != .word("NULL"), name != .integer(0) {
                end = try endpoint(name, or: end ?? Endpoint(options.remote, options.connectPort), call)
            }
        }
        guard let end else { return .error("EDESTADDRREQ") }
        if let failure = open(&socket) { return .error(failure) }
        sockets[descriptor] = socket
        guard case .datagrams(let handle) = socket.state else { return .error("EBADF") }
        guard count <= 65535 else { return .error("EMSGSIZE") }
        let octets = Array(Self.octets[..<count])
        do throws(StackError) {
            try octets.lend { (span) throws(StackError) in
                try stack.send(span, to: end.address, port: end.port, from: handle, now: now)
            }
        } catch { return .error(Self.name(of: error)) }
        return .value(Int64(count))
    }
}
