/// A link without a header, such as a tunnel's: the packet's first four bits say which IP it is.
/// https://www.tcpdump.org/linktypes.html, LINKTYPE_RAW
public enum RawIP: PacketProtocol {
    public static var name: String { "raw" }
    public static var title: String { "Raw packet data" }
    public static var meaning: Meaning {
        .init(
            """
            No link header at all: the packet begins with IP, as on a TUN interface. Its first four bits tell IPv4
            from IPv6.
            """, in: "LINKTYPE_RAW")
    }
    public static var reference: String { "LINKTYPE_RAW" }
    public static var tree: [AnyField] { [] }

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }

    public static func next(_ message: RawSpan) -> NextLayer {
        switch message.octet(0) >> 4 {
        case 4: .layer(.etherType(0x0800), from: 0, to: message.byteCount)
        case 6: .layer(.etherType(0x86dd), from: 0, to: message.byteCount)
        default: .data(from: 0, to: message.byteCount)
        }
    }
}
