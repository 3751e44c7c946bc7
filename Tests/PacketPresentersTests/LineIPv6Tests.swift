import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: IPv6 and DHCP")
struct LineIPv6Tests {
    private let addresses = "20010db8000000000000000000000001 20010db8000000000000000000000002"
    private let datagram = "d431 1f40 000c 1234 deadbeef"

    private func ipv6(_ next: String, length: String) -> String {
        "001b213c9df8 020000000001 86dd 60000000 \(length) \(next) 40" + addresses
    }

    @Test("the transport's ports stand behind the addresses, also past extension headers")
    func ports() {
        #expect(
            line(ipv6("11", length: "000c") + datagram)
                == "IP6 2001:db8::1.54321 > 2001:db8::2.8000: UDP, length 4")
        #expect(
            line(ipv6("00", length: "0014") + "1100 0104 00000000" + datagram)
                == "IP6 2001:db8::1.54321 > 2001:db8::2.8000: HBH UDP, length 4")
    }

    @Test("a fragment shows its offset and length; a later one has no ports")
    func fragment() {
        #expect(
            line(ipv6("2c", length: "0014") + "1100 0001 00001234" + datagram)
                == "IP6 2001:db8::1.54321 > 2001:db8::2.8000: frag (0|12) UDP, length 12")
        #expect(
            line(ipv6("2c", length: "0014") + "1100 05a8 00001234" + datagram)
                == "IP6 2001:db8::1 > 2001:db8::2: frag (1448|12) UDP, length 12")
    }

    @Test("a length that is more than the frame holds is marked")
    func length() {
        #expect(
            line(ipv6("11", length: "0100") + datagram)
                == "IP6 2001:db8::1.54321 > 2001:db8::2.8000: UDP, length 4 "
                + "[malformed ipv6.plen at 18: more than the frame holds]")
    }

    @Test("an unknown next header is named or numbered")
    func unknown() {
        #expect(
            line(ipv6("fd", length: "0004") + "deadbeef") == "IP6 2001:db8::1 > 2001:db8::2: ip-proto-253, length 4")
    }

    @Test("DHCP says what is asked, by whom and for which address")
    func dhcp() {
        let discover =
            "01010600 12345678 00000000" + String(repeating: "00000000", count: 4) + "020000000001"
            + String(repeating: "00", count: 202) + "63825363 350103 32040a000005 ff"
        #expect(
            line(Wire.ethernet + Wire.ip("11", length: "0116") + "0044 0043 0102 0000" + discover)
                == "IP 10.0.0.1.68 > 10.0.0.2.67: DHCP Request from 02:00:00:00:00:01, requested 10.0.0.5, length 250")
    }
}
