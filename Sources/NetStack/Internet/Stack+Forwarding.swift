import Packets

/// A router between the interfaces. RFC 1812 section 5.2, RFC 8200.
extension Stack {
    /// Passes on a packet for somebody else, if this is a router.
    mutating func forward(_ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, now: UInt64) {
        // RFC 1812 sections 5.3.4 and 5.3.7: nothing that all on the link heard, and nothing from nobody.
        guard configuration.forwards, !arrival.isForMany, !arrival.destination.isGroup, !arrival.source.isNobody,
            arrival.destination != .everybody, !(arrival.destination.isOnOneLink)
        else { return counters.forOthers &+= 1 }
        guard ip.hopLimit > 1 else {
            return sendError(.timeExceeded(code: 0), about: frame, arrival, isForwarded: true, now: now)
        }
        guard let route = route(to: arrival.destination) else {
            return sendError(.noRoute, about: frame, arrival, isForwarded: true, now: now)
        }
        if arrival.source.isOnOneLink {
            return sendError(.beyondScope, about: frame, arrival, isForwarded: true, now: now)
        }
        let mtu = linkMTU(to: arrival.destination, on: route.interface)
        let size = TransportSize(frame, ip, arrival)
        let mayBeCut = ip.mayBeCut && arrival.segmentSize == 0
        guard size.largest <= mtu || mayBeCut else {
            return sendError(.tooBig(mtu: mtu), about: frame, arrival, isForwarded: true, now: now)
        }
        // What is translated has its ports in one piece.
        if isTranslating, ip.isFragment, states[route.interface.rawValue].isOutside, arrival.source.isIPv4 {
            return receiveFragment(ipv4: frame, arrival, now: now)
        }
        guard let rewriter = outboundRewriter(frame, ip, arrival, by: route, now: now) else {
            return counters.forOthers &+= 1
        }
        counters.forwarded &+= 1
        counters.octetsForwarded &+= UInt64(truncatingIfNeeded: arrival.end &- arrival.network)
        var arrival = arrival
        if let rewriter { arrival.source = IPv6Address(mapping: rewriter.address) }
        var packet = StoredPacket(count: arrival.end - arrival.network, on: route.interface, &pool)
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            bytes.copy(frame.clamped(arrival.network, arrival.end), to: start)
            Self.countHop(&bytes, at: start, isIPv4: arrival.source.isIPv4)
            rewriter?.rewrite(
                &bytes, at: start, transport: start + arrival.start - arrival.network,
                end: start + arrival.end - arrival.network)
        }
        let offloads = interfaces[route.interface.rawValue].offloads
        let isSuper = arrival.segmentSize > 0 && arrival.end - arrival.start > size.header + arrival.segmentSize
        if isSuper, !offloads { return sendCut(packet, size, arrival, to: route, now: now) }
        if arrival.isChecked, !ip.isFragment, let offset = size.checksumOffset {
            fillChecksum(&packet, size, arrival, offset, isLeft: offloads)
            if isSuper { packet.offload.segmentSize = UInt16(truncatingIfNeeded: arrival.segmentSize) }
        }
        send(packet, to: route.address, now: now)
    }

    /// One hop less to go. RFC 1624: IPv4's checksum follows.
    private static func countHop(_ bytes: inout MutableRawSpan, at start: Int, isIPv4: Bool) {
        guard isIPv4 else {
            var ip = MutableLayer<IPv6>(&bytes, at: start)
            ip.hopLimit &-= 1
            return
        }
        var ip = MutableLayer<IPv4>(&bytes, at: start)
        let old = UInt16(ip.timeToLive) << 8 | UInt16(ip.protocol.rawValue)
        ip.timeToLive &-= 1
        ip.checksum = InternetChecksum.updating(ip.checksum, from: old, to: old &- 0x100)
    }

    /// Fills in a checksum that no link has filled in, or leaves it to the next one.
    private func fillChecksum(
        _ packet: inout StoredPacket, _ size: TransportSize, _ arrival: Arrival, _ offset: Int, isLeft: Bool
    ) {
        let transport = arrival.start - arrival.network
        let count = arrival.end - arrival.start
        if isLeft {
            packet.offload.checksumStart = UInt16(truncatingIfNeeded: transport)
            packet.offload.checksumOffset = UInt16(truncatingIfNeeded: offset)
            packet.offload.isIPv6 = !arrival.source.isIPv4
        }
        packet.write { bytes in
            let start = StoredPacket.linkRoom + transport
            bytes.storeBytes(of: 0, toByteOffset: start + offset, as: UInt16.self)
            var sum = InternetChecksum()
            sum.addPseudoHeader(
                from: arrival.source, to: arrival.destination, protocolNumber: size.protocolNumber, count: count)
            if !isLeft { sum.add(bytes.bytes, from: start, to: start + count) }
            let checksum = isLeft ? ~sum.finish() : sum.finish(zeroAsOnes: size.protocolNumber == 17)
            bytes.storeBytes(of: checksum.bigEndian, toByteOffset: start + offset, as: UInt16.self)
        }
    }

    /// Cuts a super-segment into what the next link takes.
    private mutating func sendCut(
        _ packet: StoredPacket, _ size: TransportSize, _ arrival: Arrival, to route: NextHop, now: UInt64
    ) {
        guard size.protocolNumber == 6 else { return drop(packet) }
        let transport = arrival.start - arrival.network
        let headers = transport + size.header
        let count = packet.count - headers
        var offset = 0
        while offset < count {
            let length = min(arrival.segmentSize, count - offset)
            let isLast = offset + length == count
            let segment = StoredPacket(count: headers + length, on: packet.interface, &pool)
            segment.write { bytes in
                let start = StoredPacket.linkRoom
                let whole = unsafe packet.span()
                bytes.copy(whole.clamped(0, headers), to: start)
                bytes.copy(whole.clamped(headers + offset, headers + offset + length), to: start + headers)
                if arrival.source.isIPv4 {
                    var ip = MutableLayer<IPv4>(&bytes, at: start)
                    ip.identification &+= UInt16(truncatingIfNeeded: offset / arrival.segmentSize)
                    IPv4Writer.change(
                        &bytes, at: start, headerLength: transport, length: headers + length, flags: 2, offset: 0)
                } else {
                    var ip = MutableLayer<IPv6>(&bytes, at: start)
                    ip.payloadLength = UInt16(truncatingIfNeeded: headers + length - 40)
                }
                var tcp = MutableLayer<TCP>(&bytes, at: start + transport)
                tcp.sequenceNumber &+= UInt32(truncatingIfNeeded: offset)
                // What ends the data stands in the last, what it says once in the first.
                if !isLast { tcp.flags = TCP.Flags(rawValue: tcp.flags.rawValue & ~0x09) }
                if offset > 0 { tcp.flags = TCP.Flags(rawValue: tcp.flags.rawValue & ~0x80) }
                tcp.checksum = 0
                TransportWriter.finish(
                    &bytes, at: start + transport, count: size.header + length, protocolNumber: 6,
                    from: arrival.source, to: arrival.destination)
            }
            send(segment, to: route.address, now: now)
            offset += length
        }
        packet.release(&pool)
    }

    /// Nobody has the address that a packet waited for: who sent it through here is told so. RFC 4861 section 7.2.2, RFC 1812
    /// section 5.2.7.1.
    mutating func tellUnreachable(_ packet: StoredPacket, now: UInt64) {
        guard configuration.forwards else { return }
        let octets = unsafe packet.span()
        let isIPv6 = octets.byteCount > 0 && octets.octet(0) >> 4 == 6
        guard let ip = isIPv6 ? InternetHeader(ipv6: octets, from: 0) : InternetHeader(ipv4: octets, from: 0),
            !isOwn(ip.source), let back = route(to: ip.source)
        else { return }
        let arrival = Arrival(
            interface: back.interface, source: ip.source, destination: ip.destination, network: 0, start: ip.start,
            end: ip.end, hopLimit: ip.hopLimit, isForMany: false, isChecked: false, time: now)
        sendError(.noHost, about: octets, arrival, isForwarded: true, now: now)
    }
}

/// How long the packets are that a frame stands for, and what its transport is.
private struct TransportSize {
    var protocolNumber: UInt8
    /// The octets of the transport's header; 0 of one that is not known here.
    var header = 0
    /// The longest packet: of segments that the link put together the length of one, not of the frame.
    var largest: Int
    /// Where the checksum stands in the transport's header.
    var checksumOffset: Int?

    @inline(never)
    init(_ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival) {
        protocolNumber = ip.protocolNumber
        largest = arrival.end &- arrival.network
        switch ip.protocolNumber {
        case 6:
            guard let tcp = Layer<TCP>(frame, from: arrival.start, to: arrival.end) else { return }
            header = tcp.parts.total
            checksumOffset = 16
        case 17 where arrival.end &- arrival.start >= 8:
            header = 8
            checksumOffset = 6
        default: return
        }
        if arrival.segmentSize > 0 {
            largest = min(largest, arrival.start &- arrival.network &+ header &+ arrival.segmentSize)
        }
    }
}
