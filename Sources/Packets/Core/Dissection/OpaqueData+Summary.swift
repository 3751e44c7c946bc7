extension OpaqueData {
    /// `data, length 12`: asked only where no layer before it has said what comes.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        line.text.append("data, length ")
        line.text.append(decimal: packet.wireEnd(packet.index) &- packet.layers[packet.index].start)
    }
}
