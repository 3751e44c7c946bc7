import PacketSamples
import Testing

@testable import Packets

@Suite("ICMP and ICMPv6")
struct ControlMessageTests {
    @Test("an echo request is crafted with a checksum that is found good (RFC 792)")
    func echo() throws {
        let packet = try FieldTexts(crafted: "eth/ip(dst=10.0.0.2)/icmp(type=8)/'abcdefgh'")
        #expect(packet["icmp.type"] == "8")
        #expect(packet["icmp.checksum.status"] == "1")
        #expect(packet["icmp.ident"] != nil)
        #expect(packet["data.data"] == "6162636465666768")
    }

    @Test("options of neighbor discovery are written as those of TCP are (RFC 4861 4.6)")
    func discoveryOptions() throws {
        let asked = try FieldTexts(
            crafted: "eth/ipv6(dst=ff02::1:ff00:2)/"
                + "icmpv6(nd.ns.target_address=fd00::2,options=[source=02:00:00:00:00:01])")
        #expect(asked["icmpv6.type"] == "135" && asked["icmpv6.nd.ns.target_address"] == "fd00::2")
        #expect(asked["icmpv6.opt.type"] == "1" && asked["icmpv6.opt.length"] == "1")
        #expect(asked["icmpv6.opt.src_linkaddr"] == "02:00:00:00:00:01")
        #expect(asked["icmpv6.checksum.status"] == "1" && asked["ipv6.plen"] == "32")
        // A value alone is that of the field that has a name, not of what is reserved before it.
        let told = try FieldTexts(
            crafted: "eth/ipv6(dst=ff02::1)/icmpv6(type=134,options=[mtu=1400,"
                + "prefix={prefix=fd00::,prefix.length=56},{type=1,src_linkaddr=02:00:00:00:00:02}])")
        #expect(told["icmpv6.opt.mtu"] == "1400" && told["icmpv6.opt.prefix"] == "fd00::")
        #expect(told["icmpv6.opt.prefix.length"] == "56")
        #expect(told["icmpv6.opt.src_linkaddr"] == "02:00:00:00:00:02" && told.faults == 0)
        #expect(throws: ForgeError.self) {
            try FieldTexts(crafted: "eth/ipv6(dst=ff02::1)/icmpv6(type=134,options=[mtoo=1400])")
        }
    }

    @Test("identifiers and sequence numbers are shown in both octet orders")
    func orders() {
        let packet = FieldTexts("4500001c00010000400100000a0000010a000002 0800e5fc 1201 0002", as: .ipv4)
        #expect(packet["icmp.ident"] == "4609")
        #expect(packet["icmp.ident_le"] == "274")
        #expect(packet["icmp.seq"] == "2")
        #expect(packet["icmp.seq_le"] == "512")
        #expect(packet["icmp.checksum.status"] == "1")
    }

    @Test("an error's quoted packet is dissected, and that it is cut is no fault (RFC 792)")
    func quoted() {
        let packet = FieldTexts(
            "45000038000100004001 0000 0a0000010a000002 0304 0000 0000 05dc"
                + "450005dc0001400040060000 0a0000020a000001 d431 0050 00000001", as: .ipv4)
        #expect(packet.layers == ["ip", "icmp", "ip", "tcp"])
        #expect(packet["icmp.mtu"] == "1500")
        #expect(packet["icmp.unused"] == "0000")
        #expect(packet["tcp.dstport"] == "80")
        #expect(packet["tcp.seq_raw"] == "1")
        #expect(packet.faults == 0)
    }

    @Test("labels follow the quoted packet where the length says (RFC 4884 5, RFC 4950)")
    func labels() {
        let quoted =
            "450000800001000001110000 0a0000020a000001 0035 0035 006c 0000" + String(repeating: "00", count: 100)
        let packet = FieldTexts(
            "450000ac000100004001 0000 0a0000010a000002 0b00 0000 00200000" + quoted + "2000 0000 0008 0101 00064f01",
            as: .ipv4)
        #expect(packet["icmp.length"] == "32")
        #expect(packet["icmp.ext.version"] == "2")
        #expect(packet["icmp.mpls.label"] == "100")
        #expect(packet["icmp.mpls.s"] == "1")
        #expect(packet.layers.prefix(4) == ["ip", "icmp", "ip", "udp"])
        #expect(packet.faults == 0)
    }

    static func icmpv6(_ message: String) -> String {
        let count = message.filter { !$0.isWhitespace }.count / 2
        let length = String(repeating: "0", count: 4 - String(count, radix: 16).count) + String(count, radix: 16)
        let address = "fe80" + String(repeating: "00", count: 13)
        return "60000000 \(length) 3a ff" + address + "01" + address + "02" + message
    }

    @Test("a router advertisement shows its flags, prefix, MTU, servers and search list (RFC 4861, RFC 8106)")
    func routerAdvertisement() {
        let prefix = "0304 40c0 00278d00 00093a80 00000000 20010db8" + String(repeating: "00", count: 12)
        let servers = "1903 0000 00000e10 20010db8" + String(repeating: "00", count: 11) + "53"
        let search = "1f03 0000 00000e10 03616263 07 6578616d706c65 00" + "000000"
        let packet = FieldTexts(
            Self.icmpv6(
                "8600 0000 40 88 0708 00000000 00000000 0101 020000000001" + prefix + "0501 0000 000005dc" + servers
                    + search),
            as: .ipv6)
        #expect(packet["icmpv6.nd.ra.flag.m"] == "1")
        #expect(packet["icmpv6.nd.ra.flag.prf"] == "1")
        #expect(packet["icmpv6.opt.prefix"] == "2001:db8::")
        #expect(packet["icmpv6.opt.prefix.valid_lifetime"] == "2592000")
        #expect(packet["icmpv6.opt.mtu"] == "1500")
        #expect(packet["icmpv6.opt.rdnss"] == "2001:db8::53")
        #expect(packet["icmpv6.opt.dnssl"] == "abc.example")
        #expect(packet["icmpv6.opt.src_linkaddr"] == "02:00:00:00:00:01")
        #expect(packet.faults == 0)
    }

    @Test("an option of length zero ends the list and is a fault (RFC 4861 4.6)")
    func zeroLength() {
        let packet = FieldTexts(Self.icmpv6("8500 0000 00000000 0100 000000000000"), as: .ipv6)
        #expect(packet["icmpv6.type"] == "133")
        #expect(packet.faults == 1)
    }

    @Test("a listener report lists groups with their sources (RFC 3810 5.2)")
    func listenerReport() {
        let group = "ff02" + String(repeating: "00", count: 13) + "fb"
        let source = "fe80" + String(repeating: "00", count: 13) + "09"
        let packet = FieldTexts(
            Self.icmpv6("8f00 0000 0000 0002 0400 0000" + group + "0300 0001" + group + source), as: .ipv6)
        #expect(packet["icmpv6.mldr.nb_mcast_records"] == "2")
        #expect(packet["icmpv6.mldr.mar.record_type"] == "4,3")
        #expect(packet["icmpv6.mldr.mar.source_address"] == "fe80::9")
        #expect(packet.faults == 0)
    }

    @Test("a neighbor solicitation is crafted with a good checksum (RFC 4443 2.3)")
    func craftsSolicitation() throws {
        let packet = try FieldTexts(crafted: "eth/ipv6(src=fe80::1,dst=fe80::2)/icmpv6(type=135,code=0)")
        #expect(packet["icmpv6.type"] == "135")
        #expect(packet["icmpv6.checksum.status"] == "1")
    }

    @Test("no cut of a message traps or loses the layer above it", arguments: 0..<60)
    func cut(length: Int) {
        let octets = FieldTexts.octets(
            Self.icmpv6("8600 0000 40 88 0708 00000000 00000000 0101 020000000001 0501 0000 000005dc"))
        let packet = FieldTexts(Array(octets.prefix(length)), as: .ipv6, originalLength: octets.count)
        #expect(packet.layers.first == "ipv6")
        #expect(length < 40 || packet["ipv6.src"] == "fe80::1")
    }
}
