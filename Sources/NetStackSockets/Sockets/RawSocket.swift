internal import NetStack
public import Packets

/// A raw socket of a driver's stack: all packets of one protocol, of both families. One that nobody has any more is closed.
///
///     let socket = try await driver.openRaw(protocolNumber: 89)
///     try await socket.send(hello, to: "224.0.0.5")
///     let packet = try await socket.receive()
public final class RawSocket: Sendable {
    private let cell: DatagramCell
    /// Whether packets begin with IP's header.
    public let includesHeader: Bool

    init(_ cell: DatagramCell, includesHeader: Bool) {
        self.cell = cell
        self.includesHeader = includesHeader
    }
    deinit { cell.abandon() }

    /// Sends what IP is to carry, or a packet with its header, whose length and checksum are filled in.
    ///
    /// - Throws: `SocketError`: `closed`, `stopped`, `notPossible` where no route leads there, it does not fit, or its header is none.
    public nonisolated(nonsending) func send(_ octets: [UInt8], to address: IPAddress) async throws(SocketError) {
        try await cell.send(octets, to: address, port: 0)
    }

    /// The next packet; the port of its source is the protocol's number.
    ///
    /// - Throws: `SocketError`: `timedOut`, `cancelled`, `closed`, `stopped`, `busy` when another task receives.
    public nonisolated(nonsending) func receive(within limit: Duration? = nil) async throws(SocketError) -> Datagram {
        try await cell.receive(limit)
    }

    public nonisolated(nonsending) func close() async { await cell.close() }
}

extension StackDriver {
    /// Opens a raw socket. What it hears the stack takes all the same; that nobody takes a protocol is not told to its senders
    /// while there is a socket for it.
    ///
    /// - Parameter includesHeader: whether what is received begins with IP's header, and what is sent has one of its own.
    /// - Throws: `SocketError`: `notPossible`, `stopped`.
    public nonisolated(nonsending) func openRaw(
        protocolNumber: UInt8, includesHeader: Bool = false
    ) async throws(SocketError) -> RawSocket {
        let cell = try await DatagramCell.open(on: self) { core throws(StackError) in
            try core.stack.openRawSocket(protocolNumber: protocolNumber, includesHeader: includesHeader)
        }
        return RawSocket(cell, includesHeader: includesHeader)
    }
}
