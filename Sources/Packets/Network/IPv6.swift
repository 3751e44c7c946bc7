/// Internet Protocol, version 6. RFC 8200.
public enum IPv6: PacketProtocol {
    public static var name: String { "ipv6" }
    public static var title: String { "Internet Protocol Version 6" }
    public static var shortName: String { "IPv6" }
    public static var reference: String { "RFC 8200" }

    public static var version: Field<UInt8> { .init("version", "Version", bits: 0..<4, preset: 6) }
    public static var trafficClass: Field<UInt32> { .init("tclass", "Traffic Class", bits: 4..<12, show: .hex) }
    public static var codePoint: Field<UInt8> {
        .init("tclass.dscp", "Differentiated Services Codepoint", bits: 4..<10)
    }
    public static var congestion: Field<UInt8> {
        .init("tclass.ecn", "Explicit Congestion Notification", bits: 10..<12)
    }
    public static var flowLabel: Field<FlowLabel> { .init("flow", "Flow Label", bits: 12..<32, show: .hex) }
    public static var payloadLength: Field<UInt16> {
        .init("plen", "Payload Length", bits: 32..<48, auto: .length(.payload))
    }
    public static var nextHeader: Field<IPProtocol> {
        .init("nxt", "Next Header", bits: 48..<56, auto: .next(.ipProtocol), preset: 59)
    }
    public static var hopLimit: Field<UInt8> { .init("hlim", "Hop Limit", bits: 56..<64, preset: 64) }
    public static var source: Field<IPv6Address> { .init("src", "Source Address", bits: 64..<192) }
    public static var destination: Field<IPv6Address> { .init("dst", "Destination Address", bits: 192..<320) }
    public static var sourceHost: Derived<IPv6, String> {
        .init("src_host", "Source Host") { ip, _ in ip.source.description }
    }
    public static var destinationHost: Derived<IPv6, String> {
        .init("dst_host", "Destination Host") { ip, _ in ip.destination.description }
    }
    public static let tree: [AnyField<IPv6>] = [
        .init(\.version), .group(\.trafficClass, [.init(\.codePoint), .init(\.congestion)]), .init(\.flowLabel),
        .init(\.payloadLength), .init(\.nextHeader), .init(\.hopLimit), .init(\.source), .init(\.destination),
        .alias("addr", "Source or Destination Address", \.source, \.destination),
        .init(\.sourceHost), .init(\.destinationHost),
    ]

    @inlinable public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
        to &- from >= 40 ? Parts(40) : nil
    }

    public static func next(_ message: RawSpan) -> Next {
        guard message.byteCount >= 40 else { return .malformed }
        let length = Int(message.word(4))
        let number = message.octet(6)
        // A length of zero says that a jumbogram's option holds it (RFC 2675): what is there is the payload.
        let end = length == 0 ? message.byteCount : 40 &+ length
        return next(number, from: 40, to: end)
    }

    /// What follows an IPv6 header or one of its extensions, by the number that it names. RFC 8200 section 4.
    @inline(__always)
    static func next(_ number: UInt8, from: Int, to: Int) -> Next {
        .layer(.ipProtocol(number), from: from, to: to)
    }

    /// Twenty bits, shown with five digits.
    public struct FlowLabel: WireNumber, Hashable, ExpressibleByIntegerLiteral {
        public var raw: UInt64
        public init(raw: UInt64) { self.raw = raw }
        public init(integerLiteral value: UInt32) { raw = UInt64(value) }
        public static var octets: Int { 3 }
    }
}
