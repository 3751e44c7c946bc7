/// An IPv6 address. RFC 4291 2.
public struct IPv6Address: Hashable, Sendable, BitwiseCopyable {
    /// The first eight octets, the first on the wire highest: for a unicast address, the subnet.
    public let high: UInt64
    /// The last eight octets: for a unicast address, the interface identifier.
    public let low: UInt64

    @inlinable public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The address in the sixteen octets at `offset`; those that lie beyond the span read as zero.
    @inlinable @inline(__always) package init(_ octets: RawSpan, at offset: Int = 0) {
        self.init(high: octets.quad(offset), low: octets.quad(offset &+ MemoryLayout<UInt64>.size))
    }

    /// The address of eight 16-bit groups: `IPv6Address(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1)`.
    @inlinable public init(
        _ a: UInt16, _ b: UInt16, _ c: UInt16, _ d: UInt16, _ e: UInt16, _ f: UInt16, _ g: UInt16, _ h: UInt16
    ) {
        self.high = UInt64(a) << 48 | UInt64(b) << 32 | UInt64(c) << 16 | UInt64(d)
        self.low = UInt64(e) << 48 | UInt64(f) << 32 | UInt64(g) << 16 | UInt64(h)
    }

    /// `::ffff:192.0.2.1` (RFC 4291 2.5.5.2).
    @inlinable public init(mapping address: IPv4Address) {
        self.init(high: 0, low: 0xFFFF_0000_0000 | UInt64(address.rawValue))
    }

    /// The link-local address that a station makes of its hardware address: fe80::/64 and the modified EUI-64, whose
    /// universal bit is flipped and which has fffe in its middle (RFC 4291 2.5.1 and appendix A, RFC 2464 5).
    @inlinable public init(linkLocalOf address: MACAddress) {
        self.init(high: 0xFE80 << 48, low: Self.modifiedEUI64(of: address))
    }

    /// The interface identifier of a hardware address (RFC 4291 appendix A): for stateless autoconfiguration.
    @inlinable public static func modifiedEUI64(of address: MACAddress) -> UInt64 {
        let raw = address.rawValue ^ 0x0200_0000_0000
        return (raw >> 24) << 40 | 0xFF_FE00_0000 | raw & 0xFF_FFFF
    }

    /// `::`.
    public static var unspecified: IPv6Address { IPv6Address(high: 0, low: 0) }
    /// `::1`.
    public static var loopback: IPv6Address { IPv6Address(high: 0, low: 1) }
    /// `ff02::1`: every node on the link (RFC 4291 2.7.1).
    public static var allNodes: IPv6Address { IPv6Address(high: 0xFF02 << 48, low: 1) }
    /// `ff02::2`: every router on the link (RFC 4291 2.7.1).
    public static var allRouters: IPv6Address { IPv6Address(high: 0xFF02 << 48, low: 2) }

    /// The 16-bit group at `index`, 0 to 7 in wire order.
    @inlinable public func group(_ index: Int) -> UInt16 {
        precondition(index >= 0 && index < 8, "an IPv6 address has groups 0 to 7")
        return UInt16(truncatingIfNeeded: (index < 4 ? high : low) >> UInt64(48 - 16 * (index & 3)))
    }

    /// The octet at `index`, 0 to 15 in wire order.
    @inlinable public func octet(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < 16, "an IPv6 address has octets 0 to 15")
        return UInt8(truncatingIfNeeded: (index < 8 ? high : low) >> UInt64(56 - 8 * (index & 7)))
    }

    /// The address as one number.
    @inlinable public var number: UInt128 { UInt128(high) << 64 | UInt128(low) }
    /// The address of a number, the first octet highest.
    @inlinable public init(number: UInt128) {
        self.init(high: UInt64(truncatingIfNeeded: number >> 64), low: UInt64(truncatingIfNeeded: number))
    }
}

extension IPv6Address {
    /// In ff00::/8 (RFC 4291 2.7).
    @inlinable public var isMulticast: Bool { high >> 56 == 0xFF }
    /// The scope of a multicast address, 1 interface to 14 global (RFC 7346 2); else `nil`.
    @inlinable public var multicastScope: UInt8? { isMulticast ? UInt8(truncatingIfNeeded: high >> 48) & 15 : nil }
    /// `::`.
    @inlinable public var isUnspecified: Bool { high | low == 0 }
    /// `::1`.
    @inlinable public var isLoopback: Bool { high == 0 && low == 1 }
    /// In fe80::/10 (RFC 4291 2.5.6).
    @inlinable public var isLinkLocal: Bool { high >> 54 == 0xFE80 >> 6 }
    /// A unique local address, in fc00::/7 (RFC 4193).
    @inlinable public var isPrivate: Bool { high >> 57 == 0xFC >> 1 }
    /// The IPv4 address that an IPv4-mapped one holds (RFC 4291 2.5.5.2); else `nil`.
    @inlinable public var mappedIPv4: IPv4Address? {
        high == 0 && low >> 32 == 0xFFFF ? IPv4Address(rawValue: UInt32(truncatingIfNeeded: low)) : nil
    }
    /// The group where this address's owner listens for neighbor solicitations: ff02::1:ff00:0/104 and the low 24 bits
    /// (RFC 4291 2.7.1).
    @inlinable public var solicitedNodeMulticast: IPv6Address {
        IPv6Address(high: 0xFF02 << 48, low: 0x1_FF00_0000 | low & 0xFF_FFFF)
    }
    /// The Ethernet group address of a multicast address: 33:33 and the low 32 bits (RFC 2464 7); else `nil`.
    @inlinable public var multicastMACAddress: MACAddress? {
        isMulticast ? MACAddress(rawValue: 0x3333_0000_0000 | low & 0xFFFF_FFFF) : nil
    }
}
