public import Packets

/// A selection's values as XML: what `-T pdml` writes when fields are chosen with `-e`, an element a value.
public struct FieldsPDMLPresenter: Sendable {
    private let selection: FieldSelection
    private var fields: FieldsPresenter
    private var document: PDMLPresenter
    private var value = TextBuffer(capacity: 256)

    /// - Parameter zone: the time zone of moments; tshark shows local time.
    public init(_ selection: FieldSelection, in registry: Registry, zone: TimeZoneTable = .utc) {
        self.selection = selection
        var format = FieldsFormat()
        format.escapes = false
        fields = FieldsPresenter(selection, in: registry, format: format, zone: zone)
        document = PDMLPresenter(registry, zone: zone)
    }

    /// Writes what stands before the first packet; see ``PDMLPresenter``.
    public mutating func begin(creator: String, at time: Timestamp, file: String, into text: inout TextBuffer) {
        document.begin(creator: creator, at: time, file: file, into: &text)
    }

    /// Writes what stands after the last packet.
    public func end(into text: inout TextBuffer) { document.end(into: &text) }

    /// Writes one packet.
    public mutating func write(
        _ values: borrowing FieldValues, of packet: inout PacketView, into text: inout TextBuffer
    ) {
        document.open(packet.frame, into: &text)
        for column in selection.distinct {
            fields.forEach(in: column, values, &packet, into: &value) { value in
                text.append("  <field name=\"")
                text.append(xmlEscaping: selection.names[column])
                text.append("\" value=\"")
                text.append(xmlEscaping: value)
                text.append("\"/>\n")
            }
        }
        document.close(into: &text)
    }
}
