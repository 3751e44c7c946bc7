import Packets

/// A segment that is to leave: its flags, and which octets of the send ring it carries.
struct SegmentPlan: BitwiseCopyable {
    var sequence: UInt32
    var flags: TCP.Flags
    var offset = 0
    var count = 0
    var isRetransmission = false
    /// Whether routers may mark it instead of dropping it. RFC 3168 section 6.1.
    var isMarkable = false
}

extension Connection {
    /// The next segment that may leave now, with at most `limit` octets of data; `nil` when there is none.
    ///
    /// - Parameter size: the octets of data in one segment on the wire.
    @inline(__always)
    mutating func nextSegment(
        limit: Int, size: Int, _ recovery: inout Recovery, _ pool: inout RingPool, _ settings: ConnectionSettings,
        _ events: inout EventLog, now: UInt64
    ) -> SegmentPlan? {
        if flags.contains(.synPending) { return nextSynchronize(settings, now: now) }
        guard state.isSynchronized || state == .synReceived else { return nil }
        if scoreboard.lost > 0 || flags.contains(.tailPending) {
            let plan = nextRepeat(limit: limit, size: size, &recovery, &pool, settings, &events, now: now)
            if let plan { return plan }
        }
        let flying = Int(sendNext &- unacknowledged)
        // Of a FIN that is under way one more than the ring holds is in flight.
        let queued = Int(sendRing.count) &- flying
        let isFinishing = flags.contains(.finishQueued) && queued >= 0
        var plan = SegmentPlan(sequence: sendNext, flags: .acknowledgment, offset: flying)
        if state.isSynchronized, queued > 0 || isFinishing {
            if flying == 0 { noteRest(settings, now: now) }
            let window = Int(sendWindow) &- flying
            plan.count = dataCount(queued: queued, flying: flying, window: window, limit: limit, size: size)
            if isFinishing, plan.count == queued, window > queued { plan.flags = plan.flags | .finish }
        }
        let isFinish = plan.flags & .finish == .finish
        if plan.count > 0 || isFinish {
            if plan.count == queued, plan.count > 0 { plan.flags = plan.flags | .push }
            send(plan.count &+ (isFinish ? 1 : 0), &recovery, &pool, settings, now: now)
            if flags.contains(.notifies) { mark(&plan) }
            return plan
        }
        if timer == .none || timer == .keepAlive, flying == 0, queued > 0 || isFinishing {
            // Nothing else will come that could set us going again.
            arm(.probe, at: now &+ timeout(settings))
        }
        let isProbe = flags.contains(.probePending) || flags.contains(.keepAlivePending)
        guard flags.contains(.acknowledgeNow) || isProbe else { return nil }
        plan.sequence = isProbe ? unacknowledged &- 1 : acceptableSequence
        if flags.contains(.probePending) { events.add(.windowProbed(times: backoff), handle, now) }
        flags.remove(.probePending)
        flags.remove(.keepAlivePending)
        if flags.contains(.echoesCongestion) { plan.flags = plan.flags | .echo }
        noteAcknowledged()
        return plan
    }

    /// So many sequence numbers leave for the first time.
    @inline(__always)
    private mutating func send(
        _ count: Int, _ recovery: inout Recovery, _ pool: inout RingPool, _ settings: ConnectionSettings, now: UInt64
    ) {
        flags.remove(.probePending)
        sendNext &+= UInt32(truncatingIfNeeded: count)
        if count < Int(segmentSize) { smallEnd = sendNext }
        if lastData > 0, now &- lastData < settings.acknowledgmentDelay { flags.insert(.isInteractive) }
        scoreboard.append(to: sendNext, now: now, &pool)
        lastSent = now
        let flight = pipe
        if flight > roundMost || !precedes(unacknowledged, roundEnd) {
            roundMost = flight
            roundEnd = sendNext
        }
        if phase == .recovery { recovery.sent &+= UInt32(truncatingIfNeeded: count) }
        if timer != .retransmission { armLoss(settings, now: now) }
        noteAcknowledged()
    }

    /// What an acknowledgment alone bears: behind all that was sent, or where the peer's window ends, if it has drawn that back:
    /// from beyond it would not take what we acknowledge. A window probe lies before it on purpose, and is answered.
    private var acceptableSequence: UInt32 {
        let edge = unacknowledged &+ sendWindow
        return precedes(edge, sendNext) ? edge : sendNext
    }

    /// How much data may leave: by both windows, without silly windows (RFC 9293 section 3.8.6.2.1), and by Nagle's rule (section
    /// 3.7.4) as Minshall bent it and Linux has it: what is less than a segment waits only for another such.
    @inline(__always)
    private mutating func dataCount(queued: Int, flying: Int, window: Int, limit: Int, size: Int) -> Int {
        let free = Int(congestion.window) &- Int(pipe)
        if free < queued, free < window { limitedUntil = sendNext }
        let room = min(free, window)
        var count = max(0, min(queued, min(room, limit)))
        guard count < queued || count < size else { return count }
        if count >= size {
            count -= count % size
            return count
        }
        if count == queued {
            if flags.contains(.finishQueued) || flags.contains(.probePending) { return count }
            if flags.contains(.isCorked) { return 0 }
            let isSmallFlying = precedes(unacknowledged, smallEnd)
            return isSmallFlying && !flags.contains(.noDelay) ? 0 : count
        }
        return flags.contains(.probePending) || count >= Int(largestWindow / 2) && room == window ? count : 0
    }

