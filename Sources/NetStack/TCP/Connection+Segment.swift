import Packets

extension Connection {
    /// Takes a segment that belongs to this connection. RFC 9293 section 3.10.7.
    mutating func onSegment(
        _ segment: Segment, _ frame: RawSpan, _ reassembly: inout Reassembly, _ recovery: inout Recovery,
        _ pool: inout RingPool, _ settings: ConnectionSettings, _ events: inout EventLog, arrival: UInt64, now: UInt64
    ) -> ConnectionEffects {
        guard state != .synSent else {
            return onAnswer(
                segment, frame, &reassembly, &recovery, &pool, settings, &events, arrival: arrival, now: now)
        }
        guard state != .closed else { return [] }
        let silence = now &- lastHeard
        lastHeard = now
        // A peer that begins, or begins again after a rest, wants its window to grow: Linux's habit.
        if segment.count > 0 {
            if silence > timeout(settings) {
                quickLeft = 16
                flags.remove(.isInteractive)
            }
            lastData = now
        }
        if state == .timeWait, begins(segment) { return .reopen }
        // RFC 7323 section 5.3, R1: older than what came last, and no RST.
        if flags.contains(.timestamps), let timestamps = segment.timestamps, !segment.has(.reset),
            precedes(timestamps.value, recentTimestamp), silence < Self.timestampAge
        {
            return onOutside(segment, &recovery, settings, now: now)
        }
        if state == .synReceived, completes(segment) { return onCompletion(segment, settings, now: now) }
        guard isAcceptable(segment) else {
            return segment.has(.reset) ? [] : onOutside(segment, &recovery, settings, now: now)
        }
        if segment.flags.rawValue & (TCP.Flags.reset | .synchronize).rawValue != 0 {
            // RFC 5961 sections 3.2 and 4.2.
            guard segment.has(.reset), segment.sequence == receiveNext else { return challenge(&recovery, now: now) }
            return end(state == .synReceived ? .refused : state == .timeWait ? nil : .reset)
        }
        guard segment.has(.acknowledgment) else { return [] }
        if state == .synReceived {
            guard precedes(unacknowledged, segment.acknowledgment), !precedes(sendNext, segment.acknowledgment)
            else { return .refuse }
        }
        if flags.contains(.timestamps), let timestamps = segment.timestamps, !precedes(receiveNext, segment.sequence) {
            recentTimestamp = timestamps.value
        }
        // RFC 5961 section 5.2: of what was never sent, or of long ago.
        guard acknowledgesOurs(segment) else {
            return segment.count > 0 ? acknowledge() : challenge(&recovery, now: now)
        }
        var effects = onAcknowledgment(
            segment, frame, &recovery, &pool, settings, &events, arrival: arrival, now: now)
        guard state != .closed else { return effects }
        if segment.count > 0 {
            effects.formUnion(onData(segment, frame, &reassembly, &recovery, &pool, settings, now: now))
        }
        if segment.has(.finish), state.canReceive || state == .synReceived {
            finishSequence = segment.sequence &+ UInt32(truncatingIfNeeded: segment.count)
            flags.insert(.finishKnown)
            effects.formUnion(acknowledge())
        } else if segment.has(.finish), state == .timeWait {
            arm(.timeWait, at: now &+ settings.timeWait)
            effects.formUnion(acknowledge())
        }
        if flags.contains(.finishKnown), finishSequence == receiveNext {
            effects.formUnion(onFinish(settings, now: now))
        }
        return effects
    }

    /// Whether some of the segment lies in the window. RFC 9293 section 3.4, table 6. What begins at its right edge and holds
    /// nothing counts, as in Linux: it may be an acknowledgment that crossed our data.
    @inline(__always)
    private func isAcceptable(_ segment: Segment) -> Bool {
        let length = segment.length
        if length == 0 || receiveEdge == receiveNext && segment.sequence == receiveNext {
            return !precedes(segment.sequence, receiveNext) && !precedes(receiveEdge, segment.sequence)
        }
        return precedes(segment.sequence, receiveEdge) && precedes(receiveNext, segment.sequence &+ length)
    }

