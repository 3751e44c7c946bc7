import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("Sequences made in place")
struct PreparedSequenceTests {
    static let expressions = [
        "ip(dst=10.0.0.1)/udp(dstport=53)/'same'",
        "ip(dst=10.0.0.0/29)/tcp(dstport=[22,80,8000..8003],flags=S)",
        "ip(dst=10.0.0.0/30,ttl=[1..3])/udp(srcport=random,dstport=33434)/'odd'",
        "eth(dst=random,src=[02:00:00:00:00:01,02:00:00:00:00:02])/vlan(id=[1..3])/ip(dst=random,id=random)/icmp",
        "ipv6(dst=[fd00::/126,random],flow=[0..2])/udp(dstport=[53,random,5..6])/'x'",
        "ipv6(dst=fd00::1)/tcp(srcport=[1..2],seq_raw=random,flags=[S,A])",
        "eth(dst=02:00:00:00:00:fe..02:00:00:00:01:01)/ip(src=[10.0.0.254..10.0.1.1,192.0.2.1],dst=10.0.0.1)/icmp",
        "ipv6(src=fd00::ffff..fd00::1:1,dst=fd00::1)/udp",
        "ip(dst=10.0.0.1,len=[20,2000])/udp(checksum=[0,1],length=[8..9])",
        "ip(dst=10.0.0.1,proto=[6,17])/'raw'",
    ]
    /// Made from the sequence: what changes decides what the packet holds.
    static let others = [
        "ip(dst=10.0.0.1)/icmp(type=[8,13])",
        "ip(dst=10.0.0.1,hdr_len=[20,24])/udp",
        "eth(type=[0x800,0x100])/'x'",
    ]

    private static func packets(_ expression: String) throws -> (prepared: PreparedSequence, both: [([UInt8], [UInt8])])
    {
        let sequence = try ForgeSequence(ForgeExpression(expression))
        var prepared = try PreparedSequence(sequence)
        var (a, b) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        var octets: [UInt8] = []
        let both = try (0..<sequence.count).map { index in
            try prepared.lay(at: index, random: &a, into: &octets)
            prepared.finish(&octets)
            return (octets, try sequence.packet(at: index, random: &b).octets())
        }
        return (prepared, both)
    }

    @Test("what changes is written in place, and the packets are the sequence's", arguments: expressions)
    func inPlace(_ expression: String) throws {
        let (prepared, both) = try Self.packets(expression)
        #expect(prepared.isPatched)
        for (mine, wanted) in both { #expect(mine == wanted) }
    }

    @Test("where that is not enough, the packets are the sequence's too", arguments: others)
    func fromTheSequence(_ expression: String) throws {
        let (prepared, both) = try Self.packets(expression)
        #expect(!prepared.isPatched)
        for (mine, wanted) in both { #expect(mine == wanted) }
    }

    @Test("a product beyond counting can be entered anywhere")
    func uncountable() throws {
        let sequence = try ForgeSequence(ForgeExpression("ipv6(src=fd00::/64,dst=fd01::/64)/udp(srcport=[1..60000])"))
        #expect(sequence.count == .max)
        var prepared = try PreparedSequence(sequence)
        #expect(prepared.isPatched)
        var random = SplitMix64(seed: 3)
        var octets: [UInt8] = []
        for index in [0, 59_999, 60_000, 1 << 40, Int.max - 1] {
            try prepared.lay(at: index, random: &random, into: &octets)
            prepared.finish(&octets)
            #expect(try sequence.packet(at: index, random: &random).octets() == octets)
        }
    }
}
