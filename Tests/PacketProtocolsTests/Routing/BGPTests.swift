import PacketSamples
import PacketProtocols
import Packets
import Testing

@Suite("BGP")
struct BGPTests {
    private static let carrier = "ip(src=10.0.0.1,dst=10.0.0.2)/tcp(srcport=49152,flags=PA)"

    @Test(
        "a message is crafted, and its line says what matters",
        arguments: [
            (
                "bgp(type=2,path_attributes=[origin=0,as_path=[{as=[65001,65002]}],next_hop=192.0.2.1],"
                    + "nlri=[203.0.113.0/24,10.0.0.0/8])", "BGP Update, 2 prefixes, path 65001 65002 via 192.0.2.1"
            ),
            ("bgp(type=2,withdrawn_routes=[203.0.113.0/24])", "BGP Update, 1 withdrawn"),
            ("bgp(type=2)", "BGP Update, End-of-RIB"),
            (
                "bgp(type=2,path_attributes=[mp_reach={next_hop.octets=20010db8000000000000000000000001,"
                    + "ipv6_networks=['2001:db8::/32']}])", "BGP Update, 1 prefix via 2001:db8::1"
            ),
            (
                "bgp(type=1,myas=65001,identifier=192.0.2.1)", "BGP Open, AS 65001, hold 180, id 192.0.2.1"
            ),
            ("bgp/bgp(type=3,minor_error_cease=2)", "BGP Keepalive, BGP Notification, Cease (6/2)"),
            ("bgp(type=5)", "BGP Route Refresh, IPv4 Unicast"),
        ])
    func lines(message: String, line: String) throws {
        let crafted = try CraftedLine("\(Self.carrier)/\(message)")
        #expect(crafted.text.hasSuffix(": \(line)"), "\(crafted.text)")
        #expect(crafted.fields.faults == 0)
        #expect(crafted.fields["bgp.marker"]?.hasPrefix("ffffffffffffffffffffffffffffffff") == true)
    }

    /// An UPDATE on its own, without the layers below.
    private static func fields(_ hex: String) -> [String] { ApplicationPackets.fields(BGP.self, octets(hex)) }
    private static let marker = "ffffffffffffffffffffffffffffffff"

    @Test("the system's numbers have two octets where four do not come out even (RFC 6793 4.2.2)")
    func systems() {
        let short = Self.fields(Self.marker + "0021 02 0000 000a 4002 06 02 02 fde9 fdea 40 0600")
        #expect(
            short.filter { $0.contains(".as2=") }
                == ["65001", "65002"].map { "bgp.update.path_attribute.as_path_segment.as2=\($0)" })
        let long = Self.fields(Self.marker + "0020 02 0000 0009 4002 06 02 01 0000fde9")
        #expect(long.contains("bgp.update.path_attribute.as_path_segment.as4=65001"))
    }

    @Test("networks behind numbers of their paths are told from those without (RFC 7911 3)")
    func paths() {
        let numbered = Self.fields(Self.marker + "0023 02 0000 0000 00000001 08 0a 00000002 08 0a")
        #expect(numbered.filter { $0.hasPrefix("bgp.nlri_path_id=") } == ["bgp.nlri_path_id=1", "bgp.nlri_path_id=2"])
        #expect(numbered.filter { $0 == "bgp.nlri_prefix=10.0.0.0" }.count == 2)
        let plain = Self.fields(Self.marker + "001d 02 0000 0000 18 cb0071 08 0a")
        #expect(!plain.contains { $0.hasPrefix("bgp.nlri_path_id") })
        #expect(plain.contains("bgp.nlri_prefix=203.0.113.0"))
        #expect(plain.contains("bgp.prefix_length=24"))
    }

    @Test(
        "networks are made of their texts, with path numbers too", arguments: ["203.0.113.0/24", "10.0.0.0/8 path 7"])
    func texts(network: String) throws {
        let fields = try CraftedLine("\(Self.carrier)/bgp(type=2,nlri=['\(network)'])").fields
        #expect(fields["bgp.nlri_cidr"] == network)
    }

    @Test(
        "what is no network is refused with an example",
        arguments: ["10.0.0.0", "10.0.0.0/33", "x/8", "10.0.0.0/8 path"])
    func wrongNetworks(network: String) {
        #expect(throws: ForgeError.self) { try CraftedLine("\(Self.carrier)/bgp(type=2,nlri=['\(network)'])") }
    }

    @Test("an attribute with a length of two octets is read, and made where the length is said")
    func longLength() {
        let fields = Self.fields(
            Self.marker
                + "001e 02 0000 0007 5003 0004 c0000201".replacing("0007", with: "0008").replacing("001e", with: "001f")
        )
        #expect(fields.contains("bgp.update.path_attribute.next_hop=192.0.2.1"))
        #expect(fields.contains("bgp.update.path_attribute.length=4"))
    }

    @Test("a message says how long it is, and what begins without a marker is none (RFC 4271 4.1)")
    func lengths() {
        let keepalive = octets(Self.marker + "0013 04")
        #expect(BGP.messageLength(keepalive.octets) == .complete(19))
        #expect(BGP.messageLength(Array(keepalive.prefix(10)).octets) == .needs(19))
        #expect(BGP.messageLength(octets(Self.marker + "0040 02").octets) == .needs(64))
        #expect(BGP.messageLength(octets(Self.marker + "0012 04").octets) == .refuse)
        #expect(BGP.messageLength([UInt8](repeating: 0, count: 19).octets) == .refuse)
    }
}
