extension TextBuffer {
    /// Appends an integer in decimal.
    @inlinable public mutating func append(decimal value: some FixedWidthInteger) {
        if let number = UInt64(exactly: value) {
            append(unsigned: number)
        } else if let number = Int64(exactly: value) {
            append(character: "-")
            append(unsigned: number.magnitude)
        } else {
            append(String(value))
        }
    }

    /// Appends a number in decimal with zeros before it up to `width` digits; a longer number is not cut.
    public mutating func append(decimal value: some UnsignedInteger & FixedWidthInteger, width: Int) {
        guard let number = UInt64(exactly: value) else { return append(String(value)) }
        let digits = Decimal.digitCount(number)
        append(character: "0", repeated: width - digits)
        append(unsigned: number)
    }

    /// Appends a number in lower-case hexadecimal with at least `digits` digits (1 to 16), after `0x` if `prefixed`.
    @inlinable
    public mutating func append(
        hex value: some UnsignedInteger & FixedWidthInteger, digits: Int = 1, prefixed: Bool = false
    ) {
        append(hexadecimal: UInt64(truncatingIfNeeded: value), digits: digits, prefixed: prefixed)
    }

    @usableFromInline
    mutating func append(hexadecimal number: UInt64, digits: Int, prefixed: Bool) {
        unsafe write(upTo: 18) { target in
            unsafe Hexadecimal.write(number, digits: digits, isPrefixed: prefixed, to: target)
        }
    }

    /// Appends a number in upper-case hexadecimal, without leading zeros.
    package mutating func append(upperHex value: UInt64) {
        var shift = UInt64(60 - (value | 1).leadingZeroBitCount & ~3)
        while true {
            let digit = UInt8(truncatingIfNeeded: value >> shift & 15)
            append(byte: digit < 10 ? 0x30 + digit : 0x37 + digit)
            if shift == 0 { return }
            shift -= 4
        }
    }

    /// Appends each byte as two hexadecimal digits with `separator` between, none if `nil`: `00:1b:21`.
    public mutating func append(hexOf span: RawSpan, separator: UInt8? = nil) {
        let count = span.byteCount
        guard count > 0 else { return }
        let stride = separator == nil ? 2 : 3
        let (room, overflowed) = count.multipliedReportingOverflow(by: stride)
        guard !overflowed else { return }
        unsafe write(upTo: room) { target in unsafe Hexadecimal.write(span, separator: separator, to: target) }
    }

    /// Appends seconds with `digits` decimals (0 to 9): `12.000345`. What is past the last digit is cut, not rounded.
    ///
    /// A time before zero is `seconds` below it and `nanoseconds` (less than 10^9) above that: -1 and 500,000,000 is `-0.5`.
    public mutating func append(seconds: Int64, nanoseconds: UInt32, digits: Int = 6) {
        var whole = seconds.magnitude
        var nanoseconds = nanoseconds
        if seconds < 0 {
            append(character: "-")
            if nanoseconds > 0, nanoseconds < 1_000_000_000 {
                whole -= 1
                nanoseconds = 1_000_000_000 - nanoseconds
            }
        }
        append(unsigned: whole)
        append(fraction: nanoseconds, digits: digits)
    }

    /// Appends `.` and the first `digits` (0 to 9) of nine decimals; nothing for 0.
    public mutating func append(fraction nanoseconds: UInt32, digits: Int) {
        guard digits > 0 else { return }
        unsafe write(upTo: 10) { target in
            unsafe Decimal.write(fraction: nanoseconds, to: target)
            return 1 + Swift.min(digits, 9)
        }
    }

    @inlinable mutating func append(unsigned value: UInt64) {
        unsafe write(upTo: 20) { target in
            if value < 10 {
                unsafe target.storeBytes(of: 0x30 + UInt8(truncatingIfNeeded: value), as: UInt8.self)
                return 1
            }
            return unsafe Decimal.write(value, to: target)
        }
    }
}

