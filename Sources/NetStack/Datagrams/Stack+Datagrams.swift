public import Packets

extension Stack {
    /// Opens a datagram socket.
    ///
    /// - Parameter port: of UDP the port, of echo the identifier; one that is free when `nil`.
    /// - Throws: `StackError`: `portInUse`, `noRoom`.
    public mutating func openSocket(
        _ kind: DatagramProtocol, port: UInt16? = nil
    ) throws(StackError) -> DatagramHandle {
        journal?.note(.openSocket, [UInt64(kind.rawValue), port == nil ? 0 : 1, UInt64(port ?? 0)])
        guard let port = port ?? unguessablePort(kind) else {
            throw StackError(.noRoom, "every port that is handed out has a socket")
        }
        guard socket(kind, port: port) == nil else {
            throw StackError(.portInUse, "port \(port) has a socket already; choose another one")
        }
        let slot = try openSlot()
        sockets[slot].kind = kind
        sockets[slot].port = port
        return DatagramHandle(slot: slot, generation: sockets[slot].generation)
    }

    /// A port that no socket has, which nobody can guess who does not know the secrets. RFC 6056 section 3.3.1
    private mutating func unguessablePort(_ kind: DatagramProtocol) -> UInt16? {
        var ends = FlowEnds(local: .unspecified, localPort: 0, remote: .unspecified, remotePort: 0)
        ends.ports = portOffset
        portOffset &+= 1
        let ports = Self.ephemeralPorts
        let first = Int(configuration.secrets.sequenceHash(ends) >> 16 & 0xffff_ffff)
        for step in 0..<ports.count {
            let port = ports.lowerBound + UInt16((first + step) % ports.count)
            if socket(kind, port: port) == nil { return port }
        }
        return nil
    }

    /// Where a new socket is.
    mutating func openSlot() throws(StackError) -> Int {
        var slot = -1
        for index in 0..<sockets.count where !sockets[index].isOpen { slot = index }
        if slot < 0 { slot = sockets.append(DatagramSocket()) ?? -1 }
        guard slot >= 0 else {
            throw StackError(.noRoom, "there are \(configuration.socketLimit) sockets, which is the limit")
        }
        sockets[slot].isOpen = true
        return slot
    }

    /// Sends a datagram.
    ///
    /// - Parameters:
    ///   - port: where to; of echo the sequence number, of a raw socket nothing.
    ///   - source: the address of ours that it leaves from; the best one when `nil`. The unspecified one is for who has none as
    ///     yet, and speaks to all on an interface.
    ///   - interface: by which it leaves: for groups, and addresses that are valid on one link alone.
    /// - Throws: `StackError`: `gone`, `noRoute`, `tooLong`, `malformed` of a raw socket's header; `refused` and `unreachable`, once,
    ///   of one that was sent before.
    public mutating func send(
        _ octets: RawSpan, to address: IPAddress, port: UInt16, from handle: DatagramHandle, source: IPAddress? = nil,
        on interface: InterfaceID? = nil, now: UInt64
    ) throws(StackError) {
        journal?.note(
            .send,
            handle.journaled + address.journaled + [UInt64(port), source == nil ? 0 : 1] + (source ?? .any).journaled
                + interface.journaled + [now], octets: octets)
        guard let slot = slot(handle) else { throw .gone }
        try throwFailure(of: slot)
        let destination = IPv6Address(address)
        let given = source.map { IPv6Address($0) }
        guard let route = wayToAll(destination, from: given, on: interface) ?? route(to: destination, on: interface)
        else {
            throw .noRoute(to: address)
        }
        let source = given ?? route.source
        guard source.isIPv4 == destination.isIPv4 else { throw .noRoute(to: address) }
        // What does not fit is cut; IPv4 counts its header in the length, IPv6 does not.
        let room = 65535 - 8 - (destination.isIPv4 ? 20 : 0)
        guard octets.byteCount <= room else {
            throw StackError(.tooLong, "a datagram of \(octets.byteCount) octets does not fit: at most \(room) do")
        }
        let own = sockets[slot].port
        let hopLimit = sockets[slot].hopLimit ?? (destination.isGroup ? 1 : nil)
        if let raw = sockets[slot].raw {
            return try sendRaw(
                octets, raw, protocolNumber: UInt8(truncatingIfNeeded: own), from: source, to: destination, by: route,
                hopLimit: hopLimit, now: now)
        }
        let count = 8 + octets.byteCount
        switch sockets[slot].kind {
        case .udp:
            sendPacket(
                protocolNumber: 17, from: source, to: destination, on: route.interface, hopLimit: hopLimit,
                count: count, now: now
            ) { bytes, start in
                var udp = MutableLayer<UDP>(&bytes, at: start)
                udp.sourcePort = Port(own)
                udp.destinationPort = Port(port)
                udp.length = UInt16(truncatingIfNeeded: count)
                bytes.copy(octets, to: start + 8)
                TransportWriter.finish(
                    &bytes, at: start, count: count, protocolNumber: 17, from: source, to: destination)
            }
        case .echo:
            let isIPv4 = destination.isIPv4
            sendICMP(
                ICMPKind(isIPv4 ? 8 : 128), rest: UInt32(own) << 16 | UInt32(port), octets, from: source,
                to: destination, on: route.interface, hopLimit: hopLimit, now: now)
        }
    }

