public import Packets

/// Writes a pcap file: one link type, one resolution of time, packets and nothing else. draft-ietf-opsawg-pcap.
///
/// What was written is in the sink after `flush` or `close`; a writer that is dropped flushes, but cannot tell of errors.
public struct PcapWriter: ~Copyable {
    /// What the first layer of every frame is.
    public let linkType: LinkType
    /// Octets of frame check sequence at every frame's end; `nil` where the file does not say.
    public let frameCheckSequenceLength: UInt8?
    private var buffer: OutputBuffer
    private let nanosecondsPerUnit: UInt32

    /// Starts a file.
    ///
    /// - Parameters:
    ///   - snapLength: the most octets of a frame that are kept, as the header says it; frames are not cut to it.
    ///   - frameCheckSequenceLength: octets of frame check sequence at every frame's end, 0 to 30 and even, when that is
    ///     known; what the header cannot say is left out of it.
    ///   - precision: what the timestamps count; finer digits are dropped.
    public init(
        _ sink: any ByteSink, linkType: LinkType, snapLength: UInt32 = 262_144,
        frameCheckSequenceLength: UInt8? = nil, precision: CaptureFormat.TimestampPrecision = .microseconds
    ) {
        self.linkType = linkType
        self.frameCheckSequenceLength = Self.representable(frameCheckSequenceLength)
        nanosecondsPerUnit = precision == .nanoseconds ? 1 : 1000
        buffer = OutputBuffer(sink)
        putHeader(snapLength: snapLength)
    }

    private mutating func putHeader(snapLength: UInt32) {
        buffer.put(nanosecondsPerUnit == 1 ? 0xA1B2_3C4D as UInt32 : 0xA1B2_C3D4, swapped: false)
        buffer.put(2 as UInt16, swapped: false)
        buffer.put(4 as UInt16, swapped: false)
        buffer.put(0 as UInt64, swapped: false)
        buffer.put(snapLength, swapped: false)
        // Bit 26 says that the upper four say how long it is, in units of two octets.
        let check = frameCheckSequenceLength.map { 0x0400_0000 | UInt32($0 / 2) << 28 } ?? 0
        buffer.put(linkType.rawValue & 0xFFFF | check, swapped: false)
    }

    private static func representable(_ length: UInt8?) -> UInt8? {
        length.flatMap { $0 <= 30 && $0.isMultiple(of: 2) ? $0 : nil }
    }

    /// Octets of the file so far, flushed or not.
    public var byteCount: UInt64 { buffer.byteCount }

    /// Octets of the file up to the last packet that the sink took whole. After the sink has failed, cutting the file there
    /// makes it a whole one.
    public var wholeByteCount: UInt64 {
        buffer.wholeByteCount(header: 24) { octets in
            octets.byteCount < 16 ? nil : 16 + Int(octets.uint32(at: 8, swapped: false))
        }
    }

    /// Writes a frame.
    ///
    /// - Throws: `CaptureError`: `notRepresentable` when the frame's link type, or the length of its check sequence, is another
    ///   than the file's, or its time is before 1970 or after 2106; or what the sink throws.
    public mutating func write(_ frame: CapturedFrame) throws(CaptureError) {
        guard frame.linkType == linkType else {
            throw CaptureError(
                .notRepresentable, fileName: buffer.sink.name, offset: byteCount,
                message: "a pcap file holds one link type: this one \(linkType.rawValue), a frame has "
                    + "\(frame.linkType.rawValue); write pcapng instead")
        }
        guard Self.representable(frame.frameCheckSequenceLength) == frameCheckSequenceLength else {
            func words(_ length: UInt8?) -> String { length.map { "\($0) bytes" } ?? "an unknown length" }
            throw CaptureError(
                .notRepresentable, fileName: buffer.sink.name, offset: byteCount,
                message: "a pcap file holds frames with one length of check sequence: this one "
                    + "\(words(frameCheckSequenceLength)), a frame has \(words(frame.frameCheckSequenceLength)); "
                    + "write pcapng instead")
        }
        try write(frame.bytes, timestamp: frame.timestamp, originalLength: frame.originalLength)
    }

    /// Writes a packet of the file's link type.
    ///
    /// - Parameter originalLength: the length on the wire in octets; that of `bytes` when `nil`.
    /// - Throws: as `write(_:)`.
    public mutating func write(
        _ bytes: RawSpan, timestamp: Timestamp, originalLength: Int? = nil
    ) throws(CaptureError) {
        guard let seconds = UInt32(exactly: timestamp.seconds), let captured = UInt32(exactly: bytes.byteCount),
            let original = UInt32(exactly: originalLength ?? bytes.byteCount)
        else {
            throw CaptureError(
                .notRepresentable, fileName: buffer.sink.name, offset: byteCount,
                message: "a pcap file holds times from 1970 to 2106 and lengths of 32 bits, "
                    + "not \(timestamp.seconds) s and \(originalLength ?? bytes.byteCount) bytes; write pcapng instead")
        }
        try buffer.reserve(16 &+ bytes.byteCount)
        buffer.put(seconds, swapped: false)
        buffer.put(timestamp.nanoseconds / nanosecondsPerUnit, swapped: false)
        buffer.put(captured, swapped: false)
        buffer.put(original, swapped: false)
        try buffer.put(bytes)
    }

    /// Hands everything that was written to the sink.
    ///
    /// - Throws: what the sink throws; what it did not take is kept and tried again next time.
    public mutating func flush() throws(CaptureError) { try buffer.flush() }

    /// Flushes and closes the sink.
    ///
    /// - Throws: what the sink throws.
    public mutating func close() throws(CaptureError) {
        try buffer.flush()
        try buffer.sink.close()
    }

    /// Ends this file and goes on with a new one of the same kind.
    ///
    /// - Throws: what the old sink throws.
    public mutating func rotate(to sink: any ByteSink, snapLength: UInt32 = 262_144) throws(CaptureError) {
        try close()
        try buffer.redirect(to: sink)
        putHeader(snapLength: snapLength)
    }
}