    /// After a rest the windows of before count for less.
    private mutating func noteRest(_ settings: ConnectionSettings, now: UInt64) {
        let timeout = timeout(settings)
        guard lastSent > 0, now &- lastSent > timeout else { return }
        congestion.rested(now &- lastSent, timeout: timeout, segmentSize: UInt32(segmentSize))
    }

    /// What was lost, or the probe of the tail.
    @inline(never)
    private mutating func nextRepeat(
        limit: Int, size: Int, _ recovery: inout Recovery, _ pool: inout RingPool, _ settings: ConnectionSettings,
        _ events: inout EventLog, now: UInt64
    ) -> SegmentPlan? {
        if flags.contains(.tailPending) {
            flags.remove(.tailPending)
            return nextProbe(size: size, &recovery, &pool, settings, &events, now: now)
        }
        guard let index = scoreboard.firstLost() else { return nil }
        let first = scoreboard.start(of: index)
        let length = Int(scoreboard[index].end &- first)
        let room = Int(congestion.window) &- Int(pipe)
        guard room >= min(size, length) || pipe == 0 else { return nil }
        var count = min(length, limit)
        if count > room { count = max(min(size, length), room - room % size) }
        // Beyond a window that was drawn back only the first may be tried (RFC 9293 section 3.8.6).
        let edge = unacknowledged &+ sendWindow
        if precedes(edge, first &+ UInt32(truncatingIfNeeded: count)) {
            guard first == unacknowledged || precedes(first, edge) else { return nil }
            count = max(min(size, count), 1)
        }
        return `repeat`(index, count, &recovery, &pool, settings, now: now)
    }

    /// Sends the first octets of a stretch again.
    private mutating func `repeat`(
        _ index: Int, _ count: Int, _ recovery: inout Recovery, _ pool: inout RingPool, _ settings: ConnectionSettings,
        now: UInt64
    ) -> SegmentPlan {
        let first = scoreboard.start(of: index)
        let end = first &+ UInt32(truncatingIfNeeded: count)
        if recovery.stalledSince == 0 { recovery.stalledSince = max(1, scoreboard[index].sentAt) }
        scoreboard.repeat(index, to: end, now: now, &pool)
        let offset = Int(first &- unacknowledged)
        let octets = max(0, min(count, Int(sendRing.count) &- offset))
        var plan = SegmentPlan(
            sequence: first, flags: .acknowledgment, offset: offset, count: octets, isRetransmission: true)
        if octets < count { plan.flags = plan.flags | .finish }
        if octets > 0, offset &+ octets == Int(sendRing.count) { plan.flags = plan.flags | .push }
        if !recovery.hasRepeated {
            recovery.hasRepeated = true
            recovery.repeatStamp = UInt32(truncatingIfNeeded: now / 1_000_000)
        }
        let size = Int(segmentSize)
        recovery.repeats &+= Int32(truncatingIfNeeded: (count &+ size &- 1) / size)
        if phase == .recovery { recovery.sent &+= UInt32(truncatingIfNeeded: count) }
        if timer != .retransmission { arm(.retransmission, at: now &+ timeout(settings)) }
        noteAcknowledged()
        return plan
    }

    /// Sends something at once, that the end of a flight be not missed: new data if there is any, else the last segment again. RFC
    /// 8985 section 7.3.
    private mutating func nextProbe(
        size: Int, _ recovery: inout Recovery, _ pool: inout RingPool, _ settings: ConnectionSettings,
        _ events: inout EventLog, now: UInt64
    ) -> SegmentPlan? {
        guard scoreboard.count > 0, phase == .open else { return nil }
        let flying = Int(sendNext &- unacknowledged)
        let queued = Int(sendRing.count) &- flying
        let count = min(queued, min(size, Int(sendWindow) &- flying))
        let isNew = count > 0
        let plan: SegmentPlan
        if isNew {
            plan = SegmentPlan(
                sequence: sendNext, flags: count == queued ? .acknowledgment | .push : .acknowledgment, offset: flying,
                count: count)
            send(count, &recovery, &pool, settings, now: now)
        } else {
            let last = min(UInt32(size), sendNext &- unacknowledged)
            let index = scoreboard.cutLast(last, &pool)
            let length = Int(scoreboard[index].end &- scoreboard.start(of: index))
            plan = `repeat`(index, length, &recovery, &pool, settings, now: now)
        }
        recovery.probeEnd = sendNext
        recovery.isProbeRepeated = !isNew
        flags.insert(.isProbing)
        arm(.retransmission, at: now &+ timeout(settings))
        events.add(.probed(first: plan.sequence &- initial, isRepeated: !isNew), handle, now)
        return plan
    }

