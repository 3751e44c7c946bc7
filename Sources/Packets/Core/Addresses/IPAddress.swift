/// An address of either Internet protocol.
public enum IPAddress: BitwiseCopyable {
    case v4(IPv4Address)
    case v6(IPv6Address)

    /// Whether it names a group of hosts.
    @inlinable public var isMulticast: Bool {
        switch self {
        case .v4(let address): address.isMulticast
        case .v6(let address): address.isMulticast
        }
    }

    /// Whether it is IPv4's limited broadcast address; IPv6 has none.
    @inlinable public var isBroadcast: Bool {
        if case .v4(let address) = self { address.isBroadcast } else { false }
    }

    /// Whether all bits are zero.
    @inlinable public var isUnspecified: Bool {
        switch self {
        case .v4(let address): address.isUnspecified
        case .v6(let address): address.isUnspecified
        }
    }

    /// Whether it never leaves the host.
    @inlinable public var isLoopback: Bool {
        switch self {
        case .v4(let address): address.isLoopback
        case .v6(let address): address.isLoopback
        }
    }

    /// Whether it is valid on one link alone.
    @inlinable public var isLinkLocal: Bool {
        switch self {
        case .v4(let address): address.isLinkLocal
        case .v6(let address): address.isLinkLocal
        }
    }

    /// Whether it is for use inside a site (RFC 1918, RFC 4193).
    @inlinable public var isPrivate: Bool {
        switch self {
        case .v4(let address): address.isPrivate
        case .v6(let address): address.isPrivate
        }
    }
}

extension IPAddress: TextualValue {
    /// Orders IPv4 before IPv6, then by the octets.
    @inlinable public static func < (a: IPAddress, b: IPAddress) -> Bool {
        switch (a, b) {
        case (.v4(let a), .v4(let b)): a < b
        case (.v6(let a), .v6(let b)): a < b
        case (.v4, .v6): true
        case (.v6, .v4): false
        }
    }

    /// Writes the address as its own type does.
    @inlinable public func appendText(to buffer: inout TextBuffer) {
        switch self {
        case .v4(let address): buffer.append(address)
        case .v6(let address): buffer.append(address)
        }
    }

    /// Reads a text with a `:` as IPv6 and any other as IPv4.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        self =
            text.utf8.contains(UInt8(ascii: ":"))
            ? .v6(try IPv6Address(parsing: text)) : .v4(try IPv4Address(parsing: text))
    }
}
