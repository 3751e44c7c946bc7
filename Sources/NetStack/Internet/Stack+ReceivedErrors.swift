import Packets

/// ICMP errors that come: whom they are about hears of them. RFC 1122 sections 3.2.2 and 4.2.3.9, RFC 4443 section 2.4, d.
extension Stack {
    /// Takes an error, whose checksum was right.
    mutating func receiveError(_ kind: ICMPKind, _ frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        let isIPv4 = arrival.source.isIPv4
        let rest = frame.long(arrival.start &+ 4)
        let failure = isIPv4 ? DeliveryFailure(ipv4: kind, rest: rest) : DeliveryFailure(ipv6: kind, rest: rest)
        // What is quoted is one of our packets, or somebody made it up.
        guard let failure, !arrival.isForMany,
            let quoted = CarriedProtocol(frame, from: arrival.start &+ 8, to: arrival.end),
            quoted.source == arrival.destination, !quoted.isLaterPiece, quoted.start &+ 8 <= arrival.end
        else { return }
        switch quoted.number {
        case 6: onFailure(failure, ofSegment: quoted, frame, arrival, now: now)
        case 17: onFailure(failure, of: .udp, port: frame.word(quoted.start), quoted, frame, arrival, now: now)
        case 1 where isIPv4 && frame.octet(quoted.start) == 8, 58 where !isIPv4 && frame.octet(quoted.start) == 128:
            onFailure(failure, of: .echo, port: frame.word(quoted.start &+ 4), quoted, frame, arrival, now: now)
        default: break
        }
    }

    private mutating func onFailure(
        _ failure: DeliveryFailure, ofSegment quoted: CarriedProtocol, _ frame: RawSpan, _ arrival: Arrival, now: UInt64
    ) {
        let ends = FlowEnds(
            local: quoted.source, localPort: frame.word(quoted.start), remote: quoted.destination,
            remotePort: frame.word(quoted.start &+ 2))
        let hash = ends.hash(configuration.secrets)
        guard let slot = table.find(hash, { connections[$0].ends.isSame(as: ends) }) else { return }
        let sequence = frame.long(quoted.start &+ 4)
        guard case .tooBig(let mtu) = failure else {
            return apply(connections[slot].onFailure(failure, sequence: sequence), to: slot)
        }
        let isInFlight =
            !precedes(sequence, connections[slot].unacknowledged) && precedes(sequence, connections[slot].sendNext)
        guard isInFlight, let limit = lowerPathMTU(to: quoted, mtu, frame, arrival, now: now) else { return }
        apply(connections[slot].onPacketTooBig(mtu: limit, sequence: sequence), to: slot)
    }

    /// A datagram's socket hears of it with its next call.
    private mutating func onFailure(
        _ failure: DeliveryFailure, of kind: DatagramProtocol, port: UInt16, _ quoted: CarriedProtocol,
        _ frame: RawSpan,
        _ arrival: Arrival, now: UInt64
    ) {
        guard let slot = socket(kind, port: port) else { return }
        switch failure {
        // What comes next is cut so that it fits.
        case .tooBig(let mtu): _ = lowerPathMTU(to: quoted, mtu, frame, arrival, now: now)
        case .refused: sockets[slot].failure = .init(isRefused: true, destination: quoted.destination)
        case .unreachable: sockets[slot].failure = .init(isRefused: false, destination: quoted.destination)
        }
    }

    /// Keeps what a path takes, for ten minutes. RFC 1191 section 6.3, RFC 8201 section 4: it only ever becomes less, and no less
    /// than a path must take.
    /// - Returns: what it takes; `nil` when that is nothing new.
    private mutating func lowerPathMTU(
        to quoted: CarriedProtocol, _ mtu: Int, _ frame: RawSpan, _ arrival: Arrival, now: UInt64
    ) -> Int? {
        guard let route = route(to: quoted.destination) else { return nil }
        var limit = mtu
        if quoted.destination.isIPv4 {
            // A router that does not say leaves us to guess: the next less of what links there are.
            let length = Int(frame.word(arrival.start &+ 10))
            if limit == 0 { limit = Self.plateaus.first { $0 < length } ?? Self.smallestPathMTU }
            limit = max(limit, Self.smallestPathMTU)
        } else if limit < 1280 {
            return nil
        }
        guard limit < pathMTU(to: quoted.destination, on: route.interface) else { return nil }
        destinations.change(quoted.destination) { entry in
            entry.mtu = limit
            entry.mtuUntil = now &+ 600_000_000_000
        }
        internetDeadline = min(internetDeadline, destinations.deadline)
        return limit
    }

    /// RFC 1191 section 7.1.
    private static var plateaus: [Int] { [32000, 17914, 8166, 4352, 2002, 1492, 1006, 552] }

    /// A better first hop for an IPv4 destination. RFC 1122 section 3.2.2.2: from the router that packets go by now, and on its
    /// link.
    mutating func receiveRedirect(ipv4 frame: RawSpan, _ arrival: Arrival, now: UInt64) {
        guard let message = Layer<ICMP.Redirect>(frame, from: arrival.start &+ 4, to: arrival.end),
            let quoted = CarriedProtocol(frame, from: arrival.start &+ 8, to: arrival.end),
            quoted.source == arrival.destination, !arrival.isForMany
        else { return counters.malformed &+= 1 }
        let target = IPv6Address(mapping: message.gateway)
        guard !target.isGroup, !target.isNobody, routes.find(target, on: arrival.interface)?.gateway == .some(nil)
        else { return }
        redirect(
            quoted.destination, to: target, by: arrival.source, hardware: nil, on: arrival.interface, isRouter: true,
            now: now)
    }
}
