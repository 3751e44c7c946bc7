import PacketSamples
import Testing

@testable import Packets

@Suite("Link layers")
struct LinkLayerTests {
    static let arp = "0001 0800 06 04 0001 020000000001 0a000001 000000000000 0a000002"

    @Test("zeros that fill an Ethernet frame up to 60 octets are padding, other octets a trailer (IEEE 802.3 4.2.3.3)")
    func padding() {
        let frame = "ffffffffffff 020000000001 0806" + Self.arp
        let padded = FieldTexts(frame + String(repeating: "00", count: 18), as: .ethernet)
        #expect(padded["eth.padding"] == String(repeating: "00", count: 18))
        #expect(padded["eth.trailer"] == nil)
        let trailed = FieldTexts(frame + String(repeating: "aa", count: 18), as: .ethernet)
        #expect(trailed["eth.padding"] == nil)
        #expect(trailed["eth.trailer"] == String(repeating: "aa", count: 18))
        let checked = FieldTexts(frame + String(repeating: "00", count: 18) + "12345678", as: .ethernet)
        #expect(checked["eth.fcs"] == "0x12345678")
    }

    /// A frame whose IP packet ends before `rest`.
    private static func udp(_ rest: String, tag: String = "") -> String {
        "020000000002 020000000001 \(tag) 0800 45000021000100004011f6c7c0000201c0000202 03e807d0000d0000 68656c6c6f"
            + rest
    }

