/// One layer of a dissected packet: which protocol, and which octets.
public struct LayerSpan: Sendable, BitwiseCopyable {
    /// The layer's protocol, so that a typed look-up needs no table.
    public let type: any PacketProtocol.Type
    /// The protocol's number in the registry that dissected the packet.
    public let id: ProtocolID
    @usableFromInline var flags: UInt16
    /// Where the layer starts in the packet.
    @usableFromInline let first: UInt32
    /// Where the next layer starts, or, in the last layer, where this one ends.
    @usableFromInline var payload: UInt32
    /// Where the octets end that belong to the layer and to all that it carries.
    @usableFromInline let last: UInt32

    @inlinable @inline(__always)
    init(type: any PacketProtocol.Type, id: ProtocolID, flags: UInt16, first: UInt32, payload: UInt32, last: UInt32) {
        self.type = type
        self.id = id
        self.flags = flags
        self.first = first
        self.payload = payload
        self.last = last
    }

    /// The protocol's identity.
    @inlinable @inline(__always) var schema: ObjectIdentifier { ObjectIdentifier(type) }

    @usableFromInline static var broken: UInt16 { 1 }
    @usableFromInline static var quoted: UInt16 { 2 }

    /// Where the layer starts in the packet, in octets.
    @inlinable public var start: Int { Int(first) }
    /// Where what the layer carries starts; its end when it carries nothing.
    @inlinable public var payloadStart: Int { Int(payload) }
    /// Where the layer and all that it carries end.
    @inlinable public var end: Int { Int(last) }
    /// The octets do not hold the layer.
    @inlinable public var isBroken: Bool { flags & Self.broken != 0 }
    /// The layer is part of a packet that an error message quotes.
    @inlinable public var isQuoted: Bool { flags & Self.quoted != 0 }
}

/// A protocol's number in one registry.
public struct ProtocolID: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    @usableFromInline static let none = ProtocolID(rawValue: 0)
}

/// The layers of one packet, in order. Holds them inline: dissecting allocates nothing.
///
/// Keep one and use it again for each packet.
public struct Dissection: Sendable {
    /// How deep tunnels may nest; what lies deeper is data.
    public static var maximumDepth: Int { 24 }

    @usableFromInline var spans: InlineArray<24, LayerSpan>
    /// How many layers there are.
    public internal(set) var count: Int

    public init() {
        spans = InlineArray(
            repeating: LayerSpan(
                type: OpaqueData.self, id: .none, flags: 0, first: 0, payload: 0, last: 0))
        count = 0
    }

    /// The layers, outermost first.
    @inlinable
    public var layers: Span<LayerSpan> {
        @_lifetime(borrow self) get { spans.span.extracting(first: count) }
    }
}
