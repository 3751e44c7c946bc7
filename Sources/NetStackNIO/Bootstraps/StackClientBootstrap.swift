public import NIOCore

/// Opens connections by a driver's stack: NIO's `ClientBootstrap` for a ``StackEventLoop``. It is one of NIO's universal
/// bootstraps too, so that `NIOClientTCPBootstrap` puts TLS on it.
///
///     let channel = try await StackClientBootstrap(loop)
///         .channelInitializer { channel in
///             channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHTTPClientHandlers() }
///         }
///         .connect(host: "10.9.0.1", port: 80).get()
public struct StackClientBootstrap: NIOClientTCPBootstrapProtocol, Sendable {
    private let loop: StackEventLoop
    private var initializer: @Sendable (any Channel) -> EventLoopFuture<Void> = {
        $0.eventLoop.makeSucceededVoidFuture()
    }
    private var handlers: (@Sendable () -> [any ChannelHandler])?
    private var options = ChannelOptions.Storage()
    private var resolver: (@Sendable (String, Int) -> EventLoopFuture<[SocketAddress]>)?

    /// - Parameter loop: whose channels it makes. As with NIO's own, opening takes ten seconds at most, and what is written leaves
    ///   at once (`TCP_NODELAY`), unless something else is said.
    public init(_ loop: StackEventLoop) {
        self.loop = loop
        options.append(key: .connectTimeout, value: .seconds(10))
        options.append(key: .tcpOption(.tcp_nodelay), value: 1)
    }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    /// Says what puts handlers into each channel.
    public func channelInitializer(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> Self { with { $0.initializer = initializer } }

    /// Says what stands before those handlers, such as TLS.
    public func protocolHandlers(_ handlers: @escaping @Sendable () -> [any ChannelHandler]) -> Self {
        with { $0.handlers = handlers }
    }

    /// Sets an option of each channel. Of the system's socket options those are known that the stack has a word for: `SO_SNDBUF`,
    /// `SO_RCVBUF`, `SO_KEEPALIVE` with its times, `SO_LINGER` (by `SocketOptionProvider`), `TCP_NODELAY`, `TCP_CORK`,
    /// `TCP_MAXSEG`, `TCP_USER_TIMEOUT`, `IP_TTL`, `IP_TOS` and IPv6's like. Any other fails what is opened with `ENOPROTOOPT`.
    public func channelOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> Self {
        with { $0.options.append(key: option, value: value) }
    }

    /// Says how long opening may take.
    public func connectTimeout(_ timeout: TimeAmount) -> Self { channelOption(.connectTimeout, value: timeout) }

    /// Says who is asked for the addresses of names; without one a host is an address.
    ///
    /// - Parameter resolver: gets a name and a port, and gives the addresses in the order in which they are tried.
    public func resolver(
        _ resolver: @escaping @Sendable (_ host: String, _ port: Int) -> EventLoopFuture<[SocketAddress]>
    ) -> Self { with { $0.resolver = resolver } }

    /// Opens a connection to a host: to its addresses one after the other, until one answers.
    ///
    /// - Returns: the channel, when it is connected. It fails with `IOError` and the system's number for what went wrong, such as
    ///   `ECONNREFUSED`; with `ChannelError.connectTimeout`; with `SocketAddressError` for a name that is none of an address.
    public func connect(host: String, port: Int) -> EventLoopFuture<any Channel> {
        open(host, port) { $0.eventLoop.makeSucceededFuture($0) }
    }

    /// Opens a connection to an address.
    ///
    /// - Returns: as `connect(host:port:)`.
    public func connect(to address: SocketAddress) -> EventLoopFuture<any Channel> {
        open(address) { $0.eventLoop.makeSucceededFuture($0) }
    }

    /// There are no sockets of the file system in a stack: it fails with `ChannelError.operationUnsupported`.
    public func connect(unixDomainSocketPath: String) -> EventLoopFuture<any Channel> {
        loop.makeFailedFuture(ChannelError.operationUnsupported)
    }

    /// Opens a connection to a host, whose channel is made into something else before it opens, such as a `NIOAsyncChannel`.
    ///
    /// - Returns: what `channelInitializer` gives, when the channel is connected.
    /// - Throws: as the future of `connect(host:port:)`.
    public func connect<Output: Sendable>(
        host: String, port: Int,
        channelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> Output { try await open(host, port, channelInitializer).get() }

    /// Opens a connection to an address, as `connect(host:port:channelInitializer:)`.
    public func connect<Output: Sendable>(
        to address: SocketAddress,
        channelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> Output { try await open(address, channelInitializer).get() }

    private func open<Output: Sendable>(
        _ host: String, _ port: Int, _ finish: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) -> EventLoopFuture<Output> {
        let address = Result { try SocketAddress(ipAddress: host, port: port) }
        guard case .failure(let error) = address, let resolver else {
            return loop.makeCompletedFuture(address).flatMap { open($0, finish) }
        }
        return resolver(host, port).hop(to: loop).flatMap { open(anyOf: $0, orElse: error, finish) }
    }

    private func open<Output: Sendable>(
        anyOf addresses: [SocketAddress], orElse error: any Error,
        _ finish: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) -> EventLoopFuture<Output> {
        guard let first = addresses.first else { return loop.makeFailedFuture(error) }
        return open(first, finish).flatMapError { error in
            open(anyOf: Array(addresses.dropFirst()), orElse: error, finish)
        }
    }

    private func open<Output: Sendable>(
        _ address: SocketAddress, _ finish: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) -> EventLoopFuture<Output> {
        loop.flatSubmit { [self] in
            let channel = StackStreamChannel(loop)
            return options.applyAllChannelOptions(to: channel)
                .flatMap { initializer(channel) }
                .flatMapThrowing {
                    try channel.pipeline.syncOperations.addHandlers(handlers?() ?? [], position: .first)
                }
                .flatMap { finish(channel) }
                .flatMap { output in
                    channel.register().flatMap { channel.connect(to: address) }.map { output }
                }
                .flatMapErrorThrowing { error in
                    channel.close(promise: nil)
                    throw error
                }
        }
    }
}
