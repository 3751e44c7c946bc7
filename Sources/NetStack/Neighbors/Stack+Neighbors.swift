import Packets

extension Stack {
    /// The neighbor with an address; one that was unknown is asked for. `nil` when there is no room for it.
    mutating func neighbor(_ address: IPv6Address, on interface: InterfaceID, now: UInt64) -> Int? {
        guard let slot = neighbors.find(address, on: interface) else {
            guard let slot = neighbors.insert(address, on: interface) else { return nil }
            ask(slot, now: now)
            return slot
        }
        return slot
    }

    /// A packet is sent to a neighbor that is known: one of whom nothing was heard for long is asked by and by whether it is
    /// still there. RFC 4861 section 7.3.3.
    @inline(__always)
    mutating func use(_ slot: Int, now: UInt64) {
        let state = neighbors[slot].state
        guard state == .stale || state == .reachable && now > neighbors[slot].reachableUntil else { return }
        neighbors[slot].state = .delay
        neighborDeadlines.schedule(slot, at: now &+ Neighbor.delayTime)
    }

    /// A connection has sent the same again and again: perhaps its neighbor is not there any more, or somewhere else, and is asked
    /// before long. RFC 4861 section 7.3.1, Linux's `tcp_retries1`.
    mutating func suspectNeighbor(of slot: Int, now: UInt64) {
        guard let found = neighbors.slot(connections[slot].neighbor), neighbors[found].state == .reachable else {
            return
        }
        neighbors[found].reachableUntil = now &- 1
        use(found, now: now)
    }

    /// Where a connection's segments go on the link; `nil` when that is not known yet, and then the connection waits for it
    /// and no more in the list of those with something to send.
    mutating func hardwareAddress(of slot: Int, now: UInt64) -> MACAddress? {
        let interface = InterfaceID(rawValue: Int(connections[slot].interface))
        guard interfaces[interface.rawValue].hardwareAddress != nil else { return MACAddress(rawValue: 0) }
        if let found = neighbors.slot(connections[slot].neighbor), neighbors[found].isKnown {
            use(found, now: now)
            return neighbors[found].hardware
        }
        // One that has ended has nothing to wait for: out of the list its slot is another's.
        guard connections[slot].state != .closed, let route = route(to: connections[slot].ends.remote, on: interface),
            let found = neighbor(route.address, on: interface, now: now)
        else {
            deactivateFirst()
            retryLater(slot, now: now)
            return nil
        }
        connections[slot].neighbor = neighbors.reference(found)
        if neighbors[found].isKnown {
            use(found, now: now)
            return neighbors[found].hardware
        }
        deactivateFirst()
        connections[slot].flags.insert(.isListed)
        connections[slot].nextListed = neighbors[found].firstConnection
        neighbors[found].firstConnection = Int32(truncatingIfNeeded: slot)
        return nil
    }

    /// Asks for a neighbor's address: all of the link, or the neighbor alone where its address was known.
    private mutating func ask(_ slot: Int, now: UInt64) {
        neighbors[slot].questions += 1
        let neighbor = neighbors[slot]
        neighborDeadlines.schedule(slot, at: now &+ states[neighbor.interface.rawValue].questionInterval)
        guard neighbor.address.isIPv4 else { return solicit(neighbor, now: now) }
        let isIn: (Interface.Address) -> Bool = { $0.mapped.isIPv4 && $0.prefix.contains(neighbor.address) }
        let addresses = interfaces[neighbor.interface.rawValue].addresses
        guard let source = addresses.first(where: isIn) ?? addresses.first(where: { $0.mapped.isIPv4 }) else { return }
        sendARP(
            operation: 1, on: neighbor.interface, from: source.mapped.ipv4,
            to: neighbor.isKnown ? neighbor.hardware : .broadcast,
            target: neighbor.address.ipv4, targetHardware: MACAddress(rawValue: 0))
    }

    mutating func onNeighborTimer(_ slot: Int, now: UInt64) {
        switch neighbors[slot].state {
        case .incomplete, .probe: break
        case .delay:
            neighbors[slot].state = .probe
            neighbors[slot].questions = 0
        default: return
        }
        if neighbors[slot].questions < Neighbor.questionLimit { return ask(slot, now: now) }
        // Nobody is there.
        counters.resolutionFailures &+= 1
        while let packet = neighbors[slot].nextWaiting() {
            tellUnreachable(packet, now: now)
            drop(packet)
        }
        let first = neighbors[slot].firstConnection
        // Others may lead there too.
        destinations.forget(gateway: neighbors[slot].address)
        routes.demote(neighbors[slot].address, on: neighbors[slot].interface)
        neighbors.remove(slot)
        forEachWaiting(from: first) { stack, connection in
            if !stack.connections[connection].state.isSynchronized {
                stack.apply(stack.connections[connection].end(.unreachable), to: connection)
            } else {
                stack.retryLater(connection, now: now)
            }
        }
    }

    /// A connection whose neighbor is not there, or for whom there is no room, tries again by and by.
    private mutating func retryLater(_ slot: Int, now: UInt64) {
        guard connections[slot].state != .closed, connections[slot].timer == .none else { return }
        connections[slot].arm(.probe, at: now &+ connections[slot].timeout(settings))
        reschedule(slot)
    }

    private mutating func forEachWaiting(from first: Int32, _ body: (inout Stack, Int) -> Void) {
        var next = first
        while next >= 0 {
            let slot = Int(next)
            next = connections[slot].nextListed
            connections[slot].nextListed = -1
            connections[slot].flags.remove(.isListed)
            body(&self, slot)
        }
    }

    /// A neighbor has told its address: what waited for it leaves.
    /// - Parameter isConfirmed: whether that answers a question of ours, so that it is known to hear us.
    mutating func onHeard(_ slot: Int, _ hardware: MACAddress, isConfirmed: Bool = true, now: UInt64) {
        neighbors[slot].hardware = hardware
        neighbors[slot].heardAt = now
        neighbors[slot].state = isConfirmed ? .reachable : .stale
        if isConfirmed {
            neighbors[slot].reachableUntil = now &+ states[neighbors[slot].interface.rawValue].reachableTime
        }
        neighbors[slot].questions = 0
        neighborDeadlines.remove(slot)
        while let packet = neighbors[slot].nextWaiting() {
            use(slot, now: now)
            enqueue(packet, to: hardware, type: neighbors[slot].address.etherType)
        }
        let first = neighbors[slot].firstConnection
        neighbors[slot].firstConnection = -1
        forEachWaiting(from: first) { stack, connection in stack.activate(connection) }
    }

    /// A neighbor has told its address without being asked: it is known, and nobody knows whether it hears us. RFC 4861
    /// sections 6.3.4, 7.2.3 and 8.3.
    mutating func noteUnasked(
        _ address: IPv6Address, _ hardware: MACAddress, on interface: InterfaceID, isRouter: Bool = false, now: UInt64
    ) {
        guard hardware.rawValue >> 40 & 1 == 0, !interfaces[interface.rawValue].has(address),
            let slot = neighbors.find(address, on: interface) ?? neighbors.insert(address, on: interface)
        else { return }
        if isRouter { neighbors[slot].isRouter = true }
        guard !neighbors[slot].isKnown || neighbors[slot].hardware != hardware else { return }
        onHeard(slot, hardware, isConfirmed: false, now: now)
    }
}
