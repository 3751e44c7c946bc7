import PacketProtocols
import Packets
import Streams

/// Feeds a statistic with packets of expressions, a second apart unless said otherwise.
func feed(_ statistic: inout some Statistic, _ expressions: [String], every pause: Int64 = 1_000_000_000) throws {
    var dissector = PacketDissector(.standard)
    for (number, expression) in expressions.enumerated() {
        let octets = try octets(of: expression)
        let now = Int64(number) * pause
        let time = Timestamp(seconds: 1000 + now / 1_000_000_000, nanoseconds: UInt32(now % 1_000_000_000))
        var packet = dissector.packet(unsafe octets.span.bytes, at: time, as: .ethernet)
        statistic.add(&packet)
    }
}

/// The octets of one expression's packet.
func octets(of expression: String) throws -> [UInt8] {
    var random = SystemRandomNumberGenerator()
    return try ForgeSequence(ForgeExpression(expression)).packet(at: 0, random: &random).octets()
}

/// The lines of a table.
func lines(of statistic: some Statistic, filter: String? = nil) -> [String] {
    var text = TextBuffer()
    statistic.write(filter: filter, into: &text)
    return String(decoding: text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
}
