/// Where the parts of a format end, for the formats in which that takes a line to say and no code.
///
///     public static var layout: PartLayout { .fixed(8) }
///
/// The first octets, as many as the format's fields take, are one part; what may follow them is a second. A format whose
/// parts lie in another way says so by `measure`.
public struct PartLayout: Sendable, BitwiseCopyable {
    @usableFromInline enum Kind: UInt8, Sendable, BitwiseCopyable {
        case whole, fixed, exactly, fixedAndRest, counted, countedOrLess
    }

    @usableFromInline let kind: Kind
    /// Octets of the first part.
    @usableFromInline let count: Int
    /// The last of them, which are the second part's length.
    @usableFromInline let lengthCount: Int

    @inlinable @inline(__always)
    init(_ kind: Kind, _ count: Int, by lengthCount: Int = 0) {
        self.kind = kind
        self.count = count
        self.lengthCount = lengthCount
    }

    /// One part, which is all that there is.
    @inlinable @inline(__always) public static var whole: PartLayout { .init(.whole, 0) }

    /// One part of so many octets; others may follow.
    @inlinable @inline(__always) public static func fixed(_ count: Int) -> PartLayout { .init(.fixed, count) }

    /// One part of so many octets, and there must be no others.
    @inlinable @inline(__always) public static func exactly(_ count: Int) -> PartLayout { .init(.exactly, count) }

    /// So many octets, and all others as a second part.
    @inlinable @inline(__always)
    public static func fixedAndRest(_ count: Int) -> PartLayout { .init(.fixedAndRest, count) }

    /// So many octets, of which the last are the length of the second part: `.counted(4, by: 2)`.
    /// - Parameter orLess: whether a length that reaches too far counts what is there.
    @inlinable @inline(__always)
    public static func counted(_ count: Int, by lengthCount: Int, orLess: Bool = false) -> PartLayout {
        .init(orLess ? .countedOrLess : .counted, count, by: lengthCount)
    }

    /// See `Schema.measure`.
    @inlinable @inline(__always)
    public func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        let all = to &- from
        switch kind {
        case .whole: return LayerParts(all)
        case .exactly where all != count: return nil
        case _ where all < count: return nil
        case .fixed, .exactly: return LayerParts(count)
        case .fixedAndRest: return LayerParts(count, all)
        case .counted, .countedOrLess:
            let start = (from &+ count &- lengthCount) &* 8
            let end = count &+ Int(truncatingIfNeeded: message.bits(start, lengthCount &* 8))
            if end <= all { return LayerParts(count, end) }
            return kind == .countedOrLess ? LayerParts(count, all) : nil
        }
    }
}
