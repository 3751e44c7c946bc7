import Packets

/// What an ICMP error says that came, whatever the family.
enum DeliveryFailure: BitwiseCopyable {
    /// Nobody takes the protocol or the port, and that will not change: hard, by RFC 1122 section 4.2.3.9.
    case refused
    /// It did not get there this time: soft. RFC 5461.
    case unreachable
    /// It does not fit the path.
    /// - Parameter mtu: the longest packet that does; 0 when the router does not say (RFC 1191 section 5).
    case tooBig(mtu: Int)

    /// RFC 792, RFC 1812 section 5.2.7.1.
    init?(ipv4 kind: ICMPKind, rest: UInt32) {
        switch (kind.type, kind.code) {
        case (3, 2), (3, 3): self = .refused
        case (3, 4): self = .tooBig(mtu: Int(rest & 0xFFFF))
        case (3, 0...15), (11, _), (12, _): self = .unreachable
        default: return nil
        }
    }

    /// RFC 4443 section 3.
    init?(ipv6 kind: ICMPKind, rest: UInt32) {
        switch (kind.type, kind.code) {
        case (1, 4), (4, 1): self = .refused
        case (2, _): self = .tooBig(mtu: Int(rest))
        case (1, _), (3, _), (4, _): self = .unreachable
        default: return nil
        }
    }
}

extension Connection {
    /// An ICMP error has come about a segment. One whose sequence number is not in flight was made up (RFC 5927 section 4.1).
    mutating func onFailure(_ failure: DeliveryFailure, sequence: UInt32) -> ConnectionEffects {
        guard !precedes(sequence, unacknowledged), precedes(sequence, sendNext) else { return [] }
        switch failure {
        // Once open, no stranger's word ends it (RFC 5927 section 5.2).
        case .refused where state == .synSent: return end(.refused)
        case .refused, .unreachable: softFailure = .unreachable
        case .tooBig: break
        }
        return []
    }

    /// The path takes packets of `mtu` octets. What is in flight is cut anew; that is no sign of congestion (RFC 1191 section
    /// 6.5).
    mutating func onPacketTooBig(mtu: Int, sequence: UInt32) -> ConnectionEffects {
        guard !precedes(sequence, unacknowledged), precedes(sequence, sendNext) else { return [] }
        let options = flags.contains(.timestamps) ? 12 : 0
        let size = mtu - ends.remote.headerLength - 20 - options
        guard size >= 64, size < Int(segmentSize) else { return [] }
        segmentSize = UInt16(truncatingIfNeeded: size)
        guard state.isSynchronized else { return [] }
        for index in 0..<Int(scoreboard.count) { scoreboard.lose(index) }
        return .output
    }
}
