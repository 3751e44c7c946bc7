import PacketPresenters
import PacketSamples
import Packets
import Testing

@Suite("A packet's line: IPv4, TCP, UDP")
struct LineTransportTests {
    let synchronize =
        Wire.ethernet + Wire.ip("06", length: "003c")
        + "d431 0050 00001000 00000000 a002 fe88 0000 0000 020405b4 0402 080a00000001 00000000 01 030307"

    @Test("a SYN shows its options and counts its sequence number from 0")
    func syn() {
        #expect(
            line(synchronize)
                == "IP 10.0.0.1.54321 > 10.0.0.2.80: Flags [S], seq 0, win 65160, "
                + "options [mss 1460,sackOK,TS val 1 ecr 0,nop,wscale 7], length 0")
    }

    @Test("with -S the sequence number is the one on the wire")
    func absoluteSequence() {
        #expect(line(synchronize) { $0.showsAbsoluteSequence = true }.contains("[S], seq 4096, win"))
    }

    @Test("a segment with data counts from the SYN before it and shows where it ends")
    func relative() {
        let data =
            Wire.ethernet + Wire.ip("06", length: "002d") + "d431 1f40 00001001 00000000 5018 0100 0000 0000 6869206d65"
        let first = synchronize.replacing("d431 0050", with: "d431 1f40")
        #expect(
            line(first, following: [data])
                == "IP 10.0.0.1.54321 > 10.0.0.2.8000: Flags [P.], seq 1:6, ack 1, win 256, length 5")
    }

    @Test("all nine flags have tcpdump's letters, and the urgent pointer is shown")
    func flags() {
        let segment = Wire.ethernet + Wire.ip("06", length: "0028") + "d431 1f40 00000001 00000001 51ff 0100 0000 0007"
        #expect(line(segment).contains("Flags [FSRP.UEWe], seq 0, ack 1, win 256, urg 7, length 0"))
        let none = Wire.ethernet + Wire.ip("06", length: "0028") + "d431 1f40 00000001 00000001 5000 0100 0000 0007"
        #expect(line(none) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: Flags [none], win 256, length 0")
    }

    @Test("selective acknowledgments, signatures, fast open, user timeouts and unknown options")
    func rareOptions() {
        let options = "050a 00000010 00000020 2202 1c04 8005 fd04 abcd 0101 0101"
        let segment = Wire.ethernet + Wire.ip("06", length: "0040") + "d431 1f40 00000001 00000001 b010 0100 0000 0000"
        #expect(
            line(segment + options).contains(
                "options [sack 1 {16:32},tfo  cookiereq,uto 5 min,unknown-253 0xabcd,nop,nop"))
    }

    @Test("an option whose length lies is named with its offset")
    func brokenOption() {
        let segment =
            Wire.ethernet + Wire.ip("06", length: "002c") + "d431 1f40 00000001 00000001 6010 0100 0000 0000 0101 0209"
        #expect(
            line(segment)
                == "IP 10.0.0.1.54321 > 10.0.0.2.8000: Flags [.], ack 1, win 256, options [nop,nop], length 0 "
                + "[malformed tcp.options at 56: an option lies about its length]")
    }

    @Test("the longest line that a segment can have is complete in 24-bit colour")
    func longest() {
        let options = String(repeating: "fd02", count: 20)
        let segment = Wire.ethernet + Wire.ip("06", length: "0050") + "d431 1f40 ffffffff fffffff0 ffff ffff 0000 ffff"
        let text = line(segment + options) {
            $0.style = TextStyle(.trueColor)
            $0.showsAbsoluteSequence = true
        }
        #expect(text.hasSuffix("unknown-253,unknown-253], length 0"))
    }

    @Test("a header that the capture cut is marked as tcpdump does, with how much was kept")
    func cut() {
        let segment = Wire.ethernet + Wire.ip("06", length: "0028") + "d431 1f40 00000001"
        #expect(
            line(segment, originalLength: 54)
                == "IP 10.0.0.1.54321 > 10.0.0.2.8000: [|tcp] (the capture kept 42 of 54 octets)")
    }

    @Test("a header that does not fit is malformed, with its offset")
    func malformed() {
        let segment = Wire.ethernet + Wire.ip("06", length: "0020") + "d431 1f40 00000001 00000000"
        #expect(
            line(segment) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: [malformed tcp at 34: does not fit in 12 octets]")
    }

    @Test("a cut segment's length is what it was on the wire")
    func cutLength() {
        let header = "d431 1f40 00000001 00000001 5010 0100 0000 0000 41"
        let segment = Wire.ethernet + Wire.ip("06", length: "0428") + header
        #expect(line(segment, originalLength: 1078).hasSuffix("seq 1:1025, ack 1, win 256, length 1024"))
    }

    @Test("UDP with unknown data shows its length; a length that lies is marked")
    func udp() {
        let datagram = Wire.ethernet + Wire.ip("11", length: "0020") + "d431 1f40 000c 0000 deadbeef"
        #expect(line(datagram) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4")
        #expect(
            line(datagram.replacing("000c 0000", with: "0fff 0000"))
                == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4087 "
                + "[malformed udp.length at 38: more than the datagram holds]")
    }

    @Test("fragments show which octets of which datagram they are")
    func fragments() {
        let start = "d431 1f40 00ff 0000 0102030405060708"
        let first = Wire.ethernet + Wire.ip("11", length: "0024", fragment: "2000") + start
        #expect(line(first) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 16 (frag 4660:16@0+)")
        let last = Wire.ethernet + Wire.ip("11", length: "001c", fragment: "0002") + "0102030405060708"
        #expect(line(last) == "IP 10.0.0.1 > 10.0.0.2: UDP, length 8 (frag 4660:8@16)")
    }

    @Test("ports have names where numbers are not asked for, by their transport")
    func names() {
        #expect(line(synchronize) { $0.showsNumbers = false }.hasPrefix("IP 10.0.0.1.54321 > 10.0.0.2.http: "))
        let datagram = Wire.ethernet + Wire.ip("11", length: "0020") + "0043 0050 000c 0000 deadbeef"
        #expect(line(datagram) { $0.showsNumbers = false }.hasPrefix("IP 10.0.0.1.bootps > 10.0.0.2.80"))
    }

    @Test("quiet lines say only the protocol and the length")
    func quiet() {
        #expect(line(synchronize) { $0.isQuiet = true } == "IP 10.0.0.1.54321 > 10.0.0.2.80: tcp 0")
    }

    @Test("the link header names the protocol, so that IP does not name itself again")
    func link() {
        #expect(
            line(synchronize) { $0.showsLink = true }.hasPrefix(
                "02:00:00:00:00:01 > 00:1b:21:3c:9d:f8, ethertype IPv4 (0x0800), length 74: 10.0.0.1.54321 > "))
    }

    @Test("colours stand around the pieces and leave the text as it is")
    func colours() {
        for depth in ColorDepth.allCases where depth != .none {
            let text = line(synchronize, showsTime: true) { $0.style = TextStyle(depth) }
            #expect(text.contains("\u{1b}["))
            #expect(text.replacing(/\u{1b}\[[0-9;]*m/, with: "") == line(synchronize, showsTime: true))
        }
    }

    @Test("checksums that are wrong are named when they are verified, and only then")
    func checksums() {
        let datagram = Wire.ethernet + Wire.ip("11", length: "0020") + "d431 1f40 000c 1234 deadbeef"
        #expect(
            line(datagram, checksums: true)
                == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4 [bad cksum ip 0x0000] [bad cksum udp 0x1234]")
        #expect(!line(datagram).contains("cksum"))
        let good = datagram.replacing("4011 0000", with: "4011 1497").replacing("000c 1234", with: "000c 5ac4")
        #expect(line(good, checksums: true) == "IP 10.0.0.1.54321 > 10.0.0.2.8000: UDP, length 4")
        #expect(!line(good.replacing("5ac4", with: "0000"), checksums: true).contains("cksum"))
    }
}
