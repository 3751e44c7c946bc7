public import NIOCore

/// Opens UDP sockets of a driver's stack: NIO's `DatagramBootstrap` for a ``StackEventLoop``. Handlers read and write
/// `AddressedEnvelope<ByteBuffer>`.
public struct StackDatagramBootstrap: Sendable {
    private let loop: StackEventLoop
    private var initializer: @Sendable (any Channel) -> EventLoopFuture<Void> = {
        $0.eventLoop.makeSucceededVoidFuture()
    }
    private var options = ChannelOptions.Storage()

    /// - Parameter loop: whose channels it makes.
    public init(_ loop: StackEventLoop) { self.loop = loop }

    /// Says what puts handlers into each channel.
    public func channelInitializer(
        _ initializer: @escaping @Sendable (any Channel) -> EventLoopFuture<Void>
    ) -> Self {
        var copy = self
        copy.initializer = initializer
        return copy
    }

    /// Sets an option of each channel. Of the system's socket options `IP_TTL` and IPv6's like have an effect.
    public func channelOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> Self {
        var copy = self
        copy.options.append(key: option, value: value)
        return copy
    }

    /// Opens a socket at an address of the stack's, or, for `0.0.0.0` and `::`, at all of them, of either family.
    ///
    /// - Parameter port: one that is free when 0; `localAddress` says which.
    /// - Returns: the channel. Connected by `connect(to:)` it hears one peer alone, and of what did not arrive. It fails with
    ///   `IOError`: `EADDRINUSE`.
    public func bind(host: String, port: Int) -> EventLoopFuture<any Channel> {
        do {
            return bind(to: try SocketAddress(ipAddress: host, port: port))
        } catch {
            return loop.makeFailedFuture(error)
        }
    }

    /// As `bind(host:port:)`.
    public func bind(to address: SocketAddress) -> EventLoopFuture<any Channel> {
        loop.flatSubmit { [self] in
            let channel = StackDatagramChannel(loop)
            return options.applyAllChannelOptions(to: channel)
                .flatMap { initializer(channel) }
                .flatMap { channel.register() }
                .flatMap { channel.bind(to: address) }
                .map { channel }
                .flatMapErrorThrowing { error in
                    channel.close(promise: nil)
                    throw error
                }
        }
    }
}
