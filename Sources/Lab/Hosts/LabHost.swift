public import NetStack
public import Packets

/// A host of the lab: its name, which says what it does, and where it is.
public struct LabHost: Sendable, Hashable {
    /// Of which of the lab's two networks a host is.
    public enum Subnet: Int, Sendable {
        /// Where you are.
        case near = 0
        /// Behind the router.
        case far = 1

        /// The network's prefixes, one a family.
        public var prefixes: [String] { ["10.77.\(rawValue).0/24", rawValue == 0 ? "fd77::/64" : "fd77:0:0:1::/64"] }
    }

    public let name: String
    public let subnet: Subnet
    /// The last octet of its IPv4 address, whose digits end the IPv6 address too.
    let number: UInt8
    /// What it does, for people.
    public let purpose: String

    init(_ name: String, _ number: UInt8, _ purpose: String = "", in subnet: Subnet = .near) {
        self.name = name
        self.subnet = subnet
        self.number = number
        self.purpose = purpose
    }

    public var ipv4: IPv4Address { IPv4Address(10, 77, UInt8(subnet.rawValue), number) }
    public var ipv6: IPv6Address {
        // Read as hexadecimal digits, so that both addresses end alike.
        let digits = UInt64("\(number)", radix: 16) ?? 0
        return IPv6Address(high: 0xfd77_0000_0000_0000 + UInt64(subnet.rawValue), low: digits)
    }

    /// Both, the IPv4 address first.
    public var addresses: [IPAddress] { [.v4(ipv4), .v6(ipv6)] }

    /// As an interface has them.
    public var interfaceAddresses: [Interface.Address] {
        [.init(.v4(ipv4), prefixLength: 24), .init(.v6(ipv6), prefixLength: 64)]
    }

    var hardwareAddress: MACAddress { MACAddress(2, 0, 0, 0x77, UInt8(subnet.rawValue), number) }
}

extension LabHost {
    public static let router = LabHost("router", 1, "passes packets on to the other network")
    public static let echo = LabHost("echo", 7, "echo 7, discard 9 by TCP and UDP; daytime 13, chargen 19")
    public static let closed = LabHost("closed", 40, "answers to ping, and refuses all else")
    public static let silent = LabHost("silent", 50, "drops all, without a word")
    public static let dns = LabHost("dns", 53, "knows these names by UDP and TCP 53; 'many' is truncated")
    public static let dhcp = LabHost("dhcp", 67, "lends addresses, from 10.77.0.200 to 10.77.0.249")
    public static let web = LabHost("web", 80, "http 80: a page at '/', and '/big/N' with N octets")
    public static let far = LabHost("far", 10, "http 80 and echo 7, 40 ms away, and 2 % of it is lost", in: .far)

    /// The router's end in the other network.
    static let routerFar = LabHost("router", 1, in: .far)

    /// All that answer to a name, by their addresses.
    public static let all = [router, echo, closed, silent, dns, dhcp, web, far]

    /// Who has a name, in letters of either case; `nil` where nobody has.
    public static func named(_ name: String) -> LabHost? { all.first { $0.name == name.lowercased() } }
}
