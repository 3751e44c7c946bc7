/// The layers of a packet, outermost first, to be walked with `for`: a copy, which outlives the packet. It allocates nothing.
///
///     for layer in packet.layerList { print(layer.name, layer.octets) }
public struct LayerList: RandomAccessCollection, Sendable {
    private let dissection: Dissection

    init(_ layers: Span<LayerSpan>) {
        var dissection = Dissection()
        dissection.count = Swift.min(layers.count, Dissection.maximumDepth)
        for index in 0..<dissection.count { dissection.spans[index] = layers[index] }
        self.dissection = dissection
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { dissection.count }
    public subscript(position: Int) -> LayerSpan { dissection.spans[position] }
}

extension PacketView {
    /// The layers, outermost first, as a collection of their own.
    public var layerList: LayerList { LayerList(layers) }
}

extension LayerSpan: CustomStringConvertible {
    /// The protocol's filter name: `tcp`.
    public var name: String { type.name }

    /// What the protocol is called: `Transmission Control Protocol`.
    public var title: String { type.title }

    /// The octets of the layer's own, without what it carries, counted from the start of the packet.
    public var header: Range<Int> { start..<Swift.max(start, Swift.min(payloadStart, end)) }

    /// The octets of the layer and of all that it carries, counted from the start of the packet.
    public var octets: Range<Int> { start..<Swift.max(start, end) }

    /// The name and the octets: `tcp 34..<66`.
    public var description: String {
        "\(name) \(header.lowerBound)..<\(header.upperBound)\(isBroken ? " (broken)" : "")"
    }
}
