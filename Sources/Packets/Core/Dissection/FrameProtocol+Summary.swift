extension FrameProtocol {
    /// `Frame 1: 74 bytes on wire (592 bits), 74 bytes captured (592 bits)`.
    public static func describe(
        _ layer: borrowing Layer<FrameProtocol>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Frame ")
        text.append(decimal: packet.frame.number)
        text.append(": ")
        text.append(length: packet.frame.originalLength)
        text.append(" on wire (")
        text.append(decimal: packet.frame.originalLength &* 8)
        text.append(" bits), ")
        text.append(length: packet.frame.capturedLength)
        text.append(" captured (")
        text.append(decimal: packet.frame.capturedLength &* 8)
        text.append(" bits)")
        if let name = packet.frame.notes?.interfaceName {
            text.append(" on interface ")
            text.append(name)
        }
    }
}

extension TextBuffer {
    /// `1 byte`, `74 bytes`.
    fileprivate mutating func append(length: Int) {
        append(decimal: length)
        append(length == 1 ? " byte" : " bytes")
    }
}
