import Packets

/// Where a frame lies and what of it is known without looking at it, in 32 octets: those of five million fit in 160 MB.
struct FrameRecord: Sendable, BitwiseCopyable {
    /// What is unusual of a frame.
    struct Traits: OptionSet, Sendable, BitwiseCopyable {
        let rawValue: UInt8
        /// It was put together from frames before it.
        static let isPutTogether = Traits(rawValue: 1 << 0)
        /// The capture does not say when it came.
        static let hasNoTime = Traits(rawValue: 1 << 1)
        /// A card was yet to fill in its checksum.
        static let isChecksumPending = Traits(rawValue: 1 << 2)
    }

    /// Traits in the lowest octet, then the interface's number in two, then five of the offset in the file.
    private var packed: UInt64
    /// Nanoseconds since 1970.
    let time: Int64
    let capturedLength: UInt32
    let originalLength: UInt32
    /// The frame before this one in its conversation, counted from 1; 0 where there is none.
    let previous: UInt32
    /// The number of its flow among those of its transport.
    let stream: UInt32

    init(
        place: UInt64, time: Timestamp, capturedLength: Int, originalLength: Int, interface: Int, traits: Traits,
        previous: Int, stream: UInt32
    ) {
        packed =
            (place & 0xff_ffff_ffff) << 24 | UInt64(UInt16(truncatingIfNeeded: interface)) << 8
            | UInt64(traits.rawValue)
        self.time = time.clampedNanoseconds
        self.capturedLength = UInt32(clamping: capturedLength)
        self.originalLength = UInt32(clamping: originalLength)
        self.previous = UInt32(clamping: previous)
        self.stream = stream
    }

    /// The offset of its first octet in the file.
    var place: UInt64 { packed >> 24 }
    var interface: Int { Int(packed >> 8 & 0xffff) }
    var traits: Traits { Traits(rawValue: UInt8(truncatingIfNeeded: packed)) }
    var timestamp: Timestamp { Timestamp(clampedNanoseconds: time) }
}

extension Timestamp {
    /// Nanoseconds since 1970, the first or the last that 64 bits hold for what lies beyond.
    var clampedNanoseconds: Int64 {
        let (product, isOver) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, isBeyond) = product.addingReportingOverflow(Int64(nanoseconds))
        return isOver || isBeyond ? (seconds < 0 ? .min : .max) : sum
    }

    init(clampedNanoseconds time: Int64) {
        let seconds = time >= 0 ? time / 1_000_000_000 : (time + 1) / 1_000_000_000 - 1
        self.init(seconds: seconds, nanoseconds: UInt32(truncatingIfNeeded: time &- seconds &* 1_000_000_000))
    }
}
