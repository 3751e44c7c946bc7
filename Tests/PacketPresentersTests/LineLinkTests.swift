import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: links and ARP")
struct LineLinkTests {
    let request = "001b213c9df8 020000000001 0806 0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002"

    @Test("an ARP request asks who has an address and tells whom")
    func arp() {
        #expect(line(request) == "ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28")
        #expect(
            line(request) { $0.showsLink = true }
                == "02:00:00:00:00:01 > 00:1b:21:3c:9d:f8, ethertype ARP (0x0806), length 42: "
                + "Request who-has 10.0.0.2 tell 10.0.0.1, length 28")
    }

    @Test("an ARP reply says where an address is; other operations are numbered")
    func reply() {
        let reply = request.replacing("06 04 0001", with: "06 04 0002")
        #expect(line(reply) == "ARP, Reply 10.0.0.1 is-at 02:00:00:00:00:01, length 28")
        let other = request.replacing("06 04 0001", with: "06 04 0009")
        #expect(line(other) == "ARP, operation 9, hardware 1, protocol 0x0800, length 28")
    }

    @Test("an unknown EtherType shows the link header")
    func unknown() {
        #expect(
            line("001b213c9df8 020000000001 1234 00000000")
                == "02:00:00:00:00:01 > 00:1b:21:3c:9d:f8, ethertype Unknown (0x1234), length 18")
    }

    @Test("a VLAN tag is shown with link headers only")
    func vlan() {
        let tagged = request.replacing(" 0806 ", with: " 8100 a005 0806 ")
        #expect(line(tagged) == "ARP, Request who-has 10.0.0.2 tell 10.0.0.1, length 28")
        #expect(
            line(tagged) { $0.showsLink = true }
                == "02:00:00:00:00:01 > 00:1b:21:3c:9d:f8, ethertype 802.1Q Virtual LAN (0x8100), length 46: "
                + "vlan 5, p 5, ethertype ARP (0x0806), Request who-has 10.0.0.2 tell 10.0.0.1, length 28")
    }

    @Test("Linux cooked packets show nothing but what they carry, and which way with link headers")
    func cooked() {
        let packet =
            "0004 0001 0006 020000000001 0000 0800" + Wire.ip("11", length: "0020")
            + "d431 1f40 000c 0000 deadbeef"
        #expect(line(packet, as: .linuxSLL) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4")
        #expect(
            line(packet, as: .linuxSLL) { $0.showsLink = true }
                == "Out 02:00:00:00:00:01, ethertype IPv4 (0x0800), length 48: "
                + "10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4")
    }

    @Test("BSD loopback and raw IP add nothing to the line")
    func headless() {
        let packet = Wire.ip("11", length: "0020") + "d431 1f40 000c 0000 deadbeef"
        for (link, header) in [(LinkType.null, "02000000"), (.null, "00000002"), (.loop, "00000002"), (.raw, "")] {
            #expect(line(header + packet, as: link) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4")
        }
        #expect(
            line("02000000" + packet, as: .null) { $0.showsLink = true }.hasPrefix("AF IP (2), length 36: 10.0.0.1"))
    }

    @Test("a frame without octets is malformed, and no line is without an end")
    func empty() {
        #expect(line("") == "[malformed eth at 0: does not fit in 0 octets]")
        #expect(line("", showsTime: true).hasSuffix("octets]\n"))
    }
}
