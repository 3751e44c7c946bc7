// What the fields of both versions of IP say of a packet that came in pieces.
extension PacketView {
    /// The frames that brought the pieces of the packet that the layer at `index` completes.
    var pieceFrames: ValueList<FrameNumber>? {
        reassembled.map { ValueList($0.pieces.map { FrameNumber(raw: UInt64($0.frame)) }) }
    }

    var pieceCount: UInt32? { reassembled.map { UInt32(truncatingIfNeeded: $0.pieces.count) } }

    /// Once for each piece that something is wrong with; `nil` where there is none.
    func pieces(with fault: PieceFaults) -> ValueList<Bool>? {
        guard let count = reassembled?.pieces.count(where: { $0.faults.contains(fault) }), count > 0 else { return nil }
        return ValueList(Array(repeating: true, count: count))
    }

    /// Where the octets of the whole packet lie.
    var wholeOctets: OctetRange? { reassembled.map { OctetRange($0.octets.lowerBound, $0.octets.upperBound) } }

    var wholeLength: UInt32? { reassembled.map { UInt32(truncatingIfNeeded: $0.octets.count) } }

    /// The frame that completes the packet that the layer at `index` brings a piece of.
    var wholeFrame: FrameNumber? { reassembledIn.map { FrameNumber(raw: UInt64($0)) } }
}
