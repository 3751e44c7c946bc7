import Packets

/// What is known of a packet on its way up.
struct Arrival: BitwiseCopyable {
    var interface: InterfaceID
    var source: IPv4Address
    var destination: IPv4Address
    /// Where IP's header begins in the frame, and where what it carries begins and ends.
    var network: Int
    var start: Int
    var end: Int
    /// Whether it was for everybody, or for a group: nobody answers that it went wrong.
    var isForMany: Bool
    /// Whether the link verified the transport's checksum, or it never left memory.
    var isChecked: Bool
    var time: UInt64
}

/// What IPv4's header says. RFC 791 section 3.1.
struct InternetHeader: BitwiseCopyable {
    var source: IPv4Address
    var destination: IPv4Address
    var protocolNumber: UInt8
    var isFragment: Bool
    /// Whether its checksum is right.
    var isRight: Bool
    /// Where what it carries begins and ends.
    var start: Int
    var end: Int

    /// The header at `from`; `nil` when there is none, or it lies about lengths.
    @inline(never)
    init?(_ frame: RawSpan, from: Int) {
        guard let ip = Layer<IPv4>(frame, from: from, to: frame.byteCount), ip.version == 4 else { return nil }
        start = from &+ ip.parts.total
        end = from &+ Int(ip.totalLength)
        guard end <= frame.byteCount, end >= start else { return nil }
        source = ip.source
        destination = ip.destination
        protocolNumber = ip.protocol.rawValue
        isFragment = ip.moreFragments || ip.fragmentOffset != 0
        var sum = InternetChecksum()
        sum.add(frame, from: from, to: start)
        isRight = sum.finish() == 0
    }
}

extension Stack {
    /// Takes a frame that came.
    ///
    /// - Parameters:
    ///   - isChecked: whether the link has verified the transport's checksum.
    ///   - arrival: when it came; `now` when the link does not say.
    public mutating func receive(
        _ frame: RawSpan, on interface: InterfaceID, isChecked: Bool = false, arrival: UInt64? = nil, now: UInt64
    ) {
        precondition(interfaces.indices.contains(interface.rawValue), "frames come by an interface that was added")
        counters.framesReceived &+= 1
        guard let own = interfaces[interface.rawValue].hardwareAddress else {
            return receivePacket(
                frame, from: 0, on: interface, isForMany: false, isChecked: isChecked, arrival ?? now, now: now)
        }
        guard let ethernet = Layer<Ethernet>(frame) else { return counters.malformed &+= 1 }
        let isForMany = ethernet.destinationIsGroup
        guard isForMany || ethernet.destination == own else { return counters.forOthers &+= 1 }
        switch ethernet.type.rawValue {
        case 0x0800:
            receivePacket(
                frame, from: 14, on: interface, isForMany: isForMany, isChecked: isChecked, arrival ?? now, now: now)
        case 0x0806: receiveARP(frame, on: interface, now: now)
        default: counters.forOthers &+= 1
        }
    }

    private mutating func receivePacket(
        _ frame: RawSpan, from start: Int, on interface: InterfaceID, isForMany: Bool, isChecked: Bool, _ time: UInt64,
        now: UInt64
    ) {
        guard let ip = InternetHeader(frame, from: start) else { return counters.malformed &+= 1 }
        guard ip.isRight else { return counters.badChecksums &+= 1 }
        // RFC 1122 section 3.2.1.3: nobody sends from a group or from everybody.
        guard !ip.source.isMulticast, !ip.source.isBroadcast else { return counters.malformed &+= 1 }
        let (isOurs, isBroadcast) = isAddressed(ip.destination, on: interface)
        guard isOurs || isBroadcast else { return counters.forOthers &+= 1 }
        guard !ip.isFragment else { return counters.fragments &+= 1 }
        let arrival = Arrival(
            interface: interface, source: ip.source, destination: ip.destination, network: start, start: ip.start,
            end: ip.end, isForMany: isForMany || isBroadcast, isChecked: isChecked, time: time)
        switch ip.protocolNumber {
        case 6: receiveTCP(frame, arrival, now: now)
        case 17: receiveUDP(frame, arrival, now: now)
        case 1: receiveICMP(frame, arrival, now: now)
        default: sendUnreachable(.protocol, about: frame, arrival, now: now)
        }
    }

    /// Whether an address is ours on an interface, and whether it is everybody's there.
    @inline(__always)
    private func isAddressed(_ address: IPv4Address, on interface: InterfaceID) -> (isOurs: Bool, isBroadcast: Bool) {
        let index = interface.rawValue
        // Most have one.
        if interfaces[index].addresses.count > 0, interfaces[index].addresses[0].address == address {
            return (true, false)
        }
        return (interfaces[index].has(address), interfaces[index].broadcasts(to: address))
    }

    /// Whether a transport's checksum is right.
    @inline(__always)
    private func isRight(_ frame: RawSpan, _ arrival: Arrival, protocolNumber: UInt8) -> Bool {
        if arrival.isChecked { return true }
        var sum = InternetChecksum()
        sum.addPseudoHeader(
            source: arrival.source, destination: arrival.destination, protocolNumber: protocolNumber,
            length: UInt16(truncatingIfNeeded: arrival.end &- arrival.start))
        sum.add(frame, from: arrival.start, to: arrival.end)
        return sum.finish() == 0
    }

