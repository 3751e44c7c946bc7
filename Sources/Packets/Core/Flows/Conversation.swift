/// What the conversation table knows of one transport layer's flow, its packet included.
public struct Conversation: Sendable, BitwiseCopyable {
    /// The position of the layer among the packet's layers; -1 when this is about none.
    public var layer = -1
    /// The flow's number, counted from 0 for each transport protocol.
    public var stream: UInt32 = 0
    /// Nanoseconds since the flow's first packet, and since the one before.
    public var timeRelative: Int64 = 0
    public var timeDelta: Int64 = 0
    /// Octets of payload on the wire; 0 where they are not known.
    var wireLength: UInt32 = 0
    /// Where in its stream the packet's payload begins.
    public var streamPosition: UInt32 = 0
    /// Whether what the packet carries is left alone: it was seen before, or comes too late.
    public var leavesPayload = false
    /// What the transport's own protocol says of this packet.
    private var note = FlowSlot<2>()

    public init() {}

    /// What the transport's own protocol said of this packet, in the type in which it did.
    @inline(__always)
    public func note<Note: BitwiseCopyable>(_: Note.Type = Note.self) -> Note? { note.value() }

    /// Says something of this packet, in at most 16 octets.
    @inline(__always)
    public mutating func setNote<Note: BitwiseCopyable>(_ note: Note) { self.note.set(note) }
}

/// The flows of one packet: of its outermost transport layer, and of one inside a tunnel or an error message.
public struct PacketConversations: Sendable {
    public var outer = Conversation()
    public var inner = Conversation()
    /// What protocols remember of the two flows, where this packet speaks one that does.
    public internal(set) var outerStates = FlowStates()
    public internal(set) var innerStates = FlowStates()
    public init() {}

    /// What is known of the layer at `index`; `nil` when it belongs to no flow.
    @inlinable public func conversation(at index: Int) -> Conversation? {
        if outer.layer == index { return outer }
        return inner.layer == index ? inner : nil
    }
}

extension PacketView {
    /// What a protocol remembers of the flow that carries the layer at `index`; `nil` before its first message, and where
    /// there is no flow.
    public func flowState<P: StatefulProtocol>(of _: P.Type) -> P.FlowState? {
        if conversations.inner.layer >= 0, conversations.inner.layer < index {
            return conversations.innerStates.state()
        }
        guard conversations.outer.layer >= 0, conversations.outer.layer < index else { return nil }
        return conversations.outerStates.state()
    }
}
