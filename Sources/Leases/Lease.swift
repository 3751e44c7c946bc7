public import Packets

/// An address that a server lends, and what it says of the network. RFC 2131 section 2
public struct Lease: Sendable, Hashable {
    public var address: IPv4Address
    /// How many bits the addresses of the network share.
    public var prefixLength: Int
    /// Who lends it.
    public var server: IPv4Address
    public var routers: [IPv4Address]
    public var nameServers: [IPv4Address]
    public var domain: String?
    /// For how long, in seconds; `nil` for ever.
    public var duration: UInt32?
    /// After how many seconds it is to be renewed (T1), and from when on any server is asked (T2).
    public var renewal: UInt32
    public var rebinding: UInt32
    /// The server's message, with all of its options.
    public var message: LeaseMessage

    /// The shortest that is worth having, in seconds.
    static var shortest: UInt32 { 16 }

    /// What an offer, or an acknowledgment, lends; `nil` where it lends nothing that a host can use.
    public init?(_ message: LeaseMessage) {
        let address = message.yourAddress
        guard let server = message.server, let seconds = message.number(of: 51), seconds >= Self.shortest,
            Self.isOfHost(address), Self.isOfHost(server)
        else { return nil }
        self.address = address
        self.server = server
        self.message = message
        prefixLength = Self.prefixLength(message.number(of: 1), of: address)
        routers = message.addresses(of: 3).filter(Self.isOfHost)
        nameServers = message.addresses(of: 6).filter(Self.isOfHost)
        domain = message.text(of: 15)
        duration = seconds == .max ? nil : seconds
        // RFC 2131 section 4.4.5: half of the time, and seven eighths. Those of the server must be in their order.
        renewal = seconds / 2
        rebinding = UInt32(UInt64(seconds) * 7 / 8)
        if let renewal = message.number(of: 58), let rebinding = message.number(of: 59), renewal > 0,
            renewal < rebinding, rebinding < seconds
        {
            (self.renewal, self.rebinding) = (renewal, rebinding)
        }
    }

    private static func isOfHost(_ address: IPv4Address) -> Bool {
        !address.isUnspecified && !address.isMulticast && !address.isBroadcast && !address.isLoopback
    }

    /// Of a mask; where it is none, that of the address's class.
    private static func prefixLength(_ mask: UInt32?, of address: IPv4Address) -> Int {
        if let mask, mask != 0, ~mask & (~mask &+ 1) == 0 { return mask.nonzeroBitCount }
        return address.octet(0) < 128 ? 8 : address.octet(0) < 192 ? 16 : 24
    }
}