    /// Whatever leaves acknowledges what came.
    @inline(__always)
    private mutating func noteAcknowledged() {
        flags.remove(.acknowledgeNow)
        owed = 0
        acknowledgeAt = Self.never
    }

    private mutating func nextSynchronize(_ settings: ConnectionSettings, now: UInt64) -> SegmentPlan {
        flags.remove(.synPending)
        noteAcknowledged()
        if backoff == 0 { openedAt = now }
        arm(.retransmission, at: now &+ timeout(settings))
        var flags: TCP.Flags = state == .synSent ? .synchronize : .synchronize | .acknowledgment
        if state != .synSent {
            if self.flags.contains(.notifies) { flags = flags | .echo }
        } else if settings.features.contains(.offersCongestionNotification), backoff < 2 {
            // Where it is not answered the third goes without (RFC 3168 section 6.1.1.1).
            flags = flags | .echo | .congestionWindowReduced
        }
        return SegmentPlan(sequence: unacknowledged, flags: flags, isRetransmission: backoff > 0)
    }

    /// What bears data for the first time may be marked on its way, and tells what the peer ought to know. RFC 3168 section 6.1.2.
    private mutating func mark(_ plan: inout SegmentPlan) {
        if flags.contains(.echoesCongestion) { plan.flags = plan.flags | .echo }
        guard plan.count > 0 else { return }
        plan.isMarkable = true
        if flags.contains(.tellsReduction) {
            flags.remove(.tellsReduction)
            plan.flags = plan.flags | .congestionWindowReduced
        }
    }

    /// Whether what is under way has stood still for longer than the application will wait. RFC 5482.
    private mutating func hasWaitedTooLong(_ recovery: inout Recovery, since: UInt64, now: UInt64) -> Bool {
        guard let limit = recovery.userTimeout else { return false }
        if recovery.stalledSince == 0 { recovery.stalledSince = max(since, 1) }
        return now &- recovery.stalledSince >= limit
    }

    /// Arms a timer that sends again, no later than the application will wait.
    private mutating func arm(
        _ timer: Timer, _ recovery: Recovery, _ settings: ConnectionSettings, now: UInt64
    ) {
        var time = now &+ timeout(settings)
        if let limit = recovery.userTimeout, recovery.stalledSince > 0 {
            time = min(time, max(now &+ 1, recovery.stalledSince &+ limit))
        }
        arm(timer, at: time)
    }

    private mutating func onSilence(_ recovery: Recovery, now: UInt64) -> ConnectionEffects {
        guard let keepAlive = recovery.keepAlive else {
            disarm()
            return []
        }
        guard now &- lastHeard >= keepAlive.idle else {
            backoff = 0
            arm(.keepAlive, at: lastHeard &+ keepAlive.idle)
            return []
        }
        guard backoff < keepAlive.count else { return [.reset, end(.timedOut)] }
        backoff += 1
        flags.insert(.keepAlivePending)
        arm(.keepAlive, at: now &+ keepAlive.interval)
        return .output
    }

    /// A deadline has come.
    mutating func onTimer(
        _ recovery: inout Recovery, _ settings: ConnectionSettings, _ events: inout EventLog, now: UInt64
    ) -> ConnectionEffects {
        var effects: ConnectionEffects = []
        if acknowledgeAt <= now {
            acknowledgeAt = Self.never
            flags.insert(.acknowledgeNow)
            effects.insert(.output)
        }
        if reorderAt <= now {
            onOrderAwaited(&recovery, settings, &events, now: now)
            effects.insert(.output)
        }
        guard timerAt <= now else { return effects }
        switch timer {
        case .none: break
        case .timeWait: return end()
        case .keepAlive: return effects.union(onSilence(recovery, now: now))
        case .tail:
            flags.insert(.tailPending)
            arm(.retransmission, at: now &+ timeout(settings))
        case .retransmission:
            let limit = state.isSynchronized ? settings.retransmissionLimit : settings.handshakeLimit
            let since = scoreboard.count > 0 ? scoreboard[0].sentAt : openedAt
            let isTooLong = hasWaitedTooLong(&recovery, since: since, now: now)
            guard backoff < limit, !isTooLong else { return end(.timedOut) }
            if state.isSynchronized {
                onTimeout(&recovery, settings, &events, now: now)
            } else {
                flags.insert(.synPending)
            }
            backoff += 1
            arm(.retransmission, recovery, settings, now: now)
        case .probe:
            let isTooLong = hasWaitedTooLong(&recovery, since: timerAt, now: now)
            guard backoff < settings.retransmissionLimit, !isTooLong else { return end(.timedOut) }
            backoff += 1
            flags.insert(.probePending)
            arm(.probe, recovery, settings, now: now)
        }
        return effects.union(.output)
    }
}
