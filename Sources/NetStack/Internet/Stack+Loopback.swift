import Packets

extension Stack {
    /// Takes a packet that this stack sent to itself.
    mutating func takeBack(_ packet: StoredPacket, now: UInt64) {
        unsafe receiveLooped(packet.span(), now: now)
        packet.release(&pool)
    }

    /// Takes a segment that this stack sent to itself: in one piece, for its payload lies in a ring that an answer changes.
    mutating func takeBack(_ place: FramePlace, now: UInt64) {
        let payload = place.payload
        let count = place.header.count + payload.first.count + payload.second.count
        let packet = StoredPacket(count: count, on: place.interface, &pool)
        packet.write { bytes in
            var at = StoredPacket.linkRoom
            unsafe bytes.copy(place.header.span(), to: at)
            at += place.header.count
            unsafe bytes.copy(payload.first.span(), to: at)
            at += payload.first.count
            unsafe bytes.copy(payload.second.span(), to: at)
        }
        takeBack(packet, now: now)
    }

    private mutating func receiveLooped(_ octets: RawSpan, now: UInt64) {
        guard let loopback, octets.byteCount > 0 else { return }
        counters.framesLooped &+= 1
        // It never left memory, and its checksum may not be filled in.
        receivePacket(
            octets, from: 0, isIPv6: octets.octet(0) >> 4 == 6, on: loopback, isForMany: false, isChecked: true, now,
            now: now)
    }
}

extension Stack {
    /// Says whether an interface takes packets whatever address they are for.
    public mutating func setAcceptsAnyAddress(_ accepts: Bool, on interface: InterfaceID) {
        journal?.note(.acceptAny, [UInt64(clamping: interface.rawValue), accepts ? 1 : 0])
        interfaces[interface.rawValue].acceptsAnyAddress = accepts
    }
}
