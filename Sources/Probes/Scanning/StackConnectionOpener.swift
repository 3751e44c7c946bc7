public import NetStackSockets
public import Packets

/// Opens connections by a stack of one's own.
public struct StackConnectionOpener: ConnectionOpener {
    private let driver: StackDriver

    public init(_ driver: StackDriver) { self.driver = driver }

    public func open(
        to address: IPAddress, port: UInt16, within limit: Duration, greeting: Duration?
    ) async -> ConnectionOutcome {
        let start = ContinuousClock.now
        do throws(SocketError) {
            let connection = try await driver.connect(to: address, port: port, within: limit)
            var outcome = ConnectionOutcome(.open, reason: "syn-ack", delay: ContinuousClock.now - start)
            if let greeting { outcome.banner = await banner(connection, within: greeting) }
            await connection.abort()
            return outcome
        } catch {
            let delay = ContinuousClock.now - start
            switch error.code {
            case .refused, .reset: return ConnectionOutcome(.closed, reason: "conn-refused", delay: delay)
            case .unreachable: return ConnectionOutcome(.unreachable, reason: "host-unreach")
            case .timedOut: return ConnectionOutcome(.filtered, reason: "no-response")
            default: return ConnectionOutcome(.unreachable, reason: "\(error)")
            }
        }
    }

    /// The first that a peer says by himself, or when he is asked.
    private func banner(_ connection: TCPConnection, within limit: Duration) async -> [UInt8]? {
        if let octets = try? await connection.read(atMost: ConnectScan.bannerLimit, within: limit / 2) {
            return octets.isEmpty ? nil : octets
        }
        try? await connection.write(ConnectScan.question, within: limit / 2)
        let octets = try? await connection.read(atMost: ConnectScan.bannerLimit, within: limit / 2)
        return octets?.isEmpty ?? true ? nil : octets
    }
}