    @Test("the spanning tree behind LLC, and a VLAN's behind Cisco's SNAP (PVST+)")
    func spanningTree() {
        let tree = "0000 02 02 3e 8000020000000001 00000004 8005020000000002 8001 0100 1400 0200 0f00 00"
        let plain = FieldTexts("0180c2000000 020000000002 0027 424203" + tree, as: .ethernet)
        let cisco = FieldTexts("01000ccccccd 020000000002 002c aaaa03 00000c 010b" + tree, as: .ethernet)
        for frame in [plain, cisco] {
            #expect(frame["stp.version"] == "2")
            #expect(frame["stp.root.hw"] == "02:00:00:00:00:01")
            #expect(frame["stp.bridge.prio"] == "32768")
            #expect(frame["stp.bridge.ext"] == "5")
            #expect(frame["stp.max_age"] == "20")
        }
        #expect(
            FieldTexts("01000ccccccd 020000000002 002c aaaa03 00000c 010c" + tree, as: .ethernet)["stp.version"] == nil)
    }

    @Test("where the capture says that a check sequence is there, it is one in frames of any length (tshark)")
    func declaredCheckSequence() {
        for (rest, padding, trailer) in [
            ("01020304", nil, nil),
            (String(repeating: "00", count: 13) + "01020304", String(repeating: "00", count: 13), nil),
            ("0506 01020304", nil, "0506"),
        ] as [(String, String?, String?)] {
            let frame = FieldTexts(Self.udp(rest), as: .ethernet, checkSequenceLength: 4)
            #expect(frame["eth.fcs"] == "0x01020304")
            #expect(frame["eth.fcs.status"] == "2")
            #expect(frame["eth.padding"] == padding)
            #expect(frame["eth.trailer"] == trailer)
            #expect(frame["data.data"] == "68656c6c6f")
        }
        let tagged = FieldTexts(Self.udp("01020304", tag: "8100 0005"), as: .ethernet, checkSequenceLength: 4)
        #expect(tagged["eth.fcs"] == "0x01020304")
        #expect(tagged["vlan.trailer"] == nil)
    }

    @Test("a declared check sequence is no part of what the frame carries, also where no length says so (tshark)")
    func declaredCheckSequenceBehindData() {
        let frame = "020000000002 020000000001 88b5 6162636465666768 01020304"
        let declared = FieldTexts(frame, as: .ethernet, checkSequenceLength: 4)
        #expect(declared["data.data"] == "6162636465666768")
        #expect(declared["eth.fcs"] == "0x01020304")
        #expect(FieldTexts(frame, as: .ethernet)["data.data"] == "616263646566676801020304")
        let cut = FieldTexts(frame, as: .ethernet, originalLength: 28, checkSequenceLength: 4)
        #expect(cut["eth.fcs"] == nil)
        #expect(cut["data.data"] == "616263646566676801020304")
        #expect(
            FieldTexts("020000000002 020000000001 0800", as: .ethernet, checkSequenceLength: 4).layers.first == "eth")
    }

    @Test("where the capture says that there is none, none is guessed (tshark)")
    func declaredAbsence() {
        let frame = Self.udp(String(repeating: "00", count: 13) + "01020304")
        #expect(FieldTexts(frame, as: .ethernet)["eth.fcs"] == "0x01020304")
        let declared = FieldTexts(frame, as: .ethernet, checkSequenceLength: 0)
        #expect(declared["eth.fcs"] == nil)
        #expect(declared["eth.trailer"] == "01020304")
    }

    @Test("a number up to 1500 is a length and LLC follows it; what lies behind is trailer (IEEE 802.3 3.2.6)")
    func lengths() {
        let frame = FieldTexts("0180c2000000 020000000001 0004 040403 00 ffff", as: .ethernet)
        #expect(frame["eth.len"] == "4")
        #expect(frame["eth.type"] == nil)
        #expect(frame["llc.dsap"] == "0x04")
        #expect(frame["llc.control"] == "0x0003")
        #expect(frame["eth.trailer"] == "ffff")
        #expect(frame.layers == ["eth", "llc", "data"])
        #expect(FieldTexts("0180c2000000 020000000001 05dd 00", as: .ethernet)["eth.invalid_lentype"] == "0x05dd")
    }

    @Test(
        "SNAP leads to what its EtherType names, and other organizations' numbers are protocol identifiers (RFC 1042)")
    func subnetworkAccess() {
        let packet = FieldTexts("ffffffffffff 020000000001 0024 aaaa03 000000 0806" + Self.arp, as: .ethernet)
        #expect(packet["llc.type"] == "0x0806")
        #expect(packet["arp.opcode"] == "1")
        let other = FieldTexts("ffffffffffff 020000000001 0009 aaaa03 00000c 2000 01", as: .ethernet)
        #expect(other["llc.oui"] == "12")
        #expect(other["llc.cisco_pid"] == "0x2000")
        #expect(other["llc.type"] == nil)
    }

    @Test("frames with numbers have two octets of control, the lower first (IEEE 802.2 5.2)")
    func numberedControl() {
        let frame = FieldTexts("ffffffffffff 020000000001 0004 886b 6830", as: .ethernet)
        #expect(frame["llc.control"] == "0x3068")
        #expect(frame["llc.control.n_r"] == "24")
        #expect(frame["llc.control.n_s"] == "52")
    }

    @Test("tags stack, each with its priority and identifier (IEEE 802.1Q 9.6)")
    func tags() {
        let frame = FieldTexts("ffffffffffff 020000000001 88a8 00c8 8100 e7d1 0806" + Self.arp, as: .ethernet)
        #expect(frame.layers == ["eth", "ieee8021ad", "vlan", "arp"])
        #expect(frame["ieee8021ad.id"] == "200")
        #expect(frame["vlan.id"] == "2001")
        #expect(frame["vlan.priority"] == "7")
    }

    @Test("cooked headers show the address that their length says")
    func cooked() {
        let ip = "45000014000100004000 0000 7f000001 7f000001"
        let six = FieldTexts("0000 0304 0006 020000000001 0000 0800" + ip, as: .linuxSLL)
        #expect(six["sll.src.eth"] == "02:00:00:00:00:01")
        #expect(six["sll.unused"] == "0000")
        #expect(six["sll.etype"] == "0x0800")
        let four = FieldTexts("0800 0000 00000002 0001 04 04 0a000001 00000000" + ip, as: .linuxSLL2)
        #expect(four["sll.src.ipv4"] == "10.0.0.1")
        #expect(four["sll.ifindex"] == "2")
        #expect(four.layers == ["sll", "ip"])
    }

    @Test("a loopback's family is read in the order of the host that wrote it")
    func loopback() {
        let ip = "45000014000100004000 0000 7f000001 7f000001"
        for family in ["02000000", "00000002"] {
            let packet = FieldTexts(family + ip, as: .null)
            #expect(packet["null.family"] == "2")
            #expect(packet.layers == ["null", "ip"])
        }
        #expect(
            FieldTexts("1e000000 6000000000003b40" + String(repeating: "00", count: 32), as: .null).layers[1] == "ipv6")
        #expect(FieldTexts(ip, as: .raw).layers == ["raw", "ip"])
    }

    @Test("ARP tells announcements from probes (RFC 5227)")
    func addressResolution() {
        let announcement = "ffffffffffff 020000000001 0806 0001080006040001 020000000001 0a000001 000000000000 0a000001"
        #expect(FieldTexts(announcement, as: .ethernet)["arp.isannouncement"] == "1")
        #expect(FieldTexts(announcement, as: .ethernet)["arp.isgratuitous"] == "1")
        let probe = "ffffffffffff 020000000001 0806 0001080006040001 020000000001 00000000 000000000000 0a000001"
        #expect(FieldTexts(probe, as: .ethernet)["arp.isprobe"] == "1")
        #expect(FieldTexts(probe, as: .ethernet)["arp.isgratuitous"] == nil)
    }

    @Test("an ARP message whose sizes do not fit is malformed behind its fixed fields")
    func longAddresses() {
        let packet = FieldTexts("ffffffffffff 020000000001 0806 0001 0800 ff ff 0001 00", as: .ethernet)
        #expect(packet["arp.hw.size"] == "255")
        #expect(packet.faults == 1)
    }

    @Test("an ARP request is crafted with Ethernet's and IPv4's sizes")
    func craftsARP() throws {
        let packet = try FieldTexts(crafted: "eth/arp(dst.proto_ipv4=10.0.0.9)")
        #expect(packet["eth.type"] == "0x0806")
        #expect(packet["arp.hw.size"] == "6")
        #expect(packet["arp.dst.proto_ipv4"] == "10.0.0.9")
        #expect(packet.faults == 0)
    }

    @Test("LLC in a crafted Ethernet frame makes its type a length (IEEE 802.3 3.2.6)")
    func craftsLLC() throws {
        let packet = try FieldTexts(crafted: "eth/llc(dsap=0x04,ssap=0x04)/'abc'")
        #expect(packet["eth.len"] == "6")
        #expect(packet["eth.type"] == nil)
        #expect(packet["llc.dsap"] == "0x04")
        #expect(packet["data.data"] == "616263")
    }

    @Test("a length that is given stands in the type's place, whatever follows (IEEE 802.3 3.2.6)")
    func craftsGivenLength() throws {
        for expression in ["eth(len=40)/llc(dsap=0x42,ssap=0x42)", "eth(len=40)/arp"] {
            let packet = try FieldTexts(crafted: expression)
            #expect(packet["eth.len"] == "40", "\(expression)")
            #expect(packet["eth.type"] == nil, "\(expression)")
        }
        #expect(try FieldTexts(crafted: "eth(len=[41,40])/llc")["eth.len"] == "41")
        #expect(try FieldTexts(crafted: "eth(len=0)/llc")["eth.len"] == "0")
        #expect(try FieldTexts(crafted: "eth(invalid_lentype=1510)/llc")["eth.invalid_lentype"] == "0x05e6")
    }

    @Test("a length that is none is refused")
    func refusesLength() throws {
        func message(_ expression: String) -> String? {
            #expect(throws: ForgeError.self, "\(expression)") {
                try ForgeSequence(ForgeExpression(expression), in: .internet)
            }?.message
        }
        #expect(message("eth(len=65536)/llc") == "len has 16 bits; 65536 is more than 65535")
        #expect(message("eth(len=1501)/llc") == "len is 0 to 1500, not 1501")
        #expect(message("eth(len=[40,2000])/llc") == "len is 0 to 1500, not 2000")
        #expect(message("eth(len=-1)/llc") == "len is never negative, so not -1")
    }

    @Test("SNAP is crafted when the access point asks for it, with the next layer's EtherType (RFC 1042)")
    func craftsSNAP() throws {
        let packet = try FieldTexts(crafted: "eth/llc(dsap=0xaa,ssap=0xaa,oui=0)/arp")
        #expect(packet["eth.len"] == "36")
        #expect(packet["llc.type"] == "0x0806")
        #expect(packet["arp.opcode"] == "1")
    }
}
