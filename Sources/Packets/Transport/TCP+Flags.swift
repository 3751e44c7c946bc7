extension TCP {
    /// The header's twelve bits of flags. RFC 9293 section 3.1. As text, tcpdump's letters, `S`, `S.`, `FP.`,
    /// or `SA`; or names: `SYN`, `SYN,ACK`.
    public struct Flags: WireNumber, Hashable, ExpressibleByIntegerLiteral, BitwiseCopyable {
        public var rawValue: UInt16
        @inlinable @inline(__always) public init(rawValue: UInt16) { self.rawValue = rawValue }
        @inlinable @inline(__always) public init(integerLiteral value: UInt16) { rawValue = value }
        @inlinable @inline(__always) public init(raw: UInt64) { rawValue = UInt16(truncatingIfNeeded: raw) }
        @inlinable @inline(__always) public var raw: UInt64 { UInt64(rawValue) }
        @inlinable public static var octets: Int { 2 }

        @inlinable public static var finish: Flags { 0x001 }
        @inlinable public static var synchronize: Flags { 0x002 }
        @inlinable public static var reset: Flags { 0x004 }
        @inlinable public static var push: Flags { 0x008 }
        @inlinable public static var acknowledgment: Flags { 0x010 }
        @inlinable public static var urgent: Flags { 0x020 }
        @inlinable public static var echo: Flags { 0x040 }
        @inlinable public static var congestionWindowReduced: Flags { 0x080 }
        @inlinable public static var accurateECN: Flags { 0x100 }
        /// Those that have letters, without the reserved bits.
        @inlinable public static var lettered: Flags { 0x1ff }

        @inlinable @inline(__always) public static func | (a: Flags, b: Flags) -> Flags {
            Flags(rawValue: a.rawValue | b.rawValue)
        }
        @inlinable @inline(__always) public static func & (a: Flags, b: Flags) -> Flags {
            Flags(rawValue: a.rawValue & b.rawValue)
        }
        /// Whether one of `others` is set.
        @inlinable @inline(__always) public func hasAny(of others: Flags) -> Bool { rawValue & others.rawValue != 0 }

        public static func parse(_ text: String) -> UInt64? {
            var flags: UInt64 = 0
            let words = text.split { ",|+- ".contains($0) }
            for word in words {
                let name = word.uppercased()
                if let named = named.first(where: { $0.name == name }) {
                    flags |= named.flag
                    continue
                }
                for letter in word.utf8 {
                    guard let bit = bit(letter) else { return nil }
                    flags |= 1 << bit
                }
            }
            return words.isEmpty ? nil : flags
        }

        public static var words: [String] { named.map(\.name) }

        private static let named: [(name: String, flag: UInt64)] = [
            ("FIN", 0x01), ("SYN", 0x02), ("RST", 0x04), ("PSH", 0x08), ("ACK", 0x10), ("URG", 0x20), ("ECE", 0x40),
            ("CWR", 0x80), ("RESET", 0x04), ("PUSH", 0x08),
        ]

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
