import Packets

extension Stack {
    /// The neighbor with an address; one that was unknown is asked for. `nil` when there is no room for it.
    mutating func neighbor(_ address: IPv4Address, on interface: InterfaceID, now: UInt64) -> Int? {
        guard let slot = neighbors.find(address, on: interface) else {
            guard let slot = neighbors.insert(address, on: interface) else { return nil }
            ask(slot, now: now)
            return slot
        }
        if neighbors[slot].state == .reachable, now &- neighbors[slot].confirmedAt > Neighbor.reachableTime {
            neighbors[slot].state = .probe
            ask(slot, now: now)
        }
        return slot
    }

    /// Where a connection's segments go on the link; `nil` when that is not known yet, and then the connection waits for it
    /// and no more in the list of those with something to send.
    mutating func hardwareAddress(of slot: Int, now: UInt64) -> MACAddress? {
        let interface = InterfaceID(rawValue: Int(connections[slot].interface))
        guard interfaces[interface.rawValue].hardwareAddress != nil else { return MACAddress(rawValue: 0) }
        if let found = neighbors.slot(connections[slot].neighbor), neighbors[found].state == .reachable,
            now &- neighbors[found].confirmedAt <= Neighbor.reachableTime
        {
            return neighbors[found].hardware
        }
        guard let remote = connections[slot].ends.remote.mappedIPv4, let route = route(to: remote),
            let found = neighbor(route.nextHop, on: interface, now: now)
        else {
            deactivateFirst()
            return nil
        }
        connections[slot].neighbor = neighbors.reference(found)
        if neighbors[found].isKnown { return neighbors[found].hardware }
        deactivateFirst()
        connections[slot].flags.insert(.isListed)
        connections[slot].nextListed = neighbors[found].firstConnection
        neighbors[found].firstConnection = Int32(truncatingIfNeeded: slot)
        return nil
    }

    /// Asks for a neighbor's address: all of the link, or the neighbor alone where its address was known.
    private mutating func ask(_ slot: Int, now: UInt64) {
        neighbors[slot].questions += 1
        neighborDeadlines.schedule(slot, at: now &+ Neighbor.questionInterval)
        let neighbor = neighbors[slot]
        let interface = interfaces[neighbor.interface.rawValue]
        let source = interface.addresses.first { $0.prefix.contains(neighbor.address) } ?? interface.addresses.first
        guard let source else { return }
        let isKnown = neighbor.state == .probe
        sendARP(
            operation: 1, on: neighbor.interface, from: source.address,
            to: isKnown ? neighbor.hardware : MACAddress(rawValue: 0xffff_ffff_ffff), target: neighbor.address,
            targetHardware: MACAddress(rawValue: 0))
    }

    mutating func onNeighborTimer(_ slot: Int, now: UInt64) {
        guard neighbors[slot].state == .incomplete || neighbors[slot].state == .probe else { return }
        if neighbors[slot].questions < Neighbor.questionLimit { return ask(slot, now: now) }
        // Nobody is there.
        counters.resolutionFailures &+= 1
        while let packet = neighbors[slot].nextWaiting() { drop(packet) }
        let first = neighbors[slot].firstConnection
        neighbors.remove(slot)
        forEachWaiting(from: first) { stack, connection in
            if !stack.connections[connection].state.isSynchronized {
                stack.apply(stack.connections[connection].end(.unreachable), to: connection)
            } else if stack.connections[connection].timer == .none {
                // It tries again by and by, for the neighbor may come back.
                let pause = stack.connections[connection].timeout(stack.settings)
                stack.connections[connection].arm(.probe, at: now &+ pause)
                stack.reschedule(connection)
            }
        }
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

    // MARK: ARP

    /// RFC 826, "Packet Reception".
    mutating func receiveARP(_ frame: RawSpan, on interface: InterfaceID, now: UInt64) {
        guard let arp = Layer<ARP>(frame, from: 14, to: frame.byteCount), arp.hardwareType.rawValue == 1,
            arp.protocolType.rawValue == 0x0800, arp.hardwareSize == 6, arp.protocolSize == 4
        else { return counters.malformed &+= 1 }
        let source = arp.sourceAddress
        let hardware = arp.sourceHardware
        let isForUs = interfaces[interface.rawValue].has(arp.destinationAddress)
        // Nobody speaks for a group or for us, and a question about an address without a sender (RFC 5227) tells of nobody.
        let tells =
            !source.isUnspecified && !source.isMulticast && !source.isBroadcast
            && !interfaces[interface.rawValue].has(source) && hardware.rawValue >> 40 & 1 == 0
        if tells {
            if let slot = neighbors.find(source, on: interface) {
                onHeard(slot, hardware, now: now)
            } else if isForUs, arp.operation.rawValue == 1, let slot = neighbors.insert(source, on: interface) {
                onHeard(slot, hardware, now: now)
            }
        }
        guard isForUs, arp.operation.rawValue == 1 else { return }
        sendARP(
            operation: 2, on: interface, from: arp.destinationAddress, to: hardware, target: source,
            targetHardware: hardware)
    }

    /// A neighbor has told its address: what waited for it leaves.
    private mutating func onHeard(_ slot: Int, _ hardware: MACAddress, now: UInt64) {
        neighbors[slot].hardware = hardware
        neighbors[slot].state = .reachable
        neighbors[slot].confirmedAt = now
        neighbors[slot].questions = 0
        neighborDeadlines.remove(slot)
        while let packet = neighbors[slot].nextWaiting() { enqueue(packet, to: hardware) }
        let first = neighbors[slot].firstConnection
        neighbors[slot].firstConnection = -1
        forEachWaiting(from: first) { stack, connection in stack.activate(connection) }
    }

    private mutating func sendARP(
        operation: UInt16, on interface: InterfaceID, from source: IPv4Address, to hardware: MACAddress,
        target: IPv4Address, targetHardware: MACAddress
    ) {
        guard let own = interfaces[interface.rawValue].hardwareAddress else { return }
        let packet = StoredPacket(count: 28, on: interface, &pool)
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            for offset in start..<start + 28 { bytes.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
            var arp = MutableLayer<ARP>(&bytes, at: start)
            arp.hardwareType = HardwareType(rawValue: 1)
            arp.protocolType = EtherType(rawValue: 0x0800)
            arp.hardwareSize = 6
            arp.protocolSize = 4
            arp.operation = ARP.Operation(rawValue: operation)
            arp.sourceHardware = own
            arp.sourceAddress = source
            arp.destinationHardware = targetHardware
            arp.destinationAddress = target
        }
        enqueue(packet, to: hardware, type: 0x0806)
    }
}
