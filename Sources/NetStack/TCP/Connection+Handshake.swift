import Packets

extension Connection {
    /// What comes while we wait for an answer to our SYN. RFC 9293 section 3.10.7.3.
    mutating func onAnswer(
        _ segment: Segment, _ frame: RawSpan, _ reassembly: inout Reassembly, _ recovery: inout Recovery,
        _ pool: inout RingPool, _ settings: ConnectionSettings, _ events: inout EventLog, arrival: UInt64, now: UInt64
    ) -> ConnectionEffects {
        if segment.has(.acknowledgment), segment.acknowledgment != sendNext {
            return segment.has(.reset) ? [] : .refuse
        }
        if segment.has(.reset) { return segment.has(.acknowledgment) ? end(.refused) : [] }
        guard segment.has(.synchronize) else { return [] }
        onSynchronize(segment, frame, settings)
        guard segment.has(.acknowledgment) else {
            // Both opened at once (RFC 9293 section 3.5, figure 7).
            state = .synReceived
            flags.insert(.synPending)
            return .output
        }
        state = .established
        unacknowledged = segment.acknowledgment
        windowAcknowledgment = segment.acknowledgment
        disarm()
        noteHandshake(now &- openedAt)
        let effects: ConnectionEffects = [.established, acknowledge()]
        guard segment.count > 0 || segment.has(.finish) else { return effects }
        // What comes with it is taken as any other (RFC 9293 section 3.10.7.3, at the end).
        receiveEdge = receiveNext &+ min(receiveLimit, 0xFFFF)
        var rest = segment
        rest.sequence &+= 1
        rest.flags = TCP.Flags(rawValue: rest.flags.rawValue & ~TCP.Flags.synchronize.rawValue)
        return effects.union(
            onSegment(rest, frame, &reassembly, &recovery, &pool, settings, &events, arrival: arrival, now: now))
    }

    /// Whether a segment answers our SYN where both opened at once: it bears the SYN that we have (RFC 9293 section 3.5, figure 7).
    func completes(_ segment: Segment) -> Bool {
        segment.has(.synchronize) && segment.has(.acknowledgment) && !segment.has(.reset)
            && segment.sequence &+ 1 == receiveNext && segment.acknowledgment == sendNext
            && !flags.contains(.isPassive)
    }

    mutating func onCompletion(
        _ segment: Segment, _ settings: ConnectionSettings, now: UInt64
    ) -> ConnectionEffects {
        state = .established
        unacknowledged = segment.acknowledgment
        windowAcknowledgment = segment.acknowledgment
        sendWindow = UInt32(segment.window)
        largestWindow = sendWindow
        disarm()
        noteHandshake(now &- openedAt)
        return [.established, .output]
    }

    /// The handshake took so long. Of a SYN that went more than twice nothing is known but that the path loses: the window begins
    /// with a segment (RFC 5681 section 3.1).
    mutating func noteHandshake(_ time: UInt64) {
        if backoff == 0 { measured(time) }
        if backoff > 1 { congestion.restart(segmentSize: UInt32(segmentSize)) }
        backoff = 0
    }

    /// Takes what the peer's SYN says.
    mutating func onSynchronize(_ segment: Segment, _ frame: RawSpan, _ settings: ConnectionSettings) {
        let options = SegmentOptions(frame, from: segment.options, to: segment.start)
        // What we offered and the peer does not take, it does not hear of again.
        flags.subtract([.timestamps, .selective, .isScaled])
        segmentSize = min(segmentSize, max(options.segmentSize, 64))
        // RFC 7323 section 2.2: both sides scale, or neither.
        if let scale = options.windowScale, settings.features.contains(.windowScale) {
            flags.insert(.isScaled)
            sendShift = scale
            receiveShift = Self.receiveShift
        } else {
            receiveLimit = min(receiveLimit, 0xFFFF)
        }
        takeNotification(segment, settings)
        if let timestamps = options.timestamps, settings.features.contains(.timestamps) {
            flags.insert(.timestamps)
            recentTimestamp = timestamps.value
            // RFC 6691: the size that was agreed on does not count options.
            segmentSize &-= 12
        }
        if options.permitsSack, settings.features.contains(.selectiveAcknowledgment) { flags.insert(.selective) }
        quickLeft = 16
        receiveNext = segment.sequence &+ 1
        receiveEdge = receiveNext
        // The window of a SYN is never scaled (RFC 7323 section 2.2).
        sendWindow = UInt32(segment.window)
        largestWindow = sendWindow
        windowSequence = segment.sequence
        congestion = CongestionControl(settings.congestion, segmentSize: UInt32(segmentSize))
    }

    /// Whether both sides will tell each other when the network is full. RFC 3168 section 6.1.1.
    private mutating func takeNotification(_ segment: Segment, _ settings: ConnectionSettings) {
        let isBoth = segment.has(.echo) && segment.has(.congestionWindowReduced)
        if segment.has(.acknowledgment) {
            if settings.features.contains(.offersCongestionNotification), segment.has(.echo),
                !segment.has(.congestionWindowReduced)
            {
                flags.insert(.notifies)
            }
        } else if isBoth, settings.features.contains(.congestionNotification) {
            flags.insert(.notifies)
        }
    }
}
