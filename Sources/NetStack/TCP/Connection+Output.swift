import Packets

/// A segment that is to leave: its flags, and which octets of the send ring it carries.
struct SegmentPlan: BitwiseCopyable {
    var sequence: UInt32
    var flags: TCP.Flags
    var offset = 0
    var count = 0
    var isRetransmission = false
}

extension Connection {
    /// The next segment that may leave now, with at most `limit` octets of data; `nil` when there is none.
    @inline(__always)
    mutating func nextSegment(limit: Int, _ settings: ConnectionSettings, now: UInt64) -> SegmentPlan? {
        if flags.contains(.synPending) { return nextSynchronize(settings, now: now) }
        guard state.isSynchronized || state == .synReceived else { return nil }
        let flying = Int(inFlight)
        // Of a FIN that is under way one more than the ring holds is in flight.
        let queued = Int(sendRing.count) &- flying
        let isFinishing = flags.contains(.finishQueued) && queued >= 0
        var plan = SegmentPlan(sequence: sendNext, flags: .acknowledgment, offset: flying)
        if state.isSynchronized, queued > 0 || isFinishing {
            let window = Int(sendWindow) &- flying
            plan.count = dataCount(queued: queued, flying: flying, window: window, limit: limit)
            if isFinishing, plan.count == queued, window > queued { plan.flags = plan.flags | .finish }
        }
        let isFinish = plan.flags & .finish == .finish
        let isProbe = flags.contains(.probePending)
        if plan.count > 0 || isFinish {
            flags.remove(.probePending)
            if plan.count == queued, plan.count > 0 { plan.flags = plan.flags | .push }
            plan.isRetransmission = precedes(sendNext, sendHighest)
            sendNext &+= UInt32(truncatingIfNeeded: plan.count &+ (isFinish ? 1 : 0))
            if precedes(sendHighest, sendNext) {
                sendHighest = sendNext
                // Karn's rule: only what is sent for the first time is timed (RFC 6298 section 3).
                if !flags.contains(.timing), !plan.isRetransmission {
                    flags.insert(.timing)
                    timedSequence = sendNext
                    timedAt = now
                }
            }
            if timer != .retransmission { arm(.retransmission, at: now &+ timeout(settings)) }
        } else {
            if timer == .none, flying == 0, queued > 0 || isFinishing {
                // Nothing else will come that could set us going again.
                arm(.probe, at: now &+ timeout(settings))
            }
            guard flags.contains(.acknowledgeNow) || isProbe else { return nil }
            // Behind all that was ever sent, for what is sent again the peer may have: from before its window it would not
            // take what we acknowledge. A probe lies there on purpose, and is answered with the window.
            plan.sequence = isProbe ? unacknowledged &- 1 : sendHighest
            flags.remove(.probePending)
        }
        noteAcknowledged()
        return plan
    }

    /// How much data may leave: by both windows, by Nagle's rule (RFC 9293 section 3.7.4), and without silly windows (section
    /// 3.8.6.2.1).
    @inline(__always)
    private func dataCount(queued: Int, flying: Int, window: Int, limit: Int) -> Int {
        let room = min(Int(congestion.window) &- flying, window)
        var count = max(0, min(queued, min(room, limit)))
        let size = Int(segmentSize)
        guard count < queued || count < size else { return count }
        if count >= size {
            count -= count % size
            return count
        }
        if count == queued {
            return flying > 0 && !flags.contains(.finishQueued) ? 0 : count
        }
        return flags.contains(.probePending) || count >= Int(largestWindow / 2) ? count : 0
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
        if backoff == 0 {
            flags.insert(.timing)
            timedSequence = sendHighest
            timedAt = now
        }
        arm(.retransmission, at: now &+ timeout(settings))
        let flags: TCP.Flags = state == .synSent ? .synchronize : .synchronize | .acknowledgment
        return SegmentPlan(sequence: unacknowledged, flags: flags, isRetransmission: backoff > 0)
    }

    /// A deadline has come.
    mutating func onTimer(_ settings: ConnectionSettings, now: UInt64) -> ConnectionEffects {
        var effects: ConnectionEffects = []
        if acknowledgeAt <= now {
            acknowledgeAt = Self.never
            flags.insert(.acknowledgeNow)
            effects.insert(.output)
        }
        guard timerAt <= now else { return effects }
        switch timer {
        case .none: break
        case .timeWait: return end()
        case .retransmission:
            let limit = state.isSynchronized ? settings.retransmissionLimit : settings.handshakeLimit
            guard backoff < limit else { return end(.timedOut) }
            backoff += 1
            flags.remove(.timing)
            if state.isSynchronized {
                // All that is in flight is sent again, cut anew from the ring.
                congestion.timedOut(inFlight: inFlight, segmentSize: UInt32(segmentSize))
                sendNext = unacknowledged
            } else {
                flags.insert(.synPending)
            }
            arm(.retransmission, at: now &+ timeout(settings))
        case .probe:
            guard backoff < settings.retransmissionLimit else { return end(.timedOut) }
            backoff += 1
            flags.insert(.probePending)
            arm(.probe, at: now &+ timeout(settings))
        }
        return effects.union(.output)
    }
}
