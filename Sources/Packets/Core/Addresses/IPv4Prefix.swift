/// A range of IPv4 addresses that begin with the same bits: `10.0.0.0/30`. RFC 4632 3.1.
///
/// It is a sequence of its addresses, from the first to the last, made one at a time.
public struct IPv4Prefix: BitwiseCopyable {
    /// The first address; the bits after ``length`` are zero.
    public let address: IPv4Address
    /// How many bits are fixed, 0 to 32.
    public let length: UInt8

    /// Takes the network of `address`: bits after `length` are cleared.
    /// - Precondition: `length` is 0 to 32.
    @inlinable public init(_ address: IPv4Address, length: Int) {
        precondition(length >= 0 && length <= 32, "an IPv4 prefix has 0 to 32 bits")
        self.length = UInt8(truncatingIfNeeded: length)
        self.address = IPv4Address(rawValue: address.rawValue & (UInt32.max << (32 - length)))
    }

    /// The mask: `255.255.255.252` for /30.
    @inlinable public var mask: IPv4Address { IPv4Address(rawValue: UInt32.max << (32 - Int(length))) }
    /// The last address.
    @inlinable public var last: IPv4Address { IPv4Address(rawValue: address.rawValue | ~mask.rawValue) }
    /// The address of every host on the subnet; a /31 or /32 has none (RFC 3021 2.2).
    @inlinable public var broadcast: IPv4Address? { length < 31 ? last : nil }
    /// How many addresses it holds, the network's own and the broadcast address among them.
    @inlinable public var count: Int { 1 << (32 - Int(length)) }

    /// Whether the address lies in the range.
    @inlinable public func contains(_ other: IPv4Address) -> Bool {
        (other.rawValue ^ address.rawValue) & mask.rawValue == 0
    }

    /// Whether all of the other range lies in this one.
    @inlinable public func contains(_ other: IPv4Prefix) -> Bool { other.length >= length && contains(other.address) }
}

extension IPv4Prefix: Sequence {
    /// Walks the addresses without storing them.
    public struct Iterator: IteratorProtocol, Sendable {
        @usableFromInline var next32: UInt64
        @usableFromInline let last: UInt64

        @inlinable init(_ prefix: IPv4Prefix) {
            next32 = UInt64(prefix.address.rawValue)
            last = UInt64(prefix.last.rawValue)
        }

        @inlinable public mutating func next() -> IPv4Address? {
            guard next32 <= last else { return nil }
            defer { next32 += 1 }
            return IPv4Address(rawValue: UInt32(truncatingIfNeeded: next32))
        }
    }

    @inlinable public func makeIterator() -> Iterator { Iterator(self) }
    @inlinable public var underestimatedCount: Int { count }
}

extension IPv4Prefix: TextualValue {
    /// Orders by the first address, then the wider range first.
    @inlinable public static func < (a: IPv4Prefix, b: IPv4Prefix) -> Bool {
        a.address != b.address ? a.address < b.address : a.length < b.length
    }

    /// Writes `10.0.0.0/30`.
    public func appendText(to buffer: inout TextBuffer) {
        buffer.append(address)
        buffer.append(byte: UInt8(ascii: "/"))
        buffer.append(decimal: UInt64(length))
    }

    /// Reads `10.0.0.0/30`; without a length it is the one address, and bits after the length are cleared.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "IPv4 prefix")
        let address = try IPv4Address.scan(&scanner)
        var length: UInt32 = 32
        if !scanner.isAtEnd {
            guard scanner.peek() == UInt8(ascii: "/") else { throw scanner.unexpected("'/' and a length, or the end") }
            scanner.skip()
            length = try scanner.decimal(upTo: 32)
        }
        try scanner.expectEnd("the end after the length")
        self.init(address, length: Int(length))
    }
}
