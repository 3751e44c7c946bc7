import Packets

/// What an expression leaves out of IPv6's header around a message of neighbour discovery, and what follows from the
/// message. RFC 4861 sections 4.1 to 4.5
struct DiscoveryBlanks {
    private let needsDestination: Bool
    private let needsHopLimit: Bool

    /// `nil` when ICMPv6 does not stand right behind the header, or the expression gives all.
    init?(_ sequence: ForgeSequence, networkPiece: Int) {
        let pieces = sequence.base.pieces
        guard networkPiece + 1 < pieces.count, case .layer(let header, _) = pieces[networkPiece + 1],
            header.schema == ICMPv6.self
        else { return nil }
        needsDestination = !sequence.gives("dst", ofPiece: networkPiece)
        needsHopLimit = !sequence.gives("hlim", ofPiece: networkPiece)
        if !needsDestination && !needsHopLimit { return nil }
    }

    /// Whether the packets are messages of neighbour discovery, which no router passes on.
    static func isDiscovery(_ sequence: ForgeSequence, networkPiece: Int) -> Bool {
        let pieces = sequence.base.pieces
        guard networkPiece + 1 < pieces.count, case .layer(let header, _) = pieces[networkPiece + 1],
            header.schema == ICMPv6.self
        else { return false }
        return (133...137).contains(header.currentOctets.first ?? 0)
    }

    /// Lets solicitations tell the address that answers go to, unless the expression has options or asks from no address:
    /// one that goes to a group must tell it. RFC 4861 section 4.3
    ///
    /// - Parameter first: the octets of the first packet's network layer, before anything is filled in.
    static func addOwn(_ address: MACAddress, to sequence: inout ForgeSequence, first: RawSpan) {
        guard let network = AddressBlanks(sequence).network, network.kind == .ipv6,
            case let piece = network.piece + 1, piece < sequence.base.pieces.count,
            case .layer(let header, _) = sequence.base.pieces[piece], header.schema == ICMPv6.self,
            first.octet(40) == 135, header.currentOctets.first == 135 || !sequence.gives("type", ofPiece: piece)
        else { return }
        let isProbe = sequence.gives("src", ofPiece: network.piece) && first.quad(8) == 0 && first.quad(16) == 0
        guard !isProbe else { return }
        let option = NeighborOption.SourceLinkAddress.with { $0.address = address }
        sequence.fill(
            "options", of: ICMPv6.NeighborSolicitation.self, inPiece: piece, with: Header<NeighborOption>(option))
    }

    /// Writes a hop limit of 255, which shows that no router passed the message on, and the group that it is for.
    func fill(_ octets: inout MutableRawSpan, networkAt start: Int) {
        let kind = octets.bytes.octet(start + 40)
        guard (133...137).contains(kind) else { return }
        if needsHopLimit { octets.setBits((start + 7) * 8, 8, 255) }
        guard needsDestination, let group = group(for: kind, octets.bytes, networkAt: start) else { return }
        octets.setBits((start + 24) * 8, 64, group.high)
        octets.setBits((start + 32) * 8, 64, group.low)
    }

    /// The address that is asked for, where the message itself says where it goes by that alone.
    func target(_ octets: RawSpan, networkAt start: Int) -> IPv6Address? {
        guard needsDestination, octets.octet(start + 40) == 135 else { return nil }
        return IPv6Address(high: octets.quad(start + 48), low: octets.quad(start + 56))
    }

    private func group(for kind: UInt8, _ octets: RawSpan, networkAt start: Int) -> IPv6Address? {
        switch kind {
        case 133: Self.routers
        case 134, 136: Self.nodes
        case 135: target(octets, networkAt: start)?.solicitedNodeMulticast
        default: nil
        }
    }

    /// RFC 4291 section 2.7.1
    private static let nodes = IPv6Address(high: 0xff02_0000_0000_0000, low: 1)
    private static let routers = IPv6Address(high: 0xff02_0000_0000_0000, low: 2)
}
