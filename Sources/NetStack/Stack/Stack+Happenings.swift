/// What happened to a connection, a listener or a socket since it was last told.
///
/// These are edges, not levels: who has heard `readable` reads until there is nothing, or asks `isReadable`.
public struct Happening: OptionSet, Sendable, BitwiseCopyable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The connection is established.
    public static let connected = Happening(rawValue: 1)
    /// Octets came, or a datagram.
    public static let readable = Happening(rawValue: 2)
    /// A third of the send buffer is free, after a write that was not taken whole.
    public static let writable = Happening(rawValue: 4)
    /// The peer has finished: when all is read, no more will come.
    public static let peerFinished = Happening(rawValue: 8)
    /// The connection has ended: its status says why, until it is closed.
    public static let ended = Happening(rawValue: 16)
    /// A connection waits to be accepted.
    public static let acceptable = Happening(rawValue: 32)
}

/// To whom something happened.
public enum HappeningOwner: Sendable, BitwiseCopyable, Hashable {
    case connection(ConnectionHandle)
    case listener(ListenerHandle)
    case socket(DatagramHandle)
}

extension Stack {
    /// To whom something happened, and all that did since it was last told; `nil` when there is nothing to tell. Listeners come
    /// first, then connections and sockets, each in the order of what happened first.
    ///
    /// One entry waits for each connection, listener and socket at most, so that what nobody asks for takes no memory.
    public mutating func nextHappening() -> (owner: HappeningOwner, what: Happening)? {
        if let (index, what) = listenerHappenings.pop() { return (.listener(ListenerHandle(index: index)), what) }
        if let (slot, what) = connectionHappenings.pop() { return (.connection(handle(slot)), what) }
        if let (slot, what) = socketHappenings.pop() {
            return (.socket(DatagramHandle(slot: slot, generation: sockets[slot].generation)), what)
        }
        return nil
    }

    /// Whether nothing is to be told and nothing is to leave: who drives the stack may sleep until `nextDeadline`.
    public var isIdle: Bool {
        firstActive < 0 && queue.count == 0 && connectionHappenings.isEmpty && listenerHappenings.isEmpty
            && socketHappenings.isEmpty
    }

    /// Whether a read would give something: octets, or that there will be no more.
    public func isReadable(_ handle: ConnectionHandle) -> Bool {
        guard let status = status(handle) else { return false }
        return status.readable > 0 || status.peerFinished || status.state == .closed
    }

    // MARK: Noting

    /// A connection is established.
    mutating func noteEstablished(_ slot: Int) {
        let listener = Int(connections[slot].listener)
        if listener >= 0 {
            listenerHappenings.note(.acceptable, at: listener)
        } else if connections[slot].flags.contains(.isHeld) {
            connectionHappenings.note(.connected, at: slot)
        }
    }

    /// A connection has an owner from now on, who should hear what happened before.
    mutating func noteAccepted(_ slot: Int) {
        var what: Happening = .connected
        if connections[slot].receiveRing.count > 0 { what.insert(.readable) }
        if connections[slot].flags.contains(.peerFinished) { what.insert(.peerFinished) }
        if connections[slot].state == .closed { what.insert(.ended) }
        connectionHappenings.note(what, at: slot)
    }

    mutating func noteEnded(_ slot: Int) {
        if connections[slot].flags.contains(.isHeld) { connectionHappenings.note(.ended, at: slot) }
    }

    /// A segment was taken in: whether the application has something to read, or room to write.
    /// - Parameter expected: the sequence number that was expected before.
    @inline(__always)
    mutating func noteSegment(_ slot: Int, expected: UInt32) {
        let (flags, next) = (connections[slot].flags, connections[slot].receiveNext)
        if next != expected, flags.contains(.isHeld), connections[slot].state != .closed {
            var what: Happening = []
            if connections[slot].receiveRing.count > 0 { what.insert(.readable) }
            if flags.contains(.peerFinished) { what.insert(.peerFinished) }
            if !what.isEmpty { connectionHappenings.note(what, at: slot) }
        }
        if connectionHappenings.awaitsRoom(slot) { noteRoom(slot) }
    }

    private mutating func noteRoom(_ slot: Int) {
        guard Int(connections[slot].sendRing.count) <= configuration.sendLimit / 3 * 2 else { return }
        connectionHappenings.setAwaitsRoom(false, at: slot)
        if connections[slot].flags.contains(.isHeld) { connectionHappenings.note(.writable, at: slot) }
    }
}
