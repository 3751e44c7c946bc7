package import Packets

/// Inside the stack an IPv4 address is mapped into IPv6's (RFC 4291 section 2.5.5.2), so that what one family does the other
/// does by the same code. On the wire no mapped address is ever accepted or sent.
extension IPv6Address {
    /// An address of either family, an IPv4 one mapped.
    @inline(__always)
    package init(_ address: IPAddress) {
        switch address {
        case .v4(let address): self.init(mapping: address)
        case .v6(let address): self = address
        }
    }

    /// IPv4's `255.255.255.255`, mapped.
    static var everybody: IPv6Address { IPv6Address(mapping: .broadcast) }

    @inline(__always) var isIPv4: Bool { high == 0 && low >> 32 == 0xFFFF }

    /// The IPv4 address that is mapped; `0.0.0.0` when there is none.
    @inline(__always) var ipv4: IPv4Address { IPv4Address(rawValue: isIPv4 ? UInt32(truncatingIfNeeded: low) : 0) }

    /// The address as the application knows it.
    var ipAddress: IPAddress { isIPv4 ? .v4(ipv4) : .v6(self) }

    /// Whether it is the unspecified address of its family.
    @inline(__always) var isNobody: Bool { high == 0 && (low == 0 || low == 0xFFFF_0000_0000) }

    /// Whether it names a group, of either family.
    @inline(__always) var isGroup: Bool { isMulticast || isIPv4 && low >> 28 & 0xF == 0xE }

    /// Whether it is valid on one link alone, in either family.
    var isOnOneLink: Bool { isIPv4 ? ipv4.isLinkLocal : isLinkLocal || isMulticast && (multicastScope ?? 0) <= 2 }

    /// Whether it never leaves the host, in either family.
    var isOwnHost: Bool { isIPv4 ? ipv4.isLoopback : isLoopback }

    /// Where a group's packets go on an Ethernet link; `nil` of what is no group.
    var groupHardware: MACAddress? { isIPv4 ? ipv4.multicastMACAddress : multicastMACAddress }

    /// The octets of the IP header that leads there, without options or extension headers.
    @inline(__always) var headerLength: Int { isIPv4 ? 20 : 40 }

    /// The Ethernet type of what leads there.
    @inline(__always) var etherType: UInt16 { isIPv4 ? 0x0800 : 0x86DD }

    /// How many bits from the first on are the same.
    func commonBits(with other: IPv6Address) -> Int {
        let different = high ^ other.high
        return different != 0 ? different.leadingZeroBitCount : 64 + (low ^ other.low).leadingZeroBitCount
    }
}

extension InternetChecksum {
    /// Adds the pseudo header of either family: what one has in zeros and the other lacks adds nothing, and neither do the
    /// sixteen ones of a mapped address, which are ones' complement's other zero.
    @inline(__always)
    mutating func addPseudoHeader(
        from source: IPv6Address, to destination: IPv6Address, protocolNumber: UInt8, count: Int
    ) {
        addPseudoHeader(
            source: source, destination: destination, nextHeader: protocolNumber,
            length: UInt32(truncatingIfNeeded: count))
    }
}
