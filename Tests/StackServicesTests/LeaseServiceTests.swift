import Leases
import Links
import NetStack
import NetStackSockets
import Packets
import StackServices
import Testing

/// A stack without an address, and one on its link that lends some.
@Suite("Addresses lent by a stack to another")
struct LeaseServiceTests {
    private static let card = MACAddress(2, 0, 0, 0, 0, 9)

    @Test(
        "one is had by a stack that has none, and given back; one that somebody has is declined",
        arguments: [false, true])
    func borrowing(isTaken: Bool) async throws {
        let client = try StackDriver(StackConfiguration(secrets: .random()))
        let server = try StackDriver(StackConfiguration(secrets: .random()))
        let (near, far) = try CableLink.pair("near", "far")
        let interface = await client.add(near, addresses: [])
        // Somebody has the first that is lent.
        let others: [Interface.Address] = isTaken ? [.init("10.9.0.100", prefixLength: 24)] : []
        await server.add(far, addresses: [.init("10.9.0.1", prefixLength: 24)] + others)
        var lending = LeaseServer.Options(
            address: "10.9.0.1", prefixLength: 24, first: "10.9.0.100", last: "10.9.0.101")
        lending.routers = ["10.9.0.1"]
        let service = LeaseService(lending)
        let serving = Task {
            await service.answerDatagrams(try await server.openUDP(port: LeaseService.port))
        }

        let (actions, sink) = AsyncStream.makeStream(of: LeaseClient.Action.self)
        let holding = Task {
            defer { sink.finish() }
            try await client.holdLease(on: interface, as: .init(hardwareAddress: Self.card)) { sink.yield($0) }
        }
        var losses: [LeaseClient.Loss] = []
        for await action in actions {
            switch action {
            case .bound(let lease):
                #expect(lease.address == "10.9.0.100" && service.leaseCount == 1)
                let reply = try await client.openPing().ping("10.9.0.1", sequence: 1, within: .seconds(600))
                #expect(reply.octets.count == 56)
                holding.cancel()
            case .lost(_, let loss):
                losses.append(loss)
                // It would begin anew ten seconds later.
                holding.cancel()
            default: break
            }
        }
        try await holding.value
        #expect(losses == (isTaken ? [.conflict] : [.released]))
        while service.leaseCount > 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(await pingFailure(client) == .notPossible, "it has no address any more")
        await client.shutDown()
        await server.shutDown()
        _ = await serving.result
    }

    private func pingFailure(_ driver: StackDriver) async -> SocketError.Code? {
        do throws(SocketError) {
            _ = try await driver.openPing().ping("10.9.0.1", sequence: 2, within: .seconds(1))
            return nil
        } catch {
            return error.code
        }
    }
}
