/// The extension headers that stand between IPv6 and what it carries. RFC 8200 section 4.
///
/// Each is a layer of its own: a next header, a length in units of 8 octets without the first, and what it is for.
public protocol IPv6ExtensionHeader: PacketProtocol {
    /// Octets before what it is for.
    static var fixedCount: Int { get }
}

extension IPv6ExtensionHeader {
    public static var fixedCount: Int { 2 }
    public static var reference: String { "RFC 8200" }
    public static var role: LayerRole { .networkExtension }
    public static var carrier: (any PacketProtocol.Type)? { IPv6.self }

    @inlinable @inline(__always)
    static func nextHeader(means words: StaticString, in section: StaticString) -> Field<IPProtocol> {
        .init(
            "nxt", "Next Header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59, means: words, in: section)
    }
    @inlinable @inline(__always)
    static func length(means words: StaticString, in section: StaticString) -> Field<UInt8> {
        .init(
            "len", "Length", bits: 8..<16, auto: .length(.header, unit: 8, plus: -8), means: words, in: section)
    }
    @inline(__always)
    static func lengthInOctets(means words: StaticString, in section: StaticString) -> Derived<Self, UInt16> {
        .init("len_oct", "Length", readsFlow: false, means: words, in: section) { header, _ in
            UInt16(truncatingIfNeeded: header.parts.total)
        }
    }

    /// fixed | options, or what the type says
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 8 else { return nil }
        let length = (Int(message.octet(from &+ 1)) &+ 1) &* 8
        return from &+ length <= to ? LayerParts(fixedCount, length) : nil
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let parts = measure(message, from: 0, to: message.byteCount) else { return .malformed }
        return .layer(.ipProtocol(message.octet(0)), from: parts.total, to: message.byteCount)
    }
}

/// Options that every router on the path looks at. RFC 8200 section 4.3.
public enum IPv6HopByHop: IPv6ExtensionHeader {
    public static var name: String { "ipv6.hopopts" }
    public static var title: String { "IPv6 Hop-by-Hop Option" }
    public static var meaning: Meaning {
        .init(
            """
            Options for every router on the path. Many routers hand such packets to their slow path, or drop them.
            """, in: "RFC 8200 section 4.3")
    }
    public static var shortName: String { "HBH" }
    public static var examples: [FieldExample] {
        [
            .init(
                "ipv6.opt.unknown",
                "ipv6/ipv6.hopopts(options=[{opt.type=30,opt.unknown=0001}])")
        ]
    }
    public static var aliases: [String] { ["hopopts", "hbh"] }
    public static var example: String? { "ipv6(dst=ff02::16)/ipv6.hopopts(options=[router_alert=0])/icmpv6(type=143)" }

    @inlinable public static var nextHeader: Field<IPProtocol> {
        nextHeader(
            means: "What follows the hop-by-hop options, which themselves stand right behind IPv6.",
            in: "RFC 8200 section 4.3")
    }
    @inlinable public static var length: Field<UInt8> {
        length(means: "The header's length in words of eight octets, without its first.", in: "RFC 8200 section 4.3")
    }
    public static var lengthInOctets: Derived<IPv6HopByHop, UInt16> {
        lengthInOctets(means: "The whole hop-by-hop header in octets.", in: "RFC 8200 section 4.3")
    }
    public static var options: Repeated<IPv6Option> {
        .init(
            "", "Options", part: 1, means: "What the routers are told: a jumbo length, a router alert, padding.",
            in: "RFC 8200 section 4.3")
    }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(length), .init(lengthInOctets), .init(options),
        ]
    }
}

/// Options for the destination. RFC 8200 section 4.6.
public enum IPv6DestinationOptions: IPv6ExtensionHeader {
    public static var name: String { "ipv6.dstopts" }
    public static var title: String { "Destination Options for IPv6" }
    public static var meaning: Meaning {
        .init(
            """
            Options that only the destination looks at; before a routing header, each node that it names.
            """, in: "RFC 8200 section 4.6")
    }
    public static var shortName: String { "DSTOPT" }
    public static var aliases: [String] { ["dstopts"] }
    public static var example: String? {
        "ipv6(dst=2001:db8::1)/ipv6.dstopts(options=[padn=00000000])/icmpv6(type=128)"
    }

