internal import Packets

/// What an expression leaves out of IPv6's header around a message of neighbor discovery, and what follows from the
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

    /// Whether the packets are messages of neighbor discovery, which no router passes on.
    static func isDiscovery(_ sequence: ForgeSequence, networkPiece: Int) -> Bool {
        let pieces = sequence.base.pieces
        guard networkPiece + 1 < pieces.count, case .layer(let header, _) = pieces[networkPiece + 1],
            header.schema == ICMPv6.self
        else { return false }
        return header.currentOctets.lend { Self.isDiscovery($0.value(of: ICMPv6.type)) }
    }

    /// Lets solicitations tell the address that answers go to, unless the expression has options or asks from no address:
    /// one that goes to a group must tell it. RFC 4861 section 4.3
    ///
    /// - Parameter first: the octets of the first packet's network layer, before anything is filled in.
    static func addOwn(_ address: MACAddress, to sequence: inout ForgeSequence, first: RawSpan) {
        guard let network = AddressBlanks(sequence).network, network.kind == .ipv6,
            case let piece = network.piece + 1, piece < sequence.base.pieces.count,
            case .layer(let header, _) = sequence.base.pieces[piece], header.schema == ICMPv6.self,
            Self.type(first, networkAt: 0) == .neighborSolicitation,
            header.currentOctets.lend({ $0.value(of: ICMPv6.type) }) == .neighborSolicitation
                || !sequence.gives("type", ofPiece: piece)
        else { return }
        let isProbe =
            sequence.gives("src", ofPiece: network.piece) && first.value(of: IPv6.source) == .unspecified
        guard !isProbe else { return }
        let option = NeighborOption.SourceLinkAddress.with { $0.address = address }
        sequence.fill(
            "options", of: ICMPv6.NeighborSolicitation.self, inPiece: piece, with: Header<NeighborOption>(option))
    }

    /// Writes a hop limit of 255, which shows that no router passed the message on, and the group that it is for.
    func fill(_ octets: inout MutableRawSpan, networkAt start: Int) {
        let type = Self.type(octets.bytes, networkAt: start)
        guard Self.isDiscovery(type) else { return }
        let group = needsDestination ? group(for: type, octets.bytes, networkAt: start) : nil
        var ip = MutableLayer<IPv6>(&octets, at: start)
        if needsHopLimit { ip.hopLimit = 255 }
        if let group { ip.destination = group }
    }

    /// The address that is asked for, where the message itself says where it goes by that alone.
    func target(_ octets: RawSpan, networkAt start: Int) -> IPv6Address? {
        guard needsDestination, Self.type(octets, networkAt: start) == .neighborSolicitation,
            let message = Layer<ICMPv6>(Self.message(octets, networkAt: start))
        else { return nil }
        return message.as(ICMPv6.NeighborSolicitation.self)?.target
    }

    private func group(for type: ICMPv6.MessageType, _ octets: RawSpan, networkAt start: Int) -> IPv6Address? {
        switch type {
        case .routerSolicitation: Self.routers
        case .routerAdvertisement, .neighborAdvertisement: Self.nodes
        case .neighborSolicitation: target(octets, networkAt: start)?.solicitedNodeMulticast
        default: nil
        }
    }

    /// The message, which stands right behind the header.
    @_lifetime(copy octets)
    private static func message(_ octets: RawSpan, networkAt start: Int) -> RawSpan {
        let header = IPv6.measure(octets, from: start, to: octets.byteCount)
        return octets.clamped(start + (header?.total ?? octets.byteCount), octets.byteCount)
    }

    private static func type(_ octets: RawSpan, networkAt start: Int) -> ICMPv6.MessageType {
        message(octets, networkAt: start).value(of: ICMPv6.type)
    }

    private static func isDiscovery(_ type: ICMPv6.MessageType) -> Bool {
        (ICMPv6.MessageType.routerSolicitation.rawValue...ICMPv6.MessageType.redirect.rawValue).contains(type.rawValue)
    }

    /// RFC 4291 section 2.7.1
    private static let nodes = IPv6Address(high: 0xff02_0000_0000_0000, low: 1)
    private static let routers = IPv6Address(high: 0xff02_0000_0000_0000, low: 2)
}

/// RFC 4861 section 4.
extension ICMPv6.MessageType {
    fileprivate static var routerSolicitation: Self { 133 }
    fileprivate static var routerAdvertisement: Self { 134 }
    fileprivate static var neighborSolicitation: Self { 135 }
    fileprivate static var neighborAdvertisement: Self { 136 }
    fileprivate static var redirect: Self { 137 }
}
