import Links
import NetStack
import NetStackSockets
import Packets
import StackServices
import Testing

@Suite("Services on a stack")
struct ServiceHostTests {
    @Test(
        "one who does not take an answer, which ICMP tells, does not keep others from being answered (RFC 1122 4.1.3.3)",
        arguments: [("10.9.0.1", "10.9.0.2"), ("fd00::1", "fd00::2")] as [(IPAddress, IPAddress)])
    func refusedAnswer(near: IPAddress, far: IPAddress) async throws {
        let client = try StackDriver(StackConfiguration(secrets: .random()))
        let server = try StackDriver(StackConfiguration(secrets: .random()))
        let (nearEnd, farEnd) = try CableLink.pair("near", "far")
        await client.add(nearEnd, addresses: [.init(near, prefixLength: 24)])
        await server.add(farEnd, addresses: [.init(far, prefixLength: 24)])
        let host = try await ServiceHost([EchoService()], on: server) { _ in }
        let serving = Task { await host.run() }
        // Each closes before its answer is there, so that some of the answers are refused.
        for _ in 0..<50 {
            let socket = try await client.openUDP()
            try await socket.send([1, 2, 3], to: far, port: 7)
            await socket.close()
        }
        let socket = try await client.openUDP()
        var echoed: [UInt8] = []
        // What waits for a neighbor may be lost.
        while echoed.isEmpty {
            try await socket.send([4, 5], to: far, port: 7)
            echoed = (try? await socket.receive(within: .seconds(5)).octets) ?? []
        }
        #expect(echoed == [4, 5])
        await client.shutDown()
        await server.shutDown()
        await serving.value
    }
}
