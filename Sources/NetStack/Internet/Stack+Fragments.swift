import Packets

extension Stack {
    // MARK: In

    /// Takes a piece of an IPv4 packet. RFC 791 section 3.2.
    mutating func receiveFragment(ipv4 frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard let ip = Layer<IPv4>(frame, from: arrival.network, to: arrival.end) else {
            return counters.malformed &+= 1
        }
        let key = FragmentPiece.Key(
            source: arrival.source, destination: arrival.destination, identification: UInt32(ip.identification),
            protocolNumber: ip.protocol.rawValue, interface: arrival.interface)
        let piece = FragmentPiece(
            key: key, offset: Int(ip.fragmentOffset) &* 8, isLast: !ip.moreFragments, start: arrival.start,
            end: arrival.end, network: arrival.network, headerEnd: arrival.start, nextHeader: 0, namedAt: 0)
        guard piece.count > 0, piece.isLast || piece.count & 7 == 0,
            piece.offset &+ piece.count &+ (piece.headerEnd &- piece.network) <= 65535
        else { return counters.malformed &+= 1 }
        take(piece, frame, arrival, now: now)
    }

    /// Takes a piece of an IPv6 packet, whose fragment header begins at `at`. RFC 8200 section 4.5.
    mutating func receiveFragment(ipv6 frame: RawSpan, at: Int, namedAt: Int, _ arrival: Arrival, now: UInt64) {
        guard let header = Layer<IPv6Fragment>(frame, from: at, to: arrival.end) else {
            return counters.malformed &+= 1
        }
        let key = FragmentPiece.Key(
            source: arrival.source, destination: arrival.destination, identification: header.identification,
            protocolNumber: 0, interface: arrival.interface)
        let piece = FragmentPiece(
            key: key, offset: Int(header.load(IPv6Fragment.offset)) &* 8, isLast: !header.moreFragments,
            start: at &+ 8, end: arrival.end, network: arrival.network, headerEnd: at,
            nextHeader: header.nextHeader.rawValue, namedAt: namedAt &- arrival.network)
        guard piece.count > 0 else { return counters.malformed &+= 1 }
        var problem: StackICMPError?
        if !piece.isLast, piece.count & 7 != 0 {
            // The pointer leads to the payload's length.
            problem = .problem(code: 0, at: 4, answersGroups: false)
        } else if piece.offset &+ piece.count &+ (piece.headerEnd &- piece.network &- 40) > 65535 {
            problem = .problem(code: 0, at: at &+ 2 &- arrival.network, answersGroups: false)
        } else if piece.offset == 0, !Self.hasWholeHeaders(piece, frame) {
            problem = .problem(code: 3, at: 0, answersGroups: false)
        }
        if let problem {
            counters.malformed &+= 1
            return sendError(problem, about: frame, arrival, now: now)
        }
        take(piece, frame, arrival, now: now)
    }

    /// Whether the first piece holds all headers, the transport's too: else nobody can judge it. RFC 7112 section 5.
    private static func hasWholeHeaders(_ piece: FragmentPiece, _ frame: RawSpan) -> Bool {
        guard let carried = CarriedProtocol(frame, from: piece.network, to: piece.end) else { return false }
        let least = carried.number == 6 ? 20 : carried.number == 17 || carried.number == 58 ? 8 : 0
        return ![0, 43, 44, 60].contains(carried.number) && carried.start &+ least <= piece.end
    }

    private mutating func take(_ piece: FragmentPiece, _ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        counters.fragments &+= 1
        let isIPv4 = arrival.source.isIPv4
        // Linux's 30 s (`ipfrag_time`), and the 60 s of RFC 8200.
        let wait: UInt64 = isIPv4 ? 30_000_000_000 : 60_000_000_000
        let outcome = fragments.add(
            piece, frame, &pool, wait: wait, quoteLimit: isIPv4 ? 548 : 1232, now: now)
        internetDeadline = min(internetDeadline, fragments.deadline)
        switch outcome {
        case .waiting: break
        case .spoiled: counters.malformed &+= 1
        case .whole(var partial):
            counters.reassembled &+= 1
            deliver(partial, arrival, now: now)
            fragments.release(&partial, &pool)
        }
    }

    /// Takes a packet of which all pieces are there, as if it had come whole.
    private mutating func deliver(_ partial: PartialPacket, _ arrival: Arrival, now: UInt64) {
        guard let first = partial.first, let octets = partial.octets, let total = partial.total,
            partial.headerLength <= first.count
        else { return }
        let header = partial.headerLength
        let packet = StoredPacket(count: header + total, on: arrival.interface, &pool)
        let isIPv6 = !arrival.source.isIPv4
        packet.write { bytes in
            let start = StoredPacket.linkRoom
            unsafe bytes.copy(first.span().clamped(0, header), to: start)
            unsafe bytes.copy(octets.span().clamped(0, total), to: start + header)
            if isIPv6 {
                bytes.storeBytes(of: partial.nextHeader, toByteOffset: start + partial.namedAt, as: UInt8.self)
                var ip = MutableLayer<IPv6>(&bytes, at: start)
                ip.payloadLength = UInt16(truncatingIfNeeded: header + total - 40)
            } else {
                IPv4Writer.change(&bytes, at: start, headerLength: header, length: header + total, flags: 0, offset: 0)
            }
        }
        unsafe receivePacket(
            packet.span(), from: 0, isIPv6: isIPv6, on: arrival.interface, isForMany: arrival.isForMany,
            isChecked: false, arrival.time, now: now)
        packet.release(&pool)
    }

