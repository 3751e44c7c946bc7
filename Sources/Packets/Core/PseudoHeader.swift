/// The addresses of a network layer that the checksums of the transports in it cover. RFC 9293 section 3.1, RFC 8200
/// section 8.1.
public struct PseudoHeader: Sendable, BitwiseCopyable, Equatable {
    @usableFromInline let start: Int
    @usableFromInline let end: Int

    /// The addresses are fields of the layer's first part, the destination right behind the source.
    public init<Address: WireValue>(_ source: Field<Address>, _ destination: Field<Address>) {
        start = source.bit / 8
        end = (destination.bit + destination.width) / 8
    }

    /// Where both lie in the layer, in octets.
    @inlinable public var addresses: Range<Int> { start..<max(start, end) }
    /// Where the source lies.
    @inlinable public var source: Range<Int> { start..<start + addresses.count / 2 }
    /// Where the destination lies.
    @inlinable public var destination: Range<Int> { source.upperBound..<addresses.upperBound }
}
