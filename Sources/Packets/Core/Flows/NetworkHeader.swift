/// What a network layer says of the packet that it carries, whatever its protocol.
public struct NetworkHeader: Sendable, BitwiseCopyable {
    /// The addresses as numbers; shorter ones fill the low end.
    public var source: UInt128, destination: UInt128
    /// Where the packet ends by its own length, in octets from the header's start; 0 where it does not say.
    public var statedEnd: Int
    /// Whether what it carries is a piece of a packet that was too large.
    public var isFragment: Bool

    @inlinable @inline(__always)
    public init(source: UInt128, destination: UInt128, statedEnd: Int, isFragment: Bool) {
        self.source = source
        self.destination = destination
        self.statedEnd = statedEnd
        self.isFragment = isFragment
    }
}

/// What a header between a network layer and what that carries changes.
public struct NetworkExtension: Sendable, BitwiseCopyable {
    /// Whether what follows is a piece of a packet; `nil` when the header is not about that.
    public var isFragment: Bool?
    /// Where the packet goes in the end, when the header names a further address.
    public var destination: UInt128?

    public init(isFragment: Bool? = nil, destination: UInt128? = nil) {
        self.isFragment = isFragment
        self.destination = destination
    }
}
