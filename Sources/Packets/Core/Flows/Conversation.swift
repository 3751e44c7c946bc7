/// What the conversation table knows of one transport layer's flow, its packet included.
public struct Conversation: Sendable, BitwiseCopyable {
    /// The position of the layer among the packet's layers; -1 when this is about none.
    public var layer = -1
    /// The flow's number, counted from 0 for each transport protocol.
    public var stream: UInt32 = 0
    /// What is subtracted from sequence numbers to give relative ones.
    public var sequenceBase: UInt32 = 0
    public var acknowledgmentBase: UInt32 = 0
    /// The sender's window scale, 0...14; -1 when the handshake was not seen, -2 when it agreed on none.
    public var windowShift: Int8 = -1
    /// What the flow's TLS hellos agreed on, as far as they were seen.
    public var tls = TLS.Session()
    /// Nanoseconds since the flow's first packet, and since the one before.
    public var timeRelative: Int64 = 0
    public var timeDelta: Int64 = 0
    /// Whether HTTP has handed the connection over to another protocol.
    public internal(set) var isTunnel = false
    /// How the segment stands to those before it.
    public var arrival = TCP.Arrival.new
    /// Octets of payload on the wire; 0 where they are not known.
    var wireLength: UInt32 = 0
    /// Whether the segment ends its connection at once.
    var isReset = false

    public init() {}

    /// Whether what the segment carries is left alone: it was seen before or comes too late, or says in words why a
    /// connection was reset (RFC 9293 section 3.5.2).
    @inline(__always) var leavesPayload: Bool { arrival.isLeftAlone || isReset }
}

/// The flows of one packet: of its outermost transport layer, and of one inside a tunnel or an error message.
public struct PacketConversations: Sendable, BitwiseCopyable {
    public var outer = Conversation()
    public var inner = Conversation()
    public init() {}

    /// What is known of the layer at `index`; `nil` when it belongs to no flow.
    @inlinable public func conversation(at index: Int) -> Conversation? {
        if outer.layer == index { return outer }
        return inner.layer == index ? inner : nil
    }
}