    @inlinable public static var nextHeader: Field<IPProtocol> {
        nextHeader(means: "What follows the destination options.", in: "RFC 8200 section 4.6")
    }
    @inlinable public static var length: Field<UInt8> {
        length(means: "Words of eight octets that these options take, without the first.", in: "RFC 8200 section 4.6")
    }
    public static var lengthInOctets: Derived<IPv6DestinationOptions, UInt16> {
        lengthInOctets(means: "All octets of the destination options.", in: "RFC 8200 section 4.6")
    }
    public static var options: Repeated<IPv6Option> {
        .init("", "Options", part: 1, means: "What the destination is told.", in: "RFC 8200 section 4.6")
    }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(length), .init(lengthInOctets), .init(options),
        ]
    }
}

/// The nodes through which a packet goes. RFC 8200 section 4.4.
public enum IPv6Routing: IPv6ExtensionHeader {
    public static var name: String { "ipv6.routing" }
    public static var title: String { "Routing Header for IPv6" }
    public static var meaning: Meaning {
        .init(
            """
            The nodes that the packet shall pass. Type 0 is forbidden, since it could send packets in circles; type
            4 is segment routing.
            """, in: "RFC 8200 section 4.4")
    }
    public static var shortName: String { "RT" }
    public static var examples: [FieldExample] {
        [
            .init(
                "ipv6.routing.unknown_data",
                "ipv6/ipv6.routing(type=99,unknown_data=0001)")
        ]
    }
    public static var aliases: [String] { ["routing"] }
    public static var example: String? { "ipv6(dst=2001:db8::1)/ipv6.routing(type=4,segleft=1)/icmpv6(type=128)" }

    @inlinable public static var nextHeader: Field<IPProtocol> {
        nextHeader(means: "What follows the routing header.", in: "RFC 8200 section 4.4")
    }
    @inlinable public static var length: Field<UInt8> {
        length(means: "Words of eight octets of the routing header, without the first.", in: "RFC 8200 section 4.4")
    }
    public static var lengthInOctets: Derived<IPv6Routing, UInt16> {
        lengthInOctets(means: "All octets of the routing header.", in: "RFC 8200 section 4.4")
    }
    @inlinable public static var type: Field<RoutingType> {
        .init(
            "type", "Type", bits: 16..<24, auto: .variant,
            means: "How the rest is read: 0 is the old source route, 2 mobile IP, 3 RPL, 4 segment routing.",
            in: "RFC 8200 section 4.4")
    }
    @inlinable public static var segmentsLeft: Field<UInt8> {
        .init(
            "segleft", "Segments Left", bits: 24..<32,
            means: "How many of the nodes are still to be visited; 0 at the last.", in: "RFC 8200 section 4.4")
    }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(length), .init(lengthInOctets), .init(type), .init(segmentsLeft),
        ]
    }
    public static var variants: Variants? {
        Variants(
            .part(1), by: type,
            [
                0: SourceRoute.self, 2: HomeAddress.self, 3: LowPowerRoute.self, 4: SegmentRoute.self,
                5: CompactRoute16.self, 6: CompactRoute32.self,
            ], otherwise: UnknownRoute.self)
    }

    public static var fixedCount: Int { 4 }

    /// The first of the segments is the last that is visited (RFC 8754 section 2); in the older types the last is.
    public static func finalDestination(_ message: RawSpan) -> Range<Int>? {
        guard let routing = Layer<IPv6Routing>(message), routing.segmentsLeft > 0 else { return nil }
        let addresses = routing.parts.start(1) + 4..<routing.parts.total
        guard addresses.count >= 16 else { return nil }
        switch routing.type {
        case 0, 2: return addresses.upperBound - 16..<addresses.upperBound
        case 4: return addresses.lowerBound..<addresses.lowerBound + 16
        default: return nil
        }
    }

    /// https://www.iana.org/assignments/ipv6-parameters
    public struct RoutingType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Source Route"), .init(1, "Nimrod"), .init(2, "Type 2 Routing"), .init(3, "RPL Source Route"),
            .init(4, "Segment Routing"), .init(5, "CRH-16"), .init(6, "CRH-32"), .init(253, "Experiment 1"),
            .init(254, "Experiment 2"),
        ]
    }
}

