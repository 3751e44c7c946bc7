import Packets

extension Stack {
    /// Takes a message of neighbor discovery. RFC 4861 section 7: a hop limit of 255 proves that no router passed it on.
    mutating func receiveNeighborDiscovery(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.hopLimit == 255, frame.octet(arrival.start &+ 1) == 0,
            interfaces[arrival.interface.rawValue].hardwareAddress != nil
        else { return counters.malformed &+= 1 }
        switch frame.octet(arrival.start) {
        case 134: receiveRouterAdvertisement(frame, arrival, now: now)
        case 135: receiveSolicitation(frame, arrival, now: now)
        case 136: receiveAdvertisement(frame, arrival, now: now)
        case 137: receiveRedirect(frame, arrival, now: now)
        default: break
        }
    }

    /// RFC 4861 sections 7.1.1 and 7.2.3.
    private mutating func receiveSolicitation(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard
            let message = Layer<ICMPv6.NeighborSolicitation>(frame, from: arrival.start &+ 4, to: arrival.end)
        else { return counters.malformed &+= 1 }
        let target = message.target
        let options = NeighborOptions(frame, from: arrival.start &+ 24, to: arrival.end)
        let isProbe = arrival.source.isNobody
        guard options.isWhole, !target.isMulticast,
            !isProbe || options.source == nil && arrival.destination == target.solicitedNodeMulticast
        else { return counters.malformed &+= 1 }
        if let index = tentativeIndex(target, on: arrival.interface) {
            // Who asks for it too wants it; our own question may come back. Others are not answered as yet.
            if isProbe, !isOwn(frame, arrival) { onDuplicate(index, now: now) }
            return
        }
        guard interfaces[arrival.interface.rawValue].has(target) else { return }
        if let hardware = options.source, !isProbe {
            noteUnasked(arrival.source, hardware, on: arrival.interface, now: now)
        }
        guard !interfaces[arrival.interface.rawValue].sharesAddresses else { return }
        // Who asks whether the address is free has none, and is told where all hear it.
        sendNeighborMessage(
            NeighborMessage(
                kind: ICMPKind(136), target: target, hardware: interfaces[arrival.interface.rawValue].hardwareAddress,
                isSolicited: !isProbe, isOverride: true, isRouter: configuration.forwards),
            from: target, to: isProbe ? .allNodes : arrival.source, on: arrival.interface, now: now)
    }

    /// RFC 4861 sections 7.1.2 and 7.2.5.
    private mutating func receiveAdvertisement(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard
            let message = Layer<ICMPv6.NeighborAdvertisement>(frame, from: arrival.start &+ 4, to: arrival.end)
        else { return counters.malformed &+= 1 }
        let options = NeighborOptions(frame, from: arrival.start &+ 24, to: arrival.end)
        guard options.isWhole, !message.target.isMulticast, !(message.isSolicited && arrival.destination.isMulticast)
        else { return counters.malformed &+= 1 }
        if let index = tentativeIndex(message.target, on: arrival.interface) {
            return onDuplicate(index, now: now)
        }
        if interfaces[arrival.interface.rawValue].has(message.target) {
            if !isOwn(frame, arrival) {
                note(
                    AddressConflict(
                        interface: arrival.interface, address: message.target.ipAddress, isDefended: false))
            }
            return
        }
        // What nobody asked for makes no entry.
        guard let slot = neighbors.find(message.target, on: arrival.interface) else { return }
        if let hardware = options.target, hardware.rawValue >> 40 & 1 == 1 { return counters.malformed &+= 1 }
        let isSolicited = message.isSolicited
        if neighbors[slot].isKnown {
            let isOther = options.target.map { $0 != neighbors[slot].hardware } ?? false
            if isOther, !message.isOverride {
                if neighbors[slot].state == .reachable { neighbors[slot].state = .stale }
                return
            }
            if isSolicited || isOther {
                onHeard(slot, options.target ?? neighbors[slot].hardware, isConfirmed: isSolicited, now: now)
            }
        } else {
            guard let hardware = options.target else { return }
            onHeard(slot, hardware, isConfirmed: isSolicited, now: now)
        }
        // Who is a router no more is nobody's first hop (section 7.2.5).
        if neighbors[slot].isRouter, !message.isRouter {
            let target = message.target
            if routes.remove(where: { $0.gateway == target && $0.origin == .router }) { neighbors.forgetReferences() }
        }
        neighbors[slot].isRouter = message.isRouter
    }

    /// Whether a frame is one of ours that the link gave back.
    private func isOwn(_ frame: RawSpan, _ arrival: Arrival) -> Bool {
        guard arrival.network == 14, let ethernet = Layer<Ethernet>(frame) else { return false }
        return ethernet.source == interfaces[arrival.interface.rawValue].hardwareAddress
    }

    /// Asks for a neighbor: its group, or the neighbor alone where its address was known. RFC 4861 section 7.2.2.
    mutating func solicit(_ neighbor: Neighbor, now: UInt64) {
        guard let source = route(to: neighbor.address, on: neighbor.interface)?.source else { return }
        sendNeighborMessage(
            NeighborMessage(
                kind: ICMPKind(135), target: neighbor.address,
                hardware: interfaces[neighbor.interface.rawValue].hardwareAddress), from: source,
            to: neighbor.isKnown ? neighbor.address : neighbor.address.solicitedNodeMulticast, on: neighbor.interface,
            now: now)
    }

    mutating func sendNeighborMessage(
        _ message: NeighborMessage, from source: IPv6Address, to destination: IPv6Address, on interface: InterfaceID,
        now: UInt64
    ) {
        sendPacket(
            protocolNumber: 58, from: source, to: destination, on: interface, hopLimit: 255, count: message.count,
            now: now
        ) { bytes, start in message.write(into: &bytes, at: start, from: source, to: destination) }
    }
}
