internal import NIOCore
internal import NetStack
internal import NetStackSockets
internal import Synchronization
internal import SystemCalls

/// A TCP connection of a stack, as a channel.
final class StackStreamChannel: StackChannel, @unchecked Sendable {
    private var handle: ConnectionHandle?
    private var pending = PendingWrites()
    private var isFlushing = false
    private let writable = Atomic<Bool>(true)

    private var allowRemoteHalfClosure = false
    private(set) var isInputShut = false
    /// Whether the output is closed, or will be when all is sent that was written.
    private enum Output { case open, closing(EventLoopPromise<Void>?), closed }
    private var output = Output.open

    private var connecting: EventLoopPromise<Void>?
    private var connectTimeout: TimeAmount?
    private var connectTimer: Scheduled<Void>?

    /// What was set before there was a connection.
    private var options: [ConnectionOption] = []
    private var socketOptions = SocketOptions()

    /// - Parameter accepted: a connection that a listener took; one that is to be opened when `nil`.
    init(_ loop: StackEventLoop, parent: (any Channel)? = nil, accepted: ConnectionHandle? = nil) {
        super.init(loop, parent: parent)
        if let accepted { own(accepted) }
    }

    private func own(_ handle: ConnectionHandle) {
        self.handle = handle
        driver.setOwner(self, of: .connection(handle))
        let ends = driver.lendStack { stack in stack.ends(of: handle) }
        setAddresses(local: ends?.local.socketAddress, remote: ends?.remote.socketAddress)
    }

    override var isWritable: Bool { writable.load(ordering: .relaxed) }
    override var isInputClosed: Bool { isInputShut }

    private var status: ConnectionStatus? {
        handle.flatMap { handle in driver.lendStack { stack in stack.status(handle) } }
    }

    /// Why the connection ended, if it did by no wish of ours.
    private var failure: IOError? { status?.failure.map { IOError($0) } }

    // MARK: Connecting

