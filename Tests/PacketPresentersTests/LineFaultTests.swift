import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: what is broken")
struct LineFaultTests {
    private func word(_ number: Int) -> String {
        let hex = String(number, radix: 16)
        return String(repeating: "0", count: 4 - hex.count) + hex
    }

    /// A datagram between two ports, whole or cut by the capture.
    private func udp(_ ports: String, _ message: String, lost: Int = 0, length: Int? = nil) -> String {
        let count = octets(message).count + lost
        let frame =
            Wire.ethernet + Wire.ip("11", length: word(count + 28)) + ports + word(length ?? count + 8) + "0000"
            + message
        return line(frame, originalLength: octets(frame).count + lost)
    }

    @Test("a message that is too short to be one is named: DNS of two octets, DHCP of ten")
    func short() {
        #expect(
            udp("1f90 0035", "1234")
                == "IP 10.0.0.1.8080 > 10.0.0.2.53: [malformed dns at 42: does not fit in 2 octets]")
        #expect(
            udp("0044 0043", "01010600 00000001 0000")
                == "IP 10.0.0.1.68 > 10.0.0.2.67: [malformed dhcp at 42: does not fit in 10 octets]")
    }

    @Test("one that the capture cut is no malformed one, as tcpdump has it")
    func cut() {
        #expect(
            udp("1f90 0035", "1234", lost: 30)
                == "IP 10.0.0.1.8080 > 10.0.0.2.53: [|dns] (the capture kept 44 of 74 octets)")
        #expect(
            udp("1f90 0035", "3039 0100 0001 0000 0000 0000 03777777 07657861", lost: 20)
                == "IP 10.0.0.1.8080 > 10.0.0.2.53: 12345+ (40) [|dns.qry] (the capture kept 62 of 82 octets)")
    }

    @Test("of a DHCP message that the capture cut, the line has what was kept")
    func cutDHCP() {
        let start = "02010600 00000001 00000000 00000000 0a000005 00000000 00000000 001b213c9df8 00000000000000000000"
        #expect(
            udp("0043 0044", start, lost: 250)
                == "IP 10.0.0.1.67 > 10.0.0.2.68: BOOTP Reply 10.0.0.5 to 00:1b:21:3c:9d:f8, length 294 "
                + "[|dhcp] (the capture kept 86 of 336 octets)")
    }

    @Test("records that do not fit are marked in every section, and data that do not fit their type")
    func records() {
        #expect(
            udp("0035 1f90", "3039 8180 0000 0001 0000 0000 00 0001 0001 0000003c 0003 c00002")
                == "IP 10.0.0.1.53 > 10.0.0.2.8080: 12345 [0q] 1/0/0 A (26) "
                + "[malformed dns.resp at 65: a record's data do not fit]")
        #expect(
            udp("1f90 0035", "3039 0100 0001 0000 0000 0001" + Wire.name + "0001 0001 00 0029 04d0")
                == "IP 10.0.0.1.8080 > 10.0.0.2.53: 12345+ [1au] A? www.example.com. (38) "
                + "[malformed dns.resp at 75: a record does not fit]")
    }

    @Test("a length of UDP that lies is marked whatever it carries")
    func udpLength() {
        #expect(
            udp("1f90 0035", "3039 0100 0001 0000 0000 0000" + Wire.name + "0001 0001", length: 60)
                .hasSuffix("A? www.example.com. (33) [malformed udp.length at 38: more than the datagram holds]"))
    }

    @Test("a UDP checksum of zero over IPv6 is illegal (RFC 8200 8.1), over IPv4 there is none")
    func zeroChecksum() {
        let datagram = "0fa0 0007 000c 0000 61626364"
        let header = "60000000 000c 1140" + "20010db8000000000000000000000001" + "20010db8000000000000000000000002"
        #expect(
            line("001b213c9df8 020000000001 86dd" + header + datagram)
                == "IP6 2001:db8::1.4000 > 2001:db8::2.7: UDP, length 4 [bad cksum udp 0x0000]")
        #expect(
            line(Wire.ethernet + Wire.ip("11", length: "0020") + datagram)
                == "IP 10.0.0.1.4000 > 10.0.0.2.7: UDP, length 4")
    }

    @Test("a neighbor solicitation that ends early and an option without a length are marked")
    func neighbors() {
        func icmp(_ message: String) -> String {
            let count = octets(message).count
            return line(
                "001b213c9df8 020000000001 86dd 60000000 \(word(count)) 3aff" + "20010db8000000000000000000000001"
                    + "20010db8000000000000000000000002" + message)
        }
        #expect(
            icmp("8700 0000 00000000 20010db8").hasPrefix(
                "IP6 2001:db8::1 > 2001:db8::2: ICMP6, neighbor solicitation, length 12 "))
        #expect(icmp("8700 0000 00000000 20010db8").hasSuffix("[malformed icmpv6 at 58: the message is cut short]"))
        #expect(
            icmp("8700 0000 00000000 20010db8000000000000000000000002 0100 020000000001").hasSuffix(
                "[malformed icmpv6.opt at 78: an option does not fit]"))
    }

    @Test("an ICMP checksum that is wrong is marked, as its status has it")
    func icmpChecksum() {
        let header = Wire.ethernet + Wire.ip("01", length: "001c")
        #expect(
            line(header + "0800 f7fd 0001 0001") == "IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 1, seq 1, length 8")
        #expect(line(header + "0800 1234 0001 0001").hasSuffix("id 1, seq 1, length 8 [bad cksum icmp 0x1234]"))
    }
}
