/// The frame check sequence of Ethernet: CRC-32 with the polynomial 0x04C11DB7, reflected. IEEE 802.3 3.2.9.
///
/// On the wire its octets follow the frame with the lowest first.
public struct CRC32: Sendable, BitwiseCopyable {
    private static let tables = SlicingCRC(polynomial: 0xEDB8_8320)
    private var register: UInt32 = .max

    public init() {}

    /// Takes in bytes; a text may come in pieces of any length.
    public mutating func update(_ span: RawSpan) { register = Self.tables.update(register, span) }

    /// The check value of all bytes so far.
    public var value: UInt32 { ~register }

    /// The check value of some bytes.
    public static func of(_ span: RawSpan) -> UInt32 {
        var crc = CRC32()
        crc.update(span)
        return crc.value
    }
}
