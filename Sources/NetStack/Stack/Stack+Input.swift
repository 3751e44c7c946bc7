import Packets

/// What is known of a packet on its way up. IPv4 addresses are mapped.
struct Arrival: BitwiseCopyable {
    var interface: InterfaceID
    var source: IPv6Address
    var destination: IPv6Address
    /// Where IP's header begins in the frame, and where what it carries begins and ends.
    var network: Int
    var start: Int
    var end: Int
    var hopLimit: UInt8
    /// Whether it was for everybody, or for a group: nobody answers that it went wrong.
    var isForMany: Bool
    /// Whether a router marked it. RFC 3168 section 5.
    var isMarked = false
    /// Whether the link verified the transport's checksum, or it never left memory.
    var isChecked: Bool
    /// The octets of payload in each segment that the link put together; 0 where it put none together.
    var segmentSize: Int = 0
    var time: UInt64
}

extension Arrival {
    /// Whether a transport's checksum is right.
    @inline(__always)
    func isRight(_ frame: RawSpan, protocolNumber: UInt8) -> Bool {
        if isChecked { return true }
        var sum = InternetChecksum()
        sum.addPseudoHeader(from: source, to: destination, protocolNumber: protocolNumber, count: end &- start)
        sum.add(frame, from: start, to: end)
        return sum.finish() == 0
    }
}

extension Stack {
    /// Takes a frame that came.
    ///
    /// - Parameters:
    ///   - isChecked: whether the link has verified the transport's checksum, or it is not filled in as yet.
    ///   - segmentSize: the octets of payload in each of the segments that the link put together in the frame; 0 where it put
    ///     none together. What is passed on is judged by it.
    ///   - arrival: when it came; `now` when the link does not say.
    public mutating func receive(
        _ frame: RawSpan, on interface: InterfaceID, isChecked: Bool = false, segmentSize: Int = 0,
        arrival: UInt64? = nil, now: UInt64
    ) {
        precondition(interfaces.indices.contains(interface.rawValue), "frames come by an interface that was added")
        if journal != nil {
            note(frame, on: interface, isChecked: isChecked, segmentSize: segmentSize, arrival: arrival, now: now)
        }
        counters.framesReceived &+= 1
        guard let own = interfaces[interface.rawValue].hardwareAddress else {
            // Without a link header the packet itself says of which family it is.
            let isIPv6 = frame.byteCount > 0 && frame.octet(0) >> 4 == 6
            return receivePacket(
                frame, from: 0, isIPv6: isIPv6, on: interface, isForMany: false, isChecked: isChecked,
                segmentSize: segmentSize, arrival ?? now, now: now)
        }
        guard let ethernet = Layer<Ethernet>(frame) else { return counters.malformed &+= 1 }
        let isForMany = ethernet.destinationIsGroup
        guard isForMany || ethernet.destination == own else { return counters.forOthers &+= 1 }
        switch ethernet.type.rawValue {
        case 0x0800, 0x86DD:
            receivePacket(
                frame, from: 14, isIPv6: ethernet.type.rawValue == 0x86DD, on: interface, isForMany: isForMany,
                isChecked: isChecked, segmentSize: segmentSize, arrival ?? now, now: now)
        case 0x0806: receiveARP(frame, on: interface, now: now)
        default: counters.forOthers &+= 1
        }
    }

    @inline(never)
    private mutating func note(
        _ frame: RawSpan, on interface: InterfaceID, isChecked: Bool, segmentSize: Int, arrival: UInt64?, now: UInt64
    ) {
        journal?.note(
            frame, on: interface, isChecked: isChecked, segmentSize: segmentSize, arrival: arrival, now: now)
    }

    mutating func receivePacket(
        _ frame: RawSpan, from start: Int, isIPv6: Bool, on interface: InterfaceID, isForMany: Bool, isChecked: Bool,
        segmentSize: Int = 0, _ time: UInt64, now: UInt64
    ) {
        // One for each, and what follows apart: a choice between the two would copy what they give.
        if isIPv6 {
            guard let ip = InternetHeader(ipv6: frame, from: start) else { return counters.malformed &+= 1 }
            receive(
                frame, ip, from: start, isIPv6: true, on: interface, isForMany: isForMany, isChecked: isChecked,
                segmentSize: segmentSize, time, now: now)
        } else {
            guard let ip = InternetHeader(ipv4: frame, from: start) else { return counters.malformed &+= 1 }
            receive(
                frame, ip, from: start, isIPv6: false, on: interface, isForMany: isForMany, isChecked: isChecked,
                segmentSize: segmentSize, time, now: now)
        }
    }

