extension TextBuffer {
    /// Appends `00:1b:21:3c:9d:f8`.
    @_disfavoredOverload
    public mutating func append(_ address: MACAddress) { append(address, separator: UInt8(ascii: ":")) }

    /// Appends a hardware address with another separator between the octets.
    public mutating func append(_ address: MACAddress, separator: UInt8) {
        unsafe write(upTo: 24) { target in unsafe Self.write(address, separator: separator, to: target) }
    }

    /// Writes an address; 17 bytes are touched.
    @inlinable @inline(__always)
    static func write(_ address: MACAddress, separator: UInt8, to target: UnsafeMutableRawPointer) -> Int {
        let digits = Hexadecimal.digits(of: address.rawValue << 16)
        // Eight bytes hold two octets with their separators and the next octet; later stores cover what is too much.
        let separators = UInt64(separator) << 16 | UInt64(separator) << 40
        let a = Hexadecimal.spread(digits.high) | separators
        let b = Hexadecimal.spread(digits.high >> 48 | digits.low << 16) | separators
        unsafe target.storeBytes(of: a.littleEndian, as: UInt64.self)
        unsafe target.storeBytes(of: separator, toByteOffset: 8, as: UInt8.self)
        unsafe target.storeBytes(of: b.littleEndian, toByteOffset: 9, as: UInt64.self)
        return 17
    }

    /// Appends `192.0.2.1`.
    @_disfavoredOverload
    public mutating func append(_ address: IPv4Address) {
        unsafe write(upTo: 16) { target in unsafe Self.write(address.rawValue, to: target) }
    }

    /// Appends the text of RFC 5952; see ``IPv6Address/appendText(to:)``.
    @_disfavoredOverload
    public mutating func append(_ address: IPv6Address) {
        unsafe write(upTo: 56) { target in unsafe Self.write(address, to: target) }
    }

    /// Writes an address; 56 bytes may be touched: 39 are the longest text, and stores of eight bytes reach past it.
    @usableFromInline static func write(_ address: IPv6Address, to target: UnsafeMutableRawPointer) -> Int {
        let zeros = longestZeros(address)
        let dotted = zeros.lowerBound == 0 && (zeros.count == 6 || zeros.count == 5 && address.group(5) == 0xFFFF)
        let colon = UInt8(ascii: ":")
        var length = 0
        var index = 0
        while index < (dotted ? 6 : 8) {
            if index == zeros.lowerBound, !zeros.isEmpty {
                unsafe target.storeBytes(of: colon, toByteOffset: length, as: UInt8.self)
                length += 1
                index = zeros.upperBound
                if index == 8 {
                    unsafe target.storeBytes(of: colon, toByteOffset: length, as: UInt8.self)
                    length += 1
                }
                continue
            }
            if index > 0 {
                unsafe target.storeBytes(of: colon, toByteOffset: length, as: UInt8.self)
                length += 1
            }
            let group = address.group(index)
            let digits = (19 - (group | 1).leadingZeroBitCount) >> 2
            let text = Hexadecimal.eight(UInt32(group)) >> UInt64(8 * (8 - digits))
            unsafe target.storeBytes(
                of: UInt32(truncatingIfNeeded: text).littleEndian, toByteOffset: length, as: UInt32.self)
            length += digits
            index += 1
        }
        guard dotted else { return length }
        unsafe target.storeBytes(of: colon, toByteOffset: length, as: UInt8.self)
        length += 1
        return unsafe length + write(UInt32(truncatingIfNeeded: address.low), to: target + length)
    }

    /// The first longest run of two or more groups that are zero; empty if there is none.
    private static func longestZeros(_ address: IPv6Address) -> Range<Int> {
        var best = 0..<0
        var index = 0
        while index < 8 {
            let start = index
            while index < 8, address.group(index) == 0 { index += 1 }
            if index - start > 1, index - start > best.count { best = start..<index }
            if index == start { index += 1 }
        }
        return best
    }

    /// Writes four octets with dots between; 16 bytes may be touched.
    @inlinable @inline(__always)
    static func write(_ value: UInt32, to target: UnsafeMutableRawPointer) -> Int {
        var length = unsafe write(octet: value >> 24, to: target)
        length += unsafe write(octet: value >> 16 & 255, to: target + length)
        length += unsafe write(octet: value >> 8 & 255, to: target + length)
        length += unsafe write(octet: value & 255, to: target + length)
        return length - 1
    }

    /// Writes 0 to 255 and a dot; four bytes are touched.
    @inlinable @inline(__always)
    static func write(octet: UInt32, to target: UnsafeMutableRawPointer) -> Int {
        let hundreds = (octet &* 41) >> 12
        let rest = octet &- hundreds &* 100
        let tens = (rest &* 103) >> 10
        let ones = rest &- tens &* 10
        let text = hundreds | tens << 8 | ones << 16 | 0x2E30_3030
        // Without branches: the lengths of octets cannot be predicted.
        let length = 2 &+ (octet &+ 246) >> 8 &+ (octet &+ 156) >> 8
        unsafe target.storeBytes(of: (text >> (32 &- length &* 8)).littleEndian, as: UInt32.self)
        return Int(length)
    }
}
