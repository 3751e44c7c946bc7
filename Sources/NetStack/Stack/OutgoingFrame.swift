import Packets

/// What the link is still to do to a frame. Virtio's fields follow from it.
public struct OutgoingOffload: Sendable, BitwiseCopyable, Equatable {
    /// Where the octets begin that the transport's checksum covers, in octets from the frame's start; 0 when the checksum is
    /// there already. The pseudo header's sum stands in its place.
    public var checksumStart: UInt16 = 0
    /// Where the checksum stands, counted from there.
    public var checksumOffset: UInt16 = 0
    /// The octets of payload in each segment that the frame is cut into; 0 when it is not cut.
    public var segmentSize: UInt16 = 0
    /// Whether the packet is IPv6's: virtio names the two kinds of segments apart.
    public var isIPv6 = false
}

/// A frame that is to leave: its headers, and its payload where it stands in the send ring, in one or two pieces.
///
/// It is lent: the stack cannot be touched while it is looked at.
public struct OutgoingFrame: ~Escapable {
    /// The headers; of a packet that is not a stream's, all of it.
    public let header: RawSpan
    public let first: RawSpan
    public let second: RawSpan
    public let offload: OutgoingOffload
    /// By which interface it leaves.
    public let interface: InterfaceID

    @_lifetime(copy header, copy first, copy second)
    init(
        header: RawSpan, first: RawSpan, second: RawSpan, offload: OutgoingOffload, interface: InterfaceID
    ) {
        self.header = header
        self.first = first
        self.second = second
        self.offload = offload
        self.interface = interface
    }

    public var byteCount: Int { header.byteCount &+ first.byteCount &+ second.byteCount }

    /// Adds the frame's octets to an array, for links that want them in one piece.
    public func append(to octets: inout [UInt8]) {
        for part in 0..<3 {
            let span = part == 0 ? header : part == 1 ? first : second
            unsafe span.withUnsafeBytes { unsafe octets.append(contentsOf: $0) }
        }
    }
}

/// Where a frame's parts lie.
@safe struct FramePlace: BitwiseCopyable {
    var header = RawPlace()
    var payload = (first: RawPlace(), second: RawPlace())
    var offload = OutgoingOffload()
    var interface = InterfaceID(rawValue: 0)

    /// The frame, for as long as the caller says.
    @unsafe @_lifetime(immortal)
    func frame() -> OutgoingFrame {
        let frame = unsafe OutgoingFrame(
            header: header.span(), first: payload.first.span(), second: payload.second.span(), offload: offload,
            interface: interface)
        return unsafe _overrideLifetime(frame, copying: ())
    }
}
