/// A block of a pcapng file that holds no packet: a view over the reader's buffer, which holds until the reader is
/// asked for the next item. pcapng section 3.1.
public struct PcapngBlock: ~Escapable {
    public let type: PcapngBlockType
    /// The block's octets between its header and its trailing length, as they are in the file.
    public let body: RawSpan
    /// The byte order of the section that it is in.
    public let byteOrder: ByteOrder
    /// The index in the reader's `sections` of the section that it is in, or that it starts.
    public let section: Int
    /// For a description or statistics of an interface: its index in `interfaces`.
    public let interface: Int?
    /// The interfaces described so far, in file order, over all sections.
    public let interfaces: [CaptureInterface]
    /// The offset in the (decompressed) file of the block's first octet.
    public let fileOffset: UInt64

    @_lifetime(copy body)
    init(
        type: PcapngBlockType, body: RawSpan, byteOrder: ByteOrder, section: Int, interface: Int?,
        interfaces: [CaptureInterface], fileOffset: UInt64
    ) {
        self.type = type
        self.body = body
        self.byteOrder = byteOrder
        self.section = section
        self.interface = interface
        self.interfaces = interfaces
        self.fileOffset = fileOffset
    }

    /// The octets before the options, for the block types whose options can be found without reading the rest.
    private var fixedLength: Int? {
        switch type {
        case .sectionHeader: 16
        case .interfaceDescription: 8
        case .interfaceStatistics: 12
        case .decryptionSecrets:
            body.byteCount < 8 ? nil : 8 + (Int(body.uint32(at: 4, swapped: byteOrder.isSwapped)) + 3) & ~3
        case .nameResolution: nameResolutionEnd
        default: nil
        }
    }

    /// The block's options; none for blocks whose format is not known here.
    public var options: PcapngOptions {
        @_lifetime(copy self)
        get {
            let start = min(fixedLength ?? body.byteCount, body.byteCount)
            return PcapngOptions(bytes: body.extracting(start..<body.byteCount), byteOrder: byteOrder)
        }
    }
}

/// A packet, or another block of the file, as `CaptureReader.nextItem` delivers them.
public enum CaptureItem: ~Escapable {
    /// A packet, of either format.
    case frame(CapturedFrame)
    /// A pcapng block that holds no packet.
    case block(PcapngBlock)
}
