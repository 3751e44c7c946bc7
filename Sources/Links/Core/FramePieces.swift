/// A frame that is to be sent, where its parts lie: its headers, and its payload in one or two pieces, such as those of a ring.
///
/// A link sends the parts as one frame without putting them together first, where the system can.
public struct FramePieces: ~Escapable {
    /// The frame's headers; of a frame in one piece all of it.
    public let header: RawSpan
    public let first: RawSpan
    public let second: RawSpan

    /// A frame whose octets are those of `header`, then those of `first`, then those of `second`.
    @inline(__always) @_lifetime(copy header, copy first, copy second)
    public init(header: RawSpan, first: RawSpan, second: RawSpan) {
        self.header = header
        self.first = first
        self.second = second
    }

    /// A frame that lies in one piece.
    @inline(__always) @_lifetime(copy frame)
    public init(_ frame: RawSpan) {
        header = frame
        first = frame.extracting(0..<0)
        second = frame.extracting(0..<0)
    }

    /// The frame's octets, all pieces together.
    public var byteCount: Int { header.byteCount &+ first.byteCount &+ second.byteCount }

    /// Copies octets of the frame into memory that has room for them.
    ///
    /// - Parameter range: which octets, counted from the frame's start.
    @unsafe func copy(_ range: Range<Int>, to target: UnsafeMutableRawPointer) {
        var start = 0
        for part in 0..<3 {
            let piece = part == 0 ? header : part == 1 ? first : second
            let from = max(range.lowerBound, start)
            let to = min(range.upperBound, start &+ piece.byteCount)
            if from < to {
                unsafe piece.withUnsafeBytes { octets in
                    let source = unsafe octets.baseAddress.unsafelyUnwrapped + (from &- start)
                    unsafe (target + (from &- range.lowerBound)).copyMemory(from: source, byteCount: to &- from)
                }
            }
            start &+= piece.byteCount
        }
    }

    /// The frame's octets in one piece.
    func joined() -> [UInt8] {
        let count = byteCount
        return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            if let start = buffer.baseAddress { unsafe copy(0..<count, to: start) }
            filled = count
        }
    }
}
