import Packets

/// Raw sockets: all packets of one protocol, in and out, whatever else the stack does with them. raw(7), RFC 3542.
extension Stack {
    /// Opens a socket for the packets of a protocol, of both families. There may be several for the same.
    ///
    /// - Parameter includesHeader: whether what is received begins with IP's header, and what is sent has one of its own.
    /// - Throws: `StackError`: `noRoom`.
    public mutating func openRawSocket(
        protocolNumber: UInt8, includesHeader: Bool = false
    ) throws(StackError) -> DatagramHandle {
        journal?.note(.openRaw, [UInt64(protocolNumber), includesHeader ? 1 : 0])
        let slot = try openSlot()
        sockets[slot].raw = includesHeader ? .withHeader : .withoutHeader
        sockets[slot].port = UInt16(protocolNumber)
        rawSockets += 1
        return DatagramHandle(slot: slot, generation: sockets[slot].generation)
    }

    /// Gives a packet to the raw sockets of its protocol, and says whether there is one.
    @inline(never)
    mutating func deliverRaw(_ protocolNumber: UInt8, _ frame: RawSpan, _ arrival: Arrival) -> Bool {
        var isTaken = false
        for slot in 0..<sockets.count where sockets[slot].isOpen && sockets[slot].port == UInt16(protocolNumber) {
            guard let raw = sockets[slot].raw else { continue }
            isTaken = true
            let start = raw == .withHeader ? arrival.network : arrival.start
            deliver(frame.clamped(start, arrival.end), port: UInt16(protocolNumber), arrival, to: slot)
        }
        return isTaken
    }

    /// Sends what a raw socket was handed.
    mutating func sendRaw(
        _ octets: RawSpan, _ raw: DatagramSocket.Raw, protocolNumber: UInt8, from source: IPv6Address,
        to destination: IPv6Address, by route: NextHop, hopLimit: UInt8?, now: UInt64
    ) throws(StackError) {
        if raw == .withHeader { return try sendWhole(octets, from: source, to: destination, by: route, now: now) }
        let count = octets.byteCount
        sendPacket(
            protocolNumber: protocolNumber, from: source, to: destination, on: route.interface, hopLimit: hopLimit,
            count: count, now: now
        ) { bytes, start in
            bytes.copy(octets, to: start)
            // Only who knows the source address can fill it in (RFC 3542 section 3.1).
            guard protocolNumber == 58, !destination.isIPv4, count >= 4 else { return }
            let kind = ICMPKind(octets.octet(0), code: octets.octet(1))
            ICMPWriter.finish(&bytes, kind, at: start, count: count, from: source, to: destination)
        }
    }

    /// Sends a packet with its header. Its length and its checksum are filled in, and of IPv4 an identification and a source that
    /// are zero, as raw(7) has it.
    private mutating func sendWhole(
        _ octets: RawSpan, from source: IPv6Address, to destination: IPv6Address, by route: NextHop, now: UInt64
    ) throws(StackError) {
        let count = octets.byteCount
        let isIPv4 = destination.isIPv4
        let version: UInt8 = isIPv4 ? 4 : 6
        let headerLength = !isIPv4 ? 40 : count > 0 ? Int(octets.octet(0) & 15) * 4 : 20
        guard count >= headerLength, headerLength >= 20, octets.octet(0) >> 4 == version else {
            throw StackError(
                .malformed, "what is sent to \(destination.ipAddress) does not begin with a header of IPv\(version)")
        }
        let mtu = pathMTU(to: destination, on: route.interface)
        guard count <= mtu else {
            throw StackError(.tooLong, "a packet of \(count) octets with its header is not cut: at most \(mtu) fit")
        }
        let packet = StoredPacket(count: count, on: route.interface, &pool)
        identification &+= 1
        let identification = identification
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.copy(octets, to: start)
            guard isIPv4 else {
                var ip = MutableLayer<IPv6>(&bytes, at: start)
                ip.payloadLength = UInt16(truncatingIfNeeded: count - 40)
                return
            }
            var ip = MutableLayer<IPv4>(&bytes, at: start)
            ip.totalLength = UInt16(truncatingIfNeeded: count)
            if ip.identification == 0 { ip.identification = identification }
            if ip.source.rawValue == 0 { ip.source = source.ipv4 }
            ip.checksum = 0
            var sum = InternetChecksum()
            sum.add(bytes.bytes, from: start, to: start + headerLength)
            var header = MutableLayer<IPv4>(&bytes, at: start)
            header.checksum = sum.finish()
        }
        let isForMany = interfaces[route.interface.rawValue].broadcasts(to: destination)
        send(packet, to: isForMany ? .everybody : route.address, now: now)
    }
}
