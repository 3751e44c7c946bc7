/// Authentication Header. RFC 4302.
public enum AuthenticationHeader: PacketProtocol {
    public static var name: String { "ah" }
    public static var title: String { "Authentication Header" }
    public static var reference: String { "RFC 4302" }

    public static var nextHeader: Field<IPProtocol> {
        .init("next_header", "Next header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59)
    }
    /// In units of four octets, without the first two.
    public static var length: Field<UInt8> {
        .init("length", "Length", bits: 8..<16, auto: .length(.header, unit: 4, plus: -8))
    }
    public static var reserved: Field<Octets> { .init("reserved", "Reserved", bits: 16..<32) }
    public static var index: Field<UInt32> { .init("spi", "AH SPI", bits: 32..<64, show: .hex) }
    public static var sequence: Field<UInt32> { .init("sequence", "AH Sequence", bits: 64..<96) }
    public static var integrityCheck: Field<Octets> { .init("icv", "AH ICV", part: 1) }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(length), .init(reserved), .init(index), .init(sequence),
            .init(integrityCheck),
        ]
    }

    /// fixed | integrity check value
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        guard to &- from >= 12 else { return nil }
        let length = (Int(message.octet(from &+ 1)) &+ 2) &* 4
        guard length >= 12, from &+ length <= to else { return nil }
        return Parts(12, length)
    }

    public static func next(_ message: RawSpan) -> Next {
        guard let header = Layer<AuthenticationHeader>(message) else { return .malformed }
        return .layer(.ipProtocol(message.octet(0)), from: header.parts.total, to: message.byteCount)
    }
}

/// Encapsulating Security Payload: what follows is encrypted. RFC 4303.
public enum EncapsulatingSecurityPayload: PacketProtocol {
    public static var name: String { "esp" }
    public static var title: String { "Encapsulating Security Payload" }
    public static var reference: String { "RFC 4303" }

    public static var index: Field<UInt32> { .init("spi", "ESP SPI", bits: 0..<32, show: .hex) }
    public static var sequence: Field<UInt32> { .init("sequence", "ESP Sequence", bits: 32..<64) }
    public static var tree: [AnyField] { [.init(index), .init(sequence)] }

    public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to &- from >= 8 ? Parts(8) : nil }

    public static func next(_ message: RawSpan) -> Next {
        message.byteCount >= 8 ? .stop : .malformed
    }
}
