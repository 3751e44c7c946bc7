/// What lies behind the payload of an Ethernet frame: zeros up to 60 octets, a frame check sequence, or a trailer.
///
/// Nothing in the frame says which; the lengths must tell, where the capture does not say it. Offsets count from the start of the packet.
struct EthernetTrailer {
    /// Shorter frames are filled up. IEEE 802.3 section 4.2.3.3, without the frame check sequence.
    static let shortestFrame = 60
    /// Octets of the check sequence. IEEE 802.3 section 3.2.9
    static let checkSequenceLength = 4

    var padding: OctetRange?
    var rest: OctetRange?
    /// Where the four octets start.
    var frameCheckSequence: Int?
    /// The innermost tag holds the trailer, and not the frame.
    var isTagged = false

    /// Of the Ethernet layer at the packet's index or, for a tag there, of the frame that it is in; `nil` when nothing
    /// lies behind the payload.
    init?(_ packet: borrowing PacketView) {
        let declared = Self.declaredCheckSequence(packet)
        if packet.index == 0 { frameCheckSequence = declared }
        findRest(packet, isDeclared: declared != nil)
        if padding == nil, rest == nil, frameCheckSequence == nil { return nil }
    }

    /// Where the check sequence starts that the capture says there is.
    private static func declaredCheckSequence(_ packet: borrowing PacketView) -> Int? {
        let content = packet.frame.content(of: packet.bytes).byteCount
        guard content < packet.bytes.byteCount, packet.layers.count > 0, packet.layers[0].end == content else {
            return nil
        }
        return content
    }

    private mutating func findRest(_ packet: borrowing PacketView, isDeclared: Bool) {
        var inner = packet.index + 1
        while inner < packet.layers.count, Self.isTag(packet.layers[inner]) {
            isTagged = true
            inner += 1
        }
        guard inner < packet.layers.count else { return }
        let end = packet.layers[packet.index].end
        var start = packet.layers[inner].end
        guard start < end else { return }
        var first = packet.index
        while first > 0, Self.isTag(packet.layers[first]) { first -= 1 }
        let isTag = Self.isTag(packet.layers[packet.index]) || isTagged
        let length = packet.frame.originalLength
        let content = isDeclared ? length - Self.checkSequenceLength : length
        let missing = Self.shortestFrame - (content - (end - start))
        if length >= Self.shortestFrame, missing > 0, start + missing <= end, Self.isZero(packet, start, missing) {
            padding = OctetRange(start, start + missing)
            start += missing
        }
        var stop = end
        // Inside a tunnel there is none, and behind a tag it is left to the trailer.
        if packet.frame.frameCheckSequenceLength == nil, first == 0, !isTag, length >= 64, end - start >= 4,
            !packet.frame.isCut
        {
            stop -= 4
            frameCheckSequence = stop
        }
        if start < stop { rest = OctetRange(start, stop) }
    }

    private static func isTag(_ span: LayerSpan) -> Bool {
        span.schema == ObjectIdentifier(VLAN.self) || span.schema == ObjectIdentifier(ProviderBridge.self)
    }

    private static func isZero(_ packet: borrowing PacketView, _ start: Int, _ count: Int) -> Bool {
        for offset in start..<(start + count) where packet.bytes.octet(offset) != 0 { return false }
        return true
    }
}

extension FrameInfo {
    /// The octets that a frame's layers lie in, which are what is to be dissected: all but the check sequence that the capture
    /// says there is at the end.
    @inlinable @inline(__always) @_lifetime(copy bytes)
    public func content(of bytes: RawSpan) -> RawSpan {
        guard frameCheckSequenceLength == 4, linkType == .ethernet, !isCut, bytes.byteCount >= 18 else { return bytes }
        return bytes.clamped(0, bytes.byteCount &- 4)
    }
}
