import Packets

/// What stands around the fields of packets in `-T json`: the array, and for each packet an object as Elasticsearch has them.
struct JSONEnvelope: Sendable {
    private var isFirstPacket = true
    var clock: PacketClock

    init(_ zone: TimeZoneTable) { clock = PacketClock(zone) }

    /// Writes what stands before the first packet.
    mutating func begin(into text: inout TextBuffer) {
        isFirstPacket = true
        text.append("[")
    }

    /// Writes what stands before a packet's fields.
    mutating func open(_ frame: borrowing FrameInfo, into text: inout TextBuffer) {
        text.append(isFirstPacket ? "\n  {\n    \"_index\": \"packets-" : ",\n  {\n    \"_index\": \"packets-")
        isFirstPacket = false
        clock.write(dateOf: frame.timestamp, into: &text)
        text.append("\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": {")
    }

    /// Writes what stands behind a packet's fields.
    func close(isEmpty: Bool = false, into text: inout TextBuffer) {
        text.append(isEmpty ? "}\n    }\n  }" : "\n      }\n    }\n  }")
    }

    /// Writes what stands after the last packet.
    mutating func end(into text: inout TextBuffer) { text.append(isFirstPacket ? "]\n" : "\n]\n") }
}
