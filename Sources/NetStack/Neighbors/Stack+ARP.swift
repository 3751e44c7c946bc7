import Packets

extension Stack {
    /// RFC 826, "Packet Reception".
    mutating func receiveARP(_ frame: RawSpan, on interface: InterfaceID, now: UInt64) {
        guard let arp = Layer<ARP>(frame, from: 14, to: frame.byteCount), arp.hardwareType.rawValue == 1,
            arp.protocolType.rawValue == 0x0800, arp.hardwareSize == 6, arp.protocolSize == 4
        else { return counters.malformed &+= 1 }
        let source = arp.sourceAddress
        let mapped = IPv6Address(mapping: source)
        let hardware = arp.sourceHardware
        let isForUs = interfaces[interface.rawValue].has(IPv6Address(mapping: arp.destinationAddress))
        detectConflict(mapped, IPv6Address(mapping: arp.destinationAddress), hardware, on: interface, now: now)
        // Nobody speaks for a group or for us, and a question about an address without a sender (RFC 5227) tells of nobody.
        let tells =
            !source.isUnspecified && !source.isMulticast && !source.isBroadcast
            && !interfaces[interface.rawValue].has(mapped) && hardware.rawValue >> 40 & 1 == 0
        if tells {
            if let slot = neighbors.find(mapped, on: interface) {
                if !neighbors[slot].isLocked(hardware, now: now) { onHeard(slot, hardware, now: now) }
            } else if isForUs, arp.operation.rawValue == 1, let slot = neighbors.insert(mapped, on: interface) {
                onHeard(slot, hardware, now: now)
            }
        }
        guard isForUs, arp.operation.rawValue == 1, !interfaces[interface.rawValue].sharesAddresses else { return }
        sendARP(
            operation: 2, on: interface, from: arp.destinationAddress, to: hardware, target: source,
            targetHardware: hardware)
    }

    /// RFC 5227 sections 2.1.1 and 2.4: whoever sends from an address of ours, or asks for one that was to be ours, has it or
    /// wants it. What is ours is defended, at most once in ten seconds.
    private mutating func detectConflict(
        _ source: IPv6Address, _ target: IPv6Address, _ hardware: MACAddress, on interface: InterfaceID, now: UInt64
    ) {
        let index = interface.rawValue
        guard hardware != interfaces[index].hardwareAddress, !interfaces[index].sharesAddresses else { return }
        if let asked = tentativeIndex(source.isNobody ? target : source, on: interface) {
            return onDuplicate(asked, now: now)
        }
        guard let place = interfaces[index].addresses.firstIndex(where: { $0.mapped == source }) else { return }
        let defendedAt = interfaces[index].addresses[place].defendedAt
        guard defendedAt == 0 || now &- defendedAt >= 10_000_000_000 else { return }
        interfaces[index].addresses[place].defendedAt = now
        note(AddressConflict(interface: interface, address: source.ipAddress, isDefended: true))
        announce(source, on: interface)
    }

    mutating func sendARP(
        operation: UInt16, on interface: InterfaceID, from source: IPv4Address, to hardware: MACAddress,
        target: IPv4Address, targetHardware: MACAddress
    ) {
        guard let own = interfaces[interface.rawValue].hardwareAddress else { return }
        let packet = StoredPacket(count: 28, on: interface, &pool)
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.clear(start..<start + 28)
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
