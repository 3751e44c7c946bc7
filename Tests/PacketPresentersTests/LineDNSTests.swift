import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: DNS")
struct LineDNSTests {
    /// A message in UDP from port 53.
    private func dns(_ message: String, _ change: (inout LineOptions) -> Void = { _ in }) -> String {
        let count = octets(message).count
        func word(_ number: Int) -> String {
            let hex = String(number, radix: 16)
            return String(repeating: "0", count: 4 - hex.count) + hex
        }
        let text = line(
            Wire.ethernet + Wire.ip("11", length: word(count + 28)) + "0035 d431 \(word(count + 8)) 0000" + message)
        #expect(text.hasPrefix("IP 10.0.0.1.53 > 10.0.0.2.54321: "))
        return String(text.dropFirst(33))
    }

    @Test("a query shows its identifier, that recursion is desired, type, name and length")
    func query() {
        #expect(
            dns("3039 0100 0001 0000 0000 0000" + Wire.name + "0001 0001") == "12345+ A? www.example.com. (33)")
    }

    @Test("a query with additional records counts them; another class is named")
    func additional() {
        #expect(
            dns("3039 0110 0001 0000 0000 0001" + Wire.name + "0010 0003 00 0029 04d0 00000000 0000")
                == "12345+% [1au] TXT CH? www.example.com. (44)")
    }

    @Test("a response shows its counts and its answers' data")
    func response() {
        let answers =
            "c00c 0005 0001 0000003c 0006 036f6e65 c010" + "c02d 0001 0001 0000003c 0004 c0000201"
            + "c02d 001c 0001 0000003c 0010 20010db8000000000000000000000001"
            + "c00c 000f 0001 0000003c 0004 000a c02d"
            + "c00c 0010 0001 0000003c 0006 0568692079 6f"
        #expect(
            dns("3039 8580 0001 0005 0000 0000" + Wire.name + "0001 0001" + answers)
                == "12345* 5/0/0 CNAME one.example.com., A 192.0.2.1, AAAA 2001:db8::1, MX one.example.com. 10, "
                + "TXT \"hi yo\" (129)")
    }

    @Test("an error is named and marks follow: no recursion, truncated, authentic data")
    func error() {
        #expect(
            dns("3039 8223 0001 0000 0000 0000" + Wire.name + "0001 0001") == "12345 NXDomain-|$ 0/0/0 (33)")
    }

    @Test("what a terminal would act on is escaped")
    func escape() {
        #expect(dns("3039 0100 0001 0000 0000 0000 041b5b326a 00 0001 0001") == "12345+ A? \\033[2j. (22)")
    }

    @Test("the root is a dot")
    func root() { #expect(dns("3039 0000 0001 0000 0000 0000 00 0002 0001") == "12345 NS? . (17)") }

    @Test("a record that does not fit is marked with its offset")
    func broken() {
        #expect(
            dns(
                "3039 8180 0001 0002 0000 0000" + Wire.name + "0001 0001"
                    + "c00c 0001 0001 0000003c 0004 c0000201 c00c 0001")
                == "12345 2/0/0 A 192.0.2.1, (53) [malformed dns.resp at 91: a record does not fit]")
    }

    @Test("a name that points at itself ends")
    func loop() {
        #expect(dns("3039 0100 0001 0000 0000 0000 c00c 0001 0001").hasSuffix("(18)"))
    }
}
