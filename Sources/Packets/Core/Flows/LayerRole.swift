/// What a protocol is to a packet as a whole: whether its layers have addresses, begin flows, or remember any.
///
/// The walk writes it into each layer, so that whoever follows flows or verifies checksums finds the layers that matter
/// without knowing one protocol by name.
public struct LayerRole: OptionSet, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// It carries packets from one address to another: `networkHeader` tells of it.
    public static var network: LayerRole { .init(rawValue: 1) }
    /// It stands between a network layer and what that carries: `piece` and `finalDestination` tell of it.
    public static var networkExtension: LayerRole { .init(rawValue: 2) }
    /// Its ports make a flow: `ports` and `follow(_:_:_:into:)` tell of it.
    public static var transport: LayerRole { .init(rawValue: 4) }
    /// A transport whose payloads are a stream, in which a message may begin in one packet and end in another.
    public static var stream: LayerRole { .init(rawValue: 8) }
    /// It remembers something of each flow: see `StatefulProtocol`.
    public static var stateful: LayerRole { .init(rawValue: 16) }
    /// When the packet came tells more of what it carries: `claimedLength` is asked.
    public static var timed: LayerRole { .init(rawValue: 32) }
    /// Its messages say how long they are, so that one may go on in the next segment: `messageLength` is asked.
    public static var framed: LayerRole { .init(rawValue: 64) }
    /// A framed one that makes something of a segment which only goes on with a message, where messages are not put together.
    public static var continued: LayerRole { .init(rawValue: 128) }
}
