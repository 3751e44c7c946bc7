import Links
import NetStack
import NetStackSockets
import Packets

/// Two drivers and the cable between them.
struct TwoDrivers {
    static let clientAddress: IPAddress = "10.0.0.1"
    static let serverAddress: IPAddress = "10.0.0.2"

    let client: StackDriver
    let server: StackDriver

    init(
        mtu: Int = 1500, usesOffloads: Bool = false, _ change: (inout StackConfiguration) -> Void = { _ in }
    ) async throws {
        var configuration = StackConfiguration(secrets: .random())
        configuration.minimumTimeout = 20_000_000
        change(&configuration)
        client = try StackDriver(configuration)
        configuration.secrets = .random()
        server = try StackDriver(configuration)
        let (near, far) = try CableLink.pair("near", "far", mtu: mtu, capacity: 512, usesOffloads: usesOffloads)
        await client.add(near, addresses: [.init(Self.clientAddress, prefixLength: 24)])
        await server.add(far, addresses: [.init(Self.serverAddress, prefixLength: 24)])
    }

    /// A connection, both ends.
    func connect(port: UInt16 = 80) async throws -> (TCPConnection, TCPConnection) {
        let listener = try await server.listen(on: port)
        async let accepted = listener.accept(within: .seconds(600))
        let near = try await client.connect(to: Self.serverAddress, port: port, within: .seconds(600))
        let far = try await accepted
        await listener.close()
        return (near, far)
    }

    func shutDown() async {
        await client.shutDown()
        await server.shutDown()
    }
}

/// The code of the `SocketError` that the work throws; `nil` when it throws none.
func failure(_ work: () async throws -> Void) async -> SocketError.Code? {
    do {
        try await work()
        return nil
    } catch {
        return (error as? SocketError)?.code
    }
}
