/// What is kept of a connection that only waits: for the answer to a SYN-ACK, or in TIME-WAIT for time to go by. Whole connections
/// take several times as much, and a flood of either kind would take them all. RFC 4987 section 3.4, RFC 9293 section 3.6.1.
struct SmallConnection: BitwiseCopyable {
    let ends: FlowEnds
    let hash: UInt32
    /// Closed where the place is free.
    var state: ConnectionState
    let flags: Connection.Flags
    let backoff: UInt8
    let sendShift: UInt8
    let receiveShift: UInt8
    let hopLimit: UInt8
    let trafficClass: UInt8
    let segmentSize: UInt16
    let ownSegmentSize: UInt16
    let initial: UInt32
    let sendNext: UInt32
    let receiveNext: UInt32
    let receiveEdge: UInt32
    let sendWindow: UInt32
    let recentTimestamp: UInt32
    let interface: Int32
    /// Of one that waits for its answer; -1 in TIME-WAIT.
    let listener: Int32
    let timerAt: UInt64
    let lastHeard: UInt64
    let openedAt: UInt64

    init(_ connection: borrowing Connection) {
        ends = connection.ends
        hash = connection.hash
        state = connection.state
        flags = connection.flags
        backoff = connection.backoff
        sendShift = connection.sendShift
        receiveShift = connection.receiveShift
        hopLimit = connection.hopLimit
        trafficClass = connection.trafficClass
        segmentSize = connection.segmentSize
        ownSegmentSize = connection.ownSegmentSize
        initial = connection.initial
        sendNext = connection.sendNext
        receiveNext = connection.receiveNext
        receiveEdge = connection.receiveEdge
        sendWindow = connection.sendWindow
        recentTimestamp = connection.recentTimestamp
        interface = connection.interface
        listener = connection.listener
        timerAt = connection.timerAt
        lastHeard = connection.lastHeard
        openedAt = connection.openedAt
    }
}

extension Connection {
    /// Is again what it was.
    fileprivate mutating func restore(_ small: SmallConnection, _ settings: ConnectionSettings) {
        state = small.state
        // What the listener was told since holds too.
        flags = small.flags.union(flags.intersection(.misbehaves))
        backoff = small.backoff
        sendShift = small.sendShift
        receiveShift = small.receiveShift
        hopLimit = small.hopLimit
        trafficClass = small.trafficClass
        segmentSize = small.segmentSize
        ownSegmentSize = small.ownSegmentSize
        sendNext = small.sendNext
        unacknowledged = state == .timeWait ? small.sendNext : small.initial
        scoreboard.begin(at: sendNext)
        receiveNext = small.receiveNext
        receiveEdge = small.receiveEdge
        sendWindow = small.sendWindow
        largestWindow = small.sendWindow
        windowSequence = small.receiveNext &- 1
        recentTimestamp = small.recentTimestamp
        if !flags.contains(.isScaled) { receiveLimit = min(receiveLimit, 0xFFFF) }
        quickLeft = 16
        congestion = CongestionControl(settings.congestion, segmentSize: UInt32(segmentSize))
        lastHeard = small.lastHeard
        openedAt = small.openedAt
        arm(state == .timeWait ? .timeWait : .retransmission, at: small.timerAt)
    }
}

/// The small connections, by the hash of their ends, and when each has something to do.
struct SmallConnections: ~Copyable {
    private var entries: [SmallConnection] = []
    private var free: [Int32] = []
    private var table: SlotTable
    private var deadlines: Deadlines
    private let limit: Int
    var count: Int { entries.count - free.count }

    init(limit: Int) {
        self.limit = limit
        table = SlotTable(capacity: limit)
        deadlines = Deadlines(capacity: limit)
    }

    /// When the first has something to do.
    var deadline: UInt64 { deadlines.first?.time ?? Deadlines.never }

    /// Keeps one more. Where there is no room, that goes whose time comes first, if it is in TIME-WAIT.
    /// - Returns: whether it is kept.
    mutating func insert(_ small: SmallConnection) -> Bool {
        if count == limit {
            guard let first = deadlines.first, entries[first.slot].state == .timeWait else { return false }
            _ = take(first.slot)
        }
        let place: Int
        if let last = free.popLast() {
            place = Int(last)
            entries[place] = small
        } else {
            place = entries.count
            entries.append(small)
        }
        table.insert(small.hash, slot: place)
        deadlines.schedule(place, at: small.timerAt)
        return true
    }

