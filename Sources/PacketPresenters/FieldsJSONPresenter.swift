public import Packets

/// A selection's values as JSON: what `-T json` and `-T ek` write when fields are chosen with `-e`. Each field that has
/// values is an array of strings, the texts of `-T fields`.
public struct FieldsJSONPresenter: Sendable {
    private let selection: FieldSelection
    private let isBulk: Bool
    private var fields: FieldsPresenter
    private var bulk: EKPresenter
    private var envelope: JSONEnvelope
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
        bulk = EKPresenter(registry, zone: zone)
        envelope = JSONEnvelope(zone)
    }

    /// Writes what stands before the first packet.
    public mutating func begin(into text: inout TextBuffer) {
        if !isBulk { envelope.begin(into: &text) }
    }

    /// Writes what stands after the last packet.
    public mutating func end(into text: inout TextBuffer) {
        if !isBulk { envelope.end(into: &text) }
    }

    /// Writes one packet.
    public mutating func write(
        _ values: borrowing FieldValues, of packet: inout PacketView, into text: inout TextBuffer
    ) {
        if isBulk {
            bulk.writeStart(packet.frame.timestamp, into: &text)
        } else {
            envelope.open(packet.frame, into: &text)
        }
        var isFirst = true
        for column in selection.distinct where !values.isEmpty(column) {
            if !isFirst { text.append(",") }
            isFirst = false
            write(column, values, &packet, into: &text)
        }
        if isBulk { return text.append("}}\n") }
        envelope.close(isEmpty: isFirst, into: &text)
    }

    private mutating func write(
        _ column: Int, _ values: borrowing FieldValues, _ packet: inout PacketView, into text: inout TextBuffer
    ) {
        text.append(isBulk ? "\"" : "\n        \"")
        let dot = UInt8(ascii: isBulk ? "_" : ".")
        for byte in selection.names[column].utf8 { text.append(byte: byte == UInt8(ascii: ".") ? dot : byte) }
        text.append(isBulk ? "\":[" : "\": [")
        var isFirst = true
        fields.forEach(in: column, values, &packet, into: &value) { value in
            if !isFirst { text.append(",") }
            isFirst = false
            text.append(isBulk ? "\"" : "\n          \"")
            text.append(jsonEscaping: value)
            text.append("\"")
        }
        text.append(isBulk ? "]" : "\n        ]")
    }
}
