import Packets

extension Stack {
    mutating func receiveTCP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        // RFC 1122 section 4.2.3.10: a segment is for one.
        guard !arrival.isForMany, !arrival.source.isNobody else { return counters.malformed &+= 1 }
        guard var segment = Segment(frame, from: arrival.start, to: arrival.end) else {
            return counters.malformed &+= 1
        }
        guard arrival.isRight(frame, protocolNumber: 6) else { return counters.badChecksums &+= 1 }
        segment.isMarked = arrival.isMarked
        let ends = FlowEnds(
            local: arrival.destination, localPort: frame.word(arrival.start &+ 2),
            remote: arrival.source, remotePort: frame.word(arrival.start))
        let hash = ends.hash(configuration.secrets)
        guard let slot = table.find(hash, { connections[$0].ends.isSame(as: ends) }) else {
            return onUnlisted(segment, frame, ends, hash, arrival, now: now)
        }
        if connections[slot].flags.contains(.misbehaves) { misread(&segment, at: slot, now: now) }
        onSegment(segment, frame, ends, hash, arrival, slot: slot, now: now)
    }

    /// A segment of a connection that only waits, or of none.
    @inline(never)
    private mutating func onUnlisted(
        _ segment: Segment, _ frame: RawSpan, _ ends: FlowEnds, _ hash: UInt32, _ arrival: Arrival, now: UInt64
    ) {
        if let slot = grow(ends, hash, now: now) {
            onSegment(segment, frame, ends, hash, arrival, slot: slot, now: now)
            return shrink(slot)
        }
        // Where no slot is free to look at it with, it is lost on the way.
        if smalls.find(ends, hash) == nil { onUnknown(segment, frame, ends, hash, arrival, now: now) }
    }

    @inline(__always)
    private mutating func onSegment(
        _ segment: Segment, _ frame: RawSpan, _ ends: FlowEnds, _ hash: UInt32, _ arrival: Arrival, slot: Int,
        now: UInt64
    ) {
        let expected = connections[slot].receiveNext
        let effects = connections[slot].onSegment(
            segment, frame, &reassemblies[slot], &recoveries[slot], &pool, settings, &events, arrival: arrival.time,
            now: now)
        if effects.contains(.refuse) { sendReset(answering: segment, ends, now: now) }
        if effects.contains(.reopen) {
            // RFC 9293 section 3.6.1: the numbers of before are not used again.
            let floor = connections[slot].sendNext &+ 65537
            apply(connections[slot].end(), to: slot)
            return onUnknown(segment, frame, ends, hash, arrival, floor: floor, now: now)
        }
        apply(effects, to: slot)
        noteSegment(slot, expected: expected)
    }

    /// A segment of no connection: a SYN for a listener begins one, all else is refused. RFC 9293 section 3.10.7.1 and 2.
    private mutating func onUnknown(
        _ segment: Segment, _ frame: RawSpan, _ ends: FlowEnds, _ hash: UInt32, _ arrival: Arrival,
        floor: UInt32? = nil, now: UInt64
    ) {
        guard !segment.has(.reset) else { return }
        let listener = listener(port: ends.localPort, address: arrival.destination)
        let isOpening = segment.has(.synchronize) && !segment.has(.acknowledgment) && !segment.has(.finish)
        guard isOpening, let listener else {
            if let listener, let slot = openByCookie(segment, ends, hash, arrival, listener, now: now) {
                return onSegment(segment, frame, ends, hash, arrival, slot: slot, now: now)
            }
            // It may be one of a connection of whoever shares the address.
            guard !interfaces[arrival.interface.rawValue].sharesAddresses else { return counters.forOthers &+= 1 }
            return sendReset(answering: segment, ends, now: now)
        }
        if listeners[listener].count >= listeners[listener].backlog { makeRoom(listener, now: now) }
        guard listeners[listener].count < listeners[listener].backlog else {
            counters.overflows &+= 1
            // Where those that wait are half open, the peer may remember for us; where the application does not take them, it
            // asks again.
            let isFlooded = listeners[listener].accepted.count < listeners[listener].backlog
            if isFlooded, settings.features.contains(.synCookies) {
                sendCookie(segment, frame, ends, arrival, now: now)
            }
            return
        }
        var initial = initialSequence(ends, now: now)
        if let floor, precedes(initial, floor) { initial = floor }
        guard let slot = open(ends, hash, on: arrival.interface, initial: initial, now: now) else {
            return counters.overflows &+= 1
        }
        take(slot, for: listener)
        connections[slot].onSynchronize(segment, frame, settings)
        apply(.output, to: slot)
    }

    /// Where a listener's queue is full, those go from its front that have ended, or that nobody has taken for so long.
    private mutating func makeRoom(_ listener: Int, now: UInt64) {
        while let first = listeners[listener].accepted.first {
            if let slot = slot(first) {
                let isWaiting = connections[slot].state != .closed
                if isWaiting, now &- connections[slot].openedAt < configuration.acceptLimit { return }
                counters.queueTimeouts &+= 1
                abort(slot, now: now)
            }
            listeners[listener].accepted.removeFirst()
        }
    }

    /// A connection is a listener's, until it is accepted.
    mutating func take(_ slot: Int, for listener: Int) {
        listeners[listener].count += 1
        connections[slot].state = .synReceived
        connections[slot].flags.insert(.isPassive)
        connections[slot].listener = Int32(truncatingIfNeeded: listener)
        for option in listeners[listener].options { set(option, at: slot) }
    }

    /// RFC 9293 section 3.5.2: where the other side speaks of what we said, we speak from there.
    private mutating func sendReset(answering segment: Segment, _ ends: FlowEnds, now: UInt64) {
        if segment.has(.acknowledgment) {
            sendReset(ends, sequence: segment.acknowledgment, acknowledgment: nil, now: now)
        } else {
            sendReset(ends, sequence: 0, acknowledgment: segment.sequence &+ segment.length, now: now)
        }
    }

    /// Sends a RST, which acknowledges too unless `acknowledgment` is `nil`.
    mutating func sendReset(_ ends: FlowEnds, sequence: UInt32, acknowledgment: UInt32?, now: UInt64) {
        counters.resetsSent &+= 1
        let flags: TCP.Flags = acknowledgment == nil ? .reset : .reset | .acknowledgment
        sendSegment(ends, flags, sequence: sequence, acknowledgment: acknowledgment ?? 0, now: now)
    }

    /// Sends a segment of no connection.
    mutating func sendSegment(
        _ ends: FlowEnds, _ flags: TCP.Flags, sequence: UInt32, acknowledgment: UInt32, window: UInt16 = 0,
        options: SynchronizeOptions? = nil, now: UInt64
    ) {
        let count = 20 + (options?.length ?? 0)
        sendPacket(protocolNumber: 6, from: ends.local, to: ends.remote, count: count, now: now) { bytes, start in
            var tcp = MutableLayer<TCP>(&bytes, at: start)
            tcp.sourcePort = Port(ends.localPort)
            tcp.destinationPort = Port(ends.remotePort)
            tcp.sequenceNumber = sequence
            tcp.acknowledgmentNumber = acknowledgment
            tcp.headerLength = UInt8(count)
            tcp.flags = flags
            tcp.window = window
            options?.write(into: &bytes, at: start + 20)
            TransportWriter.finish(
                &bytes, at: start, count: count, protocolNumber: 6, from: ends.local, to: ends.remote)
        }
    }
}
