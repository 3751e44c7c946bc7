internal import NetStack
internal import NetStackSockets
internal import Synchronization
internal import NIOCore

/// What the channels of a stack share: how they live, how they read when they are asked to, and their options. The order of what
/// handlers hear is NIOPosix's.
// Sendable because all that changes belongs to the loop's thread, save the atomics and what a mutex holds.
class StackChannel: Channel, ChannelCore, @unchecked Sendable {
    enum Phase { case fresh, registered, active, closed }

    let loop: StackEventLoop
    let parent: (any Channel)?
    let allocator = ByteBufferAllocator()
    private let closePromise: EventLoopPromise<Void>
    private let active = Atomic<Bool>(false)
    private let addresses = Mutex<(local: SocketAddress?, remote: SocketAddress?)>((nil, nil))
    // Set once, for a pipeline wants its channel.
    private var ownPipeline: ChannelPipeline?

    private(set) var phase = Phase.fresh
    /// Whether a handler has asked for more and did not get it yet.
    var isReadPending = false
    private var isReadQueued = false
    private(set) var autoRead = true
    private(set) var messagesPerRead = 4
    var buffers = NIOPooledRecvBufferAllocator(capacity: 4, recvAllocator: AdaptiveRecvByteBufferAllocator())

    init(_ loop: StackEventLoop, parent: (any Channel)? = nil) {
        self.loop = loop
        self.parent = parent
        closePromise = loop.makePromise()
        ownPipeline = ChannelPipeline(channel: self)
    }

    deinit { assert(phase == .closed || phase == .fresh, "an open channel was let go") }

    var driver: StackDriver { loop.driver }
    var eventLoop: any EventLoop { loop }
    var pipeline: ChannelPipeline {
        guard let ownPipeline else { preconditionFailure("a channel has its pipeline from its first moment on") }
        return ownPipeline
    }
    var closeFuture: EventLoopFuture<Void> { closePromise.futureResult }
    var localAddress: SocketAddress? { addresses.withLock { $0.local } }
    var remoteAddress: SocketAddress? { addresses.withLock { $0.remote } }
    var isActive: Bool { active.load(ordering: .relaxed) }
    var isWritable: Bool { true }
    var _channelCore: any ChannelCore { self }
    var syncOptions: (any NIOSynchronousChannelOptions)? { SynchronousOptions(channel: self) }
    var isOpen: Bool { phase != .closed }

    func setAddresses(local: SocketAddress?, remote: SocketAddress?) { addresses.withLock { $0 = (local, remote) } }

    // MARK: What each kind of channel does in its own way

    /// Lets go of what it owns in the stack.
    func letGo() {}
    /// Fails all that waits. The channel is closed already.
    func failPending(_ error: any Error) {}
    /// Whether a read would give something.
    var isReadable: Bool { false }
    /// Whether nothing can come any more.
    var isInputClosed: Bool { false }
    /// Reads what handlers have asked for.
    func readNow() {}
    /// Sends what was flushed.
    func flushNow() {}

