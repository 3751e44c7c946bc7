/// Room at the end of a text buffer that was asked for at once: what is written into it asks for none again.
///
/// An append to the buffer makes sure that the array is its own and large enough, which is 50 instructions and more than
/// the text of most values takes. Here a presenter asks once for a member with its key, its value and what is between
/// (``has(_:)``), and all that it then puts is stores. Those reach up to ``slack`` bytes further than what they write.
@safe
@usableFromInline package struct TextStretch: ~Copyable {
    @usableFromInline let start: UnsafeMutableRawPointer
    @usableFromInline let room: Int
    /// How many bytes were written.
    @usableFromInline package internal(set) var count = 0

    /// How far past their end stores may reach.
    @inlinable package static var slack: Int { 16 }

    @unsafe @inlinable @inline(__always)
    init(_ start: UnsafeMutableRawPointer, room: Int) {
        unsafe self.start = unsafe start
        self.room = room
    }

    /// Whether there is room for so many bytes more, and for what stores reach past them.
    @inlinable @inline(__always)
    package func has(_ bytes: Int) -> Bool { bytes <= room &- count &- Self.slack }

    /// What was written from `first` on.
    @_lifetime(borrow self)
    package func octets(from first: Int) -> RawSpan {
        precondition(first >= 0 && first <= count)
        return unsafe _overrideLifetime(
            RawSpan(_unsafeStart: UnsafeRawPointer(start) + first, byteCount: count &- first), borrowing: self)
    }

    @inlinable @inline(__always)
    package mutating func put(byte: UInt8) {
        assert(has(1))
        unsafe start.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count &+= 1
    }

    /// Puts one character of ASCII. Of a literal the compiler leaves no more than its byte.
    @inlinable @inline(__always)
    package mutating func put(character: Unicode.Scalar) { put(byte: UInt8(truncatingIfNeeded: character.value)) }

    /// Puts up to eight bytes, the first in the least significant place.
    @inlinable @inline(__always)
    package mutating func put(word: UInt64, count length: Int = 8) {
        assert(length <= 8 && has(length))
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: count, as: UInt64.self)
        count &+= length
    }

    /// Puts octets, eight at a time as long as there are as many.
    package mutating func put(_ octets: RawSpan) {
        assert(has(octets.byteCount))
        var offset = 0
        while offset &+ 8 <= octets.byteCount {
            put(word: octets.quad(offset).byteSwapped)
            offset &+= 8
        }
        while offset < octets.byteCount {
            put(byte: octets.octet(offset))
            offset &+= 1
        }
    }

    /// Puts `length` of the octets that start at `from`, behind which there must be ``slack`` octets more.
    @inlinable @inline(__always)
    package mutating func put(_ octets: RawSpan, from: Int, count length: Int) {
        precondition(from >= 0 && from &+ length &+ Self.slack <= octets.byteCount)
        put(count: length) { offset in
            unsafe octets.unsafeLoadUnaligned(fromUncheckedByteOffset: from &+ offset, as: SIMD16<UInt8>.self)
        }
    }

    /// The same, with other bytes, two, at the beginning: the first in the least significant place.
    @inlinable @inline(__always)
    package mutating func put(_ octets: RawSpan, from: Int, count length: Int, beginning word: UInt16) {
        let beginning = count
        put(octets, from: from, count: length)
        unsafe start.storeBytes(of: word.littleEndian, toByteOffset: beginning, as: UInt16.self)
    }

    /// Puts so many spaces.
    @inlinable @inline(__always)
    package mutating func put(spaces length: Int) {
        let block = SIMD16<UInt8>(repeating: 0x20)
        put(count: length) { _ in block }
    }

    /// Puts `length` bytes, sixteen at a time.
    @inlinable @inline(__always)
    mutating func put(count length: Int, _ block: (Int) -> SIMD16<UInt8>) {
        assert(has(length))
        var offset = 0
        repeat {
            unsafe start.storeBytes(of: block(offset), toByteOffset: count &+ offset, as: SIMD16<UInt8>.self)
            offset &+= 16
        } while offset < length
        count &+= length
    }

    /// Puts at most 20 digits.
    @inlinable @inline(__always)
    package mutating func put(decimal value: UInt64) {
        if value < 10 { return put(byte: 0x30 &+ UInt8(truncatingIfNeeded: value)) }
        assert(has(20))
        count &+= unsafe Decimal.write(value, to: start + count)
    }

    /// Puts `0x` and at least `digits` (1 to 16) digits.
    @inlinable @inline(__always)
    package mutating func put(hex value: UInt64, digits: Int) {
        assert(has(18))
        count &+= unsafe Hexadecimal.write(value, digits: digits, to: start + count)
    }

    /// Puts seconds with nine decimals.
    @inlinable @inline(__always)
    package mutating func put(nanoseconds: Int64) {
        if nanoseconds < 0 { put(character: "-") }
        let magnitude = nanoseconds.magnitude
        let seconds = magnitude / 1_000_000_000
        let fraction = magnitude &- seconds &* 1_000_000_000
        put(decimal: seconds)
        let first = fraction / 100_000_000
        put(word: 0x302e &+ first &<< 8, count: 2)
        put(word: UInt64(littleEndian: Decimal.eightDigits(fraction &- first &* 100_000_000)))
    }

    /// Puts `192.0.2.1`.
    @inlinable @inline(__always)
    package mutating func put(_ address: IPv4Address) {
        assert(has(16))
        count &+= unsafe TextBuffer.write(address.rawValue, to: start + count)
    }

    @inlinable @inline(__always)
    package mutating func put(_ address: MACAddress) {
        assert(has(24))
        count &+= unsafe TextBuffer.write(address, separator: UInt8(ascii: ":"), to: start + count)
    }

    /// Puts at most 39 bytes; stores reach 56.
    package mutating func put(_ address: IPv6Address) {
        assert(has(56))
        count &+= unsafe TextBuffer.write(address, to: start + count)
    }

    /// Puts each octet as two digits, with colons between: three bytes an octet.
    package mutating func put(colonsBetween octets: RawSpan) {
        assert(has(octets.byteCount &* 3))
        count &+= unsafe Hexadecimal.write(octets, separator: UInt8(ascii: ":"), to: start + count)
    }

    /// Puts octets as ASCII up to the first zero, as the inside of a JSON string: at most six bytes an octet.
    package mutating func put(jsonOfASCII octets: RawSpan) {
        assert(has(octets.byteCount &* 6))
        var offset = 0
        while offset < octets.byteCount {
            // Eight octets with the first in the least significant place; fewer are filled up with letters.
            let left = octets.byteCount &- offset
            let word = left >= 8 ? octets.quad(offset).byteSwapped : octets.last(left)
            let marks = OctetWord.jsonMarks(word)
            let plain = min(marks == 0 ? 8 : marks.trailingZeroBitCount &>> 3, left)
            put(word: word, count: plain)
            offset &+= plain
            guard marks != 0, plain < left else { continue }
            let octet = octets.octet(offset)
            if octet == 0 { return }
            put(jsonEscaped: octet)
            offset &+= 1
        }
    }

    /// Puts an octet that does not stand for itself in a JSON string of ASCII. RFC 8259 section 7.
    @inline(__always)
    private mutating func put(jsonEscaped octet: UInt8) {
        let letter: UInt8
        switch octet {
        case 0x22, 0x5c: letter = octet
        case 0x08: letter = 0x62
        case 0x09: letter = 0x74
        case 0x0a: letter = 0x6e
        case 0x0c: letter = 0x66
        case 0x0d: letter = 0x72
        case 0x20...0x7f: return put(byte: octet)
        case 0x80...: return put(word: 0xbdbfef, count: 3)
        default:
            put(word: 0x3030_755c, count: 4)
            return put(word: UInt64(UInt16(littleEndian: Hexadecimal.pair(octet))), count: 2)
        }
        put(word: 0x5c | UInt64(letter) &<< 8, count: 2)
    }
}

