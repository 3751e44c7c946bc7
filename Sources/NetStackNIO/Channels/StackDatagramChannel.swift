internal import NIOCore
internal import NetStack
internal import NetStackSockets
internal import Packets
internal import SystemCalls

/// A UDP socket of a stack, as a channel: what handlers read and write are `AddressedEnvelope<ByteBuffer>`.
final class StackDatagramChannel: StackChannel, @unchecked Sendable {
    private var handle: DatagramHandle?
    /// The only address of ours that is heard; all when `nil`.
    private var ownAddress: IPAddress?
    /// The only one that is heard and sent to, when it is connected.
    private var peer: Endpoint?
    private var pending = CircularBuffer<(envelope: AddressedEnvelope<ByteBuffer>, promise: EventLoopPromise<Void>?)>()
    private var flushed = 0
    private var isFlushing = false
    private var hopLimit: UInt8?
    private var socketOptions = SocketOptions()
    /// Room for the longest datagram, which is copied from here.
    private var room = ByteBuffer()

    override func bind0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard phase == .registered else { return fail(promise, ChannelError.inappropriateOperationForState) }
        guard let wanted = Endpoint(address) else { return fail(promise, SocketAddressError.unsupported) }
        guard !driver.isStopped else { return fail(promise, EventLoopError.shutdown) }
        do throws(StackError) {
            let (handle, port) = try driver.lendStack { (stack) throws(StackError) in
                try PortChoice.open(wanted.port) { (port) throws(StackError) in
                    try stack.openSocket(.udp, port: port)
                }
            }
            self.handle = handle
            driver.setOwner(self, of: .socket(handle))
            ownAddress = wanted.address.isUnspecified ? nil : wanted.address
            setAddresses(local: Endpoint(wanted.address, port).socketAddress, remote: nil)
            try setHopLimit()
        } catch {
            return fail(promise, IOError(error))
        }
        becomeActive(promise)
    }

    /// From now on one peer alone is spoken with.
    override func connect0(to address: SocketAddress, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        guard phase == .active else { return fail(promise, ChannelError.inappropriateOperationForState) }
        guard let remote = Endpoint(address) else { return fail(promise, SocketAddressError.unsupported) }
        peer = remote
        setAddresses(local: localAddress, remote: address)
        promise?.succeed()
    }

    override func letGo() {
        guard let handle else { return }
        self.handle = nil
        driver.setOwner(nil, of: .socket(handle))
        driver.lendStack { stack in stack.close(handle) }
    }

    override func failPending(_ error: any Error) {
        let writes = pending
        (pending, flushed) = (CircularBuffer(), 0)
        for write in writes { write.promise?.fail(error) }
    }

    // MARK: Reading

    /// Whether one waits is not asked: who reads is told of none by what comes later.
    override var isReadable: Bool { true }

    override func readNow() {
        guard phase == .active, isReadPending else { return }
        var hasRead = false
        for _ in 0..<messagesPerRead {
            guard phase == .active, let envelope = receive() else { break }
            isReadPending = false
            hasRead = true
            pipeline.syncOperations.fireChannelRead(NIOAny(envelope))
        }
        guard phase == .active, hasRead else { return }
        pipeline.syncOperations.fireChannelReadComplete()
        readIfNeeded()
    }

    /// The next datagram that is for this channel.
    private func receive() -> AddressedEnvelope<ByteBuffer>? {
        while phase == .active, let handle {
            let note: ReceivedDatagram?
            do {
                note = try receive(from: handle)
            } catch {
                tell(error)
                if error.code == .gone { return nil }
                continue
            }
            guard let note else { return nil }
            let source = Endpoint(note.source, note.port)
            guard ownAddress.map({ $0 == note.destination }) ?? true,
                peer.map({ $0.address == source.address && $0.port == source.port }) ?? true,
                let address = source.socketAddress
            else { continue }
            return AddressedEnvelope(remoteAddress: address, data: ByteBuffer(bytes: room.readableBytesView))
        }
        return nil
    }

    /// Moves the datagram that came first into the room for it.
    private func receive(from handle: DatagramHandle) throws(StackError) -> ReceivedDatagram? {
        room.clear()
        var result = Result<ReceivedDatagram?, StackError>.success(nil)
        unsafe room.writeWithUnsafeMutableBytes(minimumWritableBytes: 65_536) { octets in
            var span = unsafe MutableRawSpan(_unsafeBytes: octets)
            result = driver.lendStack { stack in
                Result { () throws(StackError) in try stack.receive(into: &span, from: handle) }
            }
            return (try? result.get())?.length ?? 0
        }
        return try result.get()
    }

    // MARK: Writing

    override func write0(_ data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard isOpen else { return fail(promise, ChannelError.ioOnClosedChannel) }
        if let envelope = tryUnwrapData(data, as: AddressedEnvelope<ByteBuffer>.self) {
            pending.append((envelope, promise))
        } else if let remoteAddress {
            pending.append((AddressedEnvelope(remoteAddress: remoteAddress, data: unwrapData(data)), promise))
        } else {
            fail(promise, IOError(errnoCode: EDESTADDRREQ, reason: "a datagram without an address"))
        }
    }

    override func flush0() {
        flushed = pending.count
        flushNow()
    }

    override func flushNow() {
        // Who is told below may flush again: the loop will see it.
        guard phase == .active, !isFlushing else { return }
        isFlushing = true
        defer { isFlushing = false }
        while phase == .active, flushed > 0 {
            let (envelope, promise) = pending.removeFirst()
            flushed -= 1
            do {
                try send(envelope)
                promise?.succeed()
            } catch {
                promise?.fail(error)
            }
        }
    }

    private func send(_ envelope: AddressedEnvelope<ByteBuffer>) throws {
        guard let handle, let remote = Endpoint(envelope.remoteAddress) else { throw SocketAddressError.unsupported }
        let source = ownAddress
        let send = { [driver] () throws(StackError) in
            try driver.lendStack { (stack) throws(StackError) in
                try stack.send(
                    envelope.data.readableBytesSpan, to: remote.address, port: remote.port, from: handle,
                    source: source, now: StackDriver.now)
            }
        }
        do throws(StackError) {
            do throws(StackError) { try send() } catch  where error.code == .refused || error.code == .unreachable {
                // That is said of one before.
                tell(error)
                try send()
            }
        } catch {
            throw IOError(error)
        }
    }

    /// One that was sent before did not arrive: who has one peer alone hears of it.
    private func tell(_ error: StackError) {
        if peer != nil { pipeline.syncOperations.fireErrorCaught(IOError(error)) }
    }

    // MARK: Options

    override func setOption0(_ option: any ChannelOption, _ value: any Sendable) throws {
        guard let option = option as? ChannelOptions.Types.SocketOption, let value = value as? SocketOptionValue else {
            return try super.setOption0(option, value)
        }
        guard isOpen else { throw ChannelError.ioOnClosedChannel }
        guard case .hopLimit(let limit)? = try socketOptions.set(option, to: value) else { return }
        hopLimit = limit
        try setHopLimit()
    }

    private func setHopLimit() throws(StackError) {
        guard let handle, let hopLimit else { return }
        try driver.lendStack { (stack) throws(StackError) in try stack.setHopLimit(hopLimit, of: handle) }
    }

    override func getOption0(_ option: any ChannelOption) throws -> any Sendable {
        guard let option = option as? ChannelOptions.Types.SocketOption else { return try super.getOption0(option) }
        guard isOpen else { throw ChannelError.ioOnClosedChannel }
        return try socketOptions.get(option)
    }
}

extension StackDatagramChannel: DriverClient {
    func happened(_ what: Happening) { if isReadPending { readNow() } }

    func deadlineCame(_ now: UInt64) -> UInt64? { nil }

    func driverStopped() { close0(error: EventLoopError.shutdown, mode: .all, promise: nil) }
}
