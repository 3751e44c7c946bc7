/// What the conversation table knows of one transport layer's flow, its packet included.
public struct Conversation: Sendable, BitwiseCopyable {
    /// The position of the layer among the packet's layers; -1 when this is about none.
    public var layer = -1
    /// The flow's number, counted from 0 for each transport protocol.
    public var stream: UInt32 = 0
    /// Nanoseconds since the flow's first packet, and since the one before.
    public var timeRelative: Int64 = 0
    public var timeDelta: Int64 = 0
    /// Octets of payload on the wire; 0 where they are not known, or belong to no stream.
    public var wireLength: UInt32 = 0
    /// Where in its stream the packet's payload begins.
    public var streamPosition: UInt32 = 0
    /// Up to where the other end has acknowledged this stream; `nil` where it has not spoken.
    public var acknowledgedPosition: UInt32?
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
///
/// Lent to the packet's view and not copied: with the reference among its states a copy costs 200 instructions.
public struct PacketConversations: Sendable {
    /// One.
    @usableFromInline var storage = InlineArray<1, PacketFlows>(repeating: PacketFlows())

    public init() {}

    public var outer: Conversation { storage[0].outer }
    public var inner: Conversation { storage[0].inner }

    var flows: PacketFlows {
        _read { yield storage[0] }
        _modify { yield &storage[0] }
    }

    @inlinable var span: Span<PacketFlows> {
        @_lifetime(borrow self) get { storage.span }
    }
}

/// What `PacketConversations` holds.
@usableFromInline
struct PacketFlows: Sendable {
    @usableFromInline var outer = Conversation()
    @usableFromInline var inner = Conversation()
    /// What protocols remember of the innermost flow, where this packet speaks one that does.
    var states = FlowStates()
    /// What was put together from the packet and others before it; `nil` in nearly all.
    @usableFromInline var reassembly: Reassembly?
    /// The frame that completes the packet or message that this one brings a piece of; 0 when that is not known.
    var completedIn = 0
    /// Which octets of the frame belong to messages that go on in other segments: those that end one, and those that begin
    /// one or go on with it.
    var pieceOctets = InlineArray<2, OctetRange?>(repeating: nil)
    /// Whether there are any: they need not be emptied for packets that have none.
    var isOfSegments = false

    /// Forgets the packet before.
    @inline(__always)
    mutating func begin() {
        // Of a packet that has one flow, as most have, the other's part need not be emptied.
        if outer.layer >= 0 { outer = Conversation() }
        if inner.layer >= 0 { inner = Conversation() }
        states = FlowStates()
        if reassembly != nil { reassembly = nil }
        completedIn = 0
        if isOfSegments {
            pieceOctets = InlineArray(repeating: nil)
            isOfSegments = false
        }
    }

    /// Notes which octets of the frame end a message (0), or belong to one that does not end here (1).
    mutating func notePiece(_ which: Int, _ from: Int, _ to: Int) {
        isOfSegments = true
        if from < to { pieceOctets[which] = OctetRange(from, to) }
    }
}

extension PacketView {
    /// What is known of the flow that the layer at `index` belongs to.
    @inlinable @inline(__always) public var conversation: Conversation? { conversation(at: index) }

    /// What is known of the flow of the layer at `index`; `nil` when it belongs to none.
    @inlinable @inline(__always)
    public func conversation(at index: Int) -> Conversation? {
        guard !flows.isEmpty else { return nil }
        if flows[0].outer.layer == index { return flows[0].outer }
        return flows[0].inner.layer == index ? flows[0].inner : nil
    }

    /// What a protocol remembers of the flow that carries this packet's message; `nil` before its first message.
    public func flowState<P: StatefulProtocol>(of _: P.Type) -> P.FlowState? {
        flows.isEmpty ? nil : flows[0].states.state()
    }
}
