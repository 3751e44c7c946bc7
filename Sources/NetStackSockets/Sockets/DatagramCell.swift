internal import NetStack
internal import Packets

/// A datagram socket's part on the driver's thread.
actor DatagramCell: SocketCell {
    nonisolated let driver: StackDriver
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe driver.asUnownedSerialExecutor() }
    var waiters = SocketWaiters()
    private var handle: DatagramHandle?
    private var isStopped = false
    /// Room for the longest datagram, which is copied from here.
    private var buffer: [UInt8] = []

    init(_ driver: StackDriver, _ handle: DatagramHandle) {
        self.driver = driver
        self.handle = handle
    }

    /// Opens a socket and puts its cell into the driver's table.
    static func open(
        on driver: StackDriver, _ body: @escaping @Sendable (inout DriverCore) throws(StackError) -> DatagramHandle
    ) async throws(SocketError) -> DatagramCell {
        let opened = await driver.command { core -> Swift.Result<DatagramCell, SocketError> in
            guard !core.isStopped else { return .failure(.stopped) }
            do throws(StackError) {
                let handle = try body(&core)
                let cell = DatagramCell(driver, handle)
                core.sockets[handle.slot] = cell
                return .success(cell)
            } catch {
                return .failure(SocketError(error))
            }
        }
        return try opened.get()
    }

    static func open(
        _ kind: DatagramProtocol, port: UInt16?, on driver: StackDriver
    ) async throws(SocketError) -> DatagramCell {
        try await open(on: driver) { core throws(StackError) in
            try core.openSocket(kind, port: port, now: StackDriver.now)
        }
    }

    func note(_ what: Happening) { waiters.happened(.receiving) }

    func letGo(_ core: inout DriverCore) {
        isStopped = core.isStopped
        guard let handle else { return }
        self.handle = nil
        core.sockets[handle.slot] = nil
        core.stack.close(handle)
    }

    /// - Returns: when it was handed to the stack, in nanoseconds of the driver's clock.
    @discardableResult
    func send(
        _ octets: [UInt8], to address: IPAddress, port: UInt16, from source: IPAddress? = nil,
        on interface: InterfaceID? = nil
    ) throws(SocketError) -> UInt64 {
        let now = StackDriver.now
        try driver.lend { (core) throws(SocketError) in
            guard let handle else { throw isStopped ? .stopped : .closed }
            do throws(StackError) {
                try core.stack.send(
                    unsafe octets.span.bytes, to: address, port: port, from: handle, source: source, on: interface,
                    now: now)
            } catch {
                throw SocketError(error)
            }
        }
        return now
    }

    func receive(_ limit: Duration?) async throws(SocketError) -> Datagram {
        let deadline = Self.deadline(limit)
        while true {
            let seen = waiters.happenings(.receiving)
            if let datagram = try take() { return datagram }
            try await wait(.receiving, since: seen, until: deadline)
        }
    }

    /// Sends an echo request and waits for its reply; others that come meanwhile are late ones.
    func ping(
        _ address: IPAddress, sequence: UInt16, _ octets: [UInt8], _ limit: Duration?
    ) async throws(SocketError) -> Datagram {
        let deadline = Self.deadline(limit)
        let sent = try send(octets, to: address, port: sequence)
        while true {
            let seen = waiters.happenings(.receiving)
            while var reply = try take() {
                guard reply.source.address == address, reply.source.port == sequence
                else { continue }
                reply.time = reply.time &- sent
                return reply
            }
            try await wait(.receiving, since: seen, until: deadline)
        }
    }

    /// The datagram that came first.
    private func take() throws(SocketError) -> Datagram? {
        if buffer.isEmpty { buffer = [UInt8](repeating: 0, count: 65_536) }
        return try driver.lend { (core) throws(SocketError) in
            guard let handle else { throw isStopped ? .stopped : .closed }
            let note: ReceivedDatagram?
            do throws(StackError) {
                var span = buffer.mutableSpan
                var bytes = unsafe span.mutableBytes
                note = try core.stack.receive(into: &bytes, from: handle)
            } catch {
                throw SocketError(error)
            }
            guard let note else { return nil }
            return Datagram(
                octets: Array(buffer[..<min(note.length, buffer.count)]),
                source: Endpoint(note.source, note.port), time: note.arrival)
        }
    }
}
