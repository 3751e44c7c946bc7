/// Where a packet's octets stop holding what they should.
public struct PacketFault: Sendable, CustomStringConvertible {
    /// The layer that its octets do not hold.
    public let layer: LayerSpan
    /// Whether that is only because the capture kept the packet's beginning alone.
    public let isCut: Bool

    /// What is wrong: `TCP at offset 34 does not fit in the 7 octets that are there`.
    public var description: String {
        let (what, length) = (layer.type.shortName, layer.octets.count)
        return isCut
            ? "\(what) at offset \(layer.start): the capture kept only \(length) octets of it"
            : "\(what) at offset \(layer.start) does not fit in the \(length) octets that are there"
    }
}

extension PacketView {
    /// The layer that is broken, and why; `nil` when each holds what it should. The layers before it are good. Faults within
    /// a layer, such as an option that ends behind the others, are not looked for: those are in its detail.
    public var fault: PacketFault? {
        // A broken layer is the last one. That a quoted one is cut is no fault: an error message quotes a beginning.
        guard layers.count > 0, case let last = layers[layers.count - 1], last.isBroken, !last.isQuoted else {
            return nil
        }
        return PacketFault(layer: last, isCut: isCutShort(last))
    }
}
