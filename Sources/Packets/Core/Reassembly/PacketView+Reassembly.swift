extension PacketView {
    /// The packet of which the layer at `index` brought the last piece.
    public var reassembled: ReassembledPacket? { reassembled(at: index) }

    /// The packet of which the layer at `index` brought the last piece; `nil` for nearly all layers.
    public func reassembled(at index: Int) -> ReassembledPacket? {
        guard octets.byteCount > frameLength else { return nil }
        return flows[0].reassembly?.packets.first { $0.layer == index }
    }

    /// The frame that brought the last piece of the packet that the layer at `index` brings a piece of; `nil` when that is not
    /// known yet.
    public var reassembledIn: Int? {
        guard layers[index].isPiece, !flows.isEmpty, flows[0].completedIn > 0 else { return nil }
        return flows[0].completedIn
    }

    /// Whether the layer at `index` brings a piece of a packet, or may complete one.
    var isOfPieces: Bool { octets.byteCount > frameLength || layers[index].isPiece }

    /// Whether the packet brings octets of a message of a stream that spans segments.
    var isOfSegments: Bool {
        !flows.isEmpty && flows[0].isOfSegments && index == flows[0].outer.layer
    }

    /// Which octets of the frame end a message of a stream (0), and which belong to one that does not end here (1).
    func pieceOctets(_ which: Int) -> OctetRange? { flows.isEmpty ? nil : flows[0].pieceOctets[which] }

    /// The frame that completes the message that this one begins or goes on with; `nil` when that is not known yet.
    var messageFrame: FrameNumber? {
        guard pieceOctets(1) != nil, flows[0].completedIn > 0 else { return nil }
        return FrameNumber(raw: UInt64(flows[0].completedIn))
    }

    /// The packets that the frame completed, outermost first.
    public var reassemblies: [ReassembledPacket] {
        octets.byteCount > frameLength ? flows[0].reassembly?.packets ?? [] : []
    }

    /// The layers that lie in the frame itself.
    public var frameLayers: Span<LayerSpan> {
        @_lifetime(copy self) get {
            guard octets.byteCount > frameLength else { return layers }
            var count = 0
            while count < layers.count, layers[count].start < frameLength { count += 1 }
            return layers.extracting(first: count)
        }
    }

    /// Where an octet lies in the frame, or in the packet that was put together and holds it.
    public func offset(ofOctet place: Int) -> Int {
        place - (reassemblies.last { $0.octets.lowerBound <= place }?.octets.lowerBound ?? 0)
    }

    /// Whether the layer ends where the capture kept no more of the frame.
    @inline(__always)
    package func isCutShort(_ layer: LayerSpan) -> Bool { isCutShort(at: layer.end) }

    /// Whether `end` is where the capture kept no more of the frame.
    @inline(__always)
    package func isCutShort(at end: Int) -> Bool {
        frame.isCut && end >= frameLength && (end == frameLength || octets.byteCount == frameLength)
    }
}
