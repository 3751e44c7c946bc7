extension TextBuffer {
    /// Appends octets of a packet as text, with what a terminal would act on escaped, as by
    /// ``append(textEscaping:)-(RawSpan)``.
    ///
    /// Plain ASCII, which is nearly everything, is looked at eight octets at a time and copied whole.
    public mutating func append(printable span: RawSpan) {
        if span.isPlainASCII { append(contentsOf: span) } else { append(textEscaping: span) }
    }

    /// Appends octets of a packet as ASCII, up to the first zero, U+FFFD for each that is none. Nothing is escaped.
    public mutating func append(ascii span: RawSpan) {
        if span.isASCII { return append(contentsOf: span) }
        for offset in 0..<span.byteCount {
            let octet = span.octet(offset)
            if octet == 0 { return }
            if octet < 0x80 { append(byte: octet) } else { append("\u{fffd}") }
        }
    }

    /// Escapes what was written from `start` (a former ``count``) on, where a terminal would act on it.
    package mutating func escapePrintable(from start: Int) {
        guard start < count, unsafe !storage.span.bytes.clamped(start, count).isPlainASCII else { return }
        let tail = Array(storage[start...])
        truncate(to: start)
        unsafe append(textEscaping: tail.span.bytes)
    }
}

extension RawSpan {
    /// Whether every octet is a character of ASCII that stands for itself: 0x20 to 0x7e.
    var isPlainASCII: Bool { hasNo(OctetWord.unprintable) }

    /// Whether the octets stand in a JSON string as they are: printable ASCII without quote and backslash.
    package var isPlainJSON: Bool {
        hasNo { OctetWord.unprintable($0) | OctetWord.matches($0, 0x22) | OctetWord.matches($0, 0x5c) }
    }

    /// Whether every octet is of ASCII, and none is zero.
    var isASCII: Bool { hasNo { $0 | OctetWord.matches($0, 0) } }

    /// Whether `find` sets the top bit of no octet. It is given eight at a time.
    @inline(__always)
    private func hasNo(_ find: (UInt64) -> UInt64) -> Bool {
        var offset = 0
        while offset &+ 8 <= byteCount {
            if find(quad(offset)) & OctetWord.tops != 0 { return false }
            offset &+= 8
        }
        guard offset < byteCount else { return true }
        // The last eight octets once more; fewer than eight are filled up with letters.
        if byteCount >= 8 { return find(quad(byteCount &- 8)) & OctetWord.tops == 0 }
        var octets: UInt64 = 0x6161_6161_6161_6161
        while offset < byteCount {
            octets = octets &<< 8 | UInt64(octet(offset))
            offset &+= 1
        }
        return find(octets) & OctetWord.tops == 0
    }

    /// The offset of the first carriage return or line feed in `from..<to`; `to` when there is none.
    package func lineEnd(from: Int, to: Int) -> Int {
        let to = Swift.min(to, byteCount)
        // Any control is looked for, which is half the work: in texts there is hardly another one.
        var offset = first(from: from, to: to, OctetWord.controls)
        while offset < to, octet(offset) != 0x0a, octet(offset) != 0x0d {
            offset = first(from: offset &+ 1, to: to, OctetWord.controls)
        }
        return offset
    }

    /// The offset of the first `octet` in `from..<to`; `to` when there is none.
    package func first(_ octet: UInt8, from: Int, to: Int) -> Int {
        first(from: from, to: to) { OctetWord.matches($0, octet) }
    }

    /// The offset of the first octet whose top bit `find` sets. It is given eight at a time, the first in the least
    /// significant place, which is where a match is found exactly.
    @inline(__always)
    private func first(from: Int, to: Int, _ find: (UInt64) -> UInt64) -> Int {
        var offset = Swift.max(from, 0)
        let to = Swift.min(to, byteCount)
        while offset &+ 8 <= to {
            let found = find(quad(offset).byteSwapped)
            if found != 0 { return offset &+ found.trailingZeroBitCount &>> 3 }
            offset &+= 8
        }
        guard offset < to else { return to }
        if to >= 8 {
            // The last eight once more, without those that were looked at.
            let seen = UInt64(truncatingIfNeeded: (8 &- (to &- offset)) &* 8)
            let found = find(quad(to &- 8).byteSwapped &>> seen)
            return found == 0 ? to : Swift.min(offset &+ found.trailingZeroBitCount &>> 3, to)
        }
        while offset < to, find(UInt64(octet(offset))) & 0x80 == 0 { offset &+= 1 }
        return offset
    }
}
