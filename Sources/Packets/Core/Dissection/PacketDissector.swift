/// Makes packets of frames, one after the other: each is dissected, its flows are followed, and its times count from those
/// of the frames before it.
///
///     var dissector = PacketDissector()
///     let packet = dissector.packet(bytes, at: time, as: .ethernet)
///     if let tcp = packet.layer(TCP.self) { … }
///
/// One of these is one capture: what it knows of a flow comes from the frames that it was given before. A packet is a view,
/// of the octets and of what lies in here, and ends with the next call. Nothing is allocated for a packet whose flow is known.
public struct PacketDissector: ~Copyable {
    /// The protocols.
    public let registry: Registry
    /// Whether the checksums that tshark leaves alone by default (IP, TCP, UDP) are verified.
    public var verifiesChecksums = false
    /// Whether flows are followed: without it there are no stream numbers and no relative sequence numbers.
    public var followsFlows = true
    /// Whether packets that came in pieces are put together, and shown in the frame that brings the last piece. Without it
    /// the first piece is dissected as far as it goes.
    public var reassembles: Bool {
        get { conversations.reassembles }
        set { conversations.reassembles = newValue }
    }
    /// In which frame the packet is complete that a frame brings a piece of, by the numbers of the frames. Where it is not `nil`
    /// it is filled in; handed to another dissector it tells in a second pass over a capture what lies ahead
    /// (`ip.reassembled_in`).
    public var completions: [Int: Int]? {
        get { conversations.completions }
        set { conversations.completions = newValue }
    }
    /// Whether what a text protocol carries (the body behind HTTP's headers) is a layer too.
    public var findsBodies = true
    /// How many frames there were.
    public var frameCount: Int { counted }
    /// What is said of frames that have no comment of their own, for each interface.
    @usableFromInline package var interfaceNotes: [StoredFrameNotes] = []

    @usableFromInline var counted = 0
    @usableFromInline var dissection = Dissection()
    @usableFromInline var conversations: ConversationTable
    @usableFromInline var flows = PacketConversations()
    @usableFromInline var times = FrameTimes()

    /// A dissector that has seen nothing yet.
    ///
    /// - Parameter flowLimit: how many flows are remembered; the silent ones are forgotten first.
    public init(_ registry: Registry, flowLimit: Int = 1 << 18) {
        self.registry = registry
        conversations = ConversationTable(limit: flowLimit)
    }

    /// The packet that a frame holds.
    ///
    /// - Parameters:
    ///   - time: when the frame came.
    ///   - linkType: what its first layer is.
    ///   - originalLength: how many octets it had on the wire; as many as there are when `nil`.
    @_lifetime(&self, copy bytes)
    public mutating func packet(
        _ bytes: RawSpan, at time: Timestamp, as linkType: LinkType, originalLength: Int? = nil
    ) -> PacketView {
        packet(
            bytes,
            FrameInfo(
                number: frameCount + 1, timestamp: time, capturedLength: bytes.byteCount,
                originalLength: originalLength ?? bytes.byteCount, linkType: linkType))
    }

    /// The packet that a frame holds, of which more is known.
    ///
    /// - Parameters:
    ///   - info: what is known of it; the times that relative ones count from are filled in here.
    ///   - isChecksumPending: whether a card was yet to fill in its checksum, so that it is no wrong one.
    ///
    /// Inlined, so that the view is made where it is wanted: handed over by a call it is copied twice, for 400 instructions.
    @inlinable @inline(__always) @_lifetime(&self, copy bytes)
    public mutating func packet(
        _ bytes: RawSpan, _ info: consuming FrameInfo, isChecksumPending: Bool = false
    ) -> PacketView {
        counted &+= 1
        registry.dissect(info.content(of: bytes), as: info.linkType, into: &dissection, findingBodies: findsBodies)
        times.mark(&info)
        if followsFlows {
            conversations.follow(
                bytes, &dissection, in: registry, number: info.number, at: info.timestamp,
                originalLength: info.originalLength, findingBodies: findsBodies, into: &flows)
        } else {
            conversations.reassemble(
                bytes, &dissection, in: registry, number: info.number, at: info.timestamp,
                originalLength: info.originalLength, findingBodies: findsBodies, into: &flows)
        }
        return PacketView(
            bytes: bytes, layers: dissection.layers, frame: consume info, conversations: flows,
            verifiesChecksums: verifiesChecksums && !isChecksumPending)
    }

    /// Dissects some of a capture's frames as if those between had been seen too: what of this one the others would have told
    /// is handed in.
    ///
    /// - Parameter stream: the number of this frame's flow in its whole capture.
    @inline(never) @_lifetime(&self, copy bytes)
    package mutating func packet(
        _ bytes: RawSpan, _ info: consuming FrameInfo, inStream stream: UInt32, isChecksumPending: Bool = false
    ) -> PacketView {
        let (first, previous) = (info.firstTimestamp, info.previousTimestamp)
        conversations.nextStream = stream
        var packet = packet(bytes, info, isChecksumPending: isChecksumPending)
        packet.frame.firstTimestamp = first
        packet.frame.previousTimestamp = previous
        packet.frame.previousDisplayedTimestamp = previous
        return packet
    }

    /// Counts a frame that is not looked at.
    public mutating func skip() { counted &+= 1 }

    /// Remembers that a packet was shown, from which `frame.time_delta_displayed` of the next one counts.
    public mutating func noteShown(_ time: Timestamp) { times.displayed = time }
}

/// The times that relative times count from.
@usableFromInline struct FrameTimes {
    @usableFromInline var first: Timestamp?
    @usableFromInline var previous: Timestamp?
    @usableFromInline var displayed: Timestamp?

    @inlinable @inline(__always) mutating func mark(_ info: inout FrameInfo) {
        let now = info.timestamp
        if first == nil { first = now }
        info.firstTimestamp = first ?? now
        info.previousTimestamp = previous ?? now
        info.previousDisplayedTimestamp = displayed ?? now
        previous = now
    }
}
