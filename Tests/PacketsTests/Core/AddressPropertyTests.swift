import Packets
import Testing

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("What addresses are")
struct AddressPropertyTests {
    @Test("IPv4 ranges of RFC 1918, 3927, 5771 and 1122 end where they should")
    func ipv4Ranges() throws {
        func address(_ text: String) throws -> IPv4Address { try IPv4Address(parsing: text) }
        for text in ["10.0.0.0", "10.255.255.255", "172.16.0.0", "172.31.255.255", "192.168.0.0", "192.168.255.255"] {
            #expect(try address(text).isPrivate, "\(text)")
        }
        for text in ["9.255.255.255", "11.0.0.0", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0"] {
            #expect(try !address(text).isPrivate, "\(text)")
        }
        #expect(try address("224.0.0.0").isMulticast && address("239.255.255.255").isMulticast)
        #expect(try !address("223.255.255.255").isMulticast && !address("240.0.0.0").isMulticast)
        #expect(try address("169.254.0.1").isLinkLocal && !address("169.253.0.1").isLinkLocal)
        #expect(IPv4Address.loopback.isLoopback && !IPv4Address.broadcast.isLoopback)
        #expect(IPv4Address.broadcast.isBroadcast && IPv4Address.unspecified.isUnspecified)
        #expect(try address("239.255.255.250").multicastMACAddress == MACAddress(1, 0, 0x5E, 0x7F, 0xFF, 0xFA))
        #expect(IPv4Address.loopback.multicastMACAddress == nil)
    }

    @Test("IPv6 kinds of RFC 4291 and 4193 end where they should")
    func ipv6Ranges() throws {
        func address(_ text: String) throws -> IPv6Address { try IPv6Address(parsing: text) }
        #expect(try address("fe80::1").isLinkLocal && address("febf::").isLinkLocal && !address("fec0::").isLinkLocal)
        #expect(try address("fc00::").isPrivate && address("fdff::").isPrivate && !address("fe00::").isPrivate)
        #expect(try address("ff02::1").isMulticast && address("ff02::1").multicastScope == 2)
        #expect(try !address("fe00::").isMulticast && address("fe00::").multicastScope == nil)
        #expect(IPv6Address.loopback.isLoopback && IPv6Address.unspecified.isUnspecified)
        #expect(try address("::ffff:10.1.2.3").mappedIPv4 == IPv4Address(10, 1, 2, 3))
        #expect(try address("::10.1.2.3").mappedIPv4 == nil)
        #expect(IPv6Address(mapping: IPv4Address(10, 1, 2, 3)).description == "::ffff:10.1.2.3")
    }

    @Test("the solicited-node group of RFC 4291 2.7.1's example")
    func solicitedNode() throws {
        let group = try IPv6Address(parsing: "4037::01:800:200E:8C6C").solicitedNodeMulticast
        #expect(group.description == "ff02::1:ff0e:8c6c")
        #expect(group.multicastMACAddress?.description == "33:33:ff:0e:8c:6c")
    }

    @Test("the modified EUI-64 of RFC 2464 4's example")
    func linkLocal() throws {
        let mac = try MACAddress(parsing: "34:56:78:9A:BC:DE")
        #expect(IPv6Address.modifiedEUI64(of: mac) == 0x3656_78FF_FE9A_BCDE)
        #expect(IPv6Address(linkLocalOf: mac).description == "fe80::3656:78ff:fe9a:bcde")
    }

