import Links
import NetStack
import NetStackSockets
import Packets
import Synchronization
import Testing

/// Somebody who is asked before a stack speaks.
private final class Keeper: FlowKeeper {
    struct State {
        var asked: [KeptFlow] = []
        var ended: [KeptFlow] = []
        var refusals = 0
    }
    let state: Mutex<State>

    init(refusals: Int) { state = Mutex(State(refusals: refusals)) }

    func begin(_ flow: KeptFlow) -> Bool {
        state.withLock { state in
            state.asked.append(flow)
            state.refusals -= 1
            return state.refusals < 0
        }
    }
    func end(_ flow: KeptFlow) { state.withLock { $0.ended.append(flow) } }

    var asked: [KeptFlow] { state.withLock { $0.asked } }
    var ended: [KeptFlow] { state.withLock { $0.ended } }
}

@Suite("Whoever keeps a driver's flows")
struct KeeperTests {
    /// A driver with a keeper, and one that it speaks with.
    private static func drivers(_ keeper: Keeper) async throws -> (client: StackDriver, server: StackDriver) {
        var configuration = StackConfiguration(secrets: .random())
        configuration.timeWait = 10_000_000
        let client = try StackDriver(configuration, keeper: keeper)
        let server = try StackDriver(StackConfiguration(secrets: .random()))
        let (near, far) = try CableLink.pair("near", "far")
        await client.add(near, addresses: [.init(TwoDrivers.clientAddress, prefixLength: 24)])
        await server.add(far, addresses: [.init(TwoDrivers.serverAddress, prefixLength: 24)])
        return (client, server)
    }

    @Test("is asked for each port until it agrees, and told when TIME-WAIT is over")
    func connection() async throws {
        let keeper = Keeper(refusals: 3)
        let (client, server) = try await Self.drivers(keeper)
        let listener = try await server.listen(on: 80)
        let connection = try await client.connect(to: TwoDrivers.serverAddress, port: 80, within: .seconds(600))
        let flow = KeptFlow.connection(local: connection.local, remote: connection.remote)
        #expect(keeper.asked.count == 4 && keeper.asked.last == flow && Set(keeper.asked).count == 4)
        #expect(keeper.ended.isEmpty)
        let accepted = try await listener.accept(within: .seconds(600))
        await connection.close()
        await accepted.close()
        while keeper.ended.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(keeper.ended == [flow])
        await client.shutDown()
        await server.shutDown()
    }

    @Test("a port that it refuses, and that was asked for, is an error; nothing has left")
    func refusal() async throws {
        let keeper = Keeper(refusals: .max)
        let (client, server) = try await Self.drivers(keeper)
        var reason: StackError?
        do throws(SocketError) {
            _ = try await client.connect(to: TwoDrivers.serverAddress, port: 80, from: 4000)
        } catch { reason = error.reason }
        #expect(reason?.code == .portInUse && keeper.asked.count == 1)
        #expect(await failure { _ = try await client.openUDP(port: 4000) } == .notPossible)
        #expect(await failure { _ = try await client.openUDP() } == .notPossible)
        #expect(await server.counters.framesReceived == 0)
        await client.shutDown()
        await server.shutDown()
    }

    @Test("a UDP socket's port is kept as long as the socket is; one that pings is nobody's matter")
    func sockets() async throws {
        let keeper = Keeper(refusals: 1)
        let (client, server) = try await Self.drivers(keeper)
        let ping = try await client.openPing()
        #expect(keeper.asked.isEmpty)
        await ping.close()
        let socket = try await client.openUDP()
        #expect(keeper.asked.count == 2)
        await socket.close()
        while keeper.ended.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
        #expect(keeper.ended == [keeper.asked[1]])
        await client.shutDown()
        await server.shutDown()
    }
}
