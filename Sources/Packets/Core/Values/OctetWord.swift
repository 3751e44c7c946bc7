/// Eight octets looked at together: what is found sets the top bit of an octet.
enum OctetWord {
    static var tops: UInt64 { 0x8080_8080_8080_8080 }
    private static var ones: UInt64 { 0x0101_0101_0101_0101 }

    /// Those that are below 0x20, 0x7f or above: adding 0x60 sets the top bit of what is 0x20 or more, adding 1 that of
    /// 0x7f.
    @inline(__always)
    static func unprintable(_ octets: UInt64) -> UInt64 {
        let low7 = octets & ~tops
        return octets | (low7 &+ ones) | ~(low7 &+ 0x6060_6060_6060_6060)
    }

    /// Those that are below 0x20.
    @inline(__always)
    static func controls(_ octets: UInt64) -> UInt64 {
        ~(octets | ((octets & ~tops) &+ 0x6060_6060_6060_6060)) & tops
    }

    /// The least significant one that is `octet`, and perhaps some above it.
    @inline(__always)
    static func matches(_ octets: UInt64, _ octet: UInt8) -> UInt64 {
        let others = octets ^ (ones &* UInt64(octet))
        return (others &- ones) & ~others & tops
    }

    /// Whether none of them means anything to JSON, XML or a terminal.
    @inline(__always)
    static func isPlainText(_ octets: UInt64) -> Bool {
        let marks = matches(octets, 0x22) | matches(octets, 0x5c) | matches(octets, 0x26) | matches(octets, 0x27)
        return (unprintable(octets) | marks | matches(octets, 0x3c) | matches(octets, 0x3e)) & tops == 0
    }
}