    // MARK: ICMP

    private mutating func receiveICMP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.end &- arrival.start >= 8, let icmp = Layer<ICMP>(frame, from: arrival.start, to: arrival.end)
        else { return counters.malformed &+= 1 }
        var sum = InternetChecksum()
        sum.add(frame, from: arrival.start, to: arrival.end)
        guard sum.finish() == 0 else { return counters.badChecksums &+= 1 }
        switch icmp.type.rawValue {
        case 8:
            // RFC 1122 section 3.2.2.6: a request that was for many need not be answered, and should not be.
            guard !arrival.isForMany else { return }
            answerEcho(frame, arrival, now: now)
        case 0:
            guard let echo = icmp.as(ICMP.Echo.self), let slot = socket(.echo, port: echo.identifier) else { return }
            deliver(
                frame.clamped(arrival.start &+ 8, arrival.end), port: echo.sequence, arrival, to: slot)
        default: break
        }
    }

    /// Sends the request back as a reply: its octets, but for the type and the checksum.
    private mutating func answerEcho(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        let message = frame.clamped(arrival.start, arrival.end)
        sendPacket(
            protocolNumber: 1, from: arrival.destination, to: arrival.source, count: message.byteCount, now: now
        ) { bytes, start in
            bytes.copy(message, to: start)
            var icmp = MutableLayer<ICMP>(&bytes, at: start)
            icmp.type = ICMP.MessageType(rawValue: 0)
            ICMPWriter.finish(&bytes, at: start)
        }
    }

    // MARK: UDP

    private mutating func receiveUDP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard let udp = Layer<UDP>(frame, from: arrival.start, to: arrival.end) else {
            return counters.malformed &+= 1
        }
        let length = Int(udp.length)
        guard length >= 8, length <= arrival.end &- arrival.start else { return counters.malformed &+= 1 }
        var arrival = arrival
        arrival.end = arrival.start &+ length
        guard udp.checksum == 0 || isRight(frame, arrival, protocolNumber: 17) else {
            return counters.badChecksums &+= 1
        }
        guard let slot = socket(.udp, port: udp.destinationPort.rawValue) else {
            return sendUnreachable(.port, about: frame, arrival, now: now)
        }
        deliver(
            frame.clamped(arrival.start &+ 8, arrival.end), port: udp.sourcePort.rawValue, arrival, to: slot)
    }

    // MARK: TCP

    private mutating func receiveTCP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        // RFC 1122 section 4.2.3.10: a segment is for one.
        guard !arrival.isForMany else { return counters.malformed &+= 1 }
        guard let segment = Segment(frame, from: arrival.start, to: arrival.end) else {
            return counters.malformed &+= 1
        }
        guard isRight(frame, arrival, protocolNumber: 6) else { return counters.badChecksums &+= 1 }
        let ends = FlowEnds(
            local: IPv6Address(mapping: arrival.destination), localPort: frame.word(arrival.start &+ 2),
            remote: IPv6Address(mapping: arrival.source), remotePort: frame.word(arrival.start))
        let hash = ends.hash(configuration.secrets)
        guard let slot = table.find(hash, { connections[$0].ends.isSame(as: ends) }) else {
            return onUnknown(segment, frame, ends, hash, arrival, now: now)
        }
        let expected = connections[slot].receiveNext
        let effects = connections[slot].onSegment(
            segment, frame, &reassemblies[slot], &pool, settings, now: now)
        if effects.contains(.refuse) { sendReset(answering: segment, ends, now: now) }
        apply(effects, to: slot)
        noteSegment(slot, expected: expected)
    }

    /// A segment of no connection: a SYN for a listener begins one, all else is refused. RFC 9293 section 3.10.7.1 and 2.
    private mutating func onUnknown(
        _ segment: Segment, _ frame: RawSpan, _ ends: FlowEnds, _ hash: UInt32, _ arrival: Arrival, now: UInt64
    ) {
        guard !segment.has(.reset) else { return }
        let isOpening = segment.has(.synchronize) && !segment.has(.acknowledgment) && !segment.has(.finish)
        guard isOpening, let listener = listener(port: ends.localPort, address: arrival.destination) else {
            return sendReset(answering: segment, ends, now: now)
        }
        // A backlog that is full is silent: the peer asks again.
        guard listeners[listener].count < listeners[listener].backlog,
            let slot = open(ends, hash, on: arrival.interface, now: now)
        else { return counters.overflows &+= 1 }
        listeners[listener].count += 1
        connections[slot].state = .synReceived
        connections[slot].flags.insert(.isPassive)
        connections[slot].listener = Int32(truncatingIfNeeded: listener)
        connections[slot].onSynchronize(segment, frame)
        apply(.output, to: slot)
    }

    /// RFC 9293 section 3.5.2: where the other side speaks of what we said, we speak from there.
    private mutating func sendReset(answering segment: Segment, _ ends: FlowEnds, now: UInt64) {
        if segment.has(.acknowledgment) {
            sendReset(ends, sequence: segment.acknowledgment, acknowledgment: nil, now: now)
        } else {
            sendReset(ends, sequence: 0, acknowledgment: segment.sequence &+ segment.length, now: now)
        }
    }
}
