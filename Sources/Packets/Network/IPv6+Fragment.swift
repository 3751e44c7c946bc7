extension IPv6 {
    /// The fragment header. RFC 8200 section 4.5.
    public enum Fragment: PacketProtocol {
        public static var name: String { "ipv6.fraghdr" }
        public static var title: String { "Fragment Header for IPv6" }
        public static var shortName: String { "IPv6" }
        public static var reference: String { "RFC 8200" }

        public static var nextHeader: Field<IPProtocol> {
            .init("nxt", "Next header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59)
        }
        public static var reservedOctet: Field<UInt8> {
            .init("reserved_octet", "Reserved octet", bits: 8..<16, show: .hex)
        }
        /// In units of eight octets.
        public static var offset: Field<UInt16> { .init("offset", "Offset", bits: 16..<29) }
        public static var reservedBits: Field<UInt16> { .init("reserved_bits", "Reserved bits", bits: 29..<31) }
        public static var more: Field<Bool> { .init("more", "More Fragments", bits: 31..<32) }
        public static var identification: Field<UInt32> { .init("ident", "Identification", bits: 32..<64, show: .hex) }
        public static let tree: [AnyField<Fragment>] = [
            .init(\.nextHeader), .init(\.reservedOctet), .init(\.offset), .init(\.reservedBits), .init(\.more),
            .init(\.identification),
        ]

        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to &- from >= 8 ? Parts(8) : nil }

        public static func next(_ message: RawSpan) -> Next {
            guard let fragment = Layer<Fragment>(message) else { return .malformed }
            if fragment.offset != 0 { return .data(from: 8, to: message.byteCount) }
            return IPv6.next(message.octet(0), from: 8, to: message.byteCount)
        }
    }
}
