/// The mark of a layer or item that its octets do not hold.
public enum MalformedMark: PacketProtocol {
    public static var name: String { "_ws.malformed" }
    public static var title: String { "Malformed Packet" }
    public static var reference: String { "" }
    public static var tree: [AnyField] { [] }
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
}

/// The mark of a layer or item that the capture cut short.
public enum ShortMark: PacketProtocol {
    public static var name: String { "_ws.short" }
    public static var title: String { "Packet size limited during capture" }
    public static var reference: String { "" }
    public static var tree: [AnyField] { [] }
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? { LayerParts(0) }
}
