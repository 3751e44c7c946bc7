/// Address Resolution Protocol, and the reverse of it. RFC 826, RFC 903.
public enum ARP: PacketProtocol {
    public static var name: String { "arp" }
    public static var title: String { "Address Resolution Protocol" }
    public static var meaning: Meaning {
        .init(
            """
            Asks everybody on the link which card has an IPv4 address, and answers. Nothing proves an answer, so
            that anyone on the link can forge one.
            """, in: "RFC 826")
    }
    public static var reference: String { "RFC 826" }
    public static var example: String? { "arp(dst.proto_ipv4=10.0.0.1)" }
    public static var examples: [FieldExample] {
        [
            .init(
                "arp.src.hw",
                "arp(hw.size=8,src.hw_mac=00:01:02:03:04:05,src.hw=0607,dst.hw=0809)"),
            .init(
                "arp.dst.hw",
                "arp(hw.size=8,src.hw_mac=00:01:02:03:04:05,src.hw=0607,dst.hw=0809)",
                filter: "arp.dst.hw"),
            .init(
                "arp.src.proto",
                "arp(proto.size=6,src.proto_ipv4=0.1.2.3,src.proto=0405,dst.proto=0607)"),
            .init(
                "arp.dst.proto",
                "arp(proto.size=6,src.proto_ipv4=0.1.2.3,src.proto=0405,dst.proto=0607)",
                filter: "arp.dst.proto"),
        ]
    }
    public static var aliases: [String] { ["rarp"] }

    @inlinable public static var hardwareType: Field<HardwareType> {
        .init(
            "hw.type", "Hardware type", bits: 0..<16, preset: 1,
            means: "Which kind of link the hardware addresses belong to; 1 is Ethernet.", in: "RFC 826")
    }
    @inlinable public static var protocolType: Field<EtherType> {
        .init(
            "proto.type", "Protocol type", bits: 16..<32, show: .hex, preset: 0x0800,
            means: "Which protocol's addresses are resolved, as an EtherType: 0x0800 for IPv4.", in: "RFC 826")
    }
    @inlinable public static var hardwareSize: Field<UInt8> {
        .init(
            "hw.size", "Hardware size", bits: 32..<40, preset: 6,
            means: "How many octets a hardware address has, 6 on Ethernet.", in: "RFC 826")
    }
    @inlinable public static var protocolSize: Field<UInt8> {
        .init(
            "proto.size", "Protocol size", bits: 40..<48, preset: 4,
            means: "How many octets a protocol address has, 4 for IPv4.", in: "RFC 826")
    }
    @inlinable public static var operation: Field<Operation> {
        .init(
            "opcode", "Opcode", bits: 48..<64, preset: 1,
            means: """
                1 asks, 2 answers; 3 and 4 are the reverse protocol, by which a host once asked for its own address.
                """, in: "RFC 826")
    }
    /// The sender asks for, or tells all of, its own address. RFC 5227 section 3.
    public static var isGratuitous: Derived<ARP, Bool> {
        .init(
            "isgratuitous", "Is gratuitous", readsFlow: false,
            means: """
                Whether sender and target are the same IPv4 address: the sender tells its address without being
                asked, so that others renew what they know.
                """, in: "RFC 5227 section 3"
        ) { arp, _ in
            let sender = arp.sourceAddress
            return arp.hasIPv4 && arp.operation.isResolution && sender == arp.destinationAddress
                && sender.rawValue != 0xffff_ffff && sender.rawValue != 0 ? true : nil
        }
    }
    /// The sender asks whether an address is free. RFC 5227 section 2.1.1.
    public static var isProbe: Derived<ARP, Bool> {
        .init(
            "isprobe", "Is probe", readsFlow: false,
            means: """
                Whether the sender asks with the address 0.0.0.0 if anyone has the target's: it means to take it. An
                answer means that the address is in use.
                """, in: "RFC 5227 section 2.1.1"
        ) { arp, _ in
            arp.hasIPv4 && arp.operation == 1 && arp.sourceAddress.rawValue == 0
                && arp.destinationAddress.rawValue != 0 ? true : nil
        }
    }
    /// The sender tells which address it took. RFC 5227 section 2.3.
    public static var isAnnouncement: Derived<ARP, Bool> {
        .init(
            "isannouncement", "Is announcement", readsFlow: false,
            means: """
                Whether it is a request in which sender and target are the same: the sender took the address after
                nobody answered its probes.
                """, in: "RFC 5227 section 2.3"
        ) { arp, _ in
            arp.hasIPv4 && arp.operation == 1 && arp.sourceAddress == arp.destinationAddress
                && arp.sourceAddress.rawValue != 0 && arp.destinationHardware.rawValue == 0 ? true : nil
        }
    }
    @inlinable public static var sourceHardware: Field<MACAddress> {
        .init(
            "src.hw_mac", "Sender MAC address", bits: 64..<112,
            means: """
                The card of the sender. Receivers keep it beside the sender's address, also from requests; another
                card than before is a move, a takeover or a forgery.
                """, in: "RFC 826")
    }
    @inlinable public static var otherSourceHardware: Field<Octets> {
        .init(
            "src.hw", "Sender hardware address", part: 1,
            means: "The sender's hardware address where the link is not like Ethernet.", in: "RFC 826")
    }
    @inlinable public static var sourceAddress: Field<IPv4Address> {
        .init(
            "src.proto_ipv4", "Sender IP address", bits: 0..<32, of: 2,
            means: "The sender's IPv4 address; 0.0.0.0 in a probe.", in: "RFC 826")
    }
    @inlinable public static var otherSourceAddress: Field<Octets> {
        .init(
            "src.proto", "Sender protocol address", part: 3,
            means: "The sender's address in a protocol other than IPv4.", in: "RFC 826")
    }
    @inlinable public static var destinationHardware: Field<MACAddress> {
        .init(
            "dst.hw_mac", "Target MAC address", bits: 0..<48, of: 4,
            means: "In an answer the card of who asked; in a request it is what is sought, and left zero.",
            in: "RFC 826")
    }
    @inlinable public static var otherDestinationHardware: Field<Octets> {
        .init(
            "dst.hw", "Target hardware address", part: 5,
            means: "The target's hardware address on a link that is not like Ethernet.", in: "RFC 826")
    }
    @inlinable public static var destinationAddress: Field<IPv4Address> {
        .init(
            "dst.proto_ipv4", "Target IP address", bits: 0..<32, of: 6,
            means: """
                The IPv4 address whose card is asked for. Many requests for one that never answers mean that the
                host is gone, or that somebody scans.
                """, in: "RFC 826")
    }
    @inlinable public static var otherDestinationAddress: Field<Octets> {
        .init(
            "dst.proto", "Target protocol address", part: 7,
            means: "The target's address in a protocol other than IPv4.", in: "RFC 826")
    }
    public static var tree: [AnyField] {
        [
            .init(hardwareType), .init(protocolType), .init(hardwareSize), .init(protocolSize), .init(operation),
            .init(isGratuitous), .init(isProbe), .init(isAnnouncement),
            .unless(hardwareSize, in: 0...5, [.unless(hardwareSize, in: 7...255, [.init(sourceHardware)])]),
            .init(otherSourceHardware), .init(sourceAddress), .init(otherSourceAddress),
            .init(destinationHardware), .init(otherDestinationHardware), .init(destinationAddress),
            .init(otherDestinationAddress),
        ]
    }

