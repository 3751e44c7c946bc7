public import Packets

/// An interface that packets were captured on: an interface description block, or a pcap file's header.
/// pcapng section 4.2.
public struct CaptureInterface: Hashable, Sendable {
    /// What the first layer of this interface's frames is.
    public var linkType: LinkType
    /// The most octets of a frame that were kept; 0 for no limit.
    public var snapLength: UInt32
    /// `eth0`; `if_name`.
    public var name: String?
    /// `if_description`.
    public var interfaceDescription: String?
    /// The capture filter as text; `nil` when there is none, or it is stored as BPF code. `if_filter`
    public var filter: String?
    /// The operating system of the machine that the interface is in. `if_os`
    public var operatingSystem: String?
    /// The interface's hardware. `if_hardware`
    public var hardware: String?
    /// Bits a second. `if_speed`
    public var speed: UInt64?
    /// `opt_comment`, in file order.
    public var comments: [String] = []
    /// The length of one unit of the timestamps. `if_tsresol`
    public var timestampResolution: TimestampResolution
    /// Seconds to add to every timestamp. `if_tsoffset`
    public var timestampOffset: Int64 = 0
    /// Octets of frame check sequence at each frame's end, when the file says so. `if_fcslen`, or a pcap file's header
    public var frameCheckSequenceLength: Int?
    /// The index of the section that the interface belongs to, from 0; 0 in pcap.
    public internal(set) var section: Int = 0
    /// The options as they are in the file, for passing on; empty for pcap and for interfaces made here.
    public internal(set) var rawOptions: [UInt8] = []
    /// The byte order of `rawOptions`.
    public internal(set) var rawOptionsByteOrder: ByteOrder = .host

    /// Makes an interface for writing.
    public init(
        linkType: LinkType, snapLength: UInt32 = 262_144, name: String? = nil,
        timestampResolution: TimestampResolution = .nanoseconds
    ) {
        self.linkType = linkType
        self.snapLength = snapLength
        self.name = name
        self.timestampResolution = timestampResolution
    }

    /// Reads the options of an interface description block.
    ///
    /// - Returns: `nil` when they are malformed.
    init?(linkType: LinkType, snapLength: UInt32, options: borrowing PcapngOptions, section: Int) {
        self.init(linkType: linkType, snapLength: snapLength, timestampResolution: .microseconds)
        self.section = section
        rawOptions = options.bytes.copied()
        rawOptionsByteOrder = options.byteOrder
        var rest = PcapngOptions(bytes: options.bytes, byteOrder: options.byteOrder)
        while let option = rest.next() {
            switch option.code {
            case PcapngOptionCode.comment: comments.append(option.text)
            case PcapngOptionCode.Interface.name: name = option.text
            case PcapngOptionCode.Interface.description: interfaceDescription = option.text
            case PcapngOptionCode.Interface.filter where option.value.byteCount > 0 && option.value.uint8(at: 0) == 0:
                filter = option.value.extracting(1..<option.value.byteCount).text()
            case PcapngOptionCode.Interface.operatingSystem: operatingSystem = option.text
            case PcapngOptionCode.Interface.hardware: hardware = option.text
            case PcapngOptionCode.Interface.speed: speed = option.uint64
            case PcapngOptionCode.Interface.timestampResolution:
                if let value = option.uint8 { timestampResolution = TimestampResolution(rawValue: value) }
            case PcapngOptionCode.Interface.timestampOffset:
                if let value = option.uint64 { timestampOffset = Int64(bitPattern: value) }
            case PcapngOptionCode.Interface.frameCheckSequenceLength:
                // The draft counts bits here, and octets in `epb_flags`; writers put octets: no sequence has more than 7.
                frameCheckSequenceLength = option.uint8.map { Int($0 > 7 ? $0 / 8 : $0) }
            default: break
            }
        }
        if rest.isMalformed { return nil }
    }

    /// The time of a packet of this interface.
    @inline(__always) func timestamp(units: UInt64) -> Timestamp {
        timestampResolution.timestamp(units: units, offset: timestampOffset)
    }
}
