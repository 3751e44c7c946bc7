import PacketPresenters
import Packets
import Terminal

/// One packet as it is shown: the lines of its tree and its octets.
struct PacketExhibit: Sendable {
    /// A line of the tree.
    struct Line: Sendable {
        var text: String
        var depth: Int
        /// What it is, the same in every packet: whether it is open is remembered by that.
        var key: String
        /// The octets that it speaks of, of all that there are.
        var octets: Range<Int>
        var hasChildren: Bool
        var isLayer: Bool
        var isFault: Bool
        /// The field's name, for a filter; `nil` where it has none.
        var field: String?
        /// A display filter that chooses packets with this value.
        var filter: String?
        var value: String

        var style: Style {
            isFault ? BenchTheme.wrong : isLayer ? BenchTheme.title : text.hasPrefix("[") ? BenchTheme.dim : .plain
        }
    }

    let number: Int
    let lines: [Line]
    /// Those of the frame, then those that were put together from several.
    let octets: [UInt8]
    let frameLength: Int
    /// Of each buffer behind the frame's: what it is called, and where it lies.
    let reassembled: [(title: String, octets: Range<Int>)]

    init(_ packet: inout PacketView, in registry: Registry) {
        number = packet.frame.number
        octets = unsafe packet.octets.withUnsafeBytes { unsafe Array($0) }
        frameLength = packet.bytes.byteCount
        reassembled = packet.reassemblies.map { (packet.layers[$0.layer].type.shortName, $0.octets) }
        var (detail, text) = (PacketDetail(), TextBuffer(capacity: 4096))
        registry.detail(of: &packet, into: &detail)
        var tree = DetailTree(registry)
        tree.write(&packet, detail, into: &text)
        lines = Self.lines(tree.lines, text, packet, detail, registry)
    }

    private static func lines(
        _ shown: [DetailLine], _ text: TextBuffer, _ packet: borrowing PacketView, _ detail: PacketDetail,
        _ registry: Registry
    ) -> [Line] {
        let whole = String(decoding: text)
        let texts = whole.split(separator: "\n", omittingEmptySubsequences: false)
        var path: [String] = []
        var lines: [Line] = []
        lines.reserveCapacity(shown.count)
        for (place, line) in shown.enumerated() {
            let node = detail.nodes[line.node]
            let info = registry.info(node.field)
            path.removeLast(max(0, path.count - line.depth))
            path.append(info.name.isEmpty ? String(describing: info.label) : info.name)
            let start = Int(node.start)
            let value = Self.value(node, packet, detail, registry)
            lines.append(
                Line(
                    text: String(texts[place].drop { $0 == " " }), depth: line.depth, key: path.joined(separator: "/"),
                    octets: start..<start + Int(node.length),
                    hasChildren: place + 1 < shown.count && shown[place + 1].depth > line.depth,
                    isLayer: node.kind == .layer, isFault: node.kind == .fault,
                    field: info.name.isEmpty ? nil : info.name, filter: Self.filter(node, info, value), value: value))
        }
        return lines
    }

    private static func value(
        _ node: DetailNode, _ packet: borrowing PacketView, _ detail: PacketDetail, _ registry: Registry
    ) -> String {
        guard node.kind == .value else { return "" }
        var text = TextBuffer()
        registry.declarations.write(node, of: packet, detail, into: &text)
        return String(decoding: text)
    }

    /// The name alone for what has no value of its own.
    private static func filter(_ node: DetailNode, _ info: FieldInfo, _ value: String) -> String? {
        guard !info.name.isEmpty else { return nil }
        guard node.kind == .value, !value.isEmpty else { return info.name }
        switch node.value {
        case .text, .absoluteTime:
            let escaped = value.flatMap { $0 == "\"" || $0 == "\\" ? ["\\", $0] : [$0] }
            return "\(info.name) == \"\(String(escaped))\""
        default: return "\(info.name) == \(value)"
        }
    }

    /// The innermost line that speaks of an octet.
    func line(ofOctet octet: Int) -> Int? {
        lines.indices.filter { lines[$0].octets.contains(octet) }
            .min { (lines[$0].octets.count, -lines[$0].depth) < (lines[$1].octets.count, -lines[$1].depth) }
    }
}
