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
        "ends of two kinds, or in the wrong order, are told of",
        arguments: [
            ("ip(dst=10.9.0.9..10.9.0.2)", "runs backwards"), ("ip(dst=10.9.0.9..12)", "IPv4 address"),
            ("ip(dst=10.9.0.9..fd00::1)", "IPv4 address"), ("ipv6(dst=fd00::1..10.0.0.1)", "IPv6 address"),
            ("ip(ttl=10.0.0.1..10.0.0.2)", "is not a number"), ("ip(ttl=1..256)", "256"),
            ("ip(dst=10.9.0.9...10.9.0.12)", "IPv4 address"),
        ])
    func wrong(_ expression: String, _ words: String) throws {
        let error = #expect(throws: ForgeError.self) { try ForgeSequence(ForgeExpression(expression)) }
        #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
        #expect(error?.range != nil)
    }
}
