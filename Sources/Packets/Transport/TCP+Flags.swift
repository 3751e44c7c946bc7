extension TCP {
    /// The header's twelve bits of flags. RFC 9293 section 3.1. As text, tcpdump's letters: `S`, `S.`, `FP.`; or `SA`.
    public struct Flags: WireNumber, Hashable, ExpressibleByIntegerLiteral {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public init(integerLiteral value: UInt16) { rawValue = value }
        @inlinable @inline(__always) public init(raw: UInt64) { rawValue = UInt16(truncatingIfNeeded: raw) }
        @inlinable @inline(__always) public var raw: UInt64 { UInt64(rawValue) }
        @inlinable public static var octets: Int { 2 }

        public static func parse(_ text: String) -> UInt64? {
            var flags: UInt64 = 0
            for letter in text.utf8 {
                guard let bit = bit(letter) else { return nil }
                flags |= 1 << bit
            }
            return text.isEmpty ? nil : flags
        }

        private static func bit(_ letter: UInt8) -> UInt64? {
            switch letter {
            case UInt8(ascii: "F"): 0
            case UInt8(ascii: "S"): 1
            case UInt8(ascii: "R"): 2
            case UInt8(ascii: "P"): 3
            case UInt8(ascii: "."), UInt8(ascii: "A"): 4
            case UInt8(ascii: "U"): 5
            case UInt8(ascii: "E"): 6
            case UInt8(ascii: "W"), UInt8(ascii: "C"): 7
            case UInt8(ascii: "e"): 8
            default: nil
            }
        }
    }
}

extension TCP.Flags: OptionSet {
    @inlinable @inline(__always) public static var finish: Self { .init(raw: 0x01) }
    @inlinable @inline(__always) public static var synchronize: Self { .init(raw: 0x02) }
    @inlinable @inline(__always) public static var reset: Self { .init(raw: 0x04) }
    @inlinable @inline(__always) public static var push: Self { .init(raw: 0x08) }
    @inlinable @inline(__always) public static var acknowledgment: Self { .init(raw: 0x10) }
    @inlinable @inline(__always) public static var urgent: Self { .init(raw: 0x20) }
    @inlinable @inline(__always) public static var echo: Self { .init(raw: 0x40) }
    @inlinable @inline(__always) public static var congestionWindowReduced: Self { .init(raw: 0x80) }
    @inlinable @inline(__always) public static var accurateECN: Self { .init(raw: 0x100) }
}
