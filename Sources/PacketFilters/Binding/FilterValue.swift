import Packets

/// One value while a filter runs: a number in the order of its type, or octets and where they lie.
///
/// IPv6 addresses are numbers with their first bit turned over, so that signed comparison orders them.
struct FilterValue: Sendable, BitwiseCopyable {
    /// Where octets lie.
    enum Source: UInt8, Sendable, BitwiseCopyable {
        case packet, scratch
    }

    var number: Int128

    @inline(__always) init(_ number: Int128) { self.number = number }

    @inline(__always) init(_ source: Source, _ start: Int, _ count: Int) {
        let place = UInt128(UInt64(source.rawValue) << 32 | UInt64(UInt32(truncatingIfNeeded: start)))
        number = Int128(truncatingIfNeeded: place << 64 | UInt128(UInt32(truncatingIfNeeded: count)))
    }

    var source: Source { Source(rawValue: UInt8(truncatingIfNeeded: number >> 96)) ?? .packet }
    var start: Int { Int(UInt32(truncatingIfNeeded: number >> 64)) }
    var count: Int { Int(UInt32(truncatingIfNeeded: number)) }

    /// The bit by which IPv6 addresses differ from their numbers.
    static let ipv6Sign = Int128.min

    @inline(__always) static func ipv6(_ high: UInt64, _ low: UInt64) -> FilterValue {
        FilterValue(Int128(truncatingIfNeeded: UInt128(high) << 64 | UInt128(low)) ^ ipv6Sign)
    }

    /// The number of a field's raw bits.
    @inline(__always) static func number(_ raw: UInt64, _ kind: ValueKind) -> Int128 {
        switch kind {
        case .signed, .absoluteTime, .relativeTime: Int128(Int64(bitPattern: raw))
        case .boolean: raw == 0 ? 0 : 1
        default: Int128(raw)
        }
    }
}
