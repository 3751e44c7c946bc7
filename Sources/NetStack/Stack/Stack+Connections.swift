public import Packets

extension Stack {
    // MARK: The application's side

    /// Takes connections on a port.
    ///
    /// - Parameters:
    ///   - address: the only one of ours that they may be for; any when `nil`.
    ///   - backlog: how many may wait to be accepted, half open ones included.
    /// - Throws: `StackError`: `portInUse`.
    public mutating func listen(
        on port: UInt16, address: IPAddress? = nil, backlog: Int = 128
    ) throws(StackError) -> ListenerHandle {
        journal?.note(
            .listen,
            [address == nil ? 0 : 1] + (address ?? .any).journaled + [UInt64(port), UInt64(clamping: backlog)])
        let address = address.map { IPv6Address($0) }
        let isTaken = listeners.contains { other in
            other.isOpen && other.port == port && (other.address == nil || address == nil || other.address == address)
        }
        guard !isTaken else { throw StackError(.portInUse, "port \(port) has a listener already; choose another one") }
        let listener = Listener(port: port, address: address, backlog: backlog)
        guard let index = listeners.firstIndex(where: { !$0.isOpen && $0.count == 0 }) else {
            listeners.append(listener)
            return ListenerHandle(index: listeners.count - 1)
        }
        listeners[index] = listener
        return ListenerHandle(index: index)
    }

    /// The connection that has waited longest to be accepted; `nil` when there is none.
    public mutating func accept(_ listener: ListenerHandle) -> ConnectionHandle? {
        journal?.note(.accept, [UInt64(listener.index)])
        while !listeners[listener.index].accepted.isEmpty {
            let handle = listeners[listener.index].accepted.removeFirst()
            guard let slot = slot(handle) else { continue }
            listeners[listener.index].count -= 1
            connections[slot].listener = -1
            connections[slot].flags.remove(.isQueued)
            connections[slot].flags.insert(.isHeld)
            noteAccepted(slot)
            return handle
        }
        return nil
    }

    /// Opens a connection. It is there at once, and established when its state says so.
    ///
    /// - Parameters:
    ///   - localPort: the port that it comes from; one that is free when `nil` (RFC 6056 section 3.3.3).
    ///   - interface: by which it leaves, for an address that is valid on one link alone.
    /// - Throws: `StackError`: `noRoute`, `noRoom`, `portInUse`.
    public mutating func connect(
        to remote: IPAddress, port: UInt16, from localPort: UInt16? = nil, on interface: InterfaceID? = nil,
        now: UInt64
    ) throws(StackError) -> ConnectionHandle {
        journal?.note(
            .connect,
            remote.journaled + [UInt64(port), localPort == nil ? 0 : 1, UInt64(localPort ?? 0)] + interface.journaled
                + [now])
        let destination = IPv6Address(remote)
        guard !destination.isGroup, let route = route(to: destination, on: interface) else {
            throw .noRoute(to: remote)
        }
        var ends = FlowEnds(
            local: route.source, localPort: localPort ?? 0, remote: destination, remotePort: port)
        if localPort == nil {
            let base = UInt32(truncatingIfNeeded: configuration.secrets.sequenceHash(ends) >> 16)
            for _ in 0..<Self.ephemeralPorts.count {
                let offset = (base &+ portOffset) % UInt32(Self.ephemeralPorts.count)
                portOffset &+= 1
                ends.ports = UInt32(port) << 16 | (UInt32(Self.ephemeralPorts.lowerBound) + offset)
                if !isThere(ends) { break }
            }
        }
        guard !isThere(ends) else {
            throw StackError(.portInUse, "there is such a connection from port \(ends.localPort) already")
        }
        let hash = ends.hash(configuration.secrets)
        guard let slot = open(ends, hash, on: route.interface, now: now) else {
            throw StackError(.noRoom, "there are \(configuration.connectionLimit) connections, which is the limit")
        }
        connections[slot].state = .synSent
        connections[slot].flags.insert(.isHeld)
        if settings.features.contains(.timestamps) { connections[slot].flags.insert(.timestamps) }
        if settings.features.contains(.windowScale) { connections[slot].flags.insert(.isScaled) }
        if settings.features.contains(.selectiveAcknowledgment) { connections[slot].flags.insert(.selective) }
        apply(.output, to: slot)
        return handle(slot)
    }