    /// kinds, sizes and the sender's MAC | its other hardware, IPv4, other protocol address | target: likewise
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 8 else { return nil }
        let hardware = Int(message.octet(from &+ 4))
        let network = Int(message.octet(from &+ 5))
        guard from &+ 8 &+ 2 &* (hardware &+ network) <= to else { return nil }
        let kind = message.word(from)
        let mac = (kind == 1 || kind == 6) && hardware == 6 ? 6 : 0
        let ipv4 = message.word(from &+ 2) == 0x0800 && network == 4 ? 4 : 0
        let source = 8 &+ hardware
        let target = source &+ network
        return LayerParts(ends: [
            8 &+ mac, source, source &+ ipv4, target, target &+ mac, target &+ hardware,
            target &+ hardware &+ ipv4, target &+ hardware &+ network,
        ])
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let arp = Layer<ARP>(message) else { return .malformed }
        return .data(from: arp.parts.total, to: arp.parts.total)
    }

    /// The two protocol addresses: frames are addressed otherwise than packets.
    public static func match(_ message: RawSpan, into digest: inout ExchangeDigest) {
        guard let arp = Layer<ARP>(message), arp.hasIPv4, arp.operation == (digest.role == .question ? 1 : 2) else {
            return digest.refuse()
        }
        digest.restart()
        digest.add(arp.protocolType.rawValue)
        digest.add(from: arp.sourceAddress.rawValue, to: arp.destinationAddress.rawValue)
    }

    /// What an ARP message asks or tells. https://www.iana.org/assignments/arp-parameters
    public struct Operation: NamedNumber {
        public var rawValue: UInt16
        public init(rawValue: UInt16) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(1, "request"), .init(2, "reply"), .init(3, "reverse request"), .init(4, "reverse reply"),
            .init(5, "drarp request"), .init(6, "drarp reply"), .init(7, "drarp error"), .init(8, "inarp request"),
            .init(9, "inarp reply"), .init(10, "arp nak"), .init(19, "mapos-unarp"), .init(24, "experimental 1"),
            .init(25, "experimental 2"),
        ]
        /// A question for an address or the answer to one.
        var isResolution: Bool { rawValue == 1 || rawValue == 2 }
    }
}

extension Layer where P == ARP {
    /// Whether the protocol addresses are IPv4's.
    var hasIPv4: Bool { parts.count(2) == 4 }
}

/// Kinds of hardware. https://www.iana.org/assignments/arp-parameters, `linux/if_arp.h`
public struct HardwareType: NamedNumber {
    public var rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }
    public static let names: [ValueName] = [
        .init(1, "Ethernet"), .init(3, "AX.25"), .init(6, "IEEE 802"), .init(7, "ARCNET"), .init(15, "Frame Relay"),
        .init(16, "ATM"), .init(17, "HDLC"), .init(18, "Fibre Channel"), .init(19, "ATM"), .init(20, "Serial Line"),
        .init(24, "IEEE 1394.1995"), .init(27, "EUI-64"), .init(32, "InfiniBand"), .init(512, "PPP"),
        .init(768, "IPIP tunnel"), .init(769, "IPv6-in-IPv6 tunnel"), .init(772, "Loopback"),
        .init(776, "IPv6-in-IPv4 tunnel"), .init(778, "GRE over IPv4"), .init(801, "IEEE 802.11"),
        .init(803, "IEEE 802.11 with radiotap header"), .init(824, "Netlink"), .init(65534, "None"),
    ]
}
