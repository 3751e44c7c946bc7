internal import Synchronization
package import NetStack
package import NetStackSockets

/// A connection that a service speaks on; what crosses it is counted. Nothing waits for longer than a service's patience.
package final class ServedConnection: Sendable {
    private let connection: TCPConnection
    /// How long the peer may say nothing, or take nothing.
    private let patience: Duration
    private let received = Atomic<Int>(0)
    private let sent = Atomic<Int>(0)

    package init(_ connection: TCPConnection, patience: Duration = .seconds(60)) {
        self.connection = connection
        self.patience = patience
    }

    package var remote: Endpoint { connection.remote }
    /// The octets that came, and those that were given to the stack.
    package var counts: (received: Int, sent: Int) {
        (received.load(ordering: .relaxed), sent.load(ordering: .relaxed))
    }

    /// Some octets; none when the peer has finished.
    package nonisolated(nonsending) func read() async throws(SocketError) -> [UInt8] {
        let octets = try await connection.read(within: patience)
        received.add(octets.count, ordering: .relaxed)
        return octets
    }

    /// Writes octets, a piece at a time, so that a peer that takes some of them now and then is waited for.
    package nonisolated(nonsending) func write(_ octets: ArraySlice<UInt8>) async throws(SocketError) {
        var rest = octets
        while !rest.isEmpty {
            let piece = rest.prefix(1 << 16)
            try await connection.write(piece, within: patience)
            sent.add(piece.count, ordering: .relaxed)
            rest = rest.dropFirst(piece.count)
        }
    }

    /// As `write` of a part of an array.
    package nonisolated(nonsending) func write(_ octets: [UInt8]) async throws(SocketError) {
        try await write(octets[...])
    }

    /// Whether the peer has said that it sends no more.
    package nonisolated(nonsending) func peerHasFinished() async -> Bool {
        await connection.status?.peerFinished ?? true
    }

    /// Says that no more will be written, and reads on until the peer has finished too, as long as that takes no time: closed with
    /// octets unread the connection would be reset, and the peer might lose what it was sent last (RFC 9112 section 9.6).
    package nonisolated(nonsending) func finishGently() async {
        do throws(SocketError) {
            try await connection.finish()
            var left = 1 << 20
            while left > 0 {
                let octets = try await connection.read(within: .seconds(2))
                if octets.isEmpty { break }
                left -= octets.count
            }
        } catch {
            // It ends all the same.
        }
        await connection.close()
    }

    package nonisolated(nonsending) func close() async { await connection.close() }
    package nonisolated(nonsending) func abort() async { await connection.abort() }
}
