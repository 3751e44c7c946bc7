import Packets

extension Connection {
    /// Something is lost, and what else is acknowledged goes on: RFC 6675 section 5.
    mutating func enterRecovery(
        inFlight: UInt32, _ recovery: inout Recovery, _ settings: ConnectionSettings, _ events: inout EventLog,
        now: UInt64
    ) {
        remember(&recovery)
        let window = congestion.window
        recovery.end = sendNext
        recovery.delivered = 0
        recovery.sent = 0
        recovery.flight = max(1, sendNext &- unacknowledged)
        if phase != .reduced { congestion.reduce(inFlight: inFlight, segmentSize: UInt32(segmentSize)) }
        phase = .recovery
        events.add(.recoveryBegan(lost: scoreboard.lost, window: window, threshold: congestion.threshold), handle, now)
    }

    private mutating func remember(_ recovery: inout Recovery) {
        recovery.undo = (congestion.window, congestion.threshold)
        recovery.undoFrom = unacknowledged
        recovery.repeats = 0
        recovery.hasRepeated = false
    }

    mutating func leave(_ recovery: inout Recovery, _ events: inout EventLog, now: UInt64) {
        if phase == .recovery { congestion.window = congestion.threshold }
        if recovery.reorderingPersists > 0 {
            recovery.reorderingPersists -= 1
            if recovery.reorderingPersists == 0 { recovery.reorderingQuarters = 1 }
        }
        phase = .open
        duplicated = 0
        events.add(.recoveryEnded(window: congestion.window), handle, now)
    }

    /// RFC 6937 section 3: what leaves is in proportion to what arrives.
    mutating func reduceProportionally(_ delivered: UInt32, isProgress: Bool, _ recovery: inout Recovery) {
        recovery.delivered &+= delivered
        let size = UInt32(segmentSize)
        let inFlight = pipe
        let threshold = congestion.threshold
        var count: UInt32
        if inFlight > threshold {
            let share = UInt64(recovery.delivered) * UInt64(threshold) / UInt64(recovery.flight)
            count = UInt32(clamping: share) &- min(UInt32(clamping: share), recovery.sent)
        } else {
            var limit = max(recovery.delivered &- min(recovery.delivered, recovery.sent), delivered)
            if isProgress { limit &+= size }
            count = min(threshold &- inFlight, limit)
        }
        // What was found lost first leaves at once.
        if recovery.sent == 0 || isProgress && !isSelective { count = max(count, size) }
        congestion.hold(max(inFlight &+ count, size))
    }

    @inline(__always)
    mutating func grow(
        _ octets: UInt32, before: UInt32, inFlight: UInt32, now: UInt64
    ) {
        // RFC 7661: a window that was not used says nothing about the network.
        let wasUsed =
            congestion.window < congestion.threshold
            ? roundMost &* 2 >= congestion.window : !precedes(limitedUntil, before)
        guard wasUsed else { return }
        congestion.acknowledged(
            octets, segmentSize: UInt32(segmentSize), roundTrip: smoothedRoundTrip, now: now)
    }

    /// What was sent again had arrived the first time: by our time stamp in the answer (RFC 3522), or as the peer says that all
    /// of it came twice (RFC 3708). The windows are what they were (RFC 4015).
    mutating func undoIfSpurious(
        _ segment: Segment, _ delivery: Delivery, advanced: UInt32, _ isDuplicateKnown: Bool,
        _ recovery: inout Recovery, _ events: inout EventLog, now: UInt64
    ) {
        guard let undo = recovery.undo, recovery.hasRepeated else { return }
        var isByStamp = false
        if phase == .recovery || phase == .loss, advanced > 0, let timestamps = segment.timestamps, timestamps.echo != 0
        {
            isByStamp = precedes(timestamps.echo, recovery.repeatStamp)
        }
        let isByDuplicates = isDuplicateKnown && recovery.repeats <= 0
        // What was not sent again has arrived after the timer ran out, and not out of order before (RFC 5682 section 3).
        let isByOriginal =
            phase == .loss && isSelective && advanced > 0 && delivery.lastSentAt > 0
            && delivery.lastSentAt < recovery.timedOutAt
        guard isByStamp || isByDuplicates || isByOriginal else { return }
        congestion.window = max(congestion.window, undo.window)
        congestion.threshold = undo.threshold
        scoreboard.clearLosses()
        recovery.undo = nil
        phase = .open
        duplicated = 0
        events.add(.reductionUndone(window: congestion.window), handle, now)
    }

    /// The retransmission timer ran out. RFC 6298 section 5, RFC 8985 section 6.3.
    mutating func onTimeout(
        _ recovery: inout Recovery, _ settings: ConnectionSettings, _ events: inout EventLog, now: UInt64
    ) {
        let window = congestion.window
        let inFlight = pipe
        recovery.timedOutAt = phase == .open && scoreboard.sacked == 0 ? now : 0
        if phase != .loss {
            if phase == .open || phase == .reduced { remember(&recovery) }
            congestion.reduce(inFlight: inFlight, segmentSize: UInt32(segmentSize))
        }
        if scoreboard.count > 0, scoreboard[0].marks.contains(.sacked) { scoreboard.clearSacks() }
        let patience = recovery.newestRoundTrip &+ reorderingWindow(recovery)
        for index in 0..<Int(scoreboard.count) {
            let isDue = !isSelective || index == 0 || scoreboard[index].sentAt &+ patience <= now
            if isDue { scoreboard.lose(index) }
        }
        congestion.restart(segmentSize: UInt32(segmentSize))
        phase = .loss
        recovery.end = sendNext
        duplicated = 0
        recovery.probeEnd = nil
        flags.remove(.isProbing)
        reorderAt = Self.never
        events.add(
            .timedOut(
                after: timeout(settings), times: backoff + 1, first: unacknowledged &- initial, window: window), handle,
            now)
    }

    /// What is out of order has waited long enough: it is lost.
    mutating func onOrderAwaited(
        _ recovery: inout Recovery, _ settings: ConnectionSettings, _ events: inout EventLog, now: UInt64
    ) {
        let inFlight = pipe
        detectLosses(&recovery, settings, now: now)
        guard scoreboard.lost > 0 else { return }
        if phase == .open || phase == .reduced {
            enterRecovery(inFlight: inFlight, &recovery, settings, &events, now: now)
        }
        if phase == .recovery { reduceProportionally(0, isProgress: false, &recovery) }
        if timer == .tail { arm(.retransmission, at: now &+ timeout(settings)) }
    }

    /// The peer says that the network marked what we sent: the window is reduced once a round trip. RFC 3168 section 6.1.2.
    mutating func onCongestionEcho(_ recovery: inout Recovery, _ events: inout EventLog, now: UInt64) {
        guard phase == .open else { return }
        congestion.reduce(inFlight: pipe, segmentSize: UInt32(segmentSize))
        congestion.hold(congestion.threshold)
        phase = .reduced
        recovery.end = sendNext
        recovery.undo = nil
        flags.insert(.tellsReduction)
        events.add(.windowReduced(window: congestion.window), handle, now)
    }
}
