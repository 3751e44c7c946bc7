import Packets

extension Stack {
    /// Sends a packet that belongs to no connection.
    /// - Parameters:
    ///   - interface: by which it leaves, where the destination alone does not say so.
    ///   - hopLimit: that of the configuration when `nil`.
    ///   - write: writes what IP carries, `count` octets from the offset that it is handed. All of them are zero.
    mutating func sendPacket(
        protocolNumber: UInt8, from source: IPv6Address, to destination: IPv6Address, on interface: InterfaceID? = nil,
        hopLimit: UInt8? = nil, count: Int, now: UInt64, _ write: (inout MutableRawSpan, Int) -> Void
    ) {
        guard let route = wayToAll(destination, from: source, on: interface) ?? route(to: destination, on: interface)
        else {
            return counters.forOthers &+= 1
        }
        let headerLength = destination.headerLength
        let packet = StoredPacket(count: headerLength + count, on: route.interface, &pool)
        identification &+= 1
        let identification = identification
        let told = destination.isIPv4 ? nil : states[route.interface.rawValue].hopLimit
        let hopLimit = hopLimit ?? told ?? configuration.timeToLive
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.clear(start..<start + headerLength + count)
            InternetWriter.write(
                into: &bytes, at: start, count: count, identification: identification, hopLimit: hopLimit,
                protocolNumber: protocolNumber, from: source, to: destination)
            write(&bytes, start + headerLength)
        }
        let isForMany = interfaces[route.interface.rawValue].broadcasts(to: destination)
        send(packet, to: isForMany ? .everybody : route.address, now: now)
    }

    /// What is for all on an interface, or for a group there, may leave before there is an address.
    func wayToAll(_ destination: IPv6Address, from source: IPv6Address?, on interface: InterfaceID?) -> NextHop? {
        guard destination.isGroup || destination == .everybody, let interface, let source else { return nil }
        return NextHop(interface: interface, address: destination, source: source)
    }

    /// Lets a packet leave, or wait for its neighbor.
    mutating func send(_ packet: StoredPacket, to nextHop: IPv6Address, now: UInt64) {
        guard interfaces[packet.interface.rawValue].hardwareAddress != nil else {
            return enqueue(packet, to: nil, type: nextHop.etherType)
        }
        if nextHop == .everybody { return enqueue(packet, to: .broadcast, type: 0x0800) }
        if let group = nextHop.groupHardware { return enqueue(packet, to: group, type: nextHop.etherType) }
        guard let slot = neighbor(nextHop, on: packet.interface, now: now) else { return drop(packet) }
        guard neighbors[slot].isKnown else {
            if let oldest = neighbors[slot].wait(packet) { drop(oldest) }
            return
        }
        use(slot, now: now)
        enqueue(packet, to: neighbors[slot].hardware, type: nextHop.etherType)
    }

    mutating func drop(_ packet: StoredPacket) {
        counters.overflows &+= 1
        packet.release(&pool)
    }

    /// Puts a packet into the queue of those that leave, in pieces where it does not fit.
    /// - Parameter hardware: whom it is for on the link; `nil` where there are no link headers.
    mutating func enqueue(_ packet: StoredPacket, to hardware: MACAddress?, type: UInt16) {
        let mtu = packet.count > Self.smallestPathMTU ? pathMTU(of: packet, type: type) : Int.max
        if packet.count > mtu, packet.offload.segmentSize == 0 {
            return enqueuePieces(of: packet, mtu: mtu, to: hardware, type: type)
        }
        if let hardware { enqueueWhole(packet, to: hardware, type: type) } else { enqueue(packet) }
    }

    /// No link or path takes less: Linux's `min_pmtu`.
    static var smallestPathMTU: Int { 552 }

    private func pathMTU(of packet: StoredPacket, type: UInt16) -> Int {
        let octets = unsafe packet.span()
        let destination =
            type == 0x86DD
            ? IPv6Address(octets, at: 24) : IPv6Address(mapping: IPv4Address(rawValue: octets.long(16)))
        return pathMTU(to: destination, on: packet.interface)
    }

    /// The longest packet to a destination, in octets.
    func pathMTU(to destination: IPv6Address, on interface: InterfaceID) -> Int {
        let link = linkMTU(to: destination, on: interface)
        return min(link, destinations[destination]?.mtu ?? link)
    }

    /// The longest packet on a link: of IPv6 a router may say less (RFC 4861 section 6.3.4).
    func linkMTU(to destination: IPv6Address, on interface: InterfaceID) -> Int {
        let own = interfaces[interface.rawValue].mtu
        return destination.isIPv4 ? own : min(own, states[interface.rawValue].mtu ?? own)
    }

    /// Puts a packet that fits behind a link header.
    mutating func enqueueWhole(_ packet: StoredPacket, to hardware: MACAddress, type: UInt16) {
        guard let source = interfaces[packet.interface.rawValue].hardwareAddress else { return drop(packet) }
        var packet = packet
        packet.start = 0
        packet.write { EthernetWriter.write(into: &$0, from: source, to: hardware, type: type) }
        enqueue(packet)
    }

    mutating func enqueue(_ packet: StoredPacket) { if !queue.append(packet) { drop(packet) } }
}

/// Fills in a transport's checksum, with the pseudo header's octets.
enum TransportWriter {
    static func finish(
        _ bytes: inout MutableRawSpan, at start: Int, count: Int, protocolNumber: UInt8, from source: IPv6Address,
        to destination: IPv6Address
    ) {
        var sum = InternetChecksum()
        sum.addPseudoHeader(from: source, to: destination, protocolNumber: protocolNumber, count: count)
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
    /// Writes zeros.
    @_lifetime(self: copy self)
    mutating func clear(_ range: Range<Int>) {
        for offset in range { storeBytes(of: 0, toByteOffset: offset, as: UInt8.self) }
    }

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
