import ArgumentParser
import CaptureCompression
import Captures
import Packets

struct Read: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Read capture files.")

    @Argument var files: [String] = []
    @Option(name: [.customShort("r")]) var file: String?
    @Option(name: [.customShort("T")]) var format = "text"
    @Option(name: [.customShort("e")]) var fields: [String] = []
    @Option(name: [.customShort("E")]) var fieldOptions: [String] = []
    @Flag(name: [.customShort("n")]) var numeric: Int

    func run() throws {
        let registry = Registry.standard
        let selection = try FieldSelection(fields, in: registry)
        var values = FieldValues(selection)
        var aggregator = ","
        for option in fieldOptions where option.hasPrefix("aggregator=") { aggregator = String(option.dropFirst(11)) }
        var dissection = Dissection()
        var text = TextBuffer()
        var conversations = ConversationTable()
        for path in files + (file.map { [$0] } ?? []) {
            var reader = try CaptureReader(path: path)
            var number = 0
            var first: Timestamp?
            var previous: Timestamp?
            while let frame = try reader.next() {
                number += 1
                registry.dissect(frame.bytes, as: frame.linkType, into: &dissection)
                var info = FrameInfo(
                    number: number, timestamp: frame.timestamp, capturedLength: frame.bytes.byteCount,
                    originalLength: frame.originalLength, linkType: frame.linkType, interface: frame.interface)
                info.firstTimestamp = first ?? frame.timestamp
                info.previousTimestamp = previous ?? frame.timestamp
                first = info.firstTimestamp
                previous = frame.timestamp
                let conversation = conversations.follow(frame.bytes, dissection.layers, at: frame.timestamp)
                var packet = PacketView(
                    bytes: frame.bytes, layers: dissection.layers, frame: info, conversations: conversation)
                values.collect(selection, of: &packet, in: registry)
                for column in 0..<fields.count {
                    if column > 0 { text.append(byte: 9) }
                    for (index, node) in values.columns[column].enumerated() {
                        if index > 0 { text.append(aggregator) }
                        registry.write(node, of: packet, values.detail, into: &text)
                    }
                }
                text.append(byte: 10)
                print(String(decoding: text), terminator: "")
                text.removeAll()
            }
        }
    }
}
