public import Packets

/// Which of a stack's interfaces: the first that was added is 0.
public struct InterfaceID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
}

/// A way into and out of a stack, and what it is called there.
public struct Interface: Sendable {
    /// An address, and the prefix of those that are reached directly.
    public struct Address: Sendable, BitwiseCopyable {
        public var address: IPv4Address
        public var prefix: IPv4Prefix

        public init(_ address: IPv4Address, prefixLength: Int) {
            self.address = address
            prefix = IPv4Prefix(address, length: prefixLength)
        }
    }

    /// Of an Ethernet link; `nil` where packets bear no link header (TUN).
    public var hardwareAddress: MACAddress?
    /// The longest packet, in octets, without the link's header.
    public var mtu: Int
    public var addresses: [Address]
    /// Where packets go that leave the prefixes.
    public var gateway: IPv4Address?
    /// Whether the link fills in checksums and cuts super-segments.
    public var offloads: Bool

    public init(
        hardwareAddress: MACAddress?, mtu: Int = 1500, addresses: [Address] = [], gateway: IPv4Address? = nil,
        offloads: Bool = false
    ) {
        self.hardwareAddress = hardwareAddress
        self.mtu = mtu
        self.addresses = addresses
        self.gateway = gateway
        self.offloads = offloads
    }

    /// The octets of the link's header.
    var headerLength: Int { hardwareAddress == nil ? 0 : 14 }

    func has(_ address: IPv4Address) -> Bool { addresses.contains { $0.address == address } }

    /// Whether a packet to the address is for everybody on the link.
    func broadcasts(to address: IPv4Address) -> Bool {
        address.isBroadcast || addresses.contains { $0.prefix.broadcast == address }
    }
}
