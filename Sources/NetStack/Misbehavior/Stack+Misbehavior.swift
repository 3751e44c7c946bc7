import Packets

/// What connections do wrong on purpose. The rest of the stack knows a flag, and asks here where it is set.
extension Stack {
    /// What becomes of a segment that was to leave.
    enum Misdeed {
        case none, spoiled
        /// It does not leave.
        case kept
    }

    mutating func set(_ misbehavior: Misbehavior?, at slot: Int) {
        connections[slot].flags.set(.misbehaves, misbehavior != nil)
        guard var misbehavior else {
            misbehaviors[slot] = nil
            return
        }
        // What has left cannot be taken back.
        if let octet = misbehavior.resetOctet { misbehavior.resetOctet = max(octet, octetsSent(slot)) }
        misbehaviors[slot] = MisbehaviorState(misbehavior)
    }

    private func octetsSent(_ slot: Int) -> UInt32 { connections[slot].sendNext &- connections[slot].initial &- 1 }

    private mutating func note(_ act: Misbehavior.Act, _ slot: Int, _ now: UInt64) {
        events.add(.misbehaved(act), connections[slot].handle, now)
    }

    /// Looks at a segment before the connection does.
    @inline(never)
    mutating func misread(_ segment: inout Segment, at slot: Int, now: UInt64) {
        guard let state = misbehaviors[slot], connections[slot].state != .synSent else { return }
        if state.firstReceived == nil {
            let first = connections[slot].receiveNext
            misbehaviors[slot]?.firstReceived = first
        }
        if state.wanted.ignoresFinish, segment.has(.finish) {
            segment.flags = TCP.Flags(rawValue: segment.flags.rawValue & ~TCP.Flags.finish.rawValue)
            note(.finishIgnored, slot, now)
        }
        // What comes may be the octet at which it ends.
        if state.wanted.resetOctet != nil { activate(slot) }
    }

    /// Ends the connection, the first with something to send, if its octet has been sent or received; says whether it did.
    @inline(never)
    mutating func resetAtOctet(_ slot: Int, now: UInt64) -> Bool {
        guard let state = misbehaviors[slot], let octet = state.wanted.resetOctet,
            connections[slot].state.isSynchronized
        else { return false }
        let sent = octetsSent(slot)
        guard max(sent, state.received(connections[slot].receiveNext)) >= octet else { return false }
        // The last segment was cut there.
        let sequence = connections[slot].initial &+ 1 &+ min(sent, octet)
        sendReset(
            connections[slot].ends, sequence: sequence, acknowledgment: connections[slot].receiveNext, now: now)
        note(.resetSent, slot, now)
        apply(connections[slot].end(.aborted), to: slot)
        deactivateFirst()
        return true
    }

    /// Changes a segment of the first connection with something to send, or keeps it.
    @inline(never)
    mutating func misbehave(_ plan: inout SegmentPlan, at slot: Int, now: UInt64) -> Misdeed {
        guard var state = misbehaviors[slot] else { return .none }
        defer { misbehaviors[slot] = state }
        let wanted = state.wanted
        if plan.flags & .synchronize == .synchronize {
            if plan.flags & .acknowledgment == .acknowledgment, holdsHandshake(&state, slot, now: now) { return .kept }
        } else if plan.count > 0 {
            state.acknowledgmentAt = nil
        } else if plan.flags & .finish != .finish, plan.sequence != connections[slot].unacknowledged &- 1 {
            if MisbehaviorState.isDue(&state.acknowledgments, wanted.droppedAcknowledgments) {
                note(.acknowledgmentDropped, slot, now)
                return .kept
            }
            if delaysAcknowledgment(&state, slot, now: now) { return .kept }
        }
        shrinkWindow(&state, slot, now: now)
        if let octet = wanted.resetOctet, plan.count > 0 {
            let sent = plan.sequence &- connections[slot].initial &- 1
            if sent &+ UInt32(plan.count) >= octet {
                plan.count = Int(octet - min(sent, octet))
                plan.flags = TCP.Flags(rawValue: plan.flags.rawValue & ~TCP.Flags.finish.rawValue)
            }
        }
        if plan.count > 0, MisbehaviorState.isDue(&state.dataSegments, wanted.wrongSequenceNumbers) {
            plan.sequence &+= 1 << 30
            note(.sequenceShifted, slot, now)
        }
        guard MisbehaviorState.isDue(&state.segments, wanted.wrongChecksums) else { return .none }
        note(.checksumSpoiled, slot, now)
        return .spoiled
    }

    private mutating func holdsHandshake(_ state: inout MisbehaviorState, _ slot: Int, now: UInt64) -> Bool {
        switch state.wanted.handshake {
        case nil: return false
        // The handshake's timer goes on, and ends it.
        case .forever: break
        case .time(let time):
            let end = state.handshakeAt ?? now &+ time
            guard now < end else { return false }
            state.handshakeAt = end
            connections[slot].flags.insert(.synPending)
            connections[slot].disarm()
            connections[slot].acknowledgeAt = end
            reschedule(slot)
            deactivateFirst()
        }
        note(.handshakeHeld, slot, now)
        return true
    }

    private mutating func delaysAcknowledgment(_ state: inout MisbehaviorState, _ slot: Int, now: UInt64) -> Bool {
        guard state.wanted.acknowledgmentDelay > 0 else { return false }
        if state.acknowledgmentAt == nil { note(.acknowledgmentDelayed, slot, now) }
        let time = state.acknowledgmentAt ?? now &+ state.wanted.acknowledgmentDelay
        guard now < time else {
            state.acknowledgmentAt = nil
            return false
        }
        state.acknowledgmentAt = time
        connections[slot].acknowledgeAt = time
        reschedule(slot)
        return true
    }

    private mutating func shrinkWindow(_ state: inout MisbehaviorState, _ slot: Int, now: UInt64) {
        guard let window = state.wanted.window, state.received(connections[slot].receiveNext) >= window.after else {
            return
        }
        let announced = Int32(bitPattern: connections[slot].receiveEdge &- connections[slot].receiveNext)
        connections[slot].receiveLimit = min(connections[slot].receiveLimit, window.size)
        connections[slot].receiveEdge = connections[slot].receiveNext &+ min(UInt32(max(0, announced)), window.size)
        guard announced > Int32(clamping: window.size), !state.hasShrunk else { return }
        state.hasShrunk = true
        note(.windowShrunk, slot, now)
    }
}

extension MisbehaviorState {
    /// How many octets have come in their order.
    func received(_ next: UInt32) -> UInt32 { firstReceived.map { next &- $0 } ?? 0 }
}
