import NetStack
import Packets

extension ScriptRun {
    // MARK: Sockets

    mutating func socket(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        let kind = try number(1, call)
        let base = kind & 0xF
        guard base == 1 || base == 2 else {
            throw error(
                .unsupported, call.place, "sockets are SOCK_STREAM or SOCK_DGRAM, not '\(try argument(1, call).text)'")
        }
        let socket = ScriptSocket(isStream: base == 1, isNonBlocking: kind & 0o4000 != 0)
        return try add(socket, call)
    }

    /// Gives a socket the descriptor that the script calls it by.
    private mutating func add(_ socket: ScriptSocket, _ call: SystemCall) throws(ScriptError) -> CallOutcome {
        var descriptor = Self.constant(call.result) ?? -1
        if call.result == .any { descriptor = (sockets.keys.max() ?? 2) + 1 }
        guard descriptor >= 0, sockets[descriptor] == nil else {
            // What a kernel would have given, so that the error says something.
            return .value((sockets.keys.max() ?? 2) + 1)
        }
        guard sockets.count < 64 else { throw error(.call, call.place, "a script has at most 64 sockets at once") }
        sockets[descriptor] = socket
        return .value(descriptor)
    }

    mutating func bind(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, found) = try socket(of: call) else { return .error("EBADF") }
        var socket = found
        guard socket.port == nil else { return .error("EINVAL") }
        let end = try endpoint(try argument(1, call), or: Endpoint(options.local, options.bindPort), call)
        guard "\(end.address)" == "\(options.local)" || end.address.isUnspecified else {
            return .error("EADDRNOTAVAIL")
        }
        socket.port = end.port
        socket.address = end.address.isUnspecified ? nil : end.address
        if !socket.isStream {
            do throws(StackError) { socket.state = .datagrams(try stack.openSocket(.udp, port: end.port)) } catch {
                return .error(Self.name(of: error))
            }
        }
        sockets[descriptor] = socket
        return .value(0)
    }

    mutating func listen(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, found) = try socket(of: call) else { return .error("EBADF") }
        var socket = found
        guard socket.isStream else { return .error("EOPNOTSUPP") }
        let backlog = try number(1, call)
        switch socket.state {
        case .fresh:
            guard let port = socket.port else { return .error("EDESTADDRREQ") }
            do throws(StackError) {
                // A kernel takes one more than it is told.
                let room = Int(min(max(backlog, 0), 4096)) + 1
                socket.state = .listening(try stack.listen(on: port, address: socket.address, backlog: room))
            } catch { return .error(Self.name(of: error)) }
            if case .listening(let listener) = socket.state {
                for option in socket.options { stack.set(option, of: listener) }
            }
            sockets[descriptor] = socket
        case .listening: break
        default: return .error("EINVAL")
        }
        listening = descriptor
        return .value(0)
    }

    mutating func accept(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (_, socket) = try socket(of: call) else { return .error("EBADF") }
        guard case .listening(let listener) = socket.state else { return .error("EINVAL") }
        var accepted = ScriptSocket(isStream: true, isNonBlocking: false)
        if call.name == "accept4" { accepted.isNonBlocking = try number(3, call) & 0o4000 != 0 }
        guard let connection = stack.accept(listener) else { return socket.isNonBlocking ? .error("EAGAIN") : .waits }
        accepted.state = .connection(connection)
        accepted.hasConnected = true
        if let ends = stack.ends(of: connection) {
            accepted.flow = flows.lastIndex { $0.remote.port == ends.remote.port && $0.local.port == ends.local.port }
            accepted.remote = ends.remote
        }
        let outcome = try add(accepted, call)
        if case .value(let descriptor) = outcome {
            current = descriptor
            if let flow = accepted.flow { self.flow = flow }
        }
        return outcome
    }

    // MARK: Connections

    mutating func connect(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, found) = try socket(of: call) else { return .error("EBADF") }
        var socket = found
        let end = try endpoint(try argument(1, call), or: Endpoint(options.remote, options.connectPort), call)
        guard socket.isStream else { return try connectDatagrams(descriptor, socket, end) }
        switch socket.state {
        case .listening, .datagrams: return .error("EISCONN")
        case .fresh:
            do throws(StackError) {
                let connection = try stack.connect(to: end.address, port: end.port, from: socket.port, now: now)
                socket.state = .connection(connection)
                for option in socket.options { try stack.set(option, of: connection) }
                guard let ends = stack.ends(of: connection) else { return .error("ENETUNREACH") }
                socket.remote = ends.remote
                flows.append(Flow(local: ends.local, remote: ends.remote))
                socket.flow = flows.count - 1
                (flow, listening, current) = (socket.flow, nil, descriptor)
                sockets[descriptor] = socket
            } catch { return .error(Self.name(of: error)) }
            return socket.isNonBlocking ? .error("EINPROGRESS") : .waits
        case .connection(let connection):
            guard let status = stack.status(connection) else { return .error("ENOTCONN") }
            if status.state == .synSent || status.state == .synReceived {
                return socket.isNonBlocking ? .error("EALREADY") : .waits
            }
            if let failure = takeFailure(descriptor) { return .error(failure) }
            if status.state == .closed { return .error("ECONNABORTED") }
            if socket.hasConnected { return .error("EISCONN") }
            sockets[descriptor]?.hasConnected = true
            return .value(0)
        }
    }

    /// Why a connection ended, once.
    mutating func takeFailure(_ descriptor: Int64) -> String? {
        guard let socket = sockets[descriptor], let connection = socket.connection, !socket.hasFailed,
            let failure = stack.status(connection)?.failure
        else { return nil }
        sockets[descriptor]?.hasFailed = true
        // Who had finished before broke a pipe.
        return failure == .reset && socket.hasFinished ? "EPIPE" : Self.name(of: failure)
    }

    /// Notes of which connections the peer has finished, while that can be told from their end.
    mutating func noteFinished() {
        for (descriptor, socket) in sockets {
            guard let state = socket.connection.flatMap({ stack.status($0)?.state }) else { continue }
            if state == .closeWait || state == .lastAcknowledgment { sockets[descriptor]?.hasFinished = true }
        }
    }

    mutating func shutdown(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, found) = try socket(of: call) else { return .error("EBADF") }
        var socket = found
        let how = try number(1, call)
        guard how >= 0, how <= 2 else { return .error("EINVAL") }
        guard let connection = socket.connection, let status = stack.status(connection), status.state != .closed else {
            return .error("ENOTCONN")
        }
        if how != 1 { socket.cannotRead = true }
        if how != 0 {
            socket.cannotWrite = true
            do throws(StackError) { try stack.finish(connection) } catch { return .error(Self.name(of: error)) }
        }
        sockets[descriptor] = socket
        return .value(0)
    }

    mutating func close(_ call: SystemCall) throws(ScriptError) -> CallOutcome {
        guard let (descriptor, socket) = try socket(of: call) else { return .error("EBADF") }
        switch socket.state {
        case .fresh: break
        case .listening(let listener): stack.close(listener, now: now)
        case .connection(let connection): stack.close(connection, now: now)
        case .datagrams(let datagrams): stack.close(datagrams)
        }
        sockets[descriptor] = nil
        if listening == descriptor { listening = nil }
        return .value(0)
    }

    // MARK: Errors

    static func name(of failure: ConnectionFailure) -> String {
        switch failure {
        case .refused: "ECONNREFUSED"
        case .reset: "ECONNRESET"
        case .timedOut: "ETIMEDOUT"
        case .unreachable: "EHOSTUNREACH"
        case .aborted: "ECONNABORTED"
        }
    }

    static func name(of error: StackError) -> String {
        switch error.code {
        case .noRoute: "ENETUNREACH"
        case .noRoom: "ENOBUFS"
        case .tooLong: "EMSGSIZE"
        case .portInUse: "EADDRINUSE"
        case .gone: "EBADF"
        case .refused: "ECONNREFUSED"
        case .unreachable: "EHOSTUNREACH"
        case .notOpen: "EPIPE"
        case .malformed: "EINVAL"
        }
    }
}
