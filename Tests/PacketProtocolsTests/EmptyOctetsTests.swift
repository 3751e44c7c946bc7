import PacketSamples
import Testing

@testable import PacketProtocols
@testable import Packets

@Suite("Octets of which there are none")
struct EmptyOctetsTests {
    @Test("a cookie without the server's half is shown as tshark shows it (RFC 7873 5.1)")
    func cookie() {
        let query = "1234 0100 0001 0000 0000 0001 0161 00 0001 0001 00 0029 1000 00000000"
        let first = ApplicationPackets.values(
            "dns.opt.cookie.server", of: DNS.self, FieldTexts.octets(query + "000c 000a 0008 0102030405060708"))
        #expect(first == ["<MISSING>"])
        let next = ApplicationPackets.values(
            "dns.opt.cookie.server", of: DNS.self,
            FieldTexts.octets(query + "0014 000a 0010 0102030405060708 1112131415161718"))
        #expect(next == ["1112131415161718"])
    }

    @Test("padding of two octets is an option without data (RFC 8200 4.2)")
    func padding() {
        let header = "6000 0000 0008 00 40" + String(repeating: "00", count: 32)
        #expect(FieldTexts(header + "3b00 0502 0000 0100", as: .ipv6)["ipv6.opt.padn"] == "<none>")
        #expect(FieldTexts(header + "3b00 0104 00000000", as: .ipv6)["ipv6.opt.padn"] == "00000000")
    }
}
