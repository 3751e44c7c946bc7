public import Packets

extension HTTP {
    /// `HTTP: GET / HTTP/1.1`, `HTTP: HTTP/1.1 200 OK`; `HTTP` for what belongs to a body.
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard HTTPText.startsMessage(message) else { return line.append("HTTP", as: .protocol) }
        line.append("HTTP: ", as: .protocol)
        // A target may be as long as the segment; a line need not be.
        let end = message.lineEnd(from: 0, to: 512)
        line.append(text: message.clamped(0, end))
        if end == 512 { line.text.append("...") }
    }
}
