import Packets

/// The two ends of a flow as this side sees them. An IPv4 address is mapped (RFC 4291 section 2.5.5.2), so that the flows of
/// both families are of one kind.
struct FlowEnds: BitwiseCopyable {
    var local = IPv6Address(high: 0, low: 0)
    var remote = IPv6Address(high: 0, low: 0)
    /// Remote in the high half, local in the low one.
    var ports: UInt32 = 0

    init() {}

    init(local: IPv6Address, localPort: UInt16, remote: IPv6Address, remotePort: UInt16) {
        self.local = local
        self.remote = remote
        ports = UInt32(remotePort) << 16 | UInt32(localPort)
    }

    var localPort: UInt16 { UInt16(truncatingIfNeeded: ports) }
    var remotePort: UInt16 { UInt16(truncatingIfNeeded: ports >> 16) }

    @inline(__always)
    func isSame(as other: FlowEnds) -> Bool {
        ports == other.ports && remote.low == other.remote.low && local.low == other.local.low
            && remote.high == other.remote.high && local.high == other.local.high
    }

    /// A hash that nobody can aim at who does not know the key: three folded multiplications.
    @inline(__always)
    func hash(_ key: StackSecrets) -> UInt32 {
        let first = Self.mix(remote.low ^ key.first, remote.high ^ key.second)
        let second = Self.mix(local.low ^ key.second, local.high ^ first)
        let third = Self.mix(UInt64(ports) ^ second, key.first | 1)
        return UInt32(truncatingIfNeeded: third ^ third >> 32)
    }

    @inline(__always)
    private static func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = a.multipliedFullWidth(by: b)
        return product.high ^ product.low
    }
}

/// What nobody outside may guess: of it come the places in the tables, initial sequence numbers and ports. Handed in, for
/// there is no randomness in a stack: with the same secrets, frames and times it does the same again.
public struct StackSecrets: Sendable, BitwiseCopyable {
    var first: UInt64
    var second: UInt64

    public init(_ first: UInt64, _ second: UInt64) {
        self.first = first
        self.second = second
    }

    /// SipHash-2-4 of a flow's ends (Aumasson and Bernstein, 2012): the hash of RFC 6528 section 3.
    func sequenceHash(_ ends: FlowEnds) -> UInt64 {
        var v0 = first ^ 0x736f_6d65_7073_6575
        var v1 = second ^ 0x646f_7261_6e64_6f6d
        var v2 = first ^ 0x6c79_6765_6e65_7261
        var v3 = second ^ 0x7465_6462_7974_6573
        func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { value << count | value >> (64 - count) }
        func round() {
            v0 &+= v1
            v1 = rotate(v1, 13) ^ v0
            v0 = rotate(v0, 32)
            v2 &+= v3
            v3 = rotate(v3, 16) ^ v2
            v0 &+= v3
            v3 = rotate(v3, 21) ^ v0
            v2 &+= v1
            v1 = rotate(v1, 17) ^ v2
            v2 = rotate(v2, 32)
        }
        // The words in the order of their octets as SipHash reads them; the last holds the count of all octets.
        let words: [5 of UInt64] = [
            ends.local.high, ends.local.low, ends.remote.high, ends.remote.low, UInt64(ends.ports) | 36 << 56,
        ]
        for index in words.indices {
            v3 ^= words[index]
            round()
            round()
            v0 ^= words[index]
        }
        v2 ^= 0xff
        for _ in 0..<4 { round() }
        return v0 ^ v1 ^ v2 ^ v3
    }
}
