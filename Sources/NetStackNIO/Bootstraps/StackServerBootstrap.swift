public import NIOCore

/// Takes connections by a driver's stack: NIO's `ServerBootstrap` for a ``StackEventLoop``.
///
///     let listener = try await StackServerBootstrap(loop)
///         .childChannelInitializer { channel in
///             channel.eventLoop.makeCompletedFuture {
///                 try channel.pipeline.syncOperations.configureHTTPServerPipeline()
///                 try channel.pipeline.syncOperations.addHandler(Answer())
///             }
///         }
///         .bind(host: "0.0.0.0", port: 80).get()
public struct StackServerBootstrap: Sendable {
    private typealias Initializer = @Sendable (any Channel) -> EventLoopFuture<Void>

    private let loop: StackEventLoop
    private var serverInitializer: Initializer = { $0.eventLoop.makeSucceededVoidFuture() }
    private var childInitializer: Initializer = { $0.eventLoop.makeSucceededVoidFuture() }
    private var serverOptions = ChannelOptions.Storage()
    private var childOptions = ChannelOptions.Storage()

    /// - Parameter loop: whose channels it makes, the listener's and those of the connections. As with NIO's own, what is written
    ///   to these leaves at once (`TCP_NODELAY`), unless something else is said.
    public init(_ loop: StackEventLoop) {
        self.loop = loop
        childOptions.append(key: .tcpOption(.tcp_nodelay), value: 1)
    }

    private func with(_ change: (inout Self) -> Void) -> Self {
        var copy = self
        change(&copy)
        return copy
    }

    /// Says what puts handlers into the listener's channel.
    public func serverChannelInitializer(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> Self { with { $0.serverInitializer = initializer } }

    /// Says what puts handlers into the channel of each connection.
    public func childChannelInitializer(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> Self { with { $0.childInitializer = initializer } }

    /// Sets an option of the listener's channel, such as `.backlog`.
    public func serverChannelOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> Self {
        with { $0.serverOptions.append(key: option, value: value) }
    }

    /// Sets an option of the channel of each connection; see ``StackClientBootstrap/channelOption(_:value:)``.
    public func childChannelOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> Self {
        with { $0.childOptions.append(key: option, value: value) }
    }

    /// Listens on an address of the stack's, or, for `0.0.0.0` and `::`, on all of them, of either family.
    ///
    /// - Parameter port: one that is free when 0; `localAddress` says which.
    /// - Returns: the listener's channel. It fails with `IOError`: `EADDRINUSE`.
    public func bind(host: String, port: Int) -> EventLoopFuture<any Channel> {
        do {
            return bind(to: try SocketAddress(ipAddress: host, port: port))
        } catch {
            return loop.makeFailedFuture(error)
        }
    }

    /// As `bind(host:port:)`.
    public func bind(to address: SocketAddress) -> EventLoopFuture<any Channel> {
        let acceptor = (childOptions, childInitializer)
        return bind(to: address) { listener in
            try listener.pipeline.syncOperations.addHandler(Acceptor(options: acceptor.0, initializer: acceptor.1))
            return listener
        }
    }

    /// Listens on a host's address, and gives the connections as an async sequence, as `bind(to:childChannelInitializer:)`.
    public func bind<Output: Sendable>(
        host: String, port: Int,
        childChannelInitializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> NIOAsyncChannel<Output, Never> {
        try await bind(
            to: try SocketAddress(ipAddress: host, port: port), childChannelInitializer: childChannelInitializer)
    }

    /// Listens, and gives the connections as an async sequence.
    ///
    /// - Parameter childChannelInitializer: makes each connection's channel into what the sequence gives, such as a
    ///   `NIOAsyncChannel`.
    /// - Throws: as the future of `bind(host:port:)`.
    public func bind<Output: Sendable>(
        to address: SocketAddress,
        childChannelInitializer initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Output>
    ) async throws -> NIOAsyncChannel<Output, Never> {
        let childOptions = childOptions
        return try await bind(to: address) { listener in
            try NIOAsyncChannel<Output, Never>._wrapAsyncChannelWithTransformations(
                wrappingChannelSynchronously: listener
            ) { child in
                childOptions.applyAllChannelOptions(to: child).flatMap { initializer(child) }
                    .flatMapErrorThrowing { error in
                        child.close(promise: nil)
                        throw error
                    }
            }
        }.get()
    }

    private func bind<Output: Sendable>(
        to address: SocketAddress, _ finish: @escaping @Sendable (any Channel) throws -> Output
    ) -> EventLoopFuture<Output> {
        loop.flatSubmit { [self] in
            let listener = StackServerChannel(loop)
            return serverOptions.applyAllChannelOptions(to: listener)
                .flatMap { serverInitializer(listener) }
                .flatMapThrowing { try finish(listener) }
                .flatMap { output in
                    listener.register().flatMap { listener.bind(to: address) }.map { output }
                }
                .flatMapErrorThrowing { error in
                    listener.close(promise: nil)
                    throw error
                }
        }
    }
}

/// Sets each connection's channel up, then passes it on to the pipeline's end, which registers it.
private final class Acceptor: ChannelInboundHandler {
    typealias InboundIn = any Channel

    private let options: ChannelOptions.Storage
    private let initializer: @Sendable (any Channel) -> EventLoopFuture<Void>

    init(options: ChannelOptions.Storage, initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>) {
        self.options = options
        self.initializer = initializer
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let child = unwrapInboundIn(data)
        let initializer = initializer
        options.applyAllChannelOptions(to: child).flatMap { initializer(child) }.assumeIsolated().whenComplete {
            switch $0 {
            case .success: context.fireChannelRead(data)
            case .failure(let error):
                child.close(promise: nil)
                context.fireErrorCaught(error)
            }
        }
    }
}
