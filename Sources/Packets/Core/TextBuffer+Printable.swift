extension TextBuffer {
    /// Appends octets of a packet as text, with what a terminal would act on escaped as ``append(textEscaping:)`` does.
    ///
    /// Plain ASCII, which is nearly everything, is looked at eight octets at a time and copied whole.
    public mutating func append(printable span: RawSpan) {
        if span.isPlainASCII { append(contentsOf: span) } else { append(textEscaping: span) }
    }

    /// Escapes what was written from `start` (a former ``count``) on, where a terminal would act on it.
    mutating func escapePrintable(from start: Int) {
        guard start < count, unsafe !storage.span.bytes.clamped(start, count).isPlainASCII else { return }
        let tail = Array(storage[start...])
        truncate(to: start)
        unsafe append(textEscaping: tail.span.bytes)
    }
}

extension RawSpan {
    /// Whether every octet is a character of ASCII that stands for itself: 0x20 to 0x7e.
    var isPlainASCII: Bool {
        var offset = 0
        while offset &+ 8 <= byteCount {
            if Self.odd(quad(offset)) { return false }
            offset &+= 8
        }
        guard offset < byteCount else { return true }
        // The last eight octets once more; what is shorter than eight, one by one.
        if byteCount >= 8 { return !Self.odd(quad(byteCount &- 8)) }
        while offset < byteCount {
            let octet = octet(offset)
            if octet < 0x20 || octet > 0x7e { return false }
            offset &+= 1
        }
        return true
    }

    /// Whether one of eight octets is below 0x20, 0x7f or above.
    @inline(__always)
    private static func odd(_ octets: UInt64) -> Bool {
        let high: UInt64 = 0x8080_8080_8080_8080
        let low7 = octets & ~high
        // Adding 0x60 sets the top bit of what is 0x20 or more, adding 1 that of 0x7f.
        return (octets | (low7 &+ 0x0101_0101_0101_0101) | ~(low7 &+ 0x6060_6060_6060_6060)) & high != 0
    }

    /// The offset of the first carriage return or line feed from `from` on; the end when there is none.
    func lineEnd(from: Int = 0) -> Int {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let high: UInt64 = 0x8080_8080_8080_8080
        var offset = from
        while offset &+ 8 <= byteCount {
            let octets = quad(offset)
            let feed = octets ^ (ones &* 0x0a)
            let carriage = octets ^ (ones &* 0x0d)
            if ((feed &- ones) & ~feed | (carriage &- ones) & ~carriage) & high != 0 { break }
            offset &+= 8
        }
        while offset < byteCount, octet(offset) != 0x0a, octet(offset) != 0x0d { offset &+= 1 }
        return offset
    }
}
