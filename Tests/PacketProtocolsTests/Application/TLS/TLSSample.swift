import PacketProtocols
import PacketSamples
import Packets

/// Segments of TLS, and what is seen in them.
enum TLSSample {
    /// A ClientHello of TLS 1.3 with a server name, two groups, a reserved extension and a key of three octets.
    static let clientHello = record(
        "16",
        message(
            "01",
            "0303 4f9ab2d8" + String(repeating: "c9", count: 28) + "00" + "0006 1a1a 1301 c02f" + "01 00"
                + vector(
                    2,
                    extension_("0000", "000c 00 0009 6c6f63616c686f7374") + extension_("000a", "0004 001d 0017")
                        + extension_("000b", "01 00") + extension_("2a2a", "") + extension_("0023", "")
                        + extension_("0010", "0003 02 6832") + extension_("002b", "04 0304 0303")
                        + extension_("0033", "0007 001d 0003 aabbcc"))))

    /// The ServerHello that answers it.
    static let serverHello = record(
        "16",
        message(
            "02",
            "0303" + String(repeating: "5a", count: 32) + "00 1301 00"
                + vector(2, extension_("002b", "0304") + extension_("0033", "001d 0003 ddeeff"))))

    static let applicationData = record("17", "0102030405")

    static func record(_ type: String, _ fragment: String) -> String { "\(type) 0303" + vector(2, fragment) }
    static func message(_ type: String, _ body: String) -> String { type + vector(3, body) }
    static func extension_(_ type: String, _ body: String) -> String { type + vector(2, body) }

    /// Octets behind their length.
    static func vector(_ lengthOctets: Int, _ hex: String) -> String {
        let count = String(octets(hex).count, radix: 16)
        return String(repeating: "0", count: lengthOctets * 2 - count.count) + count + hex
    }

    /// An Ethernet frame with one segment from `source` to `destination`.
    static func frame(_ hex: String, from source: UInt16 = 50_000, to destination: UInt16 = 443) -> [UInt8] {
        let segment = octets(hex)
        let length = UInt16(40 + segment.count)
        let ports = [source, destination].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xff)] }
        // The ends' addresses follow the direction, so that both belong to one flow.
        let ends: [UInt8] = source > destination ? [10, 0, 0, 1, 10, 0, 0, 2] : [10, 0, 0, 2, 10, 0, 0, 1]
        return octets(Wire.ethernet) + [
            0x45, 0, UInt8(length >> 8), UInt8(length & 0xff), 0x12, 0x34, 0x40, 0, 64, 6, 0, 0,
        ]
            + ends + ports + [0, 0, 0, 1, 0, 0, 0, 1, 0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0] + segment
    }

    /// What each packet of one flow shows: `name=value` for the fields whose name begins with `tls.`, and the faults.
    static func fields(of frames: [[UInt8]]) -> [[String]] {
        var conversations = ConversationTable()
        var dissection = Dissection()
        let registry = Registry.standard
        return frames.map { octets in
            let bytes = octets.octets
            registry.dissect(bytes, as: .ethernet, into: &dissection)
            let flows = conversations.follow(bytes, &dissection, in: registry, at: Timestamp(seconds: 1))
            var packet = PacketView(
                bytes: bytes, layers: dissection.layers, frame: FrameInfo(capturedLength: octets.count),
                conversations: flows)
            var detail = PacketDetail()
            registry.detail(of: &packet, into: &detail)
            var result: [String] = []
            for node in detail.nodes {
                let name = registry.info(node.field).name
                if node.kind == .fault { result.append(name) }
                guard node.kind == .value, name.hasPrefix("tls.") else { continue }
                var text = TextBuffer()
                registry.write(node, of: packet, detail, into: &text)
                result.append("\(name.dropFirst(4))=\(String(decoding: text))")
            }
            return result
        }
    }

    static func fields(_ hex: String, from source: UInt16 = 50_000, to destination: UInt16 = 443) -> [String] {
        fields(of: [frame(hex, from: source, to: destination)])[0]
    }
}
