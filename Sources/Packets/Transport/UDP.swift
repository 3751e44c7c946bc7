/// User Datagram Protocol. RFC 768.
public enum UDP: PacketProtocol {
    public static var name: String { "udp" }
    public static var title: String { "User Datagram Protocol" }
    public static var reference: String { "RFC 768" }

    public static var sourcePort: Field<Port> { .init("srcport", "Source Port", bits: 0..<16) }
    public static var destinationPort: Field<Port> {
        .init("dstport", "Destination Port", bits: 16..<32, auto: .next(.udpPort))
    }
    public static var length: Field<UInt16> { .init("length", "Length", bits: 32..<48, auto: .length(.everything)) }
    public static var checksum: Field<UInt16> {
        .init("checksum", "Checksum", bits: 48..<64, show: .hex, auto: .checksum(.everything, pseudoHeader: true))
    }
    public static let tree: [AnyField<UDP>] = [
        .init(\.sourcePort), .init(\.destinationPort), .alias("port", "Source or Destination Port", \.sourcePort, \.destinationPort),
        .init(\.length), .init(\.checksum),
    ]

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to &- from >= 8 ? Parts(8) : nil }

    public static func next(_ message: RawSpan) -> Next {
        guard let udp = Layer<UDP>(message) else { return .malformed }
        let length = Int(udp.length)
        let end = length == 0 ? message.byteCount : length
        guard end >= 8 else { return .malformed }
        let source = udp.sourcePort.rawValue
        let destination = udp.destinationPort.rawValue
        return .layer(
            .udpPort(min(source, destination)), or: .udpPort(max(source, destination)), from: 8, to: end)
    }
}
