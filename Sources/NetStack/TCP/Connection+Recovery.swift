import Packets

extension Connection {
    /// Octets that are taken to be in the network.
    @inline(__always) var pipe: UInt32 {
        let gone = scoreboard.sacked &+ scoreboard.lost &+ duplicated
        let all = sendNext &- unacknowledged
        return all > gone ? all &- gone : 0
    }

    var isSelective: Bool { flags.contains(.selective) }

    // MARK: Hearing

    /// Takes what an acknowledgment says of losses. All before `segment.acknowledgment` is off the ring already, and
    /// `unacknowledged` has moved on by `advanced`.
    ///
    /// - Parameter inFlight: how much was, before that.
    @inline(never)
    mutating func onDelivery(
        _ segment: Segment, _ frame: RawSpan, advanced: UInt32, inFlight: UInt32, _ recovery: inout Recovery,
        _ pool: inout RingPool, _ settings: ConnectionSettings, _ events: inout EventLog, arrival: UInt64, now: UInt64
    ) {
        let before = unacknowledged &- advanced
        let lostBefore = scoreboard.lost
        var delivery = Delivery()
        let isDuplicateKnown = takeSelective(
            segment, frame, before: before, &delivery, &recovery, &pool, settings, now: now)
        let hasOpened = segment.window != 0 && UInt32(segment.window) &<< UInt32(sendShift) != sendWindow
        if !isSelective {
            countDuplicate(segment, advanced: advanced, hasOpened: hasOpened, &delivery)
        }
        noteDelivery(delivery, segment, advanced: advanced, &recovery, arrival: arrival, now: now)
        if let probeEnd = recovery.probeEnd {
            onProbed(
                probeEnd, segment, advanced: advanced, isDuplicateKnown, &recovery, settings, &events, now: now)
        }
        var isProgress = advanced > 0
        undoIfSpurious(segment, delivery, advanced: advanced, isDuplicateKnown, &recovery, &events, now: now)
        if phase != .open {
            let isPast = isSelective ? !precedes(unacknowledged, recovery.end) : precedes(recovery.end, unacknowledged)
            if isPast || unacknowledged == sendNext { leave(&recovery, &events, now: now) }
        }
        if isSelective {
            if !scoreboard.isPlain { detectLosses(&recovery, settings, now: now) }
        } else {
            loseByDuplicates(advanced: advanced, &recovery, &pool)
        }
        if isSelective, scoreboard.lost > lostBefore { isProgress = false }
        if scoreboard.lost > 0, phase == .open || phase == .reduced {
            enterRecovery(inFlight: inFlight, &recovery, settings, &events, now: now)
        }
        if phase == .recovery {
            reduceProportionally(delivery.octets, isProgress: isProgress, &recovery)
        } else if advanced > 0 {
            grow(advanced, before: before, inFlight: inFlight, now: now)
        }
        rearm(advanced: advanced, recovery, settings, now: now)
    }

    /// Takes the SACK options in, and says whether one told of what came twice.
    private mutating func takeSelective(
        _ segment: Segment, _ frame: RawSpan, before: UInt32, _ delivery: inout Delivery, _ recovery: inout Recovery,
        _ pool: inout RingPool, _ settings: ConnectionSettings, now: UInt64
    ) -> Bool {
        var isDuplicateKnown = false
        if isSelective, segment.hasMoreOptions {
            let options = SegmentOptions(frame, from: segment.options, to: segment.start)
            if options.sacks.count > 0, isDuplicate(options, segment) {
                // RFC 2883 section 4; of what was never sent again it is no duplicate that we made.
                isDuplicateKnown = noteDuplicate(options.sacks.blocks[0], before: before, &recovery)
            }
            scoreboard.acknowledge(unacknowledged, &delivery)
            for index in 0..<options.sacks.count {
                let (from, to) = options.sacks.blocks[index]
                guard precedes(unacknowledged, from), precedes(from, to), !precedes(sendNext, to) else { continue }
                scoreboard.sack(from: from, to: to, &delivery, &pool)
            }
        } else {
            scoreboard.acknowledge(unacknowledged, &delivery)
        }
        return isDuplicateKnown
    }

    /// Whether the first block lies before what is acknowledged, or within the second.
    private func isDuplicate(_ options: SegmentOptions, _ segment: Segment) -> Bool {
        let (from, to) = options.sacks.blocks[0]
        guard precedes(from, to) else { return false }
        if !precedes(segment.acknowledgment, to) { return true }
        guard options.sacks.count > 1 else { return false }
        let second = options.sacks.blocks[1]
        return !precedes(from, second.first) && !precedes(second.end, to)
    }