    /// Gives up packets whose pieces do not come. Where the first one came, its sender is told so. RFC 792, RFC 4443 section
    /// 3.3.
    mutating func runFragments(_ now: UInt64) {
        while var partial = fragments.takeExpired(now) {
            counters.reassemblyFailures &+= 1
            if let first = partial.first {
                let arrival = Arrival(
                    interface: partial.key.interface, source: partial.key.source,
                    destination: partial.key.destination, network: 0, start: partial.headerLength, end: first.count,
                    hopLimit: 0, isForMany: partial.key.destination.isGroup, isChecked: false,
                    time: now)
                unsafe sendError(.timeExceeded(code: 1), about: first.span(), arrival, now: now)
            }
            fragments.release(&partial, &pool)
        }
    }

    // MARK: Out

    /// Cuts a packet that does not fit, and lets the pieces leave. RFC 791 section 3.2, RFC 8200 section 4.5.
    mutating func enqueuePieces(of packet: StoredPacket, mtu: Int, to hardware: MACAddress?, type: UInt16) {
        let isIPv6 = type == 0x86DD
        // What is passed on may have options, and be a piece already.
        let place = IPv4Place(packet, isIPv6: isIPv6)
        let header = place.headerLength
        let room = (mtu - header - (isIPv6 ? 8 : 0)) & ~7
        guard room >= 8 else { return drop(packet) }
        let identification = nextFragmentIdentification()
        let count = packet.count - header
        var offset = 0
        while offset < count {
            let length = min(room, count - offset)
            let isLast = offset + length == count
            let piece = StoredPacket(count: header + (isIPv6 ? 8 : 0) + length, on: packet.interface, &pool)
            piece.write { bytes in
                let start = StoredPacket.linkRoom
                let whole = unsafe packet.span()
                bytes.copy(whole.clamped(0, header), to: start)
                if isIPv6 {
                    FragmentWriter.write(
                        into: &bytes, at: start, count: length, offset: offset, isLast: isLast, identification)
                    bytes.copy(whole.clamped(header + offset, header + offset + length), to: start + header + 8)
                } else {
                    bytes.copy(whole.clamped(header + offset, header + offset + length), to: start + header)
                    IPv4Writer.change(
                        &bytes, at: start, headerLength: header, length: header + length,
                        flags: isLast && place.isLast ? 0 : 1,
                        offset: place.offset + offset / 8)
                }
            }
            if let hardware { enqueueWhole(piece, to: hardware, type: type) } else { enqueue(piece) }
            offset += length
        }
        packet.release(&pool)
    }

    /// A number that nobody can guess who has not seen the last. RFC 7739 section 5.2.
    private mutating func nextFragmentIdentification() -> UInt32 {
        fragmentsSent &+= 1
        let ends = FlowEnds(
            local: IPv6Address(high: 0, low: fragmentsSent), localPort: 0, remote: .unspecified, remotePort: 7739)
        return ends.hash(configuration.secrets)
    }
}

/// Where a packet stands that is to be cut: at the beginning, unless it is a piece itself.
private struct IPv4Place {
    var headerLength: Int
    /// In units of eight octets.
    var offset = 0
    var isLast = true

    init(_ packet: StoredPacket, isIPv6: Bool) {
        headerLength = isIPv6 ? 40 : 20
        guard !isIPv6, let ip = unsafe Layer<IPv4>(packet.span()) else { return }
        headerLength = ip.parts.total
        offset = Int(ip.fragmentOffset)
        isLast = !ip.moreFragments
    }
}

/// Puts a fragment header behind an IPv6 header that stands there already.
private enum FragmentWriter {
    static func write(
        into bytes: inout MutableRawSpan, at start: Int, count: Int, offset: Int, isLast: Bool, _ identification: UInt32
    ) {
        var ip = MutableLayer<IPv6>(&bytes, at: start)
        let carried = ip.nextHeader
        ip.nextHeader = IPProtocol(rawValue: 44)
        ip.payloadLength = UInt16(truncatingIfNeeded: 8 + count)
        bytes.storeBytes(of: 0, toByteOffset: start + 40, as: UInt32.self)
        var fragment = MutableLayer<IPv6Fragment>(&bytes, at: start + 40)
        fragment.nextHeader = carried
        fragment.store(UInt16(truncatingIfNeeded: offset / 8), IPv6Fragment.offset)
        fragment.moreFragments = !isLast
        fragment.identification = identification
    }
}

extension IPv4Writer {
    /// Changes what a packet's length and its place among pieces are.
    static func change(
        _ bytes: inout MutableRawSpan, at start: Int, headerLength: Int, length: Int, flags: UInt8, offset: Int
    ) {
        var ip = MutableLayer<IPv4>(&bytes, at: start)
        ip.totalLength = UInt16(truncatingIfNeeded: length)
        ip.flags = flags
        ip.fragmentOffset = UInt16(truncatingIfNeeded: offset)
        ip.checksum = 0
        var sum = InternetChecksum()
        sum.add(bytes.bytes, from: start, to: start + headerLength)
        var header = MutableLayer<IPv4>(&bytes, at: start)
        header.checksum = sum.finish()
    }
}