    func find(_ ends: FlowEnds, _ hash: UInt32) -> Int? {
        count == 0 ? nil : table.find(hash) { entries[$0].ends.isSame(as: ends) }
    }

    /// The next whose time has come.
    func due(_ now: UInt64) -> Int? { deadlines.first.flatMap { $0.time <= now ? $0.slot : nil } }

    subscript(place: Int) -> SmallConnection { entries[place] }

    /// One has something to do at another time.
    mutating func postpone(_ place: Int, to time: UInt64) { deadlines.schedule(place, at: time) }

    /// Those that wait for a listener's handshake to end.
    func places(of listener: Int) -> [Int] {
        entries.indices.filter { entries[$0].state == .synReceived && Int(entries[$0].listener) == listener }
    }

    /// Takes one out.
    mutating func take(_ place: Int) -> SmallConnection {
        let small = entries[place]
        entries[place].state = .closed
        table.remove(small.hash, slot: place)
        deadlines.remove(place)
        free.append(Int32(truncatingIfNeeded: place))
        return small
    }
}

extension Stack {
    /// So many of a listener's half-open connections are whole ones; a flood's are small.
    private static var wholeLimit: Int { 32 }
    /// How long one waits for a slot to send its SYN-ACK with again, in nanoseconds.
    private static var patience: UInt64 { 60_000_000_000 }

    /// Makes a connection small that only waits, if it is nobody's and nothing of it is to leave. Its slot is free then.
    mutating func shrink(_ slot: Int) {
        let busy: Connection.Flags = [.isHeld, .isListed, .isQueued, .misbehaves, .synPending]
        guard connections[slot].flags.isDisjoint(with: busy), connections[slot].receiveRing.count == 0 else { return }
        if connections[slot].state == .synReceived {
            let listener = Int(connections[slot].listener)
            guard listener >= 0, listeners[listener].count - listeners[listener].accepted.count > Self.wholeLimit,
                connections[slot].timer == .retransmission
            else { return }
        } else {
            guard connections[slot].state == .timeWait, connections[slot].timer == .timeWait else { return }
        }
        guard connections[slot].deadline == connections[slot].timerAt,
            smalls.insert(SmallConnection(connections[slot]))
        else { return }
        // Its listener still counts it.
        connections[slot].listener = -1
        forget(slot)
    }

    /// Makes a connection whole again, for it has something to do; `nil` when there is none, or no slot.
    mutating func grow(_ ends: FlowEnds, _ hash: UInt32, now: UInt64) -> Int? {
        smalls.find(ends, hash).flatMap { grow($0, now: now) }
    }

    private mutating func grow(_ place: Int, now: UInt64) -> Int? {
        guard hasFreeSlot else { return nil }
        let small = smalls.take(place)
        let interface = InterfaceID(rawValue: Int(small.interface))
        guard let slot = open(small.ends, small.hash, on: interface, initial: small.initial, now: now) else {
            return nil
        }
        let listener = Int(small.listener)
        if listener >= 0 { for option in listeners[listener].options { set(option, at: slot) } }
        connections[slot].restore(small, settings)
        connections[slot].listener = small.listener
        recoveries[slot].furthest = small.sendNext
        recoveries[slot].end = small.sendNext
        reschedule(slot)
        return slot
    }

    /// Lets those go whose TIME-WAIT is over, and makes those whole whose SYN-ACK is to be sent again.
    mutating func runSmallConnections(_ now: UInt64) {
        while let place = smalls.due(now) {
            let small = smalls[place]
            if small.state == .timeWait {
                _ = smalls.take(place)
            } else if let slot = grow(place, now: now) {
                apply(connections[slot].onTimer(&recoveries[slot], settings, &events, now: now), to: slot)
            } else if now &- small.openedAt < Self.patience {
                smalls.postpone(place, to: now &+ 10_000_000)
            } else {
                _ = smalls.take(place)
                listeners[Int(small.listener)].count -= 1
            }
        }
    }

    /// Ends those that wait for a listener's handshake, each with a RST.
    mutating func abortSmallConnections(of listener: Int, now: UInt64) {
        for place in smalls.places(of: listener) {
            let small = smalls.take(place)
            listeners[listener].count -= 1
            sendReset(small.ends, sequence: small.sendNext, acknowledgment: small.receiveNext, now: now)
        }
    }
}
