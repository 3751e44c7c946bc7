extension IPv6 {
    /// Which of the two headers of options it is. RFC 8200 sections 4.3 and 4.6.
    public protocol OptionsKind: Sendable {
        static var name: String { get }
        static var title: String { get }
    }
    public enum HopByHopKind: OptionsKind {
        public static var name: String { "ipv6.hopopts" }
        public static var title: String { "IPv6 Hop-by-Hop Option" }
    }
    public enum DestinationKind: OptionsKind {
        public static var name: String { "ipv6.dstopts" }
        public static var title: String { "Destination Options for IPv6" }
    }
    public typealias HopByHop = OptionsHeader<HopByHopKind>
    public typealias DestinationOptions = OptionsHeader<DestinationKind>

    /// A header of options, for every router on the way or for the destination.
    public enum OptionsHeader<Kind: OptionsKind>: PacketProtocol {
        public static var name: String { Kind.name }
        public static var title: String { Kind.title }
        public static var shortName: String { "IPv6" }
        public static var reference: String { "RFC 8200" }

        public static var nextHeader: Field<IPProtocol> {
            .init("nxt", "Next Header", bits: 0..<8, auto: .next(.ipProtocol), preset: 59)
        }
        public static var length: Field<UInt8> {
            .init("len", "Length", bits: 8..<16, auto: .length(.header, unit: 8, plus: -8))
        }
        public static var octets: Derived<Self, UInt16> {
            .init("len_oct", "Length in octets") { header, _ in (UInt16(header.length) + 1) * 8 }
        }
        public static var options: Repeated<Option> { .init("", "Options", part: 1) }
        public static var tree: [AnyField<Self>] {
            [.init(\.nextHeader), .init(\.length), .init(\.octets), .init(\.options)]
        }

        /// fixed | options
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            let length = (Int(message.octet(from &+ 1)) &+ 1) &* 8
            guard to &- from >= length else { return nil }
            return Parts(2, length)
        }

        public static func next(_ message: RawSpan) -> Next {
            guard let header = Layer<Self>(message) else { return .malformed }
            return IPv6.next(message.octet(0), from: header.parts.total, to: message.byteCount)
        }
    }

    /// An option of an IPv6 header. RFC 8200 section 4.2.
    public enum Option: Schema {
        public static var name: String { "ipv6.opt" }
        public static var title: String { "IPv6 Option" }

        public static var type: Field<OptionType> { .init("type", "Type", bits: 0..<8, show: .hex, auto: .variant) }
        public static var action: Field<UInt8> { .init("type.action", "Action", bits: 0..<2) }
        public static var mayChange: Field<Bool> { .init("type.change", "May Change", bits: 2..<3) }
        public static var rest: Field<UInt8> { .init("type.rest", "Low-Order Bits", bits: 3..<8, show: .hex) }
        public static var length: Field<UInt8> {
            .init("length", "Length", bits: 0..<8, of: 1, auto: .length(.part(2)))
        }
        public static let tree: [AnyField<Option>] = [
            .group(\.type, [.init(\.action), .init(\.mayChange), .init(\.rest)]), .init(\.length),
        ]
        public static var variants: Variants? {
            Variants(
                .part(2), by: \Option.Type.type,
                [0: PadOne.self, 1: Padding.self, 5: RouterAlert.self, 0xc2: Jumbo.self, 0xc9: HomeAddress.self],
                otherwise: UnknownOption.self)
        }

        /// type | length | data
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            if message.octet(from) == 0 { return Parts(1) }
            guard from &+ 2 <= to else { return nil }
            let end = 2 &+ Int(message.octet(from &+ 1))
            guard from &+ end <= to else { return nil }
            return Parts(1, 2, end)
        }
    }

    /// https://www.iana.org/assignments/ipv6-parameters
    public struct OptionType: NamedNumber {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }
        public static let names: [ValueName] = [
            .init(0, "Pad1"), .init(1, "PadN"), .init(4, "Tunnel Encapsulation Limit"), .init(5, "Router Alert"),
            .init(0x26, "Quick-Start"), .init(0x63, "RPL Option"), .init(0xc2, "Jumbo Payload"), .init(0xc9, "Home Address"),
        ]
    }

    public enum PadOne: Schema {
        public static var name: String { "ipv6.opt.pad1" }
        public static var title: String { "Pad1" }
        public static let tree: [AnyField<PadOne>] = []
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(0) }
    }

    public enum Padding: Schema {
        public static var name: String { "ipv6.opt" }
        public static var title: String { "PadN" }
        public static var keywords: [String] { ["padn"] }
        public static var octets: Field<Octets> { .init("padn", "PadN", part: 0) }
        public static let tree: [AnyField<Padding>] = [.init(\.octets)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }

    /// RFC 2711.
    public enum RouterAlert: Schema {
        public static var name: String { "ipv6.opt" }
        public static var title: String { "Router Alert" }
        public static var keywords: [String] { ["router_alert"] }
        public static var value: Field<UInt16> { .init("router_alert", "Router Alert", bits: 0..<16) }
        public static let tree: [AnyField<RouterAlert>] = [.init(\.value)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to - from == 2 ? Parts(2) : nil }
    }

    /// RFC 2675.
    public enum Jumbo: Schema {
        public static var name: String { "ipv6.opt" }
        public static var title: String { "Jumbo Payload" }
        public static var keywords: [String] { ["jumbo"] }
        public static var length: Field<UInt32> { .init("jumbo", "Payload Length", bits: 0..<32) }
        public static let tree: [AnyField<Jumbo>] = [.init(\.length)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { to - from == 4 ? Parts(4) : nil }
    }

    /// RFC 6275 section 6.3.
    public enum HomeAddress: Schema {
        public static var name: String { "ipv6.opt.mipv6" }
        public static var title: String { "Home Address" }
        public static var address: Field<IPv6Address> { .init("home_address", "MIPv6 Home Address", bits: 0..<128) }
        public static let tree: [AnyField<HomeAddress>] = [.init(\.address)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? {
            to - from == 16 ? Parts(16) : nil
        }
    }

    public enum UnknownOption: Schema {
        public static var name: String { "ipv6.opt" }
        public static var title: String { "Unknown" }
        public static var keywords: [String] { ["unknown"] }
        public static var data: Field<Octets> { .init("unknown", "Unknown Option Payload", part: 0) }
        public static let tree: [AnyField<UnknownOption>] = [.init(\.data)]
        public static func measure(_ message: RawSpan, from: Int, to: Int) -> Parts? { Parts(to - from) }
    }
}