    func bind0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }
    func connect0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }
    func write0(_ data: NIOAny, promise: EventLoopPromise<Void>?) { promise?.fail(ChannelError.operationUnsupported) }
    func flush0() {}
    func channelRead0(_ data: NIOAny) {}
    func errorCaught0(error: any Error) {}
    func triggerUserOutboundEvent0(_ event: Any, promise: EventLoopPromise<Void>?) {
        promise?.fail(ChannelError.operationUnsupported)
    }

    func localAddress0() throws -> SocketAddress {
        guard let localAddress else { throw isOpen ? ChannelError.unknownLocalAddress : ChannelError.ioOnClosedChannel }
        return localAddress
    }
    func remoteAddress0() throws -> SocketAddress {
        guard let remoteAddress else { throw ChannelError.ioOnClosedChannel }
        return remoteAddress
    }

    // MARK: Life

    func register0(promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard phase == .fresh else { return fail(promise, ChannelError.inappropriateOperationForState) }
        phase = .registered
        promise?.succeed()
        pipeline.syncOperations.fireChannelRegistered()
    }

    func registerAlreadyConfigured0(promise: EventLoopPromise<Void>?) {
        register0(promise: nil)
        guard phase == .registered else { return fail(promise, ChannelError.ioOnClosedChannel) }
        becomeActive(promise)
    }

    /// The promise first, then `channelActive`, then what was flushed too early, then the first read. Each of them may close the
    /// channel.
    func becomeActive(_ promise: EventLoopPromise<Void>?) {
        phase = .active
        active.store(true, ordering: .relaxed)
        promise?.succeed()
        guard phase == .active else { return }
        pipeline.syncOperations.fireChannelActive()
        guard phase == .active else { return }
        flushNow()
        readIfNeeded()
    }

    func close0(error: any Error, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.alreadyClosed) }
        guard mode == .all else { return fail(promise, ChannelError.operationUnsupported) }
        let before = phase
        phase = .closed
        active.store(false, ordering: .relaxed)
        letGo()
        // All is settled: handlers may hear of it.
        failPending(error)
        promise?.succeed()
        if before == .active { pipeline.syncOperations.fireChannelInactive() }
        if before != .fresh { pipeline.syncOperations.fireChannelUnregistered() }
        // Later, for a handler may be in the middle of something.
        loop.execute { [self] in
            removeHandlers(pipeline: pipeline)
            setAddresses(local: nil, remote: nil)
            closePromise.succeed()
        }
    }

    func fail(_ promise: EventLoopPromise<Void>?, _ error: any Error) { promise?.fail(error) }

    // MARK: Reading

    func read0() {
        guard isOpen, !isInputClosed else { return }
        isReadPending = true
        // What is there already is told of no more. It comes by a task of its own: never from within `read()`.
        guard phase == .active, !isReadQueued, isReadable else { return }
        isReadQueued = true
        loop.execute { [self] in
            isReadQueued = false
            if isReadPending { readNow() }
        }
    }

    func readIfNeeded() {
        if phase == .active, autoRead, !isReadPending, !isInputClosed { pipeline.syncOperations.read() }
    }

    // MARK: Options

    func setOption<Option: ChannelOption>(_ option: Option, value: Option.Value) -> EventLoopFuture<Void> {
        guard loop.inEventLoop else { return loop.submit { try self.setOption0(option, value) } }
        return loop.makeCompletedFuture { try setOption0(option, value) }
    }

    func getOption<Option: ChannelOption>(_ option: Option) -> EventLoopFuture<Option.Value> {
        guard loop.inEventLoop else { return loop.submit { try self.option(option) } }
        return loop.makeCompletedFuture { try self.option(option) }
    }

    private struct SynchronousOptions: NIOSynchronousChannelOptions {
        let channel: StackChannel
        func setOption<Option: ChannelOption>(_ option: Option, value: Option.Value) throws {
            try channel.setOption0(option, value)
        }
        func getOption<Option: ChannelOption>(_ option: Option) throws -> Option.Value { try channel.option(option) }
    }

    private func option<Option: ChannelOption>(_ option: Option) throws -> Option.Value {
        guard let value = try getOption0(option) as? Option.Value else { throw ChannelError.operationUnsupported }
        return value
    }

    /// - Throws: `ChannelError`: `ioOnClosedChannel`, and `operationUnsupported` for an option that this kind of channel has not.
    func setOption0(_ option: any ChannelOption, _ value: any Sendable) throws {
        guard isOpen else { throw ChannelError.ioOnClosedChannel }
        switch (option, value) {
        case (is ChannelOptions.Types.AutoReadOption, let isOn as Bool):
            let before = autoRead
            autoRead = isOn
            if isOn, !before, phase != .fresh { read0() }
            // The octets stay where they are, and the window closes.
            if !isOn { isReadPending = false }
        case (is ChannelOptions.Types.MaxMessagesPerReadOption, let count as UInt):
            messagesPerRead = max(1, Int(clamping: count))
            buffers.updateCapacity(to: messagesPerRead)
        case (is ChannelOptions.Types.RecvAllocatorOption, let allocator as any RecvByteBufferAllocator):
            buffers.recvAllocator = allocator
        // There is one, and it is NIO's.
        case (is ChannelOptions.Types.AllocatorOption, is ByteBufferAllocator): break
        default: throw ChannelError.operationUnsupported
        }
    }

    func getOption0(_ option: any ChannelOption) throws -> any Sendable {
        guard isOpen else { throw ChannelError.ioOnClosedChannel }
        return switch option {
        case is ChannelOptions.Types.AutoReadOption: autoRead
        case is ChannelOptions.Types.MaxMessagesPerReadOption: UInt(messagesPerRead)
        case is ChannelOptions.Types.RecvAllocatorOption: buffers.recvAllocator
        case is ChannelOptions.Types.AllocatorOption: allocator
        default: throw ChannelError.operationUnsupported
        }
    }
}