    @Test("the group and local bits of a MAC address")
    func macBits() {
        #expect(MACAddress.broadcast.isMulticast && MACAddress.broadcast.isBroadcast)
        #expect(MACAddress(1, 0, 0x5E, 0, 0, 1).isMulticast)
        #expect(!MACAddress(0xFE, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF).isMulticast)
        #expect(
            MACAddress(2, 0, 0, 0, 0, 1).isLocallyAdministered && !MACAddress(1, 0, 0, 0, 0, 1).isLocallyAdministered)
        #expect(MACAddress(0, 0x1B, 0x21, 1, 2, 3).organization == 0x001B21)
        #expect(MACAddress(rawValue: .max) == .broadcast)
    }

    @Test("an IPv4 prefix knows its ends, its addresses and what lies in it")
    func ipv4Prefix() throws {
        let prefix = try IPv4Prefix(parsing: "10.0.0.7/30")
        #expect(prefix.description == "10.0.0.4/30")
        #expect(prefix.map(\.description) == ["10.0.0.4", "10.0.0.5", "10.0.0.6", "10.0.0.7"])
        #expect(prefix.count == 4 && prefix.broadcast == IPv4Address(10, 0, 0, 7))
        #expect(prefix.mask.description == "255.255.255.252")
        #expect(prefix.contains(IPv4Address(10, 0, 0, 6)) && !prefix.contains(IPv4Address(10, 0, 0, 8)))
        let all = try IPv4Prefix(parsing: "1.2.3.4/0")
        #expect(all.count == 1 << 32 && all.contains(.broadcast) && all.contains(prefix) && !prefix.contains(all))
        let end = try IPv4Prefix(parsing: "255.255.255.255")
        #expect(Array(end) == [.broadcast] && end.length == 32 && end.broadcast == nil)
        for text in ["10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "10.0.0.0/8x", "10.0.0.0/08"] {
            #expect(IPv4Prefix(text) == nil)
        }
    }

    @Test("an IPv6 prefix knows its ends, its addresses and what lies in it")
    func ipv6Prefix() throws {
        let prefix = try IPv6Prefix(parsing: "2001:db8::5:6/126")
        #expect(prefix.description == "2001:db8::5:4/126")
        #expect(prefix.map(\.description) == ["2001:db8::5:4", "2001:db8::5:5", "2001:db8::5:6", "2001:db8::5:7"])
        #expect(prefix.count == 4)
        for length in 0...128 {
            let prefix = IPv6Prefix(IPv6Address(high: .max, low: .max), length: length)
            #expect(prefix.address.number == (length == 0 ? 0 : UInt128.max << UInt128(128 - length)))
            #expect(prefix.last.number == .max)
            #expect(prefix.contains(prefix.address) && prefix.contains(prefix.last))
            if length > 0 { #expect(!prefix.contains(IPv6Address(number: prefix.address.number - 1))) }
        }
        let all = try IPv6Prefix(parsing: "::/0")
        #expect(all.count == nil && all.underestimatedCount == .max)
        #expect(all.lazy.prefix(2).map(\.description) == ["::", "::1"])
        let end = try IPv6Prefix(parsing: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe/127")
        #expect(end.map(\.low) == [.max - 1, .max])
        for text in ["::/129", "::/", "/64", "fe80::1%eth0/64", "::1/-1"] { #expect(IPv6Prefix(text) == nil) }
    }

    @Test("values are encoded as their text, and a wrong text is refused when decoded")
    func codable() throws {
        struct Values: Codable, Equatable {
            var mac = MACAddress(0, 1, 2, 3, 4, 5)
            var v4 = IPv4Address.loopback
            var v6 = IPv6Address.loopback
            var any = IPAddress.v4(.broadcast)
            var net = IPv4Prefix(.loopback, length: 8)
            var port: Port = 53
        }
        let data = try JSONEncoder().encode(Values())
        #expect(try JSONDecoder().decode(Values.self, from: data) == Values())
        #expect(try JSONDecoder().decode([String: String].self, from: data)["net"] == "127.0.0.0/8")
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([IPv4Address].self, from: Data(#"["300.1.1.1"]"#.utf8))
        }
    }

    @Test("addresses are ordered as their octets are")
    func order() {
        #expect(IPv4Address(9, 0, 0, 1) < IPv4Address(10, 0, 0, 0))
        #expect(IPv6Address(high: 1, low: 0) > IPv6Address(high: 0, low: .max))
        #expect(MACAddress(0, 0, 0, 0, 1, 0) > MACAddress(0, 0, 0, 0, 0, 255))
        #expect(IPv4Prefix(.loopback, length: 8) < IPv4Prefix(IPv4Address(127, 0, 0, 0), length: 16))
    }
}