    /// Ports that are handed out: Linux's range.
    static var ephemeralPorts: Range<UInt16> { 32768..<61000 }

    /// Takes as many octets to be sent as there is room for.
    ///
    /// - Returns: how many were taken.
    /// - Throws: `StackError`: `gone`, `notOpen`.
    public mutating func write(_ octets: RawSpan, to handle: ConnectionHandle) throws(StackError) -> Int {
        if journal != nil { note(.write, handle, octets: octets) }
        guard let slot = slot(handle) else { throw .gone }
        let state = connections[slot].state
        guard state.canSend || state == .synSent || state == .synReceived,
            !connections[slot].flags.contains(.finishQueued)
        else { throw StackError(.notOpen, "the connection does not send any more: it is \(state)") }
        let room = max(0, Int(connections[slot].sendLimit) - Int(connections[slot].sendRing.count))
        let count = min(room, octets.byteCount)
        if count < octets.byteCount { connectionHappenings.setAwaitsRoom(true, at: slot) }
        guard count > 0 else { return 0 }
        connections[slot].sendRing.write(octets.extracting(0..<count), behind: 0, &pool)
        connections[slot].sendRing.advance(count)
        if state.canSend { activate(slot) }
        return count
    }

    /// Moves octets that were received to `target`.
    ///
    /// - Returns: how many; 0 when there are none for now.
    /// - Throws: `StackError`: `gone`.
    @_lifetime(target: copy target)
    public mutating func read(
        into target: inout MutableRawSpan, from handle: ConnectionHandle
    ) throws(StackError) -> Int {
        if journal != nil { note(.read, handle, [UInt64(target.byteCount)]) }
        guard let slot = slot(handle) else { throw .gone }
        let isAlone = reassemblies[slot].count == 0
        let count = connections[slot].receiveRing.read(into: &target, isAlone: isAlone, &pool)
        if count > 0, connections[slot].windowOpened() { activate(slot) }
        return count
    }

    /// Says that no more will be sent; what the peer still sends can be read.
    ///
    /// - Throws: `StackError`: `gone`.
    public mutating func finish(_ handle: ConnectionHandle) throws(StackError) {
        if journal != nil { note(.finish, handle) }
        guard let slot = slot(handle) else { throw .gone }
        finish(slot)
    }

    private mutating func finish(_ slot: Int) {
        switch connections[slot].state {
        case .established, .synReceived: connections[slot].state = .finWait1
        case .closeWait: connections[slot].state = .lastAcknowledgment
        case .synSent: return apply(connections[slot].end(), to: slot)
        default: return
        }
        connections[slot].flags.insert(.finishQueued)
        activate(slot)
    }

    /// Lets a connection go: it finishes by itself, and its handle is of no use any more. Where data is left that nobody will
    /// read, the peer is told so by a RST (RFC 2525 section 2.17).
    public mutating func close(_ handle: ConnectionHandle, now: UInt64) {
        if journal != nil { note(.close, handle, [now]) }
        guard let slot = slot(handle) else { return }
        guard connections[slot].receiveRing.count == 0, !connections[slot].flags.contains(.abortsOnClose) else {
            return abort(slot, now: now)
        }
        connections[slot].flags.remove(.isHeld)
        guard connections[slot].state != .closed else { return retire(slot) }
        finish(slot)
        connections[slot].waitForFinish(settings, now: now)
        reschedule(slot)
        shrink(slot)
    }

    /// Ends a connection at once, with a RST. RFC 9293 section 3.10.5.
    public mutating func abort(_ handle: ConnectionHandle, now: UInt64) {
        if journal != nil { note(.abort, handle, [now]) }
        if let slot = slot(handle) { abort(slot, now: now) }
    }

    mutating func abort(_ slot: Int, now: UInt64) {
        connections[slot].flags.subtract([.isHeld, .isQueued])
        let state = connections[slot].state
        if state.isSynchronized && state != .timeWait || state == .synReceived { sendReset(of: slot, now: now) }
        apply(connections[slot].end(), to: slot)
    }

