import NetStack
import NetStackSockets
import Packets
import Synchronization
import Testing

@Suite("Cancelling what waits for a socket")
struct CancellationTests {
    @Test("a read, a write, a connect and an accept that are cancelled end at once, and no octet is lost")
    func once() async throws {
        let drivers = try await TwoDrivers { configuration in configuration.sendLimit = 1 << 14 }
        let (near, far) = try await drivers.connect()
        let listener = try await drivers.server.listen(on: 81)
        let works: [@Sendable () async throws -> Void] = [
            { _ = try await near.read() },
            { try await near.write([UInt8](repeating: 1, count: 4_000_000)) },
            { _ = try await drivers.client.connect(to: "10.0.0.99", port: 1) },
            { _ = try await listener.accept() },
        ]
        for work in works {
            // On a machine that is busy for seconds nobody is found to be there before it is cancelled: then once more.
            var outcome: SocketError.Code? = .unreachable
            while outcome == .unreachable {
                let task = Task { await failure(work) }
                try await Task.sleep(for: .milliseconds(20))
                task.cancel()
                outcome = await task.value
            }
            #expect(outcome == .cancelled)
            // Cancelled before it begins.
            let late = Task {
                unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                return await failure(work)
            }
            #expect(await late.value == .cancelled)
        }
        try await far.write([5])
        #expect(try await near.read(within: .seconds(600)) == [5])
        await drivers.shutDown()
    }

    @Test("under load, with thousands of cancels that race with data, each read ends once and every octet is read once")
    func race() async throws {
        let drivers = try await TwoDrivers()
        let (near, far) = try await drivers.connect()
        let total = 40_000
        let writer = Task {
            var sent = 0
            while sent < total {
                let count = min(total - sent, 1 + sent % 17)
                try await far.write((sent..<sent + count).map { UInt8(truncatingIfNeeded: $0) })
                sent += count
                if sent % 5 == 0 { await Task.yield() }
            }
            try await far.finish()
        }
        var received: [UInt8] = []
        var (cancelled, reads) = (0, 0)
        while true {
            let reader = Task { () -> [UInt8]? in
                do { return try await near.read(atMost: 64) } catch let error as SocketError {
                    guard error.code == .cancelled else { throw error }
                    return nil
                }
            }
            reads += 1
            let canceller = Task.detached { reader.cancel() }
            let octets = try await reader.value
            await canceller.value
            guard let octets else {
                cancelled += 1
                continue
            }
            if octets.isEmpty { break }
            received += octets
        }
        try await writer.value
        #expect(received == (0..<total).map { UInt8(truncatingIfNeeded: $0) })
        #expect(cancelled > 0 && reads > cancelled)
        await drivers.shutDown()
    }

    @Test("connections that are opened, cancelled and forgotten leave nothing behind")
    func leaks() async throws {
        let drivers = try await TwoDrivers { configuration in
            // What is left behind would soon find no room.
            configuration.connectionLimit = 64
            configuration.timeWait = 1_000_000
        }
        let listener = try await drivers.server.listen(on: 80)
        let acceptor = Task {
            var count = 0
            for try await connection in listener.connections {
                count += 1
                if count % 3 == 0 { await connection.abort() }
                // Two of three are forgotten, and so closed.
            }
            return count
        }
        var outcomes: [String: Int] = [:]
        for round in 0..<300 as Range<Int> {
            let task = Task { () -> String in
                do {
                    let connection = try await drivers.client.connect(
                        to: TwoDrivers.serverAddress, port: 80, within: .seconds(600))
                    if round % 4 == 0 { _ = try await connection.read(within: .seconds(600)) }
                    if round % 4 == 1 { await connection.close() }
                    return "done"
                } catch {
                    return (error as? SocketError)?.code.description ?? "\(error)"
                }
            }
            if round % 5 == 0 { task.cancel() }
            outcomes[await task.value, default: 0] += 1
        }
        #expect(outcomes["done", default: 0] > 150 && outcomes["cancelled", default: 0] > 10, "\(outcomes)")
        #expect(outcomes["notPossible"] == nil && outcomes["timedOut"] == nil, "\(outcomes)")
        await listener.close()
        let accepted = try await acceptor.value
        #expect(accepted > 150)
        await drivers.shutDown()
    }

    @Test("a driver that was shut down goes away, with all that it had")
    func end() async throws {
        weak var client: StackDriver?
        do {
            let drivers = try await TwoDrivers()
            client = drivers.client
            let (near, far) = try await drivers.connect()
            try await near.write([1])
            #expect(try await far.read() == [1])
            await drivers.shutDown()
        }
        for _ in 0..<10_000 where client != nil { try await Task.sleep(for: .milliseconds(10)) }
        #expect(client == nil)
    }
}
