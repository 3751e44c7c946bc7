/// One part of a slice such as `[2:4]`, or one range of a layer index such as `#[1-3]`.
public struct FilterSlice: Hashable, Sendable, CustomStringConvertible {
    /// Where a slice ends.
    public enum Extent: Hashable, Sendable {
        /// `[i:j]` and `[i]`: this many octets, at least 1.
        case length(Int)
        /// `[i-j]`: at this offset, which belongs to the slice; negative offsets count from the end.
        case through(Int)
        /// `[i:]`: at the field's end.
        case rest
    }

    /// The first octet's offset; negative offsets count from the end, `-1` is the last octet.
    public let start: Int
    /// Where it ends.
    public let extent: Extent

    public init(start: Int, extent: Extent) {
        self.start = start
        self.extent = extent
    }

    /// The offsets that the slice takes of `count` octets, or `nil` when they are not all there.
    public func offsets(in count: Int) -> Range<Int>? {
        let from = start < 0 ? count + start : start
        let to: Int
        switch extent {
        case .length(let length): to = from + length
        case .through(let last): to = (last < 0 ? count + last : last) + 1
        case .rest: to = count
        }
        guard from >= 0, from < to, to <= count else { return nil }
        return from..<to
    }

    /// Whether layer `index` of `count` is meant, both counted from 1; `-1` is the innermost layer.
    public func containsLayer(_ index: Int, of count: Int) -> Bool {
        let from = start < 0 ? count + start + 1 : start
        switch extent {
        case .length(let length): return index >= from && index - from < length
        case .through(let last): return index >= from && index <= (last < 0 ? count + last + 1 : last)
        case .rest: return index >= from
        }
    }

    /// The slice as it is written between brackets.
    public var description: String {
        switch extent {
        case .length(1): "\(start)"
        case .length(let length): "\(start):\(length)"
        case .through(let last): "\(start)-\(last)"
        case .rest: "\(start):"
        }
    }
}
