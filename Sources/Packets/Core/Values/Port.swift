/// A port of TCP, UDP, SCTP or DCCP. RFC 6335.
public struct Port: RawRepresentable, Hashable, Sendable, ExpressibleByIntegerLiteral, BitwiseCopyable {
    public var rawValue: UInt16

    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }
    @inlinable public init(_ number: UInt16) { self.rawValue = number }
    @inlinable public init(integerLiteral value: UInt16) { self.rawValue = value }

    /// Whether a host hands it out by itself: 49152 to 65535 (RFC 6335 6).
    @inlinable public var isDynamic: Bool { rawValue >= 49152 }
}

extension Port: TextualValue {
    @inlinable public static func == (a: Port, b: Port) -> Bool { a.rawValue == b.rawValue }

    @inlinable public static func < (a: Port, b: Port) -> Bool { a.rawValue < b.rawValue }

    public func encode(to encoder: any Encoder) throws { try encodeText(to: encoder) }

    public init(from decoder: any Decoder) throws { self = try Self.decodeText(from: decoder) }

    @inlinable public func hash(into hasher: inout Hasher) { hasher.combine(rawValue) }

    /// Writes the number in decimal.
    @inlinable public func appendText(to buffer: inout TextBuffer) { buffer.append(decimal: UInt64(rawValue)) }

    /// Reads a decimal number, 0 to 65535.
    /// - Throws: ``AddressError``.
    public init(parsing text: some StringProtocol) throws(AddressError) {
        var scanner = AddressScanner(text, subject: "port")
        self.init(UInt16(truncatingIfNeeded: try scanner.decimal(upTo: 65535)))
        try scanner.expectEnd()
    }
}
