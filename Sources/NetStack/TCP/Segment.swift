import Packets

/// What a TCP segment says. RFC 9293 section 3.1.
struct Segment: BitwiseCopyable {
    var sequence: UInt32
    var acknowledgment: UInt32
    var window: UInt16
    var flags: TCP.Flags
    /// The sender's clock, and what it last heard of ours; RFC 7323 section 3.2.
    var timestamps: (value: UInt32, echo: UInt32)? = nil
    /// Whether a router marked the packet that it came in. RFC 3168 section 5.
    var isMarked = false
    /// Whether there are options besides.
    var hasMoreOptions = false
    /// Where its options and its data lie in the frame.
    var options: Int
    var start: Int
    var count: Int

    /// The segment that lies in `from..<to` of a frame; `nil` when these octets are no segment. Never a part of what calls it:
    /// in a function with too many blocks the fields' declarations are not folded.
    @inline(never)
    init?(_ frame: RawSpan, from: Int, to: Int) {
        guard let tcp = Layer<TCP>(frame, from: from, to: to) else { return nil }
        sequence = tcp.sequenceNumber
        acknowledgment = tcp.acknowledgmentNumber
        window = tcp.window
        flags = tcp.flags
        options = from &+ tcp.parts.end(0)
        start = from &+ tcp.parts.total
        count = to &- start
        // As every system sends them: two octets of nothing, then the time stamps.
        if tcp.parts.total == 32, frame.long(options) == 0x0101_080A {
            timestamps = (frame.long(options &+ 4), frame.long(options &+ 8))
        } else if tcp.parts.total > 20 {
            hasMoreOptions = true
            timestamps = SegmentOptions(frame, from: options, to: start).timestamps
        }
    }

    @inline(__always) func has(_ flag: TCP.Flags) -> Bool { flags.rawValue & flag.rawValue != 0 }

    /// The sequence numbers that it takes: of its data, its SYN and its FIN.
    var length: UInt32 {
        UInt32(truncatingIfNeeded: count) &+ (has(.synchronize) ? 1 : 0) &+ (has(.finish) ? 1 : 0)
    }
}

/// The options of a SYN that this side sends, in Linux's order.
struct SynchronizeOptions {
    var segmentSize: UInt16
    /// Our clock, and what the peer's SYN said of its own.
    var timestamps: (value: UInt32, echo: UInt32)? = nil
    var permitsSack = false
    var scales = false

    /// In octets.
    var length: Int { 4 &+ (timestamps != nil ? 12 : permitsSack ? 4 : 0) &+ (scales ? 4 : 0) }

    /// Writes them, all of them whole words, at an offset.
    func write(into bytes: inout MutableRawSpan, at start: Int) {
        var at = start
        func put(_ word: UInt32) {
            bytes.storeBytes(of: word.bigEndian, toByteOffset: at, as: UInt32.self)
            at &+= 4
        }
        put(0x0204_0000 | UInt32(segmentSize))
        if let timestamps {
            put(permitsSack ? 0x0402_080A : 0x0101_080A)
            put(timestamps.value)
            put(timestamps.echo)
        } else if permitsSack {
            put(0x0101_0402)
        }
        if scales { put(0x0103_0300 | UInt32(Connection.receiveShift)) }
    }
}

/// What one side has out of order, the latest first; RFC 2018 section 3.
struct SelectiveBlocks: BitwiseCopyable {
    private(set) var blocks = InlineArray<4, (first: UInt32, end: UInt32)>(repeating: (0, 0))
    private(set) var count = 0

    mutating func append(_ block: (first: UInt32, end: UInt32)) {
        guard count < 4 else { return }
        blocks[count] = block
        count &+= 1
    }
}

/// The options of a segment, as far as they are known here.
struct SegmentOptions {
    /// 536 where the peer does not say (RFC 9293 section 3.7.1).
    var segmentSize: UInt16 = 536
    var windowScale: UInt8? = nil
    var timestamps: (value: UInt32, echo: UInt32)? = nil
    var permitsSack = false
    var sacks = SelectiveBlocks()

    init(_ frame: RawSpan, from: Int, to: Int) {
        var at = from
        while at &+ 1 < to {
            let kind = frame.octet(at)
            if kind == 0 { return }
            if kind == 1 {
                at &+= 1
                continue
            }
            let length = Int(frame.octet(at &+ 1))
            guard length >= 2, at &+ length <= to else { return }
            switch (kind, length) {
            case (2, 4): segmentSize = frame.word(at &+ 2)
            // RFC 7323 section 2.3: more than 14 counts as 14.
            case (3, 3): windowScale = min(14, frame.octet(at &+ 2))
            case (4, 2): permitsSack = true
            case (5, 10), (5, 18), (5, 26), (5, 34):
                sacks = SelectiveBlocks()
                for block in stride(from: at &+ 2, to: at &+ length, by: 8) {
                    sacks.append((frame.long(block), frame.long(block &+ 4)))
                }
            case (8, 10): timestamps = (frame.long(at &+ 2), frame.long(at &+ 6))
            default: break
            }
            at &+= length
        }
    }
}
