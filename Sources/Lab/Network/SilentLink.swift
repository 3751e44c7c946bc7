internal import Links
internal import Packets

/// A link by which a host is found by its neighbors, and hears nothing else: all that is not ARP or neighbor discovery is thrown
/// away, as by a firewall that drops without a word.
final class SilentLink: Link {
    private let base: any Link

    init(_ base: any Link) { self.base = base }

    var name: String { base.name }
    var linkType: LinkType { base.linkType }
    var mtu: Int { base.mtu }
    var hardwareAddress: MACAddress? { base.hardwareAddress }
    var pollDescriptor: Int32? { base.pollDescriptor }

    @_lifetime(borrow self)
    func receive() throws(LinkError) -> ReceivedFrame? {
        let base = base
        while let frame = try base.receive() {
            if Self.isHeard(frame.bytes) { return unsafe _overrideLifetime(frame, borrowing: self) }
        }
        return nil
    }

    func send(_ frame: RawSpan, offload: FrameOffload?) throws(LinkError) { try base.send(frame, offload: offload) }
    func statistics() throws(LinkError) -> LinkStatistics { try base.statistics() }

    /// Whether a frame is of those by which neighbors find each other.
    static func isHeard(_ frame: RawSpan) -> Bool {
        guard let ethernet = Layer<Ethernet>(frame) else { return false }
        let start = ethernet.parts.total
        switch ethernet.type {
        case 0x0806: return true
        case 0x86dd:
            guard let packet = Layer<IPv6>(frame, from: start, to: frame.byteCount), packet.nextHeader == 58,
                let message = Layer<ICMPv6>(frame, from: start + packet.parts.total, to: frame.byteCount)
            else { return false }
            // A solicitation of a neighbor, and what answers it. RFC 4861 sections 4.3 and 4.4.
            return message.type == 135 || message.type == 136
        default: return false
        }
    }
}
