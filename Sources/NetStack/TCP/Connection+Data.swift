import Packets

extension Connection {
    @inline(__always)
    mutating func onData(
        _ segment: Segment, _ frame: RawSpan, _ reassembly: inout Reassembly, _ recovery: inout Recovery,
        _ pool: inout RingPool, _ settings: ConnectionSettings, now: UInt64
    ) -> ConnectionEffects {
        guard state.canReceive, !flags.contains(.peerFinished) else { return acknowledge() }
        // Data that nobody will read: the peer should know (RFC 9293 section 3.10.4, RFC 2525 section 2.17).
        guard flags.contains(.isHeld) || flags.contains(.isPassive) && listener >= 0 else {
            return [.refuse, end(.reset)]
        }
        if flags.contains(.notifies) { noteMarks(segment) }
        let ahead = Int(Int32(bitPattern: segment.sequence &- receiveNext))
        let skipped = max(0, -ahead)
        let offset = max(0, ahead)
        if skipped > 0 {
            let end = segment.sequence &+ UInt32(truncatingIfNeeded: min(skipped, segment.count))
            noteTwice(segment.sequence, end, &recovery)
        }
        let room = Int(Int32(bitPattern: receiveEdge &- receiveNext)) &- offset
        let count = min(segment.count &- skipped, room)
        guard count > 0 else { return acknowledge() }
        let start = segment.start &+ skipped
        receiveRing.write(frame.clamped(start, start &+ count), behind: offset, &pool)
        guard offset == 0, reassembly.count == 0 else {
            return onGap(
                first: receiveNext &+ UInt32(truncatingIfNeeded: offset), count: count, &reassembly, &recovery,
                &pool)
        }
        receiveRing.advance(count)
        receiveNext &+= UInt32(truncatingIfNeeded: count)
        owed &+= UInt32(truncatingIfNeeded: count)
        // RFC 9293 section 3.8.6.3: at least every second full segment.
        if owed >= 2 &* UInt32(segmentSize) { return acknowledge() }
        if quickLeft > 0, !flags.contains(.isInteractive) {
            quickLeft &-= 1
            return acknowledge()
        }
        if acknowledgeAt == Self.never { acknowledgeAt = now &+ settings.acknowledgmentDelay }
        return []
    }

    /// Data out of order, or such as fills a gap: acknowledged at once (RFC 5681 section 4.2).
    private mutating func onGap(
        first: UInt32, count: Int, _ reassembly: inout Reassembly, _ recovery: inout Recovery,
        _ pool: inout RingPool
    ) -> ConnectionEffects {
        let end = first &+ UInt32(truncatingIfNeeded: count)
        if reassembly.covers(first, end) { noteTwice(first, end, &recovery) }
        guard reassembly.insert(first, end, &pool) || first == receiveNext else { return acknowledge() }
        var next = first == receiveNext ? end : receiveNext
        while let end = reassembly.take(next) { next = end }
        receiveRing.advance(Int(next &- receiveNext))
        receiveNext = next
        if reassembly.count > 0 {
            if flags.contains(.selective) { flags.insert(.hasGaps) }
        } else {
            reassembly.rest(&pool)
            if recovery.duplicate == nil { flags.remove(.hasGaps) }
        }
        return acknowledge()
    }

    /// These octets came before, as the peer should know. RFC 2883.
    mutating func noteTwice(_ first: UInt32, _ end: UInt32, _ recovery: inout Recovery) {
        guard flags.contains(.selective) else { return }
        recovery.duplicate = (first, end)
        flags.insert(.hasGaps)
    }

    /// What a router marked is echoed until the peer says that it knows. RFC 3168 section 6.1.3.
    private mutating func noteMarks(_ segment: Segment) {
        if segment.has(.congestionWindowReduced) { flags.remove(.echoesCongestion) }
        if segment.isMarked { flags.insert(.echoesCongestion) }
    }
}
