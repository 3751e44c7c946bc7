/// Loads from a packet's octets: the only place of the wire model where memory is read without the compiler's own check.
///
/// Every load is total: one comparison, then an unaligned load; what lies beyond the span reads as zero. A field whose
/// octets are not there is left out by those who show fields, so that zero is never taken for a value, and a forgotten
/// check in a protocol file costs a wrong answer and not the process.
///
/// The comparison adds to the offset, as a number without a sign, so that nothing wraps: the compiler then leaves it out
/// where an earlier load already reached further. When it took from the count instead, every comparison stayed, and a field
/// by its declaration took half as long again as a load by hand.
extension RawSpan {
    @inlinable @inline(__always)
    public func octet(_ offset: Int) -> UInt8 {
        guard offset >= 0, offset < byteCount else { return 0 }
        return unsafe unsafeLoad(fromUncheckedByteOffset: offset, as: UInt8.self)
    }

    /// Two octets in network order.
    @inlinable @inline(__always)
    public func word(_ offset: Int) -> UInt16 {
        guard offset >= 0, UInt(bitPattern: offset) &+ 2 <= UInt(bitPattern: byteCount) else { return 0 }
        return unsafe UInt16(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt16.self))
    }

    /// Four octets in network order.
    @inlinable @inline(__always)
    public func long(_ offset: Int) -> UInt32 {
        guard offset >= 0, UInt(bitPattern: offset) &+ 4 <= UInt(bitPattern: byteCount) else { return 0 }
        return unsafe UInt32(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt32.self))
    }

    /// Eight octets in network order.
    @inlinable @inline(__always)
    public func quad(_ offset: Int) -> UInt64 {
        guard offset >= 0, UInt(bitPattern: offset) &+ 8 <= UInt(bitPattern: byteCount) else { return 0 }
        return unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: offset, as: UInt64.self))
    }

    /// `width` bits (1 to 64) that start at bit `bit`, most significant first; zero when they are not all there.
    ///
    /// One load of 1, 2, 4 or 8 octets and a shift: a byte loop costs three times as much for 4- and 13-bit fields.
    @inlinable @inline(__always)
    public func bits(_ bit: Int, _ width: Int) -> UInt64 {
        let first = bit &>> 3
        let skip = bit & 7
        if skip == 0 {
            switch width {
            case 8: return UInt64(octet(first))
            case 16: return UInt64(word(first))
            case 32: return UInt64(long(first))
            case 64: return quad(first)
            default: break
            }
        }
        guard width > 0, width <= 64 else { return 0 }
        let end = skip &+ width
        let mask = ~UInt64(0) &>> UInt64(truncatingIfNeeded: 64 &- width)
        if end <= 8 { return (UInt64(octet(first)) &>> UInt64(truncatingIfNeeded: 8 &- end)) & mask }
        if end <= 16 { return (UInt64(word(first)) &>> UInt64(truncatingIfNeeded: 16 &- end)) & mask }
        return wideBits(first, end: end, mask: mask)
    }

    /// The same for a place that is known at run time alone: one load of eight octets and two shifts.
    @inlinable @inline(__always)
    package func anyBits(_ bit: Int, _ width: Int) -> UInt64 {
        // Of a span's last octets the last eight are loaded.
        let first = Swift.min(bit &>> 3, byteCount &- 8)
        let skip = bit &- first &* 8
        guard first >= 0, width > 0, skip &+ width <= 64 else { return oddBits(bit, width) }
        let octets = unsafe UInt64(bigEndian: unsafeLoadUnaligned(fromUncheckedByteOffset: first, as: UInt64.self))
        return (octets &<< UInt64(truncatingIfNeeded: skip)) &>> UInt64(truncatingIfNeeded: 64 &- width)
    }

    @usableFromInline @inline(never)
    package func oddBits(_ bit: Int, _ width: Int) -> UInt64 { bits(bit, width) }

    /// The rest of `bits`: fields that span three octets or more without filling a machine word.
    @inlinable
    func wideBits(_ first: Int, end: Int, mask: UInt64) -> UInt64 {
        let count = (end &+ 7) &>> 3
        guard first >= 0, first &+ count <= byteCount else { return 0 }
        if count < 9, first &+ 8 <= byteCount {
            return (quad(first) &>> UInt64(truncatingIfNeeded: 64 &- end)) & mask
        }
        if count == 9 {
            let spare = UInt64(truncatingIfNeeded: end &- 64)
            let low = UInt64(octet(first &+ 8)) &>> UInt64(truncatingIfNeeded: 72 &- end)
            return (quad(first) &<< spare | low) & mask
        }
        var value: UInt64 = 0
        for offset in first..<(first &+ count) { value = value &<< 8 | UInt64(octet(offset)) }
        return (value &>> UInt64(truncatingIfNeeded: count &* 8 &- end)) & mask
    }

    /// The same bits read from the least significant octet, for formats in little-endian order. Whole octets only.
    @inlinable @inline(__always)
    public func littleEndianBits(_ bit: Int, _ width: Int) -> UInt64 {
        let swapped = bits(bit, width).byteSwapped
        return width >= 64 ? swapped : swapped &>> UInt64(truncatingIfNeeded: 64 &- width)
    }

    /// The octets `from..<to`, both brought inside the span first, so that a length that lies cannot reach outside.
    @inlinable @inline(__always) @_lifetime(copy self)
    public func clamped(_ from: Int, _ to: Int) -> RawSpan {
        let lower = Swift.min(Swift.max(from, 0), byteCount)
        let upper = Swift.min(Swift.max(to, lower), byteCount)
        return unsafe extracting(unchecked: lower..<upper)
    }

    /// Whether the octets at `offset` are those of `literal` (ASCII).
    @inlinable
    public func has(_ literal: StaticString, at offset: Int) -> Bool {
        let count = literal.utf8CodeUnitCount
        guard offset >= 0, offset &+ count <= byteCount else { return false }
        let expected = unsafe UnsafeRawBufferPointer(start: literal.utf8Start, count: count)
        for index in 0..<count where unsafe expected[index] != octet(offset &+ index) { return false }
        return true
    }

    /// Whether the octets are those of `literal` and no others.
    @inlinable
    package func isText(_ literal: StaticString) -> Bool {
        byteCount == literal.utf8CodeUnitCount && has(literal, at: 0)
    }

    /// The number that the ASCII digits in `from..<to` are; zero when one of them is no digit. It wraps past 64 bits.
    public func decimal(_ from: Int, _ to: Int) -> UInt64 {
        var number: UInt64 = 0
        for offset in from..<Swift.max(from, to) {
            let digit = octet(offset) &- 0x30
            guard digit < 10 else { return 0 }
            number = number &* 10 &+ UInt64(digit)
        }
        return number
    }

    /// A copy of the octets `from..<to`.
    public func octets(_ from: Int, _ to: Int) -> [UInt8] {
        let part = clamped(from, to)
        return unsafe part.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}

