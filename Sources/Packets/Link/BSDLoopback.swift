/// The header of a BSD loopback interface: the address family, in the byte order of the host that captured.
/// https://www.tcpdump.org/linktypes.html, LINKTYPE_NULL
public enum BSDLoopback: PacketProtocol {
    public static var name: String { "null" }
    public static var title: String { "Null/Loopback" }
    public static var meaning: Meaning {
        .init(
            """
            What BSD systems and macOS put before packets on their loopback: which family of protocols follows, and
            nothing else.
            """, in: "LINKTYPE_NULL")
    }
    public static var reference: String { "LINKTYPE_NULL" }
    public static var aliases: [String] { ["loopback"] }

    @inlinable public static var family: Field<AddressFamily> {
        .init(
            "family", "Family", bits: 0..<32, of: 0, order: .little, auto: .next(.addressFamily),
            means: """
                The address family of what follows, in the byte order of the host that captured: 2 is IPv4, and IPv6
                has a number of its own on each system (24, 28 or 30).
                """, in: "LINKTYPE_NULL")
    }
    /// The family as a host with the other byte order writes it.
    @inlinable public static var swappedFamily: Field<AddressFamily> {
        .init(
            "family", "Family", bits: 0..<32, of: 1,
            means: "The family as a host of the other byte order wrote it: read its octets backwards.",
            in: "LINKTYPE_NULL")
    }
    /// What some write in place of a family: a number too large for one is an EtherType.
    @inlinable public static var type: Field<EtherType> {
        .init(
            "type", "Type", bits: 0..<16, of: 2, order: .little, show: .hex,
            means: "An EtherType where a family is expected; some drivers write that instead.", in: "LINKTYPE_NULL")
    }
    private static var typeNumber: Field<UInt16> {
        .init(
            "type", "Type", bits: 0..<16, of: 2, order: .little,
            means: """
                The value as it stands, where it is no family: it then names the protocol by its EtherType.
                """, in: "LINKTYPE_NULL")
    }
    public static var tree: [AnyField] {
        [
            .init(family), .when(swappedFamily, in: 0...0xffff, [.init(swappedFamily)]),
            .when(typeNumber, in: 1501...0xffff, [.init(type)]),
        ]
    }

    /// family, little-endian | family, big-endian | EtherType, little-endian
    ///
    /// No family needs more than 16 bits: which half is zero tells the order.
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 4 else { return nil }
        guard message.word(from &+ 2) == 0 else { return LayerParts(0, 4) }
        return message.littleEndianBits(from &* 8, 16) > 1500 ? LayerParts(0, 0, 4) : LayerParts(4)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 4 else { return .malformed }
        let isLittle = message.word(2) == 0
        let family = isLittle ? UInt32(message.littleEndianBits(0, 32)) : message.long(0)
        if isLittle, family > 1500 {
            return .layer(.etherType(UInt16(truncatingIfNeeded: family)), from: 4, to: message.byteCount)
        }
        return .layer(DispatchKey(.addressFamily, family), from: 4, to: message.byteCount)
    }
}

/// The header of OpenBSD's loopback interface: the address family in network byte order.
/// https://www.tcpdump.org/linktypes.html, LINKTYPE_LOOP
public enum OpenBSDLoopback: PacketProtocol {
    public static var name: String { "null" }
    public static var title: String { "Null/Loopback" }
    public static var meaning: Meaning {
        .init("The loopback header of OpenBSD, whose family is always in network byte order.", in: "LINKTYPE_LOOP")
    }
    public static var reference: String { "LINKTYPE_LOOP" }
    public static var aliases: [String] { ["loop"] }

    @inlinable public static var family: Field<AddressFamily> {
        .init(
            "family", "Family", bits: 0..<32, auto: .next(.addressFamily),
            means: """
                The address family in network byte order, whatever host captured; OpenBSD counts IPv6 as 24.
                """, in: "LINKTYPE_LOOP")
    }
    public static var tree: [AnyField] { [.init(family)] }

    public static var layout: PartLayout { .fixed(4) }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard message.byteCount >= 4 else { return .malformed }
        return .layer(DispatchKey(.addressFamily, message.long(0)), from: 4, to: message.byteCount)
    }
}

/// What the BSDs call address families; for IPv6 each has its own number.
public struct AddressFamily: NamedNumber, Comparable {
    public var rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }
    public static func < (a: AddressFamily, b: AddressFamily) -> Bool { a.rawValue < b.rawValue }
    public static let names: [ValueName] = [
        .init(2, "IP"), .init(6, "AppleTalk"), .init(7, "ISO"), .init(23, "IPX"), .init(24, "IPv6"),
        .init(28, "IPv6"), .init(30, "IPv6"),
    ]
}
