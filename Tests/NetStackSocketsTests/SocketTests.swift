import NetStack
import NetStackSockets
import Packets
import Testing

@Suite("Sockets of two drivers on a cable")
struct SocketTests {
    @Test("megabytes cross, as they were written, and the end is seen", arguments: [false, true])
    func megabytes(usesOffloads: Bool) async throws {
        let drivers = try await TwoDrivers(usesOffloads: usesOffloads)
        let (near, far) = try await drivers.connect()
        let sent = (0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }
        async let received = {
            var all: [UInt8] = []
            for try await octets in far.octets { all += octets }
            return all
        }()
        try await near.write(sent, within: .seconds(600))
        try await near.finish()
        #expect(try await received == sent)
        // The other way is still open.
        try await far.write([1, 2, 3])
        #expect(try await near.read(atMost: 2, within: .seconds(600)) == [1, 2])
        #expect(try await near.read(within: .seconds(600)) == [3])
        await far.close()
        #expect(try await near.read(within: .seconds(600)) == [])
        #expect("\(near.remote) \(far.local)" == "10.0.0.2:80 10.0.0.2:80")
        await drivers.shutDown()
    }

    @Test("a writer waits while nobody reads, and goes on when somebody does")
    func backPressure() async throws {
        let drivers = try await TwoDrivers { configuration in
            configuration.sendLimit = 1 << 14
            configuration.receiveLimit = 1 << 14
        }
        let (near, far) = try await drivers.connect()
        let sent = [UInt8](repeating: 7, count: 200_000)
        #expect(await failure { try await near.write(sent, within: .milliseconds(100)) } == .timedOut)
        // What of it was taken comes.
        var count = 0
        async let rest: Void = near.write(sent, within: .seconds(600))
        while count < 200_000 { count += try await far.read(within: .seconds(600)).count }
        try await rest
        await drivers.shutDown()
    }

    @Test("an echo server of async code answers many at once")
    func echo() async throws {
        let drivers = try await TwoDrivers()
        let listener = try await drivers.server.listen(on: 7)
        let server = Task(executorPreference: drivers.server.taskExecutor) {
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in listener.connections {
                    group.addTask {
                        for try await octets in connection.octets { try await connection.write(octets) }
                        await connection.close()
                    }
                }
            }
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<50 as Range<Int> {
                group.addTask {
                    let connection = try await drivers.client.connect(
                        to: TwoDrivers.serverAddress, port: 7, within: .seconds(600))
                    let sent = (0..<5000).map { UInt8(truncatingIfNeeded: $0 + number) }
                    try await connection.write(sent)
                    try await connection.finish()
                    var all: [UInt8] = []
                    for try await octets in connection.octets { all += octets }
                    await connection.close()
                    return all == sent
                }
            }
            for try await isEqual in group { #expect(isEqual) }
        }
        await listener.close()
        _ = try await server.value
        await drivers.shutDown()
    }

    @Test("what goes wrong is said: refused, nobody there, too slow, reset, closed, a second reader, stopped")
    func errors() async throws {
        let drivers = try await TwoDrivers()
        let client = drivers.client
        #expect(
            await failure { _ = try await client.connect(to: TwoDrivers.serverAddress, port: 81) } == .refused)
        #expect(await failure { _ = try await client.connect(to: "10.0.0.77", port: 81) } == .unreachable)
        #expect(await failure { _ = try await client.connect(to: "10.9.0.77", port: 81) } == .notPossible)
        #expect(
            await failure { _ = try await client.connect(to: "10.0.0.78", port: 81, within: .milliseconds(30)) }
                == .timedOut)
        let (near, far) = try await drivers.connect()
        #expect(await failure { _ = try await near.read(within: .milliseconds(20)) } == .timedOut)
        // Of two that read at once one is refused, and the other gets what comes then.
        await withTaskGroup(of: SocketError.Code?.self) { group in
            for _ in 0..<2 { group.addTask { await failure { _ = try await near.read(within: .seconds(600)) } } }
            #expect(await group.next() == .some(.busy))
            #expect(await failure { try await far.write([1]) } == nil)
            #expect(await group.next() == .some(nil))
        }
        await far.abort()
        #expect(await failure { _ = try await near.read() } == .reset)
        #expect(await failure { try await near.write([1]) } == .reset)
        await near.close()
        #expect(await failure { _ = try await near.read() } == .closed)
        #expect(await near.status == nil)
        let (other, kept) = try await drivers.connect(port: 82)
        async let waiting = failure { _ = try await other.read() }
        try await Task.sleep(for: .milliseconds(20))
        await drivers.client.shutDown()
        #expect(await waiting == .stopped)
        #expect(await failure { _ = try await other.read() } == .stopped)
        // The peer was not left in the dark.
        #expect(await failure { _ = try await kept.read(within: .seconds(600)) } == .reset)
        #expect(await failure { _ = try await client.connect(to: "10.0.0.2", port: 82) } == .stopped)
        await drivers.shutDown()
    }

    @Test("datagrams, and pings with the time that they took")
    func datagrams() async throws {
        let drivers = try await TwoDrivers()
        let server = try await drivers.server.openUDP(port: 9)
        let client = try await drivers.client.openUDP()
        try await client.send([1, 2, 3], to: TwoDrivers.serverAddress, port: 9)
        let datagram = try await server.receive(within: .seconds(600))
        #expect(datagram.octets == [1, 2, 3])
        let source = datagram.source.address
        #expect(source == TwoDrivers.clientAddress)
        try await server.send([4], to: source, port: datagram.source.port)
        #expect(try await client.receive(within: .seconds(600)).octets == [4])
        #expect(await failure { _ = try await client.receive(within: .milliseconds(10)) } == .timedOut)

        let ping = try await drivers.client.openPing()
        for sequence in 1...3 as ClosedRange<UInt16> {
            let reply = try await ping.ping(TwoDrivers.serverAddress, sequence: sequence, within: .seconds(600))
            #expect(reply.octets.count == 56 && reply.roundTrip > .zero)
        }
        await drivers.shutDown()
    }

    @Test("a raw socket: what IP carries, or all of the packet")
    func raw() async throws {
        let drivers = try await TwoDrivers()
        let near = try await drivers.client.openRaw(protocolNumber: 253)
        let far = try await drivers.server.openRaw(protocolNumber: 253, includesHeader: true)
        try await near.send([1, 2, 3], to: TwoDrivers.serverAddress)
        let packet = try await far.receive(within: .seconds(600))
        #expect(packet.octets.count == 23 && packet.octets[0] == 0x45 && packet.octets.suffix(3) == [1, 2, 3])
        #expect(packet.source.address == TwoDrivers.clientAddress && packet.source.port == 253)
        // The answer is the packet, turned round.
        try await far.send(
            packet.octets[..<12] + packet.octets[16..<20] + packet.octets[12..<16] + [4], to: TwoDrivers.clientAddress)
        #expect(try await near.receive(within: .seconds(600)).octets == [4])
        #expect(await failure { try await far.send([1], to: TwoDrivers.clientAddress) } == .notPossible)
        await far.close()
        #expect(await failure { try await far.send([1], to: TwoDrivers.clientAddress) } == .closed)
        await drivers.shutDown()
    }

    struct SocketFailure: Error {}
}
