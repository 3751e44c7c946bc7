public import NetStack
public import Packets

/// A TCP connection of a driver's stack.
///
///     let connection = try await driver.connect(to: "10.9.0.1", port: 80)
///     try await connection.write(Array("GET / HTTP/1.0\r\n\r\n".utf8))
///     for try await octets in connection.octets { print(octets.count) }
///     await connection.close()
///
/// One task may read while another writes. A connection that nobody has any more is closed. A task that is cancelled while it
/// waits gets `SocketError.cancelled` at once, and no octet is lost: what was not read can be read later.
public final class TCPConnection: Sendable {
    private let cell: ConnectionCell
    /// This side.
    public let local: Endpoint
    /// The peer.
    public let remote: Endpoint

    init(_ cell: ConnectionCell, _ ends: (local: Endpoint, remote: Endpoint)) {
        self.cell = cell
        local = ends.local
        remote = ends.remote
    }

    deinit { cell.abandon() }

    /// Reads what has come, waiting while nothing has.
    ///
    /// - Parameters:
    ///   - count: the most octets.
    ///   - limit: how long it may take; as long as it takes when `nil`.
    /// - Returns: at least one octet; none when the peer has finished.
    /// - Throws: `SocketError`: `reset`, `timedOut`, `cancelled`, `closed`, `stopped`, `busy` when another task reads.
    public nonisolated(nonsending) func read(
        atMost count: Int = 65_536, within limit: Duration? = nil
    ) async throws(SocketError) -> [UInt8] {
        precondition(count > 0, "who reads wants octets")
        return try await cell.read(atMost: count, limit)
    }

    /// Writes octets, waiting while the peer takes them slower than they are written. When it returns the stack has them all;
    /// whether the peer has, nobody knows.
    ///
    /// - Throws: `SocketError`: as `read`, and `notPossible` after `finish`. Some of the octets may have been sent.
    public nonisolated(nonsending) func write(
        _ octets: [UInt8], within limit: Duration? = nil
    ) async throws(SocketError) {
        try await cell.write(octets[...], limit)
    }

    /// Writes a part of an array: as `write(_:within:)`.
    public nonisolated(nonsending) func write(
        _ octets: ArraySlice<UInt8>, within limit: Duration? = nil
    ) async throws(SocketError) {
        try await cell.write(octets, limit)
    }

    /// Says that no more will be written; what the peer still sends can be read.
    ///
    /// - Throws: `SocketError`: `closed`, `stopped`.
    public nonisolated(nonsending) func finish() async throws(SocketError) { try await cell.finish() }

    /// Lets the connection go. What was written is still sent; if octets are left that nobody has read, the peer is told by a RST
    /// (RFC 2525 section 2.17).
    public nonisolated(nonsending) func close() async { await cell.close() }

    /// Says that no more will be written, and lets the connection go when the peer has acknowledged all, or after a time: for who
    /// shuts the driver down next.
    public nonisolated(nonsending) func finishAndWait(within limit: Duration) async { await cell.finishAndWait(limit) }

    /// Ends the connection at once, with a RST.
    public nonisolated(nonsending) func abort() async { await cell.abort() }

    /// How the connection stands; `nil` when it was closed.
    public var status: ConnectionStatus? { get async { await cell.status } }

    /// What the peer sends, as it comes, until it has finished.
    public var octets: Octets { Octets(connection: self) }

    /// Octets of a connection in their order. Who ends early loses none: another `octets` goes on from there.
    public struct Octets: AsyncSequence, Sendable {
        let connection: TCPConnection

        public struct AsyncIterator: AsyncIteratorProtocol {
            let connection: TCPConnection

            /// Some octets; `nil` when the peer has finished.
            public mutating func next() async throws(SocketError) -> [UInt8]? {
                try await next(isolation: nil)
            }

            public mutating func next(
                isolation actor: isolated (any Actor)? = #isolation
            ) async throws(SocketError) -> [UInt8]? {
                let octets = try await connection.read()
                return octets.isEmpty ? nil : octets
            }
        }

        public func makeAsyncIterator() -> AsyncIterator { AsyncIterator(connection: connection) }
    }
}

extension StackDriver {
    /// Opens a connection, and waits until it is established.
    ///
    /// - Parameters:
    ///   - localPort: the port that it comes from; one that is free when `nil`.
    ///   - limit: how long it may take; as long as TCP tries when `nil`, which is about two minutes.
    /// - Throws: `SocketError`: `refused`, `timedOut`, `unreachable`, `cancelled`, `stopped`, `notPossible`.
    public nonisolated(nonsending) func connect(
        to address: IPAddress, port: UInt16, from localPort: UInt16? = nil, within limit: Duration? = nil
    ) async throws(SocketError) -> TCPConnection {
        let opened = await command { [self] core -> Swift.Result<TCPConnection, SocketError> in
            guard !core.isStopped else { return .failure(.stopped) }
            do throws(StackError) {
                let handle = try core.connect(to: address, port: port, from: localPort, now: Self.now)
                guard let ends = core.stack.ends(of: handle) else { return .failure(.closed) }
                return .success(TCPConnection(ConnectionCell.own(handle, self, &core), ends))
            } catch {
                return .failure(SocketError(error))
            }
        }
        let connection = try opened.get()
        do throws(SocketError) {
            try await connection.waitForConnection(limit)
        } catch {
            await connection.abort()
            throw error
        }
        return connection
    }
}

extension TCPConnection {
    nonisolated(nonsending) func waitForConnection(_ limit: Duration?) async throws(SocketError) {
        try await cell.waitForConnection(limit)
    }
}