/// Stores into a header's octets, with the same one comparison; a store that does not fit does nothing.
extension MutableRawSpan {
    @inlinable @inline(__always) @_lifetime(self: copy self)
    public mutating func setBits(_ bit: Int, _ width: Int, _ value: UInt64) {
        let first = bit &>> 3
        if bit & 7 == 0, first >= 0 {
            switch width {
            case 8:
                guard first &+ 1 <= byteCount else { return }
                storeBytes(of: UInt8(truncatingIfNeeded: value), toByteOffset: first, as: UInt8.self)
                return
            case 16:
                guard first &+ 2 <= byteCount else { return }
                storeBytes(of: UInt16(truncatingIfNeeded: value).bigEndian, toByteOffset: first, as: UInt16.self)
                return
            case 32:
                guard first &+ 4 <= byteCount else { return }
                storeBytes(of: UInt32(truncatingIfNeeded: value).bigEndian, toByteOffset: first, as: UInt32.self)
                return
            case 64:
                guard first &+ 8 <= byteCount else { return }
                storeBytes(of: value.bigEndian, toByteOffset: first, as: UInt64.self)
                return
            default: break
            }
        }
        setOddBits(bit, width, value)
    }

    /// Bit fields that do not fill whole machine words: the eight octets around one are loaded, changed and stored. (An
    /// octet at a time, the headers of a TCP segment over Ethernet took 1,100 instructions in here instead of 440.)
    @inlinable @_lifetime(self: copy self)
    mutating func setOddBits(_ bit: Int, _ width: Int, _ value: UInt64) {
        guard bit >= 0, width > 0, width <= 64, (bit &+ width &+ 7) &>> 3 <= byteCount else { return }
        // Of a span's last octets the last eight are.
        let first = Swift.min(bit &>> 3, byteCount &- 8)
        let skip = bit &- first &* 8
        if first >= 0, skip &+ width <= 64 {
            let shift = UInt64(truncatingIfNeeded: 64 &- width &- skip)
            let mask = (~UInt64(0) &>> UInt64(truncatingIfNeeded: 64 &- width)) &<< shift
            let old = UInt64(
                bigEndian: unsafe bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: first, as: UInt64.self))
            storeBytes(of: ((old & ~mask) | ((value &<< shift) & mask)).bigEndian, toByteOffset: first, as: UInt64.self)
            return
        }
        setBitsSlowly(bit, width, value)
    }

    /// The same an octet at a time: near the end of short octets, and over nine of them.
    @usableFromInline @_lifetime(self: copy self)
    mutating func setBitsSlowly(_ bit: Int, _ width: Int, _ value: UInt64) {
        var rest = value
        var left = width
        var end = bit &+ width
        while left > 0 {
            let offset = (end &- 1) &>> 3
            let used = end &- offset &* 8
            let take = Swift.min(used, left)
            let shift = UInt8(truncatingIfNeeded: 8 &- used)
            let mask = UInt8(truncatingIfNeeded: (1 &<< take) &- 1) &<< shift
            let old = bytes.octet(offset)
            let new = (old & ~mask) | ((UInt8(truncatingIfNeeded: rest) &<< shift) & mask)
            storeBytes(of: new, toByteOffset: offset, as: UInt8.self)
            rest = take >= 64 ? 0 : rest &>> UInt64(truncatingIfNeeded: take)
            left &-= take
            end &-= take
        }
    }
}
