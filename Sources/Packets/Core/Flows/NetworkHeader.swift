/// What a network layer says of the packet that it carries, whatever its protocol.
public struct NetworkHeader: Sendable, BitwiseCopyable {
    /// The addresses as numbers; shorter ones fill the low end.
    public var source: UInt128, destination: UInt128
    /// Where the packet ends by its own length, in octets from the header's start; 0 where it does not say.
    public var statedEnd: Int

    @inlinable @inline(__always)
    public init(source: UInt128, destination: UInt128, statedEnd: Int) {
        self.source = source
        self.destination = destination
        self.statedEnd = statedEnd
    }
}
