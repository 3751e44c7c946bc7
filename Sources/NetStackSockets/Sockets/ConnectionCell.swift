internal import NetStack
internal import Packets
internal import SystemCalls

/// A connection's part on the driver's thread.
actor ConnectionCell: SocketCell {
    nonisolated let driver: StackDriver
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe driver.asUnownedSerialExecutor() }
    var waiters = SocketWaiters()
    /// `nil` when it was closed.
    private var handle: ConnectionHandle?
    /// Why there is no handle any more.
    private var isStopped = false

    /// Owns a connection, which the caller puts into the driver's table.
    init(_ driver: StackDriver, _ handle: ConnectionHandle) {
        self.driver = driver
        self.handle = handle
    }

    /// Makes the cell of a connection and puts it into the table. On the driver's thread.
    static func own(_ handle: ConnectionHandle, _ driver: StackDriver, _ core: inout DriverCore) -> ConnectionCell {
        let cell = ConnectionCell(driver, handle)
        core.connections[Int(handle.slot)] = cell
        return cell
    }

    func note(_ what: Happening) {
        if !what.isDisjoint(with: [.connected, .ended]) { waiters.happened(.connecting) }
        if !what.isDisjoint(with: [.readable, .peerFinished, .ended]) { waiters.happened(.receiving) }
        if !what.isDisjoint(with: [.writable, .ended]) { waiters.happened(.sending) }
    }

    func letGo(_ core: inout DriverCore) {
        isStopped = core.isStopped
        guard let handle else { return }
        self.handle = nil
        core.connections[Int(handle.slot)] = nil
        if isStopped {
            core.stack.abort(handle, now: System.nanoseconds())
        } else {
            core.stack.close(handle, now: System.nanoseconds())
        }
    }

    /// The connection's handle and how it stands.
    private func standing(_ core: inout DriverCore) throws(SocketError) -> (ConnectionHandle, ConnectionStatus) {
        guard let handle, let status = core.stack.status(handle) else { throw isStopped ? .stopped : .closed }
        return (handle, status)
    }

    /// Waits until the connection is established.
    func waitForConnection(_ limit: Duration?) async throws(SocketError) {
        let deadline = Self.deadline(limit)
        while true {
            let seen = waiters.happenings(.connecting)
            let isOpen = try driver.lend { (core) throws(SocketError) in
                let (_, status) = try standing(&core)
                if let failure = status.failure { throw SocketError(failure) }
                guard status.state != .closed else { throw .closed }
                return status.state != .synSent && status.state != .synReceived
            }
            if isOpen { return }
            try await wait(.connecting, since: seen, until: deadline)
        }
    }

    func read(atMost count: Int, _ limit: Duration?) async throws(SocketError) -> [UInt8] {
        let deadline = Self.deadline(limit)
        while true {
            let seen = waiters.happenings(.receiving)
            if let octets = try take(atMost: count) { return octets }
            try await wait(.receiving, since: seen, until: deadline)
        }
    }

    /// What can be read now: nothing at the end, `nil` when more may come.
    private func take(atMost count: Int) throws(SocketError) -> [UInt8]? {
        try driver.lend { (core) throws(SocketError) in
            let (handle, status) = try standing(&core)
            if status.readable > 0 {
                return unsafe [UInt8](unsafeUninitializedCapacity: min(count, status.readable)) { buffer, filled in
                    var room = unsafe MutableRawSpan(_unsafeBytes: UnsafeMutableRawBufferPointer(buffer))
                    filled = (try? core.stack.read(into: &room, from: handle)) ?? 0
                }
            }
            if let failure = status.failure { throw SocketError(failure) }
            return status.peerFinished || status.state == .closed ? [] : nil
        }
    }

    func write(_ octets: ArraySlice<UInt8>, _ limit: Duration?) async throws(SocketError) {
        let deadline = Self.deadline(limit)
        var rest = octets
        while true {
            let seen = waiters.happenings(.sending)
            let taken = try driver.lend { (core) throws(SocketError) in
                let (handle, status) = try standing(&core)
                if let failure = status.failure { throw SocketError(failure) }
                do throws(StackError) {
                    return try core.stack.write(unsafe rest.span.bytes, to: handle)
                } catch {
                    throw SocketError(error)
                }
            }
            rest = rest.dropFirst(taken)
            if rest.isEmpty { return }
            try await wait(.sending, since: seen, until: deadline)
        }
    }

    func finish() throws(SocketError) {
        try driver.lend { (core) throws(SocketError) in
            let (handle, _) = try standing(&core)
            do throws(StackError) { try core.stack.finish(handle) } catch { throw SocketError(error) }
        }
    }

    /// Finishes, waits until the peer has acknowledged all, and closes.
    func finishAndWait(_ limit: Duration) async {
        try? finish()
        let deadline = Self.deadline(limit)
        while let status, !Task.isCancelled, System.nanoseconds() < deadline {
            if status.inFlight == 0, [.finWait2, .timeWait, .closed].contains(status.state) { break }
            try? await Task.sleep(for: .milliseconds(5))
        }
        close()
    }

    func abort() {
        driver.lend { core in
            guard let handle else { return }
            self.handle = nil
            core.connections[Int(handle.slot)] = nil
            core.stack.abort(handle, now: System.nanoseconds())
        }
        waiters.endAll(.closed)
    }

    var status: ConnectionStatus? {
        driver.lend { core in handle.flatMap { core.stack.status($0) } }
    }
}
