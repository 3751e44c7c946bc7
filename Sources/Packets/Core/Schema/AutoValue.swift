/// Which octets a length counts or a checksum covers.
public enum Extent: Sendable, BitwiseCopyable, Equatable {
    /// This layer or item, without what it carries.
    case header
    /// This layer and all that it carries.
    case everything
    /// What the layer carries.
    case payload
    /// One part of the layer.
    case part(Int)
    /// The octets of the layer or item that follow the field.
    case rest
}

/// How the forge finds a field's value when its user has not set it.
public enum AutoValue: Sendable, BitwiseCopyable, Equatable {
    case none
    /// The octets of `extent`, plus `plus`, in units of `unit` octets (rounded up).
    case length(Extent, unit: Int = 1, plus: Int = 0)
    /// How many items a part holds.
    case count(part: Int)
    /// The number under which the next layer is registered in a table.
    case next(DispatchTable)
    /// RFC 1071 over `extent`; with a pseudo header when the transport's checksum covers the addresses. Where zero says
    /// that there is none (RFC 768), a sum of zero is sent as all ones, and a field of zero is left alone.
    case checksum(Extent, pseudoHeader: Bool = false, zeroMeansNone: Bool = false)
    /// The number under which the variant that fills this item is registered.
    case variant
    /// What the sender tells its packets and their answers apart by, from this number on: an ephemeral port, a
    /// transaction's number. Zero, unless one asks and gives every packet its own.
    case identity(from: UInt16 = 0)
}
