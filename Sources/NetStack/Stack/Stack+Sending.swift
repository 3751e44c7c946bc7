import Packets

extension Stack {
    /// Where a packet goes first: the interface, the next hop on it, and the address that it leaves from.
    func route(to destination: IPv4Address) -> (interface: InterfaceID, nextHop: IPv4Address, source: IPv4Address)? {
        var best: (interface: Int, address: IPv4Address, length: UInt8)?
        for (index, interface) in interfaces.enumerated() {
            for address in interface.addresses where address.prefix.contains(destination) {
                if best.map({ address.prefix.length > $0.length }) ?? true {
                    best = (index, address.address, address.prefix.length)
                }
            }
        }
        if let best { return (InterfaceID(rawValue: best.interface), destination, best.address) }
        for (index, interface) in interfaces.enumerated() {
            guard let source = interface.addresses.first?.address else { continue }
            // An interface without link headers has one neighbor, and needs no gateway's address.
            if let gateway = interface.gateway ?? (interface.hardwareAddress == nil ? destination : nil) {
                return (InterfaceID(rawValue: index), gateway, source)
            }
        }
        return nil
    }

    /// Sends a packet that belongs to no connection.
    /// - Parameter write: writes what IP carries, `count` octets from the offset that it is handed. All of them are zero.
    mutating func sendPacket(
        protocolNumber: UInt8, from source: IPv4Address, to destination: IPv4Address, count: Int, now: UInt64,
        _ write: (inout MutableRawSpan, Int) -> Void
    ) {
        guard let route = route(to: destination) else { return counters.forOthers &+= 1 }
        let packet = StoredPacket(count: 20 + count, on: route.interface, &pool)
        identification &+= 1
        let identification = identification
        let timeToLive = configuration.timeToLive
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            for offset in start..<start + 20 + count { bytes.storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
            IPv4Writer.write(
                into: &bytes, at: start, length: 20 + count, identification: identification, timeToLive: timeToLive,
                protocolNumber: protocolNumber, from: source, to: destination)
            write(&bytes, start + 20)
        }
        let isForMany = interfaces[route.interface.rawValue].broadcasts(to: destination)
        send(packet, to: isForMany ? .broadcast : route.nextHop, now: now)
    }

    /// Lets a packet leave, or wait for its neighbor.
    private mutating func send(_ packet: StoredPacket, to nextHop: IPv4Address, now: UInt64) {
        guard interfaces[packet.interface.rawValue].hardwareAddress != nil else { return enqueue(packet) }
        if nextHop.isBroadcast { return enqueue(packet, to: MACAddress(rawValue: 0xffff_ffff_ffff)) }
        guard let slot = neighbor(nextHop, on: packet.interface, now: now) else { return drop(packet) }
        guard neighbors[slot].isKnown else {
            if let oldest = neighbors[slot].wait(packet) { drop(oldest) }
            return
        }
        enqueue(packet, to: neighbors[slot].hardware)
    }

    mutating func drop(_ packet: StoredPacket) {
        counters.overflows &+= 1
        packet.release(&pool)
    }

    /// Puts a packet into the queue of those that leave, behind a link header.
    mutating func enqueue(_ packet: StoredPacket, to hardware: MACAddress, type: UInt16 = 0x0800) {
        guard let source = interfaces[packet.interface.rawValue].hardwareAddress else { return drop(packet) }
        var packet = packet
        packet.start = 0
        packet.write { EthernetWriter.write(into: &$0, from: source, to: hardware, type: type) }
        enqueue(packet)
    }

    private mutating func enqueue(_ packet: StoredPacket) { if !queue.append(packet) { drop(packet) } }

    // MARK: ICMP errors

    /// What could not be reached. RFC 792, RFC 1122 section 3.2.2.1.
    enum Unreachable: UInt8 { case `protocol` = 2, port = 3 }

    /// Says that a packet found nobody: of one that was for one, and not more often than the limit allows (RFC 1122 section
    /// 3.2.2, RFC 1812 section 4.3.2.8).
    mutating func sendUnreachable(_ reason: Unreachable, about frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard !arrival.isForMany, !arrival.source.isUnspecified, takeErrorCredit(now) else { return }
        // As much of the packet as fits into 576 octets (RFC 1812 section 4.3.2.3).
        let quoted = frame.clamped(arrival.network, min(arrival.end, arrival.network + 548))
        sendPacket(
            protocolNumber: 1, from: arrival.destination, to: arrival.source, count: 8 + quoted.byteCount, now: now
        ) { bytes, start in
            var icmp = MutableLayer<ICMP>(&bytes, at: start)
            icmp.type = ICMP.MessageType(rawValue: 3)
            icmp.code = reason.rawValue
            bytes.copy(quoted, to: start + 8)
            ICMPWriter.finish(&bytes, at: start)
        }
    }

    private mutating func takeErrorCredit(_ now: UInt64) -> Bool {
        let gained = (now &- errorCredit.at) / 1_000_000
        if gained > 0 {
            errorCredit.count = Int(min(50, UInt64(errorCredit.count) + min(gained, 50)))
            errorCredit.at = now
        }
        guard errorCredit.count > 0 else { return false }
        errorCredit.count -= 1
        return true
    }
}

/// Fills in an ICMP message's checksum, which covers all that follows.
enum ICMPWriter {
    static func finish(_ bytes: inout MutableRawSpan, at start: Int) {
        var icmp = MutableLayer<ICMP>(&bytes, at: start)
        icmp.checksum = 0
        var sum = InternetChecksum()
        sum.add(bytes.bytes, from: start, to: bytes.byteCount)
        var message = MutableLayer<ICMP>(&bytes, at: start)
        message.checksum = sum.finish()
    }
}

/// Fills in a transport's checksum, with the pseudo header's octets.
enum TransportWriter {
    static func finish(
        _ bytes: inout MutableRawSpan, at start: Int, count: Int, protocolNumber: UInt8, from source: IPv4Address,
        to destination: IPv4Address
    ) {
        var sum = InternetChecksum()
        sum.addPseudoHeader(
            source: source, destination: destination, protocolNumber: protocolNumber,
            length: UInt16(truncatingIfNeeded: count))
        sum.add(bytes.bytes, from: start, to: start + count)
        if protocolNumber == 17 {
            var udp = MutableLayer<UDP>(&bytes, at: start)
            // RFC 768: zero would mean that there is none.
            udp.checksum = sum.finish(zeroAsOnes: true)
        } else {
            var tcp = MutableLayer<TCP>(&bytes, at: start)
            tcp.checksum = sum.finish()
        }
    }
}

extension MutableRawSpan {
    /// Copies octets to `offset`.
    @_lifetime(self: copy self)
    mutating func copy(_ octets: RawSpan, to offset: Int) {
        guard octets.byteCount > 0 else { return }
        precondition(offset >= 0 && offset + octets.byteCount <= byteCount, "there is room for what is copied")
        unsafe withUnsafeMutableBytes { target in
            unsafe octets.withUnsafeBytes { source in
                let from = unsafe source.baseAddress.unsafelyUnwrapped
                unsafe (target.baseAddress.unsafelyUnwrapped + offset).copyMemory(from: from, byteCount: source.count)
            }
        }
    }
}
