extension Hexadecimal {
    /// Writes `0x` and at least `digits` (1 to 16) digits; at most 18 bytes are touched. Gives their count.
    @inlinable @inline(__always)
    static func write(_ number: UInt64, digits: Int, to target: UnsafeMutableRawPointer) -> Int {
        let needed = (67 - (number | 1).leadingZeroBitCount) >> 2
        let shown = min(max(digits, needed), 16)
        unsafe target.storeBytes(of: UInt16(littleEndian: 0x7830), as: UInt16.self)
        let text = Hexadecimal.digits(of: number)
        if shown > 8 {
            let high = text.high >> UInt64(8 &* (16 &- shown))
            unsafe target.storeBytes(of: high.littleEndian, toByteOffset: 2, as: UInt64.self)
            unsafe target.storeBytes(of: text.low.littleEndian, toByteOffset: 2 + shown - 8, as: UInt64.self)
        } else {
            let low = text.low >> UInt64(8 &* (8 &- shown))
            unsafe target.storeBytes(of: low.littleEndian, toByteOffset: 2, as: UInt64.self)
        }
        return 2 + shown
    }
}
