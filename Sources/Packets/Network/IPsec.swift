/// Authentication Header. RFC 4302.
public enum AuthenticationHeader: PacketProtocol {
    public static var name: String { "ah" }
    public static var title: String { "Authentication Header" }
    public static var meaning: Meaning {
        .init(
            """
            Proves that a packet, its addresses included, is as the sender made it. It hides nothing, and does not
            survive address translation.
            """, in: "RFC 4302 section 2")
    }
    public static var reference: String { "RFC 4302" }

    @inlinable public static var nextHeader: Field<IPProtocol> {
        .init(
            "next_header", "Next header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59,
            means: "Which protocol follows, by the numbers of IP.", in: "RFC 4302 section 2.1")
    }
    /// In units of four octets, without the first two.
    @inlinable public static var length: Field<UInt8> {
        .init(
            "length", "Length", bits: 8..<16, auto: .length(.header, unit: 4, plus: -8),
            means: "The length of this header in words of 32 bits, less 2.", in: "RFC 4302 section 2.2")
    }
    @inlinable public static var reserved: Field<Octets> {
        .init(
            "reserved", "Reserved", bits: 16..<32, means: "Zero; it is counted in the integrity check all the same.",
            in: "RFC 4302 section 2.3")
    }
    @inlinable public static var index: Field<UInt32> {
        .init(
            "spi", "AH SPI", bits: 32..<64, show: .hex,
            means: """
                Which of the receiver's security associations the packet belongs to, and thereby which key. 1 to 255 are
                reserved.
                """, in: "RFC 4302 section 2.4")
    }
    @inlinable public static var sequence: Field<UInt32> {
        .init(
            "sequence", "AH Sequence", bits: 64..<96,
            means: "Grows by one with each packet, so that the receiver finds those that are sent again.",
            in: "RFC 4302 section 2.5")
    }
    @inlinable public static var integrityCheck: Field<Octets> {
        .init(
            "icv", "AH ICV", part: 1,
            means: "The keyed sum over the packet's unchanging parts; how long it is, the algorithm says.",
            in: "RFC 4302 section 2.6")
    }
    public static var tree: [AnyField] {
        [
            .init(nextHeader), .init(length), .init(reserved), .init(index), .init(sequence),
            .init(integrityCheck),
        ]
    }

    /// fixed | integrity check value
    public static func measure(_ message: RawSpan, from: Int, to: Int) -> LayerParts? {
        guard to &- from >= 12 else { return nil }
        let length = (Int(message.octet(from &+ 1)) &+ 2) &* 4
        guard length >= 12, from &+ length <= to else { return nil }
        return LayerParts(12, length)
    }

    public static func next(_ message: RawSpan) -> NextLayer {
        guard let header = Layer<AuthenticationHeader>(message) else { return .malformed }
        return .layer(.ipProtocol(message.octet(0)), from: header.parts.total, to: message.byteCount)
    }
}

/// Encapsulating Security Payload: what follows is encrypted. RFC 4303.
public enum EncapsulatingSecurityPayload: PacketProtocol {
    public static var name: String { "esp" }
    public static var title: String { "Encapsulating Security Payload" }
    public static var meaning: Meaning {
        .init(
            """
            Carries a packet's content encrypted; what follows its two numbers cannot be read without the keys.
            """, in: "RFC 4303 section 2")
    }
    public static var reference: String { "RFC 4303" }

    @inlinable public static var index: Field<UInt32> {
        .init(
            "spi", "ESP SPI", bits: 0..<32, show: .hex,
            means: """
                Which security association, and thereby which keys and algorithms, the receiver is to use. Each
                direction has its own.
                """, in: "RFC 4303 section 2.1")
    }
    @inlinable public static var sequence: Field<UInt32> {
        .init(
            "sequence", "ESP Sequence", bits: 32..<64,
            means: """
                Counts the packets of the association from 1. A number that came already is dropped as a replay; at the
                end of the numbers new keys are needed.
                """, in: "RFC 4303 section 2.2")
    }
    public static var tree: [AnyField] { [.init(index), .init(sequence)] }

    public static var layout: PartLayout { .fixed(8) }

    public static func next(_ message: RawSpan) -> NextLayer {
        message.byteCount >= 8 ? .stop : .malformed
    }
}
