internal import Packets

/// Where the current packet is in the buffer, and what its header says.
struct PacketRecord: BitwiseCopyable {
    /// Positions in the buffer's memory.
    var start = 0
    var capturedLength = 0
    var optionsStart = 0
    var optionsLength = 0
    var timestamp = Timestamp(seconds: 0)
    var hasTimestamp = true
    var originalLength = 0
    var interface = 0
    var linkType = LinkType.ethernet
    var fileOffset: UInt64 = 0
    var dropCount: UInt16?
    /// The time in units of the interface, in pcapng.
    var units: UInt64?
}

/// Where the current block that is no packet is in the buffer.
struct BlockRecord: BitwiseCopyable {
    var type = PcapngBlockType.sectionHeader
    /// The position in the buffer's memory of the body.
    var start = 0
    var length = 0
    var interface: Int?
    var fileOffset: UInt64 = 0
}

/// What a packet of pcapng needs of its interface, without the names.
struct InterfaceTiming: BitwiseCopyable {
    var linkType: LinkType
    var snapLength: Int
    var resolution: TimestampResolution
    var offset: Int64
}

/// How the records of a pcap file are laid out.
struct PcapLayout: BitwiseCopyable {
    /// Octets of a record before its packet: 16, or 24 in the modified variant.
    var headerLength = 16
    /// What the fraction of a second is multiplied with to give nanoseconds.
    var fractionScale: UInt32 = 1000
    var linkType = LinkType.ethernet
    /// Which of the two lengths comes first.
    var lengthOrder = LengthOrder.capturedFirst

    enum LengthOrder: UInt8, BitwiseCopyable {
        case capturedFirst, originalFirst
        /// The larger is the original.
        case either
    }
}
