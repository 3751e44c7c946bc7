/// A 48-bit link-layer address (EUI-48). IEEE 802-2014 8.2.
public struct MACAddress: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The six octets in the low 48 bits, the first on the wire highest.
    public let rawValue: UInt64

    /// Takes the low 48 bits; the others are dropped.
    @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue & 0xFFFF_FFFF_FFFF }

    /// The address of six octets in wire order.
    @inlinable public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ e: UInt8, _ f: UInt8) {
        let high = UInt64(a) << 40 | UInt64(b) << 32 | UInt64(c) << 24
        let low = UInt64(d) << 16 | UInt64(e) << 8 | UInt64(f)
        self.rawValue = high | low
    }

    /// `ff:ff:ff:ff:ff:ff`: every station.
    public static var broadcast: MACAddress { MACAddress(rawValue: 0xFFFF_FFFF_FFFF) }
    /// `00:00:00:00:00:00`, where an address is not known (ARP's target, for instance).
    public static var unspecified: MACAddress { MACAddress(rawValue: 0) }

    /// The octet at `index`, 0 to 5 in wire order.
    @inlinable public func octet(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < 6, "a MAC address has octets 0 to 5")
        return UInt8(truncatingIfNeeded: rawValue >> UInt64(40 - 8 * index))
    }

    /// Whether it names a group of stations; the broadcast address does too (the I/G bit).
    @inlinable public var isMulticast: Bool { rawValue & 0x0100_0000_0000 != 0 }
    /// Whether it names every station.
    @inlinable public var isBroadcast: Bool { rawValue == 0xFFFF_FFFF_FFFF }
    /// Whether it was not assigned by a manufacturer (the U/L bit).
    @inlinable public var isLocallyAdministered: Bool { rawValue & 0x0200_0000_0000 != 0 }
    /// Whether all bits are zero.
    @inlinable public var isUnspecified: Bool { rawValue == 0 }
    /// The manufacturer's part (OUI): the first three octets, in the low 24 bits.
    @inlinable public var organization: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 24) }
}

extension MACAddress: TextualValue {
    @inlinable public static func == (a: MACAddress, b: MACAddress) -> Bool { a.rawValue == b.rawValue }

    /// Orders by the octets as they stand on the wire.
    @inlinable public static func < (a: MACAddress, b: MACAddress) -> Bool { a.rawValue < b.rawValue }

    public func encode(to encoder: any Encoder) throws { try encodeText(to: encoder) }

    public init(from decoder: any Decoder) throws { self = try Self.decodeText(from: decoder) }

    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    /// Writes `00:1b:21:3c:9d:f8`.
    @inlinable public func appendText(to buffer: inout TextBuffer) { buffer.append(self) }

    /// Reads `00:1b:21:3c:9d:f8`, `00-1B-21-3C-9D-F8` or `001b.213c.9df8`; with `:` and `-` a group may be one digit.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "MAC address")
        var value: UInt64 = 0
        var separator: UInt8?
        var groups = 0
        var expected = 6
        while groups < expected {
            let dotted = separator == UInt8(ascii: ".")
            let start = scanner.position
            var group: UInt64 = 0
            while let digit = scanner.hexDigit() {
                group = group << 4 | digit
                let length = scanner.position - start
                guard length <= (groups == 0 || dotted ? 4 : 2) else {
                    throw scanner.error(.outOfRange, at: start, "a group is too long; expected two digits a group")
                }
            }
            let length = scanner.position - start
            guard length > 0 else { throw scanner.unexpected("a hexadecimal digit") }
            if groups == 0 {
                guard let next = scanner.peek(),
                    [UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(next)
                else { throw scanner.unexpected("':', '-' or '.'") }
                separator = next
                expected = next == UInt8(ascii: ".") ? 3 : 6
                guard length <= (expected == 3 ? 4 : 2) else {
                    throw scanner.error(.outOfRange, at: start, "a group is too long; expected two digits a group")
                }
            }
            guard expected == 6 || length == 4 else {
                throw scanner.error(.groupCount, at: start, "a group is too short; expected four digits between dots")
            }
            value = value << (expected == 3 ? 16 : 8) | group
            groups += 1
            if groups < expected {
                guard let separator, scanner.peek() == separator else {
                    throw scanner.unexpected("\(expected) groups, separated alike")
                }
                scanner.skip()
            }
        }
        try scanner.expectEnd("the end after \(expected) groups")
        self.init(rawValue: value)
    }
}
