import Packets

extension Stack {
    /// Takes a message of neighbor discovery. RFC 4861 section 7: a hop limit of 255 proves that no router passed it on.
    mutating func receiveNeighborDiscovery(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.hopLimit == 255, frame.octet(arrival.start &+ 1) == 0,
            interfaces[arrival.interface.rawValue].hardwareAddress != nil
        else { return counters.malformed &+= 1 }
        switch frame.octet(arrival.start) {
        case 135: receiveSolicitation(frame, arrival, now: now)
        case 136: receiveAdvertisement(frame, arrival, now: now)
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
        guard interfaces[arrival.interface.rawValue].has(target) else { return }
        if let hardware = options.source, hardware.rawValue >> 40 & 1 == 0,
            !interfaces[arrival.interface.rawValue].has(arrival.source),
            let slot = neighbors.find(arrival.source, on: arrival.interface)
                ?? neighbors.insert(arrival.source, on: arrival.interface)
        {
            onHeard(slot, hardware, now: now)
        }
        // Who asks whether the address is free has none, and is told where all hear it.
        sendNeighborMessage(
            NeighborMessage(
                kind: ICMPKind(136), target: target, hardware: interfaces[arrival.interface.rawValue].hardwareAddress,
                isSolicited: !isProbe, isOverride: true),
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
        // What nobody asked for makes no entry.
        guard let slot = neighbors.find(message.target, on: arrival.interface), let hardware = options.target,
            hardware.rawValue >> 40 & 1 == 0
        else { return }
        onHeard(slot, hardware, now: now)
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

    private mutating func sendNeighborMessage(
        _ message: NeighborMessage, from source: IPv6Address, to destination: IPv6Address, on interface: InterfaceID,
        now: UInt64
    ) {
        sendPacket(
            protocolNumber: 58, from: source, to: destination, on: interface, hopLimit: 255, count: message.count,
            now: now
        ) { bytes, start in message.write(into: &bytes, at: start, from: source, to: destination) }
    }
}