extension TextBuffer {
    /// Lends at least `room` bytes, and ``TextStretch/slack`` more, at the text's end.
    @inlinable @inline(__always)
    package mutating func stretch(_ room: Int, _ body: (inout TextStretch) -> Void) {
        unsafe write(upTo: room &+ TextStretch.slack) { target in
            var stretch = unsafe TextStretch(target, room: room &+ TextStretch.slack)
            body(&stretch)
            return stretch.count
        }
    }
}

extension OctetWord {
    /// Those that may not stand for themselves in a JSON string of ASCII; above the first that is found perhaps more.
    @inline(__always)
    fileprivate static func jsonMarks(_ octets: UInt64) -> UInt64 {
        (unprintable(octets) | matches(octets, 0x22) | matches(octets, 0x5c)) & tops
    }
}

extension RawSpan {
    /// The last `count` octets, fewer than eight, the first in the least significant place, and letters behind them.
    @inline(__always)
    fileprivate func last(_ count: Int) -> UInt64 {
        let spare = UInt64(truncatingIfNeeded: (8 &- count) &* 8)
        // One load of the eight that end there, where there are so many.
        if byteCount >= 8 {
            return quad(byteCount &- 8).byteSwapped &>> spare | 0x6161_6161_6161_6161 &<< (64 &- spare)
        }
        var word: UInt64 = 0x6161_6161_6161_6161
        var offset = byteCount &- 1
        while offset >= byteCount &- count {
            word = word &<< 8 | UInt64(octet(offset))
            offset &-= 1
        }
        return word
    }
}