    override func connect0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard connecting == nil else { return fail(promise, ChannelError.connectPending) }
        guard phase == .registered else { return fail(promise, ChannelError.inappropriateOperationForState) }
        guard let remote = Endpoint(address) else { return fail(promise, SocketAddressError.unsupported) }
        // Failed by `close0` where nothing comes of it.
        connecting = promise ?? loop.makePromise()
        guard !driver.isStopped else { return close0(error: EventLoopError.shutdown, mode: .all, promise: nil) }
        do throws(StackError) {
            let handle = try driver.lendStack { (stack) throws(StackError) in
                try stack.connect(to: remote.address, port: remote.port, now: StackDriver.now)
            }
            own(handle)
            for option in options { try set(option) }
            options = []
        } catch {
            return close0(error: IOError(error), mode: .all, promise: nil)
        }
        guard let connectTimeout else { return }
        connectTimer = loop.scheduleTask(in: connectTimeout) { [self] in
            guard connecting != nil else { return }
            close0(error: ChannelError.connectTimeout(connectTimeout), mode: .all, promise: nil)
        }
    }

    private func connected() {
        guard let promise = connecting else { return }
        connecting = nil
        connectTimer?.cancel()
        connectTimer = nil
        becomeActive(promise)
    }

    override func becomeActive(_ promise: EventLoopPromise<Void>?) {
        super.becomeActive(promise)
        // The end may have come before anybody heard.
        if phase == .active, status?.peerFinished ?? true { loop.execute { self.ended() } }
    }

    // MARK: Reading

    override var isReadable: Bool {
        handle.map { handle in driver.lendStack { stack in stack.isReadable(handle) } } ?? false
    }

    override func readNow() { readNow(isAsked: true) }

    private enum Outcome { case octets(Int), nothing, end, failed(IOError) }

    /// Reads as many buffers as may be read at once.
    ///
    /// - Parameter isAsked: whether it is only done because handlers want it; what they do not want stays, and closes the window.
    private func readNow(isAsked: Bool) {
        guard phase == .active, isReadPending || !isAsked, !isInputShut else { return }
        var hasRead = false
        for _ in 0..<messagesPerRead {
            guard phase == .active, !isInputShut else { return }
            let (buffer, outcome) = buffers.buffer(allocator: allocator) { buffer in read(into: &buffer) }
            switch outcome {
            case .octets(let count):
                buffers.record(actualReadBytes: count)
                isReadPending = false
                hasRead = true
                pipeline.syncOperations.fireChannelRead(NIOAny(buffer))
                // Most often there is no more then; and handlers may answer before they get the rest.
                if buffer.writableBytes > 0 { return finishReading(hasRead) }
            case .nothing: return finishReading(hasRead)
            case .end:
                isReadPending = false
                pipeline.syncOperations.fireChannelReadComplete()
                return close0(error: ChannelError.eof, mode: allowRemoteHalfClosure ? .input : .all, promise: nil)
            case .failed(let error):
                pipeline.syncOperations.fireErrorCaught(error)
                return close0(error: error, mode: .all, promise: nil)
            }
        }
        finishReading(hasRead)
    }

    private func finishReading(_ hasRead: Bool) {
        guard phase == .active else { return }
        if hasRead { pipeline.syncOperations.fireChannelReadComplete() }
        readIfNeeded()
    }

    private func read(into buffer: inout ByteBuffer) -> Outcome {
        guard let handle else { return .end }
        let count = unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: 1) { octets in
            var room = unsafe MutableRawSpan(_unsafeBytes: octets)
            return driver.lendStack { stack in (try? stack.read(into: &room, from: handle)) ?? 0 }
        }
        if count > 0 { return .octets(count) }
        guard let status else { return .end }
        if let failure = status.failure { return .failed(IOError(failure)) }
        return status.peerFinished || status.state == .closed ? .end : .nothing
    }

    /// The end and a reset reach those too who do not read: first what has come, then the end. Who is in the middle of a long
    /// answer would never learn otherwise that nobody waits for it.
    private func drain() { while phase == .active, !isInputShut, isReadable { readNow(isAsked: false) } }

    // MARK: Writing

    override func write0(_ data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard case .open = output else { return fail(promise, ChannelError.outputClosed) }
        // A piece of a file would have to be read on this thread, and the stack would stand still meanwhile.
        guard case .byteBuffer(let buffer) = unwrapData(data, as: IOData.self) else {
            return fail(promise, ChannelError.operationUnsupported)
        }
        pending.append(buffer, promise)
        if pending.isTooMuch, writable.exchange(false, ordering: .relaxed) {
            pipeline.syncOperations.fireChannelWritabilityChanged()
        }
    }

    override func flush0() {
        pending.flush()
        flushNow()
    }

    override func flushNow() {
        // Who is called below may flush again: the loop will see it.
        guard phase == .active, !isFlushing, let handle else { return }
        isFlushing = true
        defer { isFlushing = false }
        while phase == .active, pending.flushed > 0 {
            do throws(StackError) {
                let sent = try pending.send { (octets) throws(StackError) in
                    guard !octets.isEmpty else { return 0 }
                    return try driver.lendStack { (stack) throws(StackError) in try stack.write(octets, to: handle) }
                }
                sent.promise?.succeed()
                if phase == .active, pending.hasRoom, !writable.exchange(true, ordering: .relaxed) {
                    pipeline.syncOperations.fireChannelWritabilityChanged()
                }
                // The stack says when there is room.
                guard sent.isWhole else { return }
            } catch {
                // What the peer sent before it went away is still read.
                drain()
                return close0(error: failure ?? IOError(error), mode: .all, promise: nil)
            }
        }
        if phase == .active, pending.isEmpty, case .closing(let promise) = output { finishOutput(promise) }
    }

    // MARK: Closing

    override func close0(error: any Error, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        guard isOpen, mode != .all else { return super.close0(error: error, mode: .all, promise: promise) }
        guard phase == .active else { return fail(promise, IOError(errnoCode: ENOTCONN, reason: "half a close")) }
        if mode == .output {
            switch output {
            case .closed: fail(promise, ChannelError.outputClosed)
            case .closing(var closing):
                closing.setOrCascade(to: promise)
                output = .closing(closing)
            case .open:
                // What was written goes out first. (With its input closed NIOPosix drops it.)
                output = .closing(promise)
                if pending.isEmpty { finishOutput(promise) }
            }
        } else if isInputShut {
            fail(promise, ChannelError.inputClosed)
        } else if case .closed = output {
            super.close0(error: error, mode: .all, promise: promise)
        } else {
            isInputShut = true
            promise?.succeed()
            pipeline.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
    }

    private func finishOutput(_ promise: EventLoopPromise<Void>?) {
        guard let handle else { return }
        output = .closed
        if isInputShut { return super.close0(error: ChannelError.outputClosed, mode: .all, promise: promise) }
        driver.lendStack { stack in try? stack.finish(handle) }
        promise?.succeed()
        pipeline.fireUserInboundEventTriggered(ChannelEvent.outputClosed)
    }

    override func letGo() {
        connectTimer?.cancel()
        connectTimer = nil
        guard let handle else { return }
        self.handle = nil
        driver.setOwner(nil, of: .connection(handle))
        let isStopped = driver.isStopped
        driver.lendStack { stack in
            if isStopped {
                stack.abort(handle, now: StackDriver.now)
            } else {
                stack.close(handle, now: StackDriver.now)
            }
        }
    }

    override func failPending(_ error: any Error) {
        let writes = pending.removeAll()
        var closing: EventLoopPromise<Void>?
        if case .closing(let promise) = output { closing = promise }
        output = .closed
        let connect = connecting
        connecting = nil
        for write in writes { write.fail(error) }
        closing?.fail(error)
        connect?.fail(error)
    }

    // MARK: Options

    private func set(_ option: ConnectionOption) throws(StackError) {
        guard let handle else { return options.append(option) }
        try driver.lendStack { (stack) throws(StackError) in try stack.set(option, of: handle) }
    }

    override func setOption0(_ option: any ChannelOption, _ value: any Sendable) throws {
        switch (option, value) {
        case _ where !isOpen: throw ChannelError.ioOnClosedChannel
        case (is ChannelOptions.Types.AllowRemoteHalfClosureOption, let isAllowed as Bool):
            allowRemoteHalfClosure = isAllowed
        case (
            is ChannelOptions.Types.WriteBufferWaterMarkOption,
            let mark as ChannelOptions.Types.WriteBufferWaterMark
        ):
            pending.waterMark = mark
        case (is ChannelOptions.Types.ConnectTimeoutOption, let timeout): connectTimeout = timeout as? TimeAmount
        // How often the system is asked to write more at once; the stack takes what it has room for.
        case (is ChannelOptions.Types.WriteSpinOption, _): break
        case (let option as ChannelOptions.Types.SocketOption, let value as SocketOptionValue):
            if let meaning = try socketOptions.set(option, to: value) { try set(meaning) }
        default: try super.setOption0(option, value)
        }
    }

    override func getOption0(_ option: any ChannelOption) throws -> any Sendable {
        switch option {
        case _ where !isOpen: throw ChannelError.ioOnClosedChannel
        case is ChannelOptions.Types.AllowRemoteHalfClosureOption: return allowRemoteHalfClosure
        case is ChannelOptions.Types.WriteBufferWaterMarkOption: return pending.waterMark
        case is ChannelOptions.Types.ConnectTimeoutOption: return connectTimeout
        case is ChannelOptions.Types.WriteSpinOption: return UInt(1)
        case is ChannelOptions.Types.BufferedWritableBytesOption: return pending.octets
        case let option as ChannelOptions.Types.SocketOption: return try socketOptions.get(option)
        default: return try super.getOption0(option)
        }
    }
}

extension StackStreamChannel: DriverClient {
    func happened(_ what: Happening) {
        if what.contains(.connected) { connected() }
        if connecting != nil, what.contains(.ended) { return ended() }
        // One that is not registered yet hears of it when it is.
        guard phase == .active else { return }
        if what.contains(.writable) { flushNow() }
        if !what.isDisjoint(with: [.peerFinished, .ended]) {
            ended()
        } else if what.contains(.readable), isReadPending {
            readNow()
        }
    }

    /// The peer has finished, or the connection has ended.
    private func ended() {
        drain()
        if isOpen, let failure { close0(error: failure, mode: .all, promise: nil) }
    }

    func deadlineCame(_ now: UInt64) -> UInt64? { nil }

    func driverStopped() { close0(error: EventLoopError.shutdown, mode: .all, promise: nil) }
}
