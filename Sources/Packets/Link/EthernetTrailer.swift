/// What lies behind the payload of an Ethernet frame: zeros up to 60 octets, a frame check sequence, or a trailer.
///
/// Nothing in the frame says which; the lengths must tell. Offsets count from the start of the packet.
struct EthernetTrailer {
    /// Shorter frames are filled up. IEEE 802.3 section 4.2.3.3, without the frame check sequence.
    static let shortestFrame = 60

    var padding: OctetRange?
    var rest: OctetRange?
    /// Where the four octets start.
    var frameCheckSequence: Int?
    /// The innermost tag holds the trailer, and not the frame.
    var isTagged = false

    /// Of the Ethernet layer at the packet's index or, for a tag there, of the frame that it is in; `nil` when nothing
    /// lies behind the payload.
    init?(_ packet: borrowing PacketView) {
        var inner = packet.index + 1
        while inner < packet.layers.count, Self.isTag(packet.layers[inner]) {
            isTagged = true
            inner += 1
        }
        guard inner < packet.layers.count else { return nil }
        let end = packet.layers[packet.index].end
        var start = packet.layers[inner].end
        guard start < end else { return nil }
        var first = packet.index
        while first > 0, Self.isTag(packet.layers[first]) { first -= 1 }
        let isTag = Self.isTag(packet.layers[packet.index]) || isTagged
        let length = packet.frame.originalLength
        let missing = Self.shortestFrame - (length - (end - start))
        if length >= Self.shortestFrame, missing > 0, start + missing <= end, Self.isZero(packet, start, missing) {
            padding = OctetRange(start, start + missing)
            start += missing
        }
        var stop = end
        // Inside a tunnel there is none, and behind a tag it is left to the trailer.
        if first == 0, !isTag, length >= 64, end - start >= 4, !packet.frame.isCut {
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