    /// Whether a segment acknowledges something that is, or was lately, under way.
    @inline(__always)
    private func acknowledgesOurs(_ segment: Segment) -> Bool {
        let ahead = Int32(bitPattern: segment.acknowledgment &- unacknowledged)
        return ahead >= 0
            ? !precedes(sendNext, segment.acknowledgment) : -Int64(ahead) <= Int64(largestWindow)
    }

    /// Asks whether the peer really said that, twice a second at most. RFC 5961 section 7.
    private mutating func challenge(_ recovery: inout Recovery, now: UInt64) -> ConnectionEffects {
        guard recovery.challengedAt == 0 || now &- recovery.challengedAt >= 500_000_000 else { return [] }
        recovery.challengedAt = now
        return acknowledge()
    }

    /// A segment from before or behind the window is answered with what we are waiting for.
    private mutating func onOutside(
        _ segment: Segment, _ recovery: inout Recovery, _ settings: ConnectionSettings, now: UInt64
    ) -> ConnectionEffects {
        if segment.count > 0, precedes(segment.sequence, receiveNext) {
            noteTwice(segment.sequence, segment.sequence &+ UInt32(truncatingIfNeeded: segment.count), &recovery)
        }
        if state == .synReceived, segment.has(.synchronize), !segment.has(.acknowledgment),
            segment.sequence &+ 1 == receiveNext
        {
            // Our answer was lost.
            flags.insert(.synPending)
            return .output
        }
        if state == .timeWait, segment.has(.finish) { arm(.timeWait, at: now &+ settings.timeWait) }
        return acknowledge()
    }

    @inline(__always)
    mutating func acknowledge() -> ConnectionEffects {
        flags.insert(.acknowledgeNow)
        return .output
    }

    @inline(__always)
    private mutating func onAcknowledgment(
        _ segment: Segment, _ frame: RawSpan, _ recovery: inout Recovery, _ pool: inout RingPool,
        _ settings: ConnectionSettings, _ events: inout EventLog, arrival: UInt64, now: UInt64
    ) -> ConnectionEffects {
        var effects: ConnectionEffects = []
        let acknowledged = Int32(bitPattern: segment.acknowledgment &- unacknowledged)
        if flags.contains(.notifies), segment.has(.echo) { onCongestionEcho(&recovery, &events, now: now) }
        let inFlight = pipe
        if acknowledged > 0 {
            if state == .synReceived {
                state = .established
                unacknowledged &+= 1
                noteHandshake(arrival &- min(arrival, openedAt))
                effects.insert(.established)
            }
            let sequences = segment.acknowledgment &- unacknowledged
            let octets = min(sequences, sendRing.count)
            sendRing.drop(Int(octets), &pool)
            unacknowledged = segment.acknowledgment
            backoff = 0
            recovery.stalledSince = 0
            let isPlain = scoreboard.isPlain && phase == .open && duplicated == 0 && !segment.hasMoreOptions
            if isPlain, !flags.contains(.isProbing) {
                onPlainDelivery(octets, inFlight: inFlight, &recovery, settings, arrival: arrival, now: now)
            } else {
                onDelivery(
                    segment, frame, advanced: sequences, inFlight: inFlight, &recovery, &pool, settings, &events,
                    arrival: arrival, now: now)
            }
            scoreboard.rest(&pool)
            if sequences > octets { effects.formUnion(onFinishAcknowledged(settings, now: now)) }
            effects.insert(.output)
        } else if segment.hasMoreOptions
            || sendNext != unacknowledged && acknowledged == 0 && segment.count == 0
        {
            onDelivery(
                segment, frame, advanced: 0, inFlight: inFlight, &recovery, &pool, settings, &events, arrival: arrival,
                now: now)
            effects.insert(.output)
        }
        // The window, if this segment is no older than the one that gave it. RFC 9293 section 3.10.7.4.
        if precedes(windowSequence, segment.sequence)
            || windowSequence == segment.sequence && !precedes(segment.acknowledgment, windowAcknowledgment)
        {
            let window = UInt32(segment.window) &<< UInt32(sendShift)
            if window > sendWindow { effects.insert(.output) }
            sendWindow = window
            largestWindow = max(largestWindow, window)
            windowSequence = segment.sequence
            windowAcknowledgment = segment.acknowledgment
            if timer == .probe {
                // Of a peer that answers, probes go on for ever (RFC 9293 section 3.8.6.1): at the longest pause, and never
                // near the limit.
                backoff =
                    window > 0
                    ? 0 : min(backoff, UInt8(clamping: settings.retransmissionLimit - 1), Self.longestBackoff)
                if window > 0 {
                    recovery.stalledSince = 0
                    disarm()
                }
            }
        }
        return effects
    }

