/// Where the parts of one layer or item end, in octets from its start.
///
/// A fixed format is one part. Each variable stretch of a format is a part of its own: TCP is the fixed header and the
/// options; a DNS record is the owner's name, the fixed fields and the data. At most eight parts; those that a format
/// does not have are empty and lie at its end. Packed in plain integers: as an `InlineArray` walking options was twice
/// as slow.
public struct LayerParts: Sendable, BitwiseCopyable {
    /// How many parts there can be.
    public static var limit: Int { 8 }

    @usableFromInline var ends01: UInt64, ends23: UInt64, ends45: UInt64, ends67: UInt64

    @inlinable @inline(__always)
    public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int, _ g: Int, _ h: Int) {
        ends01 = Self.pack(a, b)
        ends23 = Self.pack(c, d)
        ends45 = Self.pack(e, f)
        ends67 = Self.pack(g, h)
    }

    @inlinable @inline(__always) static func pack(_ low: Int, _ high: Int) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: low)) | UInt64(UInt32(truncatingIfNeeded: high)) &<< 32
    }

    /// One part that ends at `a`.
    @inlinable @inline(__always) public init(_ a: Int) { self.init(a, a, a, a, a, a, a, a) }
    /// Two parts; each argument is an end, not a length.
    @inlinable @inline(__always) public init(_ a: Int, _ b: Int) { self.init(a, b, b, b, b, b, b, b) }
    @inlinable @inline(__always) public init(_ a: Int, _ b: Int, _ c: Int) { self.init(a, b, c, c, c, c, c, c) }
    @inlinable @inline(__always) public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int) {
        self.init(a, b, c, d, d, d, d, d)
    }
    @inlinable @inline(__always) public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int) {
        self.init(a, b, c, d, e, e, e, e)
    }

    @inlinable @inline(__always) public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int) {
        self.init(a, b, c, d, e, f, f, f)
    }

    @inlinable @inline(__always)
    public init(_ a: Int, _ b: Int, _ c: Int, _ d: Int, _ e: Int, _ f: Int, _ g: Int) {
        self.init(a, b, c, d, e, f, g, g)
    }

    /// Parts that end where `ends` says, in order; past its last element all are empty.
    @inlinable public init(ends: [Int]) {
        let last = ends.last ?? 0
        func end(_ index: Int) -> Int { index < ends.count ? ends[index] : last }
        self.init(end(0), end(1), end(2), end(3), end(4), end(5), end(6), end(7))
    }

    /// Where part `part` ends.
    @inlinable @inline(__always) public func end(_ part: Int) -> Int {
        let pair: UInt64
        switch part &>> 1 {
        case 0: pair = ends01
        case 1: pair = ends23
        case 2: pair = ends45
        default: pair = ends67
        }
        return Int(truncatingIfNeeded: part & 1 == 0 ? pair & 0xffff_ffff : pair &>> 32)
    }

    /// Where part `part` starts.
    @inlinable @inline(__always) public func start(_ part: Int) -> Int { part == 0 ? 0 : end(part &- 1) }

    /// How many octets part `part` holds.
    @inlinable @inline(__always) public func count(_ part: Int) -> Int { end(part) &- start(part) }

    /// The length of the whole layer or item, in octets.
    @inlinable @inline(__always) public var total: Int { end(7) }

    /// Moves the end of part `part`, and of all that follow, by `delta` octets.
    public mutating func grow(_ part: Int, by delta: Int) {
        var ends = (0..<Self.limit).map { end($0) }
        for index in part..<Self.limit { ends[index] += delta }
        self = LayerParts(ends: ends)
    }
}
