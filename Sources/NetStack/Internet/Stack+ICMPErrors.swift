import Packets

/// What a sender is told of its packet. RFC 792, RFC 1122 section 3.2.2; RFC 4443 section 3.
enum StackICMPError: BitwiseCopyable {
    /// Nobody here takes what the packet carries.
    /// - Parameter at: where the octet stands that names it, counted from IP's header.
    case unknownProtocol(at: Int)
    case noPort
    /// Nothing leads there, or nobody on the last link has the address.
    case noRoute, noHost
    /// It has an address of one link, and was to leave it (RFC 4443 section 3.1).
    case beyondScope
    /// It is longer than what the next link takes.
    case tooBig(mtu: Int)
    /// It passed too many routers (0), or the rest of its pieces did not come (1).
    case timeExceeded(code: UInt8)
    /// A header of IPv6 is not as it should be.
    /// - Parameter answersGroups: whether it is said of a packet to a group too (RFC 4443 section 2.4, e.3).
    case problem(code: UInt8, at: Int, answersGroups: Bool)

    func kind(isIPv4: Bool) -> ICMPKind {
        switch self {
        case .unknownProtocol: isIPv4 ? ICMPKind(3, code: 2) : ICMPKind(4, code: 1)
        case .noPort: isIPv4 ? ICMPKind(3, code: 3) : ICMPKind(1, code: 4)
        case .noRoute: isIPv4 ? ICMPKind(3, code: 0) : ICMPKind(1, code: 0)
        case .noHost: isIPv4 ? ICMPKind(3, code: 1) : ICMPKind(1, code: 3)
        case .beyondScope: isIPv4 ? ICMPKind(3, code: 0) : ICMPKind(1, code: 2)
        case .tooBig: isIPv4 ? ICMPKind(3, code: 4) : ICMPKind(2)
        case .timeExceeded(let code): ICMPKind(isIPv4 ? 11 : 3, code: code)
        case .problem(let code, _, _): ICMPKind(isIPv4 ? 12 : 4, code: code)
        }
    }

    /// The four octets behind the checksum.
    func rest(isIPv4: Bool) -> UInt32 {
        switch self {
        case .unknownProtocol(let at): isIPv4 ? 0 : UInt32(truncatingIfNeeded: at)
        case .noPort, .noRoute, .noHost, .beyondScope, .timeExceeded: 0
        case .tooBig(let mtu): UInt32(truncatingIfNeeded: mtu)
        case .problem(_, let at, _): UInt32(truncatingIfNeeded: at) << (isIPv4 ? 24 : 0)
        }
    }

    var answersGroups: Bool { if case .problem(_, _, let answersGroups) = self { answersGroups } else { false } }
}

extension Stack {
    /// Says what became of a packet: of one that was for one, that is no error itself, and not more often than the limit allows
    /// (RFC 1122 section 3.2.2, RFC 1812 section 4.3.2.8, RFC 4443 section 2.4).
    /// - Parameter isForwarded: whether it was for somebody else, so that the answer has an address of the interface by which it
    ///   came (RFC 1812 section 4.3.2.4).
    mutating func sendError(
        _ error: StackICMPError, about frame: RawSpan, _ arrival: Arrival, isForwarded: Bool = false, now: UInt64
    ) {
        guard !interfaces[arrival.interface.rawValue].sharesAddresses else { return }
        guard !arrival.isForMany || error.answersGroups, !arrival.source.isNobody, !isError(frame, arrival) else {
            return
        }
        var source = arrival.destination
        let interface = arrival.source.isOnOneLink ? arrival.interface : nil
        if isForwarded {
            let own = self.source(for: arrival.source, nextHop: arrival.source, on: arrival.interface)
            guard let own else { return }
            source = own
        } else if arrival.isForMany {
            guard let route = route(to: arrival.source, on: interface) else { return }
            source = route.source
        }
        guard takeErrorCredit(now) else { return }
        let isIPv4 = arrival.source.isIPv4
        // As much of the packet as fits into 576 octets (RFC 1812 section 4.3.2.3), or 1280 (RFC 4443 section 2.4, c).
        let quoted = frame.clamped(arrival.network, min(arrival.end, arrival.network + (isIPv4 ? 548 : 1232)))
        sendICMP(
            error.kind(isIPv4: isIPv4), rest: error.rest(isIPv4: isIPv4), quoted, from: source, to: arrival.source,
            on: interface, now: now)
    }

    /// Whether a packet that came is an ICMP error, or a redirect: of these nobody says that they went wrong.
    private func isError(_ frame: RawSpan, _ arrival: Arrival) -> Bool {
        guard let carried = CarriedProtocol(frame, from: arrival.network, to: arrival.end) else { return true }
        // Of a later piece nobody knows: IPv4 says nothing of it (RFC 1122 section 3.2.2).
        if carried.isLaterPiece { return arrival.source.isIPv4 }
        guard carried.start < arrival.end else { return false }
        let type = frame.octet(carried.start)
        switch carried.number {
        case 1: return ![0, 8, 9, 10, 13, 14, 15, 16, 17, 18].contains(type)
        case 58: return type < 128 || type == 137
        default: return false
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

/// What a packet carries behind all headers of IP, whatever is wrong with these and however short it was cut: for errors, which
/// quote what they are about.
struct CarriedProtocol: BitwiseCopyable {
    var number: UInt8
    var start: Int
    var source: IPv6Address
    var destination: IPv6Address
    /// Whether it is a piece that is not the first: what it carries does not begin with a transport's header.
    var isLaterPiece = false

    /// `nil` where IP's own header is not whole.
    @inline(never)
    init?(_ frame: RawSpan, from: Int, to: Int) {
        guard from < to, frame.octet(from) >> 4 == 6 else {
            guard let ip = Layer<IPv4>(frame, from: from, to: to), ip.version == 4 else { return nil }
            number = ip.protocol.rawValue
            start = from &+ ip.parts.total
            source = IPv6Address(mapping: ip.source)
            destination = IPv6Address(mapping: ip.destination)
            isLaterPiece = ip.fragmentOffset != 0
            return
        }
        guard let ip = Layer<IPv6>(frame, from: from, to: to) else { return nil }
        source = ip.source
        destination = ip.destination
        guard !source.isIPv4, !destination.isIPv4 else { return nil }
        number = ip.nextHeader.rawValue
        start = from &+ 40
        // Each takes eight octets at least, so that this ends.
        while [0, 43, 44, 60].contains(number), start &+ 8 <= to {
            let isFragment = number == 44
            if isFragment, frame.word(start &+ 2) >> 3 != 0 { isLaterPiece = true }
            number = frame.octet(start)
            start &+= isFragment ? 8 : (Int(frame.octet(start &+ 1)) &+ 1) &* 8
        }
    }
}