    /// How a connection stands; `nil` when it is gone.
    public func status(_ handle: ConnectionHandle) -> ConnectionStatus? {
        guard let slot = slot(handle) else { return nil }
        let state = connections[slot].state
        return ConnectionStatus(
            state: state, failure: connections[slot].failure, readable: Int(connections[slot].receiveRing.count),
            writable: state.canSend
                ? max(0, Int(connections[slot].sendLimit) - Int(connections[slot].sendRing.count)) : 0,
            peerFinished: connections[slot].flags.contains(.peerFinished) || state == .closed,
            inFlight: Int(connections[slot].pipe), congestionWindow: Int(connections[slot].congestion.window),
            sendWindow: Int(connections[slot].sendWindow), smoothedRoundTrip: connections[slot].smoothedRoundTrip,
            retransmissionTimeout: connections[slot].timeout(settings), segmentSize: Int(connections[slot].segmentSize))
    }

    /// Writes down what is asked of a connection; never a part of what every segment passes.
    @inline(never)
    private mutating func note(
        _ call: JournalCall, _ handle: ConnectionHandle, _ numbers: [UInt64] = [], octets: RawSpan = RawSpan()
    ) {
        journal?.note(call, handle.journaled + numbers, octets: octets)
    }

    // MARK: Slots

    func slot(_ handle: ConnectionHandle) -> Int? {
        let slot = Int(handle.slot)
        guard slot >= 0, slot < connections.count, connections[slot].generation == handle.generation,
            connections[slot].flags.contains(.isHeld) || connections[slot].listener >= 0
        else { return nil }
        return slot
    }

    func handle(_ slot: Int) -> ConnectionHandle {
        ConnectionHandle(slot: Int32(truncatingIfNeeded: slot), generation: connections[slot].generation)
    }

    /// Whether there is such a connection, or was one lately.
    func isThere(_ ends: FlowEnds) -> Bool {
        let hash = ends.hash(configuration.secrets)
        return table.find(hash) { connections[$0].ends.isSame(as: ends) } != nil || smalls.find(ends, hash) != nil
    }

    /// Whether one more connection has a slot.
    var hasFreeSlot: Bool { firstFree >= 0 || connections.count < configuration.connectionLimit }

    /// The listener of a port, that of just this address before one of any.
    func listener(port: UInt16, address: IPv6Address) -> Int? {
        listeners.firstIndex { $0.isOpen && $0.port == port && $0.address == address }
            ?? listeners.firstIndex { $0.isOpen && $0.port == port && $0.address == nil }
    }

    /// Gives a new connection a slot.
    /// - Parameter initial: its first sequence number, where that is not ours to choose.
    mutating func open(
        _ ends: FlowEnds, _ hash: UInt32, on interface: InterfaceID, initial: UInt32? = nil, now: UInt64
    ) -> Int? {
        let slot: Int
        if firstFree >= 0 {
            slot = Int(firstFree)
            firstFree = connections[slot].nextListed
            connections[slot].nextListed = -1
        } else {
            guard let fresh = connections.append(Connection()), reassemblies.append(Reassembly()) != nil,
                recoveries.append(Recovery()) != nil
            else { return nil }
            slot = fresh
        }
        table.insert(hash, slot: slot)
        let initial = initial ?? initialSequence(ends, now: now)
        connections[slot].open(
            ends, hash, initial: initial, mtu: linkMTU(to: ends.remote, on: interface), settings)
        recoveries[slot].furthest = initial
        recoveries[slot].end = initial
        connections[slot].slot = Int32(truncatingIfNeeded: slot)
        let path = pathMTU(to: ends.remote, on: interface) - ends.remote.headerLength - 20
        connections[slot].segmentSize = min(connections[slot].segmentSize, UInt16(clamping: path))
        connections[slot].interface = Int32(truncatingIfNeeded: interface.rawValue)
        return slot
    }