    /// What most acknowledgments are: all before it has arrived, in order and sent once.
    @inline(__always)
    private mutating func onPlainDelivery(
        _ octets: UInt32, inFlight: UInt32, _ recovery: inout Recovery, _ settings: ConnectionSettings,
        arrival: UInt64, now: UInt64
    ) {
        let before = scoreboard.first
        var delivery = Delivery()
        scoreboard.acknowledge(unacknowledged, &delivery)
        if delivery.firstSentAt > 0 {
            measured(arrival &- min(arrival, delivery.firstSentAt))
            let latest = arrival &- min(arrival, delivery.lastSentAt)
            recovery.shortest.add(latest, now: now)
            if congestion.window < congestion.threshold {
                congestion.start.measured(latest, acknowledged: unacknowledged, sendNext: sendNext)
            }
        }
        grow(octets, before: before, inFlight: inFlight, now: now)
        rearm(advanced: octets, recovery, settings, now: now)
    }

    /// How long a time stamp is believed to be the latest: 24 days. RFC 7323 section 5.5.
    private static var timestampAge: UInt64 { 24 * 86_400_000_000_000 }

    /// Whether a segment begins a connection anew while this one only waits: one that is later by its time stamp or its number.
    /// RFC 6191, RFC 9293 section 3.6.1.
    private func begins(_ segment: Segment) -> Bool {
        guard segment.has(.synchronize), !segment.has(.acknowledgment), !segment.has(.reset) else { return false }
        if flags.contains(.timestamps), let timestamps = segment.timestamps {
            if precedes(recentTimestamp, timestamps.value) { return true }
            if timestamps.value != recentTimestamp { return false }
        }
        return precedes(receiveNext, segment.sequence)
    }

    /// The peer's FIN is the next that was waited for.
    private mutating func onFinish(_ settings: ConnectionSettings, now: UInt64) -> ConnectionEffects {
        flags.remove(.finishKnown)
        flags.insert(.peerFinished)
        receiveNext &+= 1
        switch state {
        case .established: state = .closeWait
        case .finWait1: state = .closing
        case .finWait2: enterTimeWait(settings, now: now)
        default: break
        }
        return acknowledge()
    }

    private mutating func onFinishAcknowledged(_ settings: ConnectionSettings, now: UInt64) -> ConnectionEffects {
        flags.remove(.finishQueued)
        switch state {
        case .finWait1:
            state = .finWait2
            waitForFinish(settings, now: now)
        case .closing: enterTimeWait(settings, now: now)
        case .lastAcknowledgment: return end()
        default: break
        }
        return []
    }

    /// Where nobody reads any more, the peer's FIN is not waited for for ever: Linux's `tcp_fin_timeout`.
    mutating func waitForFinish(_ settings: ConnectionSettings, now: UInt64) {
        guard state == .finWait2, !flags.contains(.isHeld) else { return }
        arm(.timeWait, at: now &+ settings.timeWait)
    }

    private mutating func enterTimeWait(_ settings: ConnectionSettings, now: UInt64) {
        state = .timeWait
        arm(.timeWait, at: now &+ settings.timeWait)
    }
}
