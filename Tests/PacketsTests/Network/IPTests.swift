import PacketSamples
import Testing

@testable import Packets

@Suite("IPv4 and IPv6")
struct IPTests {
    /// An IPv4 header with options, and a TCP-less payload.
    static func ip(_ options: String) -> String {
        let count = 20 + options.filter { !$0.isWhitespace }.count / 2
        let length = String(count, radix: 16)
        return "4\(String(count / 4, radix: 16))00 00\(length) 0001 0000 40 3b 0000 0a000001 0a000002" + options
    }

    @Test("a recorded route is read up to the pointer, and empty from there on (RFC 791 3.1)")
    func recordRoute() {
        let packet = FieldTexts(Self.ip("070b08 0a0a0a01 00000000 00"), as: .ipv4)
        #expect(packet["ip.rec_rt"] == "10.10.10.1")
        #expect(packet["ip.empty_rt"] == "0.0.0.0")
        #expect(packet["ip.opt.ptr"] == "8")
        #expect(packet["ip.opt.type"] == "7,0")
        #expect(packet.faults == 0)
    }

    @Test("what follows the end of the option list is no option (RFC 791 3.1)")
    func endOfList() {
        let packet = FieldTexts(Self.ip("94040000 00940400"), as: .ipv4)
        #expect(packet["ip.opt.type"] == "148,0")
        #expect(packet["ip.opt.ra"] == "0")
        #expect(packet.faults == 0)
    }

    @Test("time stamps have addresses when the flag says so (RFC 791 3.1)")
    func timestamps() {
        let plain = FieldTexts(Self.ip("440c0500 00000001 00000002"), as: .ipv4)
        #expect(plain["ip.opt.time_stamp"] == "1,2")
        let addressed = FieldTexts(Self.ip("440c0d01 0a000001 00000011"), as: .ipv4)
        #expect(addressed["ip.opt.time_stamp_addr"] == "10.0.0.1")
        #expect(addressed["ip.opt.time_stamp"] == "17")
    }

    @Test("an option whose length is too small or too large ends the list and is a fault")
    func brokenOption() {
        for options in ["44000000", "94080000"] {
            let packet = FieldTexts(Self.ip(options), as: .ipv4)
            #expect(packet["ip.src"] == "10.0.0.1")
            #expect(packet.faults == 1)
        }
    }

    @Test("the header's checksum is verified only when that is asked for")
    func checksum() throws {
        let expression = "eth/ip(src=10.0.0.1,dst=10.0.0.2)/udp/'x'"
        #expect(try FieldTexts(crafted: expression)["ip.checksum.status"] == "2")
        let good = try FieldTexts(crafted: expression, verifying: true)
        #expect(good["ip.checksum.status"] == "1")
        #expect(good["udp.checksum.status"] == "1")
        let bad = try FieldTexts(crafted: "eth/ip(checksum=1)/udp(checksum=1)/'x'", verifying: true)
        #expect(bad["ip.checksum.status"] == "0")
        #expect(bad["udp.checksum.status"] == "0")
    }

    @Test("extension headers are layers of their own up to the transport (RFC 8200 4.1)")
    func extensionHeaders() {
        let fixed =
            "60000000 0020 00 40" + String(repeating: "00", count: 15) + "01" + String(repeating: "00", count: 15)
            + "02"
        let packet = FieldTexts(
            fixed + "3c00 0502 0000 0100" + "2c00 0104 00000000" + "1100 0000 00000007" + "0035 0035 0008 0000",
            as: .ipv6)
        #expect(packet.layers.prefix(5) == ["ipv6", "ipv6.hopopts", "ipv6.dstopts", "ipv6.fraghdr", "udp"])
        #expect(packet["ipv6.opt.router_alert"] == "0")
        #expect(packet["ipv6.hopopts.len_oct"] == "8")
        #expect(packet["ipv6.fraghdr.ident"] == "0x00000007")
        #expect(packet["ipv6.addr"] == "::1,::2")
        #expect(packet.faults == 0)
    }

    @Test("a segment route lists its segments (RFC 8754 2)")
    func segmentRoute() {
        let address = String(repeating: "00", count: 15)
        let packet = FieldTexts(
            "60000000 0018 2b 40" + address + "01" + address + "02" + "3b02 0400 00 00 0001" + address + "09",
            as: .ipv6)
        #expect(packet["ipv6.routing.type"] == "4")
        #expect(packet["ipv6.routing.srh.addr"] == "::9")
        #expect(packet["ipv6.routing.srh.tag"] == "0001")
        #expect(packet.faults == 0)
    }

    @Test("a fragment that is not the first is data (RFC 8200 4.5)")
    func laterFragment() {
        let address = String(repeating: "00", count: 15)
        let packet = FieldTexts(
            "60000000 0010 2c 40" + address + "01" + address + "02" + "1100 0008 00000007" + "0035003500080000",
            as: .ipv6)
        #expect(packet.layers == ["ipv6", "ipv6.fraghdr", "data"])
        #expect(packet["ipv6.fraghdr.offset"] == "1")
    }

    @Test("an interface identifier that was made from a hardware address gives it back (RFC 4291 appendix A)")
    func hardwareAddress() throws {
        let address = try IPv6Address(parsing: "fe80::20c:29ff:fea5:2fab")
        #expect(address.hardwareAddress?.description == "00:0c:29:a5:2f:ab")
        #expect(try IPv6Address(parsing: "fe80::1").hardwareAddress == nil)
    }

    @Test("IPv6 is crafted with its length and the pseudo header's checksum (RFC 8200 8.1)")
    func craftsIPv6() throws {
        let packet = try FieldTexts(crafted: "eth/ipv6(src=fe80::1,dst=fe80::2)/udp(dstport=9)/'abc'", verifying: true)
        #expect(packet["eth.type"] == "0x86dd")
        #expect(packet["ipv6.plen"] == "11")
        #expect(packet["ipv6.nxt"] == "17")
        #expect(packet["udp.checksum.status"] == "1")
    }
}