    /// RFC 6528 section 3: a hash with a secret, and a clock of 4 µs.
    func initialSequence(_ ends: FlowEnds, now: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: configuration.secrets.sequenceHash(ends) &+ now / 4000)
    }

    @inline(__always)
    mutating func apply(_ effects: ConnectionEffects, to slot: Int) {
        if effects.contains(.established) { noteEstablished(slot) }
        if effects.contains(.established), connections[slot].listener >= 0 {
            listeners[Int(connections[slot].listener)].accepted.append(handle(slot))
            connections[slot].flags.insert(.isQueued)
        }
        if effects.contains(.ended) {
            noteEnded(slot)
            return retire(slot)
        }
        if effects.contains(.output) { activate(slot) }
        reschedule(slot)
    }

    @inline(__always)
    mutating func reschedule(_ slot: Int) {
        let deadline = connections[slot].deadline
        guard deadline < connections[slot].scheduled else { return }
        connections[slot].scheduled = deadline
        deadlines.schedule(slot, at: deadline)
    }

    // MARK: The list of those with something to send

    @inline(__always)
    mutating func activate(_ slot: Int) {
        guard !connections[slot].flags.contains(.isListed) else { return }
        connections[slot].flags.insert(.isListed)
        connections[slot].nextListed = -1
        if lastActive >= 0 {
            connections[Int(lastActive)].nextListed = Int32(truncatingIfNeeded: slot)
        } else {
            firstActive = Int32(truncatingIfNeeded: slot)
        }
        lastActive = Int32(truncatingIfNeeded: slot)
    }

    mutating func deactivateFirst() {
        let slot = Int(firstActive)
        firstActive = connections[slot].nextListed
        if firstActive < 0 { lastActive = -1 }
        connections[slot].flags.remove(.isListed)
        connections[slot].nextListed = -1
        switch connections[slot].state {
        case .closed: retire(slot)
        case .timeWait, .synReceived: shrink(slot)
        default: break
        }
    }

    /// Takes a connection that has ended out of the tables. Its slot is free when neither the application nor a list has it.
    private mutating func retire(_ slot: Int) {
        guard connections[slot].state == .closed else { return }
        table.remove(connections[slot].hash, slot: slot)
        deadlines.remove(slot)
        connections[slot].scheduled = Connection.never
        connections[slot].sendRing.removeAll(&pool)
        connections[slot].scoreboard.removeAll(&pool)
        // One that waits to be accepted waits on: whoever accepts it learns how it ended.
        let listener = connections[slot].listener
        if listener >= 0, !connections[slot].flags.contains(.isQueued) {
            listeners[Int(listener)].count -= 1
            connections[slot].listener = -1
        }
        guard connections[slot].flags.isDisjoint(with: [.isHeld, .isListed, .isQueued]) else { return }
        free(slot)
    }

    /// Takes a connection that nobody has out of the tables, and frees its slot: what is left of it stands elsewhere.
    mutating func forget(_ slot: Int) {
        table.remove(connections[slot].hash, slot: slot)
        deadlines.remove(slot)
        connections[slot].sendRing.removeAll(&pool)
        connections[slot].scoreboard.removeAll(&pool)
        free(slot)
    }

    private mutating func free(_ slot: Int) {
        let generation = connections[slot].generation &+ 1
        connections[slot].receiveRing.removeAll(&pool)
        connectionHappenings.forget(slot)
        if connections[slot].flags.contains(.misbehaves) { misbehaviors[slot] = nil }
        connections[slot] = Connection()
        reassemblies[slot].removeAll(&pool)
        recoveries[slot] = Recovery()
        connections[slot].generation = generation
        connections[slot].nextListed = firstFree
        firstFree = Int32(truncatingIfNeeded: slot)
    }

    mutating func sendReset(of slot: Int, now: UInt64) {
        sendReset(
            connections[slot].ends, sequence: connections[slot].sendNext,
            acknowledgment: connections[slot].receiveNext, now: now)
    }
}

extension StackError {
    static var gone: StackError { StackError(.gone, "the connection or socket of this handle is gone") }
    static func noRoute(to address: IPAddress) -> StackError {
        StackError(.noRoute, "no interface leads to \(address): none has its prefix, and none has a gateway")
    }
}