    /// Takes the datagram that came first, and moves its octets to `target` as far as it has room.
    ///
    /// - Returns: what is known of it; `nil` when there is none.
    /// - Throws: `StackError`: `gone`; `refused` and `unreachable`, once, of one that was sent before.
    @_lifetime(target: copy target)
    public mutating func receive(
        into target: inout MutableRawSpan, from handle: DatagramHandle
    ) throws(StackError) -> ReceivedDatagram? {
        journal?.note(.receive, handle.journaled + [UInt64(target.byteCount)])
        guard let slot = slot(handle) else { throw .gone }
        try throwFailure(of: slot)
        guard let packet = sockets[slot].waiting.popFirst() else { return nil }
        sockets[slot].waitingOctets -= packet.count
        let octets = unsafe packet.span()
        let note = unsafe octets.unsafeLoadUnaligned(as: ReceivedDatagram.self)
        let start = DatagramSocket.noteLength
        target.copy(octets.clamped(start, min(octets.byteCount, start + target.byteCount)), to: 0)
        packet.release(&pool)
        return note
    }

    /// Says with which time to live, or hop limit, a socket's datagrams leave; `nil` leaves it to the stack, which sends to groups
    /// with 1 (RFC 1112 section 6.1).
    ///
    /// - Throws: `StackError`: `gone`.
    public mutating func setHopLimit(_ hopLimit: UInt8?, of handle: DatagramHandle) throws(StackError) {
        journal?.note(.hopLimit, handle.journaled + [hopLimit == nil ? 0 : 1, UInt64(hopLimit ?? 0)])
        guard let slot = slot(handle) else { throw .gone }
        sockets[slot].hopLimit = hopLimit
    }

    public mutating func close(_ handle: DatagramHandle) {
        journal?.note(.closeSocket, handle.journaled)
        guard let slot = slot(handle) else { return }
        while let packet = sockets[slot].waiting.popFirst() { packet.release(&pool) }
        socketHappenings.forget(slot)
        if sockets[slot].raw != nil { rawSockets -= 1 }
        let generation = sockets[slot].generation &+ 1
        sockets[slot] = DatagramSocket()
        sockets[slot].generation = generation
    }

    /// The socket that takes a port's datagrams.
    func socket(_ kind: DatagramProtocol, port: UInt16) -> Int? {
        for slot in 0..<sockets.count
        where sockets[slot].isOpen && sockets[slot].port == port && sockets[slot].kind == kind
            && sockets[slot].raw == nil
        {
            return slot
        }
        return nil
    }

    /// Whether a port has a UDP socket.
    package mutating func hasSocket(port: UInt16) -> Bool { socket(.udp, port: port) != nil }

    private mutating func throwFailure(of slot: Int) throws(StackError) {
        guard let failure = sockets[slot].failure else { return }
        sockets[slot].failure = nil
        throw failure.error
    }

    private func slot(_ handle: DatagramHandle) -> Int? {
        guard handle.slot < sockets.count, sockets[handle.slot].isOpen,
            sockets[handle.slot].generation == handle.generation
        else { return nil }
        return handle.slot
    }

    /// Keeps a datagram for a socket, as far as it has room.
    mutating func deliver(_ octets: RawSpan, port: UInt16, _ arrival: Arrival, to slot: Int) {
        let count = DatagramSocket.noteLength + octets.byteCount
        guard sockets[slot].waitingOctets + count <= configuration.datagramLimit else {
            return counters.overflows &+= 1
        }
        let note = ReceivedDatagram(
            source: arrival.source.ipAddress, port: port, length: octets.byteCount, arrival: arrival.time,
            destination: arrival.destination.ipAddress, interface: arrival.interface, hopLimit: arrival.hopLimit)
        let packet = StoredPacket(count: count, on: arrival.interface, &pool)
        packet.write { bytes in
            bytes.storeBytes(of: note, toByteOffset: StoredPacket.linkRoom, as: ReceivedDatagram.self)
            bytes.copy(octets, to: StoredPacket.linkRoom + DatagramSocket.noteLength)
        }
        guard sockets[slot].waiting.append(packet) else { return drop(packet) }
        sockets[slot].waitingOctets += count
        socketHappenings.note(.readable, at: slot)
    }
}
