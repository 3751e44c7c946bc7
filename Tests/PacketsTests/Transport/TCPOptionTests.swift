import PacketSamples
import Testing

@testable import Packets

@Suite("TCP options")
struct TCPOptionTests {
    /// A SYN with options, in IPv4.
    static func tcp(_ options: String) -> String {
        let count = 20 + options.filter { !$0.isWhitespace }.count / 2
        return "450000\(String(count + 20, radix: 16)) 0001 0000 40 06 0000 0a000001 0a000002"
            + "03e8 07d0 00000001 00000000 \(String(count / 4, radix: 16))002 0064 0000 0000" + options
    }

    @Test("blocks of a selective acknowledgment are listed and counted (RFC 2018 3)")
    func selectiveAcknowledgment() {
        let packet = FieldTexts(Self.tcp("0512 00000001 00000002 00000005 00000009 0000"), as: .ipv4)
        #expect(packet["tcp.options.sack_le_raw"] == "1,5")
        #expect(packet["tcp.options.sack_re"] == "2,9")
        #expect(packet["tcp.options.sack.count"] == "2")
        #expect(packet["tcp.option_kind"] == "5,0,0")
    }

    @Test("a shift of more than 14 multiplies as 14 does (RFC 7323 2.3)")
    func windowScale() {
        let packet = FieldTexts(Self.tcp("0303ff00"), as: .ipv4)
        #expect(packet["tcp.options.wscale.shift"] == "255")
        #expect(packet["tcp.options.wscale.multiplier"] == "16384")
    }

    @Test("an experiment is told by its identifier, and Fast Open's has a cookie (RFC 6994 3, RFC 7413 A.5)")
    func experiments() {
        let open = FieldTexts(Self.tcp("fd06f98901020000"), as: .ipv4)
        #expect(open["tcp.options.tfo.cookie"] == "0102")
        #expect(open["tcp.options.experimental.data"] == nil)
        let other = FieldTexts(Self.tcp("fe061234aabb0000"), as: .ipv4)
        #expect(other["tcp.options.experimental.exid"] == "0x1234")
        #expect(other["tcp.options.experimental.data"] == "aabb")
    }

    @Test("accurate ECN shows as many counters as fit (RFC 9768 3.2.3)")
    func accurateECN() {
        let packet = FieldTexts(Self.tcp("ae08000001000002"), as: .ipv4)
        #expect(packet["tcp.options.acc_ecn.ee1b"] == "1")
        #expect(packet["tcp.options.acc_ecn.eceb"] == "2")
        #expect(packet["tcp.options.acc_ecn.ee0b"] == nil)
        #expect(packet.faults == 0)
    }

    @Test("the granularity of a user timeout is one bit, its value the others (RFC 5482 3)")
    func userTimeout() {
        let packet = FieldTexts(Self.tcp("1c048005"), as: .ipv4)
        #expect(packet["tcp.options.user_to_granularity"] == "1")
        #expect(packet["tcp.options.user_to_val"] == "5")
    }

    @Test("options are crafted by keyword, with kinds and lengths, and the checksum is good")
    func crafts() throws {
        let packet = try FieldTexts(
            crafted: "eth/ip(dst=10.0.0.2)/tcp(dstport=80,flags=2,options=[mss=1460,sackOK,nop,wscale=7])",
            verifying: true)
        #expect(packet["tcp.option_kind"] == "2,4,1,3,0,0")
        #expect(packet["tcp.options.mss_val"] == "1460")
        #expect(packet["tcp.checksum.status"] == "1")
        #expect(packet.faults == 0)
    }
}
