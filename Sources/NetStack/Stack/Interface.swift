public import Packets

/// Which of a stack's interfaces: the first that was added is 0.
public struct InterfaceID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
}

/// A way into and out of a stack, and what it is called there.
public struct Interface: Sendable {
    /// An address of either family, and the prefix of those that are reached directly.
    public struct Address: Sendable, BitwiseCopyable {
        /// The address, an IPv4 one mapped.
        let mapped: IPv6Address
        /// The prefix of those that are reached directly, in mapped addresses.
        let prefix: IPv6Prefix

        /// Whether the rest of its prefix is on the link.
        var isOnLink = true
        /// Whether no connection should begin from it any more. RFC 4862 section 5.5.4.
        public internal(set) var isDeprecated = false
        /// Whether it was made of a router's prefix, or for the link alone; and how long it lasts, in nanoseconds.
        var isAutomatic = false
        var preferredUntil = Deadlines.never
        var validUntil = Deadlines.never
        /// When it was defended last.
        var defendedAt: UInt64 = 0
        /// Whether it is of no use for long. RFC 8981.
        var isTemporary = false

        public var address: IPAddress { mapped.ipAddress }
        /// How many bits the addresses of the prefix share: 0 to 32 of IPv4, to 128 of IPv6.
        public var prefixLength: Int { Int(prefix.length) - (mapped.isIPv4 ? 96 : 0) }

        /// - Precondition: `prefixLength` is 0 to 32 of IPv4, 0 to 128 of IPv6.
        public init(_ address: IPAddress, prefixLength: Int) {
            mapped = IPv6Address(address)
            let least = mapped.isIPv4 ? 96 : 0
            precondition(prefixLength >= 0 && prefixLength + least <= 128, "a prefix has 0 to 32 bits, or 0 to 128")
            prefix = IPv6Prefix(mapped, length: prefixLength + least)
        }

        /// IPv4's address of all on the prefix; `nil` where there is none.
        var broadcast: IPv6Address? { mapped.isIPv4 && prefix.length < 127 ? prefix.last : nil }
    }

    /// Of an Ethernet link; `nil` where packets bear no link header (TUN).
    public var hardwareAddress: MACAddress?
    /// The longest packet, in octets, without the link's header.
    public var mtu: Int
    public var addresses: [Address]
    /// Where packets go that no other route takes.
    public var gateways: [IPAddress]
    /// Of what it makes addresses of its own: one for the link, and one of each prefix that routers tell (RFC 4862); `nil` when
    /// it makes none, and does not listen to routers.
    public var identifiers: InterfaceIdentifiers?
    /// Whether each address is asked for before it is ours, so that nobody else has it (RFC 5227, RFC 4862 section 5.4): it
    /// is there some seconds later. Those that the interface makes itself are in any case.
    public var probesAddresses = false
    /// Whether a packet is taken whatever address it is for: a honeypot, or a sinkhole, to which others route. Nobody is told
    /// that such an address is here: ARP and neighbor discovery answer for the interface's own.
    public var acceptsAnyAddress = false
    /// Whether somebody else has its addresses too, and answers for them: the host's kernel. Then nothing is said that no socket
    /// or connection here has to do with: no answers of ARP and neighbor discovery, no echo replies, no RST and no ICMP error
    /// about what nobody here takes.
    public var sharesAddresses = false
    /// Whether what leaves by it comes back at once.
    public private(set) var isLoopback = false
    /// Whether the link fills in checksums and cuts super-segments.
    public var offloads: Bool

    public init(
        hardwareAddress: MACAddress?, mtu: Int = 1500, addresses: [Address] = [], gateways: [IPAddress] = [],
        identifiers: InterfaceIdentifiers? = nil, offloads: Bool = false
    ) {
        self.identifiers = identifiers
        self.hardwareAddress = hardwareAddress
        self.mtu = mtu
        self.addresses = addresses
        self.gateways = gateways
        self.offloads = offloads
    }

    /// The way of a stack to itself, with 127.0.0.1 and ::1. With it, packets to any address of the stack stay inside.
    public static var loopback: Interface {
        // As long as the longest segment with the longest headers: were the peer's segments longer than those that are sent, each
        // would be less than a whole one, and wait for an acknowledgment that is delayed (RFC 9293 section 3.7.4).
        var interface = Interface(
            hardwareAddress: nil, mtu: 65535 - 120,
            addresses: [.init("127.0.0.1", prefixLength: 8), .init("::1", prefixLength: 128)], offloads: true)
        interface.isLoopback = true
        return interface
    }

    func has(_ address: IPv6Address) -> Bool { addresses.contains { $0.mapped == address } }

    /// Whether a packet to the address is for everybody on the link. IPv6 has groups for that.
    func broadcasts(to address: IPv6Address) -> Bool {
        address.isIPv4 && (address == .everybody || addresses.contains { $0.broadcast == address })
    }

    /// Whether it listens to a group: that of all nodes, and those where the owners of its addresses are asked for (RFC 4291
    /// section 2.8).
    func listens(to group: IPv6Address) -> Bool {
        guard !group.isIPv4 else { return group.ipv4.rawValue == 0xE000_0001 }
        guard group.high == 0xFF02 << 48 || group.high == 0xFF01 << 48 else { return false }
        return group.low == 1 || addresses.contains { !$0.mapped.isIPv4 && $0.mapped.solicitedNodeMulticast == group }
    }

    /// What each segment that leaves asks for, without a copy of the rest.
    @inline(__always) var outlet: Outlet { Outlet(hardwareAddress: hardwareAddress, offloads: offloads) }

    struct Outlet: BitwiseCopyable {
        var hardwareAddress: MACAddress?
        var offloads: Bool
        var headerLength: Int { hardwareAddress == nil ? 0 : 14 }
    }
}
