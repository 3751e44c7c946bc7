public import Packets

/// Where the current packet is, and what its header says.
@usableFromInline struct PacketRecord: BitwiseCopyable {
    /// The position of the packet in the buffer's memory.
    var start = 0
    var capturedLength = 0
    /// Octets from the packet's start to its options.
    var optionsOffset = 0
    @usableFromInline var optionsLength = 0
    @usableFromInline var timestamp = Timestamp(seconds: 0)
    @usableFromInline var originalLength = 0
    @usableFromInline var interface = 0
    @usableFromInline var linkType = LinkType.ethernet
    @usableFromInline var hasTimestamp = true
    /// What its interface says.
    @usableFromInline var frameCheckSequenceLength: UInt8?
    var isSwapped = false
    var section = 0
    var fileOffset: UInt64 = 0
    /// Octets of the record or block before the packet.
    var headerLength = 0
    /// The packets lost before this one, in an obsolete packet block.
    var dropCount: UInt16?
    /// The time in units of the interface, in pcapng.
    var units: UInt64?
}

/// What a frame refers to, besides its octets.
///
/// A frame is its octets and a pointer to this: three words, which are handed on in registers. Copying everything that a
/// frame offers out of the reader took 50 ns a packet.
@usableFromInline struct FrameState {
    @usableFromInline var record = PacketRecord()
    @usableFromInline var interfaces: [CaptureInterface] = []
    /// Whether the capture is pcapng, which describes its interfaces, or merged of several.
    @usableFromInline var describesInterfaces = false
}

/// Owns a `FrameState` at an address that stays the same.
@safe struct FrameStateCell: ~Copyable {
    let pointer: UnsafeMutablePointer<FrameState>

    init() {
        unsafe pointer = .allocate(capacity: 1)
        unsafe pointer.initialize(to: FrameState())
    }

    deinit {
        unsafe pointer.deinitialize(count: 1)
        unsafe pointer.deallocate()
    }

    var record: PacketRecord {
        @inline(__always) _read { yield unsafe pointer.pointee.record }
        @inline(__always) nonmutating _modify { yield unsafe &pointer.pointee.record }
    }

    var interfaces: [CaptureInterface] {
        @inline(__always) _read { yield unsafe pointer.pointee.interfaces }
        nonmutating _modify { yield unsafe &pointer.pointee.interfaces }
    }

    var describesInterfaces: Bool {
        get { unsafe pointer.pointee.describesInterfaces }
        nonmutating set { unsafe pointer.pointee.describesInterfaces = newValue }
    }

    /// The frame that the record describes, of the octets at its start.
    @inline(__always) @_lifetime(copy bytes)
    func frame(_ bytes: RawSpan) -> CapturedFrame {
        unsafe CapturedFrame(bytes: bytes, state: UnsafePointer(pointer))
    }
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
    var frameCheckSequenceLength: UInt8?
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