/// Decimal digits, eight at a time in a register.
@usableFromInline enum Decimal {
    /// How many digits the number has, 1 to 20.
    @inlinable @inline(__always)
    static func digitCount(_ value: UInt64) -> Int {
        if value < 100_000_000 {
            // The position of the first of eight digits that is not zero.
            let digits = eightDigits(value) & 0x0F0F_0F0F_0F0F_0F0F | 0x0100_0000_0000_0000
            return 8 - digits.trailingZeroBitCount >> 3
        }
        return 8 + digitCount(value / 100_000_000)
    }

    /// The eight ASCII digits of a number below 10^8, as they stand in memory on a little-endian machine.
    @inlinable @inline(__always)
    static func eightDigits(_ value: UInt64) -> UInt64 {
        // Halves: four digits, two digits, one digit; each multiplication is a division by 100 or 10 in every lane.
        let high = value / 10000
        var lanes = high | (value &- high &* 10000) << 32
        let hundreds = ((lanes &* 10486) >> 20) & 0x0000_007F_0000_007F
        lanes = hundreds | (lanes &- hundreds &* 100) << 16
        let tens = ((lanes &* 103) >> 10) & 0x000F_000F_000F_000F
        lanes = tens | (lanes &- tens &* 10) << 8
        return (lanes | 0x3030_3030_3030_3030).littleEndian
    }

    /// Writes a number and returns its digits' count; no byte past the twentieth is touched.
    @inlinable @inline(__always)
    static func write(_ value: UInt64, to target: UnsafeMutableRawPointer) -> Int {
        if value < 100_000_000 { return unsafe writeHead(value, to: target) }
        let high = value / 100_000_000
        let low = eightDigits(value &- high &* 100_000_000)
        if high < 100_000_000 {
            let count = unsafe writeHead(high, to: target)
            unsafe target.storeBytes(of: low, toByteOffset: count, as: UInt64.self)
            return count + 8
        }
        let highest = high / 100_000_000
        let middle = eightDigits(high &- highest &* 100_000_000)
        let count = unsafe writeHead(highest, to: target)
        unsafe target.storeBytes(of: middle, toByteOffset: count, as: UInt64.self)
        unsafe target.storeBytes(of: low, toByteOffset: count + 8, as: UInt64.self)
        return count + 16
    }

    /// Writes a point and nine decimals.
    @inlinable @inline(__always)
    static func write(fraction nanoseconds: UInt32, to target: UnsafeMutableRawPointer) {
        let nanoseconds = Swift.min(nanoseconds, 999_999_999)
        let first = nanoseconds / 100_000_000
        let rest = eightDigits(UInt64(nanoseconds &- first &* 100_000_000))
        // A point, and the first of them.
        let start = UInt16(truncatingIfNeeded: 0x302E &+ first &<< 8)
        unsafe target.storeBytes(of: start.littleEndian, as: UInt16.self)
        unsafe (target + MemoryLayout<UInt16>.size).storeBytes(of: rest, as: UInt64.self)
    }

    /// Writes a number below 10^8 without leading zeros; at most eight bytes are touched.
    @inlinable @inline(__always)
    static func writeHead(_ value: UInt64, to target: UnsafeMutableRawPointer) -> Int {
        if value < 10000 {
            // Ports, lengths, octets: four digits are half of the work, and 2 ns of 7 less.
            let hundreds = (value &* 10486) >> 20
            let halves = hundreds | (value &- hundreds &* 100) << 16
            let tens = ((halves &* 103) >> 10) & 0x000F_000F
            let digits = UInt32(truncatingIfNeeded: tens | (halves &- tens &* 10) << 8)
            let zeros = (digits | 0x0100_0000).trailingZeroBitCount & ~7
            unsafe target.storeBytes(of: ((digits | 0x3030_3030) >> UInt32(zeros)).littleEndian, as: UInt32.self)
            return 4 - zeros >> 3
        }
        let digits = UInt64(littleEndian: eightDigits(value))
        let zeros = (digits & 0x0F0F_0F0F_0F0F_0F0F | 0x0100_0000_0000_0000).trailingZeroBitCount & ~7
        unsafe target.storeBytes(of: (digits >> UInt64(zeros)).littleEndian, as: UInt64.self)
        return 8 - zeros >> 3
    }
}

