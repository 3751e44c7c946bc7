public import Packets

/// A selection's values as JSON: what `-T json` and `-T ek` write when fields are chosen with `-e`. Each field that has
/// values is an array of strings, the texts of `-T fields`.
public struct FieldsJSONPresenter: Sendable {
    private let selection: FieldSelection
    private let isBulk: Bool
    private var fields: FieldsPresenter
    private var envelope: EKPresenter
    private var clock: PacketClock
    private var isFirstPacket = true
    private var value = TextBuffer(capacity: 256)

    /// - Parameters:
    ///   - isBulk: whether two lines a packet are written, as `-T ek` does, and not one array.
    ///   - zone: the time zone of `_index` and of moments; tshark shows local time.
    public init(_ selection: FieldSelection, in registry: Registry, isBulk: Bool = false, zone: TimeZoneTable = .utc) {
        self.selection = selection
        self.isBulk = isBulk
        var format = FieldsFormat()
        format.escapes = false
        fields = FieldsPresenter(selection, in: registry, format: format, zone: zone)
        envelope = EKPresenter(registry, zone: zone)
        clock = PacketClock(zone)
    }

    /// Writes what stands before the first packet.
    public mutating func begin(into text: inout TextBuffer) {
        isFirstPacket = true
        if !isBulk { text.append("[") }
    }

    /// Writes what stands after the last packet.
    public mutating func end(into text: inout TextBuffer) {
        if !isBulk { text.append(isFirstPacket ? "]\n" : "\n]\n") }
    }

    /// Writes one packet.
    public mutating func write(
        _ values: borrowing FieldValues, of packet: inout PacketView, into text: inout TextBuffer
    ) {
        if isBulk {
            envelope.writeStart(packet.frame.timestamp, into: &text)
        } else {
            text.append(isFirstPacket ? "\n  {\n    \"_index\": \"packets-" : ",\n  {\n    \"_index\": \"packets-")
            isFirstPacket = false
            clock.write(dateOf: packet.frame.timestamp, into: &text)
            text.append("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {")
        }
        var isFirst = true
        for column in 0..<values.columnCount where !values.isEmpty(column) {
            if !isFirst { text.append(byte: 0x2c) }
            isFirst = false
            write(column, values, &packet, into: &text)
        }
        if isBulk { return text.append("}}\n") }
        text.append(isFirst ? "}\n    }\n  }" : "\n      }\n    }\n  }")
    }

    private mutating func write(
        _ column: Int, _ values: borrowing FieldValues, _ packet: inout PacketView, into text: inout TextBuffer
    ) {
        text.append(isBulk ? "\"" : "\n        \"")
        for byte in selection.names[column].utf8 { text.append(byte: isBulk && byte == 0x2e ? 0x5f : byte) }
        text.append(isBulk ? "\":[" : "\": [")
        var number = values.heads[column]
        while number != .max {
            let entry = values.entries[Int(number)]
            if number != values.heads[column] { text.append(byte: 0x2c) }
            text.append(isBulk ? "\"" : "\n          \"")
            value.removeAll()
            fields.write(value: Int(entry.node), &packet, values.detail, into: &value)
            text.append(jsonEscaping: value)
            text.append(byte: 0x22)
            number = entry.next
        }
        text.append(isBulk ? "]" : "\n        ]")
    }
}
