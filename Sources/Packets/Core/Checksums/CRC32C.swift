/// The checksum of SCTP: CRC-32 with Castagnoli's polynomial 0x1EDC6F41, reflected. RFC 9260 6.8 and appendix A.
///
/// On the wire its octets stand with the lowest first; it is made over a packet whose checksum field is zero.
public struct CRC32C: Sendable, BitwiseCopyable {
    private static let tables = SlicingCRC(polynomial: 0x82F6_3B78)
    private var register: UInt32 = .max

    public init() {}

    /// Takes in bytes; a text may come in pieces of any length.
    public mutating func update(_ span: RawSpan) { register = Self.tables.update(register, span) }

    /// The check value of all bytes so far.
    public var value: UInt32 { ~register }

    /// The check value of some bytes.
    public static func of(_ span: RawSpan) -> UInt32 {
        var crc = CRC32C()
        crc.update(span)
        return crc.value
    }
}
