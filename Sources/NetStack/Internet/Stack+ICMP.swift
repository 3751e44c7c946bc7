import Packets

/// Type and code of an ICMP message, of either family.
struct ICMPKind: BitwiseCopyable {
    var type: UInt8
    var code: UInt8

    init(_ type: UInt8, code: UInt8 = 0) {
        self.type = type
        self.code = code
    }
}

extension Stack {
    // MARK: In

    /// Takes a packet with what may stand between IPv6's header and what it carries.
    mutating func receiveExtended(_ frame: RawSpan, _ ip: InternetHeader, _ arrival: Arrival, now: UInt64) {
        let headers = ExtensionHeaders(frame, network: arrival.network, ip)
        var arrival = arrival
        arrival.start = headers.start
        switch headers.fault {
        case .silent: return counters.malformed &+= 1
        case .problem(let code, let at, let answersGroups):
            counters.malformed &+= 1
            let error = StackICMPError.problem(code: code, at: at &- arrival.network, answersGroups: answersGroups)
            return sendError(error, about: frame, arrival, now: now)
        case nil: break
        }
        if let fragment = headers.fragment {
            return receiveFragment(ipv6: frame, at: fragment.at, namedAt: fragment.namedAt, arrival, now: now)
        }
        receive(headers.protocolNumber, namedAt: headers.namedAt &- arrival.network, frame, arrival, now: now)
    }

    /// RFC 792, RFC 1122 section 3.2.2.
    mutating func receiveICMP(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.end &- arrival.start >= 8, let icmp = Layer<ICMP>(frame, from: arrival.start, to: arrival.end)
        else { return counters.malformed &+= 1 }
        var sum = InternetChecksum()
        sum.add(frame, from: arrival.start, to: arrival.end)
        guard sum.finish() == 0 else { return counters.badChecksums &+= 1 }
        switch icmp.type.rawValue {
        // RFC 1122 section 3.2.2.6: a request that was for many need not be answered, and should not be.
        case 8 where !arrival.isForMany: answerEcho(ICMPKind(0), frame, arrival, now: now)
        case 0: receiveEchoReply(frame, arrival)
        case 5: receiveRedirect(ipv4: frame, arrival, now: now)
        case 3, 11, 12: receiveError(ICMPKind(icmp.type.rawValue, code: icmp.code), frame, arrival, now: now)
        default: break
        }
    }

    /// RFC 4443. A checksum is wrong with it where the addresses are.
    mutating func receiveICMPv6(_ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard arrival.end &- arrival.start >= 8, let icmp = Layer<ICMPv6>(frame, from: arrival.start, to: arrival.end)
        else { return counters.malformed &+= 1 }
        // The link's word counts for transports alone.
        var unchecked = arrival
        unchecked.isChecked = false
        guard unchecked.isRight(frame, protocolNumber: 58) else { return counters.badChecksums &+= 1 }
        switch icmp.type.rawValue {
        case 1...4: receiveError(ICMPKind(icmp.type.rawValue, code: icmp.code), frame, arrival, now: now)
        case 128: answerEcho(ICMPKind(129), frame, arrival, now: now)
        case 129: receiveEchoReply(frame, arrival)
        case 130: receiveListenerQuery(frame, arrival, now: now)
        case 133...137: receiveNeighborDiscovery(frame, arrival, now: now)
        default: break
        }
    }

    private mutating func receiveEchoReply(_ frame: RawSpan, _ arrival: Arrival) {
        guard let echo = Layer<ICMPv6.Echo>(frame, from: arrival.start &+ 4, to: arrival.end),
            let slot = socket(.echo, port: echo.identifier)
        else { return }
        deliver(frame.clamped(arrival.start &+ 8, arrival.end), port: echo.sequence, arrival, to: slot)
    }

    /// Sends the request back as a reply: its octets, but for the type and the checksum. A request to a group, which IPv6
    /// answers (RFC 4443 section 4.2), is answered from an address of ours.
    private mutating func answerEcho(_ kind: ICMPKind, _ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard !arrival.source.isNobody, !interfaces[arrival.interface.rawValue].sharesAddresses else { return }
        var source = arrival.destination
        if source.isGroup {
            guard let route = route(to: arrival.source, on: arrival.interface) else { return }
            source = route.source
        }
        sendICMP(
            kind, rest: frame.long(arrival.start &+ 4), frame.clamped(arrival.start &+ 8, arrival.end), from: source,
            to: arrival.source, on: arrival.source.isOnOneLink ? arrival.interface : nil, now: now)
    }

    // MARK: Out

    /// Sends an ICMP message of the family that the addresses have.
    /// - Parameters:
    ///   - rest: the four octets behind the checksum.
    ///   - octets: what follows these.
    mutating func sendICMP(
        _ kind: ICMPKind, rest: UInt32, _ octets: RawSpan, from source: IPv6Address, to destination: IPv6Address,
        on interface: InterfaceID? = nil, hopLimit: UInt8? = nil, now: UInt64
    ) {
        let count = 8 + octets.byteCount
        sendPacket(
            protocolNumber: destination.isIPv4 ? 1 : 58, from: source, to: destination, on: interface,
            hopLimit: hopLimit, count: count, now: now
        ) { bytes, start in
            bytes.storeBytes(of: rest.bigEndian, toByteOffset: start + 4, as: UInt32.self)
            bytes.copy(octets, to: start + 8)
            ICMPWriter.finish(&bytes, kind, at: start, count: count, from: source, to: destination)
        }
    }
}

/// Fills in an ICMP message's type, code and checksum. Of IPv4 it covers the message, of IPv6 the pseudo header too.
enum ICMPWriter {
    static func finish(
        _ bytes: inout MutableRawSpan, _ kind: ICMPKind, at start: Int, count: Int, from source: IPv6Address,
        to destination: IPv6Address
    ) {
        // Both families' messages begin alike.
        var icmp = MutableLayer<ICMPv6>(&bytes, at: start)
        icmp.type = ICMPv6.MessageType(rawValue: kind.type)
        icmp.code = kind.code
        icmp.checksum = 0
        var sum = InternetChecksum()
        if !destination.isIPv4 {
            sum.addPseudoHeader(from: source, to: destination, protocolNumber: 58, count: count)
        }
        sum.add(bytes.bytes, from: start, to: start + count)
        var message = MutableLayer<ICMPv6>(&bytes, at: start)
        message.checksum = sum.finish()
    }
}