    @inline(never)
    private mutating func receive(
        _ frame: RawSpan, _ ip: InternetHeader, from start: Int, isIPv6: Bool, on interface: InterfaceID,
        isForMany: Bool, isChecked: Bool, segmentSize: Int, _ time: UInt64, now: UInt64
    ) {
        guard ip.isRight else { return counters.badChecksums &+= 1 }
        // RFC 1122 section 3.2.1.3, RFC 4291 section 2.7: nobody sends from a group or from everybody.
        guard !ip.source.isGroup, ip.source != .everybody else { return counters.malformed &+= 1 }
        // RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3: a host's own addresses are on no wire.
        if ip.destination.isOwnHost || ip.source.isOwnHost, interface != loopback { return counters.malformed &+= 1 }
        let (isOurs, isGroup) = isAddressed(ip.destination, on: interface)
        let arrival = Arrival(
            interface: interface, source: ip.source, destination: ip.destination, network: start, start: ip.start,
            end: ip.end, hopLimit: ip.hopLimit, isForMany: isForMany || isGroup, isMarked: ip.isMarked,
            isChecked: isChecked, segmentSize: segmentSize, time: time)
        guard isOurs || isGroup else { return forward(frame, ip, arrival, now: now) }
        if isIPv6, ip.protocolNumber != 6, ip.protocolNumber != 17 {
            receiveExtended(frame, ip, arrival, now: now)
        } else if ip.isFragment {
            receiveFragment(ipv4: frame, arrival, now: now)
        } else if isTranslating, translateInbound(frame, ip, arrival, now: now) {
            return
        } else {
            receive(ip.protocolNumber, namedAt: isIPv6 ? 6 : 9, frame, arrival, now: now)
        }
    }

    /// Takes what a packet carries.
    /// - Parameter pointer: where the octet stands that names it, counted from IP's header.
    mutating func receive(
        _ protocolNumber: UInt8, namedAt pointer: Int, _ frame: RawSpan, _ arrival: Arrival, now: UInt64
    ) {
        let isTaken = rawSockets > 0 && deliverRaw(protocolNumber, frame, arrival)
        switch protocolNumber {
        case 6: receiveTCP(frame, arrival, now: now)
        case 17: receiveUDP(frame, arrival, now: now)
        case 1 where arrival.source.isIPv4: receiveICMP(frame, arrival, now: now)
        case 2 where arrival.source.isIPv4: receiveIGMP(frame, arrival, now: now)
        case 58 where !arrival.source.isIPv4: receiveICMPv6(frame, arrival, now: now)
        default: if !isTaken { sendError(.unknownProtocol(at: pointer), about: frame, arrival, now: now) }
        }
    }

    /// Whether an address is ours on an interface, and whether it is everybody's or a group's that listens there.
    @inline(__always)
    private func isAddressed(
        _ address: IPv6Address, on interface: InterfaceID
    ) -> (isOurs: Bool, isGroup: Bool) {
        let index = interface.rawValue
        // Most have one.
        if interfaces[index].addresses.count > 0, interfaces[index].addresses[0].mapped == address {
            return (true, false)
        }
        if address.isGroup { return (false, listens(to: address, on: interface)) }
        if interfaces[index].broadcasts(to: address) { return (false, true) }
        let isOurs = interfaces[index].has(address) || interfaces[index].acceptsAnyAddress
        return (isOurs || interface == loopback && isOwn(address), false)
    }

    private func listens(to group: IPv6Address, on interface: InterfaceID) -> Bool {
        if interfaces[interface.rawValue].listens(to: group) || isJoined(group, on: interface) { return true }
        // Who wants the address too asks where its owner is asked for.
        return !group.isIPv4
            && tentative.contains {
                $0.interface == interface && !$0.address.mapped.isIPv4
                    && $0.address.mapped.solicitedNodeMulticast == group
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
        // Over IPv6 there is none without a checksum (RFC 8200 section 8.1).
        let isRight =
            udp.checksum == 0 ? arrival.source.isIPv4 : arrival.isRight(frame, protocolNumber: 17)
        guard isRight else { return counters.badChecksums &+= 1 }
        guard let slot = socket(.udp, port: udp.destinationPort.rawValue) else {
            return sendError(.noPort, about: frame, arrival, now: now)
        }
        deliver(
            frame.clamped(arrival.start &+ 8, arrival.end), port: udp.sourcePort.rawValue, arrival, to: slot)
    }
}
