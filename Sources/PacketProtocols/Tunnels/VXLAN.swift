public import Packets

/// Virtual Extensible LAN: Ethernet over UDP, between the hosts of a data center. RFC 7348.
public enum VXLAN: PacketProtocol {
    public static var name: String { "vxlan" }
    public static var title: String { "Virtual eXtensible Local Area Network" }
    public static var meaning: Meaning {
        .init(
            """
            Carries the frames of one virtual network among many across an IP network: 16 million networks, where
            VLAN tags tell 4094.
            """, in: "RFC 7348 section 4")
    }
    public static var reference: String { "RFC 7348" }
    public static var example: String? { "ip(dst=10.0.0.1)/udp/vxlan(vni=5001)/eth/ip(dst=192.168.0.1)/icmp" }

    public static var flags: Field<UInt16> {
        .init(
            "flags", "Flags", bits: 0..<16, show: .hex, preset: 0x0800,
            means: "One flag of the standard, and three of the group policy extension.", in: "RFC 7348 section 5")
    }
    public static var reservedFlags: Derived<VXLAN, UInt16> {
        .init(
            "flags_reserved", "Reserved(R)", show: .hex, readsFlow: false,
            means: "The flags that nobody has defined; zero when sent.", in: "RFC 7348 section 5"
        ) { vxlan, _ in vxlan.flags & 0x77b7 }
    }
    public static var hasPolicy: Field<Bool> {
        .init(
            "flag_g", "GBP Extension", bits: 0..<1, means: "The octets behind the flags are a policy group.",
            in: "draft-smith-vxlan-group-policy section 2.1")
    }
    public static var hasNetwork: Field<Bool> {
        .init(
            "flag_i", "VXLAN Network ID (VNI)", bits: 4..<5,
            means: "The network's number is valid; a packet without this flag is dropped.", in: "RFC 7348 section 5")
    }
    public static var mustNotLearn: Field<Bool> {
        .init(
            "flag_d", "Don't Learn", bits: 9..<10,
            means: "The receiver must not learn from the frame where its sender is.",
            in: "draft-smith-vxlan-group-policy section 2.1")
    }
    public static var isPolicyApplied: Field<Bool> {
        .init(
            "flag_a", "Policy Applied", bits: 12..<13, means: "The group's policy was applied already.",
            in: "draft-smith-vxlan-group-policy section 2.1")
    }
    public static var policy: Field<UInt16> {
        .init(
            "gbp", "Group Policy ID", bits: 16..<32,
            means: "The group of the frame's sender, by which switches filter.",
            in: "draft-smith-vxlan-group-policy section 2.1")
    }
    public static var network: Field<UInt24> {
        .init(
            "vni", "VXLAN Network Identifier (VNI)", bits: 32..<56, preset: 1,
            means: "The virtual network of the frame: hosts of two networks never see each other's.",
            in: "RFC 7348 section 5")
    }
    public static var reserved: Field<UInt8> {
        .init(
            "reserved8", "Reserved", bits: 56..<64, means: "Zero, behind the network's number.",
            in: "RFC 7348 section 5")
    }
    public static var tree: [AnyField] {
        [
            .group(
                flags,
                [
                    .init(hasPolicy), .init(hasNetwork), .init(mustNotLearn), .init(isPolicyApplied),
                    .init(reservedFlags),
                ]),
            .init(policy), .init(network), .init(reserved),
        ]
    }
    public static var layout: PartLayout { .fixed(8) }

    public static func next(_ message: RawSpan) -> NextLayer {
        message.byteCount < 8 ? .malformed : .layer(.etherType(0x6558), from: 8, to: message.byteCount)
    }

    /// An answer comes in the same network.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        if let vxlan = Layer<VXLAN>(message) { digest.add(vxlan.network.value) }
    }

    /// `VXLAN, vni 5001: …`
    public static func summarize(_ message: RawSpan, _ packet: borrowing PacketView, into line: inout SummaryLine) {
        guard let vxlan = Layer<VXLAN>(message) else { return }
        line.append("VXLAN", as: .protocol)
        line.text.append(", vni ")
        line.text.append(decimal: vxlan.network.value)
        if !vxlan.hasNetwork { line.text.append(" (not valid)") }
    }
}
