public import Packets

/// A packet of a capture: a view over the reader's buffer, which holds until the reader is asked for the next one.
@safe public struct CapturedFrame: ~Escapable {
    /// The octets that were captured.
    public let bytes: RawSpan
    @usableFromInline let state: UnsafePointer<FrameState>

    @inline(__always) @_lifetime(copy bytes)
    init(bytes: RawSpan, state: UnsafePointer<FrameState>) {
        self.bytes = bytes
        unsafe self.state = state
    }

    @inline(__always) var record: PacketRecord { unsafe state.pointee.record }

    /// The octets that were captured, counted.
    @inlinable public var capturedLength: Int { bytes.byteCount }

    /// When it was captured; the epoch when `hasTimestamp` is `false`.
    @inlinable public var timestamp: Timestamp { unsafe state.pointee.record.timestamp }

    /// `false` for simple packet blocks, which have no time.
    @inlinable public var hasTimestamp: Bool { unsafe state.pointee.record.hasTimestamp }

    /// The frame's length on the wire in octets, as the file says; more than `bytes` holds when it was cut.
    @inlinable public var originalLength: Int { unsafe state.pointee.record.originalLength }

    /// What the frame's first layer is.
    @inlinable public var linkType: LinkType { unsafe state.pointee.record.linkType }

    /// Octets of frame check sequence at its end, when the file says so: of this frame, or of its interface.
    @inlinable public var frameCheckSequenceLength: UInt8? {
        let declared = unsafe state.pointee.record.frameCheckSequenceLength
        return hasOptions ? frameCheckSequenceLengthInFlags ?? declared : declared
    }

    /// The octets without the frame check sequence that the file says there is: what whoever sends the frame is given.
    public var content: RawSpan {
        @_lifetime(copy self)
        get {
            guard let length = frameCheckSequenceLength else { return bytes }
            var info = FrameInfo(
                capturedLength: bytes.byteCount, originalLength: originalLength, linkType: linkType)
            info.frameCheckSequenceLength = length
            return info.content(of: bytes)
        }
    }

    /// The index in `interfaces` of the interface it was captured on.
    @inlinable public var interface: Int { unsafe state.pointee.record.interface }

    /// The interfaces described so far, in file order, over all sections.
    @inlinable public var interfaces: [CaptureInterface] { unsafe state.pointee.interfaces }

    /// The interface it was captured on.
    public var interfaceDescription: CaptureInterface { unsafe state.pointee.interfaces[interface] }

    /// Whether packets say which of several interfaces they were captured on: those of pcapng, and of merged captures.
    @inlinable public var describesInterfaces: Bool { unsafe state.pointee.describesInterfaces }

    /// The index in the reader's `sections`; 0 in pcap.
    public var section: Int { record.section }

    /// The offset in the (decompressed) file of the record or block that holds the frame.
    public var fileOffset: UInt64 { record.fileOffset }

    /// The offset in the (decompressed) file of the frame's first octet.
    public var octetsOffset: UInt64 {
        let record = record
        return record.fileOffset &+ UInt64(record.headerLength)
    }

    /// Whether the packet's block has options.
    @inlinable var hasOptions: Bool { unsafe state.pointee.record.optionsLength > 0 }

    /// The options of the packet's block, unread; none in pcap.
    public var options: PcapngOptions {
        @_lifetime(copy self)
        get {
            let record = record
            let octets = unsafe bytes.withUnsafeBytes { packet in
                // The options lie in the same block, after the packet: the reader has checked that it holds both.
                unsafe UnsafeRawBufferPointer(
                    start: packet.baseAddress.map { unsafe $0 + record.optionsOffset }, count: record.optionsLength)
            }
            return unsafe PcapngOptions(
                bytes: _overrideLifetime(RawSpan(_unsafeBytes: octets), copying: self), isSwapped: record.isSwapped)
        }
    }

    /// The packets lost between this and the one before, when the file says so in an obsolete packet block.
    var dropsInHeader: UInt16? { record.dropCount }

    /// The time as the file has it, in units of its interface: written back as it is, finer than a nanosecond too.
    var timestampUnits: UInt64? { record.units }
}