/// A piece of a packet that was too large. RFC 8200 section 4.5.
public enum IPv6Fragment: PacketProtocol {
    public static var name: String { "ipv6.fraghdr" }
    public static var title: String { "Fragment Header for IPv6" }
    public static var meaning: Meaning {
        .init("One piece of a packet that its sender cut, for no IPv6 router does.", in: "RFC 8200 section 4.5")
    }
    public static var shortName: String { "frag" }
    public static var reference: String { "RFC 8200" }
    public static var aliases: [String] { ["fraghdr", "frag6"] }
    public static var role: LayerRole { .networkExtension }
    public static var example: String? {
        "ipv6(dst=2001:db8::1)/ipv6.fraghdr(ident=7,more=1,offset=0)/hex:0102030405060708"
    }
    public static var carrier: (any PacketProtocol.Type)? { IPv6.self }

    @inlinable public static var nextHeader: Field<IPProtocol> {
        .init(
            "nxt", "Next header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59,
            means: "The first header of what was cut; of later pieces it is that of the first.",
            in: "RFC 8200 section 4.5")
    }
    @inlinable public static var reservedOctet: Field<UInt8> {
        .init(
            "reserved_octet", "Reserved octet", bits: 8..<16, show: .hex,
            means: "An octet of zero, where other extension headers have a length.", in: "RFC 8200 section 4.5")
    }
    @inlinable public static var offset: Field<UInt16> {
        .init(
            "offset", "Offset", bits: 16..<29,
            means: """
                Where the piece's data belong, in words of eight octets. Pieces must not overlap: then all of the packet
                is dropped.
                """, in: "RFC 5722 section 4")
    }
    @inlinable public static var reservedBits: Field<UInt16> {
        .init(
            "reserved_bits", "Reserved bits", bits: 29..<31, means: "Two bits of zero beside the offset.",
            in: "RFC 8200 section 4.5")
    }
    @inlinable public static var moreFragments: Field<Bool> {
        .init(
            "more", "More Fragments", bits: 31..<32,
            means: """
                1 when pieces follow, 0 on the last; a whole packet may come as one piece with offset 0 and 0 here.
                """, in: "RFC 6946 section 4")
    }
    @inlinable public static var identification: Field<UInt32> {
        .init(
            "ident", "Identification", bits: 32..<64, show: .hex,
            means: """
                A number that all pieces of a packet share; one that can be guessed lets others put pieces in.
                """, in: "RFC 7739 section 1")
    }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(reservedOctet), .init(offset), .init(reservedBits), .init(moreFragments),
            .init(identification),
            .when(IPv6Fragment.self, readsFlow: false, { _, packet in packet.isOfPieces }, reassembly),
        ]
    }

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        to &- from >= 8 ? LayerParts(8) : nil
    }

    public static func piece(_ message: RawSpan) -> PacketPiece? {
        guard let fragment = Layer<IPv6Fragment>(message) else { return nil }
        return PacketPiece(
            of: UInt64(fragment.identification), at: Int(fragment.load(offset)) &* 8, isLast: !fragment.moreFragments,
            begins: .ipProtocol(fragment.nextHeader.rawValue))
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let fragment = Layer<IPv6Fragment>(message) else { return .malformed }
        let key = DispatchKey.ipProtocol(fragment.nextHeader.rawValue)
        let (from, to) = (fragment.parts.total, message.byteCount)
        return fragment.isPiece
            ? .piece(key, isFirst: fragment.load(offset) == 0, from: from, to: to) : .layer(key, from: from, to: to)
    }
}

extension Layer where P == IPv6Fragment {
    /// Whether there are other pieces: a fragment header may also stand before a whole packet (RFC 6946).
    var isPiece: Bool { load(P.offset) != 0 || self.moreFragments }
}
