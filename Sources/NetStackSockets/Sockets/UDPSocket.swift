public import NetStack
public import Packets

/// A datagram that was received.
public struct Datagram: Sendable {
    public var octets: [UInt8]
    /// Who sent it.
    public var source: Endpoint
    /// When it arrived, in nanoseconds of a clock that only goes forward.
    public var time: UInt64
}

/// A UDP socket of a driver's stack. One that nobody has any more is closed.
public final class UDPSocket: Sendable {
    private let cell: DatagramCell

    init(_ cell: DatagramCell) { self.cell = cell }
    deinit { cell.abandon() }

    /// Sends a datagram. It may be lost on its way without a word, as when nobody has the next hop's address.
    ///
    /// - Parameters:
    ///   - source: the address of ours that it leaves from; the best one when `nil`.
    ///   - interface: by which it leaves: for groups and broadcasts, and addresses that are valid on one link alone.
    /// - Throws: `SocketError`: `closed`, `stopped`, `notPossible` where no route leads there or it does not fit.
    public nonisolated(nonsending) func send(
        _ octets: [UInt8], to address: IPAddress, port: UInt16, from source: IPAddress? = nil,
        on interface: InterfaceID? = nil
    ) async throws(SocketError) {
        try await cell.send(octets, to: address, port: port, from: source, on: interface)
    }

    /// The next datagram.
    ///
    /// - Throws: `SocketError`: `timedOut`, `cancelled`, `closed`, `stopped`, `busy` when another task receives.
    public nonisolated(nonsending) func receive(within limit: Duration? = nil) async throws(SocketError) -> Datagram {
        try await cell.receive(limit)
    }

    /// The next datagram, for who serves whoever comes: that one of them does not take the answer, which ICMP tells, concerns nobody
    /// else; `nil` when the socket is closed or cannot receive any more.
    package nonisolated(nonsending) func nextOfAnybody() async -> Datagram? {
        while true {
            do throws(SocketError) { return try await receive() } catch {
                guard error.reason?.code == .refused || error.reason?.code == .unreachable else { return nil }
            }
        }
    }

    public nonisolated(nonsending) func close() async { await cell.close() }
}

/// An ICMP echo socket of a driver's stack: it pings. One that nobody has any more is closed.
public final class PingSocket: Sendable {
    private let cell: DatagramCell

    init(_ cell: DatagramCell) { self.cell = cell }
    deinit { cell.abandon() }

    /// A reply to an echo request.
    public struct Reply: Sendable {
        public var octets: [UInt8]
        /// From when the request was handed to the stack until the reply arrived.
        public var roundTrip: Duration
    }

    /// Sends an echo request and waits for its reply. RFC 792
    ///
    /// - Parameters:
    ///   - sequence: the request's number, by which the reply is known.
    ///   - octets: what the request carries, and the reply brings back.
    /// - Throws: `SocketError`: `timedOut`, `cancelled`, `closed`, `stopped`, `notPossible`, `busy` when another task waits.
    public nonisolated(nonsending) func ping(
        _ address: IPAddress, sequence: UInt16, octets: [UInt8] = [UInt8](repeating: 0, count: 56),
        within limit: Duration? = nil
    ) async throws(SocketError) -> Reply {
        let reply = try await cell.ping(address, sequence: sequence, octets, limit)
        return Reply(octets: reply.octets, roundTrip: .nanoseconds(Int64(clamping: reply.time)))
    }

    public nonisolated(nonsending) func close() async { await cell.close() }
}

extension StackDriver {
    /// Opens a UDP socket.
    ///
    /// - Parameter port: one that is free when `nil`.
    /// - Throws: `SocketError`: `notPossible`, `stopped`.
    public nonisolated(nonsending) func openUDP(port: UInt16? = nil) async throws(SocketError) -> UDPSocket {
        UDPSocket(try await DatagramCell.open(.udp, port: port, on: self))
    }

    /// Opens an ICMP echo socket.
    ///
    /// - Parameter identifier: what tells its requests from those of others; one that is free when `nil`.
    /// - Throws: `SocketError`: `notPossible`, `stopped`.
    public nonisolated(nonsending) func openPing(identifier: UInt16? = nil) async throws(SocketError) -> PingSocket {
        PingSocket(try await DatagramCell.open(.echo, port: identifier, on: self))
    }
}
