/// Linux cooked capture, version 1: what a packet socket gives on any interface.
/// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL.html
public enum LinuxCooked: PacketProtocol {
    public static var name: String { "sll" }
    public static var title: String { "Linux cooked capture v1" }
    public static var meaning: Meaning {
        .init(
            """
            What Linux hands out in place of a link header when it captures on all interfaces at once, since their
            headers differ. It was never on a wire.
            """, in: "LINKTYPE_LINUX_SLL")
    }
    public static var shortName: String { "SLL" }
    public static var reference: String { "LINKTYPE_LINUX_SLL" }
    public static var path: String { "sll:ethertype" }

    @inlinable public static var packetType: Field<CookedPacketType> {
        .init(
            "pkttype", "Packet type", bits: 0..<16,
            means: """
                How the packet came by: 0 to us, 1 broadcast, 2 multicast, 3 to another host, 4 sent by us.
                """, in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var hardwareType: Field<HardwareType> {
        .init(
            "hatype", "Link-layer address type", bits: 16..<32, preset: 1,
            means: """
                The kind of the interface as Linux numbers it: 1 is Ethernet, 772 the loopback, 65534 one without a
                link header.
                """, in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var addressLength: Field<UInt16> {
        .init(
            "halen", "Link-layer address length", bits: 32..<48, preset: 6,
            means: "How many octets the sender's link address has; the field for it keeps eight in any case.",
            in: "LINKTYPE_LINUX_SLL")
    }
    public static var examples: [FieldExample] {
        [
            .init(
                "sll.src.ipv4",
                "sll(halen=4,src.eth=0a:00:00:01:00:00)"),
            .init(
                "sll.src.other",
                "sll(halen=8,src.eth=00:01:02:03:04:05)"),
        ]
    }
    @inlinable public static var source: Field<MACAddress> {
        .init(
            "src.eth", "Source", bits: 0..<48, of: 1,
            means: "The card that sent, where the link is like Ethernet. The destination is not kept.",
            in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var sourceIPv4: Field<IPv4Address> {
        .init(
            "src.ipv4", "Source", bits: 0..<32, of: 2,
            means: "The sender's link address where it is an IPv4 address: a tunnel's far end.",
            in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var sourceOther: Field<Octets> {
        .init(
            "src.other", "Source", part: 3,
            means: "The sender's link address where it is neither of six nor of four octets.", in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var unused: Field<CookedUnused> {
        .init(
            "unused", "Unused", part: 4,
            means: """
                The octets of the address field that the address does not fill; whatever they hold means nothing.
                """, in: "LINKTYPE_LINUX_SLL")
    }
    @inlinable public static var type: Field<EtherType> {
        .init(
            "etype", "Protocol", bits: 0..<16, of: 5, show: .hex, auto: .next(.etherType),
            means: "The EtherType of what follows.", in: "LINKTYPE_LINUX_SLL")
    }
    /// A number of Linux's own for frames without an EtherType.
    @inlinable public static var linuxType: Field<LinuxFrameType> {
        .init(
            "ltype", "Protocol", bits: 0..<16, of: 6, show: .hex,
            means: """
                A number below 1536 that Linux uses where there is no EtherType: 1 is raw 802.3, 4 LLC, 12 CAN.
                """, in: "LINKTYPE_LINUX_SLL")
    }
    public static var tree: [AnyField] {
        [
            .init(packetType), .init(hardwareType), .init(addressLength), .init(source),
            .when(addressLength, is: 4, [.init(sourceIPv4)]), .init(sourceOther), .init(unused), .init(type),
            .when(linuxType, in: 0...1535, [.init(linuxType)]),
        ]
    }

    /// kinds | MAC address | IPv4 address | another address | unused | EtherType | Linux's own type
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 16 else { return nil }
        let address = CookedAddress(length: Int(message.word(from &+ 4)))
        let type = message.word(from &+ 14) >= 1536 ? 16 : 14
        return LayerParts(ends: [
            6, 6 + address.mac, 6 + address.mac + address.ipv4, 6 + address.total, 14, type, 16,
        ])
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 16 else { return .malformed }
        return .layer(.etherType(message.word(14)), from: 16, to: message.byteCount, hasTrailer: true)
    }
}

/// Linux cooked capture, version 2: with the interface's number.
/// https://www.tcpdump.org/linktypes/LINKTYPE_LINUX_SLL2.html
public enum LinuxCooked2: PacketProtocol {
    public static var name: String { "sll" }
    public static var title: String { "Linux cooked capture v2" }
    public static var meaning: Meaning {
        .init(
            "The newer cooked header, which also says on which interface the packet was seen.",
            in: "LINKTYPE_LINUX_SLL2")
    }
    public static var shortName: String { "SLL2" }
    public static var reference: String { "LINKTYPE_LINUX_SLL2" }
    public static var path: String { "sll:ethertype" }
    public static var aliases: [String] { ["sll2"] }

    @inlinable public static var type: Field<EtherType> {
        .init(
            "etype", "Protocol", bits: 0..<16, of: 0, show: .hex, auto: .next(.etherType),
            means: "The EtherType of what follows, here at the header's front.", in: "LINKTYPE_LINUX_SLL2")
    }
    /// A number of Linux's own for frames without an EtherType.
    @inlinable public static var linuxType: Field<LinuxFrameType> {
        .init(
            "ltype", "Protocol", bits: 0..<16, of: 1, show: .hex,
            means: "Linux's own number for what follows, where there is no EtherType, at the header's front.",
            in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var reserved: Field<UInt16> {
        .init(
            "reserved", "Reserved", bits: 0..<16, of: 2, means: "Always zero; room for what a later version may say.",
            in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var interface: Field<UInt32> {
        .init(
            "ifindex", "Interface index", bits: 16..<48, of: 2,
            means: """
                The number of the interface on the host that captured, as 'ip link' shows it: the reason for which this
                version was made.
                """, in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var hardwareType: Field<HardwareType> {
        .init(
            "hatype", "Link-layer address type", bits: 48..<64, of: 2, preset: 1,
            means: "The kind of the interface, in the numbers of Linux's ARPHRD constants.", in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var packetType: Field<CookedPacketType> {
        .init(
            "pkttype", "Packet type", bits: 64..<72, of: 2,
            means: """
                How the packet came by, in one octet here: to us, to all, to a group, to another host, or from us.
                """, in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var addressLength: Field<UInt16> {
        .init(
            "halen", "Link-layer address length", bits: 72..<80, of: 2, preset: 6,
            means: "How many octets of the address field count.", in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var source: Field<MACAddress> {
        .init(
            "src.eth", "Source", bits: 0..<48, of: 3,
            means: "The card that sent the packet on the interface that is named above.", in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var sourceIPv4: Field<IPv4Address> {
        .init(
            "src.ipv4", "Source", bits: 0..<32, of: 4,
            means: """
                The IPv4 address of the tunnel's end that sent, on interfaces whose link addresses are such.
                """, in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var sourceOther: Field<Octets> {
        .init(
            "src.other", "Source", part: 5,
            means: """
                A link address of another length, such as the twenty octets of InfiniBand of which eight fit.
                """, in: "LINKTYPE_LINUX_SLL2")
    }
    @inlinable public static var unused: Field<CookedUnused> {
        .init(
            "unused", "Unused", part: 6, means: "What is left of the eight octets for an address.",
            in: "LINKTYPE_LINUX_SLL2")
    }
    public static var tree: [AnyField] {
        [
            .init(type), .when(linuxType, in: 0...1535, [.init(linuxType)]), .init(reserved), .init(interface),
            .init(hardwareType), .init(packetType), .init(addressLength), .init(source),
            .when(addressLength, is: 4, [.init(sourceIPv4)]), .init(sourceOther), .init(unused),
        ]
    }

    /// EtherType | Linux's own type | kinds | MAC address | IPv4 address | another address | unused
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 20 else { return nil }
        let address = CookedAddress(length: Int(message.octet(from &+ 11)))
        let type = message.word(from) >= 1536 ? 2 : 0
        return LayerParts(ends: [
            type, 2, 12, 12 + address.mac, 12 + address.mac + address.ipv4, 12 + address.total, 20,
        ])
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 20 else { return .malformed }
        return .layer(.etherType(message.word(0)), from: 20, to: message.byteCount, hasTrailer: true)
    }
}

/// How the eight octets that a cooked header has for an address are used.
private struct CookedAddress {
    var mac = 0
    var ipv4 = 0
    var total: Int

    init(length: Int) {
        total = min(length, 8)
        if length == 6 { mac = 6 }
        if length == 4 { ipv4 = 4 }
    }
}

/// What is left of the eight octets that a cooked header has for an address: two behind a MAC address, which a new
/// header has.
public struct CookedUnused: WireValue, Hashable {
    public var octets: [UInt8]
    public init(_ octets: [UInt8]) { self.octets = octets }
    public static var kind: ValueKind { .bytes }
    public static func read(_ message: RawSpan, _ place: FieldPlace) -> CookedUnused {
        CookedUnused(message.octets(place.bit / 8, (place.bit + place.width) / 8))
    }
    public static func encode(_ text: String) throws(ForgeError) -> [UInt8] {
        text.isEmpty ? [0, 0] : try Octets.encode(text)
    }
    public var encoded: [UInt8] { octets }
}

/// From whom and to whom a packet was that Linux saw. packet(7), `sll_pkttype`.
public struct CookedPacketType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(0, "Unicast to us"), .init(1, "Broadcast"), .init(2, "Multicast"), .init(3, "Unicast to another host"),
        .init(4, "Sent by us"),
    ]
}

/// What Linux calls frames that have no EtherType. `linux/if_ether.h`.
public struct LinuxFrameType: NamedNumber, Comparable {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static func < (a: LinuxFrameType, b: LinuxFrameType) -> Bool { a.rawValue < b.rawValue }
    public static let names: [ValueName] = [
        .init(1, "Novell 802.3 frames without an 802.2 LLC header"), .init(4, "802.2 LLC"), .init(7, "PPP (HDLC)"),
        .init(12, "CAN"), .init(13, "CAN FD"),
    ]
}
