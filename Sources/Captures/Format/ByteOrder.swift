/// The order in which a file stores the octets of its numbers.
public enum ByteOrder: Sendable, Hashable, BitwiseCopyable {
    case littleEndian, bigEndian

    /// The order of the machine that runs this.
    public static var host: ByteOrder {
        #if _endian(little)
            .littleEndian
        #else
            .bigEndian
        #endif
    }

    /// The order that is not this one.
    public var opposite: ByteOrder { self == .littleEndian ? .bigEndian : .littleEndian }

    /// Whether numbers in this order must be swapped on this machine.
    @inline(__always) var isSwapped: Bool { self != .host }
}