    private func noteDuplicate(
        _ block: (first: UInt32, end: UInt32), before: UInt32, _ recovery: inout Recovery
    ) -> Bool {
        // Not of long ago, and not of what was never sent: a forged one is not believed.
        let age = sendNext &- block.first
        guard Int32(bitPattern: age) > 0, age < 1 << 30, !precedes(sendNext, block.end) else { return false }
        if recovery.undo != nil {
            if sendNext &- recovery.undoFrom > 1 << 30 {
                recovery.undo = nil
            } else if !precedes(block.first, recovery.undoFrom) {
                recovery.repeats -= 1
            }
        }
        // RFC 8985 section 6.2, step 4: the order may be off by more than was thought.
        if recovery.reorderingQuarters < 255 { recovery.reorderingQuarters += 1 }
        recovery.reorderingPersists = 16
        return true
    }

    /// Where the peer has no SACK, each acknowledgment of nothing new says that a segment has arrived. RFC 5681 section 2.
    private mutating func countDuplicate(
        _ segment: Segment, advanced: UInt32, hasOpened: Bool, _ delivery: inout Delivery
    ) {
        if advanced > 0 {
            duplicated = phase == .recovery ? duplicated &- min(duplicated, advanced) : 0
            return
        }
        guard segment.count == 0, !segment.has(.finish), sendNext != unacknowledged, !hasOpened,
            segment.acknowledgment == unacknowledged
        else { return }
        let size = UInt32(segmentSize)
        guard duplicated &+ size < sendNext &- unacknowledged &+ size else { return }
        duplicated &+= size
        delivery.octets &+= size
    }

    /// RFC 8985 section 6.2, steps 1 to 3.
    private mutating func noteDelivery(
        _ delivery: Delivery, _ segment: Segment, advanced: UInt32, _ recovery: inout Recovery, arrival: UInt64,
        now: UInt64
    ) {
        guard delivery.newest.sentAt > 0 else { return }
        let before = unacknowledged &- advanced
        if phase != .open, advanced > 0, let timestamps = segment.timestamps, timestamps.echo != 0 {
            // What has waited for something lost was under way for less time than that, and what was sent twice tells nothing: but
            // the time stamp is of the segment that filled the gap (RFC 7323 section 4.1).
            let age = UInt32(truncatingIfNeeded: arrival / 1_000_000) &- timestamps.echo
            if age < 1 << 31 { measured(UInt64(max(1, age)) &* 1_000_000) }
        } else if delivery.lastSentAt > 0 {
            let isPlain = phase == .open && !delivery.isSelective
            measured(arrival &- min(arrival, isPlain ? delivery.firstSentAt : delivery.lastSentAt))
        }
        if delivery.lastSentAt > 0 {
            let latest = arrival &- min(arrival, delivery.lastSentAt)
            recovery.shortest.add(latest, now: now)
            if congestion.window < congestion.threshold {
                congestion.start.measured(latest, acknowledged: unacknowledged, sendNext: sendNext)
            }
        }
        let newest = delivery.newest
        let roundTrip = arrival &- min(arrival, newest.sentAt)
        // An acknowledgment of what was sent twice, and so soon, is of the first.
        let isOfFirst = newest.isRepeated && recovery.shortest.isKnown && roundTrip < recovery.shortest.time
        if !isOfFirst {
            if recovery.newest.sentAt < newest.sentAt
                || recovery.newest.sentAt == newest.sentAt && precedes(recovery.newest.end, newest.end)
            {
                recovery.newest = (newest.sentAt, newest.end)
                recovery.newestRoundTrip = roundTrip
            }
        }
        // What was noted before the window moved there is of long ago.
        if recovery.furthest &- before > sendNext &- before { recovery.furthest = before }
        if let lowest = delivery.lowest, precedes(lowest, recovery.furthest) { recovery.hasReordering = true }
        if precedes(recovery.furthest, newest.end) { recovery.furthest = newest.end }
    }

    /// How far the order may be off. RFC 8985 section 6.2, step 4.
    func reorderingWindow(_ recovery: Recovery) -> UInt64 {
        if !recovery.hasReordering {
            if phase == .recovery || phase == .loss { return 0 }
            if scoreboard.sacked >= 3 &* UInt32(segmentSize) { return 0 }
        }
        guard recovery.shortest.isKnown else { return 0 }
        return min(UInt64(recovery.reorderingQuarters) &* recovery.shortest.time / 4, smoothedRoundTrip)
    }

