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
