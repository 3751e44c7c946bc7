public import Links
public import NetStack

extension Link {
    /// Sends a frame that a stack gave, where its parts lie.
    ///
    /// - Throws: as `send(_:offload:)`.
    @inlinable @inline(__always)
    public func send(_ frame: borrowing OutgoingFrame) throws(LinkError) {
        try send(
            FramePieces(header: frame.header, first: frame.first, second: frame.second), offload: FrameOffload(frame))
    }
}

extension FrameOffload {
    /// What a link is still to do to a frame that a stack gave; `nil` when the frame is complete.
    public init?(_ frame: borrowing OutgoingFrame) {
        let offload = frame.offload
        guard offload.checksumStart > 0 else { return nil }
        self.init(
            checksum: (offload.checksumStart, offload.checksumOffset),
            segmentation: offload.segmentSize == 0 ? .none : offload.isIPv6 ? .tcpOverIPv6 : .tcpOverIPv4,
            segmentSize: offload.segmentSize,
            headerLength: UInt16(truncatingIfNeeded: frame.header.byteCount))
    }
}
