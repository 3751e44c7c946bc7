import Glibc
import PacketPresenters
import PacketProtocols
import Packets

/// Times a presenter over a capture, or prints what it writes.
enum Presenters {
    static let names = ["json", "ek", "pdml", "tree", "columns", "x", "xx", "X", "XX", "A", "AA"]

    /// - Parameter count: how often to go through the file; 0 prints instead.
    static func run(_ name: String, _ path: String, repeats count: Int) {
        let octets = IbukiBench.load(path)
        let span = octets.span.bytes
        let registry = Registry.standard
        var json = JSONPresenter(registry)
        var ek = EKPresenter(registry)
        var pdml = PDMLPresenter(registry)
        let selection: FieldSelection
        do {
            selection = try FieldSelection(
                [
                    "frame.number", "ip.src", "ip.dst", "ip.addr", "tcp.port", "udp.port", "dns.qry.name",
                    "tcp.flags.syn",
                ],
                in: registry)
        } catch {
            return print("no field \(error.name)")
        }
        var values = FieldValues(selection)
        var fields = FieldsPresenter(selection, in: registry)
        let dump = HexDump(
            name.lowercased().hasPrefix("a") ? .text : name.hasPrefix("x") ? .hex : .hexAndText,
            includesLinkHeader: name.count == 2, in: registry)
        var tree = DetailTree(registry)
        var text = TextBuffer(capacity: 1 << 20)
        for _ in 0..<max(count, 1) {
            var packets = 0, bytes = 0
            let start = IbukiBench.nanoseconds()
            if name == "json" { json.begin(into: &text) }
            if name == "pdml" {
                pdml.begin(creator: "ibuki", at: Timestamp(seconds: 0), file: path, into: &text)
            }
            each(span, registry, walks: !["columns", "x", "xx", "X", "XX", "A", "AA"].contains(name)) {
                packet, detail in
                switch name {
                case "columns":
                    values.collect(selection, of: &packet, in: registry)
                    fields.write(values, of: &packet, into: &text)
                case "x", "xx", "X", "XX", "A", "AA": dump.write(packet, into: &text)
                case "ek": ek.write(&packet, detail, into: &text)
                case "pdml": pdml.write(&packet, detail, into: &text)
                case "json": json.write(&packet, detail, into: &text)
                default: tree.write(&packet, detail, into: &text)
                }
                packets += 1
                if text.count > 1 << 19 { bytes += flush(&text, prints: count == 0) }
            }
            if name == "json" { json.end(into: &text) }
            if name == "pdml" { pdml.end(into: &text) }
            bytes += flush(&text, prints: count == 0)
            if count > 0 {
                let time = (IbukiBench.nanoseconds() - start) / Double(packets)
                print(name, time, "ns", packets, "packets", bytes / packets, "octets each")
            }
        }
    }

    private static func flush(_ text: inout TextBuffer, prints: Bool) -> Int {
        let count = text.count
        if prints { text.bytes.withUnsafeBytes { _ = Glibc.write(1, $0.baseAddress, $0.count) } }
        text.removeAll()
        return count
    }

    private static func each(
        _ span: RawSpan, _ registry: Registry, walks: Bool, _ body: (inout PacketView, borrowing PacketDetail) -> Void
    ) {
        var dissector = PacketDissector(registry)
        var detail = PacketDetail()
        var at = 24
        while at + 16 <= span.byteCount {
            let length = Int(span.unsafeLoadUnaligned(fromByteOffset: at + 8, as: UInt32.self))
            let original = Int(span.unsafeLoadUnaligned(fromByteOffset: at + 12, as: UInt32.self))
            let seconds = span.unsafeLoadUnaligned(fromByteOffset: at, as: UInt32.self)
            let micros = span.unsafeLoadUnaligned(fromByteOffset: at + 4, as: UInt32.self)
            let bytes = span.extracting(at + 16..<min(at + 16 + length, span.byteCount))
            let time = Timestamp(seconds: Int64(seconds), nanoseconds: micros &* 1000)
            var view = dissector.packet(bytes, at: time, as: .ethernet, originalLength: original)
            if walks { registry.detail(of: &view, into: &detail) }
            body(&view, detail)
            at += 16 + length
        }
    }
}
