/// Octets whose meaning is not known.
public enum OpaqueData: PacketProtocol {
    public static var name: String { "data" }
    public static var title: String { "Data" }
    public static var meaning: Meaning {
        .init(
            """
            Octets that no protocol here explains: a payload, or what follows a protocol that is not known.
            """, in: "RFC 1122 section 1.1.3")
    }
    public static var reference: String { "" }

    @inlinable public static var data: Field<Octets> {
        .init(
            "data", "Data", part: 0, means: "The octets as they are; a filter may look for what they contain.",
            in: "RFC 1122 section 1.1.3")
    }
    public static var length: Derived<OpaqueData, UInt32> {
        .init(
            "len", "Length", means: "How many octets the data are, as far as the capture holds them.",
            in: "RFC 1122 section 1.1.3"
        ) { data, _ in UInt32(truncatingIfNeeded: data.parts.total) }
    }
    public static var tree: [AnyField] { [.init(data), .init(length)] }

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        LayerParts(to - from)
    }

    public static func describe(
        _ layer: borrowing Layer<OpaqueData>, _ packet: borrowing PacketView, into text: inout TextBuffer
    ) {
        text.append("Data (")
        text.append(decimal: layer.parts.total)
        text.append(layer.parts.total == 1 ? " byte)" : " bytes)")
    }
}
