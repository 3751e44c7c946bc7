/// A range of IPv6 addresses that begin with the same bits: `2001:db8::/32`. RFC 4291 2.3.
///
/// It is a sequence of its addresses, from the first to the last, made one at a time.
public struct IPv6Prefix: BitwiseCopyable {
    /// The first address; the bits after ``length`` are zero.
    public let address: IPv6Address
    /// How many bits are fixed, 0 to 128.
    public let length: UInt8

    /// Takes the network of `address`: bits after `length` are cleared.
    /// - Precondition: `length` is 0 to 128.
    @inlinable public init(_ address: IPv6Address, length: Int) {
        precondition(length >= 0 && length <= 128, "an IPv6 prefix has 0 to 128 bits")
        self.length = UInt8(truncatingIfNeeded: length)
        let mask = Self.mask(length)
        self.address = IPv6Address(high: address.high & mask.high, low: address.low & mask.low)
    }

    @inlinable static func mask(_ length: Int) -> IPv6Address {
        IPv6Address(
            high: length >= 64 ? .max : .max << UInt64(64 - length),
            low: length <= 64 ? 0 : .max << UInt64(128 - length))
    }

    /// The mask: `ffff:ffff::` for /32.
    @inlinable public var mask: IPv6Address { Self.mask(Int(length)) }
    /// The last address.
    @inlinable public var last: IPv6Address {
        IPv6Address(high: address.high | ~mask.high, low: address.low | ~mask.low)
    }
    /// How many addresses it holds; `nil` for `::/0`, whose 2^128 no integer type holds.
    @inlinable public var count: UInt128? { length == 0 ? nil : 1 << UInt128(128 - Int(length)) }

    /// Whether the address lies in the range.
    @inlinable public func contains(_ other: IPv6Address) -> Bool {
        let mask = mask
        return (other.high ^ address.high) & mask.high | (other.low ^ address.low) & mask.low == 0
    }

    /// Whether all of the other range lies in this one.
    @inlinable public func contains(_ other: IPv6Prefix) -> Bool { other.length >= length && contains(other.address) }
}

extension IPv6Prefix: Sequence {
    /// Walks the addresses without storing them.
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline var upcoming: IPv6Address?
        @usableFromInline let last: IPv6Address

        @inlinable init(_ prefix: IPv6Prefix) {
            upcoming = prefix.address
            last = prefix.last
        }

        @inlinable public mutating func next() -> IPv6Address? {
            guard let current = upcoming else { return nil }
            upcoming = current == last ? nil : IPv6Address(number: current.number &+ 1)
            return current
        }
    }

    @inlinable public func makeIterator() -> Iterator { Iterator(self) }
    /// The count, where an `Int` holds it.
    @inlinable public var underestimatedCount: Int { length > 65 ? 1 << (128 - Int(length)) : .max }
}

extension IPv6Prefix: TextualValue {
    /// Orders by the first address, then the wider range first.
    @inlinable public static func < (a: IPv6Prefix, b: IPv6Prefix) -> Bool {
        a.address != b.address ? a.address < b.address : a.length < b.length
    }

    /// Writes `2001:db8::/32`.
    public func appendText(to buffer: inout TextBuffer) {
        buffer.append(address)
        buffer.append(byte: UInt8(ascii: "/"))
        buffer.append(decimal: UInt64(length))
    }

    /// Reads `2001:db8::/32`; without a length it is the one address, and bits after the length are cleared.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "IPv6 prefix")
        let address = try IPv6Address.scan(&scanner, until: UInt8(ascii: "/"))
        var length: UInt32 = 128
        if !scanner.isAtEnd {
            guard scanner.peek() == UInt8(ascii: "/") else { throw scanner.unexpected("'/' and a length, or the end") }
            scanner.skip()
            length = try scanner.decimal(upTo: 128)
        }
        try scanner.expectEnd("the end after the length")
        self.init(address, length: Int(length))
    }
}
