import Captures
import Packets

/// `-T fields`: the values of chosen fields, a line a packet.
struct FieldsSink: PacketSink, ~Copyable {
    private let registry: Registry
    private let selection: FieldSelection
    private var values: FieldValues
    private var text = TextBuffer()
    private let output = StandardOutput()
    private var aggregator = ","

    init(_ options: ReadOptions, _ registry: Registry) throws {
        self.registry = registry
        selection = try FieldSelection(options.fields, in: registry)
        values = FieldValues(selection)
        for option in options.fieldOptions where option.hasPrefix("aggregator=") { aggregator = String(option.dropFirst(11)) }
    }

    mutating func packet(_ packet: inout PacketView, _ frame: CapturedFrame) throws {
        values.collect(selection, of: &packet, in: registry)
        for column in 0..<selection.names.count {
            if column > 0 { text.append(byte: 9) }
            for (index, node) in values.columns[column].enumerated() {
                if index > 0 { text.append(aggregator) }
                registry.write(node, of: packet, values.detail, into: &text)
            }
        }
        text.append(byte: 10)
        if try output.drain(text) { text.removeAll() }
    }

    mutating func end() throws {
        try output.write(text.bytes)
        text.removeAll()
    }
}
