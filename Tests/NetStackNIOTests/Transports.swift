import Links
import NIOCore
import NIOPosix
import NetStack
import NetStackNIO
import NetStackSockets
import Packets

/// The same program on the stack and on the system's sockets.
protocol Transport: Sendable {
    func listen(_ setUp: @escaping @Sendable (any Channel) throws -> Void) async throws -> any Channel
    func connect(
        to port: Int, _ recorder: Recorder?, _ setUp: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> any Channel
    func shutDown() async throws
}

extension Transport {
    /// Waits until what was sent has arrived: a handshake goes behind it and comes back.
    func settle() async throws {
        let listener = try await listen { _ in }
        let channel = try await connect(to: listener.localAddress!.port!, nil) { _ in }
        try await channel.close()
        try await listener.close()
    }
}

/// By a stack that speaks with itself, or by two on a cable.
struct StackTransport: Transport {
    static let address = "10.0.0.2"
    let server: StackEventLoop
    let client: StackEventLoop

    init(threads: Int = 2, _ change: (inout StackConfiguration) -> Void = { _ in }) async throws {
        let (near, far) = try CableLink.pair("near", "far", capacity: 512)
        var configuration = StackConfiguration(secrets: .random())
        configuration.minimumTimeout = 20_000_000
        change(&configuration)
        let driver = try StackDriver(configuration)
        await driver.add(far, addresses: [.init("10.0.0.2", prefixLength: 24)])
        server = StackEventLoop(driver)
        guard threads > 1 else {
            await driver.addLoopback()
            client = server
            return
        }
        configuration.secrets = .random()
        let other = try StackDriver(configuration)
        await other.add(near, addresses: [.init("10.0.0.1", prefixLength: 24)])
        client = StackEventLoop(other)
    }

    func listen(_ setUp: @escaping @Sendable (any Channel) throws -> Void) async throws -> any Channel {
        try await StackServerBootstrap(server)
            .childChannelInitializer { child in child.eventLoop.makeCompletedFuture { try setUp(child) } }
            .bind(host: Self.address, port: 0).get()
    }

    func connect(
        to port: Int, _ recorder: Recorder? = nil, _ setUp: @escaping @Sendable (any Channel) throws -> Void = { _ in }
    ) async throws -> any Channel {
        let bootstrap = StackClientBootstrap(client).connectTimeout(.hours(1))
            .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try setUp(channel) } }
        // From the loop, so that it is heard when the promise is kept.
        return try await client.flatSubmit {
            bootstrap.connect(host: Self.address, port: port).always { _ in recorder?.note("promise") }
        }.get()
    }

    func shutDown() async throws {
        try await client.shutdownGracefully()
        try await server.shutdownGracefully()
    }
}

/// By the system's sockets on loopback: what is expected.
struct SystemTransport: Transport {
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)

    func listen(_ setUp: @escaping @Sendable (any Channel) throws -> Void) async throws -> any Channel {
        try await ServerBootstrap(group: group)
            .childChannelInitializer { child in child.eventLoop.makeCompletedFuture { try setUp(child) } }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func connect(
        to port: Int, _ recorder: Recorder?, _ setUp: @escaping @Sendable (any Channel) throws -> Void
    ) async throws -> any Channel {
        let loop = group.next()
        let address = try SocketAddress(ipAddress: "127.0.0.1", port: port)
        return try await loop.flatSubmit {
            ClientBootstrap(group: loop)
                .channelInitializer { channel in channel.eventLoop.makeCompletedFuture { try setUp(channel) } }
                .connect(to: address).always { _ in recorder?.note("promise") }
        }.get()
    }

    func shutDown() async throws { try await group.shutdownGracefully() }
}

/// Runs a test on a transport, which ends with it.
func with<Net: Transport, Result>(
    _ transport: Net, _ body: (Net) async throws -> Result
) async throws -> Result {
    do {
        let result = try await body(transport)
        try await transport.shutDown()
        return result
    } catch {
        try await transport.shutDown()
        throw error
    }
}

struct NeverHappened: Error { let what: String }

/// Waits until something is so, which on a busy machine takes its time.
func eventually(_ what: String, _ isSo: @Sendable () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(240)
    while try await !isSo() {
        if ContinuousClock.now > end { throw NeverHappened(what: what) }
        try await Task.sleep(for: .milliseconds(2))
    }
}
