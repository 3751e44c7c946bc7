/// What editing makes of octets.
public enum HexChange: Equatable, Sendable {
    /// Those bits of an octet that are set in `mask` become those of `octet`.
    case set(at: Int, octet: UInt8, mask: UInt8)
    /// An octet comes before the one that is there, or behind the last.
    case insert(at: Int, octet: UInt8)
    case remove(Range<Int>)

    /// Does it, as far as there are such octets.
    public func apply(to octets: inout [UInt8]) {
        switch self {
        case .set(let place, let octet, let mask):
            guard octets.indices.contains(place) else { return }
            octets[place] = octets[place] & ~mask | octet & mask
        case .insert(let place, let octet):
            guard (0...octets.count).contains(place) else { return }
            octets.insert(octet, at: place)
        case .remove(let range): octets.removeSubrange(range.clamped(to: 0..<octets.count))
        }
    }
}
