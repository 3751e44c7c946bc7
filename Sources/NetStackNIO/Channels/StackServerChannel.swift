internal import NIOCore
internal import NetStack
internal import NetStackSockets
internal import Packets

/// A listener of a stack, as a channel: what handlers read of it are the connections that it takes, which the pipeline's end
/// registers.
final class StackServerChannel: StackChannel, @unchecked Sendable {
    private var handle: ListenerHandle?
    private var backlog = 128
    /// What was set before there was a listener.
    private var options: [ConnectionOption] = []
    private var socketOptions = SocketOptions()

    override var isWritable: Bool { false }

    override func bind0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard phase == .registered else { return fail(promise, ChannelError.inappropriateOperationForState) }
        guard let wanted = Endpoint(address) else { return fail(promise, SocketAddressError.unsupported) }
        guard !driver.isStopped else { return fail(promise, EventLoopError.shutdown) }
        do throws(StackError) {
            let address = wanted.address.isUnspecified ? nil : wanted.address
            let backlog = backlog
            let (handle, port) = try driver.lendStack { (stack) throws(StackError) in
                try PortChoice.open(wanted.port) { (port) throws(StackError) in
                    try stack.listen(on: port, address: address, backlog: backlog)
                }
            }
            self.handle = handle
            driver.setOwner(self, of: .listener(handle))
            setAddresses(local: Endpoint(wanted.address, port).socketAddress, remote: nil)
            for option in options { set(option) }
            options = []
        } catch {
            return fail(promise, IOError(error))
        }
        becomeActive(promise)
    }

    /// Whether one waits is not asked: who reads is told of none by what comes later.
    override var isReadable: Bool { true }

    override func readNow() {
        // While nobody reads the backlog fills, and then nobody is taken any more.
        guard phase == .active, isReadPending else { return }
        var hasRead = false
        for _ in 0..<messagesPerRead {
            guard phase == .active, let handle,
                let accepted = driver.lendStack({ stack in stack.accept(handle) })
            else { break }
            isReadPending = false
            hasRead = true
            pipeline.syncOperations.fireChannelRead(
                NIOAny(StackStreamChannel(loop, parent: self, accepted: accepted)))
        }
        guard phase == .active, hasRead else { return }
        pipeline.syncOperations.fireChannelReadComplete()
        readIfNeeded()
    }

    override func channelRead0(_ data: NIOAny) {
        let child = unwrapData(data, as: StackStreamChannel.self)
        // Later, as NIOPosix does: who has handed the child on may still do something to it.
        loop.execute { if child.phase == .fresh { child.registerAlreadyConfigured0(promise: nil) } }
    }

    override func letGo() {
        guard let handle else { return }
        self.handle = nil
        driver.setOwner(nil, of: .listener(handle))
        driver.lendStack { stack in stack.close(handle, now: StackDriver.now) }
    }

    // MARK: Options

    private func set(_ option: ConnectionOption) {
        guard let handle else { return options.append(option) }
        driver.lendStack { stack in stack.set(option, of: handle) }
    }

    override func setOption0(_ option: any ChannelOption, _ value: any Sendable) throws {
        switch (option, value) {
        case _ where !isOpen: throw ChannelError.ioOnClosedChannel
        case (is ChannelOptions.Types.BacklogOption, let count as Int32): backlog = max(1, Int(count))
        case (let option as ChannelOptions.Types.SocketOption, let value as SocketOptionValue):
            if let meaning = try socketOptions.set(option, to: value) { set(meaning) }
        default: try super.setOption0(option, value)
        }
    }

    override func getOption0(_ option: any ChannelOption) throws -> any Sendable {
        switch option {
        case _ where !isOpen: throw ChannelError.ioOnClosedChannel
        case is ChannelOptions.Types.BacklogOption: return Int32(clamping: backlog)
        case let option as ChannelOptions.Types.SocketOption: return try socketOptions.get(option)
        default: return try super.getOption0(option)
        }
    }
}

extension StackServerChannel: DriverClient {
    func happened(_ what: Happening) { if isReadPending { readNow() } }

    func deadlineCame(_ now: UInt64) -> UInt64? { nil }

    func driverStopped() { close0(error: EventLoopError.shutdown, mode: .all, promise: nil) }
}
