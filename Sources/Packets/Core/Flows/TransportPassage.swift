/// How a transport's packet passes through its flow.
public struct TransportPassage: Sendable, BitwiseCopyable {
    /// Which of the flow's two ends sent it: 0 or 1, and always the same for one end.
    public var sender: Int
    /// When the packet came.
    public var time: Timestamp
    /// How many octets of payload it carried on the wire; `nil` where that is not known: in a fragment, or quoted by an
    /// error message.
    public var wireLength: UInt32?
}

/// What a transport's protocol keeps of one flow: room for its own type of at most 160 octets.
public typealias TransportMemory = FlowSlot<20>

/// The ports of a transport layer, or what stands in their place.
public struct FlowPorts: Sendable, BitwiseCopyable {
    public var source: UInt16
    public var destination: UInt16

    @inlinable @inline(__always)
    public init(from source: UInt16, to destination: UInt16) {
        self.source = source
        self.destination = destination
    }
}
