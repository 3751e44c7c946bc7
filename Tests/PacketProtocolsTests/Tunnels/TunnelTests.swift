import PacketSamples
import PacketProtocols
import Packets
import Testing

@Suite("Tunnels")
struct TunnelTests {
    @Test(
        "a tunnel is crafted, named in the line, and what it carries is dissected with a right checksum",
        arguments: [
            (
                "ip(src=10.0.0.1,dst=10.0.0.2)/gre(flags.key=1,key=7)/ip(src=192.168.0.1,dst=192.168.0.2)/icmp",
                "IP 10.0.0.1 > 10.0.0.2: GREv0, key 0x7, proto IPv4 (0x0800), length 36: "
                    + "IP 192.168.0.1 > 192.168.0.2: ICMP echo request, id 0, seq 0, length 8",
                ["eth", "ip", "gre", "ip", "icmp"]
            ),
            (
                "ip(src=10.0.0.1,dst=10.0.0.2)/gre(proto=0)", "IP 10.0.0.1 > 10.0.0.2: GREv0, keepalive, length 4",
                ["eth", "ip", "gre"]
            ),
            (
                "ip(src=10.0.0.1,dst=10.0.0.2)/gre(flags.sequence_number=1,sequence_number=9)/erspan(spanid=3,vlan=5)"
                    + "/eth/arp(dst.proto_ipv4=10.0.0.9)",
                "IP 10.0.0.1 > 10.0.0.2: GREv0, seq 9, proto ERSPAN Type II (0x88be), length 58: "
                    + "ERSPAN type II, session 3, vlan 5: ARP, Request who-has 10.0.0.9 tell 0.0.0.0, length 28",
                ["eth", "ip", "gre", "erspan", "eth", "arp"]
            ),
            (
                "eth/mpls(label=100,bottom=0)/mpls(label=16)/ip(src=10.0.0.1,dst=10.0.0.2)/icmp",
                "MPLS (label 100, exp 0, ttl 64) (label 16, exp 0, [S], ttl 64): "
                    + "IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 0, seq 0, length 8",
                ["eth", "mpls", "mpls", "ip", "icmp"]
            ),
            (
                "ip(src=10.0.0.1,dst=10.0.0.2)/udp(srcport=49152)/vxlan(vni=5001)/eth/ip(src=10.1.0.1,dst=10.1.0.2)/icmp",
                "IP 10.0.0.1.49152 > 10.0.0.2.4789: VXLAN, vni 5001: "
                    + "IP 10.1.0.1 > 10.1.0.2: ICMP echo request, id 0, seq 0, length 8",
                ["eth", "ip", "udp", "vxlan", "eth", "ip", "icmp"]
            ),
            (
                "ip(src=10.0.0.1,dst=10.0.0.2)/udp(srcport=49152)/geneve(vni=7,options=[{class=0x102,type=0x80,"
                    + "unknown.data=00000001}])/eth/ip(src=10.1.0.1,dst=10.1.0.2)/icmp",
                "IP 10.0.0.1.49152 > 10.0.0.2.6081: Geneve, vni 0x7, "
                    + "proto Transparent Ethernet bridging (0x6558), options [8 bytes]: "
                    + "IP 10.1.0.1 > 10.1.0.2: ICMP echo request, id 0, seq 0, length 8",
                ["eth", "ip", "udp", "geneve", "eth", "ip", "icmp"]
            ),
            (
                "eth/pppoes(session_id=1)/ppp/ip(src=10.0.0.1,dst=10.0.0.2)/icmp",
                "PPPoE ses 0x1: IP 10.0.0.1 > 10.0.0.2: ICMP echo request, id 0, seq 0, length 8",
                ["eth", "pppoes", "ppp", "ip", "icmp"]
            ),
            (
                "eth/pppoes(session_id=1)/ppp/lcp(options=[mru=1492,magic_number=7])",
                "PPPoE ses 0x1: PPP-LCP Configuration Request, id 0, mru 1492, magic 0x00000007",
                ["eth", "pppoes", "ppp", "lcp"]
            ),
            (
                "eth/pppoes(session_id=1)/ppp/chap(code=3,message=welcome)",
                "PPPoE ses 0x1: PPP-CHAP Success, id 0, welcome", ["eth", "pppoes", "ppp", "chap"]
            ),
            (
                "eth/pppoes(session_id=1)/ppp/pap(peer_id=ann,password=secret)",
                "PPPoE ses 0x1: PPP-PAP Authenticate-Request, id 0, peer ann", ["eth", "pppoes", "ppp", "pap"]
            ),
            (
                "eth/pppoed(code=7,tags=[service_name='',ac_name=conc])", "PPPoE PADO, any service, concentrator conc",
                ["eth", "pppoed"]
            ),
        ])
    func lines(expression: String, line: String, layers: [String]) throws {
        let crafted = try CraftedLine(expression)
        #expect(crafted.text == line)
        #expect(crafted.fields.layers == layers)
        #expect(crafted.fields.faults == 0)
        #expect(crafted.fields.values["ip.checksum.status"]?.allSatisfy { $0 == "1" } ?? true)
    }

    @Test("PPTP's GRE says call and payload in place of a key, and acknowledges (RFC 2637 4.1)")
    func enhanced() throws {
        let fields = try CraftedLine(
            "ip/gre(proto=0x880b,flags.version=1,flags.key=1,key.call_id=3,flags.sequence_number=1,sequence_number=2,"
                + "flags.ack=1,ack_number=1)/ppp/ip/icmp"
        ).fields
        #expect(fields["gre.key"] == nil)
        #expect(fields["gre.key.call_id"] == "3")
        #expect(fields["gre.key.payload_length"] == "30")
        #expect(fields["gre.ack_number"] == "1")
    }

    @Test("GRE's own checksum covers what it carries (RFC 2784 2.5)")
    func checksum() throws {
        let good = try CraftedLine("ip/gre(flags.checksum=1,offset=0)/ip/icmp")
        #expect(good.fields["gre.checksum.status"] == "1")
        let bad = try CraftedLine("ip/gre(flags.checksum=1,checksum=1)/ip/icmp")
        #expect(bad.fields["gre.checksum.status"] == "0")
        #expect(bad.text.hasSuffix("[bad cksum gre 0x0001]"))
    }

    @Test("ERSPAN of the first type has no header: GRE without numbers (draft-foschiano-erspan 4.1)")
    func bareMirror() throws {
        let fields = try CraftedLine("ip/gre(proto=0x88be)/eth/arp").fields
        #expect(fields.layers == ["eth", "ip", "gre", "eth", "arp"])
    }

    @Test("a protocol of PPP in one octet, and address and control before it, are read (RFC 1661 2, RFC 1662 3.1)")
    func compressedHeaders() {
        let ip = "45000014000000004001000001010101 02020202"
        for (header, type) in [("21", "0x0021"), ("ff0321", "0x0021"), ("ff030021", "0x0021"), ("0021", "0x0021")] {
            let fields = FieldTexts(header + ip, as: LinkType(rawValue: 9))
            #expect(fields.layers.prefix(2) == ["ppp", "ip"], "\(header)")
            #expect(fields["ppp.protocol"] == type)
        }
    }

    @Test("a label at the bottom whose packet is neither IP is data (RFC 4928 3)")
    func labelledData() {
        let fields = FieldTexts("000000000001 000000000002 8847 00064140 00000000", as: .ethernet)
        #expect(fields.layers == ["eth", "mpls", "data"])
        #expect(fields["mpls.label"] == "100")
    }
}
