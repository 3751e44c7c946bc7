import Captures
import PacketPresenters
import Packets
import SystemCalls

/// Shows packets one by one: a line, the detail tree and the octets; or the octets alone.
struct PacketExhibit: ~Copyable {
    private let registry: Registry
    private let onlyHexadecimal: Bool
    private var lines: LinePresenter
    private var tree: DetailTree
    private var detail = PacketDetail()
    private var dissection = Dissection()
    private var shown = 0
    private let output = StandardOutput()

    init(_ registry: Registry, onlyHexadecimal: Bool = false) {
        self.registry = registry
        self.onlyHexadecimal = onlyHexadecimal
        let style = TextStyle(System.colorDepth(of: 1))
        var options = LineOptions()
        options.style = style
        lines = LinePresenter(options: options)
        tree = DetailTree(registry, style: style)
    }

    /// Writes a packet to standard output.
    mutating func show(_ octets: RawSpan, as linkType: LinkType) throws(CommandFailure) {
        var text = TextBuffer()
        if onlyHexadecimal {
            text.append(hexOf: octets)
            text.append(byte: 0x0a)
            return try output.write(text.bytes)
        }
        if shown > 0 { text.append(byte: 0x0a) }
        shown += 1
        registry.dissect(octets, as: linkType, into: &dissection)
        let info = FrameInfo(
            number: shown, capturedLength: octets.byteCount, originalLength: octets.byteCount, linkType: linkType)
        var packet = PacketView(bytes: octets, layers: dissection.layers, frame: info, verifiesChecksums: true)
        lines.removeAll()
        lines.appendSummary(of: &packet)
        text.append(contentsOf: lines.text)
        text.append(byte: 0x0a)
        registry.detail(of: &packet, into: &detail, where: { $0 >= 0 })
        tree.write(&packet, detail, into: &text)
        HexDump(.hexAndText, includesLinkHeader: true, in: registry).write(packet, into: &text)
        try output.write(text.bytes)
    }
}