    /// Takes for lost what was sent so long before something that has arrived. RFC 8985 section 6.2, step 5.
    ///
    /// - Returns: when to look again.
    @discardableResult
    mutating func detectLosses(
        _ recovery: inout Recovery, _ settings: ConnectionSettings, now: UInt64
    ) -> UInt64 {
        let newest = recovery.newest
        guard newest.sentAt > 0 else { return Self.never }
        let patience = recovery.newestRoundTrip &+ reorderingWindow(recovery)
        var again = Self.never
        for index in 0..<Int(scoreboard.count) {
            let stretch = scoreboard[index]
            guard stretch.marks.isDisjoint(with: [.sacked, .lost]) else { continue }
            let isBefore =
                stretch.sentAt < newest.sentAt
                || stretch.sentAt == newest.sentAt && precedes(stretch.end, newest.end)
            guard isBefore else { continue }
            let due = stretch.sentAt &+ patience
            if due <= now { scoreboard.lose(index) } else { again = min(again, due) }
        }
        reorderAt = again
        return again
    }

    /// Three duplicates say that the first segment is lost, and so does each partial acknowledgment after that. RFC 6582.
    private mutating func loseByDuplicates(advanced: UInt32, _ recovery: inout Recovery, _ pool: inout RingPool) {
        let isFirst = phase == .open && duplicated >= 3 &* UInt32(segmentSize)
        if isFirst || phase == .recovery && advanced > 0 {
            scoreboard.loseFirst(UInt32(segmentSize), &pool)
        }
    }

    // MARK: The tail probe

    /// An acknowledgment of a tail probe. RFC 8985 section 7.4.
    mutating func onProbed(
        _ probeEnd: UInt32, _ segment: Segment, advanced: UInt32, _ isDuplicateKnown: Bool, _ recovery: inout Recovery,
        _ settings: ConnectionSettings, _ events: inout EventLog, now: UInt64
    ) {
        guard !precedes(segment.acknowledgment, probeEnd) else { return }
        if !recovery.isProbeRepeated || isDuplicateKnown {
            endProbe(&recovery)
        } else if precedes(probeEnd, segment.acknowledgment) {
            // The probe mended a loss that nobody else would have noticed.
            endProbe(&recovery)
            guard phase == .open else { return }
            let window = congestion.window
            congestion.reduce(inFlight: max(advanced, pipe), segmentSize: UInt32(segmentSize))
            congestion.window = congestion.threshold
            events.add(.probeRepaired(window: window, threshold: congestion.threshold), handle, now)
        } else if advanced == 0, !segment.hasMoreOptions, segment.count == 0 {
            // A second acknowledgment of the same: both the probe and what it repeats have arrived.
            endProbe(&recovery)
        }
    }

    private mutating func endProbe(_ recovery: inout Recovery) {
        recovery.probeEnd = nil
        flags.remove(.isProbing)
    }

    // MARK: Timers

    /// Sets the one timer anew after an acknowledgment.
    @inline(__always)
    mutating func rearm(advanced: UInt32, _ recovery: Recovery, _ settings: ConnectionSettings, now: UInt64) {
        guard state != .timeWait, state != .closed else { return }
        if unacknowledged == sendNext {
            reorderAt = Self.never
            if timer != .probe, timer != .timeWait {
                disarm()
                if flags.contains(.keepsAlive) { armKeepAlive(recovery) }
            }
            return
        }
        if advanced > 0 {
            armLoss(settings, now: now)
        } else if timer == .tail, phase != .open || !scoreboard.isPlain {
            arm(.retransmission, at: now &+ timeout(settings))
        }
    }

    /// Waits for the tail probe where one may be sent, else for the retransmission. RFC 8985 section 7.2.
    @inline(__always)
    mutating func armLoss(_ settings: ConnectionSettings, now: UInt64) {
        let timeout = now &+ timeout(settings)
        guard flags.contains(.selective), phase == .open, backoff == 0, !flags.contains(.isProbing),
            scoreboard.sacked | scoreboard.lost == 0, smoothedRoundTrip > 0, state.isSynchronized
        else { return arm(.retransmission, at: timeout) }
        let isOne = sendNext &- unacknowledged <= UInt32(segmentSize)
        let patience = 2 &* smoothedRoundTrip &+ (isOne ? Self.peerDelay : 2_000_000)
        // No later than the retransmission, which counts from the first that is under way.
        arm(.tail, at: max(now &+ 1, min(now &+ patience, timeout)))
    }
}
