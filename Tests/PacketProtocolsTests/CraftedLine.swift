import PacketPresenters
import PacketProtocols
import PacketSamples
import Packets

/// A packet made of an expression, as its line and its fields show it.
struct CraftedLine {
    /// The line, without the time, behind the first layer's or network's own words where `behind` finds them.
    let text: String
    let fields: FieldTexts

    init(_ expression: String, link: LinkType = .ethernet) throws {
        var random = SplitMix64(seed: 1)
        let sequence = try ForgeSequence(try ForgeExpression(expression), in: .standard, link: link)
        let octets = try sequence.packet(at: 0, random: &random).octets(in: .standard)
        var dissector = PacketDissector()
        var packet = dissector.packet(octets.octets, at: Timestamp(seconds: 0), as: sequence.linkType)
        var lines = LinePresenter()
        lines.append(&packet)
        let line = String(decoding: lines.text)
        text = String(line.drop { $0 != " " }.dropFirst().filter { $0 != "\n" })
        fields = FieldTexts(octets, as: sequence.linkType, verifying: true)
    }
}
