public import Packets

extension PacketView {
    /// The packet's line, as `ibuki read` prints it, with the time in UTC:
    /// `12:34:56.789012 IP 10.0.0.1.54321 > 10.0.0.2.80: Flags [S], …`.
    ///
    /// For many packets a `LinePresenter` is kept and used again.
    public var description: String {
        var packet = self
        var lines = LinePresenter()
        lines.append(&packet)
        return String(decoding: lines.text.bytes.dropLast(), as: UTF8.self)
    }
}

extension String {
    /// The packet's line.
    public init(describing packet: borrowing PacketView) { self = packet.description }

    /// The layer's heading, as the detail tree has it: `User Datagram Protocol, Src Port: 53, Dst Port: 40000`. What follows
    /// from other packets of its flow is not known here.
    public init<P: Schema>(describing layer: borrowing Layer<P>) {
        let type: any PacketProtocol.Type = P.self as? any PacketProtocol.Type ?? OpaqueData.self
        let end = layer.message.byteCount
        var dissection = Dissection()
        dissection.spans[0] = LayerSpan(
            type: type, id: .data, flags: 0, start: 0, payload: Swift.min(layer.start + layer.parts.total, end),
            end: end)
        dissection.count = 1
        let frame = FrameInfo(capturedLength: end, originalLength: end)
        var text = TextBuffer()
        P.describe(layer, PacketView(bytes: layer.message, layers: dissection.layers, frame: frame), into: &text)
        self = String(decoding: text)
    }
}

extension DefaultStringInterpolation {
    /// The packet's line.
    public mutating func appendInterpolation(_ packet: borrowing PacketView) { appendLiteral(packet.description) }

    /// The layer's heading.
    public mutating func appendInterpolation<P: Schema>(_ layer: borrowing Layer<P>) {
        appendLiteral(String(describing: layer))
    }
}
