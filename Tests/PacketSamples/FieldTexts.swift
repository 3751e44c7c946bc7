package import Packets
import PacketProtocols

/// The values of named fields in one packet, as `-T fields` prints them.
package struct FieldTexts {
    package var values: [String: [String]] = [:]
    package var faults = 0
    /// The names of the layers, outermost first.
    package var layers: [String] = []

    package init(
        _ octets: [UInt8], as link: LinkType, originalLength: Int? = nil, checkSequenceLength: UInt8? = nil,
        verifying: Bool = false
    ) {
        let registry = Registry.standard
        var dissection = Dissection()
        var frame = FrameInfo(
            capturedLength: octets.count, originalLength: originalLength ?? octets.count, linkType: link)
        frame.frameCheckSequenceLength = checkSequenceLength
        registry.dissect(frame.content(of: octets.octets), as: link, into: &dissection)
        var packet = PacketView(
            bytes: octets.octets, layers: dissection.layers, frame: frame, verifiesChecksums: verifying)
        self.init(&packet, in: registry)
    }

    /// Of a packet that was dissected.
    package init(_ packet: inout PacketView, in registry: Registry = .standard) {
        for index in 0..<packet.layers.count { layers.append(registry[packet.layers[index].id].name) }
        var detail = PacketDetail()
        registry.detail(of: &packet, into: &detail)
        for node in detail.nodes {
            if node.kind == .fault { faults += 1 }
            guard node.kind == .value else { continue }
            var text = TextBuffer()
            registry.write(node, of: packet, detail, into: &text)
            values[registry.info(node.field).name, default: []].append(String(decoding: text))
        }
    }

    /// Hexadecimal digits; spaces are for the reader.
    package init(
        _ hex: String, as link: LinkType, originalLength: Int? = nil, checkSequenceLength: UInt8? = nil,
        verifying: Bool = false
    ) {
        self.init(
            Self.octets(hex), as: link, originalLength: originalLength, checkSequenceLength: checkSequenceLength,
            verifying: verifying)
    }

    /// The packet that an expression makes.
    package init(crafted expression: String, as link: LinkType = .ethernet, verifying: Bool = false) throws {
        var random = SplitMix64(seed: 1)
        let packets = try ForgeSequence(try ForgeExpression(expression), in: .standard)
        let octets = try packets.packet(at: 0, random: &random).octets(in: .standard)
        self.init(octets, as: link, verifying: verifying)
    }

    package static func octets(_ hex: String) -> [UInt8] {
        let digits = hex.filter { !$0.isWhitespace }.map { UInt8($0.hexDigitValue ?? 0) }
        return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    /// All values of a field, joined with commas; `nil` when there is none.
    package subscript(name: String) -> String? { values[name]?.joined(separator: ",") }
}
