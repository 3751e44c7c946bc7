/// One layer of a dissected packet: which protocol, and which octets.
public struct LayerSpan: Sendable, BitwiseCopyable {
    /// The layer's protocol, so that a typed look-up needs no table.
    public let type: any PacketProtocol.Type
    /// The protocol's number, the flags from bit 16, and from bit 32 where the layer starts in the packet.
    ///
    /// Two machine words, as is `type`: a layer is copied by two loads and two stores.
    @usableFromInline let head: UInt64
    /// Where the next layer starts, or, in the last layer, where this one ends; and from bit 32 where the octets end that
    /// belong to the layer and to all that it carries.
    @usableFromInline var ends: UInt64

    /// - Parameter flags: the protocol's role in the high octet, what is true of this layer in the low one.
    @inlinable @inline(__always)
    package init(type: any PacketProtocol.Type, id: ProtocolID, flags: UInt16, start: Int, payload: Int, end: Int) {
        self.type = type
        head = UInt64(id.rawValue) | UInt64(flags) &<< 16 | UInt64(truncatingIfNeeded: start) &<< 32
        ends = Self.pack(payload, end)
    }

    @inlinable @inline(__always)
    static func pack(_ payload: Int, _ end: Int) -> UInt64 {
        UInt64(UInt32(truncatingIfNeeded: payload)) | UInt64(truncatingIfNeeded: end) &<< 32
    }

    @inline(__always)
    mutating func setEnds(payload: Int, end: Int) { ends = Self.pack(payload, end) }

    /// The protocol's identity.
    @inlinable @inline(__always) package var schema: ObjectIdentifier { ObjectIdentifier(type) }

    @usableFromInline static var broken: UInt16 { 1 }
    @usableFromInline static var quoted: UInt16 { 2 }
    @usableFromInline static var piece: UInt16 { 4 }

    /// The protocol's number in the registry that dissected the packet.
    @inlinable public var id: ProtocolID { ProtocolID(rawValue: UInt16(truncatingIfNeeded: head)) }
    @inlinable var flags: UInt16 { UInt16(truncatingIfNeeded: head &>> 16) }
    /// Where the layer starts in the packet, in octets.
    @inlinable public var start: Int { Int(truncatingIfNeeded: head &>> 32) }
    /// Where what the layer carries starts; its end when it carries nothing.
    @inlinable public var payloadStart: Int { Int(truncatingIfNeeded: ends & 0xffff_ffff) }
    /// Where the layer and all that it carries end.
    @inlinable public var end: Int { Int(truncatingIfNeeded: ends &>> 32) }
    /// What the protocol is to the packet as a whole.
    @inlinable @inline(__always) package var role: LayerRole {
        LayerRole(rawValue: UInt8(truncatingIfNeeded: flags &>> 8))
    }
    @inlinable @inline(__always) static func flags(of role: LayerRole) -> UInt16 { UInt16(role.rawValue) &<< 8 }
    /// The octets do not hold the layer.
    @inlinable public var isBroken: Bool { flags & Self.broken != 0 }
    /// The layer is part of a packet that an error message quotes.
    @inlinable public var isQuoted: Bool { flags & Self.quoted != 0 }
    /// The layer carries a piece of something that goes on in other packets, and does not complete it.
    @inlinable public var isPiece: Bool { flags & Self.piece != 0 }
}

/// A protocol's number in one registry.
public struct ProtocolID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    /// Plain data, which is registered first.
    @usableFromInline package static let data = ProtocolID(rawValue: 0)
    package static let frame = ProtocolID(rawValue: 1)
    package static let malformed = ProtocolID(rawValue: 2)
    package static let short = ProtocolID(rawValue: 3)
}

/// The layers of one packet, in order. Holds them inline: dissecting allocates nothing.
///
/// Keep one and use it again for each packet.
public struct Dissection: Sendable {
    /// How deep tunnels may nest; what lies deeper is data.
    public static var maximumDepth: Int { 24 }

    @usableFromInline package var spans: InlineArray<24, LayerSpan>
    /// How many layers there are.
    public package(set) var count: Int
    /// Whether one of them carries a piece of a packet.
    package var hasPiece = false

    public init() {
        spans = InlineArray(
            repeating: LayerSpan(
                type: OpaqueData.self, id: .data, flags: 0, start: 0, payload: 0, end: 0))
        count = 0
    }

    /// The layers, outermost first.
    @inlinable
    public var layers: Span<LayerSpan> {
        @_lifetime(borrow self) get { spans.span.extracting(first: count) }
    }
}
