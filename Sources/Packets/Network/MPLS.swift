/// Multiprotocol Label Switching: one entry of a label stack, each a layer. RFC 3032.
public enum MPLS: PacketProtocol {
    public static var name: String { "mpls" }
    public static var title: String { "MultiProtocol Label Switching Header" }
    public static var meaning: Meaning {
        .init(
            """
            Labels between the link's header and the packet, by which a provider's routers forward without a look at
            addresses.
            """, in: "RFC 3031 section 2.1")
    }
    public static var reference: String { "RFC 3032" }
    public static var example: String? { "eth/mpls(label=100,bottom=0)/mpls(label=16)/ip(dst=10.0.0.1)/icmp" }

    public static var label: Field<Label> {
        .init(
            "label", "MPLS Label", bits: 0..<20, preset: 16,
            means: """
                What the next router looks the way up by; each writes its own in its place. 0 to 15 have a fixed
                meaning, such as 0 for plain IPv4.
                """, in: "RFC 3032 section 2.1")
    }
    public static var trafficClass: Field<UInt32> {
        .init(
            "exp", "MPLS Experimental Bits", bits: 20..<23,
            means: "How urgent the labelled packet is; once called experimental.", in: "RFC 5462 section 2.1")
    }
    public static var isBottom: Field<UInt32> {
        .init(
            "bottom", "MPLS Bottom Of Label Stack", bits: 23..<24, preset: 1,
            means: "1 in the last label of a stack: behind it the packet begins.", in: "RFC 3032 section 2.1")
    }
    public static var timeToLive: Field<UInt32> {
        .init(
            "ttl", "MPLS TTL", bits: 24..<32, preset: 64,
            means: "How many more routers may switch the label; at 0 the packet is dropped.",
            in: "RFC 3032 section 2.4")
    }
    public static var tree: [AnyField] { [.init(label), .init(trafficClass), .init(isBottom), .init(timeToLive)] }
    public static var layout: PartLayout { .fixed(4) }

    /// Nothing in a label says what is carried: the packet's first four bits must, as routers take them. RFC 4928 section 3.
    public static func next(_ message: RawSpan) -> NextLayer {
        guard let entry = Layer<MPLS>(message) else { return .malformed }
        let end = message.byteCount
        if entry.isBottom == 0 { return .layer(.etherType(0x8847), from: 4, to: end) }
        switch message.octet(4) &>> 4 {
        case 4: return .layer(.etherType(0x0800), from: 4, to: end)
        case 6: return .layer(.etherType(0x86dd), from: 4, to: end)
        default: return .data(from: 4, to: end)
        }
    }

    /// `MPLS (label 100, exp 0, ttl 64) (label 16, exp 0, [S], ttl 64): IP …`
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let entry = Layer<MPLS>(message) else { return }
        let below = packet.index > 0 ? packet.layers[packet.index &- 1].id : .data
        if below != packet.layers[packet.index].id { line.append("MPLS ", as: .protocol) }
        line.text.append("(label ")
        line.text.append(decimal: entry.label.rawValue)
        line.text.append(", exp ")
        line.text.append(decimal: entry.trafficClass)
        if entry.isBottom == 1 { line.text.append(", [S]") }
        line.text.append(", ttl ")
        line.text.append(decimal: entry.timeToLive)
        line.text.append(entry.isBottom == 1 ? ")" : ") ")
        line.isAnnounced = false
    }

    /// https://www.iana.org/assignments/mpls-label-values
    public struct Label: NamedNumber {
        public var rawValue: UInt32
        public init(rawValue: UInt32) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "IPv4 Explicit-Null"), .init(1, "Router Alert"), .init(2, "IPv6 Explicit-Null"),
            .init(3, "Implicit-Null"), .init(7, "Entropy Label Indicator (ELI)"),
            .init(13, "Generic Associated Channel Label (GAL)"), .init(14, "OAM Alert"),
        ]
    }
}
