public import NetStack
public import Packets

/// A port of a driver's stack that takes connections.
///
///     let listener = try await driver.listen(on: 7)
///     for try await connection in listener.connections { … }
///
/// A listener that nobody has any more is closed.
public final class TCPListener: Sendable {
    private let cell: ListenerCell
    public let port: UInt16

    init(_ cell: ListenerCell, port: UInt16) {
        self.cell = cell
        self.port = port
    }

    deinit { cell.abandon() }

    /// The next connection that a peer has opened.
    ///
    /// - Throws: `SocketError`: `timedOut`, `cancelled`, `closed`, `stopped`, `busy` when another task accepts.
    public nonisolated(nonsending) func accept(within limit: Duration? = nil) async throws(SocketError) -> TCPConnection
    {
        try await cell.accept(limit)
    }

    /// Takes no more connections. Those that wait are ended with a RST; those that were accepted stay.
    public nonisolated(nonsending) func close() async { await cell.close() }

    /// The connections that peers open, until the listener is closed.
    public var connections: Connections { Connections(listener: self) }

    /// Connections in the order in which they were established.
    public struct Connections: AsyncSequence, Sendable {
        let listener: TCPListener

        public struct AsyncIterator: AsyncIteratorProtocol {
            let listener: TCPListener

            /// The next connection; `nil` when the listener was closed, or the driver shut down.
            public mutating func next() async throws(SocketError) -> TCPConnection? {
                try await next(isolation: nil)
            }

            public mutating func next(
                isolation actor: isolated (any Actor)? = #isolation
            ) async throws(SocketError) -> TCPConnection? {
                do {
                    return try await listener.accept()
                } catch  where error.code == .closed || error.code == .stopped {
                    return nil
                }
            }
        }

        public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(listener: listener) }
    }
}

extension StackDriver {
    /// Takes connections on a port.
    ///
    /// - Parameters:
    ///   - address: the only one of ours that they may be for; any when `nil`.
    ///   - backlog: how many may wait to be accepted, half open ones included.
    ///   - options: what its connections are to be like.
    /// - Throws: `SocketError`: `notPossible`, `stopped`.
    public nonisolated(nonsending) func listen(
        on port: UInt16, address: IPAddress? = nil, backlog: Int = 128, options: [ConnectionOption] = []
    ) async throws(SocketError) -> TCPListener {
        let opened = await command { [self] core -> Swift.Result<TCPListener, SocketError> in
            guard !core.isStopped else { return .failure(.stopped) }
            do throws(StackError) {
                let handle = try core.stack.listen(on: port, address: address, backlog: backlog)
                for option in options { core.stack.set(option, of: handle) }
                let cell = ListenerCell(self, handle)
                core.listeners[handle.index] = cell
                return .success(TCPListener(cell, port: port))
            } catch {
                return .failure(SocketError(error))
            }
        }
        return try opened.get()
    }
}

/// A listener's part on the driver's thread.
actor ListenerCell: SocketCell {
    nonisolated let driver: StackDriver
    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe driver.asUnownedSerialExecutor() }
    var waiters = SocketWaiters()
    private var handle: ListenerHandle?
    private var isStopped = false

    init(_ driver: StackDriver, _ handle: ListenerHandle) {
        self.driver = driver
        self.handle = handle
    }

    func note(_ what: Happening) { waiters.happened(.receiving) }

    func letGo(_ core: inout DriverCore) {
        isStopped = core.isStopped
        guard let handle else { return }
        self.handle = nil
        core.listeners[handle.index] = nil
        core.stack.close(handle, now: StackDriver.now)
    }

    func accept(_ limit: Duration?) async throws(SocketError) -> TCPConnection {
        let deadline = Self.deadline(limit)
        while true {
            let seen = waiters.happenings(.receiving)
            let connection = try driver.lend { (core) throws(SocketError) -> TCPConnection? in
                guard let handle else { throw isStopped ? .stopped : .closed }
                while let accepted = core.stack.accept(handle) {
                    guard let ends = core.stack.ends(of: accepted) else { continue }
                    return TCPConnection(ConnectionCell.own(accepted, driver, &core), ends)
                }
                return nil
            }
            if let connection { return connection }
            try await wait(.receiving, since: seen, until: deadline)
        }
    }
}
