/// An IPv4 address. RFC 791 2.3.
public struct IPv4Address: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    /// The address as a number in host order: `10.0.0.1` is `0x0A00_0001`.
    public let rawValue: UInt32

    @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The address in the four octets at `offset`; unspecified where the span does not hold them.
    @inlinable @inline(__always) package init(_ octets: RawSpan, at offset: Int = 0) {
        self.init(rawValue: octets.long(offset))
    }

    /// The address of four octets: `IPv4Address(10, 0, 0, 1)`.
    @inlinable public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
        self.rawValue = UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d)
    }

    /// `0.0.0.0`: this host, before it has an address (RFC 1122 3.2.1.3).
    public static var unspecified: IPv4Address { IPv4Address(rawValue: 0) }
    /// `255.255.255.255`: every host on this link (RFC 919 7).
    public static var broadcast: IPv4Address { IPv4Address(rawValue: .max) }
    /// `127.0.0.1`.
    public static var loopback: IPv4Address { IPv4Address(rawValue: 0x7F00_0001) }

    /// The octet at `index`, 0 to 3 in wire order.
    @inlinable public func octet(_ index: Int) -> UInt8 {
        precondition(index >= 0 && index < 4, "an IPv4 address has octets 0 to 3")
        return UInt8(truncatingIfNeeded: rawValue >> UInt32(24 - 8 * index))
    }

    /// In 224.0.0.0/4 (RFC 5771).
    @inlinable public var isMulticast: Bool { rawValue >> 28 == 0xE }
    /// The limited broadcast address; a subnet's own depends on its prefix (``IPv4Prefix/broadcast``).
    @inlinable public var isBroadcast: Bool { rawValue == .max }
    /// `0.0.0.0`.
    @inlinable public var isUnspecified: Bool { rawValue == 0 }
    /// In 127.0.0.0/8 (RFC 1122 3.2.1.3).
    @inlinable public var isLoopback: Bool { rawValue >> 24 == 127 }
    /// In 169.254.0.0/16 (RFC 3927).
    @inlinable public var isLinkLocal: Bool { rawValue >> 16 == 0xA9FE }
    /// In 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918 3).
    @inlinable public var isPrivate: Bool {
        rawValue >> 24 == 10 || rawValue >> 20 == 0xAC1 || rawValue >> 16 == 0xC0A8
    }
    /// The Ethernet group address of a multicast address: 01:00:5e and the low 23 bits (RFC 1112 6.4); else `nil`.
    @inlinable public var multicastMACAddress: MACAddress? {
        isMulticast ? MACAddress(rawValue: 0x0100_5E00_0000 | UInt64(rawValue & 0x7F_FFFF)) : nil
    }
}

extension IPv4Address: TextualValue {
    @inlinable public static func == (a: IPv4Address, b: IPv4Address) -> Bool { a.rawValue == b.rawValue }

    /// Orders by the octets as they stand on the wire.
    @inlinable public static func < (a: IPv4Address, b: IPv4Address) -> Bool { a.rawValue < b.rawValue }

    public func encode(to encoder: any Encoder) throws { try encodeText(to: encoder) }

    public init(from decoder: any Decoder) throws { self = try Self.decodeText(from: decoder) }

    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    /// Made without a buffer on the way: fifteen octets are kept in the `String` itself.
    public var description: String {
        unsafe withUnsafeTemporaryAllocation(byteCount: 16, alignment: 8) { target in
            guard let base = target.baseAddress else { return "" }
            let count = unsafe TextBuffer.write(rawValue, to: base)
            return unsafe String(decoding: UnsafeRawBufferPointer(start: base, count: count), as: UTF8.self)
        }
    }

    /// Writes `192.0.2.1`.
    @inlinable public func appendText(to buffer: inout TextBuffer) { buffer.append(self) }

    /// Reads four decimal numbers with dots between; leading zeros are refused, since some read them as octal.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "IPv4 address")
        self = try Self.scan(&scanner)
        try scanner.expectEnd("the end after four numbers")
    }

    static func scan(_ scanner: inout AddressScanner) throws(AddressError) -> IPv4Address {
        var value: UInt32 = 0
        for group in 0..<4 {
            if group > 0 {
                guard scanner.peek() == UInt8(ascii: ".") else {
                    throw scanner.unexpected("'.' and four numbers in all")
                }
                scanner.skip()
            }
            value = value << 8 | (try scanner.decimal(upTo: 255))
        }
        return IPv4Address(rawValue: value)
    }
}
