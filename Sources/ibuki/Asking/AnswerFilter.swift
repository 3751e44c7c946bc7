import Packets

/// What the kernel is told of the answers that are waited for, so that it hands over no other frames.
enum AnswerFilter {
    /// A filter for the answers to an expression's packets; `nil` where tags or tunnels make it more than a word.
    /// pcap-filter(7)
    static func expression(for sequence: ForgeSequence) -> String? {
        let schemas = sequence.base.pieces.compactMap { piece -> ObjectIdentifier? in
            if case .layer(let header, _) = piece { ObjectIdentifier(header.schema) } else { nil }
        }
        var layers = schemas[...]
        if layers.first == ObjectIdentifier(Ethernet.self) { layers.removeFirst() }
        guard let network = layers.popFirst() else { return nil }
        if network == ObjectIdentifier(ARP.self) { return "arp" }
        guard let transport = layers.first else { return nil }
        switch (network, transport) {
        case (ObjectIdentifier(IPv4.self), ObjectIdentifier(ICMP.self)): return "icmp"
        case (ObjectIdentifier(IPv4.self), ObjectIdentifier(TCP.self)): return "tcp or icmp"
        case (ObjectIdentifier(IPv4.self), ObjectIdentifier(UDP.self)): return "udp or icmp"
        // Extension headers hide from the kernel's filter what follows them.
        case (ObjectIdentifier(IPv6.self), _): return "ip6"
        default: return nil
        }
    }
}
