public import Packets

/// A packet of a capture: a view over the reader's buffer, which holds until the reader is asked for the next one.
public struct CapturedFrame: ~Escapable {
    /// The octets that were captured.
    public let bytes: RawSpan
    /// When it was captured; the epoch when `hasTimestamp` is `false`.
    public let timestamp: Timestamp
    /// `false` for simple packet blocks, which have no time.
    public let hasTimestamp: Bool
    /// The frame's length on the wire in octets, as the file says; more than `bytes` holds when it was cut.
    public let originalLength: Int
    /// The index in `interfaces` of the interface it was captured on.
    public let interface: Int
    /// The interfaces described so far, in file order, over all sections; none for a frame that is in no file.
    public let interfaces: Span<CaptureInterface>
    /// What the frame's first layer is.
    public let linkType: LinkType
    /// The index in the reader's `sections`; 0 in pcap.
    public let section: Int
    /// The offset in the (decompressed) file of the record or block that holds the frame.
    public let fileOffset: UInt64
    /// The options of the packet's block, unread; none in pcap.
    public let options: PcapngOptions
    /// The packets lost between this and the one before, when the file says so in an obsolete packet block.
    let dropsInHeader: UInt16?
    /// The time as the file has it, in units of its interface: written back as it is, finer than a nanosecond too.
    let timestampUnits: UInt64?

    /// Makes a frame that is in no file.
    @_lifetime(copy bytes)
    public init(
        bytes: RawSpan, timestamp: Timestamp, originalLength: Int? = nil, interface: Int = 0,
        linkType: LinkType = .ethernet
    ) {
        self.init(
            bytes: bytes, timestamp: timestamp, hasTimestamp: true, originalLength: originalLength ?? bytes.byteCount,
            interface: interface, linkType: linkType, section: 0, fileOffset: 0,
            options: PcapngOptions(bytes: bytes.extracting(0..<0), isSwapped: false), interfaces: Span(),
            dropsInHeader: nil,
            timestampUnits: nil)
    }

    @inline(__always) @_lifetime(copy bytes, copy options, copy interfaces)
    init(
        bytes: RawSpan, timestamp: Timestamp, hasTimestamp: Bool, originalLength: Int, interface: Int,
        linkType: LinkType, section: Int, fileOffset: UInt64, options: PcapngOptions,
        interfaces: Span<CaptureInterface>, dropsInHeader: UInt16?,
        timestampUnits: UInt64?
    ) {
        self.bytes = bytes
        self.timestamp = timestamp
        self.hasTimestamp = hasTimestamp
        self.originalLength = originalLength
        self.interface = interface
        self.interfaces = interfaces
        self.linkType = linkType
        self.section = section
        self.fileOffset = fileOffset
        self.options = options
        self.dropsInHeader = dropsInHeader
        self.timestampUnits = timestampUnits
    }

    /// The interface it was captured on; what its link type alone says for a frame that is in no file.
    public var interfaceDescription: CaptureInterface {
        interface < interfaces.count ? interfaces[interface] : CaptureInterface(linkType: linkType)
    }

    /// The octets that were captured, counted.
    public var capturedLength: Int { bytes.byteCount }
}