/// Hexadecimal digits, eight at a time in a register.
@usableFromInline enum Hexadecimal {
    /// The sixteen lower-case ASCII digits of a number, as they stand in memory on a little-endian machine.
    @inlinable @inline(__always)
    static func digits(of value: UInt64) -> (high: UInt64, low: UInt64) {
        (eight(UInt32(truncatingIfNeeded: value >> 32)), eight(UInt32(truncatingIfNeeded: value)))
    }

    /// The eight digits of 32 bits; the first digit is in the lowest byte.
    @inlinable @inline(__always)
    static func eight(_ value: UInt32) -> UInt64 {
        // The highest nibble goes to the lowest byte: spread the bytes, then the nibbles of each.
        var lanes = UInt64(value.byteSwapped)
        lanes = (lanes | lanes << 16) & 0x0000_FFFF_0000_FFFF
        lanes = (lanes | lanes << 8) & 0x00FF_00FF_00FF_00FF
        lanes = (lanes >> 4 | lanes << 8) & 0x0F0F_0F0F_0F0F_0F0F
        return ascii(lanes)
    }

    /// ASCII of eight nibbles, one a byte: 0x27 more where it is ten or more.
    @inlinable @inline(__always)
    static func ascii(_ lanes: UInt64) -> UInt64 {
        let letters = (lanes &+ 0x0606_0606_0606_0606) >> 4 & 0x0101_0101_0101_0101
        return lanes &+ 0x3030_3030_3030_3030 &+ letters &* 0x27
    }

    /// Moves six digits apart, pair by pair, so that a separator fits after the first pair and the second.
    @inlinable @inline(__always)
    static func spread(_ digits: UInt64) -> UInt64 {
        digits & 0xFFFF | (digits & 0xFFFF_0000) << 8 | (digits & 0xFFFF_0000_0000) << 16
    }

    /// Writes each octet as two digits, with `separator` between; two or three bytes an octet are touched.
    @inlinable @inline(__always)
    static func write(_ octets: RawSpan, separator: UInt8?, to target: UnsafeMutableRawPointer) -> Int {
        let count = octets.byteCount
        let stride = separator == nil ? 2 : 3
        var offset = 0
        // Four octets at a time: eight digits, and with separators twelve bytes.
        while offset &+ 4 <= count {
            let digits = eight(octets.long(offset))
            if let separator {
                let separators = UInt64(separator) &<< 16 | UInt64(separator) &<< 40
                let last = UInt32(separator) &* 0x0100_0001 | UInt32(truncatingIfNeeded: digits &>> 48) &<< 8
                unsafe target.storeBytes(
                    of: (spread(digits) | separators).littleEndian, toByteOffset: offset &* 3, as: UInt64.self)
                unsafe target.storeBytes(of: last.littleEndian, toByteOffset: offset &* 3 &+ 8, as: UInt32.self)
            } else {
                unsafe target.storeBytes(of: digits.littleEndian, toByteOffset: offset &* 2, as: UInt64.self)
            }
            offset &+= 4
        }
        while offset < count {
            unsafe target.storeBytes(
                of: pair(octets.octet(offset)), toByteOffset: offset &* stride, as: UInt16.self)
            if let separator {
                unsafe target.storeBytes(of: separator, toByteOffset: offset &* stride &+ 2, as: UInt8.self)
            }
            offset &+= 1
        }
        return separator == nil ? count &* 2 : max(count &* 3 &- 1, 0)
    }

    /// The two digits of a byte; the first digit is in the lowest byte.
    @inlinable @inline(__always)
    static func pair(_ byte: UInt8) -> UInt16 {
        let lanes = UInt64(byte >> 4) | UInt64(byte & 15) << 8
        return UInt16(truncatingIfNeeded: ascii(lanes)).littleEndian
    }
}
