extension Hexadecimal {
    /// `0x` as it lies in memory.
    @inlinable @inline(__always) static var prefix: UInt16 { UInt16(littleEndian: 0x7830) }

    /// Writes `0x`, unless that is left out, and at least `digits` (1 to 16) digits; at most 18 bytes are touched. Gives their
    /// count.
    @inlinable @inline(__always)
    static func write(_ number: UInt64, digits: Int, isPrefixed: Bool = true, to target: UnsafeMutableRawPointer) -> Int
    {
        let needed = (67 - (number | 1).leadingZeroBitCount) >> 2
        let shown = min(max(digits, needed), 16)
        unsafe target.storeBytes(of: prefix, as: UInt16.self)
        let lead = isPrefixed ? MemoryLayout<UInt16>.size : 0
        let start = unsafe target + lead
        let text = Hexadecimal.digits(of: number)
        // The digits that lead are shifted out of the register's low end, which is the first byte in memory.
        if shown > 8 {
            let high = text.high >> UInt64(8 &* (16 &- shown))
            unsafe start.storeBytes(of: high.littleEndian, as: UInt64.self)
            unsafe start.storeBytes(of: text.low.littleEndian, toByteOffset: shown - 8, as: UInt64.self)
        } else {
            let low = text.low >> UInt64(8 &* (8 &- shown))
            unsafe start.storeBytes(of: low.littleEndian, as: UInt64.self)
        }
        return lead + shown
    }
}
