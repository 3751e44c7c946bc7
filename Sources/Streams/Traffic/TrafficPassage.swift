import PacketProtocols
package import Packets

/// One layer of a packet on its way from one end to the other.
package struct TrafficPassage {
    package var source: TrafficEnd
    package var destination: TrafficEnd
    /// The flow's number; `.max` where there is none.
    package var stream: UInt32
    /// The position of the layer.
    package var layer: Int
}

/// Finds the passages of one layer in a packet: a tunnel has several.
package struct TrafficPassages {
    private let layer: TrafficLayer
    private let schema: ObjectIdentifier
    private var next = 0
    /// The network layer before it.
    private var network = -1

    package init(of layer: TrafficLayer) {
        self.layer = layer
        schema = ObjectIdentifier(layer.type)
    }

    package mutating func begin() {
        next = 0
        network = -1
    }

    /// The next one that is whole, and no part of what an error message quotes.
    @inline(__always)
    package mutating func next(in packet: borrowing PacketView) -> TrafficPassage? {
        while next < packet.layers.count {
            let index = next
            let span = packet.layers[index]
            next &+= 1
            if span.role.contains(.network) { network = index }
            if span.schema == schema, !span.isBroken, !span.isQuoted, let found = passage(of: span, index, packet) {
                return found
            }
        }
        return nil
    }

    private func passage(of span: LayerSpan, _ index: Int, _ packet: borrowing PacketView) -> TrafficPassage? {
        if layer == .eth {
            guard let ethernet = Layer<Ethernet>(packet.message(index)) else { return nil }
            return TrafficPassage(
                source: TrafficEnd(kind: .mac, port: nil, number: UInt128(ethernet.source.rawValue)),
                destination: TrafficEnd(kind: .mac, port: nil, number: UInt128(ethernet.destination.rawValue)),
                stream: .max, layer: index)
        }
        guard network >= 0 else { return nil }
        let carrier = packet.layers[network]
        guard let header = carrier.type.networkHeader(packet.message(network)) else { return nil }
        let kind: TrafficEnd.Kind = carrier.schema == ObjectIdentifier(IPv6.self) ? .ipv6 : .ipv4
        let ports = layer.hasPorts ? span.type.ports(packet.message(index)) : nil
        return TrafficPassage(
            source: TrafficEnd(kind: kind, port: ports?.source, number: header.source),
            destination: TrafficEnd(kind: kind, port: ports?.destination, number: header.destination),
            stream: layer.hasPorts ? packet.conversation(at: index)?.stream ?? .max : .max, layer: index)
    }
}
