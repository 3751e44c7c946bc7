import PacketProtocols
import PacketSamples
import Testing

@testable import Packets

@Suite("Ranges in expressions")
struct RangeTests {
    /// The text of a field in every packet of an expression.
    private static func values(_ expression: String, _ octets: Range<Int>) throws -> [[UInt8]] {
        let sequence = try ForgeSequence(ForgeExpression(expression))
        var random = SplitMix64(seed: 1)
        return try (0..<sequence.count).map { try Array(sequence.packet(at: $0, random: &random).octets()[octets]) }
    }

    @Test("addresses count up over the borders of their octets, and meet what else is in a set")
    func addresses() throws {
        #expect(
            try Self.values("ip(dst=10.9.0.254..10.9.1.1)", 30..<34) == [
                [10, 9, 0, 254], [10, 9, 0, 255], [10, 9, 1, 0], [10, 9, 1, 1],
            ])
        #expect(
            try Self.values("ip(dst=[192.0.2.1,10.9.0.7..10.9.0.8,10.0.0.0/31])", 30..<34) == [
                [192, 0, 2, 1], [10, 9, 0, 7], [10, 9, 0, 8], [10, 0, 0, 0], [10, 0, 0, 1],
            ])
        #expect(
            try Self.values("ipv6(dst=fd00::ffff..fd00::1:1)", 50..<54) == [
                [0, 0, 0xff, 0xff], [0, 1, 0, 0], [0, 1, 0, 1],
            ])
        #expect(
            try Self.values("eth(dst=02:00:00:00:00:ff..02:00:00:00:01:01)", 0..<6).map { $0.suffix(2) } == [
                [0, 255], [1, 0], [1, 1],
            ])
        #expect(try Self.values("ip(dst=10.9.0.7..10.9.0.7)", 30..<34) == [[10, 9, 0, 7]])
    }

    @Test("a range of all that there is can be counted as far as that goes")
    func counts() throws {
        let all = try ForgeSequence(ForgeExpression("ip(dst=0.0.0.0..255.255.255.255)"))
        #expect(all.count == 1 << 32)
        #expect(try ForgeSequence(ForgeExpression("ip(dst=0.0.0.0/0)")).count == 1 << 32)
        #expect(try ForgeSequence(ForgeExpression("ipv6(dst=::..ffff::)")).count == .max)
        #expect(try ForgeSequence(ForgeExpression("ip/tcp(seq_raw=0..0x7fffffff)")).count == 1 << 31)
        var random = SplitMix64(seed: 1)
        #expect(try all.packet(at: all.count - 1, random: &random).octets()[30..<34] == [255, 255, 255, 255])
    }

    @Test(
        "what is no range, prefix or value is told of, where it stands",
        arguments: [
            ("ip(dst=10.9.0.9..10.9.0.2)", "runs backwards", 7..<25),
            ("ip(dst=10.9.0.9..12)", "'12' is no address that a range from 10.9.0.9 could end with", 7..<19),
            ("ip(dst=10.9.0.9..fd00::1)", "could end with", 7..<24),
            ("ipv6(dst=fd00::1..10.0.0.1)", "could end with", 9..<26),
            ("ip(dst=10.9.0.9...10.9.0.12)", "could end with", 7..<27),
            ("ip(dst=10.9.0.9-10.9.0.12)", "with two dots", 7..<25),
            ("ip(dst=10.9.0.0/33)", "10.9.0.0/0 to /32", 7..<18), ("ipv6(dst=fd00::/x)", "/128", 9..<17),
            ("ip(ttl=10.0.0.1..10.0.0.2)", "is not a number", 7..<25), ("ip(ttl=1..256)", "256", 7..<13),
            ("ip(ttl=[1,-1])", "never negative", 7..<13), ("ip(ttl=256)", "255", 7..<10),
            ("ip/tcp(seq=4)", "seq_raw", 7..<10), ("ip/icmp(xyz=4)", "ident, ident_le", 8..<11),
            ("ip(proto=none-such)", "ICMP, ", 9..<18),
        ])
    func wrong(_ expression: String, _ words: String, _ place: Range<Int>) throws {
        let error = #expect(throws: ForgeError.self) { try ForgeSequence(ForgeExpression(expression)) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.range == place)
    }
}
