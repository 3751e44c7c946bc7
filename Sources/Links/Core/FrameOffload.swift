/// What a link is still to do to a frame that is sent, or would have done to one that was received. The fields are those
/// of virtio's network header (Virtual I/O Device 1.2, section 5.1.6), which TAP devices and packet sockets share.
public struct FrameOffload: Hashable, Sendable, BitwiseCopyable {
    /// How a long segment is cut into those that fit.
    public enum Segmentation: UInt8, Sendable, BitwiseCopyable {
        case none = 0
        case tcpOverIPv4 = 1
        case tcpOverIPv6 = 4
        case udp = 5
    }

    /// The checksum to fill in: where the octets that it covers start, and where it stands, counted from there; `nil` when
    /// the checksum is there already. It covers all to the frame's end; the pseudo header's sum stands in its place.
    public var checksum: (start: UInt16, offset: UInt16)? {
        get { needsChecksum ? (checksumStart, checksumOffset) : nil }
        set {
            needsChecksum = newValue != nil
            checksumStart = newValue?.start ?? 0
            checksumOffset = newValue?.offset ?? 0
        }
    }
    public var segmentation: Segmentation
    /// The octets of payload in each segment, with `segmentation`.
    public var segmentSize: UInt16
    /// The octets of all headers, which each segment gets, with `segmentation`.
    public var headerLength: UInt16

    private var needsChecksum = false
    private var checksumStart: UInt16 = 0
    private var checksumOffset: UInt16 = 0

    public init(
        checksum: (start: UInt16, offset: UInt16)? = nil, segmentation: Segmentation = .none, segmentSize: UInt16 = 0,
        headerLength: UInt16 = 0
    ) {
        self.segmentation = segmentation
        self.segmentSize = segmentSize
        self.headerLength = headerLength
        self.checksum = checksum
    }
}

/// What a link does for its sender.
public struct LinkOffloads: OptionSet, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It fills in transport checksums.
    public static let checksum = LinkOffloads(rawValue: 1)
    /// It cuts long TCP segments over IPv4 and IPv6.
    public static let tcpSegmentation = LinkOffloads(rawValue: 2)
    /// It cuts long UDP datagrams into several.
    public static let udpSegmentation = LinkOffloads(rawValue: 4)
}
