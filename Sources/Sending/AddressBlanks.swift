internal import Packets

/// Which addresses an expression leaves to the network: where they stand in its packets, and what they follow from.
struct AddressBlanks {
    /// The layer whose addresses say where a packet goes.
    enum Network { case ipv4, ipv6, arp }

    /// The outermost such layer and its place among the packet's pieces; `nil` when something other than VLAN tags stands
    /// before it, or there is none.
    private(set) var network: (kind: Network, piece: Int)?
    /// Whether the packets begin with Ethernet.
    private(set) var hasEthernet = false
    /// Whether Ethernet's source is left out, and its destination.
    private(set) var needsLinkSource = false
    private(set) var needsLinkDestination = false
    /// Whether the network layer's source is left out.
    private(set) var needsSource = false
    /// Whether ARP's sender hardware address is left out.
    private(set) var needsHardwareSource = false
    /// What is left out of a message of neighbor discovery.
    private(set) var discovery: DiscoveryBlanks?
    /// How many octets of VLAN tags stand between Ethernet's addresses and its type.
    private(set) var tagLength = 0
    /// Where they stand.
    static let tagStart = Header<Ethernet>().any.currentOctets.lend { octets in
        Layer<Ethernet>(octets)?.parts.end(0) ?? octets.byteCount
    }

    init(_ sequence: ForgeSequence) {
        for (index, piece) in sequence.base.pieces.enumerated() {
            guard case .layer(let header, _) = piece else { return }
            if index == 0, header.schema == Ethernet.self {
                hasEthernet = true
                // Where the expression starts at IP, Ethernet is a piece that it does not mention.
                needsLinkSource = !sequence.gives("src", ofPiece: 0)
                needsLinkDestination = !sequence.gives("dst", ofPiece: 0)
            } else if hasEthernet, header.schema == VLAN.self || header.schema == ProviderBridge.self {
                tagLength += 4
            } else {
                guard let kind = Network(header.schema) else { return }
                network = (kind, index)
                needsSource = !sequence.gives(kind == .arp ? "src.proto_ipv4" : "src", ofPiece: index)
                needsHardwareSource = kind == .arp && !sequence.gives("src.hw_mac", ofPiece: index)
                if kind == .ipv6 { discovery = DiscoveryBlanks(sequence, networkPiece: index) }
                return
            }
        }
    }

    /// The octets of a frame's VLAN tags.
    func tags(_ frame: [UInt8]) -> ArraySlice<UInt8> { frame.dropFirst(Self.tagStart).prefix(tagLength) }

    /// Whether there is anything to fill in.
    var isEmpty: Bool {
        !(needsLinkSource || needsLinkDestination || needsSource || needsHardwareSource || discovery != nil)
    }

    /// Where a packet goes, by its octets; `nil` when it does not say.
    ///
    /// Whom a question of ARP asks for.
    private static func target(_ octets: RawSpan, of start: Int) -> IPAddress? {
        guard let arp = Layer<ARP>(octets, from: start, to: octets.byteCount) else { return nil }
        return .v4(arp.destinationAddress)
    }

    /// - Parameter start: where the network layer starts.
    func destination(_ octets: RawSpan, networkAt start: Int) -> IPAddress? {
        let address: IPAddress? =
            switch network?.kind {
            case .ipv4: .v4(octets.value(of: IPv4.destination, at: start))
            case .ipv6: .v6(octets.value(of: IPv6.destination, at: start))
            case .arp: Self.target(octets, of: start)
            case nil: nil
            }
        return address.flatMap { $0.isUnspecified ? nil : $0 }
    }

    /// Writes the network layer's source address.
    func fill(source: IPAddress, _ octets: inout MutableRawSpan, networkAt start: Int) {
        switch (network?.kind, source) {
        case (.ipv4, .v4(let address)):
            var ip = MutableLayer<IPv4>(&octets, at: start)
            ip.source = address
        case (.arp, .v4(let address)):
            var arp = MutableLayer<ARP>(&octets, at: start)
            arp.sourceAddress = address
        case (.ipv6, .v6(let address)):
            var ip = MutableLayer<IPv6>(&octets, at: start)
            ip.source = address
        default: break
        }
    }

    /// Writes the sender's own hardware address wherever it is left out.
    func fill(own address: MACAddress, _ octets: inout MutableRawSpan, networkAt start: Int) {
        if needsLinkSource {
            var ethernet = MutableLayer<Ethernet>(&octets)
            ethernet.source = address
        }
        if needsHardwareSource {
            var arp = MutableLayer<ARP>(&octets, at: start)
            arp.sourceHardware = address
        }
    }
}

extension AddressBlanks.Network {
    init?(_ schema: any Schema.Type) {
        if schema == IPv4.self {
            self = .ipv4
        } else if schema == IPv6.self {
            self = .ipv6
        } else if schema == ARP.self {
            self = .arp
        } else {
            return nil
        }
    }
}
