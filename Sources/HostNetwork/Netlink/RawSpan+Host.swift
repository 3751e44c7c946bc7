internal import Packets

/// What the kernel writes: its structs, and numbers in the host's own order.
extension RawSpan {
    /// One of the kernel's structs, which starts at `offset`; `nil` when the octets do not hold it.
    func structure<T: BitwiseCopyable>(_: T.Type = T.self, at offset: Int = 0) -> T? {
        guard offset >= 0, offset <= byteCount, MemoryLayout<T>.size <= byteCount - offset else { return nil }
        return unsafe unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: T.self)
    }

    /// One of the kernel's structs, of which older kernels know less than its end: what they do not say is as in `unsaid`.
    func structure<T: BitwiseCopyable>(over unsaid: T) -> T {
        var value = unsaid
        unsafe withUnsafeMutableBytes(of: &value) { target in
            unsafe clamped(0, target.count).withUnsafeBytes { source in unsafe target.copyMemory(from: source) }
        }
        return value
    }

    /// The number that the octets begin with; zero when they do not hold one.
    func number<T: FixedWidthInteger & BitwiseCopyable>(_: T.Type = T.self) -> T { structure() ?? 0 }

    /// The address that these octets are: four or sixteen of them.
    var address: IPAddress? {
        switch byteCount {
        case MemoryLayout<UInt32>.size: .v4(IPv4Address(rawValue: number(UInt32.self).bigEndian))
        case MemoryLayout<UInt128>.size: .v6(IPv6Address(structure(over: (0, 0, 0, 0))))
        default: nil
        }
    }

    /// The octets as text, up to the first that is zero.
    var text: String {
        var end = 0
        while end < byteCount, octet(end) != 0 { end += 1 }
        return String(decoding: octets(0, end), as: UTF8.self)
    }
}

extension IPv6Address {
    /// The address that four words of the kernel's are, as they lie in memory.
    init(_ words: (UInt32, UInt32, UInt32, UInt32)) {
        func half(_ high: UInt32, _ low: UInt32) -> UInt64 { UInt64(high.bigEndian) << 32 | UInt64(low.bigEndian) }
        self.init(high: half(words.0, words.1), low: half(words.2, words.3))
    }
}

extension UInt64 {
    /// The number whose lower half the kernel puts first, whatever the host's order.
    init(halves: (UInt32, UInt32)) { self = UInt64(halves.1) << 32 | UInt64(halves.0) }
}
